package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/data"
)

// saysPlainly is what a search may find in an entry, as one would write it without a
// thought of speed.
func saysPlainly(t *testing.T, library *ledger.Library, e ledger.Entry, lang app.Lang) string {
	t.Helper()
	template, err := library.Of(e)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range template.Fields {
		value := e.Values[f.Name]
		if value == "" || f.Type == schema.Photo || f.Type == schema.File {
			continue
		}
		if f.Type != schema.Date && f.Type != schema.DateTime {
			value = f.Format(value, lang)
		}
		b.WriteString(value + "\n")
	}
	return b.String()
}

// openSample opens the sample school of a language.
func openSample(t *testing.T, lang app.Lang) *desk {
	t.Helper()
	var out, errOut bytes.Buffer
	p := testProgram(t, filepath.Join(t.TempDir(), "home"), lang, &out, &errOut)
	if _, err := p.createSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	d, err := p.openWith(t.Context(), data.Passphrase(samplePassphrase), p.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// TestSpeakerSaysEveryField: what is read for searches is every value of the entry as
// the school reads it, whatever was read before it.
func TestSpeakerSaysEveryField(t *testing.T) {
	for _, lang := range app.Langs {
		d := openSample(t, lang)
		s := newSpeaker(d.ledgers.Library(), d.school.Lang)
		count := 0
		err := d.vault.Read(t.Context(), func(r app.Reader) error {
			return r.Each(app.KindEntry, func(id app.ID, decode func(any) error) error {
				var e ledger.Entry
				if err := decode(&e); err != nil {
					return err
				}
				count++
				if got, want := s.read(r, id), saysPlainly(t, d.ledgers.Library(), e, d.school.Lang); got != want {
					t.Errorf("%s says %q, want %q", e.Number, got, want)
				}
				return nil
			})
		})
		if err != nil || count == 0 {
			t.Fatalf("%d entries, %v", count, err)
		}
		err = d.vault.Read(t.Context(), func(r app.Reader) error {
			if got := s.read(r, app.NewID()); got != "" {
				t.Errorf("a record that is not there says %q", got)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestLoadTextsFindsFields: after it, searches find what stands in the fields only.
func TestLoadTextsFindsFields(t *testing.T) {
	d := openSample(t, app.Chinese)
	if err := d.loadTexts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if have, all := d.catalog.Progress(); have != all || all == 0 {
		t.Fatalf("%d of %d texts", have, all)
	}
	values := schema.Values{"foundOn": "2026-11-20", "level": "general", "description": "灯不亮", "measure": "更换镇流器", "place": "门厅"}
	if _, err := d.ledgers.Add(t.Context(), d.who, "hazard", values); err != nil {
		t.Fatal(err)
	}
	if err := d.loadTexts(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"镇流器", "zlq", "一般隐患 镇流器"} {
		if n := d.catalog.Total(catalog.Query{Text: words}).Rows; n != 1 {
			t.Errorf("%s is found in %d records", words, n)
		}
	}
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.loadTexts(canceled); app.CodeOf(err) != app.CodeCanceled {
		t.Errorf("after a cancel: %v", err)
	}
}
