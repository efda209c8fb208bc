package today_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/today"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// source is a school with made-up lists.
type source struct {
	lists today.Lists
	err   error
	did   []string
}

func (s *source) Lists(context.Context) (today.Lists, error) { return s.lists, s.err }
func (s *source) Open(row today.Row)                         { s.did = append(s.did, "open "+row.Key) }

func (s *source) Act(row today.Row) { s.did = append(s.did, "act "+row.Key) }

// busy is the Monday of the pictures.
func busy() today.Lists {
	lists := today.Lists{
		Day: app.MustDay("2026-11-23"), Teaching: 13, WeekEnds: app.MustDay("2026-11-29"), MonthCloses: app.MustDay("2026-11-30"),
		Overdue: []today.Row{
			{Key: "a", What: "Reply to police inspection", Number: "WB-2026-07", Where: "Main gate", Who: "K. Lindqvist", Late: 5, Action: "Write reply"},
			{Key: "b", What: "Fire door wedged open", Number: "YH-2026-0406", Where: "Stair B", Who: "You", Late: 1, Action: "Re-inspect"},
		},
		Today: []today.Row{{Key: "c", What: "Weekly canteen inspection", Where: "Canteen", Who: "You", Action: "Start"}},
		Missing: []today.Row{
			{Key: "m", What: "Daily patrol: no entry", Short: "2 days", Action: "Fill in"},
			{Key: "d", What: "Evacuation: 1 without a date", Day: app.MustDay("2026-11-30"), Action: "Schedule"},
		},
	}
	for _, key := range []string{"w1", "w2", "w3", "w4", "w5", "w6"} {
		lists.Week = append(lists.Week, today.Row{Key: key, What: "Due " + key, Day: app.MustDay("2026-11-24"), Action: "Open"})
	}
	return lists
}

type stage struct {
	*uitest.Bench
	*today.Screen
	source  *source
	found   []string
	added   []string
	counted [2]int
}

func newStage(t *testing.T, lists today.Lists) *stage {
	t.Helper()
	s := &stage{Bench: uitest.New(t, app.English), source: &source{lists: lists}}
	s.Screen = today.New(today.Deps{
		Words: s.Words, Runner: s.Runner, Source: s.source, Window: s.Window.Canvas,
		Find:    func(text string) { s.found = append(s.found, text) },
		Kinds:   func() []today.Kind { return []today.Kind{{Name: "hazard", Label: "Hazard"}} },
		Add:     func(kind string) { s.added = append(s.added, kind) },
		Print:   func(lists today.Lists) { s.source.did = append(s.source.did, "print "+lists.Day.String()) },
		Year:    func() { s.source.did = append(s.source.did, "year") },
		Notices: func() { s.source.did = append(s.source.did, "notices") },
		Counted: func(overdue, due int) { s.counted = [2]int{overdue, due} },
	})
	s.Shown()
	s.Show(s.Object())
	return s
}

func TestFourListsOnOneScreen(t *testing.T) {
	s := newStage(t, busy())
	s.MustRead("Today", "2026-11-23 (Mon), teaching week 13", "Overdue", "5 days late", "1 day late", "WB-2026-07",
		"This week", "Your own first, to 2026-11-29 (Sun)", "2026-11-24 (Tue)", "Missing for the month",
		"November closes 2026-11-30 (Mon)", "2 days", "By 2026-11-30 (Mon)", "Write reply")
	if s.counted != [2]int{2, 1} {
		t.Errorf("counted %v", s.counted)
	}
	if s.Reads("Due w5") {
		t.Error("more than four of the week are shown at once")
	}
	s.Press("Show all 6")
	s.MustRead("Due w5", "Due w6")
}

func TestAssumedTermDatesAreTold(t *testing.T) {
	lists := today.Lists{Day: app.MustDay("2026-11-23"), Assumed: &today.Term{
		Title: "First term", Days: app.Period{From: app.MustDay("2026-09-01"), To: app.MustDay("2027-01-22")},
	}}
	s := newStage(t, lists)
	s.MustRead("First term from 2026-09-01 (Tue) to 2027-01-22 (Fri): the usual dates, not confirmed yet")
	s.Press("Confirm the dates")
	if !slices.Equal(s.source.did, []string{"year"}) {
		t.Errorf("did %v", s.source.did)
	}
	s.source.lists.Assumed = nil
	s.Reload()
	s.Settle()
	if s.Reads("not confirmed yet") {
		t.Error("confirmed dates are called assumed")
	}
}

func TestEachLineHasOneButtonAndOpensItsRecord(t *testing.T) {
	s := newStage(t, busy())
	s.Press("Write reply")
	s.Press("Start")
	s.Press("Print list")
	want := []string{"act a", "act c", "print 2026-11-23"}
	if !slices.Equal(s.source.did, want) {
		t.Errorf("did %v, want %v", s.source.did, want)
	}
}

