package ledgers

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/shell"
)

// A record shows what else can be done with it, before the steps; a step that is left
// to such an action is not offered, nor is it the next one of the keyboard.
func TestActionsStandBeforeTheSteps(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("Fire door wedged open", 7)
	pressed := 0
	screen := s.show()
	screen.deps.More = func(asked ledger.Entry) []Action {
		if asked.ID != e.ID {
			t.Errorf("asked about %s", asked.Number)
		}
		return []Action{{Word: "Show the way", Main: true, For: "graded", Do: func() { pressed++ }}}
	}
	screen.OpenRecord("hazard", e.ID)
	s.settle()
	test.Tap(s.button("Show the way"))
	if pressed != 1 {
		t.Errorf("the action was done %d times", pressed)
	}
	p, ok := s.top().(*page)
	if !ok {
		t.Fatalf("%T is shown", s.top())
	}
	if move, possible := p.pane.straightMove(); possible {
		t.Errorf("the keyboard would go on to %s", move.To)
	}
	if p.pane.first.Text() != "Show the way" {
		t.Errorf("the keyboard enters at %q", p.pane.first.Text())
	}
}

func TestFormOpensAtAField(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("Fire door wedged open", 7)
	screen := s.show()
	screen.EditRecord(screen, e.ID, "measure", func() {})
	s.settle()
	first := s.Canvas().Focused()
	s.form().form.Focus("measure")
	if first == nil || s.Canvas().Focused() != first {
		t.Errorf("%T has the keys", first)
	}
}

// elsewhere is a screen that is none of the ledgers'.
type elsewhere struct{ shell.Screen }

func (elsewhere) Title() string { return "Year of drills" }

// A record that is shown over another screen leads back to it, not to its ledger, and
// tells it of what changed.
func TestRecordOverAnotherScreen(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("Fire door wedged open", 7)
	screen := s.show()
	screen.OpenLedger("visitor")
	other, changes := s.top(), 0
	screen.ShowRecord(elsewhere{screen}, e.ID, func() { changes++ })
	s.settle()
	p, ok := s.top().(*page)
	if !ok || p.pane.detail == nil || p.pane.detail.entry.ID != e.ID {
		t.Fatalf("%T is shown", s.top())
	}
	s.button("Year of drills")
	p.edit(p.pane.detail)
	s.form().form.Focus("place")
	s.typed(" 2")
	s.form().Save()
	s.settle()
	if s.top() != p || changes != 1 {
		t.Errorf("%T is shown, told of %d changes", s.top(), changes)
	}
	s.Back()
	if s.top() != other {
		t.Errorf("back leads to %T", s.top())
	}
}
