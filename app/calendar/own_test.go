package calendar

import (
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

func rawPack(tb testing.TB, name string) Pack {
	tb.Helper()
	file, err := os.ReadFile("../../assets/packs/" + name + ".json")
	if err != nil {
		tb.Fatal(err)
	}
	p, err := ReadPack(file)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func with(tb testing.TB, own Own) *Calendar {
	tb.Helper()
	c, err := New(rawPack(tb, "cn").With(own))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func term(year int, name, from, to string, sure Confidence) TermDate {
	return TermDate{Name: name, Year: year, From: app.MustDay(from), To: app.MustDay(to), Source: Source{Confidence: sure}}
}

func holiday(from, to string) Holiday {
	return Holiday{Title: app.Text{app.English: "Autumn holiday"}, From: app.MustDay(from), To: app.MustDay(to)}
}

func TestOwnTermsTakeThePlaceOfTheUsualOnes(t *testing.T) {
	c := with(t, Own{Terms: []TermDate{
		term(2026, "first", "2026-08-31", "2027-01-20", Official), term(2026, "second", "2027-02-26", "2027-07-03", Assumed),
		term(2026, "spring", "2027-02-26", "2027-07-03", Official), // of another pack
	}})
	tests := []struct {
		day, term string
		week      int
		assumed   bool
	}{
		{"2026-08-30", "", 0, false},
		{"2026-08-31", "first", 1, false}, // before the school year begins
		{"2026-09-07", "first", 2, false},
		{"2027-01-20", "first", 21, false},
		{"2027-01-21", "", 0, false},
		{"2027-03-01", "second", 2, true},
		{"2027-09-01", "first", 1, true}, // the next year is not entered yet
	}
	for _, test := range tests {
		day := app.MustDay(test.day)
		got, ok := c.TermOf(day)
		week, _ := c.Week(day)
		if got.Name != test.term || ok != (test.term != "") || week != test.week || got.Assumed != test.assumed {
			t.Errorf("%s: term %q, week %d, assumed %v", test.day, got.Name, week, got.Assumed)
		}
	}
	if got := c.TermAt(app.MustDay("2026-08-31")); got.Year.Year != 2026 {
		t.Errorf("2026-08-31 belongs to the term of %s", got.Year)
	}
	byWeekOne := Recurrence{Every: EveryTerm, Week: 1}
	if got := days(byWeekOne.Occurrences(c, app.Period{From: app.MustDay("2026-08-20"), To: app.MustDay("2026-09-06")})); !slices.Equal(got, []string{"2026-09-04"}) {
		t.Errorf("due %v", got)
	}
}

func TestOwnDaysGoBeforeThePack(t *testing.T) {
	c := with(t, Own{
		Holidays: []Holiday{holiday("2026-11-02", "2026-11-06"), holiday("2026-10-10", "2026-10-10")},
		Workdays: []SwappedDay{{Day: app.MustDay("2026-11-14")}, {Day: app.MustDay("2026-10-07")}},
		Exams:    []Exam{{Title: app.Text{app.English: "Mid-term"}, From: app.MustDay("2026-11-11"), To: app.MustDay("2026-11-12")}},
	})
	tests := []struct {
		day           string
		work, holiday bool
	}{
		{"2026-11-02", false, true},  // a Monday of the school's own holiday
		{"2026-11-09", true, false},  // the Monday after
		{"2026-11-14", true, false},  // a Saturday that is worked
		{"2026-11-15", false, false}, // the Sunday after
		{"2026-10-07", true, false},  // National Day week, but worked here
		{"2026-10-06", false, true},
		{"2026-10-10", false, true}, // a make-up workday of the pack, free here
	}
	for _, test := range tests {
		day := app.MustDay(test.day)
		if _, holiday := c.Holiday(day); c.IsWorkday(day) != test.work || holiday != test.holiday {
			t.Errorf("%s: workday %v, holiday %v", test.day, c.IsWorkday(day), holiday)
		}
	}
	if _, ok := c.Exam(app.MustDay("2026-11-10")); ok {
		t.Error("exams on the day before")
	}
	if e, ok := c.Exam(app.MustDay("2026-11-12")); !ok || e.Title.In(app.English) != "Mid-term" {
		t.Errorf("no exams on the last day: %v", e)
	}
	holidays, worked := c.Free(app.Period{From: app.MustDay("2026-10-01"), To: app.MustDay("2026-11-30")})
	if len(holidays) != 3 || holidays[1].From.String() != "2026-10-10" || len(worked) != 2 || worked[0].Day.String() != "2026-10-07" {
		t.Errorf("free %v, worked %v", holidays, worked)
	}
}

func TestOwnDaysAreChecked(t *testing.T) {
	first, second := term(2026, "first", "2026-09-01", "2027-01-20", Official), term(2026, "second", "2027-02-22", "2027-07-03", Official)
	day := app.MustDay
	tests := []struct {
		name       string
		own        Own
		field, key string
	}{
		{"right", Own{Terms: []TermDate{first, second}, Holidays: []Holiday{holiday("2026-11-02", "2026-11-06")}, Workdays: []SwappedDay{{Day: day("2026-11-14")}}}, "", ""},
		{"nothing", Own{}, "", ""},
		{"no first day", Own{Terms: []TermDate{{Name: "first", Year: 2026, To: day("2027-01-20")}}}, "terms/2026/first/from", "calendar.own.day"},
		{"no last day", Own{Terms: []TermDate{{Name: "first", Year: 2026, From: day("2026-09-01")}}}, "terms/2026/first/to", "calendar.own.day"},
		{"turned round", Own{Terms: []TermDate{term(2026, "first", "2027-01-20", "2026-09-01", Official)}}, "terms/2026/first/to", "calendar.own.order"},
		{"another year", Own{Terms: []TermDate{term(2026, "first", "2025-06-01", "2025-12-20", Official)}}, "terms/2026/first/from", "calendar.own.year"},
		{"too late", Own{Terms: []TermDate{term(2026, "second", "2027-02-22", "2027-12-03", Official)}}, "terms/2026/second/to", "calendar.own.year"},
		{"overlap", Own{Terms: []TermDate{term(2026, "second", "2027-01-20", "2027-07-03", Official), first}}, "terms/2026/second/from", "calendar.own.before"},
		{"overlap of years", Own{Terms: []TermDate{second, term(2027, "first", "2027-07-02", "2028-01-20", Official)}}, "terms/2027/first/from", "calendar.own.before"},
		{"within a term that nobody entered", Own{Terms: []TermDate{term(2026, "second", "2026-12-01", "2027-07-03", Official)}}, "terms/2026/second/from", "calendar.own.before"},
		{"within one of the year before", Own{Terms: []TermDate{term(2026, "first", "2026-07-03", "2027-01-20", Official)}}, "terms/2026/first/from", "calendar.own.before"},
		{"nameless", Own{Holidays: []Holiday{{From: day("2026-11-02"), To: day("2026-11-02")}}}, "holidays/0/name", "calendar.own.name"},
		{"endless", Own{Holidays: []Holiday{holiday("2026-11-02", "2027-11-02")}}, "holidays/0/to", "calendar.own.long"},
		{"twice", Own{Holidays: []Holiday{holiday("2026-11-02", "2026-11-06"), holiday("2026-11-06", "2026-11-07")}}, "holidays/1/from", "calendar.own.twice"},
		{"worked anyway", Own{Workdays: []SwappedDay{{Day: day("2026-11-13")}}}, "workdays/0/from", "calendar.own.workday"},
		{"worked twice", Own{Workdays: []SwappedDay{{Day: day("2026-11-14")}, {Day: day("2026-11-14")}}}, "workdays/1/from", "calendar.own.twice"},
		{"worked and free", Own{Holidays: []Holiday{holiday("2026-11-14", "2026-11-15")}, Workdays: []SwappedDay{{Day: day("2026-11-14")}}}, "workdays/0/from", "calendar.own.free"},
		{"no workday", Own{Workdays: []SwappedDay{{}}}, "workdays/0/from", "calendar.own.day"},
		{"long exams", Own{Exams: []Exam{{Title: app.Text{app.English: "Exams"}, From: day("2026-11-02"), To: day("2027-01-02")}}}, "exams/0/to", "calendar.own.long"},
	}
	p := rawPack(t, "cn")
	for _, test := range tests {
		problems := p.Check(test.own)
		switch {
		case test.key == "" && len(problems) == 0:
		case test.key == "" || len(problems) != 1 || problems[0].Field != test.field || problems[0].Key != test.key:
			t.Errorf("%s: %+v, want %s at %s", test.name, problems, test.key, test.field)
		}
	}
}

func TestOwnChangesNameOldAndNew(t *testing.T) {
	before := Own{Terms: []TermDate{term(2026, "first", "2026-09-01", "2027-01-25", Assumed)}, Holidays: []Holiday{holiday("2026-11-02", "2026-11-06")}}
	after := Own{Terms: []TermDate{term(2026, "first", "2026-09-01", "2027-01-20", Official)}, Workdays: []SwappedDay{{Day: app.MustDay("2026-11-14")}}}
	want := []app.FieldChange{
		{Field: "terms", Old: "2026-09-01/2027-01-25 ?", New: "2026-09-01/2027-01-20"},
		{Field: "holidays", Old: "2026-11-02/2026-11-06 Autumn holiday"},
		{Field: "workdays", New: "2026-11-14"},
	}
	if got := after.Changes(before); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if got := before.Changes(before); got != nil {
		t.Errorf("no change is told as %v", got)
	}
}

func TestSpareLeavesOutWhatIsAssumedAnyway(t *testing.T) {
	c := pack(t, "cn")
	own := Own{Terms: append(c.Dates(2026), term(2027, "first", "2027-09-02", "2028-01-25", Assumed), term(2027, "second", "2028-02-25", "2028-07-05", Official))}
	if got := own.Spare(c).Terms; len(got) != 2 || got[0].Year != 2027 || got[1].Name != "second" {
		t.Errorf("%+v", got)
	}
}

// TestOwnDaysHoldTogether: what passes the check makes a calendar, in which the terms
// stand as they were entered; and a record that is split is whole again when joined.
func TestOwnDaysHoldTogether(t *testing.T) {
	p := rawPack(t, "cn")
	plain := pack(t, "cn")
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Custom(func(t *rapid.T) app.Day {
			return app.DayNumber(rapid.IntRange(20600, 21300).Draw(t, "day"))
		})
		var own Own
		for _, name := range []string{"first", "second"} {
			if rapid.Bool().Draw(t, "term") {
				own.Terms = append(own.Terms, TermDate{Name: name, Year: 2026, From: day.Draw(t, "from"), To: day.Draw(t, "to")})
			}
		}
		for range rapid.IntRange(0, 3).Draw(t, "holidays") {
			own.Holidays = append(own.Holidays, Holiday{Title: app.Text{app.English: "x"}, From: day.Draw(t, "from"), To: day.Draw(t, "to")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "workdays") {
			own.Workdays = append(own.Workdays, SwappedDay{Day: day.Draw(t, "day")})
		}
		c, err := New(p.With(own))
		if err != nil {
			t.Fatalf("%+v: %v", own, err)
		}
		if len(p.Check(own)) == 0 {
			for _, term := range own.Terms {
				if got, ok := c.TermOf(term.From); !ok || got.Name != term.Name || got.Period != term.days() {
					t.Fatalf("%+v is %+v", term, got)
				}
			}
			for _, w := range own.Workdays {
				if !c.IsWorkday(w.Day) {
					t.Fatalf("%s is no workday", w.Day)
				}
			}
		}
		past, rest := own.Split(plain.schoolYear(2026))
		if changes := past.Join(rest).Changes(own); len(changes) > 0 {
			t.Fatalf("split and joined: %v", changes)
		}
	})
}
