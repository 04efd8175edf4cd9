package assess

import (
	"path"
	"slices"
	"strings"
	"testing"
)

// promise says what leaving out a key may do to the states.
type promise int

const (
	noneBetter   promise = iota // no node stands better
	noneGapless                 // no node that had a gap is without one
	aboveGapless                // the same of the node itself and all that rests on it
	topsNoBetter                // no top claim stands better
	unheld                      // cannot be seen in one file: diff reports it as a loosening
)

// promises is what holds when a key is left out, by the place of the key; the
// first that fits counts. What is not listed never helps. The others, and why:
//
//   - The word that says what a node is, its file, its number: what was seen to
//     fail can then not be told. It is still a gap.
//   - A statement that speaks against the case (a sustained challenge, a link to
//     bad evidence, how much the system is used): one file cannot show that it
//     was there.
//   - What a claim requires of its evidence: who stops asking has fewer gaps.
//   - Tying a doubt or an outcome to one claim: untied, it counts against all
//     that the case is about, and no longer against that claim.
var promises = []struct {
	at     string
	holds  promise
	unless func(w *world, at []string) bool // where nothing is promised
}{
	{"setting*", unheld, nil},
	{"outcomes", unheld, nil},
	{"outcomes/O1", unheld, nil},
	{"indicators", unheld, nil}, // what speaks against the case, or is to
	{"indicators/*/value", noneGapless, nil},
	{"indicators/*/on", noneGapless, nil},
	{"indicators/*/at_most", noneGapless, nil},
	{"indicators/*/claims", topsNoBetter, nil},
	{"indicators/*", unheld, nil},
	{"validity", unheld, nil},
	{"validity/*", unheld, nil},
	{"validity/*/*", unheld, nil},
	{"validity/triggers/*/indicator", unheld, nil},
	{"models", noneGapless, nil},
	{"models/*", noneGapless, nil},
	{"nodes/D*/defeater", topsNoBetter, statusOf("sustained", "accepted")},
	{"nodes/D*/challenges", topsNoBetter, nil},
	{"nodes/D*/status", noneBetter, statusOf("sustained")},
	{"nodes/D*/answered_by", noneBetter, nil},
	{"nodes/*/evidence", noneGapless, corroborates},
	{"nodes/*/file", noneGapless, corroborates},
	{"nodes/*/model", noneGapless, isWrong},
	{"nodes/*/claim", noneGapless, nil},
	{"nodes/*/strategy", noneGapless, nil},
	{"nodes/*/assumption", noneGapless, nil},
	{"nodes/*/justification", topsNoBetter, nil},
	{"nodes/*/quantity", noneGapless, anyReview},
	{"nodes/*/quantity/of", noneGapless, isCalledCorroborating},
	{"nodes/*/quantity/*", noneGapless, nil},
	{"nodes/C*/supported_by", aboveGapless, hasQuantity},
	{"nodes/*/supported_by", aboveGapless, nil},
	{"nodes/*/supported_by/*/to", unheld, nil},
	{"nodes/*/supported_by/*/role", noneBetter, speaksAgainst},
	{"nodes/*/in_context_of", unheld, nil},
	{"nodes/*/side_claims", unheld, nil},
	{"nodes/*/outcomes", noneBetter, isNotTheTop},
	{"nodes/*/requires*", unheld, nil}, // what nobody asks for any more is a loosening
	{"nodes/*/requires/*/*", unheld, nil},
	{"nodes/*/acp", unheld, nil}, // where nobody asks for confidence any more is a loosening
	{"nodes/*/acp/*", unheld, nil},
	{"nodes/*/acp/*/argued_by", aboveGapless, nil},
	{"nodes/*/bound", noneGapless, isCarriedElsewhere},
	{"nodes/*/bound/*", noneGapless, nil},
}

func statusOf(words ...string) func(*world, []string) bool {
	return func(w *world, at []string) bool {
		status := w.nodes.get(at[1]).get("status")
		return status != nil && slices.Contains(words, status.text)
	}
}

// anyReview: a review of the very bytes stands in for a threshold.
func anyReview(w *world, _ []string) bool { return strings.Contains(w.text(), "review:") }

