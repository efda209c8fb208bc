package drills

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
	"campuskeeper/ui/look"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

func TestTheTermIsShown(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.MustRead("Drill year", "2026-27 First term: 2026-09-01 (Tue) to 2027-01-25 (Mon)", "November, now", "Emergency evacuation",
		"16 (Wed)", "Completed", "What the rules ask")
	states := map[string]string{"YL-1": "Completed", "YL-3": "Write-up missing", "YL-4": "Scheduled", "YL-6": "Review missing", "YL-7": "Not held"}
	for number, state := range states {
		if c := s.cellOf(number); c.state != state {
			t.Errorf("%s is %q, want %q", number, c.state, state)
		}
	}
	if slices.ContainsFunc(s.Texts(), func(text string) bool { return text == "February" }) {
		t.Error("months of the other term are shown")
	}
}

func TestTheRulePackIsNamedWhereThereIsRoom(t *testing.T) {
	s := cn(t, app.English, held("YL-1", "fire", "2026-11-26", drill.StateScheduled)).open()
	s.MustRead("Rules: China")
	s.Window.Resize(fyne.NewSize(700, 500))
	s.Settle()
	if s.Reads("Rules: China") || len(uitest.All[*widgets.Select](s.Bench)) < 2 {
		t.Error("the statuses cannot be reached in a narrow window")
	}
}

func TestTheTermIsShownInChinese(t *testing.T) {
	s := cn(t, app.Chinese, fullTerm()...).open()
	s.MustRead("年度演练", "11月（本月）", "应急疏散", "16日（周三）", "规则要求")
	if err := s.Words.Use(app.English); err != nil {
		t.Fatal(err)
	}
	s.Settle()
	s.MustRead("Drill year", "November, now", "16 (Wed)")
}

func TestRulesThatPressComeFirst(t *testing.T) {
	s := cn(t, app.English).open()
	if got := s.screen.year.verdicts[0]; got.Status != drill.OutOfCompliance || got.Rule.ID != "CN-1" {
		t.Errorf("first comes %s, %s", got.Rule.ID, got.Status)
	}
	s.MustRead("Out of compliance", "Schedule November")
	for i := 1; i < len(s.screen.year.verdicts); i++ {
		if s.screen.year.verdicts[i].Status.Worse(s.screen.year.verdicts[i-1].Status) {
			t.Errorf("%s stands too low", s.screen.year.verdicts[i].Rule.ID)
		}
	}
}

func TestWhatARuleMissesCanBeScheduledThere(t *testing.T) {
	s := cn(t, app.English).open()
	s.Press("Schedule November")
	s.MustRead("Schedule a drill")
	if !slices.ContainsFunc(s.Texts(), func(text string) bool { return strings.HasPrefix(text, "Counts for CN-1") }) {
		t.Errorf("the dialog does not say which rules are served: %q", s.Texts())
	}
	s.Press("Schedule")
	if len(s.entries) != 1 || !strings.HasPrefix(s.entries[0].Values["date"], "2026-11-") {
		t.Errorf("entered %+v", s.entries)
	}
	if rules := s.entries[0].Values["rules"]; !strings.Contains(rules, "CN-1") {
		t.Errorf("it serves %q", rules)
	}
	if s.undo == "" {
		t.Error("nothing offers to take it back")
	}
}

func TestEnterOpensOrSchedules(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.pick("YL-3")
	s.Key(fyne.KeyReturn)
	if s.opened != "id YL-3" {
		t.Errorf("opened %q", s.opened)
	}
	for _, c := range s.cells() {
		if c.slot.Standing == drill.Unscheduled {
			c.Tapped(nil)
			break
		}
	}
	s.MustRead("Schedule a drill")
}

func TestASecondTapOpens(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.cellOf("YL-1").Tapped(nil)
	if s.opened != "" {
		t.Error("the first tap opens")
	}
	s.cellOf("YL-1").Tapped(nil)
	if s.opened != "id YL-1" {
		t.Error("the second tap does not open")
	}
}

