package lint

import (
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// The parts of SARIF 2.1.0 (OASIS, 2020) that findings fill.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		ColumnKind  string            `json:"columnKind"`
		Invocations []sarifInvocation `json:"invocations,omitempty"`
		Results     []sarifResult     `json:"results"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Name    string      `json:"name"`
		Short   sarifText   `json:"shortDescription"`
		Full    sarifText   `json:"fullDescription"`
		Help    sarifText   `json:"help"`
		Default sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    *int               `json:"ruleIndex,omitempty"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Suppressions []sarifSuppression `json:"suppressions"`
		Prints       map[string]string  `json:"partialFingerprints"`
		Baseline     string             `json:"baselineState,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn"`
	}
	sarifLogical struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
)

// writeSARIF writes one run with the metadata of the rules that fired.
func writeSARIF(w io.Writer, results []*Result, opt WriteOptions) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "safecase", Rules: []sarifRule{}}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	if len(opt.Notices) > 0 {
		run.Invocations = []sarifInvocation{{Successful: true}}
		for _, notice := range opt.Notices {
			run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifNotification{"note", sarifText{Text: evidence.Clean(notice)}})
		}
	}
	held := total(results).Held
	index := map[string]int{}
	for _, r := range results {
		for _, f := range r.Findings {
			rule := Find(f.Rule)
			if _, known := index[f.Rule]; !known && rule != nil {
				index[f.Rule] = len(run.Tool.Driver.Rules)
				run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifMeta(rule))
			}
			result := sarifFinding(f)
			result.Prints = map[string]string{"safecase/v1": fingerprint(f)}
			if held > 0 {
				result.Baseline = map[bool]string{true: "unchanged", false: "new"}[f.Held]
			}
			if i, known := index[f.Rule]; known {
				result.RuleIndex = &i
			}
			run.Results = append(run.Results, result)
		}
	}
	return encode(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func sarifMeta(r *Rule) sarifRule {
	return sarifRule{
		ID: r.Name, Name: r.ID,
		Short: sarifText{Text: r.Title}, Full: sarifText{Text: r.Why},
		Help:    sarifText{Text: r.Fix, Markdown: markdown(r)},
		Default: sarifConfig{r.Severity.At(Review).String()},
	}
}

func sarifFinding(f casefile.Finding) sarifResult {
	text := f.Message
	if f.Hint != "" {
		text += ". " + f.Hint
	}
	out := sarifResult{
		RuleID: f.Rule, Level: f.Severity.String(), Message: sarifText{Text: text}, Suppressions: []sarifSuppression{},
		Locations: []sarifLocation{{Physical: sarifPhysical{sarifArtifact{fileURI(f.File)}, sarifRegion{max(1, f.Pos.Line), max(1, f.Pos.Column)}}}},
	}
	if f.Node != "" {
		out.Locations[0].Logical = []sarifLogical{{evidence.Clean(f.Node), "object"}}
	}
	if f.Waived != nil {
		out.Suppressions = []sarifSuppression{{"external", "accepted", waiverText(f.Waived)}}
	}
	return out
}

// fileURI writes a path as a URI reference.
func fileURI(path string) string {
	path = filepath.ToSlash(evidence.Clean(path))
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}
