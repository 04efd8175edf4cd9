package tui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// quiet is how long the screen waits after an edit before it checks.
var quiet = 120 * time.Millisecond

// checks says how far checking is behind the edits. One check runs at a time;
// what was edited meanwhile is checked after it.
type checks struct {
	wanted  int // counts up with every edit and with every reading
	done    int // the wanted that the last finished check was for
	running bool
	stop    context.CancelFunc
	waiting []func(m *model) tea.Cmd // to be done when the file as it is now is checked
}

func (c *checks) behind() bool { return c.done != c.wanted }

// checkDueMsg says that nothing was edited for a while.
type checkDueMsg struct{ wanted int }

// checkedMsg brings the result of a check.
type checkedMsg struct {
	wanted   int
	asked    *casefile.File // the file as the edits made it
	full     *casefile.File // the same text, read as a whole
	mismatch bool           // the two differ: an edit did not do what it said
	unread   map[string]bool
	result   *lint.Result
	gates    []lint.GateLine
}

// wantCheck is called after everything that may change what is known.
func (m *model) wantCheck() tea.Cmd {
	m.checks.wanted++
	due := checkDueMsg{m.checks.wanted}
	return tea.Tick(quiet, func(time.Time) tea.Msg { return due })
}

func (m *model) onCheckDue(msg checkDueMsg) tea.Cmd {
	if msg.wanted != m.checks.wanted {
		return nil
	}
	return m.startCheck()
}

// startCheck reads the file as a whole and judges it, beside the screen.
func (m *model) startCheck() tea.Cmd {
	reading := m.startReading()
	if m.checks.running {
		return reading
	}
	m.checks.running = true
	ctx, stop := context.WithCancel(m.ctx)
	m.checks.stop = stop
	wanted, asked, readings, check, unread := m.checks.wanted, m.file, m.reads.readings, m.cfg.Check, m.unread()
	return tea.Batch(reading, func() tea.Msg {
		full := casefile.Read(asked.Path, asked.Text)
		msg := checkedMsg{wanted: wanted, asked: asked, full: full, mismatch: !sameReading(asked, full), unread: unread}
		if check != nil {
			msg.result = check(ctx, full, readings)
			msg.gates = lint.Gates(msg.result)
		}
		return msg
	})
}

// onChecked takes what a check found. An edit that did not read back as it was
// made is taken back: the screen must never show what the file does not say.
func (m *model) onChecked(msg checkedMsg) tea.Cmd {
	m.checks.running = false
	m.checks.stop()
	if msg.mismatch && m.file == msg.asked {
		return m.takeBack(msg.full)
	}
	if msg.result != nil {
		m.about = newStanding(msg.result)
		m.about.unread, m.about.gates = msg.unread, msg.gates
		m.revealed.add(msg.result.Readings)
		m.problems.load(msg.result.Findings)
	}
	m.checks.done = msg.wanted
	if m.checks.behind() {
		return m.startCheck()
	}
	m.setFile(msg.full)
	if m.live != nil {
		m.live.show(m.file.Text)
	}
	m.refreshDialogs()
	return m.whenChecked()
}

// takeBack undoes the last edit, and drops what waited for the check: nothing
// is saved that the user has not seen.
func (m *model) takeBack(full *casefile.File) tea.Cmd {
	m.checks.waiting = nil
	m.setFile(full)
	cmd := m.stepBack()
	m.complain("the last edit did not read back as it was made and was taken back; look at it, then save again")
	return cmd
}

// whenChecked does what waited for the check.
func (m *model) whenChecked() tea.Cmd {
	waiting := m.checks.waiting
	m.checks.waiting = nil
	var cmds []tea.Cmd
	for _, do := range waiting {
		cmds = append(cmds, do(m))
	}
	return tea.Batch(cmds...)
}

// afterCheck does something once the file as it is now was read as a whole and
// checked.
func (m *model) afterCheck(do func(m *model) tea.Cmd) tea.Cmd {
	if !m.checks.behind() && !m.checks.running && m.about.result != nil {
		return do(m)
	}
	m.checks.waiting = append(m.checks.waiting, do)
	if m.checks.running {
		return nil
	}
	return m.startCheck()
}

// sameReading reports whether a file that edits made and the same text read as
// a whole hold the same case.
func sameReading(a, b *casefile.File) bool {
	if a.Readable != b.Readable || len(a.Case.Nodes) != len(b.Case.Nodes) || len(a.Findings) != len(b.Findings) {
		return false
	}
	for i, n := range a.Case.Nodes {
		if !sameNode(n, b.Case.Nodes[i]) {
			return false
		}
	}
	return slices.EqualFunc(a.Case.Sections(), b.Case.Sections(), func(x, y casefile.Entry) bool {
		return x.Key == y.Key && x.KeyPos == y.KeyPos && (x.Key == "nodes" || sameValue(x.Value, y.Value))
	})
}

func sameNode(a, b *casefile.Node) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Text == b.Text && a.Pos() == b.Pos() &&
		a.Undeveloped == b.Undeveloped && len(a.Links) == len(b.Links) && sameValue(a.Value(), b.Value())
}

