package calendar

import (
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

func pack(tb testing.TB, name string) *Calendar {
	tb.Helper()
	file, err := os.ReadFile("../../assets/packs/" + name + ".json")
	if err != nil {
		tb.Fatal(err)
	}
	c, err := Read(file)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func TestSchoolYearAndTerms(t *testing.T) {
	tests := []struct {
		pack, day, year, term string
		week                  int
	}{
		{"cn", "2026-11-23", "2026-2027", "first", 13},
		{"cn", "2026-09-01", "2026-2027", "first", 1},
		{"cn", "2026-08-31", "2025-2026", "", 0},
		{"cn", "2026-09-06", "2026-2027", "first", 1},
		{"cn", "2026-09-07", "2026-2027", "first", 2},
		{"cn", "2027-01-04", "2026-2027", "first", 19},
		{"cn", "2027-02-10", "2026-2027", "", 0},
		{"cn", "2027-03-01", "2026-2027", "second", 2},
		{"us", "2026-08-17", "2026-2027", "fall", 1},
		{"us", "2026-08-01", "2026-2027", "", 0},
		{"us", "2026-07-31", "2025-2026", "", 0},
		{"us", "2027-02-01", "2026-2027", "spring", 5},
	}
	for _, test := range tests {
		c, day := pack(t, test.pack), app.MustDay(test.day)
		if got := c.SchoolYear(day).String(); got != test.year {
			t.Errorf("%s: school year %s, want %s", test.day, got, test.year)
		}
		term, ok := c.TermOf(day)
		if term.Name != test.term || ok != (test.term != "") {
			t.Errorf("%s: term %q, want %q", test.day, term.Name, test.term)
		}
		if week, _ := c.Week(day); week != test.week {
			t.Errorf("%s: week %d, want %d", test.day, week, test.week)
		}
	}
}

func TestTermAtInHolidays(t *testing.T) {
	c := pack(t, "cn")
	for day, want := range map[string]string{"2026-08-20": "second", "2026-11-23": "first", "2027-02-10": "first"} {
		if got := c.TermAt(app.MustDay(day)).Name; got != want {
			t.Errorf("%s belongs to term %q, want %q", day, got, want)
		}
	}
}

func TestTermDatesReplaceTheShape(t *testing.T) {
	file, err := os.ReadFile("../../assets/packs/cn.json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadPack(file)
	if err != nil {
		t.Fatal(err)
	}
	p.TermDates = []TermDate{{Name: "second", Year: 2026, From: app.MustDay("2027-02-22"), To: app.MustDay("2027-07-02")}}
	c, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	term, ok := c.TermOf(app.MustDay("2027-02-22"))
	if !ok || term.Assumed || term.To.String() != "2027-07-02" {
		t.Errorf("term %+v", term)
	}
	if first := c.Terms(2026)[0]; !first.Assumed {
		t.Error("the first term has no dates of its own")
	}
}

// TestChineseHolidays checks the days that the State Council's notices name.
func TestChineseHolidays(t *testing.T) {
	c := pack(t, "cn")
	off := []string{
		"2025-10-08", "2026-01-01", "2026-01-03", "2026-02-15", "2026-02-23", "2026-04-06", "2026-05-05", "2026-06-19",
		"2026-09-25", "2026-10-01", "2026-10-07", "2026-11-22", "2027-02-05", "2027-02-08", "2027-04-05", "2027-06-09", "2027-09-15",
	}
	on := []string{
		"2025-09-28", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-02-24",
		"2026-10-08", "2026-11-23", "2028-10-02",
	}
	for _, day := range off {
		if c.IsWorkday(app.MustDay(day)) {
			t.Errorf("%s is a workday", day)
		}
	}
	for _, day := range on {
		if !c.IsWorkday(app.MustDay(day)) {
			t.Errorf("%s is a day off", day)
		}
	}
	if h, ok := c.Holiday(app.MustDay("2026-10-03")); !ok || h.Title.In(app.Chinese) != "国庆节" || h.Confidence != Official {
		t.Errorf("holiday %+v", h)
	}
	if !c.Settled(2026) || c.Settled(2027) || c.Settled(2028) {
		t.Error("the years 2025 and 2026 alone are settled")
	}
	if c.Open(2026) || !c.Open(2027) {
		t.Error("of the two years 2027 alone is open")
	}
	year := app.Period{From: app.MustDay("2026-01-01"), To: app.MustDay("2026-12-31")}
	if got := c.Workdays(year); got != 248 {
		t.Errorf("2026 has %d workdays, want 248", got)
	}
}

func TestAmericanHolidays(t *testing.T) {
	c := pack(t, "us")
	for _, day := range []string{
		"2026-09-07", "2026-11-11", "2026-11-26", "2026-11-27", "2026-12-24", "2026-12-31", "2027-01-01", "2027-01-18",
		"2027-02-15", "2027-05-31", "2028-07-04",
	} {
		if _, ok := c.Holiday(app.MustDay(day)); !ok {
			t.Errorf("%s is no holiday", day)
		}
	}
	if c.IsWorkday(app.MustDay("2026-11-27")) || !c.IsWorkday(app.MustDay("2026-11-30")) {
		t.Error("after Thanksgiving work begins on Monday")
	}
}

// TestWorkdays: the next workday is one, and none lies between.
func TestWorkdays(t *testing.T) {
	packs := []*Calendar{pack(t, "cn"), pack(t, "us")}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(packs).Draw(t, "pack")
		day := app.DayNumber(rapid.IntRange(19000, 23000).Draw(t, "day"))
		next, previous := c.NextWorkday(day), c.PreviousWorkday(day)
		if !c.IsWorkday(next) || !c.IsWorkday(previous) || next.Before(day) || previous.After(day) {
			t.Fatalf("%s: workdays %s and %s", day, previous, next)
		}
		want := 0
		if c.IsWorkday(day) {
			want = 1
		} else if next.Sub(previous) > 13 {
			t.Fatalf("%s: no workday from %s to %s", day, previous, next)
		}
		if got := c.Workdays(app.Period{From: day, To: next}); got != 1 {
			t.Fatalf("%s to %s: %d workdays", day, next, got)
		}
		if c.Workdays(app.Period{From: day, To: day}) != want {
			t.Fatalf("%s is counted wrongly", day)
		}
	})
}

// TestYearsAndWeeksAreWhole: every day lies in one school year and at most one term.
func TestYearsAndWeeksAreWhole(t *testing.T) {
	packs := []*Calendar{pack(t, "cn"), pack(t, "us")}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(packs).Draw(t, "pack")
		day := app.DayNumber(rapid.IntRange(19000, 23000).Draw(t, "day"))
		year := c.SchoolYear(day)
		if !year.Has(day) || c.SchoolYear(year.From) != year || c.SchoolYear(year.To.AddDays(1)).Year != year.Year+1 {
			t.Fatalf("%s: school year %+v", day, year)
		}
		in := 0
		for _, term := range c.Terms(year.Year) {
			if term.Has(day) {
				in++
			}
		}
		term, ok := c.TermOf(day)
		if in > 1 || ok != (in == 1) {
			t.Fatalf("%s lies in %d terms", day, in)
		}
		if ok {
			week := term.WeekOf(day)
			if week < 1 || term.LastDayOfWeek(week).Before(day) || week > 1 && !term.LastDayOfWeek(week-1).Before(day) {
				t.Fatalf("%s: week %d ends %s", day, week, term.LastDayOfWeek(week))
			}
		}
		if w := Week(day); w.From.Weekday() != time.Monday || w.To.Weekday() != time.Sunday || !w.Has(day) {
			t.Fatalf("%s: week %v", day, w)
		}
	})
}

