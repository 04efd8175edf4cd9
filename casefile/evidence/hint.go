package evidence

import (
	"bytes"
	"fmt"
	"strings"
)

// mostHinted is how many paths a hint names.
const mostHinted = 4

// unknownFormat says what to do with a file that no reader knows: how its numbers can be selected where it is data.
func unknownFormat(in *Input) *Problem {
	p := &Problem{Code: CodeUnknownFormat, Message: "no reader knows this format",
		Hint: "take numbers from JSON, JSONL or CSV with select:, or record those of a document under transcribed:"}
	if in.dir != nil || firstByte(in.Head) == 0 {
		return p
	}
	switch in.selectable() {
	case selectDocument:
		if in.top().kind != '{' && in.top().kind != '[' {
			return p
		}
		p.Hint = "take its numbers with select:, whose paths begin with $." + numberPaths(in.top())
	case selectLines, selectCSV:
		first, _, _ := bytes.Cut(in.Head, []byte("\n"))
		if firstByte(in.Head) != '{' && firstByte(in.Head) != '[' && !(IsText(in.Head) && bytes.ContainsAny(first, ",;\t")) {
			return p
		}
		p.Hint = "take its numbers with select:, such as {value: mean(FIELD)} over the rows; paths into one document begin with $."
	}
	return p
}

// numberPaths names the first numbers of a document, by path and without their values.
func numberPaths(root node) string {
	var paths []string
	collectPaths(root, "$", &paths)
	if len(paths) == 0 {
		return ""
	}
	return " (here: " + Clean(strings.Join(paths, ", ")) + ")"
}

func collectPaths(n node, at string, out *[]string) {
	switch n.kind {
	case '0', 'N':
		*out = append(*out, at)
	case '{':
		for i, key := range n.keys {
			if len(*out) < mostHinted {
				collectPaths(n.kids[i], at+pathStepText(key), out)
			}
		}
	case '[':
		if len(n.kids) > 0 && len(*out) < mostHinted {
			collectPaths(n.kids[0], at+"[0]", out)
		}
	}
}

// pathStepText writes a key as a step of a path.
func pathStepText(key string) string {
	for i, r := range key {
		if !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || i > 0 && r >= '0' && r <= '9') {
			return fmt.Sprintf("['%s']", strings.ReplaceAll(key, "'", `\'`))
		}
	}
	return "." + key
}
