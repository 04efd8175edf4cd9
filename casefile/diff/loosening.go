package diff

import (
	"regexp"
	"strconv"
	"strings"
)

// loosening is a kind of change that makes it easier for a case to look good.
type loosening struct {
	path *regexp.Regexp // of the field, or of the whole node as KIND
	easy direction
	why  string
}

// direction is the way in which a change of a value makes things easier.
type direction int

const (
	anyChange direction = iota
	up                  // a larger number, or its removal where none means no limit
	upDefault           // a larger number; its removal goes back to a default, and is shown, too
	down                // a smaller number or its removal
	appears
	goes
)

func pattern(s string) *regexp.Regexp { return regexp.MustCompile("^(" + s + ")$") }

// loosenings is the table of changes that are shown first. Whoever sets the
// exam must not be the examinee.
var loosenings = []loosening{
	{pattern(`quantity.*\.(below|at_most)`), up, "the threshold was moved towards the result"},
	{pattern(`quantity.*\.(above|at_least)`), down, "the threshold was moved towards the result"},
	{pattern(`quantity.*\.confidence`), down, "less confidence is asked for"},
	{pattern(`quantity.*\.margin.*`), down, "the margin is smaller"},
	{pattern(`quantity.*\.family`), down, "fewer claims must hold together"},
	{pattern(`quantity.*\.sensitivity`), up, "the grader is taken to miss less"},
	{pattern(`quantity.*\.(of|metric|where.*|statistic|method|pair_by)`), anyChange, "another number decides"},
	{pattern(`quantity(\[\d+\])?`), goes, "the claim states one number less"},
	{pattern(`quantity.*\.set.*|outcomes\..*\.set.*`), anyChange, "who set the threshold, or when, was changed"},
	{pattern(`quantity.*\.seen`), goes, "that the value was known before is no longer said"},
	{pattern(`requires.*`), anyChange, "what the evidence must be like was changed"},
	{pattern(`bound.*|qualitative.*`), anyChange, "how a rate is carried to the outcome was changed"},
	{pattern(`aggregation.*|independence.*`), anyChange, "how branches carry the node was changed"},
	{pattern(`assumed`), appears, "it is now taken as true without support"},
	{pattern(`undeveloped`), goes, "it is no longer marked as not yet argued"},
	{pattern(`argument`), anyChange, "the category of the argument was changed"},
	{pattern(`mitigations\..*|mitigation_status|access|elicitation.*|attacker_restrictions|evaluator.*`), anyChange, "what is recorded about the evaluation was changed"},
	{pattern(`transcribed.*|n|date_run|date_reported|valid_until|sha256|file|select.*|object_version`), anyChange, "what the number rests on was changed"},
	{pattern(`review.*`), anyChange, "what is recorded of the review was changed"},
	{pattern(`side_claims.*|acp(\.[^.]*(\.argued_by)?)?`), goes, "nothing vouches for a step any more"},
	{pattern(`acp\..*\.argued_by`), anyChange, "something else vouches for a step"},
	{pattern(`model`), anyChange, "the evidence is now said to be about another checkpoint"},
	{pattern(`status|residual.*|challenges|raised_by|template`), anyChange, "what is recorded about the challenge was changed"},
	{pattern(`outcomes\..*\.threshold\.(probability|frequency|expected_harm)`), up, "more risk of the outcome is tolerated"},
	{pattern(`outcomes\..*\.threshold\.(confidence|margin.*)`), down, "less is asked for the outcome"},
	{pattern(`outcomes\.[^.]*|threats\.[^.]*|mitigations\.[^.]*|coverage\..*|outcomes|threats`), goes, "the case no longer speaks of it"},
	{pattern(`validity\.(max_age_days|max_compute_ratio)`), upDefault, "evidence stays fresh for longer"},
	{pattern(`validity\.(review_by|triggers.*)`), anyChange, "when the case must be looked at again was changed"},
	{pattern(`indicators\..*\.(below|at_most)`), up, "the limit of an indicator was moved"},
	{pattern(`indicators\..*\.(above|at_least)`), down, "the limit of an indicator was moved"},
	{pattern(`indicators\..*\.max_age_days`), upDefault, "a value of an indicator stays fresh for longer"},
	{pattern(`indicators\..*\.(from|claims.*)`), anyChange, "what an indicator watches, or since when, was changed"},
	{pattern(`indicators\..*\.(value|on)`), anyChange, "what was measured was changed"},
	{pattern(`indicators\.[^.]*|indicators`), goes, "it is no longer watched"},
	{pattern(`indicator`), anyChange, "what watches the assumption was changed"},
	{pattern(`waivers.*`), anyChange, "what is waived was changed"},
	{pattern(`models\..*\.(served_as|derived_from|for|by|checkpoint|checkpoint_hash|effective_compute)`), anyChange, "which results count for which checkpoint was changed"},
	{pattern(`models\.[^.]*`), anyChange, "which checkpoints there are was changed"},
	{pattern(`system\.(includes|excludes)`), anyChange, "the boundary of the system was changed"},
	{pattern(`setting\.scale\..*`), down, "the use in the window is taken to be smaller"},
	{pattern(`scorecard.*`), anyChange, "the scorecard was changed"},
	{pattern(`limitations.*|excluded_scope.*|incidents.*|counter_evidence_for.*`), goes, "what a result does not show is no longer said"},
	{pattern(`visibility`), appears, "it is left out of redacted editions now"},
	{pattern(`defeater`), anyChange, "a challenge says something else now"},
	{pattern(`outcomes\.[^.]*\.(text|severity)|threats\.[^.]*\.(text|kind|actor|actor_access.*|weights_in_scope|bottleneck)`), anyChange, "what must not happen, or who could bring it about, was changed"},
	{pattern(`threats\.[^.]*\.pathway.*`), goes, "the case no longer speaks of it"},
	{pattern(`setting\.(stakes|fine_tuning|access|affordances.*|oversight.*)`), anyChange, "the setting in which the case holds was changed"},
	{pattern(`window.*`), anyChange, "the time for which the case holds was changed"},
	{pattern(`game.*|grader.*|used_in_training|iterations_on_eval|refusal_rate|contamination_controls.*|pre_registered.*|proxy_direction`), anyChange, "what is recorded about the evaluation was changed"},
	{pattern(`frameworks`), anyChange, "the frameworks that apply were changed"},
	{pattern(`protocols\..*`), anyChange, "what is recorded about evaluations was changed"},
}

