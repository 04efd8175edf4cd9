package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
	"safecase/cmd/safecase/attach"
	"safecase/render"
)

// adding is one call of evidence add.
type adding struct {
	where     evidenceFlags
	under     string
	metric    string
	threshold string
	model     string
	by        string
	seen      bool
	asOf      string

	limit *attach.Threshold
	today time.Time
}

// noNumber as --metric takes a file as a document.
const noNumber = "none"

// newModel as --model adds what the file names to the models of the case.
const newModel = "new"

func evidenceAdd(a *app) *cobra.Command {
	var f adding
	c := &cobra.Command{
		Use: "add --under ID CASE FILE...", Short: "link eval files to a claim", Args: cobra.MinimumNArgs(2),
		Long: "Add writes an evidence node for each file, with its digest, its model and the number that the\n" +
			"claim takes from it. What the claim will take stands first: no value is said before the claim\n" +
			"has a threshold, its own or --threshold, and the day on which it was set is written beside it.\n" +
			"Who knows the value already says so with --seen. FILE is a path or an s3:// address.",
		Example: "  safecase evidence add --under C2 --threshold 'below 0.05' case.yaml logs/ctf.eval\n" +
			"  safecase evidence add --under C2 --metric none case.yaml report.pdf",
	}
	f.where.add(c)
	c.Flags().StringVar(&f.under, "under", "", "`ID` of the claim, strategy or challenge that the evidence belongs to")
	c.Flags().StringVar(&f.metric, "metric", "", "`ADDRESS` of the number that the claim takes; none for no number")
	c.Flags().StringVar(&f.threshold, "threshold", "", "what the claim will take: below, at most, above or at least and a number")
	c.Flags().StringVar(&f.model, "model", "", "`ID` of the model of the case that the file is about; new adds it")
	c.Flags().StringVar(&f.by, "by", firstSet("GIT_AUTHOR_NAME", "USER"), "who sets the threshold")
	c.Flags().BoolVar(&f.seen, "seen", false, "the value was known when the threshold was set")
	c.Flags().StringVar(&f.asOf, "as-of", "", "judge, and date the threshold, as on this `DATE` (default today)")
	c.RunE = func(c *cobra.Command, args []string) error { return f.run(c.Context(), a, args[0], args[1:]) }
	return c
}

