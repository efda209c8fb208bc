package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"sort"
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/assets"
)

// samplePassphrase opens the sample school. It is no secret: the welcome screen and
// the manual show it.
const samplePassphrase = "sample school 2026"

// sampleFile is assets/sample/<lang>.json. Days count from today; "@-3" in a value
// is the day three days ago.
type sampleFile struct {
	School struct {
		Name       string         `json:"name"`
		Type       app.SchoolType `json:"type"`
		Pack       string         `json:"pack"`
		Lang       app.Lang       `json:"lang"`
		Students   int            `json:"students"`
		Boarding   bool           `json:"boarding"`
		Bus        bool           `json:"bus"`
		Canteen    bool           `json:"canteen"`
		Laboratory bool           `json:"laboratory"`
		WaterNear  bool           `json:"waterNear"`
		Director   string         `json:"director"`
		Phone      string         `json:"phone"`
	} `json:"school"`
	Entries []sampleEntry `json:"entries"`
}

type sampleEntry struct {
	Ledger string         `json:"ledger"`
	Day    int            `json:"day"`
	Values map[string]any `json:"values"`
	Steps  []struct {
		To  ledger.State   `json:"to"`
		Day int            `json:"day"`
		Set map[string]any `json:"set"`
	} `json:"steps"`
}

// createSample makes the sample school in this home, with a history as if it had
// been kept for a year and more, and returns its recovery code.
func (p *program) createSample(ctx context.Context) (string, error) {
	file, err := fs.ReadFile(assets.Sample(), string(p.lang)+".json")
	if err != nil {
		return "", err
	}
	var sample sampleFile
	if err := json.Unmarshal(file, &sample); err != nil {
		return "", err
	}
	clock := app.NewManualClock(p.clock.Now())
	school := sample.school()
	school.Since = app.DayOf(p.clock.Now()).AddDays(-sampleDays)
	return p.create(ctx, school, samplePassphrase, clock, func(d *desk) error {
		return sample.live(ctx, d, clock, p.clock.Now())
	})
}

// sampleDays is for how long the sample school has been kept.
const sampleDays = 30

func (s sampleFile) school() app.School {
	return app.School{
		Name: s.School.Name, Type: s.School.Type, Pack: s.School.Pack, Lang: s.School.Lang, Students: s.School.Students,
		Boarding: s.School.Boarding, Bus: s.School.Bus, Canteen: s.School.Canteen, Laboratory: s.School.Laboratory,
		WaterNear: s.School.WaterNear, Director: s.School.Director, Phone: s.School.Phone,
	}
}

// sampleEvent is one thing that happened on a day.
type sampleEvent struct {
	entry int
	step  int // -1 for the entry itself
	day   int
}

// live does everything in the order in which it happened.
func (s sampleFile) live(ctx context.Context, d *desk, clock *app.ManualClock, now time.Time) error {
	var events []sampleEvent
	for i, e := range s.Entries {
		events = append(events, sampleEvent{i, -1, e.Day})
		for j, step := range e.Steps {
			events = append(events, sampleEvent{i, j, step.Day})
		}
	}
	sort.SliceStable(events, func(i, j int) bool { return events[i].day < events[j].day })
	today := app.DayOf(now)
	ids := make([]app.ID, len(s.Entries))
	for n, event := range events {
		// Every event of a day has its own minute, and none lies in the future.
		at := today.AddDays(event.day).At(8, 0, now.Location()).Add(time.Duration(n) * time.Minute)
		if at.After(now) {
			at = now
		}
		clock.Set(at)
		if err := s.do(ctx, d, event, ids, today); err != nil {
			return err
		}
	}
	return nil
}

func (s sampleFile) do(ctx context.Context, d *desk, event sampleEvent, ids []app.ID, today app.Day) error {
	e := s.Entries[event.entry]
	t, err := d.ledgers.Library().Template(e.Ledger)
	if err != nil {
		return err
	}
	raw := e.Values
	if event.step >= 0 {
		raw = e.Steps[event.step].Set
	}
	dates := sampleDates{today: today}
	if e.Ledger == drill.Ledger || e.Ledger == drill.AlarmLedger {
		dates.calendar = d.pack.Load().calendar
	}
	values, problems := t.ParseRow(dates.row(raw))
	if len(problems) > 0 {
		return &app.Error{Code: app.CodeInvalid, Key: "ledger.wrong", Args: app.Args{"count": len(problems), "ledger": t.Title}, Problems: problems}
	}
	if event.step >= 0 {
		_, err := d.ledgers.Step(ctx, d.who, ids[event.entry], e.Steps[event.step].To, values)
		return err
	}
	full := d.ledgers.Fresh(t, d.who, today)
	for name, value := range values {
		full[name] = value
	}
	if e.Ledger == drill.Ledger {
		if full, err = s.plan(ctx, d, full, len(e.Steps) == 0); err != nil {
			return err
		}
	}
	added, err := d.ledgers.Add(ctx, d.who, e.Ledger, full)
	ids[event.entry] = added.ID
	return err
}

// plan is a drill with what its kind arranges; one that is still ahead has the
// classes of the last roll too.
func (s sampleFile) plan(ctx context.Context, d *desk, values schema.Values, ahead bool) (schema.Values, error) {
	plan := drill.FromValues(values)
	if ahead {
		plan, err := d.drills.arranged(ctx, plan)
		return plan.Values(), err
	}
	kind, err := d.drills.kind(ctx, plan.Kind)
	if err != nil {
		return nil, err
	}
	return kind.Arrange(plan, s.School.Lang).Values(), nil
}

// sampleDates turns the "@n" of the sample into days.
type sampleDates struct {
	today    app.Day
	calendar *calendar.Calendar // nil where weekends and holidays do not matter
}

// row replaces each "@n" by the day n days from today, in the rows of a table too.
func (s sampleDates) row(raw map[string]any) map[string]any {
	out := make(map[string]any, len(raw))
	for name, value := range raw {
		out[name] = s.value(value)
	}
	return out
}

func (s sampleDates) value(value any) any {
	switch v := value.(type) {
	case map[string]any:
		return s.row(v)
	case []any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = s.value(v[i])
		}
		return all
	case string:
		if n, err := strconv.Atoi(strings.TrimPrefix(v, "@")); err == nil && strings.HasPrefix(v, "@") {
			return s.day(n).String()
		}
	}
	return value
}

// day is n days from today, or the workday before it: what was done must not come to
// lie ahead of the day on which it was entered. What is ahead is on the next workday.
func (s sampleDates) day(n int) app.Day {
	day := s.today.AddDays(n)
	switch {
	case s.calendar == nil || s.calendar.IsWorkday(day):
		return day
	case n > 0:
		return s.calendar.NextWorkday(day)
	}
	return s.calendar.PreviousWorkday(day)
}
