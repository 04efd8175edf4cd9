package render

import (
	"regexp"
	"testing"
)

// controlCase has a control byte in every id and every text that a format may
// show, also in ids that no case may have.
const controlCase = `safecase: 1
title: "a\x01b\x07"
outcomes: {"O\x02": {text: x}}
models: {"m\x03": {checkpoint: "z\x04"}}
mitigations: {"f\x05": {text: "a\x06"}}
nodes:
  "C\x01\e[2J": {claim: "x\x02", outcomes: ["O\x02"], supported_by: ["E\x03", "Q\x04"], argument: "bad\x01", "k\x05": 3}
  "E\x03": {evidence: e, file: "a\x06.json", model: "m\x03"}
  "D\x07": {defeater: d, challenges: {from: "C\x01\e[2J", to: "E\x03"}}
waivers: [{rule: "r\x01", node: "E\x03", reason: "x\x02", by: "\x03", until: 2027-01-01}]
`

var controlByte = regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f]|\u0085|\u009b")

// No control byte of a case reaches a document, where it might act on whatever
// shows it.
func TestControlBytesReachNoFormat(t *testing.T) {
	r := checkText(t, ".", controlCase)
	for _, format := range []string{"html", "md", "svg", "dot", "mmd"} {
		out := written(t, r, format)
		for _, at := range controlByte.FindAllStringIndex(out, -1) {
			t.Errorf("%s: %q", format, out[max(0, at[0]-60):min(len(out), at[1]+20)])
		}
	}
}