func TestWeekText(t *testing.T) {
	c := pack(t, "cn")
	if key, args := c.WeekText(app.MustDay("2026-11-23")); key != "calendar.week" || args["week"] != 13 {
		t.Errorf("%s %v", key, args)
	}
	if key, _ := c.WeekText(app.MustDay("2026-08-01")); key != "calendar.break" {
		t.Error(key)
	}
	words, err := app.LoadWords(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	key, args := c.WeekText(app.MustDay("2026-11-23"))
	if got := words.Say(app.Chinese, key, args); got != "第13教学周" {
		t.Error(got)
	}
	if got := words.Say(app.English, key, args); got != "teaching week 13" {
		t.Error(got)
	}
}

func TestWrongPacks(t *testing.T) {
	tests := map[string]int{ // file: number of problems, 0 for another error
		`{`:                                   0,
		`{"name":"x"}`:                        0,
		`{"calendar":{"yearStarts":"09-01"}}`: 1,
		`{"calendar":{"yearStarts":"9","restDays":["Sonntag"],"terms":[{"from":"02-30","to":"07-01"}],
		"termDates":[{"name":"no","from":"2026-01-02","to":"2026-01-01"}],
		"holidays":[{"from":"2026-01-01","to":"2027-01-01"}],
		"yearly":[{"when":{"every":"month","day":1}}]}}`: 7,
	}
	for file, want := range tests {
		_, err := Read([]byte(file))
		if app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if e := err.(*app.Error); len(e.Problems) != want {
			t.Errorf("%s: %d problems, want %d: %v", file, len(e.Problems), want, e)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"cn", "us"} {
		file, err := os.ReadFile("../../assets/packs/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := Read(file)
		if err != nil {
			return
		}
		day := app.MustDay("2026-11-23")
		_ = c.NextWorkday(day)
		_, _ = c.Week(day)
		_ = c.TermAt(day)
	})
}
