package sheet

import (
	"context"
	"io/fs"
	"os"
	"testing"

	"campuskeeper/app/ledger"
)

// loopFiles are the loops that the program brings along.
func loopFiles() fs.FS { return os.DirFS("../../assets/loops") }

// shipped returns the ledgers that the program brings along.
func shipped(t testing.TB) *ledger.Library {
	t.Helper()
	library, err := ledger.ReadLibrary(loopFiles(), os.DirFS("../../assets/ledgers"))
	if err != nil {
		t.Fatal(err)
	}
	return library
}

func importer(t testing.TB) *Importer {
	t.Helper()
	im, err := NewImporter(shipped(t), os.DirFS("../../assets/profiles"))
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func TestSampleComesIn(t *testing.T) {
	book, err := OpenFile(context.Background(), "testdata/canteen-inspections.csv", nil)
	if err != nil {
		t.Fatal(err)
	}
	im := importer(t)
	plan, err := im.Read(context.Background(), book, "canteen", Mapping{}, nil)
	if err != nil || plan.Err() != nil {
		t.Fatal(err, plan.Err())
	}
	if plan.Profile != "toronto-dinesafe" {
		t.Errorf("read by the profile %q", plan.Profile)
	}
	s, store := service(t, shipped(t))
	first, err := s.Import(context.Background(), clerk, plan.Import())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(first)
	again, err := s.Import(context.Background(), clerk, plan.Import())
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Added) != 0 {
		t.Errorf("the second time added %v", again.Added)
	}
	counts := map[string]int{}
	for _, head := range store.Heads() {
		counts[head.Ledger+" "+head.Grade]++
	}
	t.Log(counts)
}
