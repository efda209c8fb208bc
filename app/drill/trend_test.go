package drill_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

// heldOn is a drill that was held, with its times by mark.
func heldOn(number, kind, day string, seconds map[string]int) drill.Entry {
	d := drill.Drill{Kind: kind, Date: app.MustDay(day)}
	for mark, n := range seconds {
		if at, ok := d.Times.Of(mark); ok {
			*at = drill.CountOf(n)
		}
	}
	return drill.Entry{ID: app.ID(number), Ledger: drill.Ledger, Number: number, State: drill.StateCompleted, Values: d.Values()}
}

func out(seconds int) map[string]int { return map[string]int{drill.MarkLastOut: seconds} }

func TestTrendsFollowEachMeasureOfEachKind(t *testing.T) {
	q := year(t, "cn", nil)
	planned, void := heldOn("6", "fire", "2026-11-20", out(1)), heldOn("7", "fire", "2026-11-20", out(1))
	planned.State, void.State = drill.StateScheduled, drill.StateVoid
	unit := map[string]int{drill.MarkSelfRescue: 55, drill.MarkMutualRescue: 190, drill.MarkReinforcement: 301, drill.MarkLocked: 120, drill.MarkControlled: 310}
	trends := q.Trends([]drill.Entry{
		heldOn("4", "unit-135", "2026-10-20", unit),
		heldOn("3", "fire", "2026-10-12", out(121)),
		heldOn("1", "fire", "2025-10-13", map[string]int{drill.MarkLastOut: 120, drill.MarkRollComplete: 200}),
		heldOn("5", "Science week", "2026-05-04", out(90)), planned, void,
		{Ledger: drill.AlarmLedger, Number: "8", State: "closed", Values: schema.Values{"testedOn": "2026-10-15"}},
	})
	var got []string
	for _, s := range trends {
		for _, p := range s.Points {
			got = append(got, fmt.Sprintf("%s %s %s of %d: %d in %d, target %d, reached %t, missed %t", p.Number, s.Kind, s.Mark, s.Target, p.Seconds, p.Year, p.Target, p.Reached(), p.Missed()))
		}
	}
	want := []string{
		"1 fire last-out of 120: 120 in 2025, target 120, reached true, missed false",
		"3 fire last-out of 120: 121 in 2026, target 120, reached false, missed true",
		"1 fire roll-complete of 0: 200 in 2025, target 0, reached false, missed false",
		"4 unit-135 self-rescue of 60: 55 in 2026, target 60, reached true, missed false",
		"4 unit-135 mutual-rescue of 180: 190 in 2026, target 180, reached false, missed true",
		"4 unit-135 reinforcement of 300: 301 in 2026, target 300, reached false, missed true",
		"4 unit-135 locked of 0: 120 in 2026, target 0, reached false, missed false",
		"4 unit-135 controlled of 0: 310 in 2026, target 0, reached false, missed false",
		"5 Science week last-out of 0: 90 in 2025, target 0, reached false, missed false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
	if title := trends[len(trends)-1].MarkTitle; title.In(app.English) == drill.MarkLastOut || title.In(app.Chinese) == "" {
		t.Errorf("the mark of the school's own kind is called %q", title)
	}
	if years := trends.Years(); !slices.Equal(years, []int{2025, 2026}) {
		t.Errorf("years %v", years)
	}
	if names := trends.Kinds(); !slices.Equal(names, []string{"fire", "unit-135", "Science week"}) {
		t.Errorf("kinds %v", names)
	}
	if late := trends.Of("fire").Between(2026, 0); len(late) != 1 || len(late[0].Points) != 1 || late[0].Points[0].Number != "3" {
		t.Errorf("fire from 2026: %+v", late)
	}
	if early := trends.Between(0, 2025).Kinds(); !slices.Equal(early, []string{"fire", "Science week"}) {
		t.Errorf("until 2025: %v", early)
	}
}

// A drill is judged by the target of its day, not by that of today.
func TestTrendsKeepTheTargetOfTheTime(t *testing.T) {
	named := func(old drill.Settings, seconds int, day string) drill.Settings {
		return drill.Settings{Target: seconds}.After(old, app.MustDay(day))
	}
	first := named(drill.Settings{}, 150, "2025-09-01")
	second := named(first, 100, "2026-03-01")
	second = named(second, 90, "2026-03-01") // thought again on the same day
	third := named(second, 90, "2026-05-01") // something else was changed
	want := []drill.EarlierTarget{{Until: app.MustDay("2026-02-28"), Seconds: 150}}
	if !slices.Equal(third.Earlier, want) {
		t.Fatalf("earlier targets %v, want %v", third.Earlier, want)
	}
	q := year(t, "cn", func(s *drill.Site) { s.Settings = third })
	points := q.Trends([]drill.Entry{
		heldOn("1", "fire", "2025-03-10", out(140)), heldOn("2", "fire", "2026-02-28", out(140)), heldOn("3", "fire", "2026-03-01", out(140)),
	})[0].Points
	for i, target := range []int{150, 150, 90} {
		if p := points[i]; p.Target != target || p.Reached() != (target == 150) {
			t.Errorf("drill %s: target %d, reached %t; want %d", p.Number, p.Target, p.Reached(), target)
		}
	}
}

func TestSummaryOfATrend(t *testing.T) {
	q := year(t, "cn", nil)
	s := q.Trends([]drill.Entry{
		heldOn("1", "fire", "2024-10-10", out(200)), // counts for no change: two years back
		heldOn("2", "fire", "2025-10-10", out(150)), heldOn("3", "fire", "2026-03-10", out(131)),
		heldOn("4", "fire", "2026-09-10", out(118)), heldOn("5", "fire", "2026-10-10", out(126)), heldOn("6", "fire", "2026-11-10", out(118)),
	})[0].Summary()
	if s.Count != 6 || s.Last.Number != "6" || s.Best.Number != "4" || s.Median != 129 || s.Judged != 6 || s.Reached != 2 {
		t.Errorf("%+v", s)
	}
	if percent, ok := s.Share(); percent != 33 || !ok {
		t.Errorf("%d %% within target", percent)
	}
	if change, ok := s.Change(); change != 118-141 || !ok { // medians 118 and 140.5
		t.Errorf("changed by %d", change)
	}
	alone := q.Trends([]drill.Entry{heldOn("1", "fire", "2026-10-10", map[string]int{drill.MarkRollComplete: 99})})[0].Summary()
	if _, ok := alone.Change(); ok {
		t.Error("one year is compared with nothing")
	}
	if _, ok := alone.Share(); ok {
		t.Error("a share of drills without a target")
	}
	if none := (drill.Trend{}).Summary(); none.Count != 0 {
		t.Errorf("%+v", none)
	}
}

// someDrills draws drills of several kinds and years, some of them not held.
func someDrills(t *rapid.T) []drill.Entry {
	states := []string{drill.StateScheduled, drill.StateHeld, drill.StateRecorded, drill.StateCompleted, drill.StateVoid}
	all := make([]drill.Entry, rapid.IntRange(0, 30).Draw(t, "drills"))
	for i := range all {
		times := map[string]int{}
		for _, mark := range drill.Measures {
			if rapid.Bool().Draw(t, mark) {
				times[mark] = rapid.IntRange(0, 900).Draw(t, mark)
			}
		}
		day := app.MustDay("2022-09-01").AddDays(rapid.IntRange(0, 1500).Draw(t, "day"))
		kind := rapid.SampledFrom([]string{"fire", "earthquake", "unit-135", "lockdown", "school's own"}).Draw(t, "kind")
		all[i] = heldOn(fmt.Sprintf("YL-%03d", i), kind, day.String(), times)
		all[i].State = rapid.SampledFrom(states).Draw(t, "state")
	}
	return all
}

func TestTrendsAreOfOnePiece(t *testing.T) {
	q := year(t, "cn", nil)
	rapid.Check(t, func(t *rapid.T) {
		entries := someDrills(t)
		trends := q.Trends(entries)
		shuffled := rapid.Permutation(entries).Draw(t, "shuffled")
		if !reflect.DeepEqual(trends, q.Trends(shuffled)) {
			t.Fatal("the order of the entries changes the trends")
		}
		for _, s := range trends {
			if !slices.IsSortedFunc(s.Points, drill.TrendPoint.Compare) || len(s.Points) == 0 {
				t.Fatalf("%s %s: points %v", s.Kind, s.Mark, s.Points)
			}
			for _, p := range s.Points {
				if p.Reached() && p.Missed() || p.Target > 0 && !p.Reached() && !p.Missed() {
					t.Fatalf("%+v", p)
				}
			}
			sum := s.Summary()
			slowest := slices.MaxFunc(s.Points, func(a, b drill.TrendPoint) int { return a.Seconds - b.Seconds })
			if sum.Best.Seconds > sum.Median || sum.Median > slowest.Seconds || sum.Reached > sum.Judged || sum.Judged > sum.Count {
				t.Fatalf("%+v", sum)
			}
		}
		// Every year's part taken together is the whole.
		points := 0
		for _, y := range trends.Years() {
			for _, s := range trends.Between(y, y) {
				points += len(s.Points)
			}
		}
		for _, kind := range trends.Kinds() {
			for _, s := range trends.Of(kind) {
				points -= len(s.Points)
			}
		}
		if points != 0 {
			t.Fatalf("the parts differ from the whole by %d", points)
		}
	})
}

// Whatever targets a school names one after the other, each day keeps the one that
// it ended with.
func TestEachDayKeepsItsTarget(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := app.MustDay("2026-01-01")
		settings, ended := drill.Settings{}, map[app.Day]int{}
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			next := day.AddDays(rapid.IntRange(0, 3).Draw(t, "days later"))
			for ; day.Before(next); day = day.AddDays(1) {
				ended[day] = settings.Target
			}
			settings = drill.Settings{Target: rapid.IntRange(0, 3).Draw(t, "target") * 60}.After(settings, day)
		}
		ended[day] = settings.Target
		named := false
		for d := app.MustDay("2026-01-01"); !d.After(day); d = d.AddDays(1) {
			named = named || ended[d] > 0
			if got := settings.TargetOn(d); named && got != ended[d] {
				t.Fatalf("on %s %d, want %d; %v", d, got, ended[d], settings.Earlier)
			}
		}
	})
}
