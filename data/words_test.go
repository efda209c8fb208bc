package data

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"campuskeeper/app"
)

// TestEveryMessageHasItsWords looks for the key of every message of this package in
// both languages, and for words that nobody says any more.
func TestEveryMessageHasItsWords(t *testing.T) {
	words, err := app.LoadWords(os.DirFS("../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`"(vault(\.[a-z]+)+)"`).FindAllSubmatch(text, -1) {
			said[string(match[1])] = true
		}
	}
	for _, key := range []string{"vault.damaged", "vault.missing", "vault.older"} {
		said[key+".nobackup"] = true
	}
	for _, lang := range app.Langs {
		for key := range said {
			if !words.Has(lang, key) {
				t.Errorf("%s: no words for %s", lang, key)
			}
		}
		for _, key := range words.Keys(lang) {
			if regexp.MustCompile(`^vault\.`).MatchString(key) && !said[key] {
				t.Errorf("%s: nobody says %s", lang, key)
			}
		}
	}
	places := regexp.MustCompile(`\{([a-z]+)`)
	for key := range said {
		var sets [][]string
		for _, lang := range app.Langs {
			var names []string
			for _, m := range places.FindAllStringSubmatch(words.Say(lang, key, nil), -1) {
				names = append(names, m[1])
			}
			slices.Sort(names)
			sets = append(sets, slices.Compact(names))
		}
		if !slices.Equal(sets[0], sets[1]) {
			t.Errorf("%s: places %v in English, %v in Chinese", key, sets[0], sets[1])
		}
	}
}
