package casefile

import "slices"

// kindFields says which keys belong to which kind of node, beyond the ones that
// every node may have.
var kindFields = map[Kind][]*Field{
	Claim:         claimFields,
	Strategy:      strategyFields,
	Evidence:      evidenceFields,
	Context:       {},
	Assumption:    assumptionFields,
	Justification: {},
	Defeater:      defeaterFields,
}

// NodeType returns the declaration of a node of kind k: the key that gives its
// text, what all nodes may have, and what its kind may have.
func NodeType(k Kind) *Type { return nodeTypes[k] }

var nodeTypes = makeNodeTypes()

// nodeType is what stands below nodes: the union over all kinds, for the
// schema; the reader uses the type of the node's own kind.
var nodeType = unionOfKinds()

func makeNodeTypes() map[Kind]*Type {
	types := map[Kind]*Type{}
	for _, info := range Kinds {
		fields := []*Field{required(text(string(info.Kind), info.Doc))}
		fields = append(fields, kindFields[info.Kind]...)
		if info.Support != nil {
			fields = append(fields, linkFields[0])
		}
		if info.Context {
			fields = append(fields, linkFields[1])
		}
		if info.Kind == Claim {
			fields = append(fields, claimLater...)
		}
		types[info.Kind] = mapOf(append(fields, commonFields...)...)
	}
	return types
}

func unionOfKinds() *Type {
	var all []*Field
	seen := map[string]bool{}
	for _, info := range Kinds {
		for _, f := range nodeTypes[info.Kind].Fields {
			if !seen[f.Key] {
				seen[f.Key] = true
				g := *f
				g.Required = false
				all = append(all, &g)
			}
		}
	}
	return mapOf(all...)
}

// A link entry is an id, or a map when the link itself says something.
func linkType() *Type {
	t := mapOf(
		required(ref("to", ReferNode, "the node it leads to")),
		choice("role", "how much the evidence counts", names("decisive: it can decide the claim", "corroborating: it cannot lift the claim and pulls it down only where it contradicts it")),
		boolean("defeated", "a sustained challenge broke this link; it carries nothing"),
		text("note", "why the link is there"),
	)
	t.Form, t.Refer = FormRef, ReferNode
	return t
}

var linkFields = []*Field{
	typed("supported_by", "what carries the node; the order is the order of the argument", listOf(linkType())),
	typed("in_context_of", "contexts, assumptions and justifications under which it is meant", listOf(linkType())),
}

// visibilityField is read by who writes a redacted edition. Without it, a node
// is left out when all that leads to it is.
var visibilityField = choice("visibility", "who may see it", names("public: anybody", "restricted: left out of a redacted edition, with what hangs on it alone", "secret: the same; for what must not leave a named group"))

var commonFields = []*Field{
	boolean("undeveloped", "true when it is known that the branch is not argued yet"),
	boolean("public", "true when other case files may refer to it"),
	text("owner", "who answers for it"),
	typed("review", "who looked at it", reviewType),
	text("rationale", "why it is there or why it is enough"),
	texts("limitations", "what it does not show"),
	texts("tags", "free labels"),
	text("url", "a web page, a mail address or a relative file"),
	text("template", "the template and place it came from"),
	visibilityField,
	dict("acp", "assurance claim points: where it is argued separately why a step may be relied on", "name of the point", pointType),
}

// A point is written short as where it stands, or as a map.
var pointType = func() *Type {
	t := mapOf(
		refs("at", ReferNode, "where it stands: nodes that this one is linked with, for the links, or this node; left out for the node itself"),
		ref("argued_by", ReferNode, "the claim at the top of the confidence argument, in this file or another; without one nobody argues the point yet, which is a gap"),
	)
	t.Form, t.Refer, t.Elem = FormRef, ReferNode, refType(ReferNode)
	return t
}()

var claimFields = []*Field{
	choice("argument", "the category of the argument", argumentWords),
	text("building_block", "the building block of the argument, such as capability evaluation"),
	choice("role", "the part that the claim plays", names("top: the claim of the whole case", "outcome: about one outcome", "threat_model: about one threat", "subsystem: about one subsystem", "macro_interaction: about subsystems acting together", "necessity: a step is needed in every variant of the threat", "proxy_validity: failing the proxy means failing the step", "elicitation: the evaluation brought out what is there", "result: what an evaluation showed", "safeguard_efficacy: a mitigation works", "control_efficacy: a protocol works", "propensity: what the model tends to do", "generalisation: it carries over to deployment", "coverage: the list of threats is enough", "extrapolation: from tasks to the window", "security: weights and systems stay secure", "process: people work as they should", "monitoring: it is watched", "side_claim: it makes a step hold")),
	choice("polarity", "what the claim says is absent or present", names("absence: cannot, does not", "presence: can, does")),
	refs("outcomes", ReferOutcome, "the outcomes it is about"),
	refs("threats", ReferThreat, "the threats it is about"),
	refs("subsystems", ReferSubsystem, "the subsystems it is about"),
	refs("about", ReferMitigation, "the mitigations that the claim vouches for"),
	typed("quantity", "the number that the claim states, or a list that must all hold", listOf(quantityType)),
	typed("requires", "what the evidence below must be like; one evidence meets all of one item, and what none meets leaves the claim undecided", listOf(requirementType)),
}

