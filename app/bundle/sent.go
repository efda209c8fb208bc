package bundle

import (
	"context"
	"slices"
	"sort"
	"time"

	"campuskeeper/app"
)

// Sent is a bundle that went up, as the vault remembers it.
type Sent struct {
	ID         app.ID // of the record; the bag's ID
	BagID      app.ID
	Recipient  string   // name of the profile
	Title      app.Text // of the profile
	Period     app.Period
	Made       time.Time
	By         string
	File       string // file name
	FileHash   string // SHA-256 of the file, hexadecimal
	Manifest   string // SHA-256 of manifest-sha256.txt, hexadecimal
	Size       int64  // bytes of the file
	Numbers    []string
	Entries    []app.ID
	Cover      Cover // as it went up, with the beginning of the manifest's hash
	Masked     int
	Basis      string // legal basis and document, "" for none
	Document   string
	Sealed     bool
	Supersedes app.ID   // bag that this one takes the place of
	Receipt    *Receipt // nil until it comes back
}

// Sent lists what went up, newest first.
func (s *Service) Sent(ctx context.Context) ([]Sent, error) {
	var list []Sent
	err := s.store.Read(ctx, func(r app.Reader) error {
		return r.Each(app.KindSent, func(_ app.ID, decode func(any) error) error {
			var one Sent
			if err := decode(&one); err != nil {
				return err
			}
			list = append(list, one)
			return nil
		})
	})
	sort.SliceStable(list, func(i, j int) bool {
		if !list[i].Made.Equal(list[j].Made) {
			return list[i].Made.After(list[j].Made)
		}
		return list[i].BagID < list[j].BagID
	})
	return list, err
}

// SentWith lists the bundles that carry an entry, newest first: what the entry's
// pane shows about being sent and received.
func (s *Service) SentWith(ctx context.Context, entry app.ID) ([]Sent, error) {
	all, err := s.Sent(ctx)
	return slices.DeleteFunc(all, func(one Sent) bool { return !slices.Contains(one.Entries, entry) }), err
}

// lastSent returns the newest bundle of a recipient and period, nil for none.
func lastSent(list []Sent, recipient string, p app.Period) *Sent {
	for i := range list {
		if list[i].Recipient == recipient && list[i].Period == p {
			return &list[i]
		}
	}
	return nil
}

// remember keeps what went up and notes it in the history of every entry.
func (s *Service) remember(ctx context.Context, who app.Actor, one Sent) (Sent, error) {
	err := s.store.Write(ctx, who, func(w app.Writer) error {
		one.Made = w.Now()
		note := app.History{Action: "exported", To: one.Recipient, Note: one.File}
		for _, id := range one.Entries {
			if err := w.Note(app.KindEntry, id, note); err != nil && app.CodeOf(err) != app.CodeNotFound {
				return err
			}
		}
		return w.Put(app.Record{
			Kind: app.KindSent, ID: one.ID, Value: one, Sensitivity: app.Internal,
			History: &app.History{Action: "exported", To: one.Recipient, Note: one.File + " " + one.Manifest},
		})
	})
	return one, err
}
