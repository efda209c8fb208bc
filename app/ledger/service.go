package ledger

import (
	"context"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// lateAfter is how many days after its day an entry counts as entered late.
const lateAfter = 3

// Service is the only door to the entries of all ledgers.
type Service struct {
	store   app.Store
	library *Library
	prefill map[arrival]Prefill

	mu   sync.Mutex
	last *undo // the last change that can be taken back
}

// New opens the ledgers kept in a store.
func New(ctx context.Context, store app.Store, library *Library) (*Service, error) {
	if err := library.sync(ctx, store); err != nil {
		return nil, err
	}
	return &Service{store: store, library: library, prefill: map[arrival]Prefill{}}, nil
}

// Prefill adds to the values of an entry what is asked of it from a state on, and
// returns them all.
type Prefill func(schema.Values) schema.Values

// arrival is the step of an entry of a ledger into a state.
type arrival struct {
	ledger string
	to     State
}

// OnStep has something prefilled by every step of a ledger into a state, whichever
// way it is taken. It is to be called before the service is used.
func (s *Service) OnStep(ledger string, to State, fill Prefill) {
	s.prefill[arrival{ledger, to}] = fill
}

// Library returns the templates and loops.
func (s *Service) Library() *Library { return s.library }

// Entry returns an entry by ID. CodeNotFound when there is none.
func (s *Service) Entry(ctx context.Context, id app.ID) (Entry, error) {
	var e Entry
	err := s.store.Read(ctx, func(r app.Reader) error { return r.Get(app.KindEntry, id, &e) })
	return e, err
}

// History returns what happened to an entry, oldest first.
func (s *Service) History(ctx context.Context, id app.ID) ([]app.History, error) {
	var history []app.History
	err := s.store.Read(ctx, func(r app.Reader) (err error) {
		history, err = r.History(app.KindEntry, id)
		return err
	})
	return history, err
}

// Fresh returns the values a new entry starts with: the defaults of the template.
func (s *Service) Fresh(t Template, who app.Actor, today app.Day) schema.Values {
	values := schema.Values{}
	for _, f := range t.Fields {
		switch f.Default {
		case "":
		case "today":
			values[f.Name] = today.String()
		case "actor":
			values[f.Name] = who.Name
		default:
			values[f.Name] = f.Default
		}
	}
	return values
}

// Add writes a new entry and gives it the next number. Problems are listed in the
// error, and then nothing was written.
func (s *Service) Add(ctx context.Context, who app.Actor, ledger string, values schema.Values) (Entry, error) {
	added, err := s.AddAll(ctx, who, ledger, []schema.Values{values})
	if err != nil {
		return Entry{}, err
	}
	return added[0], nil
}

// AddAll writes new entries of a ledger, all of them or none, and gives them the next
// numbers in their order. They are taken back in one step.
func (s *Service) AddAll(ctx context.Context, who app.Actor, ledger string, all []schema.Values) ([]Entry, error) {
	return s.AddAndCorrect(ctx, who, ledger, all, nil)
}

// numbers names entries by the first and the last of their numbers.
func numbers(entries []Entry) string {
	first, last := entries[0].Number, entries[len(entries)-1].Number
	if first == last {
		return first
	}
	return first + " - " + last
}

// Change writes new values of an entry; the old text stays in the history. base is
// the revision that was shown: CodeConflict when somebody changed it since.
func (s *Service) Change(ctx context.Context, who app.Actor, id app.ID, values schema.Values, base int) (Entry, error) {
	var before, after Entry
	err := s.store.Write(ctx, who, func(w app.Writer) (err error) {
		before, after, err = s.correct(w, Correction{id, values, base})
		if err == nil && after.Revision == before.Revision {
			return errStop
		}
		return err
	})
	switch {
	case err == errStop:
		return before, nil
	case err != nil:
		return Entry{}, err
	}
	s.remember(undo{Title: after.Number, Action: "changed", Before: []Entry{before}, After: []Entry{after}})
	return after, nil
}

// Noted writes into the history that an entry was printed, exported or shown.
func (s *Service) Noted(ctx context.Context, who app.Actor, id app.ID, action, note string) error {
	return s.store.Write(ctx, who, func(w app.Writer) error {
		return w.Note(app.KindEntry, id, app.History{Action: action, Note: note})
	})
}

// put writes an entry with its head and history and counts its revision.
func (s *Service) put(w app.Writer, t Template, e *Entry, h *app.History) error {
	record := s.record(w, t, e, h)
	return w.Put(record)
}

func (s *Service) record(w app.Writer, t Template, e *Entry, h *app.History) app.Record {
	e.Revision++
	e.Updated = w.Now()
	if e.Created.IsZero() {
		e.Created = e.Updated
		day := dayOf(e.Values[t.Headline.Day])
		h.Late = !day.IsZero() && app.DayOf(e.Created).Sub(day) > lateAfter
	}
	head := t.Head(*e, s.library.Loop(t))
	return app.Record{Kind: app.KindEntry, ID: e.ID, Value: *e, Sensitivity: head.Sensitivity, Head: &head, History: h}
}

// wrong turns the problems of a row into one error.
func wrong(t Template, values schema.Values) error {
	problems := t.Validate(values)
	if len(problems) == 0 {
		return nil
	}
	return &app.Error{Code: app.CodeInvalid, Key: "ledger.wrong", Args: app.Args{"count": len(problems), "ledger": t.Title}, Problems: problems}
}

func nextNumber(w app.Writer, t Template, values schema.Values) (string, error) {
	n, err := parseNumbering(t.Number)
	if err != nil {
		return "", err
	}
	day := dayOf(values[t.Headline.Day])
	if day.IsZero() {
		day = app.DayOf(w.Now())
	}
	seq, err := w.Next(t.Name + ":" + n.series(day))
	return n.number(day, seq), err
}

// changes lists the fields in which two rows differ, by name.
func changes(before, after schema.Values) []app.FieldChange {
	var list []app.FieldChange
	for _, name := range sortedNames(before, after) {
		if before[name] != after[name] {
			list = append(list, app.FieldChange{Field: name, Old: before[name], New: after[name]})
		}
	}
	return list
}