func sameValue(a, b casefile.Value) bool {
	if a.Shape() != b.Shape() || a.Pos() != b.Pos() {
		return false
	}
	switch a.Shape() {
	case casefile.Single:
		return a.Text() == b.Text()
	case casefile.List:
		return slices.EqualFunc(a.Items(), b.Items(), sameValue)
	}
	return slices.EqualFunc(a.Entries(), b.Entries(), func(x, y casefile.Entry) bool {
		return x.Key == y.Key && x.KeyPos == y.KeyPos && sameValue(x.Value, y.Value)
	})
}

// reads is what is known of the evidence files. A file is read when a node
// begins to name it, and again when the user asks.
type reads struct {
	readings assess.Readings   // never changed in place: checks hold it
	asked    map[string]string // how each reading was asked for, by node
	running  bool
	stop     context.CancelFunc
	progress progressMsg
	left     int
}

// progressMsg says how far hashing of a file is.
type progressMsg struct {
	ref         string
	done, total int64
}

// readMsg brings readings, by node.
type readMsg struct {
	asked    map[string]string
	readings assess.Readings
}

func (r *reads) note(p progressMsg) { r.progress = p }

// going says what is being read, or nothing.
func (r *reads) going() string {
	if !r.running {
		return ""
	}
	text := "reading " + plural(r.left, "evidence file")
	if p := r.progress; p.total > 0 {
		text += ", " + p.ref + " " + percent(p.done, p.total)
	}
	return text + ", ctrl+x stops"
}

func percent(done, total int64) string { return strconv.FormatInt(100*done/max(1, total), 10) + " %" }

// startReading reads what nodes name and what was not read yet.
func (m *model) startReading() tea.Cmd {
	if m.cfg.Source == nil || m.reads.running {
		return nil
	}
	ids, requests := assess.Requests(m.file.Case, evidence.Options{})
	asked := map[string]string{}
	var todo []evidence.Request
	var todoIDs []string
	for i, id := range ids {
		asked[id] = signature(requests[i])
		if m.reads.asked[id] != asked[id] {
			todoIDs, todo = append(todoIDs, id), append(todo, requests[i])
		}
	}
	m.forgetReadings(asked)
	if len(todo) == 0 {
		return nil
	}
	return m.read(todoIDs, todo, asked)
}

func signature(q evidence.Request) string {
	how := ""
	if q.Options.Select != nil {
		how = fmt.Sprintf("%#v", *q.Options.Select)
	}
	return q.Ref + "\x00" + q.Options.Version + "\x00" + strconv.FormatBool(q.Options.NeedRows) + "\x00" + how + fmt.Sprintf("\x00%+v", q.Options.Filters)
}

// forgetReadings drops what no node names any more.
func (m *model) forgetReadings(asked map[string]string) {
	kept, keptAsked := assess.Readings{}, map[string]string{}
	for id, r := range m.reads.readings {
		if asked[id] != "" {
			kept[id], keptAsked[id] = r, m.reads.asked[id]
		}
	}
	if len(kept) != len(m.reads.readings) {
		m.reads.readings, m.reads.asked = kept, keptAsked
	}
}

// unread are the nodes whose file is still being read.
func (m *model) unread() map[string]bool {
	out := map[string]bool{}
	if m.cfg.Source == nil {
		return out
	}
	ids, requests := assess.Requests(m.file.Case, evidence.Options{})
	for i, id := range ids {
		if m.reads.asked[id] != signature(requests[i]) {
			out[id] = true
		}
	}
	return out
}

func (m *model) read(ids []string, requests []evidence.Request, asked map[string]string) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	m.reads.running, m.reads.stop, m.reads.left, m.reads.progress = true, stop, len(ids), progressMsg{}
	source, progress := m.cfg.Source, m.progress()
	for i := range requests {
		requests[i].Options.Progress = progress
	}
	return func() tea.Msg {
		out := readMsg{asked: map[string]string{}, readings: assess.Readings{}}
		for i, r := range evidence.ReadAll(ctx, source, requests, 0) {
			out.readings[ids[i]], out.asked[ids[i]] = r, asked[ids[i]]
		}
		return out
	}
}

// progress passes on how far hashing is, at most a few times a second.
func (m *model) progress() func(ref string, done, total int64) {
	send := m.send
	if send == nil {
		return nil
	}
	last := make(chan time.Time, 1)
	last <- time.Time{}
	return func(ref string, done, total int64) {
		at := <-last
		if now := time.Now(); now.Sub(at) > 200*time.Millisecond {
			at = now
			go send(progressMsg{ref, done, total})
		}
		last <- at
	}
}

func (m *model) onRead(msg readMsg) tea.Cmd {
	m.reads.running = false
	m.reads.stop()
	readings, asked := maps.Clone(m.reads.readings), maps.Clone(m.reads.asked)
	if asked == nil {
		asked = map[string]string{}
	}
	maps.Copy(readings, msg.readings)
	maps.Copy(asked, msg.asked)
	m.reads.readings, m.reads.asked = readings, asked
	m.checks.wanted++
	return m.startCheck()
}

// reread forgets every reading: the files may have changed.
func (m *model) reread() tea.Cmd {
	m.reads.asked = nil
	m.say("reading the evidence again")
	return m.startCheck()
}

func (m *model) stopReading() tea.Cmd {
	if !m.reads.running {
		m.say("no evidence is being read")
		return nil
	}
	m.reads.stop()
	m.say("stopped; what was not read counts as unusable until R reads it again")
	return nil
}