func hasQuantity(w *world, at []string) bool { return w.nodes.get(at[1]).get("quantity") != nil }

// speaksAgainst: decisive evidence counts, and under a claim without a number
// evidence that only corroborates is no support.
func speaksAgainst(w *world, at []string) bool {
	return w.whole().at(at).text == "decisive" || !hasQuantity(w, at)
}

// corroborates: nobody sees that evidence which contradicted a claim is gone.
func corroborates(w *world, at []string) bool {
	_, a := w.assess()
	return !slices.Contains(decisive(w, a), at[1])
}

// isWrong: where the file names another model than the case, the file decides.
func isWrong(w *world, at []string) bool {
	_, a := w.assess()
	return a.State(at[1]) <= Unusable
}

// isCalledCorroborating: the deciding evidence is linked as if it did not decide,
// so that without the word another piece of evidence is the only candidate.
func isCalledCorroborating(w *world, at []string) bool {
	n := w.nodes.get(at[1])
	of := n.get("quantity").get("of").text
	return strings.Contains(n.get("supported_by").flow(), "{to: "+of+", role: corroborating}")
}

// isNotTheTop: what a claim further up says of the outcome still counts, and a
// claim that only answers a challenge answers for no outcome.
func isNotTheTop(w *world, at []string) bool { return at[1] != "TOP" }

// isCarriedElsewhere: of several ways to the outcome, one is enough.
func isCarriedElsewhere(w *world, _ []string) bool {
	return strings.Count(w.text(), "bound: {")+strings.Count(w.text(), "qualitative: {") > 1
}

// whole is the case as one tree.
func (w *world) whole() *tree {
	out := &tree{keys: slices.Clone(w.top.keys), list: slices.Clone(w.top.list)}
	out.set("nodes", w.nodes)
	return out
}

func promised(w *world, at []string) promise {
	for _, p := range promises {
		if ok, _ := path.Match(p.at, strings.Join(at, "/")); ok {
			if p.unless != nil && p.unless(w, at) {
				return unheld
			}
			return p.holds
		}
	}
	return noneBetter
}

// TestLeavingOutNeverHelps leaves out every key of a case, one at a time. Cases
// with a ring are left out: where a ring ends, what it dragged along is free.
func TestLeavingOutNeverHelps(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, a := w.assess()
		if hasRing(a) {
			return
		}
		whole := w.whole()
		whole.paths(nil, func(at []string) {
			if at[0] == "nodes" && len(at) <= 2 {
				return // deleting a node is not leaving out a field
			}
			after := w.without(at)
			_, b := after.assess()
			checkPromise(t, w, a, b, at)
		})
	})
}

// without is w less one key.
func (w *world) without(at []string) *world {
	after := w.copy()
	if at[0] != "nodes" {
		if len(at) == 1 {
			after.top.drop(at[0])
			return after
		}
		after.top.at(at[:len(at)-1]).drop(at[len(at)-1])
		return after
	}
	after.nodes.at(at[1 : len(at)-1]).drop(at[len(at)-1])
	return after
}

// restsOn reports whether n is below or rests on it over any links.
func restsOn(n, below *node) bool {
	return n == below || slices.ContainsFunc(n.edges, func(e edge) bool { return restsOn(e.to, below) })
}

func checkPromise(t *testing.T, w *world, a, b *Assessment, at []string) {
	t.Helper()
	holds := promised(w, at)
	for _, id := range w.nodes.keys {
		was, is := a.State(id), b.State(id)
		n := b.nodes[id]
		bad := false
		switch holds {
		case noneBetter:
			bad = is > was && a.nodes[id].carries
		case noneGapless:
			bad = was != NoGap && is == NoGap && a.nodes[id].carries
		case aboveGapless:
			bad = was != NoGap && is == NoGap && a.nodes[id].carries && restsOn(a.nodes[id], a.nodes[at[1]])
		case topsNoBetter:
			bad = is > was && slices.Contains(a.Tops, id)
		}
		if bad && n != nil {
			t.Errorf("leaving out %s makes %s better: %s, then %s", strings.Join(at, "/"), id, was, is)
		}
	}
}
