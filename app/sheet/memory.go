package sheet

import (
	"context"
	"crypto/sha256"
	"sort"
	"time"

	"campuskeeper/app"
)

// Memory keeps the mappings that were used, so that the next workbook with the
// same titles is read the same way.
type Memory struct{ store app.Store }

// NewMemory returns the memory kept in a store.
func NewMemory(store app.Store) *Memory { return &Memory{store} }

// Remembered is a mapping that was used for a ledger.
type Remembered struct {
	Ledger string
	Header string // fingerprint of the heading
	File   string // name of the file it was last used for
	Used   time.Time
	Text   []byte // the mapping as a file
}

// Mapping reads the remembered mapping. The rows of the heading and of the notes
// are left to be found again: the next file may have one title row more.
func (r Remembered) Mapping() (Mapping, error) {
	m, err := ReadMapping(r.Text)
	m.Sheet, m.HeaderRows, m.SkipAfter = "", nil, ""
	return m, err
}

func mappingID(ledger, fingerprint string) app.ID {
	return app.DerivedID(sha256.Sum256([]byte("mapping " + ledger + " " + fingerprint)))
}

// Remember keeps the mapping by which a file was read.
func (m *Memory) Remember(ctx context.Context, who app.Actor, ledger, file string, l Layout) error {
	return m.store.Write(ctx, who, func(w app.Writer) error {
		print := l.Header.Fingerprint()
		kept := Remembered{Ledger: ledger, Header: print, File: file, Used: w.Now(), Text: l.Mapping.File()}
		return w.Put(app.Record{Kind: app.KindMapping, ID: mappingID(ledger, print), Value: kept, Sensitivity: app.Internal})
	})
}

// Recall returns the mapping that was last used for a ledger and a heading; false
// when there is none.
func (m *Memory) Recall(ctx context.Context, ledger string, h Header) (Remembered, bool, error) {
	var kept Remembered
	err := m.store.Read(ctx, func(r app.Reader) error {
		return r.Get(app.KindMapping, mappingID(ledger, h.Fingerprint()), &kept)
	})
	if app.CodeOf(err) == app.CodeNotFound {
		return Remembered{}, false, nil
	}
	return kept, err == nil, err
}

// List returns all mappings of a ledger, the newest first.
func (m *Memory) List(ctx context.Context, ledger string) ([]Remembered, error) {
	var list []Remembered
	err := m.store.Read(ctx, func(r app.Reader) error {
		return r.Each(app.KindMapping, func(_ app.ID, decode func(any) error) error {
			var kept Remembered
			if err := decode(&kept); err != nil {
				return err
			}
			if kept.Ledger == ledger {
				list = append(list, kept)
			}
			return nil
		})
	})
	sort.Slice(list, func(i, j int) bool { return list[i].Used.After(list[j].Used) })
	return list, err
}
