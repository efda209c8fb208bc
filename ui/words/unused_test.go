package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"campuskeeper/app"
)

// jsonText matches the strings in a template file.
var jsonText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// texts gathers every string that stands in the program's source and in its
// templates: keys are written there whole, or by their beginning or their end.
func texts(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	add := func(quoted string) {
		if text, err := strconv.Unquote(quoted); err == nil {
			text, _, _ = strings.Cut(text, "%") // the beginning of a pattern
			found[text] = true
		}
	}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir():
			if strings.HasPrefix(name, ".") && len(name) > 2 || name == "out" || name == "dist" || name == "words" && filepath.Base(filepath.Dir(path)) == "assets" {
				return filepath.SkipDir
			}
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(node ast.Node) bool {
				if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					add(literal.Value)
				}
				return true
			})
		case strings.HasSuffix(name, ".json"):
			file, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, quoted := range jsonText.FindAllString(string(file), -1) {
				add(quoted)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// used says whether a key is written in the source: whole; up to one of its dots or
// hyphens, as in "state." + name; or in two parts, as in key + ".other".
func used(key string, texts map[string]bool) bool {
	if texts[key] {
		return true
	}
	for i, c := range key {
		if c != '.' && c != '-' {
			continue
		}
		if texts[key[:i+1]] || texts[key[:i]] && texts[key[i:]] {
			return true
		}
	}
	return false
}

// TestEveryMessageIsUsed finds messages that nobody shows any more.
func TestEveryMessageIsUsed(t *testing.T) {
	written := texts(t)
	for _, key := range load(t).Keys(app.English) {
		if !used(key, written) {
			t.Errorf("no source shows %q: take it out of assets/words", key)
		}
	}
}