func (f *adding) run(ctx context.Context, a *app, at string, names []string) error {
	if f.under == "" {
		return usage("--under is missing: name the claim, strategy or challenge that the evidence belongs to")
	}
	file, err := a.readCase(at)
	if err != nil {
		return err
	}
	if f.today, err = (&checkFlags{asOf: f.asOf}).day(a); err != nil {
		return err
	}
	if err := f.checkTarget(file.Case, len(names)); err != nil {
		return err
	}
	src, err := f.where.source(at)
	if err != nil {
		return err
	}
	defer src.Close()
	refs, readings, err := f.read(ctx, a, at, names, src)
	if err != nil {
		return err
	}
	before := file
	var ids []string
	for i, r := range readings {
		var id string
		if id, file, err = f.one(file, refs[i], r); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if err := a.writeCase(at, before, file); err != nil {
		return err
	}
	out := a.out
	if at == "-" {
		out = a.err // the case itself goes to standard output
	}
	f.say(out, file, ids, readings)
	cases, err := casesOf(at)
	if err != nil {
		return err
	}
	defer cases.Close()
	r, err := checkWith(ctx, lint.Input{File: file, AsOf: f.today}, lint.Places{Cases: cases.Source, Evidence: src.Source})
	if err != nil {
		return err
	}
	tellNumbers(out, r, f.under, ids)
	return nil
}

// checkTarget refuses what could not be attached before anything is read.
func (f *adding) checkTarget(c *casefile.Case, files int) error {
	n := c.Node(f.under)
	switch {
	case n == nil:
		return usage("--under: no node has the id %q", f.under)
	case f.threshold != "" && n.Kind != casefile.Claim:
		return usage("--threshold: %s is no claim, and only claims state numbers", n.ID)
	case f.threshold != "" && attach.HasThreshold(n):
		return usage("--threshold: %s says already what it will take; edit the case to change that", n.ID)
	case f.threshold != "" && files > 1:
		return usage("--threshold: a claim takes one number; name one file, or leave the threshold out")
	case f.threshold != "" && f.metric == noNumber:
		return usage("--threshold is about a number, and --metric none takes none")
	}
	if _, may := attach.Relation(n); !may {
		return usage("--under: %s is %s; evidence hangs from claims, strategies and challenges", n.ID, n.Kind)
	}
	if f.threshold != "" {
		limit, err := attach.ParseThreshold(f.threshold)
		if err != nil {
			return usage("--threshold %q: %s", f.threshold, err)
		}
		f.limit = &limit
	}
	return nil
}

// read hashes and reads all files before anything is written.
func (f *adding) read(ctx context.Context, a *app, at string, names []string, src *openedSource) ([]string, []*evidence.Reading, error) {
	p := a.progress("reading")
	var requests []evidence.Request
	for _, name := range names {
		ref, err := f.where.refOf(at, name)
		if err != nil {
			return nil, nil, err
		}
		requests = append(requests, evidence.Request{Ref: ref, Options: evidence.Options{Progress: p.report}})
	}
	readings := evidence.ReadAll(ctx, src.Source, requests, 0)
	p.end()
	var refs []string
	for i, r := range readings {
		if r.SHA256 == "" || r.Problem != nil && r.Problem.Code != evidence.CodeUnknownFormat {
			return nil, nil, failed("%s: %s%s; nothing was added", names[i], r.Problem.Message, afterColon(r.Problem.Hint))
		}
		refs = append(refs, requests[i].Ref)
	}
	return refs, readings, nil
}

func afterColon(s string) string {
	if s == "" {
		return ""
	}
	return ": " + s
}

// one attaches one file.
func (f *adding) one(file *casefile.File, ref string, r *evidence.Reading) (string, *casefile.File, error) {
	c := file.Case
	for _, n := range c.Nodes {
		if n.Get("file").Text() == ref {
			return "", nil, usage("%s has the file %s already; link it with: safecase edit --apply", n.ID, show(ref))
		}
	}
	target := c.Node(f.under)
	x := &attach.Attachment{To: f.under, Ref: ref, Reading: r, Limit: f.limit, Seen: f.seen && f.limit != nil, By: f.by, On: f.today.Format(time.DateOnly)}
	x.Relation, _ = attach.Relation(target)
	if err := f.pickMetric(x, target, r); err != nil {
		return "", nil, err
	}
	if err := f.pickModel(x, c, r); err != nil {
		return "", nil, err
	}
	id, edits := x.Edits(c)
	edited, err := file.Apply(edits)
	if err != nil {
		return "", nil, failed("%s", err)
	}
	return id, edited, nil
}

// pickMetric finds the number that the claim takes. It says no value: what was
// asked may depend on what came out.
func (f *adding) pickMetric(x *attach.Attachment, target *casefile.Node, r *evidence.Reading) error {
	wants := f.limit != nil || attach.HasThreshold(target)
	switch {
	case f.metric == noNumber || target.Kind != casefile.Claim:
		return nil
	case f.metric != "":
		rec, _ := r.Find(f.metric)
		if rec == nil {
			return usage("--metric: %s holds no %q; it has %s", show(r.Ref), f.metric, addresses(r))
		}
		x.Metric = rec.Address
	case len(r.Records) == 1:
		x.Metric = r.Records[0].Address
	case len(r.Records) > 1 && wants && !target.Get("quantity", "of").Exists():
		return usage("%s holds several numbers: choose with --metric: %s", show(r.Ref), addresses(r))
	}
	if x.Metric == "" && f.limit != nil {
		return usage("--threshold: %s holds no number that a reader knows; a home-made file needs select: in the case, whose paths begin with $.", show(r.Ref))
	}
	return nil
}

// addresses lists the numbers of a file with their items, and no value.
func addresses(r *evidence.Reading) string {
	if len(r.Records) == 0 {
		return "no number that a reader knows"
	}
	var out []string
	for _, rec := range r.Records {
		n := "n not known"
		if rec.N != nil {
			n = fmt.Sprintf("n = %d", *rec.N)
		}
		out = append(out, rec.Address+" ("+n+")")
	}
	return show(strings.Join(out, ", "))
}

// pickModel finds the checkpoint that the file is about. A name that the case
// does not know is never taken for one of its models unless the user says so.
func (f *adding) pickModel(x *attach.Attachment, c *casefile.Case, r *evidence.Reading) error {
	id, known := attach.Identify(c, r.Model)
	models := c.Items("models")
	switch {
	case r.Model == "" && (f.model == "" || c.Get("models", f.model).Exists()):
		x.Model = f.model
	case r.Model == "":
		return usage("--model: no model of the case has the id %q", f.model)
	case known && (f.model == "" || f.model == id):
		x.Model = id
	case known:
		return usage("--model: %s is about %s, which the case knows as %s", show(r.Ref), show(r.Model), show(id))
	case f.model == newModel || f.model == "" && len(models) == 0:
		x.Model, x.NewName, x.AddModel = attach.NewModel(c, r.Model), r.Model, true
	case f.model != "" && c.Get("models", f.model).Exists():
		x.Model, x.NewName = f.model, r.Model
	default:
		var ids []string
		for _, m := range models {
			ids = append(ids, m.ID)
		}
		return usage("%s is about %s, which is not under served_as of any model: say which one it is with --model: %s, or new", show(r.Ref), show(r.Model), show(strings.Join(ids, ", ")))
	}
	return nil
}

// say says what was added, and no value.
func (f *adding) say(w io.Writer, file *casefile.File, ids []string, readings []*evidence.Reading) {
	for i, id := range ids {
		n := file.Case.Node(id)
		fmt.Fprintf(w, "%s  %s  sha256 %s\n", id, show(n.Get("file").Text()), readings[i].SHA256)
		if readings[i].Problem != nil {
			fmt.Fprintf(w, "    a document: it counts once somebody records review: {by, on, digest, verdict}\n")
		}
		for _, warning := range readings[i].Warnings {
			fmt.Fprintf(w, "    ! %s: %s\n", warning.Code, warning.Message)
		}
	}
}

// tellNumbers says how a number came out whose threshold stands.
func tellNumbers(w io.Writer, r *lint.Result, claim string, ids []string) {
	told := false
	for _, x := range r.Assessment.Numbers(claim) {
		if x.Op != "" && slices.Contains(ids, x.Evidence) {
			fmt.Fprintf(w, "%s asks %s %s of %s: %s, %s\n", claim, render.OpSign(x.Op), render.Digits(x.Threshold), show(x.Metric), render.Count(x), boundOf(x))
			told = true
		}
	}
	if told {
		fmt.Fprintf(w, "%s as recorded: %s\n", claim, gapsOf(r, claim))
	}
	if !told && r.File.Case.Node(claim).Kind == casefile.Claim {
		fmt.Fprintf(w, "%s states no number for it; the value is not said before the claim says what it will take\n", claim)
	}
}

// boundOf is the bound that decides a number, as text.
func boundOf(x assess.Number) string {
	switch {
	case x.High != nil:
		return "at most " + render.Digits(*x.High) + " at " + render.Percent(x.Confidence) + " confidence"
	case x.Low != nil:
		return "at least " + render.Digits(*x.Low) + " at " + render.Percent(x.Confidence) + " confidence"
	}
	return "without a bound"
}

// gapsOf lists every gap of a node, so that the worst one hides no other.
func gapsOf(r *lint.Result, id string) string {
	var out []string
	for _, g := range r.Assessment.Gaps(id) {
		out = append(out, g.State.Word()+" ("+strings.Join(g.Because, ", ")+")")
	}
	if len(out) == 0 {
		return "no recorded gap"
	}
	return show(strings.Join(out, "; "))
}

// refOf is how a case names a file that the user names.
func (f *evidenceFlags) refOf(at, name string) (string, error) {
	if evidence.IsObject(name) {
		return name, nil
	}
	root, err := filepath.Abs(f.root(at))
	if err != nil {
		return "", failed("%s", err)
	}
	full, err := filepath.Abs(name)
	if err != nil {
		return "", failed("%s", err)
	}
	ref, err := filepath.Rel(root, full)
	if err != nil || !filepath.IsLocal(ref) {
		return "", usage("%s lies outside of %s: copy it below the case, or name another folder with --evidence-root", name, f.root(at))
	}
	return filepath.ToSlash(ref), nil
}
