package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"campuskeeper/app"
)

// eachFile parses every file of the window that is not a test.
func eachFile(t *testing.T, visit func(fset *token.FileSet, file *ast.File)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err == nil {
			visit(fset, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// constructors are the packages whose calls make something that is read on the
// screen, and setters the methods that change its words.
var (
	constructors = map[string]bool{"widget": true, "widgets": true, "canvas": true, "dialog": true, "container": true, "fyne": true}
	setters      = map[string]bool{"SetText": true, "SetTitle": true, "SetPlaceHolder": true}
	fields       = map[string]bool{"Text": true, "Title": true, "PlaceHolder": true, "Label": true, "Hint": true}
)

// TestNoWordStandsInTheSource finds words that are written into the program
// instead of the word files.
func TestNoWordStandsInTheSource(t *testing.T) {
	eachFile(t, func(fset *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.CallExpr:
				if makesText(n.Fun) {
					for _, argument := range n.Args {
						refuseWord(t, fset, argument)
					}
				}
			case *ast.KeyValueExpr:
				if name, ok := n.Key.(*ast.Ident); ok && fields[name.Name] {
					refuseWord(t, fset, n.Value)
				}
			}
			return true
		})
	})
}

func makesText(fun ast.Expr) bool {
	call, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if setters[call.Sel.Name] {
		return true
	}
	from, ok := call.X.(*ast.Ident)
	return ok && constructors[from.Name] && strings.HasPrefix(call.Sel.Name, "New") &&
		call.Sel.Name != "NewStaticResource"
}

func refuseWord(t *testing.T, fset *token.FileSet, value ast.Expr) {
	t.Helper()
	literal, ok := value.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return
	}
	text, err := strconv.Unquote(literal.Value)
	if err == nil && isWord(text) {
		t.Errorf("%s: %q is a word on the screen: put it into assets/words", fset.Position(literal.Pos()), text)
	}
}

// isWord tells words from names of icons ("plus", "state-done") and from signs.
func isWord(text string) bool {
	for _, c := range text {
		if unicode.IsUpper(c) || unicode.Is(unicode.Han, c) {
			return true
		}
	}
	return strings.Contains(strings.TrimSpace(text), " ")
}

// TestEveryKeyHasAMessage finds keys in the source that no word file knows.
func TestEveryKeyHasAMessage(t *testing.T) {
	all := load(t)
	eachFile(t, func(fset *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || method.Sel.Name != "T" {
				return true
			}
			if literal, ok := call.Args[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
				key, err := strconv.Unquote(literal.Value)
				if err == nil && !all.Has(app.English, key) {
					t.Errorf("%s: no message %q", fset.Position(literal.Pos()), key)
				}
			}
			return true
		})
	})
}
