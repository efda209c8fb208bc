package drilltrends_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/drilltrends"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// stage is the page with what it asked of the window.
type stage struct {
	*uitest.Bench
	screen  *drilltrends.Screen
	book    drilltrends.Book
	err     error
	opened  []app.ID
	printed []drilltrends.Choice
	habits  map[string]string
}

func (s *stage) Trends(context.Context) (drilltrends.Book, error) { return s.book, s.err }
func (s *stage) Canvas() fyne.Canvas                              { return s.Window.Canvas() }
func (s *stage) RefreshMenu()                                     {}
func (s *stage) Recall(key string) string                         { return s.habits[key] }
func (s *stage) Remember(key, value string)                       { s.habits[key] = value }

// series makes a series of a kind from days and seconds.
func series(kind, mark string, target int, points ...any) drill.Trend {
	t := drill.Trend{
		Kind: kind, KindTitle: app.Text{app.English: "Kind " + kind, app.Chinese: "类型" + kind}, Mark: mark,
		MarkTitle: app.Text{app.English: "Mark " + mark, app.Chinese: "指标" + mark}, Target: target,
	}
	for i := 0; i < len(points); i += 2 {
		day := app.MustDay(points[i].(string))
		year := day.Year
		if day.Month < 9 {
			year--
		}
		number := fmt.Sprintf("YL-%s-%d", kind, i/2+1)
		t.Points = append(t.Points, drill.TrendPoint{
			ID: app.ID(number), Number: number, Day: day, Year: year, Seconds: points[i+1].(int), Target: target,
		})
	}
	return t
}

func open(t *testing.T, lang app.Lang, trends ...drill.Trend) *stage {
	t.Helper()
	pack, err := os.ReadFile("../../assets/packs/cn.json")
	if err != nil {
		t.Fatal(err)
	}
	days, err := calendar.Read(pack)
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{Bench: uitest.New(t, lang), habits: map[string]string{}, book: drilltrends.Book{
		Trends: trends, Calendar: days, Today: app.MustDay("2026-11-23"),
	}}
	s.again()
	return s
}

// again opens the page anew.
func (s *stage) again() {
	s.screen = drilltrends.New(drilltrends.Deps{
		Words: s.Words, Runner: s.Runner, Source: s, Host: s, Memory: s, Back: func() {},
		Open:  func(id app.ID) { s.opened = append(s.opened, id) },
		Print: func(c drilltrends.Choice) { s.printed = append(s.printed, c) },
	})
	s.Show(s.screen.Object())
	s.screen.Shown()
	s.Settle()
}

func (s *stage) says(text string) bool {
	return slices.ContainsFunc(s.Texts(), func(shown string) bool { return strings.Contains(shown, text) })
}

func (s *stage) obey(key string) {
	for _, c := range s.screen.Commands() {
		if c.Key == key && c.Possible() {
			c.Do()
		}
	}
	s.Settle()
}

// fire is held most, so it is looked at first.
func fire() []drill.Trend {
	return []drill.Trend{
		series("bus", drill.MarkLastOut, 0, "2026-05-12", 80),
		series("fire", drill.MarkLastOut, 120, "2024-10-10", 150, "2025-10-13", 130, "2026-03-10", 120, "2026-10-12", 112),
		series("fire", drill.MarkRollComplete, 0, "2026-10-12", 190),
	}
}

func TestThePageSaysTheLastDrillAndTheFigures(t *testing.T) {
	for lang, want := range map[app.Lang][]string{
		app.English: {
			"2026-10-12 (Mon), YL-fire-4: 1:52, 8 s within the target of 2:00.", "50 %", "2 of 4 drills", "13 s faster", "1:52 after 2:05 in 2025-26",
		},
		app.Chinese: {"2026年10月12日（周一），YL-fire-4：用时1:52，比目标（2:00）快8秒。", "50%", "4次中2次达标", "快13秒", "2025-26学年2:05，本学年1:52"},
	} {
		s := open(t, lang, fire()...)
		for _, text := range want {
			if !s.Reads(text) {
				t.Errorf("%s: %q is not among %q", lang, text, s.Texts())
			}
		}
	}
}

