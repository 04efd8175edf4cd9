package evidence

import "slices"

// Format is one kind of file: how to tell it by its content, and how to read it. Adding one is one file and one line
// in the table below.
type Format struct {
	Name  string // as written in Reading.Format and after "format:" in a case
	Title string // for people
	// Detect tells the format by content; names and extensions are never looked at.
	Detect func(*Input) bool
	// Read fills the Reading. A *Problem says by itself what is wrong; other errors become CodeUnreadable.
	Read func(*Input, *Reading) error
	// RowsOnly marks rows without a result of their own: they are read through a selector only.
	RowsOnly bool
}

// formats in the order in which they are tried: what is told by fewer bytes first, catch-alls last.
var formats = []Format{
	{Name: "git-lfs", Title: "Git LFS pointer", Detect: isLFSPointer, Read: readLFSPointer},
	{Name: "dvc", Title: "DVC pointer", Detect: isDVCPointer, Read: readDVCPointer},
	{Name: "helm-run-dir", Title: "HELM run directory", Detect: detectHELM, Read: readHELM},
	{Name: logFolder, Title: "folder of logs", Detect: detectLogFolder, Read: readLogFolder},
	{Name: "inspect-eval", Title: "Inspect log (.eval archive)", Detect: detectInspectEval, Read: readInspectEval},
	{Name: "inspect-json", Title: "Inspect log (JSON)", Detect: detectInspectJSON, Read: readInspectJSON},
	{Name: "lm-eval", Title: "lm-evaluation-harness results", Detect: detectLMEval, Read: readLMEval},
	{Name: "garak-report", Title: "garak report", Detect: detectGarak, Read: readGarak},
	{Name: "promptfoo", Title: "promptfoo results", Detect: detectPromptfoo, Read: readPromptfoo},
	{Name: "every-eval-ever", Title: "Every Eval Ever record", Detect: detectEEE, Read: readEEE},
	{Name: "openai-evals", Title: "openai/evals record", Detect: detectOpenAIEvals, Read: readOpenAIEvals},
	{Name: "metr-runs", Title: "METR runs", Detect: detectMETR, Read: readMETR},
	{Name: "junit", Title: "JUnit XML", Detect: detectJUnit, Read: readJUnit},
	{Name: "lighteval", Title: "lighteval results", Detect: detectLighteval, Read: readLighteval},
	{Name: "deepeval", Title: "DeepEval test run", Detect: detectDeepEval, Read: readDeepEval},
	{Name: "inspect-index", Title: "Inspect index of a log directory", Detect: isInspectIndex, Read: readInspectIndex},
	{Name: "garak-hitlog", Title: "garak hit log", Detect: isGarakHitLog, Read: readGarakHitLog},
	{Name: "lm-eval-samples", Title: "lm-evaluation-harness samples", Detect: isLMEvalSamples, Read: readLMEvalSamples, RowsOnly: true},
	{Name: "helm-stats", Title: "HELM stats without their run", Detect: isHELMStats, Read: readHELMStats},
	{Name: "in-toto", Title: "in-toto statement, DSSE envelope or Sigstore bundle", Detect: isAttestation, Read: readAttestation},
}

// Formats lists the kinds of files that are read, in the order in which they are tried.
func Formats() []Format { return slices.Clone(formats) }

// detect finds the reader by content.
func detect(in *Input) (Format, error) {
	for _, f := range formats {
		if f.Detect(in) {
			return f, nil
		}
	}
	if in.dir != nil {
		return Format{}, unknownDirectory()
	}
	if in.Size == 0 {
		return Format{}, &Problem{Code: CodeUnreadable, Message: "the file is empty", Hint: "run or fetch it again"}
	}
	if fault := in.shape().fault; fault != nil {
		return Format{}, fault // a broken log must not pass for a document
	}
	return Format{}, unknownFormat(in)
}