func TestLinesWorkFromTheKeyboard(t *testing.T) {
	s := newStage(t, busy())
	panes := s.Panes()
	s.Window.Canvas().Focus(panes[len(panes)-1])
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeySpace)
	s.Key(fyne.KeyUp)
	s.Key(fyne.KeyUp)
	s.Key(fyne.KeyReturn)
	want := []string{"open a", "act b", "open a"}
	if !slices.Equal(s.source.did, want) {
		t.Errorf("did %v, want %v", s.source.did, want)
	}
}

func TestTypingInTheBoxSearchesEverywhere(t *testing.T) {
	s := newStage(t, busy())
	box := s.Panes()[0]
	s.Window.Canvas().Focus(box)
	s.Type("f")
	if !slices.Equal(s.found, []string{"f"}) {
		t.Errorf("searched %v", s.found)
	}
	s.FocusSearch()
	if !slices.Equal(s.found, []string{"f", ""}) {
		t.Errorf("searched %v after Ctrl+F", s.found)
	}
}

func TestNothingDueIsSaidKindly(t *testing.T) {
	s := newStage(t, today.Lists{Day: app.MustDay("2026-11-23"), Next: "one-key alarm test", NextDay: app.MustDay("2026-11-24")})
	s.MustRead("2026-11-23 (Mon)", "Nothing is due today.", "Next: one-key alarm test, 2026-11-24 (Tue)")
	s = newStage(t, today.Lists{Day: app.MustDay("2026-11-23")})
	s.MustRead("Nothing is due today.", "Nothing else is on the calendar yet.")
	lists := busy()
	lists.Today = nil
	s = newStage(t, lists)
	s.MustRead("Overdue", "Nothing is due today.")
}

func TestFailureSaysWhatToDo(t *testing.T) {
	s := newStage(t, busy())
	s.source.err = app.Errorf(app.CodeCorrupt, "today.failed")
	s.Reload()
	s.Settle()
	s.MustRead("The list could not be read", "Try again")
	s.source.err = nil
	s.Press("Try again")
	s.MustRead("5 days late")
}

func TestChineseIsNotTranslatedEnglish(t *testing.T) {
	s := newStage(t, busy())
	if err := s.Words.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.Settle()
	s.MustRead("今日待办", "2026年11月23日（周一），第13教学周", "已逾期", "逾期 5 天", "本周", "11月24日（周二）",
		"本月还缺", "11月报表 11月30日（周一）截止", "打印清单", "显示全部 6 项")
	if s.Title() != "今日待办" || s.Unsaved() {
		t.Errorf("title %q, unsaved %v", s.Title(), s.Unsaved())
	}
}

func TestLongTextsAreCutAndNeverOverlap(t *testing.T) {
	lists := busy()
	lists.Overdue[0].What = "The outer door of the canteen store does not close because the lower hinge is torn out of the wall"
	lists.Overdue[0].Where = "Canteen store, ground floor, behind the kitchen"
	s := newStage(t, lists)
	for _, text := range uitest.All[*widgets.Text](s.Bench) {
		for _, line := range text.Lines() {
			size := fyne.MeasureText(line, look.BodyText, fyne.TextStyle{})
			if text.Text() == lists.Overdue[0].What && size.Width > text.Size().Width+1 {
				t.Errorf("%q is %v wide in a room of %v", line, size.Width, text.Size().Width)
			}
		}
	}
}

// notices is an inbox.
type notices struct {
	list   []today.Notice
	more   int
	opened []string
	later  []string
	err    error
}

func (n *notices) Notices(context.Context) (today.NoticeList, error) {
	list := today.NoticeList{Notices: slices.Clone(n.list), Total: len(n.list) + n.more}
	for _, notice := range n.list {
		if !notice.Read && notice.Asleep == "" {
			list.Unread++
		}
	}
	return list, n.err
}

func (n *notices) MarkRead(_ context.Context, keys []string) error {
	for i := range n.list {
		if slices.Contains(keys, n.list[i].Key) {
			n.list[i].Read = true
		}
	}
	return nil
}

func (n *notices) MarkAllRead(context.Context) error {
	for i := range n.list {
		n.list[i].Read = true
	}
	return nil
}

func (n *notices) PutOff(_ context.Context, notice today.Notice, until today.Later) error {
	n.later = append(n.later, notice.Key+" "+until.Day.String())
	for i := range n.list {
		if n.list[i].Key == notice.Key {
			n.list[i].Asleep = "to " + until.Day.String()
		}
	}
	return n.err
}
func (n *notices) Open(notice today.Notice) { n.opened = append(n.opened, notice.Key) }

type inbox struct {
	*uitest.Bench
	*today.Inbox
	source *notices
	unread int
}

func newInbox(t *testing.T) *inbox {
	t.Helper()
	i := &inbox{Bench: uitest.New(t, app.English), unread: -1, source: &notices{list: []today.Notice{
		{Key: "1", When: "2026-11-23 (Mon) 08:00", Text: "5 overdue, 3 due today", Shape: look.Late},
		{Key: "2", When: "2026-11-20 (Fri) 08:00", Text: "Alarm test in 7 days", Shape: look.Ordered},
		{Key: "3", When: "2026-11-19 (Thu) 08:00", Text: "Drill in 30 days", Shape: look.Ordered, Read: true, Fixed: true},
	}}}
	i.Inbox = today.NewInbox(today.InboxDeps{
		Words: i.Words, Runner: i.Runner, Clock: i.Clock, Source: i.source, Window: i.Window.Canvas, Unread: func(n int) { i.unread = n }, Back: func() {},
	})
	i.Shown()
	i.Show(i.Object())
	return i
}

