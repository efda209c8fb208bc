package data

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

func TestBackupIfChanged(t *testing.T) {
	ctx := context.Background()
	o := testOptions(t)
	clock := testClock()
	o.Clock = clock
	v, _ := newVault(t, o)
	put(t, v, hazard(app.NewID(), 1))
	steps := []struct {
		name string
		do   func()
		made bool
	}{
		{"the first", func() {}, true},
		{"nothing changed", func() {}, false},
		{"a record", func() { put(t, v, hazard(app.NewID(), 2)) }, true},
		{"a draft", func() { put(t, v, app.Record{Kind: app.KindDraft, ID: "x", Value: 1}) }, true},
		{"a new start", func() { closeVault(t, v); v = openVault(t, o) }, false},
		{"the backup is gone", func() {
			list, err := Backups(v.BackupFolder())
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range list {
				if err := os.Remove(b.Path); err != nil {
					t.Fatal(err)
				}
			}
		}, true},
	}
	for _, step := range steps {
		clock.Advance(time.Minute)
		step.do()
		b, made, err := v.BackupIfChanged(ctx)
		if err != nil || made != step.made {
			t.Fatalf("%s: made %v, %v", step.name, made, err)
		}
		if err := VerifyFile(b.Path); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
	}
}

func TestBackupNames(t *testing.T) {
	ctx := context.Background()
	v, _ := newVault(t, testOptions(t))
	first, err1 := v.Backup(ctx, "")
	second, err2 := v.Backup(ctx, "") // in the same second
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if name := filepath.Base(first.Path); name != "campus-2026-11-23-083000+0800.db" {
		t.Errorf("got %s", name)
	}
	if err := os.WriteFile(filepath.Join(v.BackupFolder(), "campus-notes.db"), nil, fileMode); err != nil {
		t.Fatal(err)
	}
	list, err := Backups(v.BackupFolder())
	if err != nil || len(list) != 2 || list[0].Path != first.Path && list[0].Path != second.Path {
		t.Fatalf("got %v, %v", list, err)
	}
	if !list[0].Made.Equal(v.opts.Clock.Now()) || list[0].Size != first.Size {
		t.Errorf("got %+v", list[0])
	}
	if list, err := Backups(filepath.Join(t.TempDir(), "none")); len(list) != 0 || err != nil {
		t.Errorf("got %v, %v", list, err)
	}
}

// TestBackupsAreThinnedOut makes a backup each day of a quarter of a year.
func TestBackupsAreThinnedOut(t *testing.T) {
	o := testOptions(t)
	clock := testClock()
	o.Clock = clock
	v, _ := newVault(t, o)
	for range 90 {
		clock.Advance(24 * time.Hour)
		if _, err := v.Backup(context.Background(), ""); err != nil {
			t.Fatal(err)
		}
	}
	list, err := Backups(v.BackupFolder())
	if err != nil || len(list) < 12 || len(list) > 16 {
		t.Errorf("%d left, %v", len(list), err)
	}
}

// TestBackupWhileOthersWrite takes backups while the vault is written to.
func TestBackupWhileOthersWrite(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	v, _ := newVault(t, testOptions(t))
	put(t, v, hazards(500)...)
	stopped := make(chan error)
	go func() {
		for n := 0; ; n++ {
			err := v.Write(ctx, director, func(w app.Writer) error { return w.Put(hazard(app.NewID(), n)) })
			if err != nil {
				stopped <- err
				return
			}
		}
	}()
	var files []string
	for range 5 {
		b, err := v.Backup(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, b.Path)
	}
	cancel()
	wantCode(t, <-stopped, app.CodeCanceled, "")
	for _, file := range files {
		d, err := v.Inspect(context.Background(), file)
		if err != nil || !d.Continues || d.Backup.Records < 500 || d.Backup.Records != int(d.Backup.Entries) {
			t.Errorf("got %+v, %v", d, err)
		}
	}
}

