package casefile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadValues reads files as monitoring writes them, and as it must not.
func TestReadValues(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"YAML":          {"values: 1\non: 2026-11-20\nindicators:\n  I1: {value: 2}\n  I2: {value: 1e-3, on: 2026-11-19, note: fine}\n", "I1 2 2026-11-20 at 4:3\nI2 0.001 2026-11-19 at 5:3\n"},
		"JSON":          {`{"values": 1, "by": "x", "indicators": {"I1": {"value": -0.5, "on": "2026-11-20"}}}`, "I1 -0.5 2026-11-20 at 1:41\n"},
		"no day":        {"values: 1\nindicators: {I1: {value: 2}}\n", "I1 2 0001-01-01 at 2:14\n"},
		"nothing":       {"values: 1\nindicators: {}\n", ""},
		"empty":         {"", "1:1 empty-file"},
		"no map":        {"- 1\n", "1:1 wrong-type"},
		"other version": {"values: 2\nindicators: {}\n", "1:9 format-version"},
		"no version":    {"indicators: {}\n", "1:1 missing-key"},
		"no indicators": {"values: 1\n", "1:1 missing-key"},
		"a word":        {"values: 1\nindicators: {I1: {value: few}}\n", "2:26 wrong-type"},
		"not a number":  {"values: 1\nindicators: {I1: {value: .nan}}\n", "2:26 wrong-type"},
		"infinite":      {"values: 1\nindicators: {I1: {value: .inf}}\n", "2:26 wrong-type"},
		"too large":     {"values: 1\nindicators: {I1: {value: 1e999}}\n", "2:26 wrong-type"},
		"null":          {"values: 1\nindicators: {I1: {value: null}}\n", "2:26 wrong-type"},
		"no value":      {"values: 1\nindicators: {I1: {on: 2026-11-20}}\n", "2:18 missing-key"},
		"a list":        {"values: 1\nindicators: {I1: {value: [1, 2]}}\n", "2:26 wrong-type"},
		"a bare number": {"values: 1\nindicators: {I1: 2}\n", "2:18 wrong-type"},
		"a limit":       {"values: 1\nindicators: {I1: {value: 9, at_most: 10}}\n", "2:29 unknown-key"},
		"twice":         {"values: 1\nindicators: {I1: {value: 1}, I1: {value: 9}}\n", "2:30 duplicate-key"},
		"no day at all": {"values: 1\non: soon\nindicators: {I1: {value: 1}}\n", "2:5 wrong-type"},
		"a time":        {"values: 1\nindicators: {I1: {value: 1, on: 2026-11-20T10:00:00Z}}\n", "2:33 wrong-type"},
		"cut short":     {"values: 1\nindicators: {I1: {value: 1", "yaml-syntax"},
		"a case":        {"safecase: 1\ntitle: x\nnodes: {}\n", "unknown-key"},
		"an escape":     {"values: 1\nby: \x1b[31m\nindicators: {}\n", "control-character"},
		"an alias bomb": {bomb(), "too-many-aliases"},
		"a second part": {"values: 1\nindicators: {}\n---\nvalues: 1\n", "second-document"},
		"deep":          {"values: 1\nindicators: " + strings.Repeat("[", 300), "yaml-syntax"},
		"no UTF-8":      {"values: 1\nby: \xff\n", "not-utf8"},
	} {
		values, findings := ReadValues("v.yaml", test.text)
		var got strings.Builder
		for _, v := range values.Indicators {
			fmt.Fprintf(&got, "%s %g %s at %s\n", v.ID, v.Value, v.On.Format("2006-01-02"), v.Pos)
		}
		for _, f := range findings { // the first, or the one that is looked for
			if said := f.Pos.String() + " " + f.Rule; strings.HasSuffix(said, test.want) || got.Len() == 0 {
				got.Reset()
				got.WriteString(said[max(0, len(said)-len(test.want)):])
			}
		}
		if diff := cmp.Diff(test.want, got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// bomb is a text whose aliases stand for more than is read.
func bomb() string {
	var b strings.Builder
	b.WriteString("values: 1\nx-a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n")
	for i := 1; i < 9; i++ {
		fmt.Fprintf(&b, "x-a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	return b.String() + "indicators: {}\n"
}
