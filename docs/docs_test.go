// Package docs_test keeps the documents true: links lead somewhere, and both
// languages of the manual say the same things.
//
// Allowed imports: the standard library only.
package docs_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)\s]*)?\)`)

// documents returns every document of the project, relative to this folder.
func documents(t *testing.T) []string {
	t.Helper()
	files := []string{"../README.md", "../CHANGELOG.md"}
	err := filepath.WalkDir(".", func(file string, _ fs.DirEntry, err error) error {
		if filepath.Ext(file) == ".md" {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLinksLeadSomewhere(t *testing.T) {
	for _, file := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(read(t, file), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s: nothing at %s", file, m[1])
			}
		}
	}
}

// TestManualIsTheSameInBothLanguages compares pages, pictures and the shape of
// each page: a section or a row of a table that is missing in one language.
func TestManualIsTheSameInBothLanguages(t *testing.T) {
	english, chinese := pages(t, "en"), pages(t, "zh-Hans")
	if !slices.Equal(english, chinese) {
		t.Fatalf("pages differ:\n en      %q\n zh-Hans %q", english, chinese)
	}
	for _, page := range english {
		en, zh := read(t, "manual/en/"+page), read(t, "manual/zh-Hans/"+page)
		for _, what := range []struct {
			name    string
			pattern *regexp.Regexp
		}{
			{"sections", regexp.MustCompile(`(?m)^##+ `)},
			{"rows of tables", regexp.MustCompile(`(?m)^\|`)},
			{"pictures", regexp.MustCompile(`(?m)^!\[`)},
			{"steps", regexp.MustCompile(`(?m)^\d+\. `)},
		} {
			if e, z := what.pattern.FindAllString(en, -1), what.pattern.FindAllString(zh, -1); len(e) != len(z) {
				t.Errorf("%s: %d %s in English, %d in Chinese", page, len(e), what.name, len(z))
			}
		}
		if e, z := pictures(en, "en"), pictures(zh, "zh-Hans"); !slices.Equal(e, z) {
			t.Errorf("%s: pictures differ: %q, %q", page, e, z)
		}
	}
}

// pages lists the pages of the manual in one language.
func pages(t *testing.T, language string) []string {
	t.Helper()
	files, err := filepath.Glob("manual/" + language + "/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		files[i] = filepath.Base(file)
	}
	return files
}

// pictures lists the pictures on a page that are taken in its own language.
func pictures(page, language string) []string {
	var names []string
	for _, m := range link.FindAllStringSubmatch(page, -1) {
		if name, ok := strings.CutPrefix(m[1], "../images/"+language+"/"); ok {
			names = append(names, name)
		}
	}
	return names
}

// TestManualNamesEveryCommand compares the page of the command line with what the
// program says itself when it is used wrongly.
func TestManualNamesEveryCommand(t *testing.T) {
	for _, language := range []string{"en", "zh-Hans"} {
		var words map[string]string
		if err := json.Unmarshal([]byte(read(t, "../assets/words/cli."+language+".json")), &words); err != nil {
			t.Fatal(err)
		}
		page := read(t, "manual/"+language+"/09-command-line.md")
		for key, usage := range words {
			command, ok := strings.CutPrefix(key, "cli.usage.")
			if !ok || command == "verify-db" { // the vault's own child process
				continue
			}
			if row := "| `" + strings.ReplaceAll(usage, "|", `\|`) + "` |"; !strings.Contains(page, row) {
				t.Errorf("%s: no row %s", language, row)
			}
		}
	}
}
