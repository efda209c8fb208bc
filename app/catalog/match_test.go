package catalog_test

import (
	"testing"

	"campuskeeper/app/catalog"
)

func TestMatchFindsAsTheSearchDoes(t *testing.T) {
	for _, c := range []struct {
		says, search string
		want         bool
	}{
		{"三（2）班 李老师", "lls", true},
		{"三（2）班 李老师", "s2b", false},
		{"三（2）班 李老师", "三（2", true},
		{"Class 3-2, Ms Wu", "WU", true},
		{"三（2）班 李老师", "wls", false},
		{"", "x", false},
		{"anything", "", true},
	} {
		if got := catalog.Match(c.says, c.search); got != c.want {
			t.Errorf("%q in %q is %v", c.search, c.says, got)
		}
	}
}
