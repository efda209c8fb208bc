package ledgers

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// fill types what a new hazard needs.
func (s *school) fill() {
	s.form().form.Focus("place")
	s.typed("Stair B")
	s.key(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("Fire door wedged open")
}

func TestNewRecordIsSavedAndCanBeTakenBack(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	screen.AddNew()
	s.settle()
	f := s.form()
	if f.Unsaved() {
		t.Error("a fresh form says it is not saved")
	}
	s.fill()
	if !f.Unsaved() {
		t.Error("a form with text says it is saved")
	}
	f.Save()
	s.settle()
	if s.top() != screen {
		t.Fatalf("after saving %T is shown, want the list", s.top())
	}
	if got, want := s.undo, []string{"YH-2026-0001 saved."}; !slices.Equal(got, want) {
		t.Errorf("offered %q, want %q", got, want)
	}
	if screen.at.rows.Len() != 1 || !s.says("Fire door wedged open") {
		t.Errorf("the list has %d rows, want the new one, shown beside it", screen.at.rows.Len())
	}
	if drafts, err := s.service.Drafts(s.ctx); err != nil || len(drafts) != 0 {
		t.Errorf("%d drafts stay after saving (%v)", len(drafts), err)
	}
}

func TestPressingSaveTwiceWritesOneRecord(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	screen.AddNew()
	s.fill()
	f := s.form()
	f.Save()
	f.Save()
	s.settle()
	if got := screen.at.rows.Len(); got != 1 {
		t.Errorf("%d records were written, want 1", got)
	}
}

func TestSavingShowsWhatNeedsAnotherLook(t *testing.T) {
	s := open(t, app.Chinese)
	s.show().AddNew()
	f := s.form()
	f.form.Focus("deadline")
	s.typed("2026-11-01")
	f.Save()
	s.settle()
	if got, want := f.form.Wrong(), []string{"place", "description", "deadline"}; !slices.Equal(got, want) {
		t.Fatalf("wrong are %v, want %v", got, want)
	}
	if !s.says("还有 3 项需要修改后才能保存：") {
		t.Error("the foot does not count what is wrong")
	}
	s.press("整改期限")
	s.key(fyne.KeyDelete)
	for range len("2026-11-01") {
		s.key(fyne.KeyBackspace)
	}
	s.typed("2026-11-30")
	if got := f.form.Message("deadline"); got != "" {
		t.Errorf("after the link was followed and the day mended it says %q", got)
	}
	if !s.says("还有 2 项需要修改后才能保存：") {
		t.Error("the foot does not follow what was mended")
	}
}

func TestSaveAndNextBeginsAnother(t *testing.T) {
	s := open(t, app.English)
	s.show().AddNew()
	s.fill()
	s.form().saveAndNext()
	s.settle()
	f := s.form()
	if f.Unsaved() || f.form.Texts()["description"] != "" || f.form.Texts()["foundOn"] != today {
		t.Errorf("the next form holds %v", f.form.Texts())
	}
	s.fill()
	f.Save()
	s.settle()
	if got := s.undo; len(got) != 2 || got[1] != "YH-2026-0002 saved." {
		t.Errorf("offered %q", got)
	}
}

func TestDraftIsKeptAfterAPauseAndOfferedAgain(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	screen.AddNew()
	s.fill()
	s.timers.Advance(draftAfter / 2)
	s.settle()
	if drafts, _ := s.service.Drafts(s.ctx); len(drafts) != 0 {
		t.Error("a draft was kept while typing")
	}
	s.timers.Advance(draftAfter)
	s.settle()
	if !s.says("Draft kept 10:31") {
		t.Error("the head does not say that a draft is kept")
	}
	s.Pop() // as a killed process leaves it
	screen.AddNew()
	s.settle()
	if !s.says("A draft of 2026-11-23 10:31 was kept here.") {
		t.Fatal("the draft is not offered")
	}
	s.press("Go on with it")
	if got := s.form().form.Texts()["description"]; got != "Fire door wedged open" {
		t.Errorf("the draft brought %q", got)
	}
	s.Pop()
	screen.AddNew()
	s.settle()
	s.press("Throw it away")
	if drafts, _ := s.service.Drafts(s.ctx); len(drafts) != 0 {
		t.Error("the draft is still there")
	}
}

func TestLeavingKeepsADraftAndCancelThrowsItAway(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	screen.AddNew()
	s.fill()
	s.Pop()
	s.settle()
	if drafts, _ := s.service.Drafts(s.ctx); len(drafts) != 1 {
		t.Fatalf("%d drafts after leaving, want 1", len(drafts))
	}
	screen.AddNew()
	s.settle()
	s.form().form.Focus("place")
	s.typed("x")
	s.press("Cancel")
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("Cancel did not ask")
	}
	s.press("Throw away")
	if s.top() != screen {
		t.Errorf("after Cancel %T is shown", s.top())
	}
	if drafts, _ := s.service.Drafts(s.ctx); len(drafts) != 0 {
		t.Errorf("%d drafts after Cancel, want none", len(drafts))
	}
}

