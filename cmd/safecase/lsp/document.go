package lsp

import (
	"context"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// document is one text that is open in the editor. Everything is answered from
// it, never from the file on the disk.
type document struct {
	uri  string
	path string // of the file; "" for a text that was never saved
	unit encoding

	mu      sync.Mutex
	text    string
	index   *index         // of text; nil until somebody asks
	version int            // as the editor counts
	turn    int            // counts the changes
	file    *casefile.File // what text says, or what an earlier one said
	whole   *casefile.File // the last one without a slip of YAML: it reads on fastest
	checked *lint.Result   // the last check, perhaps of an earlier text
	giveUp  func()         // ends the check that is going on; nil when none is
	waiting int            // how many wait for a check

	parsing  sync.Mutex // held while text is read: nobody reads it twice
	checking sync.Mutex // held while it is checked: nobody checks it twice

	shelf   *shelf
	library *library
	wake    chan struct{}
	stop    context.CancelFunc
	done    chan struct{}
}

// snapshot is a document as it stands at one moment.
type snapshot struct {
	*document
	file    *casefile.File
	version int
	turn    int
	index   *index
	ctx     context.Context // of the request that looks at it; nil for none that could be cancelled
}

// snapshot reads the text, if that was not done yet.
func (d *document) snapshot() *snapshot {
	d.parsing.Lock()
	defer d.parsing.Unlock()
	now, whole := d.glance()
	if now.file != nil && now.file.Text == now.index.text {
		return now
	}
	now.file = reread(whole, d.name(), now.index.text)
	d.keep(now.file)
	return now
}

// quick is a snapshot that does not wait for a parser: its case may be that of
// a moment ago, or of before a slip of YAML. Completion is content with that.
func (d *document) quick() *snapshot {
	now, whole := d.glance()
	if now.file != nil && now.file.Text == now.index.text && !broken(now.file) {
		return now
	}
	if now.file = whole; whole == nil {
		return d.snapshot()
	}
	return now
}

// glance is the text as it is, with the cases that were last read.
func (d *document) glance() (now *snapshot, whole *casefile.File) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return &snapshot{document: d, file: d.file, version: d.version, turn: d.turn, index: d.indexed()}, d.whole
}

// indexed is the index of the text. The caller holds mu.
func (d *document) indexed() *index {
	if d.index == nil || d.index.text != d.text {
		d.index = newIndex(d.text, d.unit)
	}
	return d.index
}

// keep remembers what was read, unless something newer was.
func (d *document) keep(f *casefile.File) {
	whole := !broken(f)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.text != f.Text {
		return
	}
	if d.file = f; whole {
		d.whole = f
	}
}

// broken reports whether some of the text could not be read.
func broken(f *casefile.File) bool {
	for _, finding := range f.Findings {
		if finding.Rule == "yaml-syntax" {
			return true
		}
	}
	return !f.Readable
}

// name is how findings name the file.
func (d *document) name() string {
	if d.path == "" {
		return "untitled"
	}
	return filepath.Base(d.path)
}

var caseMark = regexp.MustCompile(`(?m)^safecase:`)

// isCase tells cases from other YAML that the editor may show us.
func (d *document) isCase() bool {
	base := strings.TrimSuffix(strings.TrimSuffix(d.name(), ".yaml"), ".yml")
	if strings.HasSuffix(base, ".case") {
		return true
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return caseMark.MatchString(d.text)
}

// pathOf is the file that a URI names, "" when it names none.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	path := u.Path
	if len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:] // a drive
	}
	return filepath.FromSlash(path)
}

func uriOf(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func (s *server) didOpen(c call) (any, error) {
	p, err := read[openParams](c)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(s.ctx)
	d := &document{
		uri: p.TextDocument.URI, path: pathOf(p.TextDocument.URI), unit: s.client.encoding,
		text: p.TextDocument.Text, version: p.TextDocument.Version,
		wake: make(chan struct{}, 1), stop: stop, done: make(chan struct{}),
	}
	d.shelf = newShelf(evidenceRoot(d.path, s.opt.EvidenceRoot), s.opt.Store, d.nudge)
	d.library = newLibrary(d.path, d.shelf, d.nudge)
	s.mu.Lock()
	before := s.documents[d.uri]
	s.documents[d.uri] = d
	s.mu.Unlock()
	if before != nil {
		before.close()
	}
	d.nudge()
	go s.watch(ctx, d)
	return nil, nil
}

func (s *server) didChange(c call) (any, error) {
	p, err := read[changeParams](c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	d := s.documents[p.TextDocument.URI]
	s.mu.Unlock()
	if d == nil {
		return nil, problem(-32602, "%s is not open", show(p.TextDocument.URI))
	}
	d.change(p)
	d.nudge()
	return nil, nil
}

// change makes the edits of the editor, each of which is meant for the text
// that the ones before it left. The check of the text before ends: what it
// finds would be shown to nobody.
func (d *document) change(p changeParams) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.turn++; d.giveUp != nil {
		d.giveUp()
	}
	for _, c := range p.ContentChanges {
		if c.Range == nil {
			d.text = c.Text
			continue
		}
		x := d.indexed()
		from, to := x.offset(c.Range.Start), x.offset(c.Range.End)
		d.text = d.text[:from] + c.Text + d.text[max(from, to):]
	}
	if p.TextDocument.Version != nil {
		d.version = *p.TextDocument.Version
	}
}

func (s *server) didSave(c call) (any, error) {
	p, err := read[documentParams](c)
	if err != nil {
		return nil, err
	}
	if d, err := s.document(p.TextDocument.URI); err == nil && d != nil {
		d.shelf.forget()
		d.nudge()
	}
	s.forgetModules()
	return nil, nil
}

// filesChanged reads all evidence again: the editor saw a file change.
func (s *server) filesChanged(call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.documents {
		d.shelf.forget()
		d.library.forget()
		d.nudge()
	}
	return nil, nil
}

func (s *server) didClose(c call) (any, error) {
	p, err := read[documentParams](c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	d := s.documents[p.TextDocument.URI]
	delete(s.documents, p.TextDocument.URI)
	s.mu.Unlock()
	if d == nil {
		return nil, nil
	}
	d.close()
	return nil, s.out.notify(publish, publishParams{URI: d.uri, Diagnostics: []diagnostic{}})
}

// close ends the checking of d and waits until nothing is sent any more.
func (d *document) close() {
	d.stop()
	<-d.done
	d.shelf.close()
	d.library.close()
}

// nudge asks for a check.
func (d *document) nudge() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}
