package data

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"campuskeeper/app"
)

// The words that open the vaults of the tests.
const (
	testPassphrase = "竹林 quiet river 7"
	otherWord      = "not the passphrase"
)

// testZone is where the school of the tests lies.
var testZone = time.FixedZone("CST", 8*3600)

// testClock shows the morning of 2026-11-23 in China.
func testClock() *app.ManualClock {
	return app.NewManualClock(time.Date(2026, 11, 23, 8, 30, 0, 0, testZone))
}

// testOptions are cheap: tests are not attacked.
func testOptions(t testing.TB) Options {
	t.Helper()
	return Options{
		Dir: filepath.Join(t.TempDir(), "vault"), Clock: testClock(),
		cost: argonCost{Time: 1, MemoryKiB: 64, Threads: 1}, ballast: -1,
	}
}

// newVault creates a vault that the test closes.
func newVault(t testing.TB, o Options) (*Vault, string) {
	t.Helper()
	v, code, err := Create(context.Background(), o, testPassphrase)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v, code
}

func openVault(t testing.TB, o Options) *Vault {
	t.Helper()
	v, err := Open(context.Background(), o, Passphrase(testPassphrase))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func closeVault(t testing.TB, v *Vault) {
	t.Helper()
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

// entry is a record as app/ledger might write it.
type entry struct {
	Ledger string
	Values map[string]string
	Day    app.Day
	Saved  time.Time
}

var director = app.Actor{Name: "Li Wei", Role: app.RoleDirector}

// hazard returns the n-th record of a test ledger.
func hazard(id app.ID, n int) app.Record {
	day := app.MustDay("2026-11-20")
	return app.Record{
		Kind: app.KindEntry, ID: id, Sensitivity: app.Internal,
		Value: entry{Ledger: "hazard", Values: map[string]string{
			"description": fmt.Sprintf("二楼东侧消防栓箱门损坏 no. %d", n), "place": "教学楼", "level": "general",
		}, Day: day},
		Head: &app.Head{
			Ledger: "hazard", Number: fmt.Sprintf("YH-2026-%04d", n), Title: fmt.Sprintf("hydrant %d", n),
			State: "found", Grade: "general", Day: day, Due: day.AddDays(7), Sensitivity: app.Internal,
			Template: 1, Revision: 1, Cells: []string{"a", "b"},
		},
		History: &app.History{Action: "added", To: "found", Fields: []app.FieldChange{{Field: "place", New: "教学楼"}}},
	}
}

func put(t testing.TB, v *Vault, records ...app.Record) {
	t.Helper()
	err := v.Write(context.Background(), director, func(w app.Writer) error { return w.Put(records...) })
	if err != nil {
		t.Fatal(err)
	}
}

func get(v *Vault, id app.ID) (e entry, err error) {
	err = v.Read(context.Background(), func(r app.Reader) error { return r.Get(app.KindEntry, id, &e) })
	return e, err
}

// wantWhole checks the whole vault and fails on any problem.
func wantWhole(t testing.TB, v *Vault) Report {
	t.Helper()
	r, err := v.Check(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("problem at %s: %s %v", p.Where, p.Key, p.Args)
	}
	return r
}

// wantCode fails unless the error has the code, and a message.
func wantCode(t testing.TB, err error, code app.Code, key string) {
	t.Helper()
	if app.CodeOf(err) != code {
		t.Fatalf("got %v, want code %q", err, code)
	}
	if e, ok := err.(*app.Error); key != "" && (!ok || e.Key != key) {
		t.Fatalf("got %v, want message %q", err, key)
	}
}

func TestWriteAndReadBack(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	id := app.NewID()
	put(t, v, hazard(id, 1))
	closeVault(t, v)

	v = openVault(t, o)
	e, err := get(v, id)
	if err != nil {
		t.Fatal(err)
	}
	if e.Ledger != "hazard" || e.Values["place"] != "教学楼" || e.Day != app.MustDay("2026-11-20") {
		t.Errorf("got %+v", e)
	}
	heads, err := v.Heads(context.Background())
	if err != nil || len(heads) != 1 {
		t.Fatal(heads, err)
	}
	if h := heads[0]; h.ID != id || h.Kind != app.KindEntry || h.Number != "YH-2026-0001" || h.Due != app.MustDay("2026-11-27") {
		t.Errorf("got %+v", h)
	}
	if r := wantWhole(t, v); r.Records != 1 || r.Entries != 1 {
		t.Errorf("got %+v", r)
	}
}

// eachFile visits all files below a folder.
func eachFile(dir string, visit func(path string, content []byte)) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if err == nil {
			visit(path, content)
		}
		return err
	})
}
