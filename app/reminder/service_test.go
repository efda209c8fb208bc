package reminder

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

func steps(b Batch) []string {
	var all []string
	for _, n := range b.Notices {
		all = append(all, n.Number+" "+n.Step)
	}
	return all
}

func TestTakeShowsEachStepOnce(t *testing.T) {
	ctx := context.Background()
	store := newMemory()
	in := inputOf(t, []app.Head{hazard("1", "2026-11-27")})
	clock := app.NewManualClock(app.MustDay("2026-11-20").At(8, 0, time.UTC))
	service := New(store, clock, nil, func() Input { return in })
	take := func(want ...string) Batch {
		t.Helper()
		b, err := service.Take(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got := steps(b); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", clock.Now(), got, want)
		}
		return b
	}
	take("YH-2026-1 -7")
	writes := store.writes
	take()
	clock.Advance(3 * time.Hour)
	take()
	if store.writes != writes {
		t.Error("nothing to show, and yet it wrote")
	}
	service = New(store, clock, nil, func() Input { return in }) // started again
	take()
	clock.Set(app.MustDay("2026-11-18").At(8, 0, time.UTC)) // set back
	take()
	clock.Set(app.MustDay("2026-12-09").At(8, 0, time.UTC)) // away for two weeks
	if b := take("YH-2026-1 +8"); b.Missed != 1 {
		t.Errorf("%d missed", b.Missed)
	}
	clock.Set(app.MustDay("2026-11-26").At(8, 0, time.UTC)) // the clock was wrong
	if b := take("YH-2026-1 -1"); b.Missed != 0 {
		t.Errorf("%d missed", b.Missed)
	}
	in = inputOf(t, []app.Head{hazard("1", "2026-12-31")}) // a new deadline has steps of its own
	clock.Set(app.MustDay("2026-12-24").At(8, 0, time.UTC))
	take("YH-2026-1 -7")
}

func TestTakeShowsNothingWhenItCannotRemember(t *testing.T) {
	ctx := context.Background()
	store := newMemory()
	in := inputOf(t, []app.Head{hazard("1", "2026-11-27")})
	service := New(store, app.NewManualClock(app.MustDay("2026-11-27").At(8, 0, time.UTC)), nil, func() Input { return in })
	store.fail = app.Errorf(app.CodeDiskFull, "error.internal")
	b, err := service.Take(ctx)
	if app.CodeOf(err) != app.CodeDiskFull || len(b.Notices) != 0 {
		t.Fatalf("%v %v", b, err)
	}
	if b, err = service.Take(ctx); err != nil || len(b.Notices) != 1 {
		t.Errorf("after the disk had space again: %v %v", b, err)
	}
}

// TestNewSchoolHasMissedNothing: what came up before the school was kept here is told,
// but not as missed.
func TestNewSchoolHasMissedNothing(t *testing.T) {
	today := app.MustDay("2026-11-23")
	for since, want := range map[string]int{"2026-11-23": 0, "2026-11-01": 1} {
		in := inputOf(t, []app.Head{hazard("1", "2026-11-28")}) // its step a week ahead was on Friday
		in.Since = app.MustDay(since)
		batch, err := New(newMemory(), app.NewManualClock(today.At(8, 0, time.UTC)), nil, func() Input { return in }).Take(context.Background())
		if err != nil || len(batch.Notices) != 1 || batch.Missed != want {
			t.Errorf("kept since %s: %d notices, %d missed, want 1 and %d (%v)", since, len(batch.Notices), batch.Missed, want, err)
		}
	}
}

func TestPopupNamesNobody(t *testing.T) {
	h := hazard("1", "2026-11-20")
	h.Owner, h.Title, h.Place = "王小明", "王小明 was hurt at the stair", "王小明's class"
	in := inputOf(t, []app.Head{h, hazard("2", "2026-11-23"), hazard("3", "2026-11-24")}, "alarm-test", "evacuation-month")
	b := Batch{Day: app.MustDay("2026-11-23"), Notices: Due(in, app.MustDay("2026-11-23")), Missed: 2}
	words := readWords(t)
	for _, lang := range app.Langs {
		var text []string
		for _, line := range b.Popup() {
			text = append(text, line.Say(words, lang))
		}
		all := strings.Join(text, "\n")
		for _, secret := range []string{"王小明", "stair", "YH-", "{", "reminder."} {
			if strings.Contains(all, secret) {
				t.Errorf("%s says %q", all, secret)
			}
		}
	}
	if got := b.Popup()[1].Say(words, app.English); got != "Hazards: 1 late, 1 today, 1 coming up" {
		t.Errorf("%q", got)
	}
	drill := Notice{
		Kind: Drill, Number: "YL-2026-1", Title: literal("Drill of M. Osei's class"), Due: app.MustDay("2026-11-25"), OverdueDays: -1,
		Drill: DrillEntry{Kind: "fire", Title: app.Text{app.English: "Fire", app.Chinese: "消防疏散"}, Time: "10:05"},
	}
	alone := Batch{Notices: []Notice{drill}}.Popup()
	if got := alone[len(alone)-1].Say(words, app.English); got != "Drill YL-2026-1, Fire: 2026-11-25 (Wed) 10:05, in 1 day" {
		t.Errorf("a drill alone: %q", got)
	}
	if lines := (Batch{Notices: []Notice{drill}, Standing: []Notice{drill}}).Popup(); len(lines) != 2 || lines[1].Key != "reminder.pop.drill" {
		t.Errorf("two drills: %+v", lines)
	}
	if lines := (Batch{}).Popup(); lines != nil {
		t.Errorf("an empty batch pops up %v", lines)
	}
}

