package convert_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"safecase/casefile"
	"safecase/casefile/convert"
)

// author makes random cases of everything that an argument may hold.
type author struct {
	*rand.Rand
	ids   []string
	kinds []casefile.Kind
	away  []string // ids of nodes of other files
}

func randomCase(seed uint64) (*casefile.File, error) {
	a := &author{Rand: rand.New(rand.NewPCG(seed, 7)), away: []string{"other:C1"}}
	return a.write("case.yaml", casefile.Pairs{{Key: "other", Value: "other.case.yaml"}})
}

func (a *author) write(path string, uses casefile.Pairs) (*casefile.File, error) {
	for i := range 2 + a.IntN(14) {
		kind := casefile.Kinds[a.IntN(len(casefile.Kinds))].Kind
		if i == 0 {
			kind = casefile.Claim
		}
		a.ids = append(a.ids, fmt.Sprintf("%s%d", a.pick("C", "G", "Sn", "x.", "A-", kind.Info().Prefix), i))
		a.kinds = append(a.kinds, kind)
	}
	var nodes casefile.Pairs
	for i := range a.ids {
		nodes = append(nodes, casefile.Pair{Key: a.ids[i], Value: a.node(i)})
	}
	sections := casefile.Pairs{{Key: "title", Value: a.text()}}
	if a.IntN(2) == 0 {
		sections = append(sections, casefile.Pair{Key: "x-tea", Value: casefile.Pairs{{Key: "a", Value: "b"}}}, casefile.Pair{Key: "x-gsn2x", Value: casefile.Pairs{{Key: "modules", Value: []any{casefile.Pairs{{Key: "name", Value: "M"}, {Key: "brief", Value: "B"}}}}}})
		sections = append(sections, casefile.Pair{Key: "status", Value: "review"}, casefile.Pair{Key: "description", Value: a.text()})
	}
	if a.IntN(2) == 0 {
		sections = append(sections, casefile.Pair{Key: "outcomes", Value: casefile.Pairs{{Key: "O1", Value: casefile.Pairs{{Key: "text", Value: a.text()}, {Key: "threshold", Value: casefile.Pairs{{Key: "probability", Value: casefile.Plain("0.0010")}}}}}}})
	}
	if len(uses) > 0 {
		sections = append(sections, casefile.Pair{Key: "uses", Value: uses})
	}
	return casefile.Compose(path, append(sections, casefile.Pair{Key: "nodes", Value: nodes}))
}

func (a *author) pick(words ...string) string { return words[a.IntN(len(words))] }

func (a *author) text() string {
	return a.pick("The filter holds", "Fewer than 1 in 20: see it", "Zwei\nZeilen\n", "ends (in brackets)", "ends {with, options}", "- Claim X: y", "# no comment",
		`"quoted" <b>&amp;</b> \ ' %d`, "tab\there", " spaces ", "true", "5", "emoji 🎉 and  two spaces", "ctrl \u0001 here", "=1+1", "x -> y", "null", "a:b (c) {d}")
}

func (a *author) node(i int) casefile.Pairs {
	kind := a.kinds[i]
	out := casefile.Pairs{{Key: string(kind), Value: a.text()}}
	t := casefile.NodeType(kind)
	for _, f := range []casefile.Pair{
		{Key: "undeveloped", Value: a.IntN(2) == 0}, {Key: "owner", Value: a.text()}, {Key: "url", Value: a.pick("https://x.test/a", "a (b).pdf", "x y", "")},
		{Key: "assumed", Value: a.IntN(2) == 0}, {Key: "status", Value: a.pick("open", "sustained", "violated")}, {Key: "tags", Value: []string{"a", "5"}},
		{Key: "limitations", Value: a.text()}, {Key: "argument", Value: "inability"}, {Key: "file", Value: "e.eval"}, {Key: "x-layer", Value: casefile.Pairs{{Key: "n", Value: 5}}},
		{Key: "x-text", Value: a.text()}, {Key: "x-", Value: "odd"}, {Key: "acp", Value: casefile.Pairs{{Key: "P1", Value: []string{a.ids[i]}}, {Key: "P2", Value: casefile.Pairs{{Key: "at", Value: a.ids[i]}, {Key: "argued_by", Value: a.ids[0]}}}}}, {Key: "raised_by", Value: "Bo"},
		{Key: "x-tea", Value: casefile.Pairs{{Key: "role", Value: "SUPPORTING"}, {Key: "comments", Value: []any{casefile.Pairs{{Key: "author", Value: "a"}, {Key: "content", Value: "b"}, {Key: "createdAt", Value: "2026-01-01T00:00:00Z"}}}}}},
		{Key: "x-gsn2x", Value: casefile.Pairs{{Key: "rankIncrement", Value: 2}, {Key: "odd", Value: "y"}}},
		{Key: "x-ltac", Value: casefile.Pairs{{Key: "options", Value: []string{"abstract"}}, {Key: "odd", Value: "y"}}},
		{Key: "x-sacm", Value: casefile.Pairs{{Key: "gid", Value: "g"}}},
	} {
		if a.IntN(4) == 0 && (t.Field(f.Key) != nil || strings.HasPrefix(f.Key, "x-")) {
			out = append(out, f)
		}
	}
	for _, r := range []casefile.Relation{casefile.SupportedBy, casefile.InContextOf, casefile.AnsweredBy} {
		if t.Field(string(r)) != nil {
			if links := a.links(i); len(links) > 0 {
				out = append(out, casefile.Pair{Key: string(r), Value: links})
			}
		}
	}
	if kind == casefile.Defeater && a.IntN(5) > 0 {
		out = append(out, casefile.Pair{Key: "challenges", Value: a.challenge(i)})
	}
	return out
}