func TestArrowsMoveTheCursor(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	g := s.screen.grid
	s.pick("YL-1")
	row := g.row
	s.Key(fyne.KeyRight)
	if slot, _ := g.slot(); slot.Number != "YL-2" {
		t.Errorf("at %+v", slot)
	}
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyUp)
	s.Key(fyne.KeyHome)
	if g.row != row || g.month != 0 {
		t.Errorf("at row %d, month %d", g.row, g.month)
	}
	s.Key(fyne.KeyLeft)
	s.Key(fyne.KeyPageUp)
	s.Key(fyne.KeyUp)
	if g.row != 0 || g.month != 0 {
		t.Errorf("left the grid: row %d, month %d", g.row, g.month)
	}
	s.Key(fyne.KeyEnd)
	s.Key(fyne.KeyPageDown)
	if g.month != len(s.screen.year.view.Months)-1 || g.row != len(s.screen.year.view.Rows)-1 {
		t.Errorf("at row %d, month %d", g.row, g.month)
	}
}

func TestKeysMoveADrill(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.pick("YL-4") // a Thursday
	for _, c := range []struct{ key, day string }{
		{"drills.move.later", "2026-11-27"},
		{"drills.move.later", "2026-11-30"}, // over the weekend
		{"drills.move.week-later", "2026-12-07"},
		{"drills.move.earlier", "2026-12-04"},
		{"drills.move.week-earlier", "2026-11-27"},
	} {
		s.do(c.key)
		if got := s.day("YL-4"); got != c.day {
			t.Fatalf("%s: %s, want %s", c.key, got, c.day)
		}
	}
	if s.undo != "Fire moved to 2026-11-27 (Fri)" {
		t.Errorf("said %q", s.undo)
	}
	if slot, _ := s.screen.slot(); slot.Number != "YL-4" {
		t.Errorf("the cursor is left behind at %+v", slot)
	}
}

func TestADrillIsNotMovedIntoThePast(t *testing.T) {
	s := cn(t, app.English, held("YL-1", "fire", "2026-11-23", drill.StateScheduled)).open()
	s.pick("YL-1")
	s.do("drills.move.earlier")
	s.MustRead("This day is over. A drill that was held is entered in the ledger.")
	if s.day("YL-1") != "2026-11-23" {
		t.Error("it was moved")
	}
}

func TestMovingSaysWhatSpeaksAgainstTheDay(t *testing.T) {
	s := cn(t, app.English, held("YL-1", "fire", "2026-11-26", drill.StateScheduled), held("YL-2", "earthquake", "2026-12-01", drill.StateScheduled)).open()
	s.pick("YL-1")
	s.do("drills.move.week-later")
	if want := "Fire moved to 2026-12-03 (Thu). Another drill in the same week: Earthquake, 2026-12-01 (Tue)."; s.undo != want {
		t.Errorf("said %q, want %q", s.undo, want)
	}
}

func TestDraggingToAMonth(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	c := s.cellOf("YL-4")
	g := s.screen.grid
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g).AddXY(g.kindWidth()+4.5*g.monthWidth(), 100)
	c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}})
	if g.target != 4 {
		t.Errorf("month %d is marked", g.target)
	}
	c.DragEnd()
	s.Settle()
	if got := s.day("YL-4"); got != "2027-01-21" && !strings.HasPrefix(got, "2027-01-") {
		t.Errorf("moved to %s", got)
	}
	if g.target != -1 {
		t.Error("the mark stays")
	}
	done := s.cellOf("YL-1")
	done.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}})
	done.DragEnd()
	s.Settle()
	if s.day("YL-1") != "2026-09-16" {
		t.Error("a drill that was held is moved")
	}
}

func TestTheMoveDialog(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.pick("YL-5")
	s.do("drills.move")
	s.MustRead("Move YL-5 to another day")
	entry := uitest.All[*widgets.DayEntry](s.Bench)[0]
	entry.SetDay(app.MustDay("2026-12-05"))
	s.MustRead("Not a school day.")
	entry.SetDay(app.MustDay("2026-11-20"))
	s.Press("Move")
	if s.day("YL-5") != "2026-12-03" {
		t.Error("moved into the past")
	}
	entry.SetDay(app.MustDay("2026-12-10"))
	s.Press("Move")
	if s.day("YL-5") != "2026-12-10" || widgets.DialogOpen(s.Canvas()) {
		t.Errorf("moved to %s", s.day("YL-5"))
	}
}

