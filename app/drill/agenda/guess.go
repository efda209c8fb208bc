package agenda

import (
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// guesses know by which words in a title a kind of drill is told.
type guesses struct {
	kinds  drill.Kinds
	words  []guess
	drills []string // words that say that something is a drill
	tests  []string // words that say so of a test of a device
	about  []string // words that say that something is about a drill, not one itself
}

type guess struct{ word, kind string }

// newGuesses gathers the words of each kind: its name, its title in every language,
// and what people call it.
func newGuesses(kinds drill.Kinds, words *app.Words) guesses {
	g := guesses{kinds: kinds}
	for _, k := range kinds {
		called := []string{strings.ReplaceAll(k.Name, "-", " ")}
		for _, lang := range app.Langs {
			called = append(called, k.Title.In(lang))
			if key := "agenda.guess." + k.Name; words.Has(lang, key) {
				called = append(called, strings.Split(words.T(lang, key), ",")...)
			}
		}
		for _, word := range called {
			if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
				g.words = append(g.words, guess{word, k.Name})
			}
		}
	}
	for _, lang := range app.Langs {
		g.drills = append(g.drills, strings.Split(words.T(lang, "agenda.word.drill"), ",")...)
		g.tests = append(g.tests, strings.Split(words.T(lang, "agenda.word.test"), ",")...)
		g.about = append(g.about, strings.Split(words.T(lang, "agenda.word.about"), ",")...)
	}
	return g
}

// certain says whether a title, or what it is filed under, says that something is a
// drill of a kind: much else has to do with fire, buses or gas.
func (g guesses) certain(kind, title, category string) bool {
	title, category = strings.ToLower(title), strings.ToLower(category)
	has := func(text string, words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return stands(text, word) })
	}
	k, _ := g.kinds.Kind(kind)
	for _, lang := range app.Langs {
		if title == strings.ToLower(k.Title.In(lang)) {
			return true
		}
	}
	says := has(title, g.drills) || has(category, g.drills) || k.Is(drill.Test) && has(title, g.tests)
	return says && !has(title, g.about)
}

func (g guesses) known(kind string) bool {
	_, ok := g.kinds.Kind(kind)
	return ok
}

// kind guesses the kind of a drill by the longest word that stands in its title.
func (g guesses) kind(title string) (string, bool) {
	title = strings.ToLower(title)
	var best guess
	for _, w := range g.words {
		if len(w.word) > len(best.word) && stands(title, w.word) {
			best = w
		}
	}
	return best.kind, best.kind != ""
}

// stands says whether a word stands in a text; one of Latin letters for itself only:
// there is no "gas" in "Vegas".
func stands(text, word string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(word)
		if !(at > 0 && latin(text[at-1]) && latin(word[0])) && !(end < len(text) && latin(text[end]) && latin(word[len(word)-1])) {
			return true
		}
		from = end
	}
}

func latin(b byte) bool { return b >= 'a' && b <= 'z' }
