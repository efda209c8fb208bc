package reminder

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// memory is a store without a file: what a transaction wrote is there when it
// ended well, and not otherwise. Values go through JSON, as through a vault.
type memory struct {
	records map[app.Kind]map[app.ID][]byte
	fail    error // returned by the next write, instead of committing
	writes  int
}

func newMemory() *memory { return &memory{records: map[app.Kind]map[app.ID][]byte{}} }

func (m *memory) Read(_ context.Context, do func(app.Reader) error) error {
	return do(&transaction{memory: m})
}

func (m *memory) Write(_ context.Context, who app.Actor, do func(app.Writer) error) error {
	tx := &transaction{memory: m, who: who, put: map[app.Kind]map[app.ID][]byte{}}
	if err := do(tx); err != nil {
		return err
	}
	if err := m.fail; err != nil {
		m.fail = nil
		return err
	}
	m.writes++
	for kind, records := range tx.put {
		if m.records[kind] == nil {
			m.records[kind] = map[app.ID][]byte{}
		}
		for id, value := range records {
			m.records[kind][id] = value
		}
	}
	return nil
}

func (m *memory) Subscribe(func([]app.Change)) func() { return func() {} }

type transaction struct {
	*memory
	who app.Actor
	put map[app.Kind]map[app.ID][]byte
}

var errUnused = errors.New("not needed by reminders")

func (tx *transaction) Get(kind app.Kind, id app.ID, into any) error {
	value, ok := tx.put[kind][id]
	if !ok {
		value, ok = tx.records[kind][id]
	}
	if !ok {
		return app.Errorf(app.CodeNotFound, "error.id", "text", string(id))
	}
	return json.Unmarshal(value, into)
}

func (tx *transaction) Each(kind app.Kind, visit func(app.ID, func(any) error) error) error {
	for id, value := range tx.records[kind] {
		if err := visit(id, func(into any) error { return json.Unmarshal(value, into) }); err != nil {
			return err
		}
	}
	return nil
}

func (tx *transaction) Put(records ...app.Record) error {
	for _, r := range records {
		value, err := json.Marshal(r.Value)
		if err != nil {
			return err
		}
		if tx.put[r.Kind] == nil {
			tx.put[r.Kind] = map[app.ID][]byte{}
		}
		tx.put[r.Kind][r.ID] = value
	}
	return nil
}

func (tx *transaction) Now() time.Time                                  { return time.Time{} }
func (tx *transaction) Who() app.Actor                                  { return tx.who }
func (tx *transaction) History(app.Kind, app.ID) ([]app.History, error) { return nil, errUnused }
func (tx *transaction) Counter(string) (int, error)                     { return 0, errUnused }
func (tx *transaction) Remove(app.Kind, app.ID, app.History) error      { return errUnused }
func (tx *transaction) Note(app.Kind, app.ID, app.History) error        { return errUnused }
func (tx *transaction) Next(string) (int, error)                        { return 0, errUnused }
func (tx *transaction) SetCounter(string, int) error                    { return errUnused }

// book is Records as a plain list.
type book []app.Head

func (b book) Due(until app.Day) []app.Head {
	var due []app.Head
	for _, h := range b {
		if !h.Due.IsZero() && !h.Due.After(until) && h.State != "void" {
			due = append(due, h)
		}
	}
	return due
}

func (b book) Entries(ledger string, p app.Period) int {
	n := 0
	for _, h := range b {
		if h.Ledger == ledger && h.State != "void" && !h.Day.IsZero() && p.Has(h.Day) {
			n++
		}
	}
	return n
}

func isOpen(_, state string) bool { return state != "closed" && state != "void" }

func readPack(tb testing.TB, name string) (*calendar.Calendar, Rules) {
	tb.Helper()
	file, err := os.ReadFile("../../assets/packs/" + name + ".json")
	if err != nil {
		tb.Fatal(err)
	}
	cal, err := calendar.Read(file)
	if err != nil {
		tb.Fatal(err)
	}
	rules, err := ReadRules(file)
	if err != nil {
		tb.Fatal(err)
	}
	return cal, rules
}

func readWords(tb testing.TB) *app.Words {
	tb.Helper()
	words, err := app.LoadWords(os.DirFS("../../assets/words"))
	if err != nil {
		tb.Fatal(err)
	}
	return words
}

// inputOf is what reminders depend on at a school with the Chinese pack and no
// duties but those named.
func inputOf(tb testing.TB, heads []app.Head, duties ...string) Input {
	tb.Helper()
	cal, rules := readPack(tb, "cn")
	var kept []DutyRule
	for _, d := range append(rules.Duties, drillDuties...) {
		for _, name := range duties {
			if d.Rule == name {
				kept = append(kept, d)
			}
		}
	}
	rules.Duties = kept
	return Input{Records: book(heads), Rules: rules, Calendar: cal, Open: isOpen, Settings: Defaults()}
}

// drillDuties are drills as a pack without drill rules has them.
var drillDuties = []DutyRule{
	{
		Rule: "evacuation-month", Kind: Drill, Title: app.Text{app.English: "Evacuation drill of the month", app.Chinese: "本月应急疏散演练"},
		When:  calendar.Recurrence{Every: calendar.EveryMonth, Dom: 20, TermTime: true},
		Steps: Steps{Lead: []int{30, 7, 1, 0}, After: 1, Every: 7}, Grace: 14,
		Escalate: []Escalation{{After: 3, To: "safety-head"}, {After: 7, To: "principal"}},
	},
	{
		Rule: "bus-evacuation", Kind: Drill, Title: app.Text{app.English: "Bus evacuation drill", app.Chinese: "校车应急疏散演练"},
		When:  calendar.Recurrence{Every: calendar.EveryTerm, Week: 8},
		Steps: Steps{Lead: []int{30, 7, 1, 0}, After: 1, Every: 7}, Grace: 14,
	},
}

func hazard(id, due string) app.Head {
	return app.Head{
		Kind: app.KindEntry, ID: app.ID(id), Ledger: "hazard", Number: "YH-2026-" + id, Title: "Fire door wedged open",
		State: "in-progress", Grade: "general", Place: "Stair B", Owner: "T. Okoro",
		Day: app.MustDay("2026-09-01"), Due: app.MustDay(due), Created: app.MustDay("2026-01-01").At(8, 0, time.UTC),
	}
}

// drillOn is an entry of the ledger of drills as the catalog has it.
func drillOn(id, state, day string) app.Head {
	due := app.MustDay(day)
	switch state {
	case "held":
		due = due.AddDays(1)
	case "recorded":
		due = due.AddDays(7)
	case "completed", "void":
		due = app.Day{}
	}
	return app.Head{
		Kind: app.KindEntry, ID: app.ID(id), Ledger: "drill", Number: "YL-2026-" + id, Title: "Fire drill", State: state,
		Owner: "T. Okoro", Day: app.MustDay(day), Due: due, Created: app.MustDay("2026-01-01").At(8, 0, time.UTC),
	}
}

// known are drills that somebody made up for the day.
type known func(today app.Day) Drills

// Drills implements DrillBook.
func (k known) Drills(_ context.Context, today app.Day) (Drills, error) { return k(today), nil }
