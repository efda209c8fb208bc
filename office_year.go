package main

import (
	"context"

	"campuskeeper/app/calendar"
	"campuskeeper/ui/settings"
)

// yearKeeper keeps the school's own days.
type yearKeeper struct{ *office }

// Year implements settings.Years.
func (k yearKeeper) Year(ctx context.Context) (settings.Year, error) {
	own, past, err := readOwn(ctx, k.desk.vault)
	if err != nil {
		return settings.Year{}, err
	}
	year := settings.Year{Pack: k.desk.pack.Load().days, Own: own}
	if n := len(past); n > 0 {
		year.Changed, year.Who = past[n-1].Time, past[n-1].Who
	}
	return year, nil
}

// SaveYear implements settings.Years. The change can be taken back until something
// else is changed.
func (k yearKeeper) SaveYear(ctx context.Context, own calendar.Own) (settings.Year, error) {
	before, _, err := readOwn(ctx, k.desk.vault)
	if err != nil {
		return settings.Year{}, err
	}
	if err := k.put(ctx, own); err != nil {
		return settings.Year{}, err
	}
	k.changed(settingChange{"window.undo.year", func(ctx context.Context) error { return k.put(ctx, before) }, func() {
		k.settings.ReloadYear()
		k.daysChanged()
	}})
	return k.Year(ctx)
}

func (k yearKeeper) put(ctx context.Context, own calendar.Own) error {
	if err := writeOwn(ctx, k.desk.vault, k.desk.who, own); err != nil {
		return err
	}
	return k.desk.usePack(ctx, k.desk.school)
}

// yearSaved shows what follows from the school's own days.
func (o *office) yearSaved() {
	o.daysChanged()
	o.frame.OfferUndo(o.book.T("window.undo.year"))
}

func (o *office) daysChanged() {
	o.refresh()
	o.inbox.Reload()
}
