package tui

import (
	"strings"
	"testing"
)

const layered = `safecase: 1
title: Layers
nodes:
  C1: {claim: It holds, owner: M. Chen, x-priority: high, supported_by: [C2]}
  C2: {claim: It is rare, x-team: {lead: "A\e[31m", members: [B, C]}, undeveloped: true}
`

// V chooses fields that rows show before the text, and the inspector in full.
func TestLayers(t *testing.T) {
	s := openText(t, layered)
	if screen := s.shows(80, 24); strings.Contains(screen, "priority") {
		t.Errorf("a layer shows that nobody asked for:\n%s", screen)
	}
	s.press(`V "prio" tab backspace backspace backspace backspace "owner" tab enter`)
	if screen := s.shows(80, 24); !strings.Contains(screen, "C1 [priority: high; owner: M. Chen]  It holds") {
		t.Errorf("the row of C1 does not show the layers:\n%s", screen)
	}
	s.press(`V "team" tab enter j j`)
	screen := s.shows(120, 40)
	if !strings.Contains(screen, "C2 [team: lead: A␛[31m, membe…]") || !strings.Contains(screen, "team         lead: A␛[31m, members: B; C") {
		t.Errorf("the layer of C2 is not shown, or with its escape:\n%s", screen)
	}
	s.press(`V "prio" tab backspace backspace backspace backspace "owner" tab backspace backspace backspace backspace backspace "team" tab enter`)
	if screen := s.shows(80, 24); strings.Contains(screen, "[") && strings.Contains(screen, "priority") || s.m.said != "the rows show no other fields" {
		t.Errorf("layers cannot be put away:\n%s", screen)
	}
	if s.m.file.Text != layered {
		t.Error("showing a layer changed the case")
	}
}
