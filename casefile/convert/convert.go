package convert

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"safecase/casefile"
)

// Loss is something that a conversion did not carry as what it is. What is
// kept for the way back says so.
type Loss struct {
	Where string // the node, or the case when ""
	What  string // what was not carried, and what became of it
}

// String gives the loss on one line.
func (l Loss) String() string {
	if l.Where == "" {
		return l.What
	}
	return l.Where + ": " + l.What
}

// Source is a case of another tool.
type Source struct {
	Path string   // as the user named it; findings name it so
	Text string   // what stands there
	More []Source // files given with it; only gsn2x takes several
	Dir  fs.FS    // the folder of Path, for files that the case names; nil when there is none

	Apart bool // each module becomes a case file of its own, too; only gsn2x has modules
}

// Imported is what an import gave.
type Imported struct {
	Case     *casefile.File     // all of it in one; nil when nothing could be made of the source
	Parts    []CaseFile         // with Source.Apart: the same as case files that use each other, the first of them first
	Losses   []Loss             // in the order of the source
	Findings []casefile.Finding // what is wrong with the source, at its place there; sorted

	places map[string]place
}

// CaseFile is one of several case files that belong together.
type CaseFile struct {
	Path string // below the folder of them all, with /
	File *casefile.File
}

// Output is one of several files that an export wrote.
type Output struct {
	Path string // below the folder of them all, with /
	Data []byte
}

// Exported is what an export gave.
type Exported struct {
	Data   []byte
	Files  []Output // with Options.Modules: one a case file; the first is Data
	Losses []Loss   // in the order of the case
}

// Options are what an export depends on beside the case.
type Options struct {
	On time.Time // the day that formats which need one are given

	Path    string     // of the case below the folder of its modules
	Modules []CaseFile // the files that the case uses and that they use; only gsn2x has modules
}

// Format is a format of another tool.
type Format struct {
	Name   string
	Title  string
	Ends   string                                                   // how names of its files end; "" when Import is nil
	Detect func(text string) bool                                   // whether a text looks like it; nil when Import is
	Import func(Source) *Imported                                   // nil when it cannot be read
	Export func(*casefile.File, Options) (exp *Exported, err error) // nil when it cannot be written
}

// Formats is the table of formats, in the order in which they are detected.
var Formats = []Format{
	{"sacm", "SACM 2.x XML of the OMG", ".xml", detectSACM, importSACM, exportSACM},
	{"tea", "JSON of the TEA platform: 1.0, flat 2.0, legacy", ".json", detectTEA, importTEA, exportTEA},
	{"trudag", "graph of trudag or dotstop, with its Markdown items", ".dot", detectTrudag, importTrudag, nil},
	{"ltac", "LTAC of verocase and PREMIS", ".ltac", detectLTAC, importLTAC, exportLTAC},
	{"gsn2x", "YAML of gsn2x 4", ".yaml", detectGSN2x, importGSN2x, exportGSN2x},
	{"mermaid", "Mermaid flowchart", "", nil, nil, exportMermaid},
	{"csv", "table of nodes for a spreadsheet", "", nil, nil, exportCSV},
}

// Find returns the format with the name, or nil.
func Find(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}

// Names lists the formats that can be read or written.
func Names(write bool) string {
	var names []string
	for _, f := range Formats {
		if write && f.Export != nil || !write && f.Import != nil {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

// Detect returns the format that the text is in, judged by its content and, where
// that says nothing, by the name of the file; nil when neither does.
func Detect(path, text string) *Format {
	for i, f := range Formats {
		if f.Detect != nil && f.Detect(text) {
			return &Formats[i]
		}
	}
	for i, f := range Formats {
		if f.Ends != "" && strings.HasSuffix(path, f.Ends) {
			return &Formats[i]
		}
	}
	return nil
}

// tooLarge refuses a source that is beyond the limit of a case file.
func tooLarge(src Source) *Imported {
	if len(src.Text) <= casefile.MaxSize {
		return nil
	}
	g := newGraph(src.Path)
	g.fault("file-too-large", place{src.Path, casefile.Pos{Line: 1, Column: 1}}, "", "the file has %d bytes; at most %d are read", len(src.Text), casefile.MaxSize)
	return g.refused()
}

// kept says how something that the other tool does not know was kept.
func kept(key, tool string) string {
	return fmt.Sprintf("%s is kept for the way back; %s does not read it", key, tool)
}