// Days of a year whose holidays are not announced yet are proposed with a word about it.
func TestAProposalTellsOfOpenHolidays(t *testing.T) {
	s := cn(t, app.English).open()
	s.screen.offerProposal(drill.Proposal{Unsettled: []int{2028}})
	s.MustRead("The holidays of 2028 are not all known yet: some of these days may turn out to be free.")
}

func TestTheYearIsProposedAndEnteredInOneStep(t *testing.T) {
	s := cn(t, app.English).open()
	s.do("drills.propose")
	s.MustRead("Proposed for 2026-2027")
	checks := uitest.All[*widgets.Check](s.Bench)
	if len(checks) < 10 {
		t.Fatalf("only %d drills", len(checks))
	}
	checks[0].Tapped(nil)
	all := len(checks) - 1
	s.Press(s.Words.T("drills.offer.add", "count", all))
	if len(s.entries) != all {
		t.Errorf("%d entered of %d", len(s.entries), all)
	}
	if s.undo != s.Words.T("drills.took.add", "count", all) {
		t.Errorf("said %q", s.undo)
	}
	if counts := s.screen.year.view.Counts(); counts[drill.Unscheduled] > 1 {
		t.Errorf("still missing: %v", counts)
	}
}

func TestWhatCannotBeMetIsSaid(t *testing.T) {
	s := cn(t, app.English).open()
	s.do("drills.propose")
	if !slices.ContainsFunc(s.Texts(), func(text string) bool { return strings.HasSuffix(text, "Its time is over.") }) {
		t.Errorf("shown are %q", s.Texts())
	}
	for _, check := range uitest.All[*widgets.Check](s.Bench) {
		check.Tapped(nil)
	}
	if refused, _ := s.Button("Schedule 0 drills").Refused(); !refused {
		t.Error("nothing can be scheduled")
	}
}

func TestAProposalOfNothingIsOnlyRead(t *testing.T) {
	s := cn(t, app.English).open()
	s.do("drills.propose")
	s.Press(s.Words.T("drills.offer.add", "count", len(uitest.All[*widgets.Check](s.Bench))))
	s.do("drills.propose")
	s.MustRead("Nothing is missing: what was held and is scheduled meets the rules as far as they can still be met.")
	s.Press("Close")
	if widgets.DialogOpen(s.Canvas()) {
		t.Error("the dialog stays")
	}
}

func TestLastYearIsCopied(t *testing.T) {
	s := cn(t, app.English, held("YL-1", "fire", "2025-12-10", drill.StateCompleted), held("YL-2", "fire", "2025-09-10", drill.StateCompleted)).open()
	s.do("drills.copy")
	s.MustRead("From 2025-2026 to 2026-2027")
	s.Press("Schedule 1 drill")
	if len(s.entries) != 3 || s.entries[2].Values["date"][:7] != "2026-12" {
		t.Errorf("entered %+v", s.entries)
	}
}

func TestWhatTheYearHasAlreadyIsCopiedOnlyWhenTicked(t *testing.T) {
	s := cn(
		t, app.English,
		held("YL-1", "fire", "2025-12-10", drill.StateCompleted), held("YL-2", "intruder", "2025-12-17", drill.StateCompleted),
		held("YL-3", "earthquake", "2025-12-18", drill.StateCompleted), held("YL-4", "bus", "2025-12-24", drill.StateCompleted),
		held("YL-5", "fire", "2026-12-22", drill.StateScheduled),
	).open()
	s.do("drills.copy")
	s.MustRead("on 2026-12-22 (Tue) already", "Violent intruder is in the same week", "Fire is in the same week")
	if !slices.ContainsFunc(s.Texts(), func(text string) bool { return strings.HasPrefix(text, "CN-") && strings.Contains(text, ", CN-11") }) {
		t.Errorf("the rules are not named: %q", s.Texts())
	}
	s.Press("Schedule 1 drill")
	if last := s.entries[len(s.entries)-1]; len(s.entries) != 6 || last.Values["kind"] != "intruder" {
		t.Errorf("entered %+v", last)
	}
}

func TestNothingToCopyIsSaid(t *testing.T) {
	s := cn(t, app.English).open()
	s.do("drills.copy")
	s.MustRead("No drill of 2025-2026 is in the books, or all are scheduled already.")
}

