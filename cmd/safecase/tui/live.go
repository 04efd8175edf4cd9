package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// live passes what stands on the screen on to the live diagram. It holds one
// text, the newest: a drawing that takes long skips those between.
type live chan string

func (l live) show(text string) {
	select {
	case <-l:
	default:
	}
	select {
	case l <- text:
	default:
	}
}

// liveDiagram opens the drawing in the browser. It follows every edit that was
// checked, saved or not.
func (m *model) liveDiagram() tea.Cmd {
	if m.cfg.Preview == nil {
		m.say("the live diagram is not available here; safecase serve shows it")
		return nil
	}
	if m.live == nil {
		m.live = make(live, 1)
	}
	m.live.show(m.file.Text)
	open, texts, ctx := m.cfg.Preview, m.live, m.ctx
	m.say("opening the live diagram…")
	return func() tea.Msg { return previewed(ctx, open, texts) }
}

func previewed(ctx context.Context, open func(context.Context, <-chan string) (string, error), texts live) tea.Msg {
	url, err := open(ctx, texts)
	return doMsg(func(m *model) tea.Cmd {
		if err != nil {
			m.complain("the live diagram could not be opened: " + err.Error())
		} else {
			m.say("the live diagram follows what stands here, saved or not: " + url)
		}
		return nil
	})
}