func TestInbox(t *testing.T) {
	i := newInbox(t)
	i.MustRead("Notices", "new", "read", "5 overdue, 3 due today", "Drill in 30 days")
	if i.unread != 2 {
		t.Errorf("unread %d, want 2", i.unread)
	}
	i.Window.Canvas().Focus(i.Panes()[0])
	i.Key(fyne.KeyReturn)
	i.Settle()
	if i.unread != 1 || !slices.Equal(i.source.opened, []string{"1"}) {
		t.Errorf("unread %d, opened %v", i.unread, i.source.opened)
	}
	i.Key(fyne.KeyDown)
	i.Key(fyne.KeyReturn)
	i.Settle()
	i.Key(fyne.KeyUp)
	i.Key(fyne.KeyUp)
	i.Key(fyne.KeyReturn)
	i.Settle()
	if !slices.Equal(i.source.opened, []string{"1", "2", "1"}) {
		t.Errorf("opened %v by the keys", i.source.opened)
	}
	if refused, _ := i.Button("Mark all as read").Refused(); !refused {
		t.Error("all are read and can still be marked")
	}
	i.source.list = nil
	i.Reload()
	i.Settle()
	i.MustRead("No notices yet")
	if i.Panes() != nil {
		t.Error("nothing is there to be focused")
	}
}

func TestANoticeNamesItsNumberOnce(t *testing.T) {
	i := newInbox(t)
	i.source.list = []today.Notice{
		{Key: "1", When: "2026-11-23 (Mon)", Text: "Drill YL-2026-018: Lockdown. The record is late.", Detail: "YL-2026-018"},
		{Key: "2", When: "2026-11-20 (Fri)", Text: "The fence is loose.", Detail: "YH-2026-004"},
	}
	i.Reload()
	i.Settle()
	i.MustRead("Drill YL-2026-018: Lockdown. The record is late.", "YH-2026-004")
	if i.Reads("YL-2026-018") {
		t.Error("the number stands behind the sentence that names it")
	}
}

func TestAllNoticesAreMarkedAsRead(t *testing.T) {
	i := newInbox(t)
	i.source.more = 33_000
	i.Reload()
	i.Settle()
	i.MustRead("and 33000 more")
	i.Press("Mark all as read")
	if i.unread != 0 || i.Reads("new") {
		t.Errorf("unread %d", i.unread)
	}
}

// TestNoticeIsPutOff: for an hour, to tomorrow, to a day that is ahead.
func TestNoticeIsPutOff(t *testing.T) {
	i := newInbox(t)
	choose := func(item int) {
		t.Helper()
		i.Window.Canvas().Focus(i.Panes()[0])
		i.Key(fyne.KeySpace)
		for range item {
			i.Key(fyne.KeyDown)
		}
		i.Key(fyne.KeyReturn)
		i.Settle()
	}
	choose(1)
	if !slices.Equal(i.source.later, []string{"1 "}) || i.unread != 1 {
		t.Errorf("put off %q, %d unread", i.source.later, i.unread)
	}
	i.MustRead("put off", "to ")
	choose(2)
	tomorrow := app.DayOf(i.Clock.Now()).AddDays(1)
	choose(3)
	i.MustRead("Remind me later", "On the morning of")
	i.Press("Put off")
	choose(3)
	entry := uitest.All[*widgets.DayEntry](i.Bench)[0]
	entry.SetDay(tomorrow.AddDays(-1))
	i.Press("Put off")
	i.MustRead("That moment is over. Choose a later one.")
	entry.SetDay(tomorrow.AddDays(9))
	i.Press("Put off")
	want := []string{"1 ", "1 " + tomorrow.String(), "1 " + tomorrow.String(), "1 " + tomorrow.AddDays(9).String()}
	if !slices.Equal(i.source.later, want) {
		t.Errorf("put off %q, want %q", i.source.later, want)
	}
	i.source.err = app.Errorf(app.CodeDiskFull, "today.failed")
	choose(1)
	i.MustRead("The list could not be read")
}

// TestListsOfThousands: a list holds the first rows and tells the number of all.
func TestListsOfThousands(t *testing.T) {
	lists := busy()
	for range 498 {
		lists.Overdue = append(lists.Overdue, today.Row{Key: "x", What: "Late", Action: "Open"})
	}
	lists.Totals.Overdue = 33_000
	s := newStage(t, lists)
	if s.counted != [2]int{33_000, 1} {
		t.Errorf("counted %v", s.counted)
	}
	s.MustRead("33000")
	s.Press("Show all 200")
	s.MustRead("and 32800 more")
}

func TestBellShowsWhatIsUnread(t *testing.T) {
	s := newStage(t, busy())
	s.SetUnread(3)
	s.Press("3")
	if !slices.Contains(s.source.did, "notices") {
		t.Error("the bell does not lead to the inbox")
	}
}
