package settings_test

import (
	"context"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/ui/settings"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"
)

// Year implements settings.Years.
func (o *office) Year(context.Context) (settings.Year, error) {
	file, err := os.ReadFile("../../assets/packs/cn.json")
	if err != nil {
		return settings.Year{}, err
	}
	year := settings.Year{Own: o.own}
	if year.Pack, err = calendar.ReadPack(file); err != nil {
		return settings.Year{}, err
	}
	if o.ownSaved > 0 {
		year.Changed, year.Who = time.Date(2026, 11, 23, 10, 40, 0, 0, time.UTC), "D. Whitlock"
	}
	return year, o.err
}

// SaveYear implements settings.Years.
func (o *office) SaveYear(ctx context.Context, own calendar.Own) (settings.Year, error) {
	if o.err != nil {
		return settings.Year{}, o.err
	}
	o.own = own
	o.ownSaved++
	return o.Year(ctx)
}

func (s *stage) days() []*widgets.DayEntry { return uitest.All[*widgets.DayEntry](s.Bench) }

// write types a text into the n-th day of the page and leaves it.
func (s *stage) write(n int, text string) {
	s.T.Helper()
	s.days()[n].FocusIn()
	s.Type(text)
	s.Window.Canvas().Unfocus()
	s.Settle()
}

func (s *stage) refused() string {
	_, why := s.Button("Save").Refused()
	return why
}

func TestSchoolYearBeginsWithAssumedDates(t *testing.T) {
	s := newStage(t, "year")
	s.MustRead("School year 2026-2027", "School year 2027-2028", "First term: first day", "Second term: last day", "22 weeks",
		"Holidays of our own", "Make-up workdays", "Exams",
		"The holidays of 2027 are not known yet: enter them above when the notice is out.")
	if got := s.days()[0].Text(); got != "2026-09-01" {
		t.Errorf("the first term begins %q", got)
	}
	for _, mark := range uitest.All[*widgets.StateMark](s.Bench)[:2] {
		if mark.Word() != "Usual dates, not confirmed yet" {
			t.Errorf("marked %q", mark.Word())
		}
	}
	if s.refused() != "Nothing has changed." || s.Unsaved() {
		t.Errorf("refused %q, unsaved %v", s.refused(), s.Unsaved())
	}
}

func TestUsualDatesAreConfirmed(t *testing.T) {
	s := newStage(t, "year")
	test.Tap(uitest.All[*widgets.Check](s.Bench)[0])
	s.Save()
	s.Settle()
	if len(s.office.own.Terms) != 2 || s.office.own.Terms[0].Confidence != calendar.Official || s.yearSaved != 1 {
		t.Fatalf("saved %+v, told %d times", s.office.own, s.yearSaved)
	}
	if mark := uitest.All[*widgets.StateMark](s.Bench)[0]; mark.Word() != "Confirmed" {
		t.Errorf("marked %q", mark.Word())
	}
	s.MustRead("Last changed 2026-11-23 (Mon) 10:40 by D. Whitlock.")
}

func TestTermsAreCheckedWhileTyping(t *testing.T) {
	s := newStage(t, "year")
	s.write(2, "2027-01-15")
	s.MustRead("The term before it ends on 2027-01-25 (Mon).")
	if !s.Unsaved() || s.refused() != "Second term 2026-2027: The term before it ends on 2027-01-25 (Mon)." {
		t.Errorf("unsaved %v, refused %q", s.Unsaved(), s.refused())
	}
	s.Save()
	s.Settle()
	if s.office.ownSaved != 0 {
		t.Fatal("overlapping terms were saved")
	}
	s.write(2, "later")
	s.MustRead("Write a day such as 2026-09-01.")
	s.write(2, "2027-02-22")
	if s.Reads("Write a day such as 2026-09-01.") {
		t.Error("a right day is still complained of")
	}
	s.Save()
	s.Settle()
	if got := s.office.own.Terms; len(got) != 2 || got[1].From != app.MustDay("2027-02-22") || got[1].Confidence != calendar.Official {
		t.Errorf("saved %+v", got)
	}
}

