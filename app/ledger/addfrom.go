package ledger

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// AddFrom writes new entries of a ledger that come from another record, such as the
// hazards that the review of a drill found, and writes their numbers back there: link
// is given the values of that record and the numbers in their order, and returns its
// values as they are to be. All of it is one transaction, and is taken back in one
// step. Problems are listed in the error, and then nothing was written.
func (s *Service) AddFrom(ctx context.Context, who app.Actor, from app.ID, ledger string, all []schema.Values,
	link func(values schema.Values, numbers []string) schema.Values,
) ([]Entry, error) {
	t, err := s.library.Template(ledger)
	if err != nil {
		return nil, err
	}
	for _, values := range all {
		if err := wrong(t, values); err != nil {
			return nil, err
		}
	}
	var added []Entry
	var before, after Entry
	err = s.store.Write(ctx, who, func(w app.Writer) error {
		if err := w.Get(app.KindEntry, from, &before); err != nil {
			return err
		}
		if added, err = s.addAll(w, t, all, before.Number); err != nil {
			return err
		}
		given := make([]string, len(added))
		for i, e := range added {
			given[i] = e.Number
		}
		after, err = s.linked(w, before, link(before.Values.Clone(), given))
		return err
	})
	if err != nil || len(added) == 0 {
		return nil, err
	}
	s.remember(undo{Title: numbers(added), Action: "added", Before: []Entry{before}, After: append([]Entry{after}, added...)})
	return added, nil
}

// linked writes the record that others came from with the values that name them.
func (s *Service) linked(w app.Writer, e Entry, values schema.Values) (Entry, error) {
	t, err := s.library.Of(e)
	if err != nil {
		return Entry{}, err
	}
	if err := wrong(t, values); err != nil {
		return Entry{}, err
	}
	before := e.Values
	e.Values = values
	return e, s.put(w, t, &e, &app.History{Action: "changed", Fields: changes(before, values)})
}

// addAll writes new entries with the next numbers; origin is the number of the record
// that they come from, "" for none.
func (s *Service) addAll(w app.Writer, t Template, all []schema.Values, origin string) ([]Entry, error) {
	added := make([]Entry, 0, len(all))
	for _, values := range all {
		e := Entry{
			ID: app.NewID(), Ledger: t.Name, Template: t.Version, State: s.library.Loop(t).Start, Values: values.Clone(), Origin: origin,
		}
		var err error
		if e.Number, err = nextNumber(w, t, e.Values); err != nil {
			return nil, err
		}
		if err := s.put(w, t, &e, &app.History{Action: "added", Fields: changes(nil, e.Values)}); err != nil {
			return nil, err
		}
		added = append(added, e)
	}
	return added, nil
}
