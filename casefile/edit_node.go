package casefile

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

func (e Batch) edit(d *draft) error {
	for i, one := range e {
		if err := one.edit(d); err != nil {
			return fmt.Errorf("edit %d of %d: %w", i+1, len(e), err)
		}
	}
	return nil
}

func (e AddNode) edit(d *draft) error {
	if err := d.free(e.ID); err != nil {
		return err
	}
	if !isKind(string(e.Kind)) {
		return fmt.Errorf("%q is not a kind of node: expected one of %s", e.Kind, strings.Join(kindNames(), ", "))
	}
	if strings.TrimSpace(e.Text) == "" {
		return fmt.Errorf("node %s needs a text: write what the %s says", e.ID, e.Kind)
	}
	t, err := newMap(append(Pairs{{string(e.Kind), e.Text}}, e.Fields...), NodeType(e.Kind))
	if err != nil {
		return fmt.Errorf("node %s: %w", e.ID, err)
	}
	after := e.After
	if after == "" {
		after = d.follows(e.Parent, e.relation(), e.At)
	}
	if err := d.plant(after, twig{key: e.ID, tree: t}); err != nil || e.Parent == "" {
		return err
	}
	if e.relation() == Challenges {
		return AddLink{From: e.ID, Relation: Challenges, To: e.Parent}.edit(d)
	}
	return AddLink{From: e.Parent, Relation: e.relation(), To: e.ID, At: e.At}.edit(d)
}

func (e AddNode) relation() Relation {
	if e.Relation == "" {
		return e.Kind.hangs()
	}
	return e.Relation
}

// hangs is the relation by which a node of kind k is usually reached.
func (k Kind) hangs() Relation {
	switch k {
	case Context, Assumption, Justification:
		return InContextOf
	case Defeater:
		return Challenges
	}
	return SupportedBy
}

func (e SetText) edit(d *draft) error {
	if strings.TrimSpace(e.Text) == "" {
		return fmt.Errorf("node %s needs a text", e.ID)
	}
	t, err := d.node(e.ID)
	if err != nil {
		return err
	}
	kind := t.kind()
	if kind == "" {
		return fmt.Errorf("nothing says what node %s is; give it a kind first", e.ID)
	}
	return d.set([]string{"nodes", e.ID, string(kind)}, e.Text)
}

func (e SetKind) edit(d *draft) error {
	if !isKind(string(e.Kind)) {
		return fmt.Errorf("%q is not a kind of node: expected one of %s", e.Kind, strings.Join(kindNames(), ", "))
	}
	return d.changeNode(e.ID, nil, func(t *tree) (*tree, error) {
		old := t.kind()
		if old == "" {
			return nil, fmt.Errorf("node %s has no text; write %s: with its text", e.ID, e.Kind)
		}
		if old != e.Kind && t.find(string(e.Kind)) >= 0 {
			return nil, fmt.Errorf("node %s is both a %s and a %s; remove one of the keys first", e.ID, old, e.Kind)
		}
		kids := slices.Clone(t.twigs())
		kids[t.find(string(old))].key = string(e.Kind)
		return t.with(kids), nil
	})
}

func (e SetField) edit(d *draft) error {
	if len(e.Path) == 0 {
		return errors.New("a field needs a name")
	}
	if _, err := d.node(e.Node); err != nil {
		return err
	}
	return d.set(append([]string{"nodes", e.Node}, e.Path...), e.Value)
}

func (e RemoveField) edit(d *draft) error {
	if len(e.Path) == 0 {
		return errors.New("a field needs a name")
	}
	t, err := d.node(e.Node)
	if err != nil {
		return err
	}
	if len(e.Path) == 1 && Kind(e.Path[0]) == t.kind() {
		return fmt.Errorf("%s gives node %s its text and stays; delete the node, or change its kind", e.Path[0], e.Node)
	}
	return d.clear(append([]string{"nodes", e.Node}, e.Path...))
}

func (e MoveNode) edit(d *draft) error {
	if _, err := d.node(e.ID); err != nil {
		return err
	}
	return d.change([]string{"nodes"}, func(nodes *tree) (*tree, error) {
		i := nodes.find(e.ID)
		moved := nodes.kids[i]
		rest := nodes.with(slices.Delete(slices.Clone(nodes.kids), i, i+1))
		at := 0
		if e.After != "" {
			if at = rest.find(e.After) + 1; at == 0 {
				return nil, d.unknown(e.After)
			}
		}
		return nodes.with(slices.Insert(rest.kids, at, moved)), nil
	})
}

func (e Duplicate) edit(d *draft) error {
	t, err := d.node(e.ID)
	if err != nil {
		return err
	}
	if err := d.free(e.NewID); err != nil {
		return err
	}
	c := copied(t)
	if !t.changed {
		c.ready = d.file.entryText(e.ID)
	}
	if err := d.plant(e.ID, twig{key: e.NewID, tree: c}); err != nil || e.Parent == "" {
		return err
	}
	relation := e.Relation
	if relation == "" {
		relation = t.kind().hangs()
	}
	if relation == Challenges {
		return AddLink{From: e.NewID, Relation: Challenges, To: e.Parent}.edit(d)
	}
	return AddLink{From: e.Parent, Relation: relation, To: e.NewID, At: e.At}.edit(d)
}
