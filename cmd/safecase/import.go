package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/convert"
	"safecase/casefile/lint"
)

func importCommand(a *app) *cobra.Command {
	var from, out, folder string
	c := &cobra.Command{
		Use: "import [--from FORMAT] [-o OUT | --out FOLDER] FILE...", Short: "read a case of another tool", Args: cobra.MinimumNArgs(1),
		Long: "Import writes a case file from one of another tool: " + convert.Names(false) + ".\n" +
			"It prints what it could not carry and what is wrong with the source, at its place\n" +
			"there; it exits 1 when that is an error, after writing what there is. Files that a\n" +
			"case names are read from its folder; gsn2x takes several files. Its modules become one\n" +
			"case; with --out they become case files that use each other, in a new or empty FOLDER.",
		Example: "  safecase import -o case.yaml index.gsn.yaml\n  safecase import --out cases index.gsn.yaml\n  safecase import --from tea -o case.yaml export.json",
	}
	c.Flags().StringVar(&from, "from", "", "the format: "+convert.Names(false)+" (default: by what the file holds)")
	c.Flags().StringVarP(&out, "output", "o", "", "write to `FILE` (default: standard output)")
	c.Flags().StringVar(&folder, "out", "", "write each module as a case file of its own into this new or empty `FOLDER`")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if folder == "" {
			return a.importCase(from, args, func(imp *convert.Imported) error { return a.write(out, []byte(imp.Case.Text)) })
		}
		if out != "" {
			return usage("-o writes one file and --out several: take one of them")
		}
		return a.importCase(from, args, func(imp *convert.Imported) error { return a.writeParts(folder, imp) }, apart)
	}
	return c
}

// apart asks for a case file of each module.
func apart(src *convert.Source) { src.Apart = true }

// isCase reports whether a source is a case file, which other formats in YAML
// would take for one of theirs with much in it that they do not know.
func isCase(src convert.Source) bool {
	return casefile.Read(src.Path, src.Text).Case.Get("safecase").Exists()
}

// importCase reads a case of another tool, says what is wrong with it and what
// was not carried, and has it written.
func (a *app) importCase(from string, paths []string, write func(*convert.Imported) error, how ...func(*convert.Source)) error {
	src, root, err := a.source(paths)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, set := range how {
		set(&src)
	}
	format := convert.Find(from)
	if from == "" {
		if format = convert.Detect(src.Path, src.Text); isCase(src) {
			return usage("%s is a case file of safecase already: there is nothing to import", src.Path)
		}
	}
	if format == nil || format.Import == nil {
		return usage("%s: name its format with --from: %s", src.Path, convert.Names(false))
	}
	if src.Apart && format.Name != "gsn2x" {
		return usage("--out is for modules, and %s has none: take -o", format.Name)
	}
	if len(paths) > 1 && format.Name != "gsn2x" {
		return usage("%s takes one file; several are read for gsn2x only", format.Name)
	}
	imp := format.Import(src)
	findings := append(imp.Findings, judged(imp, format.Name, src.Path)...)
	casefile.SortFindings(findings)
	bad := a.complain(findings)
	a.lost(imp.Losses)
	if imp.Case != nil {
		if err := write(imp); err != nil {
			return err
		}
	}
	if bad || imp.Case == nil {
		return exitError{code: exitFindings}
	}
	return nil
}

// source reads the files of an import. The root is where files that they name
// are read from.
func (a *app) source(paths []string) (convert.Source, io.Closer, error) {
	var all []convert.Source
	for _, path := range paths {
		text, err := a.readText(path)
		if err != nil {
			return convert.Source{}, nil, err
		}
		all = append(all, convert.Source{Path: filepath.ToSlash(path), Text: text})
	}
	src := all[0]
	src.More = all[1:]
	root, err := os.OpenRoot(filepath.Dir(paths[0]))
	if err != nil {
		return src, nil, failed("%s", err)
	}
	src.Dir = root.FS()
	return src, root, nil
}

// readText reads a whole file, or standard input, up to just beyond the limit
// of a case.
func (a *app) readText(path string) (string, error) {
	var in io.Reader = a.in
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return "", importError(path, err)
		}
		defer file.Close()
		in = file
	}
	b, err := io.ReadAll(io.LimitReader(in, casefile.MaxSize+1))
	if err != nil {
		return "", failed("%s", err)
	}
	return string(b), nil
}

func importError(path string, err error) error {
	if os.IsNotExist(err) {
		return failed("%s does not exist", path)
	}
	if e, ok := err.(*fs.PathError); ok {
		err = e.Err
	}
	return failed("%s: %s", path, err)
}

// judged is what our rules say of the imported case where the other tool has a
// check of its own, at the places of the source and as grave as there.
func judged(imp *convert.Imported, tool, path string) []casefile.Finding {
	if imp.Case == nil {
		return nil
	}
	var out []casefile.Finding
	result := lint.Check(lint.Input{File: imp.Case, Profile: "draft"})
	for _, f := range result.Findings {
		severity, checked := theirs(f, tool)
		if !checked || f.Rule == "file-missing" { // no evidence was looked for
			continue
		}
		f = imp.InSource(path, f)
		f.Severity = severity
		if !said(imp.Findings, f) {
			out = append(out, f)
		}
	}
	return out
}

// said reports whether the import itself has reported the fault.
func said(findings []casefile.Finding, f casefile.Finding) bool {
	return slices.ContainsFunc(findings, func(g casefile.Finding) bool {
		return g.Rule == f.Rule && g.Pos == f.Pos && g.File == f.File
	})
}

// theirs is how grave a finding is to the tool that the case is from. What
// cannot be read here is an error whatever the tool.
func theirs(f casefile.Finding, tool string) (severity casefile.Severity, checked bool) {
	if tool == "ltac" {
		tool = "verocase"
	}
	for _, c := range convert.Checks {
		if (c.Tool == tool || c.Tool == "gsn2x" && tool != "verocase") && c.ID != "V11" && slices.Contains(c.Rules, f.Rule) {
			checked = true
			if c.Error {
				severity = casefile.Error
			} else if severity == casefile.Note {
				severity = casefile.Warning
			}
		}
	}
	if f.Rule == "multiple-roots" || tool != "gsn2x" && tool != "verocase" && f.Rule != "dangling-ref" || f.Rule == "unsupported" || f.Rule == "orphan-evidence" {
		severity = casefile.Warning
	}
	return severity, checked
}

// complain prints findings and reports whether one is an error.
func (a *app) complain(findings []casefile.Finding) bool {
	bad := false
	for _, f := range findings {
		fmt.Fprintf(a.err, "%s:%s: %s: %s [%s]\n", f.File, f.Pos, f.Severity, f.Message, f.Rule)
		bad = bad || f.Severity == casefile.Error
	}
	return bad
}

// lost prints what a conversion did not carry.
func (a *app) lost(losses []convert.Loss) {
	if len(losses) == 0 {
		return
	}
	fmt.Fprintf(a.err, "not carried as it is (%d):\n", len(losses))
	for _, l := range losses {
		fmt.Fprintf(a.err, "  %s\n", l)
	}
}
