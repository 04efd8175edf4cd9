package lint

import (
	"encoding/xml"
	"fmt"
	"io"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name      string    `xml:"name,attr"`
	ClassName string    `xml:"classname,attr"`
	File      string    `xml:"file,attr"`
	Line      int       `xml:"line,attr"`
	Time      string    `xml:"time,attr"`
	Failure   *junitSay `xml:"failure,omitempty"`
	Skipped   *junitSay `xml:"skipped,omitempty"`
	Out       string    `xml:"system-out,omitempty"`
}

type junitSay struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes one test suite a file and one test case a finding: errors
// and warnings fail, waived findings are skipped, notes pass and say what they
// have to say. A file without findings is one test that passes.
func writeJUnit(w io.Writer, results []*Result, opt WriteOptions) error {
	all := junitSuites{Name: "safecase lint"}
	for _, r := range results {
		suite := junitFile(r)
		all.Tests, all.Failures = all.Tests+suite.Tests, all.Failures+suite.Failures
		all.Suites = append(all.Suites, suite)
	}
	if len(opt.Notices) > 0 {
		said := junitSuite{Name: "safecase", Time: "0", Tests: len(opt.Notices)}
		for i, notice := range opt.Notices {
			said.Cases = append(said.Cases, junitCase{Name: fmt.Sprintf("notice %d", i+1), ClassName: "safecase", File: "safecase", Line: 1, Time: "0", Out: evidence.Clean(notice)})
		}
		all.Tests += said.Tests
		all.Suites = append(all.Suites, said)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func junitFile(r *Result) junitSuite {
	suite := junitSuite{Name: evidence.Clean(r.File.Path), Time: "0"}
	for _, f := range r.Findings {
		c := junitFinding(f)
		if c.Failure != nil {
			suite.Failures++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, c)
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junitCase{{Name: "no findings", ClassName: suite.Name, File: suite.Name, Line: 1, Time: "0"}}
	}
	suite.Tests = len(suite.Cases)
	return suite
}

func junitFinding(f casefile.Finding) junitCase {
	file := evidence.Clean(f.File)
	where := file + ":" + f.Pos.String()
	c := junitCase{Name: f.Rule + " at " + f.Pos.String(), ClassName: file, File: file, Line: f.Pos.Line, Time: "0"}
	text := where + ": " + f.Message
	if f.Hint != "" {
		text += "\n" + f.Hint
	}
	switch {
	case f.Waived != nil:
		c.Skipped = &junitSay{Message: waiverText(f.Waived), Text: text}
	case f.Held:
		c.Skipped = &junitSay{Message: "held back by the baseline", Text: text}
	case f.Severity == casefile.Note:
		c.Out = text
	default:
		c.Failure = &junitSay{Message: f.Message, Type: f.Severity.String(), Text: text}
	}
	return c
}
