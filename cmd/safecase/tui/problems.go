package tui

import (
	"slices"

	"safecase/casefile"
)

// problems lists everything that was found, worst first, waived ones last but
// never left out.
type problems struct {
	list   []casefile.Finding
	cursor int
	top    int
}

func (p *problems) load(findings []casefile.Finding) {
	was := p.selected()
	p.list = slices.Clone(findings)
	slices.SortStableFunc(p.list, func(a, b casefile.Finding) int { return rank(a) - rank(b) })
	p.cursor = min(p.cursor, max(0, len(p.list)-1))
	for i, f := range p.list {
		if was != nil && f.Rule == was.Rule && f.Node == was.Node && f.Message == was.Message {
			p.cursor = i
			break
		}
	}
}

func rank(f casefile.Finding) int {
	if f.Waived != nil {
		return 10
	}
	return int(casefile.Error - f.Severity)
}

func (p *problems) selected() *casefile.Finding {
	if p.cursor >= len(p.list) {
		return nil
	}
	return &p.list[p.cursor]
}

func (p *problems) move(n int) { p.cursor = max(0, min(len(p.list)-1, p.cursor+n)) }

func (p *problems) view(cv canvas, checked bool) []string {
	if len(p.list) == 0 {
		text := "  nothing was found by the rules of this profile"
		if !checked {
			text = "  checking…"
		}
		return block([]string{cv.st.dim.Render(text)}, cv.width, cv.height)
	}
	p.top = max(p.cursor+1-cv.height, min(p.top, p.cursor))
	p.top = max(0, min(p.top, len(p.list)-cv.height))
	var lines []string
	for i := p.top; i < min(len(p.list), p.top+cv.height); i++ {
		lines = append(lines, p.line(cv, i))
	}
	return block(lines, cv.width, cv.height)
}

func (p *problems) line(cv canvas, i int) string {
	f := p.list[i]
	word, style := f.Severity.String(), cv.st.severities[f.Severity]
	if f.Waived != nil {
		word, style = "waived", cv.st.dim
	}
	where := shown(orElse(f.Node, "case"))
	rest := fit(where, 8) + " " + shown(f.Message) + "  [" + f.Rule + "]"
	pointer := "  "
	if i == p.cursor {
		pointer = "› "
	}
	if i == p.cursor && cv.focused {
		return cv.st.selected.Render(fit(pointer+fit(word, 8)+rest, cv.width))
	}
	return fit(pointer+style.Render(fit(word, 8))+rest, cv.width)
}
