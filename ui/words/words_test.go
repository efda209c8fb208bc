package words_test

import (
	"regexp"
	"slices"
	"testing"

	"fyne.io/fyne/v2/lang"

	"campuskeeper/app"
	assets "campuskeeper/assets/words"
	"campuskeeper/ui/words"
)

func load(t *testing.T) *app.Words {
	t.Helper()
	all, err := app.LoadWords(assets.Files())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	all := load(t)
	for _, from := range app.Langs {
		for _, key := range all.Keys(from) {
			for _, to := range app.Langs {
				if !all.Has(to, key) {
					t.Errorf("%q is said in %s and not in %s", key, from, to)
				}
			}
		}
	}
}

var place = regexp.MustCompile(`\{([a-zA-Z]+)[|}]`)

// TestEveryLanguageHasTheSamePlaces compares the places of each message, so that
// no number or name is lost in one language.
func TestEveryLanguageHasTheSamePlaces(t *testing.T) {
	all := load(t)
	for _, key := range all.Keys(app.English) {
		want := places(all.Say(app.English, key, nil))
		if got := places(all.Say(app.Chinese, key, nil)); !slices.Equal(got, want) {
			t.Errorf("%q has the places %v in Chinese and %v in English", key, got, want)
		}
	}
}

// places lists the names in a message once each: one language may need a name
// twice, for the number and for the word that depends on it.
func places(message string) []string {
	var names []string
	for _, match := range place.FindAllStringSubmatch(message, -1) {
		names = append(names, match[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// wide are the signs that the font draws as wide as a Chinese character.
var wide = regexp.MustCompile(`[’‘“”…—·]`)

func TestEnglishHasNoSignsOfChineseWidth(t *testing.T) {
	all := load(t)
	for _, key := range all.Keys(app.English) {
		if message := all.Say(app.English, key, nil); wide.MatchString(message) {
			t.Errorf("%q: %q has a sign that is drawn full width", key, message)
		}
	}
}

func TestChangeOfLanguageIsHeard(t *testing.T) {
	book := words.New(load(t), app.English)
	if got := book.T("widget.cancel"); got != "Cancel" {
		t.Errorf("cancel is %q in English", got)
	}
	heard := ""
	cancelFirst := book.Listen(func() { heard += "1" + book.T("widget.cancel") })
	book.Listen(func() { heard += "2" })
	if err := book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	if want := "1取消2"; heard != want {
		t.Errorf("heard %q, want %q", heard, want)
	}
	cancelFirst()
	heard = ""
	if err := book.Use(app.English); err != nil {
		t.Fatal(err)
	}
	if heard != "2" {
		t.Errorf("heard %q after the first listener left", heard)
	}
}

func TestFyneSpeaksTheChosenLanguage(t *testing.T) {
	book := words.New(load(t), app.English)
	for _, step := range []struct {
		lang app.Lang
		want string
	}{{app.Chinese, "全选"}, {app.English, "Select all"}, {app.Chinese, "全选"}} {
		if err := book.Use(step.lang); err != nil {
			t.Fatal(err)
		}
		if got := lang.L("Select all"); got != step.want {
			t.Errorf("in %s Fyne says %q, want %q", step.lang, got, step.want)
		}
	}
	if got := lang.X("file.name", "Name"); got != "名称" {
		t.Errorf("Fyne calls the name of a file %q", got)
	}
}

func TestDays(t *testing.T) {
	book := words.New(load(t), app.Chinese)
	day := app.MustDay("2026-11-24")
	if got := book.NearDay(day); got != "11月24日（周二）" {
		t.Errorf("near day %q", got)
	}
	if got := book.NearDay(app.Day{}); got != "" {
		t.Errorf("no day is %q", got)
	}
	if err := book.Use(app.English); err != nil {
		t.Fatal(err)
	}
	if got := book.NearDay(day); got != "2026-11-24 (Tue)" {
		t.Errorf("near day %q", got)
	}
}

func TestForgottenListenersHearNothing(t *testing.T) {
	book := words.New(load(t), app.English)
	heard := 0
	cancel := book.Listen(func() { heard++ })
	book.Forget()
	cancel()
	book.Listen(func() { heard += 10 })
	if err := book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	if heard != 10 {
		t.Errorf("heard %d", heard)
	}
}
