package data

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// damagedVault is a closed vault with a backup, whose database the tests damage.
type damagedVault struct {
	opts  Options
	ids   []app.ID
	whole []byte // the database as it was closed
	older []byte // the database before the last record
}

func newDamagedVault(t *testing.T) *damagedVault {
	t.Helper()
	d := &damagedVault{opts: testOptions(t)}
	d.opts.CheckInChild = verifyInChild
	v, _ := newVault(t, d.opts)
	for n := range 40 {
		id := app.NewID()
		d.ids = append(d.ids, id)
		put(t, v, hazard(id, n))
	}
	if _, err := v.Backup(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	d.older = d.read(t)
	v = openVault(t, d.opts)
	id := app.NewID()
	d.ids = append(d.ids, id)
	put(t, v, hazard(id, 40))
	closeVault(t, v)
	d.whole = d.read(t)
	return d
}

func (d *damagedVault) file() string { return place(d.opts.Dir).database() }

func (d *damagedVault) read(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(d.file())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// put writes a database file in the place of the vault's own, and clears what the
// last try left behind.
func (d *damagedVault) put(t *testing.T, content []byte) {
	t.Helper()
	if err := os.RemoveAll(place(d.opts.Dir).kept()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.file(), content, fileMode); err != nil {
		t.Fatal(err)
	}
}

// unclean says in the manifest that the last end was not clean, so that the next
// opening checks deeply.
func (d *damagedVault) unclean(t *testing.T) {
	t.Helper()
	p := place(d.opts.Dir)
	man, err := loadManifest(p)
	if err != nil || man == nil {
		t.Fatal(man, err)
	}
	man.State = stateOpen
	if err := man.save(p); err != nil {
		t.Fatal(err)
	}
}

func (d *damagedVault) open() (*Vault, error) {
	return Open(context.Background(), d.opts, Passphrase(testPassphrase))
}

// wantSetAside fails unless the vault is refused, the damaged file is kept byte by
// byte, and the backup is offered.
func (d *damagedVault) wantSetAside(t *testing.T, damaged []byte) {
	t.Helper()
	_, err := d.open()
	wantCode(t, err, app.CodeCorrupt, "vault.damaged")
	e := err.(*app.Error)
	kept, readErr := os.ReadFile(fmt.Sprint(e.Args["kept"]))
	if readErr != nil || !bytes.Equal(kept, damaged) {
		t.Fatalf("the damaged file was not kept: %v, %d of %d bytes", readErr, len(kept), len(damaged))
	}
	if backup := fmt.Sprint(e.Args["backup"]); VerifyFile(backup) != nil {
		t.Fatalf("offered backup %q is not good", backup)
	}
	if _, err := d.open(); app.CodeOf(err) != app.CodeCorrupt {
		t.Fatalf("second try: %v", err)
	}
}

func TestTruncatedDatabase(t *testing.T) {
	d := newDamagedVault(t)
	sizes := []int{0, 1, 100, pageSize - 1, pageSize, 2 * pageSize, 3*pageSize + 17}
	for tenth := 1; tenth < 10; tenth++ {
		sizes = append(sizes, len(d.whole)*tenth/10)
	}
	for _, size := range sizes {
		for _, clean := range []bool{true, false} {
			t.Run(fmt.Sprintf("%d clean=%v", size, clean), func(t *testing.T) {
				cut := d.whole[:size]
				if facts := factsOf(t, d.whole); int64(size) >= facts.Needed {
					return // only free space was cut
				}
				d.put(t, cut)
				if !clean {
					d.unclean(t)
				}
				d.wantSetAside(t, cut)
			})
		}
	}
}

func factsOf(t *testing.T, content []byte) fileFacts {
	t.Helper()
	path := filepath.Join(t.TempDir(), "facts.db")
	if err := os.WriteFile(path, content, fileMode); err != nil {
		t.Fatal(err)
	}
	facts, err := examine(path)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// TestEmptyDatabaseWithoutManifest must not become a new vault: bbolt makes one of an
// empty file without a word.
func TestEmptyDatabaseWithoutManifest(t *testing.T) {
	d := newDamagedVault(t)
	if err := os.Remove(place(d.opts.Dir).manifest()); err != nil {
		t.Fatal(err)
	}
	d.put(t, nil)
	d.wantSetAside(t, nil)
}

func TestMissingDatabase(t *testing.T) {
	d := newDamagedVault(t)
	if err := os.Remove(d.file()); err != nil {
		t.Fatal(err)
	}
	_, err := d.open()
	wantCode(t, err, app.CodeCorrupt, "vault.missing")
	if exists(d.file()) {
		t.Error("a new database was made")
	}
}

func TestGarbageInPlaceOfTheDatabase(t *testing.T) {
	d := newDamagedVault(t)
	garbage := bytes.Repeat([]byte("PK\x03\x04 not a database "), 4000)
	d.put(t, garbage)
	d.wantSetAside(t, garbage)
}

func TestOlderDatabasePutBack(t *testing.T) {
	d := newDamagedVault(t)
	for _, clean := range []bool{true, false} {
		d.put(t, d.older)
		if !clean {
			d.unclean(t)
		}
		_, err := d.open()
		wantCode(t, err, app.CodeCorrupt, "vault.older")
		if !bytes.Equal(d.read(t), d.older) {
			t.Error("the older file was changed")
		}
	}
	d.put(t, d.whole)
	v := openVault(t, d.opts)
	if r := wantWhole(t, v); r.Records != len(d.ids) {
		t.Errorf("%d records, want %d", r.Records, len(d.ids))
	}
}

// TestOlderDatabaseWithTheSameHistory lacks only what has no history, such as a draft.
func TestOlderDatabaseWithTheSameHistory(t *testing.T) {
	d := newDamagedVault(t)
	v := openVault(t, d.opts)
	put(t, v, app.Record{Kind: app.KindDraft, ID: "hazard", Value: "half a sentence"})
	closeVault(t, v)
	d.put(t, d.whole)
	_, err := d.open()
	wantCode(t, err, app.CodeCorrupt, "vault.older")
}

// TestOlderDatabaseThatGrewPastTheManifest is a file that was put back and has more
// transactions than the manifest knows, but another history.
func TestOlderDatabaseThatGrewPastTheManifest(t *testing.T) {
	d := newDamagedVault(t)
	manifest, err := os.ReadFile(place(d.opts.Dir).manifest())
	if err != nil {
		t.Fatal(err)
	}
	d.put(t, d.older)
	if err := os.Remove(place(d.opts.Dir).manifest()); err != nil { // as if on another computer
		t.Fatal(err)
	}
	v := openVault(t, d.opts)
	for n := range 5 {
		put(t, v, hazard(app.NewID(), 100+n))
	}
	closeVault(t, v)
	if err := os.WriteFile(place(d.opts.Dir).manifest(), manifest, fileMode); err != nil {
		t.Fatal(err)
	}
	_, err = d.open()
	wantCode(t, err, app.CodeCorrupt, "vault.older")
}

func TestLostNewestTransaction(t *testing.T) {
	d := newDamagedVault(t)
	torn := bytes.Clone(d.whole)
	newest := int(factsOf(t, d.whole).TxID % 2)
	clear(torn[newest*pageSize : newest*pageSize+200])
	d.put(t, torn)
	d.wantSetAside(t, torn)
}

// TestDamagedPages zeroes and garbles pages all over the file. Whatever was hit, no
// wrong value is ever shown: either the file is refused, or every record that opens
// is right and the check names the rest.
func TestDamagedPages(t *testing.T) {
	d := newDamagedVault(t)
	chance := rand.New(rand.NewPCG(7, 7))
	pages := int(factsOf(t, d.whole).Needed / pageSize)
	for page := 2; page < pages; page++ {
		for _, how := range []string{"zeroed", "garbled"} {
			damaged := bytes.Clone(d.whole)
			hit := damaged[page*pageSize : (page+1)*pageSize]
			if how == "zeroed" {
				clear(hit)
			} else {
				for range 40 {
					hit[chance.IntN(pageSize)] ^= byte(1 + chance.IntN(255))
				}
			}
			d.put(t, damaged)
			d.unclean(t)
			d.wantNothingWrong(t, fmt.Sprintf("page %d %s", page, how), how == "zeroed")
		}
	}
}

// TestBitFlips flips one bit at many places of values.
func TestBitFlips(t *testing.T) {
	d := newDamagedVault(t)
	chance := rand.New(rand.NewPCG(9, 9))
	used := int(factsOf(t, d.whole).Needed) - 2*pageSize
	for range 60 {
		damaged := bytes.Clone(d.whole)
		at := 2*pageSize + chance.IntN(used)
		damaged[at] ^= 1 << chance.IntN(8)
		d.put(t, damaged)
		d.unclean(t)
		d.wantNothingWrong(t, fmt.Sprintf("bit at %d", at), false)
	}
}

// wantNothingWrong opens a damaged file and fails if a wrong value is shown or a
// record is lost without a word.
func (d *damagedVault) wantNothingWrong(t *testing.T, what string, quick bool) {
	t.Helper()
	v, err := d.open()
	if err != nil {
		if app.CodeOf(err) != app.CodeCorrupt {
			t.Errorf("%s: %v", what, err)
		}
		return
	}
	defer func() {
		if err := v.Close(); err != nil {
			t.Errorf("%s: close: %v", what, err)
		}
	}()
	lost := 0
	for n, id := range d.ids {
		e, err := get(v, id)
		if err == nil && !strings.HasSuffix(e.Values["description"], fmt.Sprintf("no. %d", n)) {
			t.Errorf("%s: record %d reads %q", what, n, e.Values["description"])
		}
		if err != nil {
			lost++
		}
	}
	if quick && lost == 0 {
		return // a free page was hit
	}
	r, err := v.Check(context.Background(), nil)
	if err != nil {
		t.Errorf("%s: check: %v", what, err)
	}
	if lost > 0 && r.Whole() {
		t.Errorf("%s: %d records lost and the check finds nothing", what, lost)
	}
}

// TestSwappedCiphertexts carries sealed values to other keys, which is all that
// someone without the key can do.
func TestSwappedCiphertexts(t *testing.T) {
	swap := func(t *testing.T, v *Vault, bucket, one, other string) {
		t.Helper()
		err := v.engine.bolt.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			first, second := bytes.Clone(b.Get([]byte(one))), bytes.Clone(b.Get([]byte(other)))
			if err := b.Put([]byte(one), second); err != nil {
				return err
			}
			return b.Put([]byte(other), first)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	v, _ := newVault(t, testOptions(t))
	one, other := app.NewID(), app.NewID()
	put(t, v, hazard(one, 1), hazard(other, 2))

	swap(t, v, "record.entry", string(one), string(other))
	_, err := get(v, one)
	wantCode(t, err, app.CodeCorrupt, "vault.record.damaged")
	if r, _ := v.Check(context.Background(), nil); len(r.Problems) < 2 {
		t.Errorf("the check finds %v", r.Problems)
	}
	swap(t, v, "record.entry", string(one), string(other))
	wantWhole(t, v)

	swap(t, v, "head.entry", string(one), string(other))
	if heads, _ := v.Heads(context.Background()); len(heads) != 0 {
		t.Errorf("swapped heads are shown: %v", heads)
	}
	if w := v.Warnings(); len(w) != 1 || w[0].Key != "vault.warn.heads" {
		t.Errorf("got %v", w)
	}
	if r, _ := v.Check(context.Background(), nil); len(r.Problems) != 2 {
		t.Errorf("the check finds %v", r.Problems)
	}
	swap(t, v, "head.entry", string(one), string(other))

	swap(t, v, "history", string(seqKey(1)), string(seqKey(2)))
	if r, _ := v.Check(context.Background(), nil); r.Whole() {
		t.Error("the check does not see swapped entries of the history")
	}
}

// TestOldValuePutBack puts an older sealed value of the same record back.
func TestOldValuePutBack(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	id := app.NewID()
	put(t, v, hazard(id, 1))
	var old []byte
	edit := func(do func(b *bolt.Bucket) error) {
		t.Helper()
		err := v.engine.bolt.Update(func(tx *bolt.Tx) error { return do(tx.Bucket([]byte("record.entry"))) })
		if err != nil {
			t.Fatal(err)
		}
	}
	edit(func(b *bolt.Bucket) error {
		old = bytes.Clone(b.Get([]byte(id)))
		return nil
	})
	put(t, v, hazard(id, 2))
	edit(func(b *bolt.Bucket) error { return b.Put([]byte(id), old) })
	r, err := v.Check(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, p := range r.Problems {
		keys[p.Key] = true
	}
	if !keys["vault.check.head.differs"] || !keys["vault.check.unclaimed"] {
		t.Errorf("the check finds %v", r.Problems)
	}
}

// TestShortenedHistory takes the newest entries away.
func TestShortenedHistory(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	put(t, v, hazards(5)...)
	err := v.engine.bolt.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte(historyBucket)).Delete(seqKey(5)) })
	if err != nil {
		t.Fatal(err)
	}
	r, err := v.Check(context.Background(), nil)
	if err != nil || r.Whole() {
		t.Errorf("the check finds %v, %v", r.Problems, err)
	}
}

// TestDamagedRecordIsWrittenAnew mends a record by saving it again; its history is
// found again.
func TestDamagedRecordIsWrittenAnew(t *testing.T) {
	v, _ := newVault(t, testOptions(t))
	id := app.NewID()
	put(t, v, hazard(id, 1))
	put(t, v, hazards(3)...)
	err := v.engine.bolt.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("record.entry"))
		box := bytes.Clone(b.Get([]byte(id)))
		box[len(box)-1] ^= 1
		return b.Put([]byte(id), box)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = v.Write(context.Background(), director, func(w app.Writer) error {
		return w.Note(app.KindEntry, id, app.History{Action: "printed"})
	})
	wantCode(t, err, app.CodeCorrupt, "vault.record.damaged")
	put(t, v, hazard(id, 9))
	wantWhole(t, v)
	err = v.Read(context.Background(), func(r app.Reader) error {
		entries, err := r.History(app.KindEntry, id)
		if len(entries) != 2 {
			t.Errorf("history %v", entries)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestChildThatCannotRun: without a working child the vault opens all the same, it
// is not taken for damaged.
func TestChildThatCannotRun(t *testing.T) {
	d := newDamagedVault(t)
	d.opts.CheckInChild = InChild(filepath.Join(t.TempDir(), "no such program"))
	d.unclean(t)
	v, err := d.open()
	if err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
}

// TestChildThatHangs counts as damage only by its own limit, not when the user
// cancels.
func TestChildThatHangs(t *testing.T) {
	d := newDamagedVault(t)
	d.unclean(t)
	ctx, cancel := context.WithCancel(context.Background())
	d.opts.CheckInChild = func(ctx context.Context, file string) error {
		cancel()
		return verifyInChild(ctx, file)
	}
	_, err := Open(ctx, d.opts, Passphrase(testPassphrase))
	wantCode(t, err, app.CodeCanceled, "")
	if !exists(d.file()) {
		t.Error("the database was set aside")
	}
}
