package casefile

import (
	"fmt"
	"slices"
	"strings"
)

// Apply makes an edit and returns the file as it is then. Every byte outside
// the entries that the edit touches stays as it was, and comments inside them
// survive. The new text is read back and compared with the edited case before
// it is returned; an edit that cannot be written so is refused with an error
// that says where and why. f stays as it is.
func (f *File) Apply(e Edit) (*File, error) {
	if err := f.editable(); err != nil {
		return nil, err
	}
	base := f.base()
	d := &draft{file: f, root: base}
	if err := e.edit(d); err != nil {
		return nil, err
	}
	return f.become(base, d.root)
}

// editable reports why the file cannot be edited: where a part of it was not
// read, an edit could not know what it does.
func (f *File) editable() error {
	if !f.Readable {
		return fmt.Errorf("%s cannot be read as a case; mend it first, in an editor", f.Path)
	}
	for _, x := range f.Unread() {
		return fmt.Errorf("%s:%s: %s; mend this first, in an editor", f.Path, x.Pos, x.Message)
	}
	return nil
}

// Unread returns the findings behind which some of the text was not read, so
// that nodes may be missing from the case; none when all of it was.
func (f *File) Unread() []Finding {
	var out []Finding
	for _, x := range f.Findings {
		if slices.Contains(unreadRules, x.Rule) {
			out = append(out, x)
		}
	}
	return out
}

// unreadRules are the findings behind which some of the text was not read.
var unreadRules = []string{"yaml-syntax", "second-document", "too-many-aliases", "too-deep", "not-utf8", "control-character", "file-too-large", "empty-file"}

// become writes the edited tree into the text.
func (f *File) become(base, root *tree) (*File, error) {
	g, err := f.written(base, root, true)
	if err != nil {
		if h, err := f.written(base, root, false); err == nil {
			return h, nil
		}
	}
	return g, err
}

func (f *File) written(base, root *tree, blocks bool) (*File, error) {
	change, err := f.patch(base, root, blocks)
	if err != nil {
		return nil, err
	}
	g, err := f.ApplyChange(change)
	if err != nil {
		return nil, err
	}
	if err := g.editable(); err != nil {
		return nil, fmt.Errorf("this edit cannot be written: it would give %w", err)
	}
	if !g.says(root) {
		return nil, fmt.Errorf("%s:%s: this edit cannot be written so that it reads back; %s", f.Path, f.firstPlace(change), f.remedy())
	}
	return g, nil
}

// remedy is what to do about an edit that does not read back. A text below "|"
// that ends with the file gains a line break when anything follows it.
func (f *File) remedy() string {
	if !strings.HasSuffix(f.Text, "\n") {
		return "end the file with a line break first"
	}
	return "write it in an editor"
}

// firstPlace is where a change begins.
func (f *File) firstPlace(c Change) Pos {
	if len(c.Splices) == 0 {
		return Pos{1, 1}
	}
	return f.lines.pos(f.Text, c.Splices[0].At)
}

// says reports whether the file, read back, is what an edit meant.
func (f *File) says(root *tree) bool {
	kids := root.twigs()
	if !f.regular {
		return f.base().equal(root)
	}
	if len(kids) != len(f.Case.root) {
		return false
	}
	for i, s := range f.Case.root {
		t := kids[i].tree
		same := kids[i].key == s.Key && (s.Key == "nodes" && f.nodesSay(t) || s.Key != "nodes" && treeOf(s.Value).equal(t))
		if !same {
			return false
		}
	}
	return true
}

func (f *File) nodesSay(t *tree) bool {
	kids := t.twigs()
	if len(kids) != len(f.Case.Nodes) {
		return false
	}
	for i, n := range f.Case.Nodes {
		k := kids[i]
		if k.key != n.ID || (k.changed || k.src.n != n.entry.n) && !treeOf(n.entry.Value).equal(k.tree) {
			return false
		}
	}
	return true
}

// Change says how the file came about: the change that Apply or ApplyChange
// made to the text of the file before. It is the zero Change for a file that
// was read.
func (f *File) Change() Change { return f.change }

// ApplyChange makes a change of the text, such as the inverse of an edit that
// is undone, and reads the result. It is refused when the text is not what the
// change replaces.
func (f *File) ApplyChange(c Change) (*File, error) {
	text, err := c.Apply(f.Text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	g := *f.reread(c, text)
	g.change = c
	return &g, nil
}