// claimLater stands behind the links of a claim.
var claimLater = []*Field{
	typed("bound", "how a rate on tasks becomes a risk per window", boundType),
	group("qualitative", "why no number carries the claim to the outcome's threshold", required(text("reason", "why")), text("accepted_by", "who accepts it"), date("on", "when")),
	group("confidence", "the author's own probability, shown as the author's",
		number("value", "between 0 and 1"), text("by", "whose"), text("method", "how it was found"), date("on", "when")),
	choice("criticality", "how much rests on it", levelOfCare),
	boolean("assumed", "true when it is taken as true without support"),
}

var quantityType = mapOf(slices.Concat([]*Field{
	ref("of", ReferEvidence, "the evidence that decides; may be left out when there is exactly one"),
	text("metric", "address of the metric in the evidence; may be left out when there is exactly one"),
	typed("difference", "two measurements whose difference, first minus second, is meant", listOf(mapOf(ref("of", ReferEvidence, "the evidence"), text("metric", "address of the metric")))),
	withDefault("id", choice("pair_by", "how items of the two measurements are matched", names("id: by the item's id", "none: not at all; wider bounds"))),
	text("unit", "what one trial is: task, attempt, prompt"),
	withDefault("rate", choice("statistic", "what the number is", names("rate: a share of independent trials", "mean: an average", "count: a number of events, in as many trials as were run", "max: the largest rate of a single item, by the attempts at it"))),
	dict("where", "only rows with these values", "field of the row", &Type{Form: FormAny, Elem: anySingle}),
}, comparisons(), []*Field{
	withDefault("0.95", number("confidence", "one-sided confidence of the bound, below 1; at least 0.9 is used, whatever is written")),
	withDefault("clopper_pearson", choice("method", "how the bound of a rate is computed", names("clopper_pearson: exact, never too narrow", "wilson: shorter; can be too narrow", "jeffreys: shorter; can be too narrow"))),
	number("sensitivity", "share of true successes that the grader sees; the bound is divided by it"),
	typed("margin", "safety margin on the bound", marginType),
	integer("family", "how many bounds must hold together; the confidence of each is raised"),
	typed("set", "who set the threshold and when", setType),
	boolean("seen", "true when the value was known before the threshold was set"),
})...)

var boundType = mapOf(
	required(ref("per_attempt", ReferNode, "the claim whose bound holds for one attempt")),
	typed("attempts", "number of attempts, or the path of a number in this file", anySingle),
	choice("per", "for which time", names("window: the window of the case", "year: one year", "deployment: the whole deployment")),
	choice("independence", "how attempts relate", names("independent: 1-(1-u)^N", "unknown: at most N times u")),
	text("rationale", "why one task stands for one attempt"),
)

var strategyFields = []*Field{
	withDefault("conjunctive", typed("aggregation", "how the branches carry the node", aggregationType)),
	choice("step", "what kind of step it is", names("decomposition: into parts", "substitution: one thing for another", "concretion: from vague to exact", "calculation: by a formula", "evidence_incorporation: from a result to a claim")),
	refs("side_claims", ReferNode, "claims that make the step hold: completeness, independence"),
	group("independence", "why branches do not fail together", text("reason", "why"), texts("shared", "what they share")),
}

var aggregationType = func() *Type {
	t := mapOf(integer("at_least", "how many branches must hold"))
	t.Form, t.Choices = FormChoice, names("conjunctive: all must hold", "disjunctive: one is enough", "convergent: all point the same way; one is enough only with a stated reason for independence")
	return t
}()

var assumptionFields = []*Field{
	choice("status", "what is known about it", names("open: nobody watches it", "monitored: an indicator watches it", "violated: it no longer holds")),
	ref("indicator", ReferIndicator, "the indicator that watches it"),
	date("review_by", "must be looked at again by this day"),
	text("by", "who assumes it"),
	date("on", "since when it is assumed"),
}

var defeaterFields = []*Field{
	typed("challenges", "the node it challenges, or a link", challengeType),
	choice("type", "how it attacks", names("rebutting: the claim is false", "undercutting: the step does not carry", "undermining: the evidence is bad")),
	choices("doubt", "which of the doubts that the literature knows it is", doubtWords),
	choice("status", "how far the challenge is; an answer is a link, not a status", names("open: raised", "investigating: being looked at", "sustained: it stands", "accepted: it stands as a residual doubt that somebody accepted")),
	text("raised_by", "who raised it; left out on one that came with a template and nobody has considered"),
	date("raised_on", "when"),
	group("residual", "an accepted residual doubt", text("consequence", "what it could cost"), text("likelihood", "how likely it is"), text("accepted_by", "who accepts it"), date("accepted_on", "when"), date("until", "last day of the acceptance")),
	typed("answered_by", "the nodes that answer it; an answer must itself have no gap", listOf(linkType())),
}

var challengeType = func() *Type {
	t := mapOf(required(ref("from", ReferNode, "the node that the link starts at")), required(ref("to", ReferNode, "the node that it leads to")))
	t.Form, t.Refer = FormRef, ReferNode
	return t
}()
