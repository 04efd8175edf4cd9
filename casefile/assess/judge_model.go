package assess

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// models is what the case says about checkpoints.
type models struct {
	byID     map[string]casefile.Item
	names    map[string]map[string]bool // by checkpoint: what a file may call it
	named    map[string][]string        // the checkpoints that a name may mean
	ids      []string
	subjects []string // the checkpoints that the decision is about
}

// readModels finds the checkpoints that the case is about: those inside the
// boundary of the system, or the only one that was not made for elicitation.
// Where the case leaves it open, none is taken: the oldest would do for any
// evidence.
func (j *judge) readModels() models {
	m := models{byID: map[string]casefile.Item{}, names: map[string]map[string]bool{}, named: map[string][]string{}}
	for _, item := range j.Case.Items("models") {
		m.add(item)
	}
	for _, id := range j.Case.Get("system", "includes").Texts() {
		if _, ok := m.byID[id]; ok && !slices.Contains(m.subjects, id) {
			m.subjects = append(m.subjects, id)
		}
	}
	if len(m.subjects) > 0 {
		return m
	}
	var own []string
	for _, id := range m.ids {
		if m.byID[id].Get("for").Text() != "elicitation" {
			own = append(own, id)
		}
	}
	if len(own) == 1 {
		m.subjects = own
	}
	return m
}

func (m *models) add(item casefile.Item) {
	if _, twice := m.byID[item.ID]; twice {
		return
	}
	m.byID[item.ID], m.names[item.ID] = item, namesOf(item)
	m.ids = append(m.ids, item.ID)
	for name := range m.names[item.ID] {
		m.named[name] = append(m.named[name], item.ID)
	}
}

// namesOf are the names under which a file may speak of a checkpoint.
func namesOf(item casefile.Item) map[string]bool {
	out := map[string]bool{}
	for _, name := range append(item.Get("served_as").Texts(), item.ID, item.Get("name").Text(), item.Get("checkpoint").Text(), item.Get("checkpoint_hash").Text()) {
		if strings.TrimSpace(name) != "" {
			out[name] = true
		}
	}
	return out
}

// judgeModel blames evidence that is not about a checkpoint that the decision
// is about, or about which that cannot be told.
func (j *judge) judgeModel(n *node, r *evidence.Reading) {
	if isDocument(r) && !n.Get("model").Exists() && j.Case.Circumstance(n.Node, "kind").Text() == "operational" {
		return
	}
	id := n.Get("model").Text()
	if id == "" {
		if id = j.models.meant(r); id == "" {
			n.blame(Cause{Code: "model-unidentified", State: CannotTell, Pos: n.At("file"), Detail: modelsIn(r)})
			return
		}
	}
	item, known := j.models.byID[id]
	if !known {
		n.blame(Cause{Code: "dangling-ref", State: CannotTell, Pos: n.At("model"), Silent: true})
		return
	}
	n.model = id
	if j.judgeNames(n, r, item) {
		j.judgeSubject(n, item)
	}
}

// judgeNames reports whether what the file says of its model fits the
// checkpoint, and blames n where it does not.
func (j *judge) judgeNames(n *node, r *evidence.Reading, item casefile.Item) bool {
	switch {
	case len(modelNames(r)) > 0 && !j.models.answersTo(item.ID, r) || otherWeights(item, r):
		n.blame(Cause{Code: "model-mismatch", State: Unusable, Pos: n.At("model"), Others: []string{item.ID}, Detail: modelsIn(r)})
		return false
	case len(r.Served) > 1 && !j.models.allServed(item.ID, r):
		n.blame(Cause{Code: "model-unidentified", State: CannotTell, Pos: n.At("model"), Detail: "several models answered: " + strings.Join(r.Served, ", ")})
		return false
	case len(r.Served) == 1 && pinned(item) && !j.models.allServed(item.ID, r):
		n.blame(Cause{Code: "model-unidentified", State: CannotTell, Pos: n.At("model"), Others: []string{item.ID},
			Detail: r.Served[0] + " answered, which is not among the names of " + item.ID})
		return false
	}
	day, dated := runDate(n.Node, r)
	if made, ok := item.Get("snapshot_date").Date(); ok && dated && made.After(day) {
		n.blame(Cause{Code: "date-inconsistent", State: CannotTell, Pos: n.At("model"),
			Detail: fmt.Sprintf("the run is dated %s and the snapshot of %s %s", day.Format(time.DateOnly), item.ID, made.Format(time.DateOnly))})
	}
	return true
}

// judgeSubject blames n where its checkpoint is not one that the decision is
// about.
func (j *judge) judgeSubject(n *node, item casefile.Item) {
	switch id := item.ID; {
	case len(j.models.subjects) == 0:
		n.blame(Cause{Code: "model-unidentified", State: CannotTell, Pos: n.At("model"), Detail: "the case does not say which checkpoint it is about"})
	case j.models.baseline(id) && j.onlyCompared(n.ID):
	case j.models.standsFor(id) == "":
		n.blame(Cause{Code: "stale-checkpoint", State: Stale, Pos: n.At("model"), Others: append([]string{id}, j.models.subjects...)})
		j.judgeCompute(n, id) // an argument that bridges the checkpoints does not bridge the growth
	default:
		j.judgeCompute(n, id)
	}
}

func modelsIn(r *evidence.Reading) string {
	names := modelNames(r)
	if len(names) == 0 {
		return "the file names no model"
	}
	return "the file is about " + strings.Join(names, ", ")
}

