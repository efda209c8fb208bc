package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// readOwn reads what the school says of its own days, and what happened to that
// record; nothing until somebody has entered them.
func readOwn(ctx context.Context, store app.Store) (own calendar.Own, past []app.History, err error) {
	err = store.Read(ctx, func(r app.Reader) error {
		if err := r.Get(app.KindSetting, calendar.OwnID, &own); err != nil {
			if app.CodeOf(err) == app.CodeNotFound {
				return nil
			}
			return err
		}
		past, err = r.History(app.KindSetting, calendar.OwnID)
		return err
	})
	return own, past, err
}

// writeOwn keeps the school's own days, with what changed in the history.
func writeOwn(ctx context.Context, store app.Store, who app.Actor, own calendar.Own) error {
	return store.Write(ctx, who, func(w app.Writer) error {
		var before calendar.Own
		if err := w.Get(app.KindSetting, calendar.OwnID, &before); err != nil && app.CodeOf(err) != app.CodeNotFound {
			return err
		}
		return w.Put(app.Record{
			Kind: app.KindSetting, ID: calendar.OwnID, Value: own, Sensitivity: app.Internal,
			History: &app.History{Action: "changed", Fields: own.Changes(before)},
		})
	})
}

// usePack lets the rules of a school's pack and its own days hold from now on.
func (d *desk) usePack(ctx context.Context, school app.School) error {
	file, err := readPack(school.Pack)
	if err != nil {
		return err
	}
	own, _, err := readOwn(ctx, d.vault)
	if err != nil {
		return err
	}
	p, err := file.of(school, own)
	if err == nil {
		d.pack.Store(&p)
	}
	return err
}
