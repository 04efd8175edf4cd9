// Package attach puts evidence into a case: a node with file, digest and identity below the claim that it is to carry,
// and the number that the claim takes from it. The screen and the command line attach in the same way.
//
// A threshold that is set after its author saw the result is worth little, so values are not said before the threshold
// stands, and what was seen is recorded.
package attach

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// Attachment is evidence on its way into a case.
type Attachment struct {
	To       string // the node that it is to support; "" when only the evidence node gets a file
	Relation casefile.Relation
	Node     string // the evidence node, when it is there already
	Ref      string // of the file
	Reading  *evidence.Reading
	Metric   string     // the number that the claim takes; "" for none
	Limit    *Threshold // what the claim will take; nil when it says so already, or claims no number
	Seen     bool       // the values were known before the threshold was set
	Model    string     // of the case; "" when the file names none
	NewName  string     // what the file calls the model, to be added under served_as; "" when it is known
	AddModel bool       // Model is not among the models of the case yet
	By       string     // who sets the threshold; "" when that is not known
	On       string     // the day on which
}

// Relation is how evidence hangs from a node, and whether it may at all.
func Relation(n *casefile.Node) (casefile.Relation, bool) {
	if n.Kind == casefile.Defeater {
		return casefile.AnsweredBy, true
	}
	return casefile.SupportedBy, n.Kind.MaySupport(casefile.Evidence)
}

// Limits are the keys of a quantity that say what will be taken.
var Limits = []string{"below", "at_most", "above", "at_least"}

// HasThreshold reports whether the claim says already what it will take.
func HasThreshold(n *casefile.Node) bool {
	return slices.ContainsFunc(n.Get("quantity").Items(), func(q casefile.Value) bool {
		return slices.ContainsFunc(Limits, func(op string) bool { return q.Get(op).Exists() })
	})
}

// Edits are what attaching changes, all or nothing, and the id of the evidence node.
func (a *Attachment) Edits(c *casefile.Case) (id string, edits casefile.Batch) {
	edits = a.modelEdits(c)
	if id = a.Node; id == "" {
		id = c.NextID(casefile.Evidence)
		edits = append(edits, casefile.AddNode{ID: id, Kind: casefile.Evidence, Text: a.text(), Fields: a.fields(), Parent: a.To, Relation: a.Relation})
	} else {
		for _, f := range a.fields() {
			edits = append(edits, casefile.SetField{Node: id, Path: []string{f.Key}, Value: f.Value})
		}
	}
	return id, append(edits, a.quantityEdits(c, id)...)
}

// fields are what is known of the file. The version of an object is pinned along with its digest.
func (a *Attachment) fields() casefile.Pairs {
	out := casefile.Pairs{{Key: "file", Value: a.Ref}}
	if a.Reading.SHA256 != "" {
		out = append(out, casefile.Pair{Key: "sha256", Value: a.Reading.SHA256})
	}
	if a.Reading.Version != "" {
		out = append(out, casefile.Pair{Key: "object_version", Value: a.Reading.Version})
	}
	if a.Model != "" {
		out = append(out, casefile.Pair{Key: "model", Value: a.Model})
	}
	return out
}

func (a *Attachment) modelEdits(c *casefile.Case) casefile.Batch {
	switch {
	case a.NewName == "":
		return nil
	case a.AddModel:
		return casefile.Batch{casefile.SetSection{Path: []string{"models", a.Model}, Value: casefile.Pairs{{Key: "served_as", Value: []string{a.NewName}}}}}
	}
	names := append(c.Get("models", a.Model, "served_as").Texts(), a.NewName)
	return casefile.Batch{casefile.SetSection{Path: []string{"models", a.Model, "served_as"}, Value: names}}
}

// quantityEdits write the number into the claim. A claim that states its threshold already gets what it left open: of
// and metric.
func (a *Attachment) quantityEdits(c *casefile.Case, id string) casefile.Batch {
	target := c.Node(a.To)
	if target == nil || a.Metric == "" {
		return nil
	}
	if a.Limit != nil {
		return casefile.Batch{casefile.SetField{Node: a.To, Path: []string{"quantity"}, Value: a.Quantity(id)}}
	}
	q := target.Get("quantity")
	if q.Shape() != casefile.Map || !HasThreshold(target) || q.Get("of").Exists() || q.Get("difference").Exists() {
		return nil
	}
	out := casefile.Batch{casefile.SetField{Node: a.To, Path: []string{"quantity", "of"}, Value: id}}
	if !q.Get("metric").Exists() {
		out = append(out, casefile.SetField{Node: a.To, Path: []string{"quantity", "metric"}, Value: a.Metric})
	}
	return out
}

// Quantity is what the claim says of the number, with who set its threshold when. It needs a Limit.
func (a *Attachment) Quantity(id string) casefile.Pairs {
	set := casefile.Pairs{}
	if a.By != "" {
		set = append(set, casefile.Pair{Key: "by", Value: a.By})
	}
	out := casefile.Pairs{
		{Key: "of", Value: id}, {Key: "metric", Value: a.Metric},
		{Key: a.Limit.Op, Value: casefile.Plain(a.Limit.Text)}, {Key: "confidence", Value: Confidence},
		{Key: "set", Value: append(set, casefile.Pair{Key: "on", Value: a.On})},
	}
	if a.Seen {
		out = append(out, casefile.Pair{Key: "seen", Value: true})
	}
	return out
}

// text names the result without claiming anything.
func (a *Attachment) text() string {
	r := a.Reading
	text := r.TaskTitle
	for _, other := range []string{r.Task, a.Ref} {
		if text == "" {
			text = other
		}
	}
	if r.Model != "" {
		text += " with " + r.Model
	}
	if !r.Date.IsZero() {
		text += ", run of " + r.Date.Format(time.DateOnly)
	}
	return text
}

// Identify finds the checkpoint that a file calls by a name.
func Identify(c *casefile.Case, name string) (id string, ok bool) {
	for _, item := range c.Items("models") {
		if item.ID == name || item.Get("served_as").Has(name) {
			return item.ID, true
		}
	}
	return "", false
}

// NewModel makes an id, which no model of the case has, of what a file calls a model.
func NewModel(c *casefile.Case, name string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, name[strings.LastIndex(name, "/")+1:])
	for strings.Contains(id, "--") {
		id = strings.ReplaceAll(id, "--", "-")
	}
	if !casefile.ValidID(id) {
		id = "model-" + strings.Trim(id, "-.")
	}
	if !casefile.ValidID(id) {
		id = "model"
	}
	for base, i := id, 2; c.Get("models", id).Exists(); i++ {
		id = fmt.Sprintf("%s-%d", base, i)
	}
	return id
}
