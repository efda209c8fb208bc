package data

import (
	"cmp"
	"context"
	"crypto/hmac"
	"errors"
	"os"
	"slices"
	"time"

	"campuskeeper/app"
)

// Difference tells what a backup holds compared with the present database, before
// anyone restores it.
type Difference struct {
	File    string
	Backup  Side
	Present Side
	// Continues says that the present history is a continuation of the backup's; then
	// restoring takes back the last Present.Entries-Backup.Entries changes.
	Continues bool
	Ledgers   []LedgerDifference // by name; only those with records on either side
}

// Side is one of the two databases.
type Side struct {
	Readable bool      // false for a present database that is missing or damaged
	Records  int       // with a head that the key may see
	Entries  uint64    // in the history
	Head     string    // MAC of the last entry, in hexadecimal
	Newest   time.Time // of the last entry
}

// LedgerDifference counts the records of one ledger.
type LedgerDifference struct {
	Ledger      string
	Backup      int // records in the backup
	Present     int // records now
	OnlyBackup  int // would come back
	OnlyPresent int // would go
	Changed     int // would go back to an earlier text
}

// contents is what Inspect compares of a database.
type contents struct {
	side  Side
	raw   []rawHead
	keys  *keyring
	chain chainHead
}

// contents copies out what is compared.
func (s *session) contents() (c contents, err error) {
	c.keys = s.keys
	if c.raw, err = s.rawHeads(); err != nil {
		return c, err
	}
	if c.chain, err = s.chainHead(); err != nil {
		return c, err
	}
	c.side = Side{Readable: true, Entries: c.chain.seq, Head: hexText(c.chain.mac)}
	if c.chain.seq == 0 {
		return c, nil
	}
	var link []byte
	if err := s.get(historyBucket, seqKey(c.chain.seq), &link); err != nil {
		return c, err
	}
	h, err := s.openLink(c.chain.seq, link)
	if err != nil && !errors.Is(err, errLocked) {
		return c, err
	}
	c.side.Newest = h.Time
	return c, nil
}

// Inspect opens a backup read-only and tells how it differs from this vault.
// Errors: CodeNotFound, CodeCorrupt, CodeConflict for a backup of another vault.
func (v *Vault) Inspect(ctx context.Context, file string) (Difference, error) {
	var present contents
	err := v.read(ctx, func(s *session) (err error) {
		present, err = s.contents()
		return err
	})
	if err != nil {
		return Difference{}, err
	}
	backup, err := readBackup(ctx, v.opts, file, func(f *keyFile) (*keyring, error) {
		if f.Database != v.file.Database {
			return nil, app.Errorf(app.CodeConflict, "vault.backup.other", "file", file)
		}
		return v.keys, nil
	})
	if err != nil {
		return Difference{}, explain(err)
	}
	d := compareContents(ctx, &backup, &present, v.zone())
	d.File = file
	if d.Continues, err = v.continues(ctx, backup.chain); err != nil {
		return Difference{}, err
	}
	return d, nil
}

func (v *Vault) continues(ctx context.Context, head chainHead) (yes bool, err error) {
	err = v.read(ctx, func(s *session) (err error) {
		yes, err = s.holdsAnchor(anchor{Seq: head.seq, Head: head.mac})
		return err
	})
	return yes, err
}

// Inspect opens a backup read-only with a key and tells how it differs from the
// present database, which is not opened by anyone; a present one that is missing
// or damaged counts as not readable. Errors as for Open.
func Inspect(ctx context.Context, o Options, file string, key Key) (Difference, error) {
	o = o.filled()
	v, err := Open(ctx, o, key)
	if err == nil {
		d, err := v.Inspect(ctx, file)
		return d, errors.Join(err, v.Close())
	}
	if code := app.CodeOf(err); code != app.CodeCorrupt && code != app.CodeNotFound {
		return Difference{}, err
	}
	backup, err := readBackup(ctx, o, file, func(f *keyFile) (*keyring, error) {
		keys, _, err := newestOf(f, place(o.Dir)).unlock(key)
		return keys, err
	})
	if err != nil {
		return Difference{}, explain(err)
	}
	d := compareContents(ctx, &backup, &contents{}, o.Clock.Now().Location())
	d.File = file
	return d, nil
}