func TestACalendarIsLookedAtBeforeItIsEntered(t *testing.T) {
	s := cn(t, app.English, fullTerm()...)
	s.reading = agenda.Reading{
		Drills: []agenda.Found{
			{Held: drill.Held{Kind: "fire", Day: app.MustDay("2026-11-26")}, Title: "Fire"},
			{Held: drill.Held{Kind: "bus", Day: app.MustDay("2026-12-11"), Time: "14:00"}, Title: "Bus drill", Guessed: true},
			{Held: drill.Held{Kind: "bus", Day: app.MustDay("2026-12-11"), Time: "14:00"}, Title: "Bus drill", Guessed: true},
			{Held: drill.Held{Kind: "bus", Day: app.MustDay("2026-12-15"), Time: "08:00"}, Title: "Museum trip by bus", Guessed: true, Doubtful: true},
			{Held: drill.Held{Kind: "bus", Day: app.MustDay("2026-11-02"), Time: "14:00"}, Title: "Bus drill", Guessed: true},
		},
		Passed: []app.Problem{{Where: "Sports day", Key: "agenda.pass.kind"}},
	}
	s.open().do("drills.import")
	s.MustRead("5 drills were found in the file. Nothing is written yet.", "there already", "stands twice in the file",
		"guessed from \"Bus drill\"", "not called a drill: \"Museum trip by bus\"", "2 remarks",
		"2026-11-02 (Mon) 14:00  School bus: this day is over; a drill that was held is entered in the ledger")
	s.Press("Schedule 1 drill")
	if last := s.entries[len(s.entries)-1]; len(s.entries) != 8 || last.Values["date"] != "2026-12-11" || last.Values["time"] != "14:00" {
		t.Errorf("entered %+v", last)
	}
}

// A calendar that was written here comes back with other days: the drills move.
func TestDrillsMoveWithACalendar(t *testing.T) {
	proposed := agenda.ProposedID(drill.Held{Kind: "unit-135", Day: app.MustDay("2026-12-18"), Time: "10:05"})
	s := cn(t, app.English, append(fullTerm(), held("YL-8", "unit-135", "2026-12-18", drill.StateScheduled))...)
	s.reading = agenda.Reading{Drills: []agenda.Found{
		{Held: drill.Held{ID: "id YL-4", Kind: "fire", Day: app.MustDay("2026-11-26"), Time: "10:05"}},
		{Held: drill.Held{ID: "id YL-5", Kind: "intruder", Day: app.MustDay("2026-12-17")}}, // a whole day now
		{Held: drill.Held{ID: proposed, Kind: "unit-135", Day: app.MustDay("2026-12-18"), Time: "14:20"}},
		{Held: drill.Held{ID: "id YL-3", Kind: "earthquake", Day: app.MustDay("2026-12-08")}},
		{Held: drill.Held{ID: "id YL-99", Kind: "bus", Day: app.MustDay("2026-12-09")}},
	}}
	s.open().do("drills.import")
	s.MustRead("there already", "YL-5 moves here from 2026-12-03 (Thu) 10:05", "YL-8 moves here from 2026-12-18 (Fri) 10:05", "YL-3, begun or held on 2026-11-19 (Thu) 10:05")
	s.Press("Schedule 1, move 2")
	if s.day("YL-5") != "2026-12-17" || s.day("YL-8") != "2026-12-18" || s.day("YL-3") != "2026-11-19" || len(s.entries) != 9 {
		t.Errorf("entered %+v", s.entries)
	}
	for _, e := range s.entries {
		if want := map[string]string{"YL-5": "10:05", "YL-8": "14:20"}[e.Number]; want != "" && e.Values["time"] != want {
			t.Errorf("%s is at %s", e.Number, e.Values["time"])
		}
	}
	if s.undo != "1 scheduled, 2 moved" {
		t.Errorf("offered to take back %q", s.undo)
	}
	s.reading.Drills = []agenda.Found{{Held: drill.Held{ID: "id YL-5", Kind: "intruder", Day: app.MustDay("2026-12-22")}}}
	s.do("drills.import")
	s.Press("Move 1 drill")
	if s.day("YL-5") != "2026-12-22" || s.undo != "1 drill moved" {
		t.Errorf("it is on %s: %s", s.day("YL-5"), s.undo)
	}
}