func TestSavingOverAnotherChangeKeepsTheText(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("door", 3)
	screen := s.show()
	screen.at.editChosen()
	s.settle()
	f := s.form()
	values := e.Values.Clone()
	values["place"] = "Stair C"
	if _, err := s.service.Change(s.ctx, worker, e.ID, values, e.Revision); err != nil {
		t.Fatal(err)
	}
	f.form.Focus("measure")
	s.typed("Close it")
	f.Save()
	s.settle()
	if s.window.Canvas().Overlays().Top() == nil || s.top() != f {
		t.Fatal("nobody said that the record was changed in the meantime")
	}
	if got := f.form.Texts()["measure"]; got != "Close it" {
		t.Errorf("the text became %q", got)
	}
}

func TestEscapeInAFieldGoesToTheWindow(t *testing.T) {
	s := open(t, app.English)
	s.show().AddNew()
	var heard []fyne.KeyName
	s.window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { heard = append(heard, key.Name) })
	s.form().form.Focus("place")
	s.key(fyne.KeyEscape)
	if !slices.Equal(heard, []fyne.KeyName{fyne.KeyEscape}) {
		t.Errorf("the window heard %v, want Escape", heard)
	}
}

func TestFormRetellsInTheOtherLanguage(t *testing.T) {
	s := open(t, app.English)
	s.show().AddNew()
	s.fill()
	if err := s.book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if s.form().Title() != "登记隐患" || !s.says("发现情况") || s.form().form.Texts()["place"] != "Stair B" {
		t.Errorf("title %q, texts %v", s.form().Title(), s.form().form.Texts())
	}
}

// openStep opens the dialog of a step of the record beside the list.
func (s *school) openStep(to ledger.State) *stepDialog {
	s.t.Helper()
	d := s.screen.at.pane.detail
	for _, move := range d.moves {
		if move.To == to {
			dialog := &stepDialog{deps: s.screen.deps, detail: d, move: move, done: func(ledger.Entry) {}}
			dialog.ask()
			s.settle()
			return dialog
		}
	}
	s.t.Fatalf("no step leads to %s", to)
	return nil
}

func TestStepDialogSaysWhatStandsAgainstIt(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("door", 3), ledger.Submitted)
	s.show()
	dialog := s.openStep(ledger.Closed)
	if got := dialog.form.Texts()["reinspectedOn"]; got != today {
		t.Errorf("the day of the re-inspection begins with %q, want today", got)
	}
	s.typed("k. lindqvist")
	if got, want := dialog.faults.Text(), "k. lindqvist put it right and cannot be the one who re-inspects. Name another person."; len(got) < len(want) || got[:len(want)] != want {
		t.Errorf("while filling it says %q, want %q", got, want)
	}
	s.press("Re-inspect: passed")
	if now, _ := s.service.Entry(s.ctx, e.ID); now.State != ledger.Submitted {
		t.Fatalf("the step was done against the guard: %s", now.State)
	}
	dialog.form.SetTexts(schema.Values{"reinspector": "M. Osei", "reinspectedOn": today, "evidence": "Seen, photo on file"})
	dialog.judge()
	if got := dialog.faults.Text(); got != "" {
		t.Errorf("it still says %q", got)
	}
	s.press("Re-inspect: passed")
	now, err := s.service.Entry(s.ctx, e.ID)
	if err != nil || now.State != ledger.Closed || now.Values["reinspector"] != "M. Osei" {
		t.Errorf("the record is %s with %v (%v)", now.State, now.Values, err)
	}
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays open")
	}
	if len(s.undo) != 1 || s.undo[0] != e.Number+": Closed." {
		t.Errorf("offered %q", s.undo)
	}
}

