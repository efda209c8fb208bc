package preview

import (
	"fmt"
	"slices"
	"testing"

	"campuskeeper/app"
)

func TestPagesAreReadAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		text string
		all  int
		want string // pages counted from 0, or the key of the complaint
	}{
		{"1-3, 7", 9, "[0 1 2 6]"},
		{"7,1-3", 9, "[0 1 2 6]"},
		{"2-4,3-5,4", 9, "[1 2 3 4]"},
		{" 2 ", 2, "[1]"},
		{"1 - 2,,", 3, "[0 1]"},
		{"8-", 9, "[7 8]"},
		{"-2", 9, "[0 1]"},
		{"１～３、７", 9, "[0 1 2 6]"},
		{"1至2；4", 9, "[0 1 3]"},
		{"", 9, "preview.some.empty"},
		{" , ", 9, "preview.some.empty"},
		{"two", 9, "preview.some.unread"},
		{"1 2", 9, "preview.some.unread"},
		{"3-1", 9, "preview.some.unread"},
		{"1-2-3", 9, "preview.some.unread"},
		{"-", 9, "preview.some.unread"},
		{"99999999999999999999", 9, "preview.some.unread"},
		{"0", 9, "preview.some.none"},
		{"10", 9, "preview.some.none"},
		{"8-12", 9, "preview.some.none"},
		{"12-", 9, "preview.some.none"},
	} {
		pages, err := readPages(c.text, c.all)
		got := fmt.Sprint(pages)
		if err != nil {
			got = err.(*app.Error).Key
		}
		if got != c.want {
			t.Errorf("%q of %d pages: %s, want %s", c.text, c.all, got, c.want)
		}
	}
}

// Whatever is typed: pages that exist, in order, each once, or a complaint.
func FuzzReadPages(f *testing.F) {
	for _, text := range []string{"1-3, 7", "5-", "-", "１～３、７", "3-1", "99999999999999999999-1"} {
		f.Add(text, 9)
	}
	f.Fuzz(func(t *testing.T, text string, all int) {
		all = min(max(all, 0), 2000)
		pages, err := readPages(text, all)
		if err != nil {
			if app.CodeOf(err) != app.CodeInvalid || pages != nil {
				t.Fatalf("%v with %v", err, pages)
			}
			return
		}
		if len(pages) == 0 || pages[0] < 0 || pages[len(pages)-1] >= all || !slices.IsSorted(pages) || len(slices.Compact(pages)) != len(pages) {
			t.Fatalf("%q of %d: %v", text, all, pages)
		}
	})
}
