package main

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// textBatch is how many records are read in one transaction: long enough to be
// quick, short enough to let writers in.
const textBatch = 256

// loadTexts gives the catalog the text of every record that it still wants, on all
// processors, so that searches find what stands in the fields too.
func (d *desk) loadTexts(ctx context.Context) error {
	workers := max(1, runtime.GOMAXPROCS(0))
	failures := make(chan error, workers)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() { failures <- d.readTexts(ctx) })
	}
	wait.Wait()
	close(failures)
	for err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *desk) readTexts(ctx context.Context) error {
	for ctx.Err() == nil {
		ids := d.catalog.Wanted(textBatch)
		if len(ids) == 0 {
			return nil
		}
		entries := make([]ledger.Entry, len(ids))
		err := d.vault.Read(ctx, func(r app.Reader) error {
			for i, id := range ids {
				// A record that does not open is found by its headline only; the check of
				// the vault tells of it.
				_ = r.Get(app.KindEntry, id, &entries[i])
			}
			return nil
		})
		if err != nil {
			return err
		}
		for i, id := range ids {
			d.catalog.AddText(id, d.textOf(entries[i]))
		}
	}
	return app.Wrap(ctx.Err(), app.CodeCanceled, "task.canceled")
}

// textOf is what a search may find in an entry: one value a line, words as the
// school reads them.
func (d *desk) textOf(e ledger.Entry) string {
	t, err := d.ledgers.Library().Of(e)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, f := range t.Fields {
		value := e.Values[f.Name]
		if value == "" || f.Type == schema.Photo || f.Type == schema.File {
			continue
		}
		if f.Type != schema.Date && f.Type != schema.DateTime {
			value = f.Format(value, d.school.Lang)
		}
		b.WriteString(value)
		b.WriteByte('\n')
	}
	return b.String()
}
