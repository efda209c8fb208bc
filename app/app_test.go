package app_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

func TestIDsAreRandomAndParse(t *testing.T) {
	seen := map[app.ID]bool{}
	for range 1000 {
		id := app.NewID()
		if _, err := app.ParseID(string(id)); err != nil || seen[id] || id[14] != '4' {
			t.Fatalf("%s: %v", id, err)
		}
		seen[id] = true
	}
	for _, wrong := range []string{"", "x", "5C001000-0000-4000-8000-000000000001", "5c001000-0000-4000-8000-00000000000g", "5c0010000000-4000-8000-000000000001xx"} {
		if _, err := app.ParseID(wrong); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q is taken for an ID", wrong)
		}
	}
}

func TestDay(t *testing.T) {
	day := app.MustDay("2026-11-23")
	if got := day.In(app.English); got != "2026-11-23 (Mon)" {
		t.Error(got)
	}
	if got := day.In(app.Chinese); got != "2026年11月23日（周一）" {
		t.Error(got)
	}
	if got := app.MustDay("2026-01-31").AddMonths(1).String(); got != "2026-02-28" {
		t.Error(got)
	}
	if got := app.MustDay("2026-11-30").AddMonths(3).String(); got != "2027-02-28" {
		t.Error(got)
	}
	for _, wrong := range []string{"2026-2-1", "2026-02-29", "2026/02/01", "20260201xx", "1899-12-31", "2026-13-01", "２０26-01-01"} {
		if d, err := app.ParseDay(wrong); err == nil {
			t.Errorf("%q is read as %s", wrong, d)
		}
	}
}

func TestDayArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := app.DayNumber(rapid.IntRange(-25000, 80000).Draw(t, "day"))
		n := rapid.IntRange(-3000, 3000).Draw(t, "days")
		moved := day.AddDays(n)
		if moved.Sub(day) != n || moved.Before(day) != (n < 0) || moved.After(day) != (n > 0) {
			t.Fatalf("%s + %d = %s", day, n, moved)
		}
		if app.DayNumber(day.Number()) != day {
			t.Fatalf("%s does not come back from its number", day)
		}
		if back, err := app.ParseDay(day.String()); err != nil || back != day {
			t.Fatalf("%s does not come back from its text: %v", day, err)
		}
		if last := day.LastOfMonth(); last.AddDays(1) != last.FirstOfMonth().AddMonths(1) {
			t.Fatalf("month of %s ends on %s", day, last)
		}
	})
}

func TestPeriod(t *testing.T) {
	tests := []struct{ text, from, to string }{
		{"2026-11", "2026-11-01", "2026-11-30"},
		{"2028-02", "2028-02-01", "2028-02-29"},
		{"2026", "2026-01-01", "2026-12-31"},
		{"2026-11-23", "2026-11-23", "2026-11-23"},
		{"2026-09-01/2027-01-20", "2026-09-01", "2027-01-20"},
	}
	for _, test := range tests {
		p, err := app.ParsePeriod(test.text)
		if err != nil || p.From.String() != test.from || p.To.String() != test.to {
			t.Errorf("%s gives %v, %v", test.text, p, err)
		}
	}
	for _, wrong := range []string{"", "11", "2026-13", "2026-11-23/2026-11-22", "Nov 2026"} {
		if _, err := app.ParsePeriod(wrong); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q is taken for a period", wrong)
		}
	}
	open := app.Period{From: app.MustDay("2026-11-01")}
	if !open.Has(app.MustDay("2099-01-01")) || open.Has(app.MustDay("2026-10-31")) {
		t.Error("an open period has the wrong days")
	}
}

func words(t *testing.T, en, zh string) (*app.Words, error) {
	t.Helper()
	return app.LoadWords(fstest.MapFS{
		"a.en.json":      {Data: []byte(en)},
		"a.zh-Hans.json": {Data: []byte(zh)},
	})
}

