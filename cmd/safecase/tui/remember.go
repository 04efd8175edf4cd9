package tui

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// mostRemembered bounds how many values of one case are remembered beyond the
// session. Once there are so many, nobody can say of any that it was not shown.
const mostRemembered = 20_000

// longestKey is more than any line of the file takes.
const longestKey = 80

// seenName is the file that holds which values of a case were shown; "" where
// nothing is kept.
func (m *model) seenName() string {
	if m.journal.of == "" {
		return ""
	}
	return filepath.Join(m.journal.dir, m.journal.stem+".seen")
}

// remembered reads what earlier sessions showed. A line that is not whole is
// left out.
func remembered(name string) *revealed {
	r := newRevealed()
	if name == "" {
		return r
	}
	f, err := os.Open(name)
	if err != nil {
		return r
	}
	defer f.Close()
	lines := bufio.NewScanner(io.LimitReader(f, (mostRemembered+1)*longestKey))
	n := 0
	for ; lines.Scan(); n++ {
		if kind, digest, ok := strings.Cut(lines.Text(), ":"); ok && len(digest) == 64 && kind != "" {
			r.when[lines.Text()] = 0
		}
	}
	r.full = n >= mostRemembered || lines.Err() != nil
	return r
}

// keepSeen writes down what was shown since, beside the screen.
func (m *model) keepSeen() tea.Cmd {
	name := m.seenName()
	if name == "" || len(m.revealed.fresh) == 0 || m.revealed.full {
		return nil
	}
	lines := m.revealed.take()
	return func() tea.Msg {
		if err := appendLines(name, lines); err != nil {
			return doMsg(func(m *model) tea.Cmd { return m.cannotRemember(err) })
		}
		return nil
	}
}

// cannotRemember says once that a later session will not know what this one
// showed.
func (m *model) cannotRemember(err error) tea.Cmd {
	if !m.forgetful {
		m.complain("which values were shown cannot be kept for later sessions: " + plainError(err).Error() + "; write seen: true yourself where you set a threshold then")
	}
	m.forgetful = true
	return nil
}

// appendLines adds whole lines to the end of a file that only its owner reads.
func appendLines(name string, lines []string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(strings.Join(lines, "\n") + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}