// modelNames is what a file says about the model that was evaluated.
func modelNames(r *evidence.Reading) []string {
	var out []string
	for _, name := range append([]string{r.Model, r.Checkpoint}, r.Served...) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// answersTo reports whether the file is about the checkpoint: it names the
// weights, or the model as the checkpoint is served.
func (m models) answersTo(id string, r *evidence.Reading) bool {
	return m.names[id][r.Checkpoint] || m.names[id][r.Model]
}

// allServed reports whether every model that answered is the checkpoint. An API
// answers under the name that it was asked by, less the provider, or under a more
// exact one.
func (m models) allServed(id string, r *evidence.Reading) bool {
	tails := map[string]bool{lastPart(r.Checkpoint): true}
	for name := range m.names[id] {
		tails[lastPart(name)] = true
	}
	for _, name := range r.Served {
		if !m.names[id][name] && !tails[lastPart(name)] {
			return false
		}
	}
	return true
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// pinned reports whether the case says which weights a checkpoint is: then a
// more exact name that it does not list is another one.
func pinned(item casefile.Item) bool {
	return item.Get("checkpoint").Exists() || item.Get("checkpoint_hash").Exists() || item.Get("snapshot_date").Exists()
}

// otherWeights reports whether file and case both record a digest of the
// weights, of one kind, and differ.
func otherWeights(item casefile.Item, r *evidence.Reading) bool {
	want, have := plainDigest(item.Get("checkpoint_hash").Text()), plainDigest(r.Checkpoint)
	return isDigest(want) && isDigest(have) && len(want) == len(have) && want != have
}

func isDigest(s string) bool { return len(s) >= 32 && strings.Trim(s, "0123456789abcdef") == "" }

// meant returns the only checkpoint of the case that the file is about.
func (m models) meant(r *evidence.Reading) string {
	found := ""
	for _, name := range []string{r.Checkpoint, r.Model} {
		for _, id := range m.named[name] {
			if found != "" && found != id {
				return ""
			}
			found = id
		}
	}
	return found
}

// standsFor is the subject for which results of the checkpoint speak: the
// checkpoint itself, or the one from which it was made to bring out what that
// can do; "" when they speak for none.
func (m models) standsFor(id string) string {
	for range len(m.ids) + 1 {
		if slices.Contains(m.subjects, id) {
			return id
		}
		item := m.byID[id]
		if item.Get("for").Text() != "elicitation" {
			return ""
		}
		id = item.Get("derived_from").Text()
	}
	return ""
}

// baseline reports whether a checkpoint that the decision is about was made
// from this one.
func (m models) baseline(id string) bool {
	for _, subject := range m.subjects {
		from := m.byID[subject].Get("derived_from").Text()
		for range len(m.ids) {
			if from == id {
				return id != ""
			}
			from = m.byID[from].Get("derived_from").Text()
		}
	}
	return false
}

// onlyCompared reports whether claims use the evidence for nothing but a
// difference: a run before a mitigation speaks for the difference, and for
// nothing else that the decision is about.
func (j *judge) onlyCompared(id string) bool {
	j.comparing.Do(func() {
		j.compared = map[string]bool{}
		for _, n := range j.all {
			j.noteUse(n)
		}
	})
	return j.compared[id]
}

// noteUse notes for which evidence n is a comparison; one other use undoes it.
func (j *judge) noteUse(n *node) {
	sides := map[string]bool{}
	plain := []string{}
	for _, q := range n.Get("quantity").Items() {
		for _, side := range q.Get("difference").Items() {
			sides[side.Get("of").Text()] = true
		}
		plain = append(plain, q.Get("of").Text())
	}
	for _, e := range n.edges {
		if !sides[e.to.ID] {
			plain = append(plain, e.to.ID)
		}
	}
	for id := range sides {
		if _, known := j.compared[id]; !known {
			j.compared[id] = true
		}
	}
	for _, id := range plain {
		j.compared[id] = false
	}
}

// compute is the effective compute of a checkpoint; one that was made for
// elicitation has that of its parent unless it says otherwise.
func (m models) compute(id string) (x float64, ok bool) {
	for range len(m.ids) + 1 {
		item, known := m.byID[id]
		if x, ok := item.Get("effective_compute").Number(); ok || !known {
			return x, ok
		}
		id = item.Get("derived_from").Text()
	}
	return 0, false
}

// judgeCompute blames evidence of a model that has grown since. Of what the
// node and the model say the smaller counts: typing a larger number must not
// make a result look fresh.
func (j *judge) judgeCompute(n *node, id string) {
	stated := j.Case.Circumstance(n.Node, "effective_compute")
	then, ok := stated.Number()
	if own, known := j.models.compute(id); known && (!ok || own < then) {
		then, ok = own, true
	}
	if !ok && !stated.Exists() {
		return
	}
	limit := j.limit("max_compute_ratio", DefaultMaxComputeRatio)
	for _, subject := range j.models.subjects {
		now, known := j.models.compute(subject)
		switch {
		case !ok || then <= 0 || !known && subject == j.models.standsFor(id):
			n.blame(Cause{Code: "stale-compute", State: CannotTell, Pos: n.At("effective_compute"), Others: []string{subject},
				Detail: "the effective compute of " + subject + ", or of the evaluated model, is not recorded"})
			return
		case known && now/then >= limit:
			n.blame(Cause{Code: "stale-compute", State: Stale, Pos: n.At("effective_compute"), Others: []string{subject},
				Detail: fmt.Sprintf("the model has %.3g times the effective compute that was evaluated; less than %.3g is allowed", now/then, limit)})
			return
		}
	}
}
