package casefile

var evidenceFields = append([]*Field{
	text("file", "path of the eval file, of a folder of logs, or a pattern such as logs/*_ctf_*.eval; relative to the case file"),
	text("sha256", "digest of the file's bytes; of a folder or pattern, of the names and digests of all its files"),
	text("object_version", "pinned version of an object in a store"),
	typed("select", "where the numbers are in a file that no reader knows", selectType),
	ref("protocol", ReferProtocol, "the protocol whose keys hold here too"),
	ref("model", ReferModel, "the checkpoint that was evaluated"),
	ref("pair_of", ReferEvidence, "the run with the same tasks and scaffold that differs only in mitigations"),
	typed("transcribed", "numbers typed from a document", listOf(transcribedType)),
	integer("n", "independent items, where the file does not say"),
	date("date_run", "day of the run, where the file does not say"),
	date("date_reported", "day of the report"),
	date("valid_until", "last day on which the result may be used"),
	text("locator", "page, table or row"),
	refs("counter_evidence_for", ReferNode, "claims that this result speaks against"),
	texts("incidents", "incidents that are known about it"),
	text("redacted_copy", "an edition or a summary that may be shown where the evidence may not"),
	group("reused_from", "for which other setting the result was made", required(text("setting", "which system, users and use")), ref("comparable_by", ReferNode, "the claim that argues why it holds here too")),
}, conditionFields()...)

var selectType = mapOf(
	typed("value", "path or aggregate that gives the number", anySingle),
	typed("n", "number of independent items, or a path", anySingle),
	typed("k", "number of successes, or a path", anySingle),
	text("date", "path of the day of the run"),
	text("model", "path of the model's name"),
	dict("where", "only rows with these values", "field of the row", &Type{Form: FormAny, Elem: anySingle}),
	text("cluster_by", "field that names the independent item"),
	text("weight", "field that weights a row"),
	choice("missing", "what a missing value means", names("error: the result cannot be told", "skip: the row is left out and counted")),
	text("format", "json, jsonl or csv, where the content does not tell"),
)

var transcribedType = mapOf(
	required(text("metric", "name of the metric")),
	number("value", "the number, when it is not k of n"),
	integer("k", "successes"),
	integer("n", "independent items"),
	number("stderr", "standard error, when stated"),
	text("locator", "page, table or row"),
	text("by", "who typed it"),
	date("on", "when"),
)

// conditionFields are the circumstances of an evaluation that no log records.
// Evidence has them, and protocols share them.
func conditionFields() []*Field {
	return []*Field{
		choice("target", "what the evaluation measures", targetWords),
		choice("kind", "what sort of evidence it is", evidenceKindWords),
		choice("method", "how it was done", methodWords),
		typed("mitigations", "what was on and off; one that is not named is unknown", &Type{Dict: choiceType(mitigationSwitchWords), DictOf: ReferMitigation, DictDoc: "id of the mitigation"}),
		choice("mitigation_status", "what the authors call it; compared with what follows from the other keys", mitigationStatusWords),
		choice("phase", "when it was done; not the same as mitigation status", names("pre_mitigation: before mitigations were applied", "post_mitigation: after")),
		boolean("first_pass", "true when red-team findings were not fixed yet"),
		texts("attacker_restrictions", "what red-teamers were not allowed to do"),
		choices("access", "what the evaluator could use", affordanceWords),
		typed("elicitation", "what was done to bring out the capability", elicitationType),
		typed("evaluator", "who ran it", evaluatorType),
		typed("game", "rules of a control evaluation", gameType),
		typed("grader", "how answers were judged", graderType),
		number("effective_compute", "effective compute of the evaluated model, on the scale of models"),
		texts("proxy_of", "the threat steps that the tasks stand for"),
		choice("proxy_direction", "how hard the tasks are against the real step", names("easier: ", "equal: ", "harder: ")),
		choices("contamination_controls", "how leakage into training was excluded", names("held_out: kept private", "generated: made fresh", "canary: marked and searched for", "none: not at all", "unknown: not known")),
		group("baseline", "what the result is compared with", choice("kind", "with what", names("human: people", "weaker_model: an earlier or smaller model", "no_ai: no AI", "prior_version: the version before")), text("result", "its result")),
		text("representativeness", "how the tasks match deployment"),
		group("pre_registered", "what was fixed before the run", text("rule", "the decision rule"), text("url", "where"), date("date", "when"), integer("n", "planned items")),
		choice("used_in_training", "whether the evaluation shaped the model", names("none: no", "indirect: results were looked at during development", "direct: it was trained on")),
		integer("iterations_on_eval", "how often the system was changed after looking at this evaluation"),
		group("repeatable", "what it takes to run it again", text("code", "where the code is"), text("code_hash", "its digest"), text("data_hash", "digest of the data"), text("seed", "random seed"), text("environment", "environment")),
		number("refusal_rate", "share of items that were refused"),
		texts("excluded_scope", "what was not tested"),
	}
}

