package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
)

// composite is the part of a GitHub action's description that is checked.
type composite struct {
	Name, Description string
	Inputs            map[string]struct{ Description, Default string }
	Outputs           map[string]struct{ Description, Value string }
	Runs              struct {
		Using string
		Steps []struct {
			ID, Name, If, Uses, Shell, Run string
			Env, With                      map[string]string
		}
	}
}

func readYAML(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// TestActionIsWhole: every input is described and used, nothing that is not
// declared is used, and no input is ever pasted into a shell.
func TestActionIsWhole(t *testing.T) {
	var action composite
	readYAML(t, "../../action.yml", &action)
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`inputs\.([a-z-]+)`).FindAllStringSubmatch(string(text), -1) {
		used[m[1]] = true
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(action.Inputs)), slices.Sorted(maps.Keys(used))); diff != "" {
		t.Errorf("inputs that are declared and inputs that are used (-declared +used):\n%s", diff)
	}
	for name, in := range action.Inputs {
		if in.Description == "" {
			t.Errorf("input %s is not described", name)
		}
	}
	if action.Runs.Using != "composite" || action.Name == "" || action.Description == "" || len(action.Outputs) != 2 {
		t.Errorf("not a composite action: %+v", action)
	}
	for _, step := range action.Runs.Steps {
		switch {
		case (step.Run == "") == (step.Uses == ""):
			t.Errorf("step %q neither runs nor uses, or both", step.Name)
		case step.Run != "" && (step.Shell != "bash" || strings.Contains(step.Run, "${{")):
			t.Errorf("step %q: shell %q, run %q", step.Name, step.Shell, step.Run)
		case step.Uses != "" && !strings.Contains(step.Uses, "@"):
			t.Errorf("step %q uses %s without a version", step.Name, step.Uses)
		}
	}
}

// TestActionScripts: the scripts read the variables that the action sets, and no
// other of ours, and bash can parse them.
func TestActionScripts(t *testing.T) {
	var action composite
	readYAML(t, "../../action.yml", &action)
	for _, step := range action.Runs.Steps {
		script, is := strings.CutPrefix(step.Run, `bash "$GITHUB_ACTION_PATH/`)
		if !is {
			continue
		}
		path := "../../" + strings.TrimSuffix(script, `"`)
		if out, err := exec.Command("bash", "-n", path).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", path, err, out)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read := map[string]bool{}
		for _, name := range regexp.MustCompile(`SAFECASE_[A-Z_]+`).FindAllString(string(text), -1) {
			read[name] = true
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(step.Env)), slices.Sorted(maps.Keys(read))); diff != "" && len(step.Env)+len(read) > 0 {
			t.Errorf("%s (-set +read):\n%s", path, diff)
		}
	}
}

// TestActionInstalls runs the step that builds the program as a runner would.
func TestActionInstalls(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := exec.Command("bash", filepath.Join(root, ".github/action/install.sh"))
	c.Dir = dir
	c.Env = append(os.Environ(), "GITHUB_ACTION_PATH="+root, "RUNNER_TEMP="+dir, "GITHUB_PATH="+filepath.Join(dir, "path"))
	out, err := c.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "safecase ") {
		t.Fatalf("%v\n%s", err, out)
	}
	path, _ := os.ReadFile(filepath.Join(dir, "path"))
	if _, err := os.Stat(filepath.Join(strings.TrimSpace(string(path)), "safecase")); err != nil {
		t.Error(err)
	}
}

// TestCIExamples: the examples of docs/ci.md parse, name inputs and hooks that
// there are, and flags that the command knows.
func TestCIExamples(t *testing.T) {
	text, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	var action composite
	readYAML(t, "../../action.yml", &action)
	var hooks []struct{ ID, Entry, Language, Files string }
	readYAML(t, "../../.pre-commit-hooks.yaml", &hooks)
	known := map[string]bool{}
	for _, h := range hooks {
		known[h.ID] = true
		if _, err := regexp.Compile(h.Files); err != nil || h.Language != "golang" || !strings.HasPrefix(h.Entry, "safecase ") {
			t.Errorf("hook %+v: %v", h, err)
		}
	}
	blocks := 0
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		blocks++
		var example any
		if err := yaml.Unmarshal([]byte(block[1]), &example); err != nil {
			t.Fatalf("%v in\n%s", err, block[1])
		}
		eachMap(example, func(m map[string]any) {
			if uses, _ := m["uses"].(string); strings.Contains(uses, "/safecase@") {
				for key := range m["with"].(map[string]any) {
					if _, ok := action.Inputs[key]; !ok {
						t.Errorf("the action has no input %s", key)
					}
				}
			}
			if id, ok := m["id"].(string); ok && !known[id] {
				t.Errorf("there is no hook %s", id)
			}
		})
	}
	if blocks != 3 {
		t.Errorf("%d examples", blocks)
	}
	flags := lintCommand(&app{}).Flags()
	for _, line := range regexp.MustCompile(`(?m)safecase lint .*$`).FindAllString(string(text), -1) {
		for _, name := range regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(line, -1) {
			if flags.Lookup(name[1]) == nil {
				t.Errorf("lint has no flag --%s, which %q names", name[1], line)
			}
		}
	}
}

func eachMap(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, below := range v {
			eachMap(below, visit)
		}
	case []any:
		for _, below := range v {
			eachMap(below, visit)
		}
	}
}
