package lint

import (
	"io"
	"strings"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// writeGitHub writes workflow commands, which GitHub shows at the line of the
// change. Waived findings are shown as notices.
func writeGitHub(w io.Writer, results []*Result, opt WriteOptions) error {
	out := &errWriter{w: w}
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Held {
				continue
			}
			level := [...]string{casefile.Note: "notice", casefile.Warning: "warning", casefile.Error: "error"}[f.Severity]
			text := f.Message
			if f.Hint != "" {
				text += "\n" + f.Hint
			}
			if f.Waived != nil {
				level = "notice"
				text += "\n" + waiverText(f.Waived)
			}
			out.printf("::%s file=%s,line=%d,col=%d,title=%s::%s\n", level, property.Replace(evidence.Clean(f.File)), f.Pos.Line, f.Pos.Column, property.Replace(f.Rule), message.Replace(text))
		}
	}
	for _, notice := range opt.Notices {
		out.printf("::notice title=safecase::%s\n", message.Replace(evidence.Clean(notice)))
	}
	return out.err
}

// Workflow commands end at a line break; properties also at a comma or colon.
var (
	message  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
