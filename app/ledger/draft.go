package ledger

import (
	"context"
	"crypto/sha256"
	"sort"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Draft is what was typed into a form and not saved: kept so that a killed process
// or a power cut loses nothing.
type Draft struct {
	ID     app.ID // of the draft itself
	Entry  app.ID // entry being changed, "" for a new one
	Ledger string
	Base   int // revision that was shown
	Values schema.Values
	Saved  time.Time
}

// DraftID names the one draft of an entry, or of a new entry of a ledger.
func DraftID(ledger string, entry app.ID) app.ID {
	return app.DerivedID(sha256.Sum256([]byte("draft " + ledger + " " + string(entry))))
}

// KeepDraft stores what was typed so far, replacing the older draft.
func (s *Service) KeepDraft(ctx context.Context, who app.Actor, d Draft) (Draft, error) {
	d.ID = DraftID(d.Ledger, d.Entry)
	t, err := s.library.Template(d.Ledger)
	if err != nil {
		return Draft{}, err
	}
	level := t.Schema.Sensitivity(d.Values, t.Sensitivity)
	err = s.store.Write(ctx, who, func(w app.Writer) error {
		d.Saved = w.Now()
		return w.Put(app.Record{Kind: app.KindDraft, ID: d.ID, Value: d, Sensitivity: level})
	})
	return d, err
}

// Draft returns the draft of an entry or of a new entry (entry ""); CodeNotFound
// when there is none.
func (s *Service) Draft(ctx context.Context, ledger string, entry app.ID) (Draft, error) {
	var d Draft
	err := s.store.Read(ctx, func(r app.Reader) error { return r.Get(app.KindDraft, DraftID(ledger, entry), &d) })
	return d, err
}

// Drafts lists what waits to be finished, newest first.
func (s *Service) Drafts(ctx context.Context) ([]Draft, error) {
	var list []Draft
	err := s.store.Read(ctx, func(r app.Reader) error {
		return r.Each(app.KindDraft, func(_ app.ID, decode func(any) error) error {
			var d Draft
			if err := decode(&d); err != nil {
				return err
			}
			list = append(list, d)
			return nil
		})
	})
	sort.Slice(list, func(i, j int) bool { return list[i].Saved.After(list[j].Saved) })
	return list, err
}

// DropDraft forgets a draft; it is no error when there is none.
func (s *Service) DropDraft(ctx context.Context, who app.Actor, ledger string, entry app.ID) error {
	err := s.store.Write(ctx, who, func(w app.Writer) error {
		return w.Remove(app.KindDraft, DraftID(ledger, entry), app.History{})
	})
	if app.CodeOf(err) == app.CodeNotFound {
		return nil
	}
	return err
}

// AddTemplate takes in a template file that a school or a department brings. Its
// version must be higher than the one in use; old entries keep theirs.
func (s *Service) AddTemplate(ctx context.Context, who app.Actor, file []byte) (Template, error) {
	t, err := ReadTemplate(file, s.library.loops)
	if err != nil {
		return Template{}, err
	}
	if old, err := s.library.Template(t.Name); err == nil && t.Version <= old.Version {
		return Template{}, app.Errorf(app.CodeConflict, "template.older", "name", t.Title, "version", t.Version, "is", old.Version)
	}
	err = s.store.Write(ctx, who, func(w app.Writer) error { return w.Put(templateRecord(t, file, "added")) })
	if err != nil {
		return Template{}, err
	}
	return s.library.add(file)
}