func TestExtendingNeedsAFreshReasonAndALaterDay(t *testing.T) {
	s := open(t, app.Chinese)
	e := s.walk(s.hazard("门", 3), ledger.InProgress)
	s.show()
	dialog := s.openStep(ledger.Extended)
	if got := dialog.form.Texts()["deadline"]; got != "" {
		t.Errorf("the new date begins with %q, want nothing: it must be brought anew", got)
	}
	s.press("延期")
	if got, want := dialog.form.Wrong(), []string{"reason", "approver", "deadline"}; !slices.Equal(got, want) {
		t.Errorf("wrong are %v, want %v", got, want)
	}
	dialog.form.SetTexts(schema.Values{"reason": "配件未到", "approver": "校长", "deadline": "2026-11-25"})
	dialog.judge()
	if dialog.faults.Text() == "" {
		t.Error("an earlier date is not complained about")
	}
	dialog.form.SetTexts(schema.Values{"reason": "配件未到", "approver": "校长", "deadline": "2026-12-25"})
	s.press("延期")
	if now, _ := s.service.Entry(s.ctx, e.ID); now.State != ledger.Extended || now.Values["deadline"] != "2026-12-25" {
		t.Errorf("the record is %s, due %s", now.State, now.Values["deadline"])
	}
}

func TestEveryStepOfEveryLoopHasADialog(t *testing.T) {
	s := open(t, app.English)
	s.show()
	for _, template := range s.library.Templates() {
		loop := s.library.Loop(template)
		for _, move := range loop.Moves {
			e := ledger.Entry{ID: app.NewID(), Ledger: template.Name, Number: "X", State: move.From[0], Values: schema.Values{}}
			d := teller{s.book, "", app.MustDay(today), template, loop}.detail(e, nil)
			dialog := &stepDialog{deps: s.screen.deps, detail: d, move: move, done: func(ledger.Entry) {}}
			for _, field := range dialog.asked() {
				if _, known := template.Field(field.Name); !known {
					t.Errorf("%s to %s asks for %q, which the ledger does not have", template.Name, move.To, field.Name)
				}
			}
		}
	}
}

func TestTabLeavesAFieldOfSeveralLines(t *testing.T) {
	s := open(t, app.English)
	s.show().AddNew()
	s.form().form.Focus("description")
	if entry, ok := s.window.Canvas().Focused().(fyne.Tabbable); ok && entry.AcceptsTab() {
		t.Error("Tab would be written into the text")
	}
}

// At twice the size of text on a small screen the buttons stay in sight, and the
// fields have the whole width.
func TestFormOnSmallScreen(t *testing.T) {
	s := open(t, app.English)
	s.show().AddNew()
	s.window.Resize(fyne.NewSize(683-176, 384-28)) // 1366 × 768 at 200 %, less navigation and status
	s.settle()
	f := s.form()
	for _, word := range []string{"Cancel", "Save and next", "Save"} {
		button := s.button(word)
		left := fyne.CurrentApp().Driver().AbsolutePositionForObject(button).X
		if right := left + button.Size().Width; right > 683-176 {
			t.Errorf("%s ends at %v", word, right)
		}
	}
	if least := f.Object().MinSize().Width; least > 683-176 {
		t.Errorf("the form needs %v", least)
	}
	if wide := f.form.Size().Width; wide < 480 {
		t.Errorf("the fields have %v", wide)
	}
}
