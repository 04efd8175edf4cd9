package casefile

// The words that several fields share. The spellings are the field's standard
// terms; the meanings are for people who meet them for the first time.

var argumentWords = names(
	"inability: the system cannot cause the outcome, even without any controls",
	"control: it might be able to, but measures outside the model prevent it even if it tries",
	"trustworthiness: it could and nothing stops it, but it behaves as intended",
	"deference: credible AI advisors judge it acceptable and relying on them is justified",
)

// doubtWords name the doubts that the literature knows, so that a case can say
// which of them a defeater is.
var doubtWords = names(
	"under_elicitation: more effort would bring out more than the evaluation did",
	"sandbagging: the model, or the advisor, holds back on purpose",
	"proxy_validity: the tasks do not stand for the real step",
	"contamination: the items were in the training data, are saturated or have wrong labels",
	"arbitrary_threshold: nothing ties the threshold to the outcome",
	"missing_threat: a path that nobody listed leads to the outcome",
	"later_enhancement: tools, scaffolds or training after the evaluation add capability",
	"weights_theft: somebody takes the weights, and what stands around the model is gone",
	"weak_red_team: the attacker is stronger than the red team, or unlike it",
	"configuration_drift: the measures in use are not those that were tested",
	"latency: harm comes faster than the review",
	"correlated_failure: several measures miss the same attacks, or many attacks come at once",
	"coverage_gap: a route exists that no measure sees",
	"collusion: instances, or the agent and its monitor, work together",
	"no_shutdown: nobody stops the deployment after a catch",
	"rare_failure: it attacks or fails too rarely for a test of this size",
	"evaluation_awareness: the model tells the test from use, or fakes alignment",
	"distribution_shift: use differs from the evaluations in a way that matters",
	"unfaithful_reasoning: what the model writes is not how it decides",
	"unrealistic_organism: models with a planted fault are not like the real thing",
	"shared_failure: the advisor and what it judges fail alike",
	"trust_recursion: the trust in each advisor rests on another advisor",
	"universal_jailbreak: one attack on the safeguards is found and passed on",
	"ban_evasion: those who were shut out come back",
)

var decisionWords = names(
	"train: start a training run",
	"continue_training: train the model further",
	"internal_deploy: use the model inside the organisation",
	"external_deploy: offer the model to others",
	"weight_release: publish or hand over the weights",
	"continue_deploy: keep an existing deployment running",
	"capability_unlock: give a deployed model more affordances",
)

var affordanceWords = names(
	"query: send prompts and read answers",
	"logprobs: read token probabilities",
	"system_prompt: set or read the system prompt",
	"code_execution: let the model run code",
	"internet: let the model reach the network",
	"email: let the model send messages",
	"long_term_memory: let the model keep state between sessions",
	"multi_agent: run several instances that can talk",
	"no_filters: use the model without input and output filters",
	"helpful_only: use a version without refusal training",
	"fine_tune_api: fine-tune through a filtered interface",
	"full_fine_tune: fine-tune without restriction",
	"activations: read or change activations",
	"weights: hold the weights; includes everything above",
	"cot_raw: read the raw chain of thought",
	"docs: read internal documentation",
	"code: read the training or serving code",
	"training_data: read the training data",
	"internal_results: read the developer's own results",
)

var skillWords = names(
	"technical_non_expert: technically able, no training in the domain",
	"apprentice: one to three years in the domain",
	"practitioner: three to ten years in the domain",
	"expert: more than ten years in the domain",
	"group: an organised group",
	"state: a state or state-backed group",
	"insider: somebody with legitimate access",
	"ai_system: the AI system itself",
)

var evaluatorWords = names(
	"developer_team: the team that builds the model",
	"developer_independent_team: another team of the developer",
	"external_contracted: an outside organisation paid by the developer",
	"external_independent: an outside organisation not paid by the developer",
	"government: a public body",
)

var targetWords = names(
	"capability: can the model do it",
	"propensity: would the model do it",
	"safeguard: does a mitigation hold",
	"control: does the whole protocol hold against a red team",
	"uplift: how much a person gains from the model",
	"monitoring: what was seen in the field",
	"review: an expert or external review",
	"incident: something that happened",
	"process: how the organisation works",
)

var evidenceKindWords = names(
	"behavioral: what the model puts out",
	"cognitive: what is inside the model",
	"developmental: how the model was trained",
	"operational: how the organisation works",
)

var methodWords = names(
	"benchmark: a fixed set of items",
	"agentic_tasks: tasks with tools and several steps",
	"red_teaming: open-ended probing by people",
	"human_uplift_rct: a controlled trial with people",
	"expert_survey: answers of experts",
	"control_game: red team against blue team over a proxy of the deployment",
	"honeypot: tempting situations with an observer",
	"probe: classifiers on internal activations",
	"interp: other interpretability work",
	"training_log: records of the training run",
	"audit: an inspection of process or security",
	"formal: a proof",
	"field_data: measurements from use",
	"simulation: a model of the use, not the use itself",
	"expert_judgement: the stated opinion of a named expert",
)

var mitigationSwitchWords = names(
	"enabled: was on in this evaluation",
	"disabled: was switched off in this evaluation",
	"removed: was trained or edited out of the evaluated model",
)

var mitigationStatusWords = names(
	"unmitigated: measured as if the weights were stolen",
	"partially_mitigated: neither of the other two",
	"mitigated: measured behind the enforceable mitigations of the deployment",
)

var verdictWords = names(
	"accepted: may be relied on",
	"accepted_with_conditions: may be relied on under the stated conditions",
	"rejected: must not be relied on",
)

var levelOfCare = names("low: ", "medium: ", "high: ")

// When somebody looked at something and what they concluded.
var reviewType = mapOf(
	text("by", "who reviewed it"),
	date("on", "when"),
	text("digest", "sha256 of the bytes that were reviewed; the review is void for other bytes"),
	choice("verdict", "what the reviewer concluded", verdictWords),
	text("note", "what the reviewer wants to add"),
	text("conditions", "under which conditions the verdict holds"),
)

// Who fixed a threshold, and when; compared with the date of the run.
var setType = mapOf(
	text("by", "who set it"),
	date("on", "when it was set; a date after the run is a finding"),
	text("basis", "where the decision is written down"),
)

var marginType = mapOf(
	number("factor", "the bound is multiplied by this before it is compared"),
	number("absolute", "this is added to the bound before it is compared"),
	number("logit", "the bound is moved by this on the logit scale before it is compared"),
	boolean("none", "true when it was decided that no margin is needed; needs a reason"),
	text("reason", "why this margin, or why none"),
)

// A condition on a number: exactly one of the four comparisons.
func comparisons() []*Field {
	return []*Field{
		number("below", "the true value is less than this"),
		number("at_most", "the true value is this or less"),
		number("above", "the true value is more than this"),
		number("at_least", "the true value is this or more"),
	}
}
