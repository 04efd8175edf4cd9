package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// Config is all that the screen needs from outside. Only File and Check are
// required; what else is missing is not offered.
type Config struct {
	// File is the case as it was read. Its Path is where it is saved.
	File *casefile.File
	// New says that nothing is on the disk under that path yet.
	New bool

	// Check judges a case. It is called in the background, one call at a time,
	// and must not look at anything but its arguments and the case files that
	// the case uses.
	Check func(ctx context.Context, f *casefile.File, r assess.Readings) *lint.Result
	// Source gives the bytes of evidence.
	Source evidence.Source
	// Walk lists the files that may be evidence, for the picker.
	Walk func(ctx context.Context, fn func(evidence.Entry) error) error
	// Watch tells on a channel that the case file, or one that it uses, may have
	// changed on the disk, until ctx ends.
	Watch func(ctx context.Context) (<-chan struct{}, error)
	// Merge joins two changed versions of base, or says why it cannot.
	Merge func(base, mine, theirs *casefile.File) (*casefile.File, error)
	// Preview opens the live diagram and returns where it is to be seen. Texts
	// holds what is to be drawn first, and gets every text that was checked after
	// it.
	Preview func(ctx context.Context, texts <-chan string) (url string, err error)
	// Fragments are the templates that can be inserted.
	Fragments []Fragment

	// Layers are the names of the fields that rows show beside the text: x-NAME,
	// or a key of the format such as owner.
	Layers []string

	// JournalDir is where unsaved edits are kept against a crash; "" keeps none.
	JournalDir string
	// Editor is the command line of the user's editor; "" offers none.
	Editor string
	// User is the name that is offered where somebody has to sign.
	User string
	// Today is the day that is written where something happens today.
	Today time.Time

	// ColorFGBG is the variable in which some terminals tell their colours; it
	// counts until the terminal itself answers.
	ColorFGBG string

	// Input and Output are the terminal; nil for the real one.
	Input  io.Reader
	Output io.Writer
}

// Fragment is a piece of argument that can be inserted: a template.
type Fragment struct {
	Name  string
	Doc   string // what it argues, in one line
	Whole bool   // a case by itself, to start from
	Asks  []Ask  // what it wants to know; may be empty
	// Text is the piece with the values put in: a case file, or the map of its
	// nodes. A name without values is left open. The error says which value
	// does not fit.
	Text func(values map[string][]string) (string, error)
}

// Ask is one value that a fragment wants to know.
type Ask struct {
	Name    string
	Meaning string // what it is, with an example
	Usual   string // what stands there when nothing is said; may be empty
	Many    bool   // several values, one a line
}

// ErrUnsaved is returned by Run when it ended with edits that were not saved.
// They are in the journal and are offered when the case is opened again.
var ErrUnsaved = errors.New("the screen ended with unsaved edits; open the case again to recover them")

// keepSmall makes the collector run earlier than usual: every edit of a large
// case leaves a few megabytes behind, and a screen stays open all day.
const keepSmall = 60

// Run shows the screen until the user quits or ctx ends. The terminal is
// restored in every case, also after a panic.
func Run(ctx context.Context, cfg Config) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer debug.SetGCPercent(debug.SetGCPercent(keepSmall))
	m := newModel(ctx, cfg)
	options := []tea.ProgramOption{tea.WithContext(ctx)}
	if cfg.Input != nil {
		options = append(options, tea.WithInput(cfg.Input))
	}
	if cfg.Output != nil {
		options = append(options, tea.WithOutput(cfg.Output))
	}
	p := tea.NewProgram(m, options...)
	m.send = p.Send
	_, err := p.Run()
	m.journal.close(m.discard || !m.modified())
	if err != nil && !errors.Is(err, tea.ErrInterrupted) {
		return fmt.Errorf("the screen failed: %w", err)
	}
	if m.modified() && !m.discard {
		return ErrUnsaved
	}
	return nil
}
