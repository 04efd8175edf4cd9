package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
	"safecase/casefile/merge"
	"safecase/cmd/safecase/tui"
	"safecase/cmd/safecase/watch"
	"safecase/templates"
)

// emptyCase is what the screen starts from when there is no file yet.
const emptyCase = "safecase: 1\ntitle: \"\"\n"

func editCommand(a *app) *cobra.Command {
	var check checkFlags
	var script string
	var layers []string
	c := &cobra.Command{
		Use:   "edit [--apply SCRIPT] [--layer NAME]... FILE",
		Short: "write a case on the authoring screen, or apply a script of edits",
		Long: "Edit opens the authoring screen; \"safecase FILE\" does the same. A file that does not\n" +
			"exist is started with the six steps. ? shows the keys. With --apply the edits of a script\n" +
			"are made instead, all or none, one a line:\n\n" + verbs(),
		Example: "  safecase edit case.yaml\n  safecase case.yaml\n  echo 'rename C2 C-rate' | safecase edit --apply - case.yaml",
		Args:    cobra.ExactArgs(1),
	}
	check.add(c)
	c.Flags().StringVar(&script, "apply", "", "make the edits of `SCRIPT` instead; - is standard input")
	c.Flags().StringSliceVar(&layers, "layer", nil, "show what the nodes say under x-`NAME`, or under a key of the format such as owner;\nmay be given several times; V on the screen chooses others")
	c.RunE = func(c *cobra.Command, args []string) error {
		if script != "" {
			return a.applyScript(script, args[0])
		}
		if !a.terminal() {
			return usage("the authoring screen needs a terminal; lint, render and status work without one")
		}
		return a.screen(c.Context(), args[0], check, layers)
	}
	return c
}

func verbs() string {
	var b strings.Builder
	for _, v := range casefile.Verbs {
		fmt.Fprintf(&b, "  %-14s %-40s %s\n", v.Name, v.Usage, v.Doc)
	}
	return strings.TrimRight(b.String(), "\n")
}

// applyScript makes the edits of a script, all or none.
func (a *app) applyScript(script, path string) error {
	text, err := a.readAll(script)
	if err != nil {
		return err
	}
	edits, err := casefile.ParseScript(text)
	if err != nil {
		return usage("%s: %s", script, err)
	}
	file, err := a.readCase(path)
	if err != nil {
		return err
	}
	return a.applyAcross(file, path, edits)
}

// readAll reads a text of at most the size of a case; "-" is standard input.
func (a *app) readAll(path string) (string, error) {
	in := a.in
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return "", failed("%s does not exist", path)
			}
			return "", failed("%s", err)
		}
		defer file.Close()
		in = file
	}
	b, err := io.ReadAll(io.LimitReader(in, casefile.MaxSize+1)) // one more, so that what is too large is refused and not cut
	if err != nil {
		return "", failed("%s", err)
	}
	return string(b), nil
}

// screen runs the authoring screen on the case at path, which may not exist
// yet, with some layers shown.
func (a *app) screen(ctx context.Context, path string, check checkFlags, layers []string) error {
	settings, err := check.settings(a)
	if err != nil {
		return err
	}
	cfg := tui.Config{Today: settings.AsOf, Editor: firstSet("VISUAL", "EDITOR"), User: userName(), JournalDir: journalDir(), ColorFGBG: os.Getenv("COLORFGBG")}
	cfg.File, cfg.New, err = a.caseOrNew(path)
	if err == nil {
		err = knownLayers(cfg.File.Case, layers)
	}
	if err != nil {
		return err
	}
	cfg.Layers = layers
	src, err := check.source(path)
	if err != nil {
		return err
	}
	defer src.Close()
	cfg.Source, cfg.Walk = src.Source, src.Walk
	cases, err := casesOf(path)
	if err != nil {
		return err
	}
	defer cases.Close()
	var shelf lint.Shelf
	cfg.Check = func(ctx context.Context, f *casefile.File, r assess.Readings) *lint.Result {
		in := settings
		in.File, in.Readings = f, r
		in.Modules = shelf.Take(in, func(in lint.Input) []*lint.Module {
			return lint.ReadModules(ctx, in, lint.Places{Cases: cases, Evidence: src.Source})
		})
		return lint.Check(in)
	}
	cfg.Watch = func(ctx context.Context) (<-chan struct{}, error) {
		return watchWith(ctx, watchedCases(cfg.File, path), shelf.Forget)
	}
	live := &preview{path: path, check: check}
	defer live.close()
	cfg.Preview = live.open
	cfg.Merge = mergeClean
	for _, t := range append(templates.Fragments(), templates.List()...) {
		cfg.Fragments = append(cfg.Fragments, fragment(t))
	}
	if err := tui.Run(ctx, cfg); err != nil {
		return failed("%s", err)
	}
	return nil
}

// watchedCases is the case and the files that it uses when the screen opens.
func watchedCases(file *casefile.File, path string) []string {
	out := []string{path}
	for _, e := range file.Case.Items("uses") {
		if ref := filepath.FromSlash(e.Text()); filepath.IsLocal(ref) {
			out = append(out, filepath.Join(filepath.Dir(path), ref))
		}
	}
	return out
}

// watchWith watches files and calls first before it passes a change on.
func watchWith(ctx context.Context, paths []string, first func()) (<-chan struct{}, error) {
	changes, err := watch.Files(ctx, paths)
	if err != nil {
		return nil, err
	}
	out := make(chan struct{}, 1)
	go func() {
		defer close(out)
		for range changes {
			first()
			select {
			case out <- struct{}{}:
			default:
			}
		}
	}()
	return out, nil
}

// mergeClean joins two versions where that needs no decision.
func mergeClean(base, mine, theirs *casefile.File) (*casefile.File, error) {
	out, conflicts, err := merge.Merge(base, mine, theirs)
	if err == nil && len(conflicts) > 0 {
		return nil, fmt.Errorf("both sides changed the same place: %s", conflicts[0])
	}
	return out, err
}

// fragment offers a template on the screen.
func fragment(t *templates.Template) tui.Fragment {
	f := tui.Fragment{Name: t.Name, Doc: t.Title, Whole: !t.Fragment, Text: func(values map[string][]string) (string, error) {
		return t.Instantiate(templates.Values(values))
	}}
	for _, p := range t.Parameters {
		meaning := p.Meaning
		if len(p.Example) > 0 {
			meaning += ", such as: " + p.Example[0]
		}
		f.Asks = append(f.Asks, tui.Ask{Name: p.Name, Meaning: meaning, Usual: p.Default, Many: p.Many()})
	}
	return f
}

// caseOrNew reads the case at path, or starts an empty one where nothing is.
func (a *app) caseOrNew(path string) (*casefile.File, bool, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return nil, false, failed("the folder %s does not exist", filepath.Dir(path))
		}
		return casefile.Read(path, emptyCase), true, nil
	}
	file, err := a.readCase(path)
	return file, false, err
}

// userName is the name that is offered where somebody has to sign; "" where
// the system knows none.
func userName() string {
	if name := firstSet("GIT_AUTHOR_NAME", "USER"); name != "" {
		return name
	}
	if u, err := user.Current(); err == nil {
		return cmp.Or(u.Name, u.Username)
	}
	return ""
}

func firstSet(names ...string) string {
	for _, name := range names {
		if v := strings.TrimSpace(os.Getenv(name)); v != "" {
			return v
		}
	}
	return ""
}

// journalDir is where unsaved edits are kept, outside the folder of the case;
// "" when the user has no such place.
func journalDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "safecase", "journal")
}