// TestPopupSaysOnlyWhatThereIs: no "0 today" beside what is late.
func TestPopupSaysOnlyWhatThereIs(t *testing.T) {
	words := readWords(t)
	tests := []struct {
		due  []string
		want map[app.Lang]string
	}{
		{[]string{"2026-11-20", "2026-11-20"}, map[app.Lang]string{app.English: "Hazards: 2 late", app.Chinese: "隐患：逾期 2 项"}},
		{[]string{"2026-11-23"}, map[app.Lang]string{app.English: "Hazards: 1 today", app.Chinese: "隐患：今天到期 1 项"}},
		{[]string{"2026-11-20", "2026-11-24"}, map[app.Lang]string{app.English: "Hazards: 1 late, 1 coming up", app.Chinese: "隐患：逾期 1 项，临近 1 项"}},
	}
	for _, test := range tests {
		var heads []app.Head
		for n, due := range test.due {
			heads = append(heads, hazard(fmt.Sprint(n+1), due))
		}
		b := Batch{Notices: Due(inputOf(t, heads), app.MustDay("2026-11-23"))}
		for lang, want := range test.want {
			if got := b.Popup()[1].Say(words, lang); got != want {
				t.Errorf("%v: %q, want %q", test.due, got, want)
			}
		}
	}
}

func TestSchedulesAreKept(t *testing.T) {
	ctx := context.Background()
	store := newMemory()
	in := inputOf(t, nil, "evacuation-month")
	clock := app.NewManualClock(app.MustDay("2026-11-20").At(8, 0, time.UTC))
	service := New(store, clock, nil, func() Input { return in })
	due := func() int {
		t.Helper()
		notices, err := service.Due(ctx, clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, notice := range notices {
			if notice.Due.Month == time.November {
				n++
			}
		}
		return n
	}
	if due() != 1 {
		t.Fatal("November's drill is not due")
	}
	if err := service.Done(ctx, app.System, RuleID("evacuation-month"), app.MustDay("2026-11-20")); err != nil {
		t.Fatal(err)
	}
	if due() != 0 {
		t.Error("November's drill is due though it was held")
	}
	if err := service.Done(ctx, app.System, "nothing", app.MustDay("2026-11-20")); app.CodeOf(err) != app.CodeNotFound {
		t.Error(err)
	}
	own := Schedule{
		ID: app.NewID(), Kind: "patrol", Title: app.Text{app.Chinese: "夜间巡查"},
		When: calendar.Recurrence{Every: calendar.EveryMonth, Dom: 22},
	}
	if err := service.Keep(ctx, app.System, own); err != nil {
		t.Fatal(err)
	}
	if due() != 1 {
		t.Error("the school's own duty is not due")
	}
	if err := service.Keep(ctx, app.System, Schedule{}); app.CodeOf(err) != app.CodeInvalid {
		t.Error(err)
	}
	all, err := service.Schedules(ctx)
	if err != nil || len(all) != 2 {
		t.Errorf("%v %v", all, err)
	}
}

// TestEveryDayOfTenYears: when the program runs every day, every step that exists
// is shown, on its own day, unless a later one falls on the same day.
func TestEveryDayOfTenYears(t *testing.T) {
	cal, _ := readPack(t, "cn")
	ctx := context.Background()
	base := inputOf(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		in := base
		h := hazard("1", "2026-11-27")
		due := app.DayNumber(app.MustDay("2026-02-01").Number() + rapid.IntRange(0, 3000).Draw(t, "due"))
		h.Due = due
		in.Records = book{h}
		want := map[app.Day]string{}
		for _, offset := range []int{-7, -1, 0, 1, 3, 7, 8, 15, 22, 29} {
			on := cal.PreviousWorkday(due.AddDays(offset))
			if offset > 0 {
				on = cal.NextWorkday(due.AddDays(offset))
			}
			want[on] = step{offset: offset}.String()
		}
		clock := app.NewManualClock(due.AddDays(-40).At(8, 0, time.UTC))
		service := New(newMemory(), clock, nil, func() Input { return in })
		for day := due.AddDays(-40); day.Before(due.AddDays(30)); day = day.AddDays(1) {
			clock.Set(day.At(8, 0, time.UTC))
			batch, err := service.Take(ctx)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if len(batch.Notices) > 0 {
				got = batch.Notices[0].Step
			}
			if got != want[day] {
				t.Fatalf("due %s, on %s: step %q, want %q", due, day, got, want[day])
			}
		}
	})
}

func BenchmarkDue(b *testing.B) {
	heads := make([]app.Head, 100_000)
	for i := range heads {
		heads[i] = hazard(fmt.Sprint(i), "2026-11-27")
		if i%10 != 0 {
			heads[i].Due = app.Day{}
		} else {
			heads[i].Due = heads[i].Due.AddDays(i % 600)
		}
	}
	in := inputOf(b, heads, "alarm-test", "evacuation-month")
	b.Run("scan/100k", func(b *testing.B) {
		for b.Loop() {
			Due(in, app.MustDay("2026-11-23"))
		}
	})
}

// TestNewDutyIsNotToldBackwards: a step that lies before the duty was entered was
// never there to be told.
func TestNewDutyIsNotToldBackwards(t *testing.T) {
	in := inputOf(t, nil)
	in.Schedules = []Schedule{{
		ID: app.NewID(), Kind: Drill, Title: literal("Fire drill"),
		When: calendar.Recurrence{Every: calendar.EveryMonth, Dom: 20, From: app.MustDay("2026-11-23")},
	}}
	for day, want := range map[string]int{"2026-11-23": 0, "2026-12-10": 0, "2026-12-11": 1, "2026-12-22": 1} {
		if got := Due(in, app.MustDay(day)); len(got) != want {
			t.Errorf("%s: %d notices, want %d: %+v", day, len(got), want, got)
		}
	}
}