var elicitationType = mapOf(
	choices("prompting", "prompting methods tried", names("zero_shot: ", "few_shot: ", "cot: chain of thought", "persona: ", "refusal_dodging: framings that avoid refusals", "many_shot: ")),
	integer("shots", "examples in the prompt"),
	group("attempts", "tries at one item", integer("k", "how many"), choice("aggregation", "how they count", names("first: the first one", "any: one success is enough", "best: the best one", "majority: the majority", "mean: the average", "reward_selected: the one a reward model picks"))),
	choice("scaffold", "the program around the model", names("none: ", "basic: ", "tool_use: ", "agent: ", "sota_agent: as good as the best public one")),
	texts("tools", "tools that the model had"),
	group("fine_tuning", "fine-tuning for elicitation",
		choice("method", "which", names("none: not done", "sft: supervised fine-tuning", "rl: reinforcement learning", "expert_iteration: ", "anti_refusal: against refusals", "full: everything available")),
		choice("data", "on what", names("task: the tasks themselves", "similar_tasks: similar ones", "unrelated: others")),
		integer("n_examples", "examples"),
		choice("demo_quality", "who wrote the demonstrations", names("expert: experts", "weak: others", "self: the model")),
		number("compute_frac", "share of training compute"),
	),
	group("jailbreak", "attacks on refusals", choices("kinds", "which", names("prompt: ", "many_shot: ", "gradient: ", "cipher: ")), number("budget_queries", "queries"), boolean("unlimited", "true when there was no limit")),
	choices("white_box", "work on weights or activations", names("activation_steering: ", "prefill: ", "gradient_attack: ", "merging: ", "noise_injection: ", "unlearning_reversal: ")),
	group("inference_budget", "what one try may cost", number("tokens", "tokens"), number("usd", "US dollars"), number("turns", "turns"), number("wall_hours", "hours")),
	number("human_effort_hours", "hours that people spent on elicitation"),
	group("failures_reviewed", "failures that people looked at", integer("n", "how many"), integer("spurious", "how many were not real limits"), boolean("fixed", "whether those were fixed and run again")),
	choices("sandbagging_checks", "checks for strategic underperformance", names("sft_on_eval: ", "model_size_trend: ", "noise_injection: ", "password_lock_control: ", "cross_elicitor: ", "consistency_under_paraphrase: ", "capability_profile: ", "cot_review: ")),
	boolean("eval_awareness_check", "whether it was checked that the model takes the test for real use"),
)

var evaluatorType = mapOf(
	text("name", "who"),
	choice("type", "in which relation to the developer", evaluatorWords),
	text("expertise", "what they know"),
	integer("people", "how many people"),
	number("effort_hours", "hours of work"),
	number("days", "working days that were given"),
	boolean("may_publish", "whether they may publish without consent"),
	text("conflicts", "conflicts of interest; none when there are none"),
	boolean("nda", "whether they signed a non-disclosure agreement"),
	text("selected_by", "who chose them"),
	group("access", "access that they asked for and got", choices("requested", "asked for", affordanceWords), choices("granted", "got", affordanceWords)),
)

var gameType = mapOf(
	ref("untrusted", ReferModel, "the model that is assumed to attack"),
	ref("trusted", ReferModel, "the model that monitors"),
	number("audit_fraction", "share of actions that people review"),
	typed("fpr", "false positive rate at the operating point", mapOf(text("metric", "address of the metric"), number("at_most", "largest allowed"))),
	choice("threshold_from", "where the monitor's threshold comes from", names("held_out: other data", "same_run: the data that is reported; too good")),
	group("red_team", "the attacking side", choices("affordances", "what it could use", affordanceWords), number("effort_hours", "hours of work"), integer("policies_tried", "attack policies tried")),
)

var graderType = mapOf(
	choice("type", "who judges", names("exact: string or code", "human: people", "model: another model")),
	boolean("validated", "whether its judgements were checked"),
	number("sensitivity", "share of true successes that it sees"),
	number("specificity", "share of true failures that it sees"),
	integer("n_validation", "items of the check"),
)

// requirementType is derived from the evidence's own keys: a list means one
// of, a number may be a range.
var requirementType = func() *Type {
	fields := []*Field{
		number("max_age_days", "the run is at most this many days old"),
		boolean("locked", "the file's digest is recorded and holds"),
		text("note", "why this is required"),
	}
	for _, f := range conditionFields() {
		g := *f
		g.Type = asRequirement(f.Type)
		fields = append(fields, &g)
	}
	return mapOf(fields...)
}()

func asRequirement(t *Type) *Type {
	switch {
	case t.Elem != nil:
		return listOf(asRequirement(t.Elem))
	case t.Fields != nil:
		fields := make([]*Field, len(t.Fields))
		for i, f := range t.Fields {
			g := *f
			g.Type, g.Required = asRequirement(f.Type), false
			fields[i] = &g
		}
		return mapOf(fields...)
	case t.Dict != nil:
		u := *t
		u.Dict = asRequirement(t.Dict)
		return &u
	case t.Form == FormNumber || t.Form == FormInteger:
		u := mapOf(number("min", "at least"), number("max", "at most"))
		u.Form = t.Form
		return u
	}
	return listOf(t)
}
