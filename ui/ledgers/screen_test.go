package ledgers

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/shell"
)

// groups are the groups of the catalog's answer, as "key count".
func groups(v *list) []string {
	a, _ := v.find(context.Background(), v.filter, newLiner(v.deps.Words, v.template, v.loop), []int{0}, "")
	var found []string
	for _, g := range a.groups {
		found = append(found, g.Title+" "+v.t("ledgers.count", "n", g.Count))
	}
	return found
}

func TestListPartsWhatIsOpenByItsDueDay(t *testing.T) {
	s := open(t, app.English)
	s.hazard("late", -3)
	s.hazard("today", 0)
	s.hazard("sunday", 6)
	s.hazard("monday", 7)
	s.walk(s.hazard("closed", 2), ledger.Closed)
	screen := s.show()
	if got, want := groups(screen.at), []string{"Overdue 1", "This week 2", "Later 1"}; !slices.Equal(got, want) {
		t.Errorf("groups are %q, want %q", got, want)
	}
	if got, _ := screen.at.rows.Row(0); got.cells[7].Text != "3 days late" {
		t.Errorf("the first row says %q, want 3 days late", got.cells[7].Text)
	}
	screen.at.chooseChip(catalog.Closed)
	s.settle()
	if got := screen.at.rows.Len(); got != 1 {
		t.Errorf("%d are closed, want 1", got)
	}
}

func TestSelectedRecordStandsBesideTheList(t *testing.T) {
	s := open(t, app.Chinese)
	e := s.walk(s.hazard("常闭式防火门被椅子抵住常开", -3), ledger.Submitted)
	s.show()
	for _, want := range []string{e.Number, "逾期 3 天", "闭环进度", "修改痕迹", "整改责任人", worker.Name} {
		if !s.says(want) {
			t.Errorf("the pane does not say %q", want)
		}
	}
	s.button("复查合格，销号")
	s.button("复查不合格")
}