// newestOf returns the key file beside the database when it is of the same vault and
// newer than the one in a backup: then the passphrase of today opens old backups.
func newestOf(inside *keyFile, p place) *keyFile {
	text, err := os.ReadFile(p.keyFile())
	if err != nil {
		return inside
	}
	beside, err := readKeyFile(text)
	if err != nil || beside.Database != inside.Database || beside.Revision < inside.Revision {
		return inside
	}
	return beside
}

// readBackup checks a backup, opens it read-only and copies out what is compared.
// unlock gives the keyring for the key file in it.
func readBackup(ctx context.Context, o Options, file string, unlock func(*keyFile) (*keyring, error)) (c contents, err error) {
	e, keys, err := openBackup(ctx, o, file, unlock)
	if err != nil {
		return contents{}, err
	}
	err = e.viewWith(keys, o.Clock.Now().Location(), func(s *session) (err error) {
		c, err = s.contents()
		return err
	})
	return c, errors.Join(err, e.close())
}

// openBackup checks a backup and opens it read-only.
func openBackup(ctx context.Context, o Options, file string, unlock func(*keyFile) (*keyring, error)) (*engine, *keyring, error) {
	if !exists(file) {
		return nil, nil, app.Errorf(app.CodeNotFound, "vault.backup.none", "file", file)
	}
	if err := o.checkFile(ctx, file); err != nil {
		return nil, nil, err
	}
	e, err := openEngine(file, true, 0)
	if err != nil {
		return nil, nil, err
	}
	var keys *keyring
	err = e.viewWith(nil, time.UTC, func(s *session) error {
		version, err := s.version()
		if err != nil {
			return err
		}
		if version > len(o.migrations) {
			return app.Errorf(app.CodeConflict, "vault.newer")
		}
		text, err := s.metaText(metaKeyFile)
		if err != nil {
			return err
		}
		inside, err := readKeyFile([]byte(text))
		if err != nil {
			return err
		}
		keys, err = unlock(inside)
		return err
	})
	if err != nil {
		_ = e.close() // the first error says more
		return nil, nil, err
	}
	return e, keys, nil
}

// compareContents compares record by record.
func compareContents(ctx context.Context, backup, present *contents, zone *time.Location) Difference {
	d := Difference{Backup: backup.side, Present: present.side}
	ledgers := map[string]*LedgerDifference{}
	of := func(name string) *LedgerDifference {
		if ledgers[name] == nil {
			ledgers[name] = &LedgerDifference{Ledger: name}
		}
		return ledgers[name]
	}
	old := map[changeKey][]byte{}
	each(ctx, backup, zone, func(h *app.Head, sum []byte) {
		d.Backup.Records++
		of(h.Ledger).Backup++
		of(h.Ledger).OnlyBackup++
		old[changeKey{h.Kind, h.ID}] = sum
	})
	each(ctx, present, zone, func(h *app.Head, sum []byte) {
		d.Present.Records++
		l := of(h.Ledger)
		l.Present++
		before, known := old[changeKey{h.Kind, h.ID}]
		switch {
		case !known:
			l.OnlyPresent++
		case !hmac.Equal(before, sum):
			l.OnlyBackup--
			l.Changed++
		default:
			l.OnlyBackup--
		}
	})
	for _, l := range ledgers {
		d.Ledgers = append(d.Ledgers, *l)
	}
	slices.SortFunc(d.Ledgers, func(a, b LedgerDifference) int { return cmp.Compare(a.Ledger, b.Ledger) })
	return d
}

// each visits the heads that open, with a digest that tells whether two are the same.
func each(ctx context.Context, c *contents, zone *time.Location, visit func(h *app.Head, sum []byte)) {
	if c.keys == nil {
		return
	}
	heads, _ := openHeads(ctx, c.keys, zone, c.raw)
	for i := range heads {
		plain, err := encodeHead(&heads[i])
		if err == nil {
			visit(&heads[i], digest(plain))
		}
	}
}
