package lint

import (
	"strings"

	"safecase/casefile"
	"safecase/templates"
)

var templateDefeaterDropped = &Rule{
	Name: "template-defeater-dropped", ID: "DIA007", Severity: asks,
	Title: "a challenge that came with the template is gone",
	Why:   "Templates ship the doubts that each kind of argument must face; one that is deleted was neither answered nor accepted (omission of key evidence; Greenwell, Holloway and Knight 2005).",
	Fix:   "put the challenge back with its template: key, and answer or accept it",
	Bad:   "C1: {claim: The model cannot help, argument: inability, template: scheming/C1, undeveloped: true}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, undeveloped: true}\n",
	Needs: "template",
	Check: func(p *Pass) {
		from := map[string]map[string]*casefile.Node{}
		for _, n := range p.Case.Nodes {
			name, id, ok := strings.Cut(n.Get("template").Text(), "/")
			if !ok {
				continue
			}
			if from[name] == nil {
				from[name] = map[string]*casefile.Node{}
			}
			if from[name][id] == nil {
				from[name][id] = n
			}
		}
		for _, t := range templates.List() {
			if here := from[t.Name]; here != nil {
				p.dropped(t, here)
			}
		}
	},
}

// dropped reports the challenges of a template that are not in the case while
// what they challenge is.
func (p *Pass) dropped(t *templates.Template, here map[string]*casefile.Node) {
	for _, id := range t.Defeaters() {
		d := t.Case().Node(id)
		if here[id] != nil || d == nil {
			continue
		}
		for _, l := range d.To(casefile.Challenges) {
			target := l.To
			if l.From != "" {
				target = l.From
			}
			if n := here[target]; n != nil {
				p.Report(n.Pos(), n.ID, "the template %s challenges %s here, and that is gone: %s", t.Name, n.ID, d.Text)
				break
			}
		}
	}
}