func TestOwnHolidayIsAddedByKeyboard(t *testing.T) {
	s := newStage(t, "year")
	s.Press("Add holiday")
	if s.Reads("Write what it is.") {
		t.Error("an empty line is complained of before anything was typed")
	}
	s.Type("Autumn break")
	s.Key(fyne.KeyReturn)
	s.Type("2026-11-02")
	s.Key(fyne.KeyReturn)
	s.Type("2026-11-06")
	s.Save()
	s.Settle()
	want := calendar.Holiday{Title: app.Text{app.English: "Autumn break", app.Chinese: "Autumn break"}, From: app.MustDay("2026-11-02"), To: app.MustDay("2026-11-06")}
	if got := s.office.own.Holidays; len(got) != 1 || got[0].Title.In(app.Chinese) != want.Title.In(app.Chinese) || got[0].From != want.From || got[0].To != want.To {
		t.Errorf("saved %+v", got)
	}
	s.Press("Add workday")
	s.write(10, "2026-11-04")
	s.MustRead("This day is one of the school's own holidays.")
	s.Press("Discard changes")
	if s.Unsaved() || len(s.days()) != 10 {
		t.Errorf("unsaved %v, %d days", s.Unsaved(), len(s.days()))
	}
	s.Press("Remove")
	s.Press("Add exams")
	s.Type("Mid-term")
	s.write(8, "2026-11-12")
	s.Save()
	s.Settle()
	if got := s.office.own; len(got.Holidays) != 0 || len(got.Exams) != 1 || got.Exams[0].To != app.MustDay("2026-11-12") {
		t.Errorf("saved %+v", got)
	}
}

func TestWhatIsTypedSurvivesAnotherPageAndLanguage(t *testing.T) {
	s := newStage(t, "year")
	s.Press("Add holiday")
	s.Type("Founding day")
	s.write(8, "2026-13-")
	s.Screen.Go("look")
	s.Settle()
	if err := s.Words.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.Screen.Go("year")
	s.Settle()
	s.MustRead("2026-2027 学年", "本校假期", "法定节假日", "请填写日期，如 2026-09-01。")
	if got := s.days()[8].Text(); got != "2026-13-" || !s.Unsaved() {
		t.Errorf("the day has %q, unsaved %v", got, s.Unsaved())
	}
}

func TestFailedSaveOfTheYearKeepsThePage(t *testing.T) {
	s := newStage(t, "year")
	s.write(1, "2027-01-20")
	s.office.err = app.Errorf(app.CodeDiskFull, "settings.year.unsaved")
	s.Save()
	s.Settle()
	s.MustRead("The school year could not be saved")
	s.Key(fyne.KeyEscape)
	if got := s.days()[1].Text(); got != "2027-01-20" || !s.Unsaved() || s.yearSaved != 0 {
		t.Errorf("the day has %q, unsaved %v", got, s.Unsaved())
	}
}

// TestOldDaysStayInTheRecord: the page shows two school years; what was before them
// is kept.
func TestOldDaysStayInTheRecord(t *testing.T) {
	s := newStage(t, "look")
	old := calendar.Holiday{Title: app.Text{app.English: "Old"}, From: app.MustDay("2025-11-03"), To: app.MustDay("2025-11-04")}
	s.office.own.Holidays = []calendar.Holiday{old}
	s.Screen.Go("year")
	s.Settle()
	if len(s.days()) != 8 {
		t.Errorf("%d days on the page", len(s.days()))
	}
	s.write(1, "2027-01-20")
	s.Save()
	s.Settle()
	if got := s.office.own.Holidays; len(got) != 1 || got[0].From != old.From {
		t.Errorf("kept %+v", got)
	}
}
