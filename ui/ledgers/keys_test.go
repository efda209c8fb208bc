package ledgers

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/shell"
)

// command is what a screen does for a key of the words.
func command(t *testing.T, screen shell.Commander, key string) shell.Command {
	t.Helper()
	for _, c := range screen.Commands() {
		if c.Key == key {
			return c
		}
	}
	t.Fatalf("there is no command %s", key)
	return shell.Command{}
}

func escape() *fyne.KeyEvent { return &fyne.KeyEvent{Name: fyne.KeyEscape} }

func TestRecordPageWorksFromTheKeyboard(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("door", 3), ledger.Submitted)
	screen := s.show()
	screen.at.openPage(e.ID, false)
	s.settle()
	page := s.top().(*page)
	page.Print()
	if len(s.printed) != 1 || s.printed[0].Form != "order" || !slices.Equal(s.printed[0].IDs, []app.ID{e.ID}) {
		t.Errorf("Ctrl+P printed %+v, want the order of this record", s.printed)
	}
	if last := s.titles[len(s.titles)-1]; last != e.Number {
		t.Errorf("the title is %q, want the record's number", last)
	}
	next := command(t, page, "ledgers.next")
	if !next.Possible() {
		t.Error("the next step is not offered")
	}
	next.Do()
	s.settle()
	if !s.says(e.Number + ": Re-inspect: passed") {
		t.Error("the next step did not ask")
	}
	s.key(fyne.KeyEscape)
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("Escape did not leave a step into which nothing was typed")
	}
	command(t, page, "ledgers.edit").Do()
	if got := s.form().Title(); got != "Edit "+e.Number {
		t.Errorf("Ctrl+E opened %q", got)
	}
}

func TestRecordPageScrollsByTheKeyboard(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("door", 3), ledger.Closed)
	s.window.Resize(fyne.NewSize(848, 400))
	screen := s.show()
	screen.at.openPage(e.ID, false)
	s.settle()
	page := s.top().(*page)
	press := func(name fyne.KeyName) float32 {
		if !page.TypedKey(&fyne.KeyEvent{Name: name}) {
			t.Errorf("%s was not used", name)
		}
		return page.scroll.Offset.Y
	}
	if down := press(fyne.KeyPageDown); down <= 0 {
		t.Errorf("Page Down scrolls to %v", down)
	}
	end := press(fyne.KeyEnd)
	if more := press(fyne.KeyDown); more != end {
		t.Errorf("Down at the end scrolls from %v to %v", end, more)
	}
	if top := press(fyne.KeyHome); top != 0 {
		t.Errorf("Home scrolls to %v", top)
	}
	if page.TypedKey(escape()) {
		t.Error("Escape must be left to the window, which goes back")
	}
}

func TestChooserStartsAtTheLedgerUsedLast(t *testing.T) {
	s := open(t, app.English)
	s.hazard("door", 3)
	screen := s.show()
	screen.OpenChooser()
	s.settle()
	if got := screen.chooser.table.SelectedKey(); got != "hazard" {
		t.Errorf("the cursor is on %q, want the ledger used last", got)
	}
	if s.window.Canvas().Focused() != fyne.Focusable(screen.chooser.table) {
		t.Error("the list of ledgers does not have the keyboard")
	}
	if last := s.titles[len(s.titles)-1]; last != "Ledgers" {
		t.Errorf("the title is %q", last)
	}
	s.key(fyne.KeyReturn)
	if screen.at == nil || screen.at.template.Name != "hazard" {
		t.Error("Enter did not open the ledger")
	}
	screen.Home()
	s.settle()
	if screen.at != nil {
		t.Error("the place does not lead home to the list of ledgers")
	}
}

func TestCommandsWorkInTheListOfLedgers(t *testing.T) {
	s := open(t, app.English)
	s.hazard("door", 3)
	screen := s.show()
	screen.OpenChooser()
	s.settle()
	screen.FocusSearch()
	if len(s.sought) != 1 {
		t.Error("Ctrl+F did not search all records")
	}
	screen.Print()
	if len(s.printed) != 1 || s.printed[0].Form != "register" || s.printed[0].Ledger != "hazard" {
		t.Errorf("Ctrl+P printed %+v, want the register under the cursor", s.printed)
	}
	screen.OpenChooser()
	s.settle()
	screen.AddNew()
	if got := s.form().Title(); got != "New hazard" {
		t.Errorf("Ctrl+N opened %q", got)
	}
}

