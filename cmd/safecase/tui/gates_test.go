package tui

import (
	"strings"
	"testing"

	"safecase/casefile/lint"
)

const rated = `safecase: 1
title: A chat model may be deployed
decision: {type: external_deploy}
scorecard:
  framework: preparedness-v1
  cybersecurity: {pre: {at_most: high, claim: C1}, post: {at_most: high, claim: C1}}
nodes:
  C1: {claim: The cybersecurity risk is high at most, undeveloped: true}
`

// words are those of a screen, without borders, and wherever lines break.
func words(screen string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "›", " ").Replace(screen)), " ")
}

// The gates of the framework stand at the head of the case, in the words of
// status, and F lists them all.
func TestGates(t *testing.T) {
	s := openText(t, rated)
	if start := s.shows(80, 24); !strings.Contains(start, "gate deploy: closed: cybersecurity is high") {
		t.Errorf("the first screen does not show the closed gate:\n%s", start)
	}
	s.press("2")
	head := words(s.shows(80, 24))
	s.press("F")
	list := words(s.shows(80, 60))
	gates := lint.Gates(s.m.about.result)
	if len(gates) == 0 {
		t.Fatal("no gates to test")
	}
	for _, g := range gates {
		if g.Standing != lint.GateAside && !strings.Contains(head, "gate "+words(g.Name+": "+g.Words())) {
			t.Errorf("the head of the case does not say %q:\n%s", g.Name+": "+g.Words(), head)
		}
		if !strings.Contains(list, g.Name+" "+string(g.Standing)) {
			t.Errorf("the list does not say how %s stands:\n%s", g.Name, list)
		}
	}
	if !strings.Contains(list, "as recorded on 2026-11-21") || !strings.Contains(list, "closed") {
		t.Errorf("the list:\n%s", list)
	}
	s.press("esc")
	s.fromEditor(strings.Replace(rated, "post: {at_most: high", "post: {at_most: low", 1))
	s.press("2")
	if head := words(s.shows(120, 40)); strings.Contains(head, "deploy: closed") {
		t.Errorf("gates do not follow edits:\n%s", head)
	}
}

// Gates that cannot be held against anything are not silent.
func TestNoGates(t *testing.T) {
	s := openText(t, strings.Replace(rated, "preparedness-v1", "preparednes-v1", 1))
	s.press("2")
	if head := words(s.shows(80, 24)); !strings.Contains(head, "gates none can be held against the decision: no framework is called") {
		t.Errorf("the head of the case:\n%s", head)
	}
	s.press("F")
	if list := words(s.shows(80, 24)); !strings.Contains(list, "None can be held against the decision") {
		t.Errorf("the list:\n%s", list)
	}
	s = openText(t, oneClaim)
	s.press("F")
	if !strings.Contains(s.m.said, "no scorecard") {
		t.Errorf("the status line says %q", s.m.said)
	}
}
