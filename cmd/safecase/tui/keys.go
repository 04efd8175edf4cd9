package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// command is one thing that the screen can do. The table of commands is the
// only place that knows keys: routing, help, palette and the line of hints are
// derived from it.
type command struct {
	binding key.Binding
	section string
	run     func(m *model) tea.Cmd
	hint    string // said in the line of hints at the bottom; most say nothing there
}

func (c command) title() string { return c.binding.Help().Desc }

// bind makes a command. The first of keys is the one that help shows.
func bind(section, desc string, run func(m *model) tea.Cmd, keys ...string) command {
	return command{
		binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(showKeys(keys), desc)),
		section: section,
		run:     run,
	}
}

func (c command) hinted(word string) command { c.hint = word; return c }

// keymap finds the command of a key.
type keymap struct {
	commands []command
	byKey    map[string]int
}

func newKeymap() *keymap {
	k := &keymap{commands: commands(), byKey: map[string]int{}}
	for i, c := range k.commands {
		for _, name := range c.binding.Keys() {
			k.byKey[name] = i
		}
	}
	return k
}

func (k *keymap) find(name string) (command, bool) {
	i, ok := k.byKey[name]
	if !ok {
		return command{}, false
	}
	return k.commands[i], true
}

var keySigns = map[string]string{
	"up": "↑", "down": "↓", "left": "←", "right": "→", "pgup": "PgUp", "pgdown": "PgDn", "shift+tab": "⇧tab", "alt+up": "alt+↑", "alt+down": "alt+↓",
}

func showKeys(keys []string) string {
	out := ""
	for i, k := range keys {
		if i > 0 {
			out += " "
		}
		if sign := keySigns[k]; sign != "" {
			k = sign
		}
		out += k
	}
	return out
}

// commands is the table of everything that can be done, in the order of help.
func commands() []command {
	var all []command
	for _, part := range [][]command{moving(), editing(), arguing(), filing()} {
		all = append(all, part...)
	}
	return all
}

func moving() []command {
	const s = "Moving"
	return []command{
		bind(s, "next line", (*model).down, "j", "down"),
		bind(s, "line before", (*model).up, "k", "up"),
		bind(s, "fold, or go to the parent", (*model).foldOrUp, "h", "left"),
		bind(s, "unfold, or go below", (*model).unfoldOrDown, "l", "right"),
		bind(s, "fold or unfold", (*model).toggleFold, "space"),
		bind(s, "fold all below the top", (*model).foldAll, "-"),
		bind(s, "unfold all", (*model).unfoldAll, "+", "="),
		bind(s, "page down", (*model).pageDown, "ctrl+d", "pgdown"),
		bind(s, "page up", (*model).pageUp, "ctrl+u", "pgup"),
		bind(s, "first line", (*model).first, "home", "0"),
		bind(s, "last line", (*model).last, "end", "G"),
		bind(s, "next pane", (*model).nextPane, "tab").hinted("pane"),
		bind(s, "pane before", (*model).prevPane, "shift+tab"),
		bind(s, "outline", (*model).toOutline, "1"),
		bind(s, "inspector", (*model).toInspector, "2"),
		bind(s, "problems", (*model).toProblems, "3"),
		bind(s, "next gap", (*model).nextGap, "]").hinted("gap"),
		bind(s, "gap before", (*model).prevGap, "["),
		bind(s, "choose fields shown in the rows", (*model).chooseLayers, "V"),
		bind(s, "search", (*model).startSearch, "/"),
		bind(s, "next found", (*model).nextFound, "n"),
		bind(s, "found before", (*model).prevFound, "N"),
		bind(s, "back to where you were", (*model).goBack, "backspace"),
	}
}

func editing() []command {
	const s = "Editing"
	return []command{
		bind(s, "open: edit what is selected", (*model).open, "enter").hinted("open"),
		bind(s, "add below", (*model).addBelow, "a").hinted("add"),
		bind(s, "add beside", (*model).addBeside, "o"),
		bind(s, "edit the text", (*model).editText, "e").hinted("text"),
		bind(s, "set a field", (*model).setField, "t"),
		bind(s, "edit the text in your editor", (*model).externalText, "E"),
		bind(s, "edit the whole file in your editor", (*model).externalFile, "ctrl+e"),
		bind(s, "change the kind", (*model).changeKind, "K"),
		bind(s, "mark undeveloped, or not", (*model).toggleUndeveloped, "v"),
		bind(s, "delete", (*model).deleteNode, "d", "delete"),
		bind(s, "take out of this parent", (*model).unlink, "x"),
		bind(s, "cut with all below", (*model).cutSubtree, "X"),
		bind(s, "copy with all below", (*model).copySubtree, "y"),
		bind(s, "paste here", (*model).pasteSubtree, "p"),
		bind(s, "duplicate this node", (*model).duplicate, "D"),
		bind(s, "move to another parent", (*model).moveTo, "m"),
		bind(s, "move up", (*model).moveUp, "alt+up", "<"),
		bind(s, "move down", (*model).moveDown, "alt+down", ">"),
		bind(s, "rename everywhere", (*model).rename, "r"),
		bind(s, "insert a template or fragment", (*model).insertFragment, "I"),
		bind(s, "undo", (*model).undo, "u", "ctrl+_").hinted("undo"),
		bind(s, "redo", (*model).redo, "ctrl+r", "U"),
	}
}

func arguing() []command {
	const s = "Arguing"
	return []command{
		bind(s, "attach evidence from a file", (*model).attachEvidence, "f").hinted("evidence"),
		bind(s, "state a number for the claim", (*model).stateNumber, "#"),
		bind(s, "link to a node that is there", (*model).linkTo, "L"),
		bind(s, "raise a challenge", (*model).raiseChallenge, "c"),
		bind(s, "answer a challenge", (*model).answerChallenge, "C"),
		bind(s, "waive a finding", (*model).waive, "w"),
		bind(s, "gates of the framework", (*model).showGates, "F"),
		bind(s, "six steps: start or go on", (*model).guided, "6"),
	}
}

func filing() []command {
	const s = "File"
	return []command{
		bind(s, "save", (*model).save, "s", "ctrl+s").hinted("save"),
		bind(s, "read the evidence again", (*model).reread, "R"),
		bind(s, "stop reading evidence", (*model).stopReading, "ctrl+x"),
		bind(s, "live diagram in the browser", (*model).liveDiagram, "g"),
		bind(s, "show unsaved changes", (*model).showChanges, "ctrl+g"),
		bind(s, "colours for light or dark", (*model).turnLook, "B"),
		bind(s, "all commands", (*model).palette, ":", "ctrl+p"),
		bind(s, "help", (*model).help, "?").hinted("help"),
		bind(s, "suspend", (*model).suspend, "ctrl+z"),
		bind(s, "quit", (*model).quit, "q", "ctrl+c"),
	}
}