func TestStationsTellTheWay(t *testing.T) {
	s := open(t, app.English)
	e := s.walk(s.hazard("door", -3), ledger.Submitted)
	template, _ := s.library.Template("hazard")
	tell := teller{s.book, director.Name, app.MustDay(today), template, s.library.Loop(template)}
	var got []string
	for _, station := range tell.stations(e) {
		got = append(got, strings.Join([]string{station.Word, station.When, station.Who}, "|"))
	}
	want := []string{
		"Found|2026-11-13 (Fri)|D. Whitlock", "Graded|2026-11-23 (Mon)|K. Lindqvist", "Ordered|2026-11-23 (Mon)|K. Lindqvist",
		"Received|2026-11-23 (Mon)|K. Lindqvist", "In progress|2026-11-23 (Mon)|K. Lindqvist",
		"To re-inspect|due 2026-11-20 (Fri)|not K. Lindqvist", "Closed|needs evidence|", "Looked back|30 days after closing|",
	}
	if !slices.Equal(got, want) {
		t.Errorf("stations are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	e, err := s.service.Step(s.ctx, director, e.ID, ledger.Extended, schema.Values{"reason": "part ordered", "approver": "P", "deadline": "2026-12-10"})
	if err != nil {
		t.Fatal(err)
	}
	stations := tell.stations(e)
	if at := stations[6]; at.Word != "Extended" || !at.Here || at.Late {
		t.Errorf("an extended record stands at %+v, want Extended after To re-inspect", at)
	}
}

func TestHistoryKeepsOldBesideNew(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("door", 3)
	values := e.Values.Clone()
	values["deadline"] = "2026-12-01"
	if _, err := s.service.Change(s.ctx, director, e.ID, values, e.Revision); err != nil {
		t.Fatal(err)
	}
	if _, err := s.service.Step(s.ctx, director, e.ID, ledger.Void, schema.Values{"reason": "entered twice"}); err != nil {
		t.Fatal(err)
	}
	history, err := s.service.History(s.ctx, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	template, _ := s.library.Template("hazard")
	tell := teller{s.book, director.Name, app.MustDay(today), template, s.library.Loop(template)}
	var got []string
	for _, event := range tell.events(history) {
		got = append(got, event.day+" "+event.text+" by "+event.who)
	}
	want := []string{
		"2026-11-23 Void: entered twice by You", "2026-11-23 Due: 2026-11-26 → 2026-12-01 by You", "2026-11-23 Entered by You",
	}
	if !slices.Equal(got, want) {
		t.Errorf("history is %q, want %q", got, want)
	}
}

func TestEnterOpensTheRecordOnAPage(t *testing.T) {
	s := open(t, app.English)
	e := s.hazard("door", 3)
	s.window.Resize(fyne.NewSize(848, 644)) // too narrow for the pane
	screen := s.show()
	if screen.at.split.beside {
		t.Error("the pane stands beside the list in a narrow window")
	}
	s.window.Canvas().Focus(screen.at.table)
	s.key(fyne.KeyReturn)
	p, ok := s.top().(*page)
	if !ok {
		t.Fatalf("Enter opened %T, want a page", s.top())
	}
	if p.Title() != e.Number || !s.says("What was found") || !s.says("Stair B") {
		t.Errorf("the page %q does not show the record", p.Title())
	}
	s.press("Edit")
	if _, ok := s.top().(*form); !ok {
		t.Errorf("Edit opened %T, want a form", s.top())
	}
}

func TestLanguageChangesWhileTheListIsShown(t *testing.T) {
	s := open(t, app.English)
	s.hazard("door", -1)
	screen := s.show()
	if err := s.book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if screen.Title() != "隐患排查整改台账" {
		t.Errorf("the title is %q", screen.Title())
	}
	if row, _ := screen.at.rows.Row(0); row.cells[7].Text != "逾期 1 天" {
		t.Errorf("the row says %q", row.cells[7].Text)
	}
	if !s.says("逾期 1 天") || !s.says("整改期限") {
		t.Error("the pane still speaks English")
	}
}

func TestChooserCountsAndHidesWhatIsRestricted(t *testing.T) {
	s := open(t, app.English)
	s.hazard("door", -1)
	if _, err := s.service.Add(s.ctx, director, "dispute", schema.Values{
		"foundOn": today, "category": "pupils", "summary": "x", "colour": "yellow", "parties": "a, b", "facts": "f",
		"source": "patrol", "lead": "P",
	}); err != nil {
		t.Logf("%+v", err)
		t.Fatal(err)
	}
	for _, c := range []struct {
		who  app.Role
		want int
	}{{app.RoleDirector, 1}, {app.RoleReader, 0}} {
		s.actor.Role = c.who
		screen := s.show()
		screen.OpenChooser()
		s.settle()
		i := slices.IndexFunc(screen.chooser.lines, func(l ledgerLine) bool { return l.name == "dispute" })
		if line := screen.chooser.lines[i]; line.total != c.want || !line.lock {
			t.Errorf("a %s sees %d disputes (locked %v), want %d", c.who, line.total, line.lock, c.want)
		}
		i = slices.IndexFunc(screen.chooser.lines, func(l ledgerLine) bool { return l.name == "hazard" })
		if line := screen.chooser.lines[i]; line.total != 1 || line.open != 1 || line.overdue != 1 {
			t.Errorf("hazards are counted %+v", line)
		}
	}
}

func TestEmptyLedgerSaysWhatBelongsThere(t *testing.T) {
	s := open(t, app.English)
	screen := s.show()
	if !s.says("No hazard entered yet") {
		t.Error("the empty ledger does not say so")
	}
	s.button("Import from a workbook")
	s.hazard("door", 3)
	s.settle()
	if screen.at.empty.Visible() {
		t.Error("the empty screen stays when a record came")
	}
	screen.at.chooseChip(catalog.Closed)
	s.settle()
	s.press("Show all")
	if screen.at.rows.Len() != 1 {
		t.Errorf("Show all shows %d records, want 1", screen.at.rows.Len())
	}
}

func TestFilterIsRememberedPerLedger(t *testing.T) {
	s := open(t, app.English)
	s.hazard("door", 3)
	screen := s.show()
	screen.at.chooseChip(catalog.Any)
	screen.at.sorted("place", true)
	s.settle()
	again := s.show()
	if f := again.at.filter; f.chip != catalog.Any || f.sortBy != "place" || !f.back {
		t.Errorf("the filter is %+v, want all by place backwards", f)
	}
	again.OpenLedger("visitor")
	s.settle()
	if f := again.at.filter; f.chip != catalog.Any || f.sortBy != "visitedOn" || !f.back {
		t.Errorf("a ledger without a loop begins with %+v, want all, newest first", f)
	}
	if s.memory[lastLedger] != "visitor" {
		t.Errorf("remembered %q as the last ledger", s.memory[lastLedger])
	}
}

func TestCommandsPrintTheChosenRecords(t *testing.T) {
	s := open(t, app.English)
	first, second := s.hazard("a", 1), s.hazard("b", 2)
	screen := s.show()
	screen.Print()
	screen.at.table.Choose([]string{string(first.ID), string(second.ID)})
	screen.Print()
	s.settle()
	if len(s.printed) != 2 || len(s.printed[0].IDs) != 1 || len(s.printed[1].IDs) != 2 || s.printed[1].Form != "order" {
		t.Errorf("printed %+v, want an order of one and of two", s.printed)
	}
	if !s.says("2 chosen") {
		t.Error("the line does not say how many are chosen")
	}
	var keys []string
	for _, c := range screen.Commands() {
		if c.Possible == nil || c.Possible() {
			keys = append(keys, c.Key)
		}
	}
	if !slices.Contains(keys, "ledgers.edit") || !slices.Contains(keys, "ledgers.export") {
		t.Errorf("commands are %v", keys)
	}
}

func TestScreenFillsTheShellsAbilities(t *testing.T) {
	s := open(t, app.English)
	var screen shell.Screen = s.show()
	if _, ok := screen.(shell.Paned); !ok {
		t.Error("F6 finds no panes")
	}
	screen.(shell.Searcher).FocusSearch()
	s.typed("xfm")
	s.settle()
	if got := s.screen.at.filter.text; got != "xfm" {
		t.Errorf("searching for %q, want xfm", got)
	}
	screen.(shell.Adder).AddNew()
	if s.form().Title() != "New hazard" {
		t.Errorf("opened %q", s.form().Title())
	}
}

func TestAFarDayBearsItsYear(t *testing.T) {
	s := open(t, app.Chinese)
	at := teller{words: s.book, today: app.MustDay("2026-11-23")}
	if near, far := at.near(app.MustDay("2026-12-04")), at.near(app.MustDay("2027-08-28")); near != "12月4日（周五）" || far != "2027年8月28日（周六）" {
		t.Errorf("near %q, far %q", near, far)
	}
}
