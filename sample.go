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
	"campuskeeper/app/ledger"
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
// been kept for a quarter of a year, and returns its recovery code.
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
	values, problems := t.ParseRow(dated(raw, today))
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
	added, err := d.ledgers.Add(ctx, d.who, e.Ledger, full)
	ids[event.entry] = added.ID
	return err
}

// dated replaces "@n" by the day n days from today.
func dated(raw map[string]any, today app.Day) map[string]any {
	out := make(map[string]any, len(raw))
	for name, value := range raw {
		out[name] = value
		text, ok := value.(string)
		if !ok || !strings.HasPrefix(text, "@") {
			continue
		}
		if n, err := strconv.Atoi(text[1:]); err == nil {
			out[name] = today.AddDays(n).String()
		}
	}
	return out
}