func TestWords(t *testing.T) {
	w, err := words(t,
		`{"late": "{days} {days|day|days} late", "open": "a {", "due": "due {day}", "kind": "{kind}"}`,
		`{"late": "逾期 {days} 天", "due": "期限{day}", "kind": "{kind}"}`)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		lang app.Lang
		key  string
		args app.Args
		want string
	}{
		{app.English, "late", app.Args{"days": 1}, "1 day late"},
		{app.English, "late", app.Args{"days": 3}, "3 days late"},
		{app.Chinese, "late", app.Args{"days": 3}, "逾期 3 天"},
		{app.Chinese, "due", app.Args{"day": app.MustDay("2026-11-23")}, "期限2026年11月23日（周一）"},
		{app.Chinese, "kind", app.Args{"kind": app.Text{"en": "Hazard", "zh-Hans": "隐患"}}, "隐患"},
		{app.English, "late", nil, "{days} {days|day|days} late"},
		{app.Chinese, "open", nil, "a {"},
		{app.Chinese, "nothing", nil, "nothing"},
	}
	for _, test := range tests {
		if got := w.Say(test.lang, test.key, test.args); got != test.want {
			t.Errorf("%s in %s is %q, want %q", test.key, test.lang, got, test.want)
		}
	}
	if _, err := app.LoadWords(fstest.MapFS{"a.en.json": {Data: []byte(`{"x":"1"}`)}, "b.en.json": {Data: []byte(`{"x":"2"}`)}}); err == nil {
		t.Error("a key that stands twice is taken")
	}
}

func TestExplain(t *testing.T) {
	w, err := words(t,
		`{"error.internal": "Something went wrong.", "save.full": "The disk is full.", "field.required": "This field is required.", "field.date": "Not a date."}`,
		`{"error.internal": "出错了。", "save.full": "磁盘已满。", "field.required": "此项必填。", "field.date": "不是日期。"}`)
	if err != nil {
		t.Fatal(err)
	}
	full := fmt.Errorf("put: %w", app.Errorf(app.CodeDiskFull, "save.full"))
	if got := w.Explain(app.Chinese, full); got != "磁盘已满。" {
		t.Error(got)
	}
	if got := w.Explain(app.English, errors.New("boom")); got != "Something went wrong." {
		t.Error(got)
	}
	list := &app.Error{Code: app.CodeInvalid, Key: "save.full", Problems: []app.Problem{
		{Where: "C41", Field: "Due", Value: "x", Key: "field.date"}, {Where: "C42", Key: "field.required"},
	}}
	want := "The disk is full.\nC41 (Due): \"x\" Not a date.\nC42: This field is required."
	if got := w.Explain(app.English, list); got != want {
		t.Errorf("got %q", got)
	}
	if app.CodeOf(full) != app.CodeDiskFull || app.CodeOf(nil) != "" || app.CodeOf(errors.New("x")) != app.CodeInternal {
		t.Error("wrong codes")
	}
}

func TestManualClock(t *testing.T) {
	start := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	clock := app.NewManualClock(start)
	clock.Advance(time.Hour)
	if !clock.Now().Equal(start.Add(time.Hour)) {
		t.Error(clock.Now())
	}
	clock.Set(start)
	if !clock.Now().Equal(start) {
		t.Error(clock.Now())
	}
}

func TestSchoolIsChecked(t *testing.T) {
	if err := (app.School{Name: "Riverside School", Type: "primary"}).Check(); err != nil {
		t.Error(err)
	}
	if err := (app.School{Type: "castle", Students: -1}).Check(); app.CodeOf(err) != app.CodeInvalid {
		t.Error(err)
	}
}

func FuzzWords(f *testing.F) {
	f.Add("{a|b", "{days|day|days}")
	f.Add("{}", "}{")
	f.Fuzz(func(t *testing.T, one, two string) {
		w, err := words(t, fmt.Sprintf("{\"a\":%q}", one), fmt.Sprintf("{\"a\":%q}", two))
		if err != nil {
			return
		}
		_ = w.T(app.English, "a", "days", 2)
		_ = w.T(app.Chinese, "a")
	})
}
