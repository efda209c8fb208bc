package main

import (
	"testing"

	"campuskeeper/app"
	wordfiles "campuskeeper/assets/words"
)

func TestEachPaperOfTheYearHasItsTitle(t *testing.T) {
	all, err := app.LoadWords(wordfiles.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range yearFormNames {
		for _, lang := range app.Langs {
			if key := yearTitles[name]; key == "" || all.Say(lang, key, nil) == key {
				t.Errorf("%s has no title in %s", name, lang)
			}
		}
	}
}
