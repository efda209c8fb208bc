package reminder

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// someHeads draws records and drills whose deadlines lie in ten years.
func someHeads(t *rapid.T) []app.Head {
	start := app.MustDay("2026-01-01").Number()
	var heads []app.Head
	for i := range rapid.IntRange(1, 4).Draw(t, "records") {
		h := hazard(fmt.Sprint(i), "2026-11-27")
		created := rapid.IntRange(0, 3400).Draw(t, "created")
		h.Created = app.DayNumber(start+created).At(8, 0, time.UTC)
		h.Due = app.DayNumber(start + created + rapid.IntRange(0, 90).Draw(t, "within"))
		h.Ledger = rapid.SampledFrom([]string{"hazard", "document", "own"}).Draw(t, "ledger")
		h.State = rapid.SampledFrom([]string{"in-progress", "in-progress", "closed", "void"}).Draw(t, "state")
		h.Grade = rapid.SampledFrom([]string{"general", "major"}).Draw(t, "grade")
		heads = append(heads, h)
	}
	return heads
}

// drillStates are those through which a drill goes.
var drillStates = []string{"scheduled", "extended", "running", "held", "recorded", "completed", "void"}

// decade is a school in the course of ten years, with what was told so far.
type decade struct {
	*rapid.T
	input   Input
	heads   *diary
	silent  app.Day // from then on it is told that there was no drill
	store   *memory
	clock   *app.ManualClock
	service *Service

	shown map[string]int       // how often each matter's step was told
	naps  map[string]time.Time // until when each is put off at present
	put   map[string]int       // how often it was put off
}

func newDecade(t *rapid.T, base Input) *decade {
	d := &decade{
		T: t, input: base, store: newMemory(), clock: app.NewManualClock(app.MustDay("2026-01-01").At(8, 0, time.UTC)),
		shown: map[string]int{}, naps: map[string]time.Time{}, put: map[string]int{},
	}
	d.heads = &diary{book: someHeads(t)}
	for i := range rapid.IntRange(1, 3).Draw(t, "drills") {
		day := app.MustDay("2026-01-01").AddDays(rapid.IntRange(20, 3400).Draw(t, "drill on"))
		d.heads.book = append(d.heads.book, drillOn(fmt.Sprint("d", i), "scheduled", day.String()))
	}
	d.silent = app.MustDay("2026-01-01").AddDays(rapid.IntRange(0, 3000).Draw(t, "silent from"))
	d.restart()
	return d
}

// Drills implements DrillBook: each month asks for a drill, until two weeks after it.
func (d *decade) Drills(_ context.Context, today app.Day) (Drills, error) {
	drills := Drills{Entries: map[app.ID]DrillEntry{}}
	for _, h := range d.heads.book {
		if h.Ledger == "drill" {
			drills.Entries[h.ID] = DrillEntry{Kind: "fire", Time: "10:05"}
		}
	}
	for _, month := range []app.Day{today.FirstOfMonth().AddMonths(-1), today.FirstOfMonth()} {
		p := app.Period{From: month, To: month.LastOfMonth()}
		if !today.After(p.To.AddDays(14)) {
			drills.Needs = append(drills.Needs, DrillNeed{
				Rule: "CN-1", Requirement: "monthly", Title: literal("Fire"), Says: literal("Monthly."), Kind: "fire", Short: 1, Period: p, By: p.To,
			})
		}
	}
	if !today.Before(d.silent) {
		drills.Silent = d.silent
	}
	return drills, nil
}

func (d *decade) restart() {
	d.service = New(d.store, d.clock, d, func() Input {
		in := d.input
		in.Records = d.heads
		return in
	})
}

// pass lets something happen, and looks. politely says whether the program looked by
// itself.
func (d *decade) pass(ctx context.Context) (batch Batch, politely bool, err error) {
	hours := func(least, most int) time.Duration {
		return time.Duration(rapid.IntRange(least, most).Draw(d.T, "hours")) * time.Hour
	}
	switch rapid.IntRange(0, 24).Draw(d.T, "what") {
	case 0:
		d.restart()
		batch, err = d.service.Start(ctx)
		return batch, false, err
	case 1:
		d.restart()
	case 2:
		d.clock.Advance(-hours(1, 40*24))
	case 3:
		d.clock.Advance(hours(30*24, 400*24))
	case 4:
		d.store.fail = errors.New("no space")
	case 5, 6, 7:
		d.clock.Advance(time.Duration(rapid.IntRange(1, 180).Draw(d.T, "minutes")) * time.Minute)
	case 8, 9, 10:
		d.putOff()
	case 11, 12:
		d.moveDrill()
	case 13:
		batch, err = d.service.TakeAll(ctx)
		return batch, false, err
	default:
		d.clock.Advance(hours(1, 40*24))
	}
	batch, err = d.service.Take(ctx)
	return batch, true, err
}

