package drills

import (
	"context"
	"io/fs"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
	"campuskeeper/assets"
	"campuskeeper/ui/uitest"
	"campuskeeper/ui/widgets"

	wordfiles "campuskeeper/assets/words"
)

// school keeps drills in memory, with the screen of its year.
type school struct {
	*uitest.Bench
	screen  *Screen
	site    drill.Site
	kinds   drill.Kinds
	rules   drill.Rules
	days    *calendar.Calendar
	entries []drill.Entry
	err     error
	notes   map[string]string

	undo    string
	opened  app.ID
	started app.ID
	printed string
	reading agenda.Reading
}

// cn is a boarding school in China whose rules are those of the shipped pack.
func cn(t testing.TB, lang app.Lang, entries ...drill.Entry) *school {
	t.Helper()
	s := &school{Bench: uitest.New(t, lang), notes: map[string]string{}, entries: entries, site: drill.Site{School: app.School{
		Type: "nine-year", Pack: "cn", Students: 1180, Boarding: true, Bus: true, Canteen: true,
	}}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	s.kinds, err = drill.ReadKinds(assets.DrillKinds())
	must(err)
	s.rules, err = drill.ReadRules(assets.DrillRules(), "cn")
	must(err)
	file, err := fs.ReadFile(assets.Packs(), "cn.json")
	must(err)
	s.days, err = calendar.Read(file)
	must(err)
	return s
}

// open shows the screen.
func (s *school) open() *school {
	s.T.Helper()
	all, err := app.LoadWords(wordfiles.Files())
	if err != nil {
		s.T.Fatal(err)
	}
	s.screen = New(Deps{
		Words: s.Words, Sentences: all, Runner: s.Runner, Clock: s.Clock, Source: s, Host: s, Memory: s,
		Open:   func(id app.ID) { s.opened = id },
		Start:  func(id app.ID) { s.started = id },
		Papers: []string{"drill-year", "compliance"},
		Print:  func(paper string, year calendar.SchoolYear) { s.printed = paper + " " + year.String() },
		Export: func(year calendar.SchoolYear) { s.printed = "agenda " + year.String() },
		Import: func(read func(agenda.Reading)) { read(s.reading) },
	})
	s.Show(s.screen.Object())
	s.screen.Shown()
	s.Settle()
	return s
}

// held is a drill in the ledger, in a state.
func held(number, kind, day, state string) drill.Entry {
	d := drill.Drill{Kind: kind, Date: app.MustDay(day), Time: "10:05"}
	return drill.Entry{ID: app.ID("id " + number), Ledger: drill.Ledger, Number: number, State: state, Values: d.Values()}
}

// Read implements Source.
func (s *school) Read(context.Context) (Book, error) {
	h, p := drill.Split(s.entries)
	return Book{
		Question: drill.Question{Rules: s.rules, Kinds: s.kinds, Site: s.site, Calendar: s.days, Held: h, Planned: p},
		Entries:  slices.Clone(s.entries), Pack: app.Text{app.English: "China", app.Chinese: "中国"},
	}, s.err
}

// Schedule implements Source.
func (s *school) Schedule(_ context.Context, plans []drill.Drill) error {
	if s.err != nil {
		return s.err
	}
	for _, p := range plans {
		number := "YL-" + string(rune('a'+len(s.entries)))
		s.entries = append(s.entries, drill.Entry{ID: app.ID("id " + number), Ledger: drill.Ledger, Number: number, State: drill.StateScheduled, Values: p.Values()})
	}
	return nil
}

// Take implements Source.
func (s *school) Take(ctx context.Context, plans []drill.Drill, moved []drill.Held) error {
	for _, h := range moved {
		if err := s.Move(ctx, h.ID, h.Day, h.Time); err != nil {
			return err
		}
	}
	return s.Schedule(ctx, plans)
}

// Move implements Source.
func (s *school) Move(_ context.Context, id app.ID, day app.Day, time string) error {
	for i, e := range s.entries {
		if e.ID == id && s.err == nil {
			d := drill.FromValues(e.Values)
			d.Date = day
			if time != "" {
				d.Time = time
			}
			s.entries[i].Values = d.Values()
		}
	}
	return s.err
}

// Keep implements Source.
func (s *school) Keep(_ context.Context, settings drill.Settings) error {
	s.site.Settings = settings
	return s.err
}

// Canvas implements Host.
func (s *school) Canvas() fyne.Canvas { return s.Window.Canvas() }

// OfferUndo implements Host.
func (s *school) OfferUndo(text string) { s.undo = text }

// RefreshMenu implements Host.
func (s *school) RefreshMenu() {}

// Recall implements widgets.Memory.
func (s *school) Recall(key string) string { return s.notes[key] }

// Remember implements widgets.Memory.
func (s *school) Remember(key, value string) { s.notes[key] = value }

// do obeys a command of the screen as the menu does.
func (s *school) do(key string) {
	s.T.Helper()
	for _, c := range s.screen.Commands() {
		if c.Key == key {
			if c.Possible != nil && !c.Possible() {
				s.T.Fatalf("%s is not possible", key)
			}
			c.Do()
			s.Settle()
			return
		}
	}
	s.T.Fatalf("no command %s", key)
}

// day is the day of an entry.
func (s *school) day(number string) string {
	s.T.Helper()
	for _, e := range s.entries {
		if e.Number == number {
			return e.Values["date"]
		}
	}
	s.T.Fatalf("no drill %s", number)
	return ""
}

// pick puts the cursor of the grid on a drill.
func (s *school) pick(number string) {
	s.screen.grid.focus()
	s.screen.grid.pick("id " + number)
	s.Settle()
}

// cells are the slots that are drawn.
func (s *school) cells() []*cell { return uitest.All[*cell](s.Bench) }

// cellOf is the drawn cell of a drill.
func (s *school) cellOf(number string) *cell {
	s.T.Helper()
	for _, c := range s.cells() {
		if c.slot.Number == number {
			return c
		}
	}
	s.T.Fatalf("%s is not drawn", number)
	return nil
}

// year is a term in which everything is to be seen.
func fullTerm() []drill.Entry {
	return []drill.Entry{
		held("YL-1", "evacuation", "2026-09-16", drill.StateCompleted),
		held("YL-2", "evacuation", "2026-10-21", drill.StateCompleted),
		held("YL-3", "earthquake", "2026-11-19", drill.StateHeld),
		held("YL-4", "fire", "2026-11-26", drill.StateScheduled),
		held("YL-5", "intruder", "2026-12-03", drill.StateScheduled),
		held("YL-6", "crush", "2026-10-14", drill.StateRecorded),
		held("YL-7", "unit-135", "2026-11-18", drill.StateScheduled),
	}
}

var _ widgets.Memory = (*school)(nil)
