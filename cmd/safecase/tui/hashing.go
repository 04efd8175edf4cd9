package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile/evidence"
)

// busy shows how far something is that may take long, and can be stopped.
type busy struct {
	title string
	stop  context.CancelFunc
	reads *reads
}

func (b *busy) paste(tea.PasteMsg) {}

func (b *busy) key(k tea.KeyPressMsg) reply {
	if k.String() != "esc" {
		return reply{}
	}
	return accept(func(m *model) tea.Cmd {
		b.stop()
		m.say("stopped; nothing was attached")
		return nil
	})
}

func (b *busy) view(canvas) window {
	text := "reading and hashing…"
	if p := b.reads.progress; p.total > 0 {
		text = fmt.Sprintf("%s of %s, %s", bytesWord(p.done), bytesWord(p.total), percent(p.done, p.total))
	}
	return window{title: b.title, body: []string{text}, footer: "esc stop"}
}

// hash reads the whole file, so that digest and values belong together.
func (m *model) hash(a *attaching) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	m.reads.progress = progressMsg{}
	b := &busy{title: "reading " + shown(a.Ref), stop: stop, reads: &m.reads}
	m.push(b)
	source, opt := m.cfg.Source, evidence.Options{Progress: m.progress()}
	return func() tea.Msg {
		r := evidence.Read(ctx, source, a.Ref, opt)
		return doMsg(func(m *model) tea.Cmd {
			m.remove(b)
			if ctx.Err() != nil {
				return nil
			}
			stop()
			a.Reading, a.Seen = r, a.Seen || m.revealed.has(r)
			return m.attach(a)
		})
	}
}