// links lead mostly to later nodes, sometimes back, out or nowhere.
func (a *author) links(i int) []any {
	var out []any
	used := map[string]bool{}
	for range a.IntN(4) {
		to := a.ids[min(len(a.ids)-1, i+1+a.IntN(3))]
		switch a.IntN(20) {
		case 0:
			to = a.ids[a.IntN(len(a.ids))]
		case 1:
			if len(a.away) > 0 {
				to = a.away[a.IntN(len(a.away))]
			}
		case 2:
			to = "Nowhere"
		}
		if used[to] {
			continue
		}
		used[to] = true
		switch a.IntN(6) {
		case 0:
			out = append(out, casefile.Pairs{{Key: "to", Value: to}, {Key: "role", Value: "decisive"}})
		case 1:
			out = append(out, casefile.Pairs{{Key: "to", Value: to}, {Key: "defeated", Value: true}})
		default:
			out = append(out, to)
		}
	}
	return out
}

func (a *author) challenge(i int) any {
	to := a.ids[a.IntN(len(a.ids))]
	if a.IntN(3) == 0 {
		return casefile.Pairs{{Key: "from", Value: a.ids[0]}, {Key: "to", Value: to}}
	}
	return to
}

// facts is everything that a case says, one line a statement. Whether one link
// stands alone or in a list, and the order of keys, say nothing.
func facts(c *casefile.Case) map[string]string {
	out := map[string]string{}
	for _, e := range c.Sections() {
		if e.Key != "nodes" {
			out["\x00"+e.Key] = spelled(e.Value)
		}
	}
	for _, n := range c.Nodes {
		for _, e := range n.Value().Entries() {
			out[n.ID+"\x00"+e.Key] = spelled(e.Value)
		}
	}
	return out
}

func spelled(v casefile.Value) string {
	switch v.Shape() {
	case casefile.Map:
		var out []string
		for _, e := range v.Entries() {
			out = append(out, e.Key+": "+spelled(e.Value))
		}
		slices.Sort(out)
		return "{" + strings.Join(out, ", ") + "}"
	case casefile.List:
		var out []string
		for _, item := range v.Items() {
			out = append(out, spelled(item))
		}
		return strings.Join(out, "; ")
	}
	return v.Text()
}

// named reports whether a loss speaks of a key of a node.
func named(losses []convert.Loss, where, key string) bool {
	for _, l := range losses {
		if strings.Contains(l.What, where+" was added") && where != "" {
			return true
		}
		if l.Where != where || strings.Contains(l.What, "is kept for the way back") {
			continue // what is kept must come back
		}
		if strings.Contains(l.What, key) || strings.Contains(l.What, "is left out") || key == "supported_by" && strings.Contains(l.What, "link to") || key == "in_context_of" && strings.Contains(l.What, "link to") {
			return true
		}
	}
	return false
}

// TestRoundTrips sends generated cases to each tool and back: what differs is
// named by the reports.
func TestRoundTrips(t *testing.T) {
	options := convert.Options{On: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}
	for _, f := range convert.Formats {
		if f.Import == nil || f.Export == nil {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			for seed := range uint64(600) {
				roundTrip(t, f, seed, options)
				if t.Failed() {
					return
				}
			}
		})
	}
}

func roundTrip(t *testing.T, f convert.Format, seed uint64, options convert.Options) {
	t.Helper()
	before, err := randomCase(seed)
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	exported, err := f.Export(before, options)
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	imported := f.Import(convert.Source{Path: "x" + f.Ends, Text: string(exported.Data)})
	if imported.Case == nil {
		t.Fatalf("seed %d: not imported: %v\n%s", seed, imported.Findings, exported.Data)
	}
	losses := append(exported.Losses, imported.Losses...)
	was, is := facts(before.Case), facts(imported.Case.Case)
	for key := range union(was, is) {
		node, field, _ := strings.Cut(key, "\x00")
		if was[key] != is[key] && !named(losses, node, field) {
			t.Errorf("seed %d: %s.%s was %q and is %q, and no report says so", seed, node, field, was[key], is[key])
		}
	}
	if t.Failed() {
		t.Logf("%s\n%s\n%s\n%v", before.Text, exported.Data, imported.Case.Text, losses)
	}
}

func union(a, b map[string]string) map[string]bool {
	out := map[string]bool{}
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}
