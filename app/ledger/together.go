package ledger

import (
	"cmp"
	"context"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Correction is new values of an entry. Base is the revision that was shown.
type Correction struct {
	ID     app.ID
	Values schema.Values
	Base   int
}

// AddAndCorrect writes new entries of a ledger, which it returns, and new values of
// others, all of them or none. They are taken back in one step. The errors are those of
// Add and Change.
func (s *Service) AddAndCorrect(ctx context.Context, who app.Actor, ledger string, all []schema.Values, corrections []Correction) ([]Entry, error) {
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
	u := undo{Action: "added"}
	err = s.store.Write(ctx, who, func(w app.Writer) error {
		for _, c := range corrections {
			before, after, err := s.correct(w, c)
			if err != nil {
				return err
			}
			if after.Revision != before.Revision {
				u.Action, u.Before, u.After = "changed", append(u.Before, before), append(u.After, after)
			}
		}
		added, err = s.addAll(w, t, all, "")
		u.After = append(u.After, added...)
		return err
	})
	if err != nil || len(u.After) == 0 {
		return nil, err
	}
	named := u.After
	if len(u.Before) > 0 { // new ones are in order of themselves
		named = slices.SortedFunc(slices.Values(u.After), func(a, b Entry) int { return cmp.Compare(a.Number, b.Number) })
	}
	u.Title = numbers(named)
	s.remember(u)
	return added, nil
}

// correct writes new values of an entry; one whose values stay as they are keeps its
// revision.
func (s *Service) correct(w app.Writer, c Correction) (before, after Entry, err error) {
	if err = w.Get(app.KindEntry, c.ID, &before); err != nil {
		return before, after, err
	}
	if before.Revision != c.Base {
		return before, after, app.Errorf(app.CodeConflict, "ledger.changed", "number", before.Number)
	}
	t, err := s.library.Template(before.Ledger)
	if err != nil {
		return before, after, err
	}
	if err = wrong(t, c.Values); err != nil {
		return before, after, err
	}
	after = before
	after.Values, after.Template = c.Values.Clone(), t.Version
	fields := changes(before.Values, after.Values)
	if len(fields) == 0 {
		return before, before, nil
	}
	err = s.put(w, t, &after, &app.History{Action: "changed", Fields: fields})
	return before, after, err
}
