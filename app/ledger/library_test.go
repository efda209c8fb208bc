package ledger_test

import (
	"os"
	"testing"

	"campuskeeper/app/ledger"
)

// shipped reads the loops and templates of the tree.
func shipped(t testing.TB) *ledger.Library {
	t.Helper()
	library, err := ledger.ReadLibrary(os.DirFS("../../assets/loops"), os.DirFS("../../assets/ledgers"))
	if err != nil {
		t.Fatal(err)
	}
	return library
}

func TestShippedTemplatesAreWhole(t *testing.T) {
	library := shipped(t)
	want := []string{"document", "hazard", "visitor", "alarm-test", "drill", "plan", "canteen", "dispute"}
	got := library.Templates()
	if len(got) != len(want) {
		t.Fatalf("%d templates, want %d", len(got), len(want))
	}
	for i, name := range want {
		if got[i].Name != name {
			t.Errorf("template %d is %s, want %s", i, got[i].Name, name)
		}
		if len(got[i].Forms) == 0 || len(got[i].About) < 2 || len(got[i].Signatures) == 0 {
			t.Errorf("%s lacks forms, an about text or signatures", name)
		}
	}
}
