package calendar

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

func days(occurrences []Occurrence) []string {
	var all []string
	for _, o := range occurrences {
		all = append(all, o.Day.String())
	}
	return all
}

func TestOccurrences(t *testing.T) {
	c := pack(t, "cn")
	tests := []struct {
		name string
		rule Recurrence
		from string
		to   string
		want []string
	}{
		{"day of the month", Recurrence{Every: EveryMonth, Dom: 25}, "2026-11-01", "2027-01-31", []string{"2026-11-25", "2026-12-25", "2027-01-25"}},
		{"day 31", Recurrence{Every: EveryMonth, Dom: 31}, "2026-01-15", "2026-04-30", []string{"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"}},
		{"last day", Recurrence{Every: EveryMonth, Last: true}, "2028-02-01", "2028-02-29", []string{"2028-02-29"}},
		{"second Friday", Recurrence{Every: EveryMonth, Nth: 2, Weekday: "friday"}, "2026-11-01", "2026-12-31", []string{"2026-11-13", "2026-12-11"}},
		{"last Monday", Recurrence{Every: EveryMonth, Nth: -1, Weekday: "monday"}, "2026-11-01", "2026-11-30", []string{"2026-11-30"}},
		{"quarter", Recurrence{Every: EveryMonth, N: 3, Month: 3, Dom: 20}, "2026-01-01", "2026-12-31", []string{"2026-03-20", "2026-06-20", "2026-09-20", "2026-12-20"}},
		{"year", Recurrence{Every: EveryYear, Month: time.November, Dom: 9}, "2026-01-01", "2027-12-31", []string{"2026-11-09", "2027-11-09"}},
		{"leap day", Recurrence{Every: EveryYear, Month: time.February, Dom: 29}, "2027-01-01", "2028-12-31", []string{"2027-02-28", "2028-02-29"}},
		{"weeks", Recurrence{Every: EveryWeek, N: 2, Weekday: "monday", From: app.MustDay("2026-11-04")}, "2026-11-01", "2026-12-06", []string{"2026-11-16", "2026-11-30"}},
		{"term, first 6 weeks", Recurrence{Every: EveryTerm, Week: 6}, "2026-09-01", "2027-08-31", []string{"2026-10-10", "2027-04-02"}},
		{"term", Recurrence{Every: EveryTerm}, "2026-09-01", "2027-08-31", []string{"2027-01-25", "2027-07-05"}},
		{"in term time", Recurrence{Every: EveryMonth, Dom: 20, TermTime: true}, "2027-01-01", "2027-09-30", []string{"2027-01-20", "2027-03-20", "2027-04-20", "2027-05-20", "2027-06-20", "2027-09-20"}},
		{"moved into the term", Recurrence{Every: EveryMonth, Last: true, TermTime: true}, "2027-01-01", "2027-01-31", []string{"2027-01-25"}},
		{"wrong", Recurrence{Every: "hour"}, "2027-01-01", "2027-01-31", nil},
		{"empty period", Recurrence{Every: EveryMonth, Dom: 1}, "2027-01-31", "2027-01-01", nil},
	}
	for _, test := range tests {
		got := days(test.rule.Occurrences(c, app.Period{From: app.MustDay(test.from), To: app.MustDay(test.to)}))
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func someRule(t *rapid.T) Recurrence {
	weekday := rapid.SampledFrom([]string{"monday", "wednesday", "sunday"}).Draw(t, "weekday")
	r := Recurrence{Every: rapid.SampledFrom([]Every{EveryWeek, EveryMonth, EveryTerm, EveryYear}).Draw(t, "every")}
	switch r.Every {
	case EveryWeek:
		r.N, r.Weekday = rapid.IntRange(0, 5).Draw(t, "n"), weekday
	case EveryTerm:
		r.Week = rapid.IntRange(0, 25).Draw(t, "week")
	case EveryMonth:
		r.N = rapid.SampledFrom([]int{0, 1, 2, 3, 6}).Draw(t, "n")
		r.TermTime = rapid.Bool().Draw(t, "term time")
	case EveryYear:
		r.Month = time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
	}
	if r.Every == EveryMonth || r.Every == EveryYear {
		switch rapid.IntRange(0, 2).Draw(t, "form") {
		case 0:
			r.Dom = rapid.IntRange(1, 31).Draw(t, "dom")
		case 1:
			r.Last = true
		default:
			r.Nth, r.Weekday = rapid.SampledFrom([]int{-1, 1, 2, 3, 4}).Draw(t, "nth"), weekday
		}
	}
	return r
}

// TestOccurrencesAreOfOnePiece: in order, inside their windows, windows apart from
// each other, and the same whether the period is asked for whole or in parts.
func TestOccurrencesAreOfOnePiece(t *testing.T) {
	packs := []*Calendar{pack(t, "cn"), pack(t, "us")}
	rapid.Check(t, func(t *rapid.T) {
		c, r := rapid.SampledFrom(packs).Draw(t, "pack"), someRule(t)
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
		from := app.DayNumber(rapid.IntRange(20000, 21500).Draw(t, "from"))
		cut := from.AddDays(rapid.IntRange(0, 300).Draw(t, "cut"))
		to := cut.AddDays(rapid.IntRange(1, 300).Draw(t, "to"))
		whole := r.Occurrences(c, app.Period{From: from, To: to})
		parts := append(r.Occurrences(c, app.Period{From: from, To: cut}),
			r.Occurrences(c, app.Period{From: cut.AddDays(1), To: to})...)
		if !slices.Equal(whole, parts) {
			t.Fatalf("%+v: whole %v, in parts %v", r, days(whole), days(parts))
		}
		for i, o := range whole {
			if !o.Window.Has(o.Day) {
				t.Fatalf("%+v: %s outside its window %v", r, o.Day, o.Window)
			}
			if i > 0 && (!whole[i-1].Day.Before(o.Day) || !whole[i-1].Window.To.Before(o.Window.From)) {
				t.Fatalf("%+v: %v, then %v", r, whole[i-1], o)
			}
		}
	})
}

func TestCheck(t *testing.T) {
	wrong := []Recurrence{
		{},
		{Every: EveryWeek},
		{Every: EveryWeek, Weekday: "Montag"},
		{Every: EveryMonth},
		{Every: EveryMonth, Dom: 32},
		{Every: EveryMonth, Nth: 5, Weekday: "monday"},
		{Every: EveryMonth, Nth: 1},
		{Every: EveryYear, Dom: 1},
		{Every: EveryYear, Month: 13, Dom: 1},
		{Every: EveryTerm, Week: -1},
		{Every: EveryMonth, Dom: 1, N: -1},
		{Every: EveryMonth, Dom: 1, Month: 13},
	}
	for _, r := range wrong {
		if app.CodeOf(r.Check()) != app.CodeInvalid {
			t.Errorf("%+v passes", r)
		}
	}
}