func TestRulesAreTurnedOff(t *testing.T) {
	s := cn(t, app.English).open()
	before := len(s.screen.year.verdicts)
	s.Press("Edit rules")
	entries := uitest.All[*widgets.Entry](s.Bench)
	entries[0].SetText("lots")
	entries[1].SetText("90")
	s.Press("Save")
	s.MustRead("Write a whole number up to 99.")
	entries[0].SetText("5")
	for _, check := range uitest.All[*widgets.Check](s.Bench)[4:5] {
		check.Tapped(nil)
	}
	s.Press("Save")
	got := s.site.Settings
	if got.Storeys != 5 || got.Target != 90 || len(got.Rules) != 1 || got.Rules["CN-1"] {
		t.Errorf("kept %+v", got)
	}
	if len(s.screen.year.verdicts) >= before || widgets.DialogOpen(s.Canvas()) {
		t.Errorf("%d rules before, %d now", before, len(s.screen.year.verdicts))
	}
	if s.undo != "Rules of drills changed" {
		t.Errorf("offered to undo %q", s.undo)
	}
}

func TestAWrongNumberIsToldOnLeavingItsField(t *testing.T) {
	s := cn(t, app.English).open()
	s.Press("Edit rules")
	entries := uitest.All[*widgets.Entry](s.Bench)
	for n, told := range []string{"Write a whole number up to 99.", "Write a whole number up to 3600."} {
		s.Canvas().Focus(entries[n])
		entries[n].SetText("lots")
		if s.Reads(told) {
			t.Error("told while it is typed")
		}
		s.Canvas().Focus(entries[1-n])
		if s.MustRead(told); !entries[n].Wrong() {
			t.Error("the entry does not look wrong")
		}
		s.Canvas().Focus(entries[n])
		entries[n].SetText("4")
		s.Canvas().Focus(entries[1-n])
		if s.Reads(told) || entries[n].Wrong() {
			t.Error("told though it is right")
		}
	}
	s.Canvas().Focus(entries[0])
	entries[0].SetText("lots")
	s.Press("Cancel")
}

func TestTheListIsSorted(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.do("drills.view.list")
	first := func() line { return s.screen.listRows()[0] }
	if got := first(); got.slot.Day != app.MustDay("2026-09-16") && got.slot.Standing != drill.Lapsed {
		t.Errorf("first is %+v", got)
	}
	s.screen.table.OnSort(columnStanding, true)
	if got := first(); got.slot.Standing != drill.Completed {
		t.Errorf("first is %+v", got)
	}
	for _, column := range []string{columnTime, columnKind, columnNumber, columnRules} {
		s.screen.table.OnSort(column, false)
	}
	s.screen.table.OnOpen("id YL-4")
	if s.opened != "id YL-4" {
		t.Errorf("opened %q", s.opened)
	}
	if s.notes[viewKey] != "list" {
		t.Error("the view is forgotten")
	}
}

func TestTheCalendarMovesToADay(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.do("drills.view.month")
	s.MustRead("November 2026", "Fire", "Earthquake")
	m := s.screen.month
	c := s.cellOf("YL-4")
	box := m.box()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(m).AddXY(4.5*box.Width, monthHead+4.5*box.Height) // Friday 27
	c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}})
	c.DragEnd()
	s.Settle()
	if got := s.day("YL-4"); got != "2026-11-27" {
		t.Errorf("moved to %s", got)
	}
	s.screen.month.focus()
	s.Key(fyne.KeyPageDown)
	s.MustRead("December 2026", "Violent intruder")
	for _, key := range []fyne.KeyName{fyne.KeyHome, fyne.KeyRight, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn} {
		s.Key(key)
	}
	if s.opened != "id YL-5" {
		t.Errorf("opened %q on %s", s.opened, m.day)
	}
	s.Key(fyne.KeyEnd)
	s.Key(fyne.KeyReturn)
	s.MustRead("Schedule a drill")
}

func TestDrillsOfOneDayDoNotRunIntoEachOther(t *testing.T) {
	s := cn(t, app.English, held("YL-1", "fire", "2026-11-26", drill.StateScheduled), held("YL-2", "intruder", "2026-11-26", drill.StateScheduled)).open()
	s.do("drills.view.month")
	s.screen.month.Resize(fyne.NewSize(827, 480))
	for _, number := range []string{"YL-1", "YL-2"} {
		c := s.cellOf(number)
		lines := len(test.WidgetRenderer(c).(*cellRenderer).lines)
		if float32(lines)*look.Px(cellLine) > c.Size().Height {
			t.Errorf("%s has %d lines in %g", number, lines, c.Size().Height)
		}
	}
	s.MustRead("Fire", "Violent intruder")
}

