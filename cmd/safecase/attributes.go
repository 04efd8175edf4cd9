package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"safecase/casefile/evidence"
)

// adviseAttributes says which locked files git may check out with other line
// ends, so that their digest would not hold on another machine, and the lines
// of .gitattributes that prevent it.
func (a *app) adviseAttributes(ctx context.Context, at string, where *evidenceFlags, digests []digest) {
	var texts []string
	for _, d := range digests {
		if d.reading.Text && d.reading.SHA256 != "" && !evidence.IsObject(d.reading.Ref) {
			texts = append(texts, path.Clean(d.reading.Ref))
		}
	}
	slices.Sort(texts)
	loose := looseLineEnds(ctx, where.root(at), slices.Compact(texts))
	if len(loose) == 0 {
		return
	}
	fmt.Fprintf(a.err, "git may turn the line ends of %s on another machine, and their digests would not hold there.\nWrite into .gitattributes beside the case:\n", counted(len(loose), "locked file"))
	for _, line := range attributeLines(loose) {
		fmt.Fprintf(a.err, "  %s\n", show(line))
	}
}

// attributeLines covers folders as a whole and files beside the case by name.
func attributeLines(refs []string) []string {
	var out []string
	for _, ref := range refs {
		line := ref
		if first, _, below := strings.Cut(ref, "/"); below {
			line = first + "/**"
		}
		if strings.ContainsAny(line, " \t\"") {
			line = `"` + strings.ReplaceAll(line, `"`, `\"`) + `"`
		}
		out = append(out, line+" -text")
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// looseLineEnds asks git which of the paths below dir it would check out with
// the line ends of the machine. Where there is no git there is nothing to ask.
func looseLineEnds(ctx context.Context, dir string, refs []string) []string {
	if len(refs) == 0 {
		return nil
	}
	cmd := exec.CommandContext(ctx, "git", "check-attr", "-z", "--stdin", "text", "eol")
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(strings.Join(refs, "\x00") + "\x00")
	var out bytes.Buffer
	cmd.Stdout = &bounded{&out, 16 << 20}
	if cmd.Run() != nil {
		return nil
	}
	fixed := map[string]bool{}
	words := strings.Split(out.String(), "\x00")
	for ; len(words) >= 3; words = words[3:] {
		name, attribute, value := words[0], words[1], words[2]
		if attribute == "text" && value == "unset" || attribute == "eol" && value == "lf" {
			fixed[filepath.ToSlash(name)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(refs), func(ref string) bool { return fixed[ref] })
}