// putOff puts one of the notices off.
func (d *decade) putOff() {
	due, err := d.service.Due(context.Background(), d.clock.Now())
	if err != nil {
		d.Fatal(err)
	}
	if len(due) == 0 {
		return
	}
	n := rapid.SampledFrom(due).Draw(d.T, "put off")
	now := d.clock.Now()
	until := rapid.SampledFrom([]time.Time{
		AnHour(now), Defaults().MorningOf(app.DayOf(now).AddDays(1), time.UTC), Defaults().MorningOf(app.DayOf(now).AddDays(12), time.UTC),
	}).Draw(d.T, "until")
	if err := d.service.PutOff(context.Background(), app.System, n.Key, until); err != nil {
		d.store.fail = nil
		return
	}
	matter := step0(n.Key)
	d.naps[matter] = until
	d.put[matter]++
}

// step0 is the key of a notice as it was before it was put off.
func step0(key string) string {
	matter, _, _ := strings.Cut(key, napMark)
	return matter
}

// moveDrill brings a drill to another state, or to another day.
func (d *decade) moveDrill() {
	at := rapid.IntRange(0, len(d.heads.book)-1).Draw(d.T, "which")
	h := d.heads.book[at]
	if h.Ledger != "drill" {
		return
	}
	state := rapid.SampledFrom(drillStates).Draw(d.T, "state")
	day := h.Day
	if state == "extended" {
		day = day.AddDays(rapid.IntRange(1, 40).Draw(d.T, "later"))
	}
	d.heads.book[at] = drillOn(string(h.ID), state, day.String())
	d.heads.version++
}

// quiet says in its own way whether no notice may pop up.
func (d *decade) quiet(cal *calendar.Calendar) bool {
	now := d.clock.Now()
	return now.Hour() >= 21 || now.Hour() < 7 || !cal.IsWorkday(app.DayOf(now))
}

// check looks at what was told.
func (d *decade) check(batch Batch, politely bool) {
	now, today := d.clock.Now(), app.DayOf(d.clock.Now())
	matters := map[string]bool{}
	missed := 0
	for _, n := range batch.Notices {
		matter := step0(n.Key)
		d.shown[matter]++
		if most := 1 + d.put[matter]; d.shown[matter] > most {
			d.Fatalf("%s: %s is told %d times, put off %d times", now, n.Key, d.shown[matter], most-1)
		}
		if now.Before(d.naps[matter]) {
			d.Fatalf("%s: %s is told in its sleep until %s", now, n.Key, d.naps[matter])
		}
		if n.Since.After(today) {
			d.Fatalf("%s: %s is told before its day %s", now, n.Key, n.Since)
		}
		if of := string(n.ID) + string(n.Kind) + n.Due.String(); matters[of] {
			d.Fatalf("%s: two steps of %s at once", now, n.Key)
		} else {
			matters[of] = true
		}
		if politely && n.At != "" && now.Format("2006-01-02 15:04") < n.Since.String()+" "+n.At {
			d.Fatalf("%s: %s is told before %s", now, n.Key, n.At)
		}
		if hour := now.Hour(); politely && (hour >= 21 || hour < 7 || d.quiet(d.input.Calendar) && !n.holds()) {
			d.Fatalf("%s: %s is told in quiet hours", now, n.Key)
		}
		if n.Since.Before(today) {
			missed++
		}
	}
	if missed != batch.Missed {
		d.Fatalf("%s: %d missed, want %d", now, batch.Missed, missed)
	}
	d.complete(politely)
}

// complete looks for what was not told although it could be.
func (d *decade) complete(politely bool) {
	now, today := d.clock.Now(), app.DayOf(d.clock.Now())
	if politely && d.quiet(d.input.Calendar) {
		return
	}
	in := d.input
	in.Records, in.Settings = d.heads, Defaults()
	in.Drills, _ = d.Drills(context.Background(), today)
	for _, n := range Due(in, today) { // without naps
		if now.Before(d.naps[n.Key]) || politely && n.At != "" && now.Format("15:04") < n.At && n.Since == today {
			continue
		}
		if d.shown[n.Key] == 0 {
			d.Fatalf("%s: %s was never told", now, n.Key)
		}
	}
}

// TestTenYears lets ten years go by: on most days the program runs, on some it sleeps,
// is started again, finds the clock set back or far ahead, or cannot write; drills are
// moved, held and written up, and notices are put off. No step is ever told twice, but
// once more after each time that it was put off; none pops up in quiet hours, in its
// sleep or before its time of day; none that may pop up stays untold after a look; and
// only the newest step of each matter is told.
func TestTenYears(t *testing.T) {
	ctx := context.Background()
	base := inputOf(t, nil, "alarm-test", "evacuation-month")
	told, put := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := newDecade(t, base)
		end := app.MustDay("2036-01-01")
		for !app.DayOf(d.clock.Now()).After(end) {
			batch, politely, err := d.pass(ctx)
			d.store.fail = nil
			if err != nil {
				if len(batch.Notices) > 0 {
					t.Fatalf("%s: told though it was not remembered", d.clock.Now())
				}
				continue
			}
			d.check(batch, politely)
		}
		for _, n := range d.shown {
			told += n
		}
		put += len(d.put)
	})
	if told == 0 || put == 0 {
		t.Error("nothing was told, or put off: the test tests nothing")
	}
}