func TestThePageIsReadByKeysAlone(t *testing.T) {
	s := open(t, app.English, fire()...)
	chart, ok := s.Window.Canvas().Focused().(*widgets.Chart)
	if !ok {
		t.Fatalf("%T has the focus", s.Window.Canvas().Focused())
	}
	for key, text := range map[fyne.KeyName]string{
		fyne.KeyHome: "YL-fire-1: 2:30, 30 s longer than the target of 2:00.", fyne.KeyEnd: "YL-fire-4: 1:52",
	} {
		chart.TypedKey(&fyne.KeyEvent{Name: key})
		if !s.says(text) {
			t.Errorf("%s: %q", key, s.Texts())
		}
	}
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if !s.says("YL-fire-3: 2:00, exactly on the target of 2:00.") {
		t.Errorf("%q", s.Texts())
	}
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.obey("trends.open")
	if !slices.Equal(s.opened, []app.ID{"YL-fire-3", "YL-fire-3"}) {
		t.Errorf("opened %v", s.opened)
	}
	table := s.screen.Panes()[1]
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if !s.says("YL-fire-2: 2:10") || chart.Shown() != 1 {
		t.Errorf("after the next row the chart shows %d: %q", chart.Shown(), s.Texts())
	}
}

func TestAnotherChoiceIsShownPrintedAndKept(t *testing.T) {
	s := open(t, app.English, fire()...)
	s.obey("trends.next-mark")
	if !s.says("YL-fire-1: 3:10, no target was set.") {
		t.Errorf("%q", s.Texts())
	}
	s.obey("trends.next-kind") // round to the first
	if !s.says("YL-bus-1: 1:20") {
		t.Errorf("%q", s.Texts())
	}
	s.screen.Print()
	if want := []drilltrends.Choice{{Kind: "bus", Mark: drill.MarkLastOut}}; !slices.Equal(s.printed, want) {
		t.Errorf("printed %v", s.printed)
	}
	years := uitest.All[*widgets.Select](s.Bench)[2]
	years.OnChanged("1")
	if !s.Reads("No time in these years") {
		t.Errorf("%q", s.Texts())
	}
	s.screen.Print()
	if len(s.printed) != 1 {
		t.Error("nothing is printed")
	}
	s.again()
	if !s.Reads("No time in these years") {
		t.Errorf("the choice was not kept: %q", s.Texts())
	}
	s.obey("trends.next-kind")
	if len(s.screen.Panes()) != 0 {
		t.Error("an empty page has panes")
	}
}

func TestYearsLeaveOutWhatCameBefore(t *testing.T) {
	s := open(t, app.English, fire()...)
	for years, count := range map[int]int{0: 4, 1: 1, 2: 3, 3: 4} {
		if got := s.book.Of(drilltrends.Choice{Kind: "fire", Years: years})[0].Points; len(got) != count {
			t.Errorf("%d years: %d drills, want %d", years, len(got), count)
		}
	}
}

func TestAnEmptyPageAndAFailedOneSaySo(t *testing.T) {
	s := open(t, app.English)
	if !s.Reads("No times have been measured yet") || s.screen.Panes() != nil {
		t.Errorf("%q", s.Texts())
	}
	s.err = app.Errorf(app.CodeInvalid, "trends.hint")
	s.screen.Reload()
	s.Settle()
	if !s.Reads("The drills could not be read.") {
		t.Errorf("%q", s.Texts())
	}
}

func TestThePageFollowsTheLanguage(t *testing.T) {
	s := open(t, app.English, fire()...)
	if err := s.Words.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.Settle()
	if !s.says("用时1:52") || s.says("Fastest") {
		t.Errorf("%q", s.Texts())
	}
	var closer shell.Closer = s.screen
	closer.Close()
}

// With large text on a small screen all of it is there, by scrolling.
func TestThePageFitsLargeText(t *testing.T) {
	s := open(t, app.English, fire()...)
	s.App.Settings().SetTheme(look.New(look.Style{Mode: look.Light, Scale: 200}, fonts.Regular(), fonts.Bold()))
	s.again()
	s.Window.Resize(fyne.NewSize(1014, 600))
	s.Settle()
	chart, table := s.screen.Panes()[0].(fyne.CanvasObject), s.screen.Panes()[1].(fyne.CanvasObject)
	if chart.Size().Height < look.Px(180) || table.Size().Height < look.Px(4*look.ControlHeight) {
		t.Errorf("chart %v, table %v", chart.Size(), table.Size())
	}
	before := s.App.Driver().AbsolutePositionForObject(table).Y
	s.screen.Panes()[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if after := s.App.Driver().AbsolutePositionForObject(table).Y; after >= before {
		t.Errorf("the table stays out of sight at %v", after)
	}
	s.screen.Panes()[0].FocusGained()
	if at := s.App.Driver().AbsolutePositionForObject(chart).Y; at < 0 || at > 600 {
		t.Errorf("the chart is at %v", at)
	}
	if wide := s.screen.Object().MinSize().Width; wide > 1014 {
		t.Errorf("the page needs %v", wide)
	}
}