// loosens says what a change makes easier, "" when nothing.
func loosens(ch Change) string {
	switch {
	case ch.Path == "" && ch.Sort == Removed:
		return removedNode(ch)
	case ch.Path == "supported_by" && ch.Sort == Removed:
		return "it no longer rests on " + ch.Old
	case ch.Path == "supported_by" && strings.Contains(ch.New, "corroborating"):
		return "evidence counts less"
	case ch.Path == "answered_by" && ch.Sort == Added:
		return "a challenge is said to be answered"
	case ch.Path == "in_context_of" && ch.Sort == Removed:
		return "a condition of the argument is gone"
	case ch.Path == "status" && ch.Node == "":
		return lowerStatus(ch)
	case ch.Path == "" || ch.Node == "" && ch.Path == "title":
		return ""
	}
	for _, l := range loosenings {
		if l.path.MatchString(ch.Path) && l.easy.taken(ch) {
			return l.why
		}
	}
	return ""
}

func removedNode(ch Change) string {
	switch kind, _, _ := strings.Cut(ch.Old, ":"); kind {
	case "defeater":
		return "a challenge was deleted"
	case "evidence":
		return "evidence was deleted"
	case "claim", "assumption":
		return "a " + kind + " was deleted"
	}
	return ""
}

func lowerStatus(ch Change) string {
	rank := map[string]int{"draft": 0, "": 0, "review": 1, "release": 2}
	if rank[ch.New] < rank[ch.Old] {
		return "less is asked of the case"
	}
	return ""
}

func (d direction) taken(ch Change) bool {
	was, errWas := strconv.ParseFloat(ch.Old, 64)
	is, errIs := strconv.ParseFloat(ch.New, 64)
	numbers := errWas == nil && errIs == nil
	switch d {
	case up:
		return ch.Sort == Removed || numbers && is > was || !numbers && ch.Sort == Changed
	case upDefault:
		return !numbers || is > was
	case down:
		return ch.Sort == Removed || numbers && is < was || !numbers && ch.Sort == Changed
	case appears:
		return ch.Sort == Added || ch.New == "true"
	case goes:
		return ch.Sort == Removed
	}
	return true
}
