package ledgers

import (
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// cursorOn puts the cursor on a record as a tap does.
func (s *school) cursorOn(id app.ID) {
	s.t.Helper()
	table := s.screen.at.table
	table.Select(string(id))
	table.OnSelect(string(id))
	s.settle()
}

// step does one step of a record.
func (s *school) step(e ledger.Entry, to ledger.State, set schema.Values) ledger.Entry {
	s.t.Helper()
	e, err := s.service.Step(s.ctx, worker, e.ID, to, set)
	if err != nil {
		s.t.Fatal(err)
	}
	s.settle()
	return e
}

// closed is what closing needs.
var closed = schema.Values{"reinspector": director.Name, "evidence": "seen"}

const noLonger = "No longer in this list: the filter leaves this record out now."

func TestRecordThatLeavesTheListStaysInThePane(t *testing.T) {
	s := open(t, app.English)
	first := s.hazard("first", 1)
	moved := s.walk(s.hazard("moved", 2), ledger.Submitted)
	next := s.hazard("next", 3)
	v := s.show().at
	s.window.Canvas().Focus(v.table)
	s.cursorOn(moved.ID)

	moved = s.step(moved, ledger.Closed, closed)
	if v.pane.id != moved.ID || v.pane.detail.entry.State != ledger.Closed {
		t.Fatalf("the pane shows %s (%s), want the record that was closed", v.pane.detail.entry.Number, v.pane.detail.entry.State)
	}
	if !s.says(noLonger) {
		t.Error("the pane does not say that the list has lost the record")
	}
	if key := v.table.SelectedKey(); key != "" {
		t.Errorf("the cursor went to %s by itself", key)
	}
	if ids := v.one(); len(ids) != 1 || ids[0] != moved.ID {
		t.Errorf("commands are for %v, want the record in the pane", ids)
	}
	v.table.FocusLost()
	v.table.FocusGained() // as a dialog that goes away
	s.settle()
	if v.pane.id != moved.ID {
		t.Error("the focus took the record out of the pane")
	}

	values := moved.Values.Clone()
	values["place"] = "Stair C"
	if _, err := s.service.Change(s.ctx, director, moved.ID, values, moved.Revision); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if v.pane.id != moved.ID || !s.says(noLonger) {
		t.Error("a later change took the record out of the pane")
	}

	s.key(fyne.KeyDown)
	if v.pane.id != next.ID || s.says(noLonger) {
		t.Errorf("Down shows %s, want the row that followed", v.pane.detail.entry.Number)
	}
	s.cursorOn(first.ID)
	s.step(first, ledger.Void, schema.Values{"reason": "entered twice"})
	v.chooseChip(catalog.Any)
	s.settle()
	if v.pane.id != first.ID || v.table.SelectedKey() != string(first.ID) || s.says(noLonger) {
		t.Error("a filter that lets the record in does not put the cursor on it")
	}
}

func TestRecordThatComesBackHasTheCursorAgain(t *testing.T) {
	s := open(t, app.English)
	s.hazard("first", 1)
	e := s.walk(s.hazard("moved", 2), ledger.Submitted)
	v := s.show().at
	v.chooseChip(catalog.Reinspect)
	s.settle()
	e = s.step(e, ledger.InProgress, schema.Values{"reason": "still wedged", "reinspector": director.Name, "deadline": "2026-12-24"})
	if v.pane.id != e.ID || !s.says(noLonger) {
		t.Fatal("the record that left the list is not in the pane")
	}
	e = s.step(e, ledger.Submitted, schema.Values{})
	if v.table.SelectedKey() != string(e.ID) || s.says(noLonger) {
		t.Error("the record is in the list again without the cursor")
	}
}

func TestLastRecordOfAListStaysInThePane(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("only", 2), ledger.Submitted)
	v := s.show().at
	s.step(e, ledger.Closed, closed)
	if v.rows.Len() != 0 || v.pane.id != e.ID || !s.says(noLonger) || !v.pane.object.Visible() {
		t.Error("the list that became empty took the record out of the pane")
	}
}

func TestRecordSavedOutsideTheFilterIsShown(t *testing.T) {
	s := open(t, app.English)
	s.hazard("late", -3)
	screen := s.show()
	screen.at.chooseChip(catalog.Overdue)
	s.settle()
	screen.AddNew()
	s.settle()
	s.fill()
	s.form().Save()
	s.settle()
	if !s.says("Fire door wedged open") || !s.says(noLonger) {
		t.Error("the new record, which the filter leaves out, is not shown beside the list")
	}
}
