package main

import (
	"context"
	"runtime"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
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
	s := newSpeaker(d.ledgers.Library(), d.school.Lang)
	for ctx.Err() == nil {
		ids := d.catalog.Wanted(textBatch)
		if len(ids) == 0 {
			return nil
		}
		texts := make([]catalog.Text, len(ids))
		err := d.vault.Read(ctx, func(r app.Reader) error {
			for i, id := range ids {
				texts[i] = catalog.Text{ID: id, Says: s.read(r, id)}
			}
			return nil
		})
		if err != nil {
			return err
		}
		d.catalog.AddTexts(texts)
	}
	return app.Wrap(ctx.Err(), app.CodeCanceled, "task.canceled")
}

// speaker says what a search may find in an entry: one value a line, words as the
// school reads them. It serves one goroutine and uses its memory again.
type speaker struct {
	library *ledger.Library
	lang    app.Lang
	fields  map[edition][]spoken
	entry   said
	text    []byte
}

// edition is one of a ledger's templates.
type edition struct {
	ledger   string
	template int
}

// said is what of a ledger.Entry a search looks into: the rest is not decoded.
type said struct {
	Ledger   string
	Template int
	Values   schema.Values
}

// spoken is a field that searches look into.
type spoken struct {
	schema.Field
	plain  bool              // a value is said as it is kept
	labels map[string]string // of a field that is one word of several; nil otherwise
}

func newSpeaker(library *ledger.Library, lang app.Lang) *speaker {
	return &speaker{library: library, lang: lang, fields: map[edition][]spoken{}}
}

// read returns the text of an entry, "" for one that does not open: that is found by
// its headline only, and the check of the vault tells of it.
func (s *speaker) read(r app.Reader, id app.ID) string {
	clear(s.entry.Values)
	s.entry = said{Values: s.entry.Values}
	if err := r.Get(app.KindEntry, id, &s.entry); err != nil {
		return ""
	}
	s.text = s.text[:0]
	fields := s.fieldsOf(edition{s.entry.Ledger, s.entry.Template})
	for i := range fields {
		f := &fields[i]
		if value := s.entry.Values[f.Name]; value != "" {
			s.text = append(append(s.text, f.say(value, s.lang)...), '\n')
		}
	}
	return string(s.text)
}

func (f *spoken) say(value string, lang app.Lang) string {
	if f.plain {
		return value
	}
	if f.labels == nil {
		return f.Format(value, lang)
	}
	if label, ok := f.labels[value]; ok {
		return label
	}
	return value // a word of its own
}

// fieldsOf are the fields of a ledger that searches look into; none when the ledger is
// gone.
func (s *speaker) fieldsOf(v edition) []spoken {
	fields, known := s.fields[v]
	if known {
		return fields
	}
	t, err := s.library.Of(ledger.Entry{Ledger: v.ledger, Template: v.template})
	if err == nil {
		for _, f := range t.Fields {
			if f.Type != schema.Photo && f.Type != schema.File {
				fields = append(fields, newSpoken(f, s.lang))
			}
		}
	}
	s.fields[v] = fields
	return fields
}

func newSpoken(f schema.Field, lang app.Lang) spoken {
	switch f.Type {
	case schema.Boolean, schema.List, schema.Rows:
		return spoken{Field: f}
	case schema.Date, schema.DateTime:
		return spoken{Field: f, plain: true}
	}
	if len(f.Categories) == 0 {
		return spoken{Field: f, plain: true}
	}
	labels := make(map[string]string, len(f.Categories))
	for _, c := range f.Categories {
		labels[c.Value] = f.Format(c.Value, lang)
	}
	return spoken{Field: f, labels: labels}
}
