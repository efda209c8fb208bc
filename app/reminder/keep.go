package reminder

import (
	"context"
	"time"

	"campuskeeper/app"
)

// Settings returns what the school chose of its reminders, and the defaults where it
// chose nothing.
func (s *Service) Settings(ctx context.Context) (Settings, error) {
	var settings Settings
	err := s.store.Read(ctx, func(r app.Reader) (err error) {
		settings, err = readSettings(r)
		return err
	})
	return settings, err
}

// KeepSettings stores what the school chose. CodeInvalid when it is wrong.
func (s *Service) KeepSettings(ctx context.Context, who app.Actor, settings Settings) error {
	if err := settings.Check(); err != nil {
		return err
	}
	return s.store.Write(ctx, who, func(w app.Writer) error {
		before, err := readSettings(w)
		if err != nil {
			return err
		}
		changes := settings.Changes(before)
		if len(changes) == 0 {
			return nil
		}
		return w.Put(app.Record{
			Kind: app.KindSetting, ID: SettingsID, Value: settings, Sensitivity: app.Internal,
			History: &app.History{Action: "changed", Fields: changes},
		})
	})
}

func readSettings(r app.Reader) (Settings, error) {
	settings := Defaults()
	err := r.Get(app.KindSetting, SettingsID, &settings)
	if app.CodeOf(err) == app.CodeNotFound {
		return Defaults(), nil
	}
	return settings, err
}

// PutOff lets a notice sleep until a moment. Then it is told once more; a later step
// of the same matter comes all the same. CodeInvalid when the moment is over.
func (s *Service) PutOff(ctx context.Context, who app.Actor, key string, until time.Time) error {
	if !until.After(s.clock.Now()) {
		return app.Errorf(app.CodeInvalid, "reminder.nap.over")
	}
	return s.store.Write(ctx, who, func(w app.Writer) error {
		naps, err := readNaps(w)
		if err != nil {
			return err
		}
		list := napList{naps.put(key, until)}
		return w.Put(app.Record{Kind: app.KindShown, ID: napsID, Value: list, Sensitivity: app.Internal})
	})
}

func readNaps(r app.Reader) (Naps, error) {
	var list napList
	err := r.Get(app.KindShown, napsID, &list)
	if app.CodeOf(err) == app.CodeNotFound {
		return nil, nil
	}
	return list.Naps, err
}
