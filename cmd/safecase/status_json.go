package main

import (
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

type statusNode struct {
	State assess.State `json:"state"`
	Gaps  []assess.Gap `json:"gaps"`
}

type statusOut struct {
	Version     int                   `json:"version"`
	AsOf        string                `json:"as_of"`
	Top         []string              `json:"top"`
	Counts      map[string]int        `json:"counts"`
	Nodes       map[string]statusNode `json:"nodes"`
	Aside       []assess.Aside        `json:"aside"` // branches with a gap that a step does without
	Challenges  []statusChallenge     `json:"challenges"`
	Typed       []statusTyped         `json:"transcribed"` // numbers that a person typed
	Findings    lint.Counts           `json:"findings"`
	Profile     lint.Profile          `json:"profile"` // under which they were found
	Indicators  []statusIndicator     `json:"indicators"`
	Triggers    []statusTrigger       `json:"triggers"`
	Assumptions []statusAssumption    `json:"assumptions"`
	Ends        []statusEnd           `json:"ends"`
	Gates       []statusGate          `json:"gates"`

	Away    map[string]statusAway   `json:"away,omitempty"`    // nodes of other files, by module:ID
	Modules map[string]statusModule `json:"modules,omitempty"` // the files that the case uses
	// Layers is what nodes say under the layers asked for, by layer and node.
	Layers map[string]map[string]string `json:"layers,omitempty"`
	answers
}

// statusChallenge is a defeater, once for each thing that it challenges. A
// target that it does not name is null.
type statusChallenge struct {
	ID     string                 `json:"id"`
	Target *string                `json:"target"`
	Link   *string                `json:"link_to"` // where the link leads that it challenges
	Status assess.ChallengeStatus `json:"status"`
}

type statusTyped struct {
	Claim    string `json:"claim"`
	Evidence string `json:"evidence"`
}

type statusAway struct {
	statusNode
	File    string `json:"file"`
	Node    string `json:"node"`
	Problem string `json:"problem,omitempty"` // why its state is not that of its home
}

type statusModule struct {
	File    string                  `json:"file"`
	Title   string                  `json:"title,omitempty"`
	Problem string                  `json:"problem,omitempty"` // why it was not read
	Public  map[string]assess.State `json:"public,omitempty"`  // the nodes that it offers
	Counts  *lint.Counts            `json:"counts,omitempty"`  // of its own findings
}

// A day or a text that is not known is null, never an empty text.
type statusIndicator struct {
	ID      string       `json:"id"`
	Value   *string      `json:"value"`
	On      *string      `json:"on"`
	From    *string      `json:"from"` // the file in which the value stands; null for the case
	Limits  *string      `json:"limits"`
	State   assess.State `json:"state"`
	Detail  *string      `json:"detail"`
	Fresh   *string      `json:"fresh_until"`
	Due     *string      `json:"due"`
	Depends []string     `json:"depends"`
}

type statusTrigger struct {
	ID     string  `json:"id"`
	Fired  *string `json:"fired"` // why it counts as observed
	Action *string `json:"action"`
}

type statusAssumption struct {
	ID        string   `json:"id"`
	By        *string  `json:"by"`
	Since     *string  `json:"since"`
	Status    *string  `json:"status"`
	Indicator *string  `json:"indicator"`
	ReviewBy  *string  `json:"review_by"`
	Depends   []string `json:"depends"`
	Tops      []string `json:"tops"`
}

type statusEnd struct {
	On   string              `json:"on"` // the last day on which it holds
	Days int                 `json:"days"`
	Kind assess.DeadlineKind `json:"kind"`
	ID   *string             `json:"id"`
	What string              `json:"what"`
}

func statusJSON(r *lint.Result) statusOut {
	a := r.Assessment
	out := statusOut{
		Version: 1, AsOf: r.AsOf.Format(time.DateOnly), Top: list(a.Tops), Counts: map[string]int{}, Nodes: map[string]statusNode{},
		Indicators: []statusIndicator{}, Triggers: []statusTrigger{}, Assumptions: []statusAssumption{}, Ends: []statusEnd{}, Gates: statusGates(r),
	}
	out.Aside = a.Aside()
	out.Challenges, out.Typed, out.Findings, out.Profile = []statusChallenge{}, typedNumbers(r), r.Counts(), r.Profile
	for _, ch := range a.Challenges {
		out.Challenges = append(out.Challenges, statusChallenge{ch.Defeater, orNull(ch.Target), orNull(ch.LinkTo), ch.Status})
	}
	for s, n := range a.Counts() {
		out.Counts[s.String()] = n
	}
	for _, n := range r.File.Case.Nodes {
		frames := n.Kind == casefile.Context || n.Kind == casefile.Justification
		if n.Kind != casefile.Defeater && (!frames || a.State(n.ID) != assess.NoGap) {
			out.Nodes[n.ID] = statusNode{a.State(n.ID), list(a.Gaps(n.ID))}
		}
	}
	for _, i := range a.Indicators {
		out.Indicators = append(out.Indicators, statusIndicator{i.ID, orNull(i.Value), dayOrNull(i.On), orNull(i.From), orNull(i.Limits),
			i.Verdict, orNull(i.Detail), dayOrNull(i.Until), dayOrNull(i.Due), list(i.Bears)})
	}
	for _, t := range a.Triggers {
		out.Triggers = append(out.Triggers, statusTrigger{t.ID, orNull(t.Fired), orNull(t.Action)})
	}
	for _, as := range a.Assumptions() {
		out.Assumptions = append(out.Assumptions, statusAssumption{as.ID, orNull(as.By), orNull(as.Since), orNull(as.Status), orNull(as.Indicator),
			orNull(as.ReviewBy), list(as.Under), list(as.Tops)})
	}
	for _, d := range r.Deadlines() {
		out.Ends = append(out.Ends, statusEnd{d.On.Format(time.DateOnly), daysTo(r, d), d.Kind, orNull(d.ID), d.What})
	}
	out.addModules(r)
	return out
}

// addModules says how what stands in other files does.
func (out *statusOut) addModules(r *lint.Result) {
	if len(r.Modules) == 0 {
		return
	}
	out.Away, out.Modules = map[string]statusAway{}, map[string]statusModule{}
	for _, away := range r.Assessment.Away {
		node := statusNode{r.Assessment.State(away.ID), list(r.Assessment.Gaps(away.ID))}
		out.Away[away.ID] = statusAway{node, away.Path, away.Home, away.Problem}
	}
	for _, m := range r.Modules {
		module := statusModule{File: m.Path, Problem: m.Problem}
		if m.Result != nil {
			counts := m.Result.Counts()
			module.Title, module.Counts, module.Public = m.Result.File.Case.Title(), &counts, map[string]assess.State{}
			for _, n := range m.Result.Interface() {
				module.Public[n.ID] = m.Result.Assessment.State(n.ID)
			}
		}
		out.Modules[m.Name] = module
	}
}

// list writes no list as an empty one.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// orNull is nil for what is not known.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dayOrNull(day time.Time) *string {
	if day.IsZero() {
		return nil
	}
	return orNull(day.Format(time.DateOnly))
}

// daysTo is how many days are left; negative once the day has passed.
func daysTo(r *lint.Result, d assess.Deadline) int {
	return int(d.On.Sub(r.Assessment.AsOf).Hours() / 24)
}
