package render

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"safecase/casefile/lint"
)

// largeCase is a tree of n nodes, four below each, with a result that was read
// on every fifth leaf and reports without a file on the others.
func largeCase(n int) string {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: A large case\nstatus: review\nmodels: {m: {checkpoint: m-rc3, served_as: [lab/m]}}\n" +
		"outcomes: {O1: {text: Harm, threshold: {probability: 0.001}}}\nthreats: {T1: {outcome: O1, text: x}}\nmitigations: {f: {text: F, kind: output_filter}}\nnodes:\n")
	id := func(i int) string {
		if 4*i+1 < n {
			return fmt.Sprint("C", i)
		}
		return fmt.Sprint("E", i)
	}
	for i := range n {
		switch {
		case 4*i+1 < n:
			var below []string
			for k := 4*i + 1; k <= min(4*i+4, n-1); k++ {
				below = append(below, id(k))
			}
			more := ""
			if i%3 == 0 {
				more = ", argument: inability, threats: [T1]"
			}
			fmt.Fprintf(&b, "  %s: {claim: The system keeps part number %d of the risk within what was decided for it%s, supported_by: [%s]}\n", id(i), i, more, strings.Join(below, ", "))
		case i%5 == 0:
			fmt.Fprintf(&b, "  %s: {evidence: Test run %d of the whole series, file: log.json, select: {value: $.rate, n: $.n}, model: m, mitigations: {f: disabled}}\n", id(i), i)
		default:
			fmt.Fprintf(&b, "  %s: {evidence: Report %d on the series of tests that were made}\n", id(i), i)
		}
	}
	return b.String()
}

// Reports are sent by mail and opened on old machines.
func TestReportOfAThousandNodesIsSmall(t *testing.T) {
	page := written(t, large(t, 1000), "html")
	if limit := 2_750_000; len(page) > limit {
		t.Errorf("%d bytes, at most %d are allowed", len(page), limit)
	}
	t.Logf("%d bytes", len(page))
}

func large(t testing.TB, n int) *lint.Result { return checkText(t, "testdata/large", largeCase(n)) }

func BenchmarkReport(b *testing.B) {
	for _, n := range []int{50, 1000, 10_000} {
		r := large(b, n)
		for _, format := range []string{"html", "md"} {
			b.Run(fmt.Sprintf("%s/%d", format, n), func(b *testing.B) {
				for b.Loop() {
					if err := Write(context.Background(), io.Discard, r, Options{Format: format, Layout: "tree"}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
