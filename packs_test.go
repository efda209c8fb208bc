package main

import (
	"slices"
	"testing"

	"campuskeeper/app"
)

// Every pack that is offered can be chosen, and has a title in both languages.
func TestPacksThatAreOffered(t *testing.T) {
	titles, err := packTitles()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range titles {
		if _, err := readPack(p.name); err != nil {
			t.Errorf("%s: %v", p.name, err)
		}
		if _, err := drillRules(p.name); err != nil {
			t.Errorf("the drill rules of %s: %v", p.name, err)
		}
		for _, lang := range app.Langs {
			if p.title[lang] == "" {
				t.Errorf("%s has no title in %s", p.name, lang)
			}
		}
	}
	for _, name := range []string{"cn", "england", "gy", "us", "us-ny", "us-tx"} {
		if !slices.Contains(packNames(), name) {
			t.Errorf("%s is not offered", name)
		}
	}
}
