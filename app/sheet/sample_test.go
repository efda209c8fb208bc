package sheet

import (
	"context"
	"os"
	"testing"

	"campuskeeper/app/ledger"
)

// shipped returns the ledgers that the program brings along.
func shipped(t testing.TB) *ledger.Library {
	t.Helper()
	library, err := ledger.ReadLibrary(os.DirFS("../../assets/loops"), os.DirFS("../../assets/ledgers"))
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

func TestX(t *testing.T) {
	w, err := OpenFile(context.Background(), "/work/shared/samples/canteen-inspections.csv", nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := importer(t).Read(context.Background(), w, "canteen", Mapping{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, r := range p.Rows {
		n[r.Ledger]++
	}
	t.Log(n, len(p.Misfits), p.Profile)
	for i, m := range p.Misfits {
		if i < 10 {
			t.Log(m.Problem, m.Title)
		}
	}
	t.Logf("%+v", p.Rows[3])
	t.Logf("%+v", p.Rows[len(p.Rows)-1])
}
