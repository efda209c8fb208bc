package data

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"campuskeeper/app"
)

var update = flag.Bool("update", false, "make the vault of the present version in testdata, if there is none")

// golden is the folder of the vault that the program of some version wrote.
func golden(version string) string { return filepath.Join("testdata", "golden", version) }

// The records of the golden vaults.
const (
	goldenEntry = app.ID("0b5ed3a5-2a53-4c0e-9f6e-7a1d2f1f6a01")
	goldenCase  = app.ID("5f9d3c1b-8e0a-4f1d-a2ce-3f2b1a0c9d02")
	goldenCode  = "recovery.txt"
	goldenHash  = "attachment.txt"
)

// TestMakeGolden writes the vault of the present version once; a released one is
// never written again.
func TestMakeGolden(t *testing.T) {
	dir := golden("v1")
	if !*update || Exists(dir) {
		return
	}
	o := childOptions(dir)
	v, code := newVault(t, o)
	secret := hazard(goldenCase, 2)
	secret.Sensitivity, secret.Head.Sensitivity = app.Restricted, app.Restricted
	put(t, v, hazard(goldenEntry, 1), secret)
	mustWrite(t, v, func(w app.Writer) error {
		_, err := w.Next("YH-2026")
		return errors.Join(err, w.Note(app.KindEntry, goldenEntry, app.History{Action: "printed", Note: "order"}))
	})
	a, err := v.Keep(context.Background(), "note.txt", strings.NewReader("kept in version 1"), app.KeepOptions{})
	if err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	for name, text := range map[string]string{goldenCode: code, goldenHash: a.Hash} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestGoldenVaultsOpenForEver opens the vault of every released version and finds
// what was put into it.
func TestGoldenVaultsOpenForEver(t *testing.T) {
	versions, err := os.ReadDir(filepath.Join("testdata", "golden"))
	if err != nil || len(versions) == 0 {
		t.Fatal(versions, err)
	}
	for _, version := range versions {
		t.Run(version.Name(), func(t *testing.T) {
			o := testOptions(t)
			if err := os.CopyFS(o.Dir, os.DirFS(golden(version.Name()))); err != nil {
				t.Fatal(err)
			}
			wantGolden(t, o, Passphrase(testPassphrase))
			wantGolden(t, o, RecoveryCode(goldenText(t, o, goldenCode)))
		})
	}
}

func goldenText(t *testing.T, o Options, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(o.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func wantGolden(t *testing.T, o Options, key Key) {
	t.Helper()
	v, err := Open(context.Background(), o, key)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { closeVault(t, v) }()
	for n, id := range []app.ID{goldenEntry, goldenCase} {
		e, err := get(v, id)
		want := hazard(id, n+1)
		if err != nil || e.Values["description"] != want.Value.(entry).Values["description"] || e.Day != want.Head.Day {
			t.Errorf("record %d: %+v, %v", n+1, e, err)
		}
	}
	heads, err := v.Heads(context.Background())
	slices.SortFunc(heads, func(a, b app.Head) int { return strings.Compare(a.Number, b.Number) })
	if err != nil || len(heads) != 2 || heads[0].Number != "YH-2026-0001" || heads[0].Cells[1] != "b" || heads[1].Sensitivity != app.Restricted {
		t.Errorf("heads %+v, %v", heads, err)
	}
	mustRead(t, v, func(r app.Reader) error {
		entries, err := r.History(app.KindEntry, goldenEntry)
		if len(entries) != 2 || entries[1].Note != "order" || entries[0].Who != "Li Wei" {
			t.Errorf("history %+v", entries)
		}
		n, counterErr := r.Counter("YH-2026")
		if n != 1 {
			t.Errorf("counter %d", n)
		}
		return errors.Join(err, counterErr)
	})
	if got := readAttachment(t, v, goldenText(t, o, goldenHash)); string(got) != "kept in version 1" {
		t.Errorf("attachment %q", got)
	}
	wantWhole(t, v)
}

// withMigrations are options of a program that knows more versions.
func withMigrations(o Options, more ...migration) Options {
	o.migrations = append(slices.Clone(migrations), more...)
	return o
}

func TestMigration(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	put(t, v, hazard(app.NewID(), 1))
	closeVault(t, v)
	ran := 0
	newer := withMigrations(o,
		migration{"remember the year", func(s *session) error { ran++; return s.set(metaBucket, "year", []byte("2026")) }},
		migration{"remember the month", func(s *session) error { ran++; return s.set(metaBucket, "month", []byte("11")) }},
	)
	for range 2 {
		v = openVault(t, newer)
		var year string
		err := v.view(func(s *session) (err error) {
			year, err = s.metaText("year")
			return err
		})
		if err != nil || year != "2026" || ran != 2 {
			t.Errorf("year %q, ran %d, %v", year, ran, err)
		}
		wantWhole(t, v)
		closeVault(t, v)
	}
	_, err := Open(context.Background(), o, Passphrase(testPassphrase)) // the older program again
	wantCode(t, err, app.CodeConflict, "vault.newer")

	// The backup that was made before is of the older version, and opens with it.
	list, err := Backups(place(o.Dir).backups())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if _, err := Restore(context.Background(), o, list[0].Path, Passphrase(testPassphrase)); err != nil {
		t.Fatal(err)
	}
	wantWhole(t, openVault(t, o))
}

// TestFailedMigration leaves everything as it was.
func TestFailedMigration(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	put(t, v, hazard(app.NewID(), 1))
	closeVault(t, v)
	newer := withMigrations(o,
		migration{"half", func(s *session) error { return s.set(metaBucket, "half", []byte("done")) }},
		migration{"broken", func(*session) error { return errStop }},
	)
	_, err := Open(context.Background(), newer, Passphrase(testPassphrase))
	wantCode(t, err, app.CodeInternal, "vault.migration")
	v = openVault(t, o)
	err = v.view(func(s *session) error {
		half, err := s.metaText("half")
		if half != "" {
			t.Error("half a migration was committed")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	wantWhole(t, v)
}