func TestInspectAndRestore(t *testing.T) {
	ctx := context.Background()
	o := testOptions(t)
	clock := testClock()
	o.Clock = clock
	v, _ := newVault(t, o)
	kept, changed, removed := app.NewID(), app.NewID(), app.NewID()
	put(t, v, hazard(kept, 1), hazard(changed, 2), hazard(removed, 3))
	clock.Advance(time.Hour)
	b, err := v.Backup(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase(ctx, Passphrase(testPassphrase), "newer word"); err != nil {
		t.Fatal(err)
	}
	clock.Advance(time.Hour)
	again := hazard(changed, 4)
	put(t, v, again, hazard(app.NewID(), 5), hazard(app.NewID(), 6))
	mustWrite(t, v, func(w app.Writer) error { return w.Remove(app.KindEntry, removed, app.History{Action: "undone"}) })

	d, err := v.Inspect(ctx, b.Path)
	if err != nil {
		t.Fatal(err)
	}
	want := LedgerDifference{Ledger: "hazard", Backup: 3, Present: 4, OnlyBackup: 1, OnlyPresent: 2, Changed: 1}
	if len(d.Ledgers) != 1 || d.Ledgers[0] != want {
		t.Errorf("got %+v", d.Ledgers)
	}
	if !d.Continues || d.Backup.Entries != 3 || d.Present.Entries != 7 || d.Present.Newest.Sub(d.Backup.Newest) != 2*time.Hour {
		t.Errorf("got %+v", d)
	}
	_, err = Restore(ctx, o, b.Path, Passphrase("newer word"))
	wantCode(t, err, app.CodeInUse, "vault.inuse")
	closeVault(t, v)

	_, err = Restore(ctx, o, b.Path, Passphrase(otherWord))
	wantCode(t, err, app.CodeLocked, "vault.locked.passphrase")
	_, err = Restore(ctx, o, b.Path+"x", Passphrase("newer word"))
	wantCode(t, err, app.CodeNotFound, "vault.backup.none")
	aside, err := Restore(ctx, o, b.Path, Passphrase("newer word")) // today's word opens yesterday's backup
	if err != nil {
		t.Fatal(err)
	}
	v, err = Open(ctx, o, Passphrase("newer word"))
	if err != nil {
		t.Fatal(err)
	}
	if r := wantWhole(t, v); r.Records != 3 {
		t.Errorf("got %+v", r)
	}
	if _, made, err := v.BackupIfChanged(ctx); !made || err != nil {
		t.Errorf("the first backup after a restore: %v, %v", made, err)
	}
	// The way back.
	d, err = v.Inspect(ctx, aside)
	if err != nil || d.Continues || d.Backup.Records != 4 {
		t.Errorf("got %+v, %v", d, err)
	}
	closeVault(t, v)
	if _, err := Restore(ctx, o, aside, Passphrase("newer word")); err != nil {
		t.Fatal(err)
	}
	d, err = Inspect(ctx, o, b.Path, Passphrase("newer word"))
	if err != nil || d.Present.Records != 4 || d.Backup.Records != 3 {
		t.Errorf("got %+v, %v", d, err)
	}
}

// TestRestoreAfterDamage is the day the disk broke: the database is refused, the
// backup is looked into and restored, the damaged file is still there.
func TestRestoreAfterDamage(t *testing.T) {
	ctx := context.Background()
	d := newDamagedVault(t)
	cut := d.whole[:3*pageSize]
	d.put(t, cut)
	_, err := d.open()
	wantCode(t, err, app.CodeCorrupt, "vault.damaged")
	backup := err.(*app.Error).Args["backup"].(string)
	diff, err := Inspect(ctx, d.opts, backup, Passphrase(testPassphrase))
	if err != nil || diff.Present.Readable || diff.Backup.Records != 40 {
		t.Fatalf("got %+v, %v", diff, err)
	}
	kept, err := Restore(ctx, d.opts, backup, Passphrase(testPassphrase))
	if err != nil || kept != "" {
		t.Fatal(kept, err)
	}
	v := openVault(t, d.opts)
	if r := wantWhole(t, v); r.Records != 40 {
		t.Errorf("got %+v", r)
	}
}

// TestRestoreOnANewComputer has nothing but a folder with a backup and attachments.
func TestRestoreOnANewComputer(t *testing.T) {
	ctx := context.Background()
	o := testOptions(t)
	v, code := newVault(t, o)
	put(t, v, hazard(app.NewID(), 1))
	a, err := v.Keep(ctx, "plan.pdf", strings.NewReader("%PDF-1.7 plan"), app.KeepOptions{})
	if err != nil {
		t.Fatal(err)
	}
	stick := filepath.Join(t.TempDir(), "stick")
	b, err := v.Backup(ctx, stick)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Backup(ctx, stick); err != nil { // a second time on the same stick
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(v.BackupFolder(), ".*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	closeVault(t, v)

	o.Dir = filepath.Join(t.TempDir(), "new")
	if kept, err := Restore(ctx, o, b.Path, RecoveryCode(code)); err != nil || kept != "" {
		t.Fatal(kept, err)
	}
	v = openVault(t, o)
	r, _, err := v.OpenAttachment(ctx, a.Hash)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil || string(content) != "%PDF-1.7 plan" {
		t.Errorf("got %q, %v", content, err)
	}
	wantWhole(t, v)
}

func TestRestoreRefusesADamagedBackup(t *testing.T) {
	d := newDamagedVault(t)
	list, err := Backups(place(d.opts.Dir).backups())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(list[0].Path, list[0].Size/2); err != nil {
		t.Fatal(err)
	}
	_, err = Restore(context.Background(), d.opts, list[0].Path, Passphrase(testPassphrase))
	wantCode(t, err, app.CodeCorrupt, "vault.file.damaged")
	closeVault(t, openVault(t, d.opts))
	// Nor is it offered.
	d.put(t, d.whole[:pageSize])
	_, err = d.open()
	wantCode(t, err, app.CodeCorrupt, "vault.damaged.nobackup")
}

func TestBackupOfAnotherVault(t *testing.T) {
	ctx := context.Background()
	one, _ := newVault(t, testOptions(t))
	other, _ := newVault(t, testOptions(t))
	b, err := other.Backup(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = one.Inspect(ctx, b.Path)
	wantCode(t, err, app.CodeConflict, "vault.backup.other")
}

// TestInterruptedRestore stops an exchange of databases after each of its steps. The
// next start finds one of the two whole.
func TestInterruptedRestore(t *testing.T) {
	ctx := context.Background()
	for _, steps := range []int{1, 2, 3, 4} {
		o := testOptions(t)
		v, _ := newVault(t, o)
		put(t, v, hazard(app.NewID(), 1))
		b, err := v.Backup(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		put(t, v, hazard(app.NewID(), 2))
		closeVault(t, v)
		p := place(o.Dir)
		next, _, err := bringIn(ctx, o.filled(), p, b.Path, Passphrase(testPassphrase))
		if err != nil {
			t.Fatal(err)
		}
		man, err := loadManifest(p)
		if err != nil {
			t.Fatal(err)
		}
		man.State, man.Next = stateSwapping, &next
		want := 2
		if steps >= 2 {
			err = errors.Join(err, man.save(p))
		}
		if steps >= 3 {
			err = errors.Join(err, os.Rename(p.database(), p.database()+".old"))
			want = 1
		}
		if steps >= 4 {
			err = errors.Join(err, os.Rename(p.incoming(), p.database()))
		}
		if err != nil {
			t.Fatal(err)
		}
		v = openVault(t, o)
		if r := wantWhole(t, v); r.Records != want {
			t.Errorf("after %d steps: %d records, want %d", steps, r.Records, want)
		}
		if exists(p.incoming()) {
			t.Errorf("after %d steps: the copy is still there", steps)
		}
	}
}

// TestCompaction: a vault of which most is free gets small when it is closed, and is
// the same.
func TestCompaction(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	var gone []app.ID
	big := bytes.Repeat([]byte("x"), 100_000)
	for range 200 {
		id := app.NewID()
		gone = append(gone, id)
		put(t, v, app.Record{Kind: app.KindDraft, ID: id, Value: big})
	}
	id := app.NewID()
	put(t, v, hazard(id, 1))
	mustWrite(t, v, func(w app.Writer) error {
		for _, id := range gone {
			if err := w.Remove(app.KindDraft, id, app.History{}); err != nil {
				return err
			}
		}
		return nil
	})
	seq, mac := v.ChainHead()
	before := sizeOf(t, v.place.database())
	closeVault(t, v)
	after := sizeOf(t, v.place.database())
	if before < 16<<20 || after > 1<<20 {
		t.Errorf("from %d to %d bytes", before, after)
	}
	v = openVault(t, o)
	if s, m := v.ChainHead(); s != seq || m != mac {
		t.Errorf("the history changed: %d %s", s, m)
	}
	wantWhole(t, v)
	if _, err := get(v, id); err != nil {
		t.Error(err)
	}
}

func sizeOf(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// TestSecondInstance: another process holds the database.
func TestSecondInstance(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	_, err := Open(context.Background(), o, Passphrase(testPassphrase))
	wantCode(t, err, app.CodeInUse, "vault.inuse")
	_, _, err = Create(context.Background(), o, testPassphrase)
	wantCode(t, err, app.CodeConflict, "vault.exists")
	closeVault(t, v)
	other, err := bolt.Open(v.place.database(), fileMode, nil) // whatever program it is
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(context.Background(), o, Passphrase(testPassphrase))
	wantCode(t, err, app.CodeInUse, "vault.inuse")
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	closeVault(t, openVault(t, o))
}

// TestSweep: what a program that was ended left half written is gone after the next
// start, and nothing else.
func TestSweep(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	a, err := v.Keep(context.Background(), "a.txt", strings.NewReader("a"), app.KeepOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Backup(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	p := place(o.Dir)
	left := []string{
		filepath.Join(o.Dir, ".new-123"), filepath.Join(p.backups(), ".snapshot-123"),
		filepath.Join(p.attachments(), ".new-123"), p.incoming(),
	}
	for _, path := range left {
		if err := os.WriteFile(path, []byte("half"), fileMode); err != nil {
			t.Fatal(err)
		}
	}
	v = openVault(t, o)
	for _, path := range left {
		if exists(path) {
			t.Errorf("%s is still there", path)
		}
	}
	if got := readAttachment(t, v, a.Hash); string(got) != "a" {
		t.Errorf("got %q", got)
	}
	if list, err := Backups(v.BackupFolder()); len(list) != 1 || err != nil {
		t.Errorf("backups %v, %v", list, err)
	}
}