func TestTheWholeYearTurnsOverItsMonths(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	uitest.All[*widgets.Select](s.Bench)[0].Choose("2026/")
	s.Settle()
	g := s.screen.grid
	if len(s.screen.year.view.Months) < 10 || g.shown >= len(s.screen.year.view.Months) {
		t.Fatalf("%d months, %d shown", len(s.screen.year.view.Months), g.shown)
	}
	if g.first != 1 || g.month != 2 {
		t.Errorf("October and November should come first: %d, cursor %d", g.first, g.month)
	}
	s.Key(fyne.KeyEnd)
	if g.month < g.first || g.month >= g.first+g.shown {
		t.Errorf("the cursor at %d is out of sight: %d and %d more", g.month, g.first, g.shown)
	}
	if s.open(); s.screen.year.span.term != "" {
		t.Error("the whole year is forgotten")
	}
	g = s.screen.grid
	g.turn(-100)
	if g.first != 0 || g.month >= g.shown {
		t.Errorf("first %d, cursor %d", g.first, g.month)
	}
}

func TestANarrowWindowHasTheRulesAsAView(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.Window.Resize(fyne.NewSize(700, 500))
	s.Settle()
	if s.screen.split.beside || s.Reads("What the rules ask") {
		t.Fatal("the rules still stand beside the year")
	}
	s.screen.look(asRules)
	s.Settle()
	s.MustRead("What the rules ask")
}

func TestAStartedDrillAndThePapers(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	s.pick("YL-4")
	s.do("drills.start")
	if s.started != "id YL-4" {
		t.Errorf("started %q", s.started)
	}
	s.screen.Print()
	if s.printed != "drill-year 2026-2027" {
		t.Errorf("printed %q", s.printed)
	}
	s.do("drills.export")
	if s.printed != "agenda 2026-2027" {
		t.Errorf("wrote %q", s.printed)
	}
}

func TestNoProposalWithoutRules(t *testing.T) {
	s := cn(t, app.English)
	s.rules = nil
	s.open().do("drills.propose")
	if !widgets.DialogOpen(s.Canvas()) || s.Reads("Nothing is missing: what was held and is scheduled meets the rules as far as they can still be met.") {
		t.Error("it is said that nothing is missing where nothing is asked")
	}
	s.MustRead("No rules here", "The school's rule pack has no rules for drills. Another one can be chosen in Settings.")
}

func TestASchoolWithoutRules(t *testing.T) {
	s := cn(t, app.English)
	s.rules = nil
	s.open()
	s.MustRead("No drills yet", "No rules here")
	s.Button("Schedule a drill")
}

func TestAFailureIsTold(t *testing.T) {
	s := cn(t, app.English)
	s.err = app.Errorf(app.CodeInternal, "error.internal")
	s.open()
	s.MustRead("The drills could not be read")
}

func TestAFailureKeepsTheDialog(t *testing.T) {
	s := cn(t, app.English).open()
	s.screen.schedule(drill.Held{Kind: "fire", Day: app.MustDay("2026-12-01"), Time: "10:05"})
	s.err = app.Errorf(app.CodeDiskFull, "error.internal")
	s.Press("Schedule")
	if !widgets.DialogOpen(s.Canvas()) || len(s.entries) != 0 {
		t.Error("what was entered is lost")
	}
}

func TestTheRulesAreReachedByKeys(t *testing.T) {
	s := cn(t, app.English, fullTerm()...).open()
	panes := s.screen.Panes()
	if len(panes) != 3 {
		t.Fatalf("%d panes", len(panes))
	}
	if !s.screen.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) || s.screen.ruleScroll.Offset.Y == 0 {
		t.Error("the rules do not move")
	}
	at := s.screen.ruleScroll.Offset
	s.screen.Reload()
	s.Settle()
	if s.screen.ruleScroll.Offset != at {
		t.Error("the rules jump back")
	}
	if s.screen.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) {
		t.Error("Escape is not for the rules")
	}
}