func TestFilterIsSaidAndTakenAwayByEscape(t *testing.T) {
	s := open(t, app.English)
	s.hazard("door", 3)
	s.hazard("stair", 4)
	screen := s.show()
	screen.at.filter.grade = "major"
	screen.at.load()
	s.settle()
	if want := "Shown: Major. 2 more records are hidden."; !s.says(want) {
		t.Errorf("the list does not say %q", want)
	}
	if !screen.TypedKey(escape()) {
		t.Fatal("Escape was not used")
	}
	s.settle()
	if screen.at.filter.narrowed() || screen.at.rows.Len() != 2 || screen.at.narrowed.Visible() {
		t.Errorf("after Escape the filter is %+v with %d rows", screen.at.filter, screen.at.rows.Len())
	}
}

func TestABookBeginsWithThisSchoolYear(t *testing.T) {
	s := open(t, app.English)
	visit := func(day string) {
		values := schema.Values{"visitedOn": day, "inAt": "09:00", "name": "A. Visitor", "reason": "meeting"}
		if _, err := s.service.Add(s.ctx, director, "visitor", values); err != nil {
			t.Fatal(err)
		}
	}
	screen := s.show()
	if screen.at.filter.period != "" {
		t.Error("work that is not done yet must be seen whatever its year")
	}
	visit("2026-05-04")
	s.memory[lastLedger] = "visitor"
	screen = s.show()
	s.settle()
	if screen.at.filter.narrowed() || screen.at.rows.Len() != 1 {
		t.Errorf("a book with nothing of this year begins with %+v and %d rows", screen.at.filter, screen.at.rows.Len())
	}
	s.memory = notes{lastLedger: "visitor"}
	visit("2026-11-02")
	screen = s.show()
	if screen.at.filter.period != "year" || screen.at.rows.Len() != 1 {
		t.Errorf("a book begins with %+v and %d rows, want this school year", screen.at.filter, screen.at.rows.Len())
	}
	if want := "Shown: This school year. 1 more record is hidden."; !s.says(want) {
		t.Errorf("the list does not say %q", want)
	}
}

func TestFocusStaysInTheToolsWhenRecordsChange(t *testing.T) {
	s := open(t, app.English)
	s.hazard("door", 3)
	screen := s.show()
	period := screen.at.tools.Objects[0].(fyne.Focusable)
	s.window.Canvas().Focus(period)
	s.hazard("stair", 4)
	s.settle()
	if screen.at.rows.Len() != 2 || screen.at.tools.Objects[0].(fyne.Focusable) != period || s.window.Canvas().Focused() != period {
		t.Error("the select that had the focus is gone after the list was read anew")
	}
}

func TestALedgerWithNothingToDoShowsWhatItHas(t *testing.T) {
	s := open(t, app.English)
	s.walk(s.hazard("door", 3), ledger.Closed)
	screen := s.show()
	if screen.at.filter.chip != catalog.Any || screen.at.rows.Len() != 1 {
		t.Errorf("begins with %+v and %d rows, want all", screen.at.filter, screen.at.rows.Len())
	}
	screen.at.chooseChip(catalog.Open)
	s.settle()
	if screen.at.filter.chip != catalog.Open {
		t.Error("what the user chose is not kept")
	}
}

func TestHeadFitsANarrowWindow(t *testing.T) {
	for _, lang := range app.Langs {
		s := open(t, lang)
		s.window.Resize(fyne.NewSize(776, 440)) // 1920 × 1080 at 200 %, less the navigation
		screen := s.show()
		for _, template := range s.library.Templates() {
			screen.OpenLedger(template.Name)
			s.settle()
			box := screen.at.search
			if width := box.Size().Width; width < 112 {
				t.Errorf("%s in %s: the search box is %v wide", template.Name, lang, width)
			}
			more := s.button(s.book.T("ledgers.more"))
			right := fyne.CurrentApp().Driver().AbsolutePositionForObject(more).X + more.Size().Width
			if right > 776 {
				t.Errorf("%s in %s: the last button ends at %v", template.Name, lang, right)
			}
		}
	}
}

func TestEscapeAsksBeforeAStepIsForgotten(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("door", 3), ledger.Received)
	screen := s.show()
	screen.at.openPage(e.ID, false)
	s.settle()
	page := s.top().(*page)
	page.pane.nextStep()
	s.settle()
	s.typed("New lock")
	s.key(fyne.KeyEscape)
	if !s.says("Throw away what you typed?") {
		t.Fatal("Escape threw away what was typed without a question")
	}
	s.key(fyne.KeyReturn)
	if !s.says(e.Number + ": Start work") {
		t.Error("Enter must go back to the step")
	}
	s.key(fyne.KeyEscape)
	s.press("Throw away")
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("the step is still open")
	}
}
