package lint

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"safecase/casefile"
)

// TestRulesAreDocumented demands of every rule what explain prints.
func TestRulesAreDocumented(t *testing.T) {
	idPattern, namePattern := regexp.MustCompile(`^[A-Z]{3}[0-9]{3}$`), regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	seen := map[string]string{}
	for _, r := range Rules() {
		for what, text := range map[string]string{"Title": r.Title, "Why": r.Why, "Fix": r.Fix, "Good": r.Good} {
			if text == "" {
				t.Errorf("%s has no %s", r.Name, what)
			}
		}
		if !idPattern.MatchString(r.ID) || !namePattern.MatchString(r.Name) {
			t.Errorf("%s %s: bad name or id", r.ID, r.Name)
		}
		for _, name := range append([]string{r.Name, r.ID}, r.Covers...) {
			if other, twice := seen[name]; twice {
				t.Errorf("%s and %s both answer to %s", r.Name, other, name)
			}
			seen[name] = r.Name
		}
		if strings.HasSuffix(r.Title, ".") || !strings.HasSuffix(r.Why, ".") || strings.HasSuffix(r.Fix, ".") {
			t.Errorf("%s: a title and a fix end without a full stop, a reason with one", r.Name)
		}
	}
	if !slices.IsSortedFunc(rules, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the table of rules is not sorted by id")
	}
}

// TestDocumentedExamples runs what the documentation shows.
func TestDocumentedExamples(t *testing.T) {
	files := sharedReadings(t)
	for _, r := range Rules() {
		bad := r.Bad
		if r == fileTooLarge { // too long to print
			bad = strings.Repeat("title: Example\n", 3<<20)
		}
		if got := rulesIn(checkText("bad.yaml", complete(bad), files, Review)); got[r.Name] == 0 {
			t.Errorf("%s: the bad example gives %v", r.Name, got)
		}
		good := checkText("good.yaml", complete(r.Good), files, Review)
		if got := rulesIn(good); got[r.Name] != 0 {
			t.Errorf("%s: the good example is reported: %v", r.Name, got)
		}
		for _, f := range good.Findings {
			if Find(f.Rule).Group() == "FMT" {
				t.Errorf("%s: the good example is not well-formed: %s", r.Name, f.Message)
			}
		}
	}
}

// TestEveryCauseIsWorded reads the codes out of the judgement's source: one
// that is added there needs a rule here.
func TestEveryCauseIsWorded(t *testing.T) {
	codes := map[string]bool{}
	entries, err := os.ReadDir("../assess")
	if err != nil {
		t.Fatal(err)
	}
	pattern := regexp.MustCompile(`(?:[Cc]ode:\s*|code :?= )"([a-z-]+)"`)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile("../assess/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			codes[m[1]] = true
		}
	}
	if len(codes) < 40 {
		t.Fatalf("found only %d codes", len(codes))
	}
	silent := []string{"dangling-ref", "unknown-kind", "duplicate-id", "file-doubtful", "counter-evidence-unattached", "merge-conflict", "uninstantiated-placeholder"} // only ever worded by reading
	for code := range codes {
		if r := Find(code); r == nil || r.Word == nil && !slices.Contains(silent, code) {
			t.Errorf("no rule words the cause %s", code)
		}
	}
	for _, r := range Rules() {
		if r.Word != nil && !codes[r.Name] {
			t.Errorf("%s words a cause that assess does not know", r.Name)
		}
	}
}

// TestNeedsAreKeys: a rule that is skipped for want of a key must name one that
// a node or a protocol can have.
func TestNeedsAreKeys(t *testing.T) {
	protocol := casefile.Schema.Field("protocols").Type.Dict
	for _, r := range Rules() {
		known := r.Needs == "" || protocol.Field(r.Needs) != nil
		for _, kind := range casefile.Kinds {
			known = known || casefile.NodeType(kind.Kind).Field(r.Needs) != nil
		}
		if !known {
			t.Errorf("%s needs %q, which nothing can have", r.Name, r.Needs)
		}
	}
}
