package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// module is the path of this module; every import of our own begins with it.
const module = "campuskeeper"

// pkg is what `go list -json` tells about a package and the rules need.
type pkg struct {
	ImportPath   string
	Imports      []string
	Deps         []string
	TestImports  []string
	XTestImports []string
	Standard     bool
}

// room returns the path of a package of ours inside the module: "app/form", ""
// for main.
func room(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
}

// ours says whether an import path lies in this module.
func ours(importPath string) bool {
	return importPath == module || strings.HasPrefix(importPath, module+"/")
}

// within says whether an import path is prefix or lies under it.
func within(importPath, prefix string) bool {
	return importPath == prefix || strings.HasPrefix(importPath, prefix+"/")
}

// goList runs `go list -json` on all packages of the module, and on what they
// need when deps is given.
func goList(t *testing.T, flags ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", append(append([]string{"list", "-json"}, flags...), "./...")...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// recordPackages do something with records of one kind.
var recordPackages = []string{"app/ledger", "app/inspection", "app/drill", "app/plan", "app/education", "app/risk"}

// neighbours says which rooms under app a room under app may import besides app
// itself. A room that is not named may import none.
var neighbours = map[string][]string{
	"app/ledger":       {"app/schema", "app/calendar"},
	"app/inspection":   {"app/schema", "app/calendar", "app/ledger"},
	"app/drill":        {"app/schema", "app/calendar"},
	"app/drill/agenda": {"app/calendar", "app/drill"},
	"app/plan":         {"app/schema", "app/calendar"},
	"app/education":    {"app/schema", "app/calendar"},
	"app/risk":         {"app/schema", "app/calendar"},
	"app/reminder":     append([]string{"app/schema", "app/calendar"}, recordPackages...),
	"app/catalog":      append([]string{"app/schema", "app/calendar"}, recordPackages...),
	"app/form":         append([]string{"app/schema", "app/calendar"}, recordPackages...),
	"app/print":        {"app/form"},
	"app/sheet":        {"app/schema", "app/ledger"},
	"app/bundle":       append([]string{"app/schema", "app/calendar", "app/form", "app/print", "app/sheet"}, recordPackages...),
}

// doors says which rooms may import a library. A library that is not named may be
// imported by one room only, whichever that is; see TestImportDoors.
var doors = map[string][]string{
	"github.com/asdine/storm/v3":    {"data"},
	"go.etcd.io/bbolt":              {"data"},
	"github.com/jung-kurt/gofpdf":   {"app/print"},
	"github.com/xuri/excelize/v2":   {"app/sheet"},
	"filippo.io/age":                {"app/bundle"},
	"aead.dev/minisign":             {"app/bundle"},
	"archive/zip":                   {"app/bundle", "app/sheet"}, // a workbook is looked at before it is unpacked
	"github.com/gen2brain/beeep":    {"ui/desktop"},
	"github.com/arran4/golang-ical": {"app/drill/agenda"},
	"fyne.io/fyne/v2":               {"", "ui"},
	"golang.org/x":                  {"", "app", "data", "ui"}, // the standard library's annex
}

// parts are the rooms of ui that screens share; every other room of ui is a screen.
var parts = []string{"ui", "ui/shell", "ui/widgets", "ui/task", "ui/look", "ui/words", "ui/desktop", "ui/choose", "ui/uitest"}

// forbidden returns why a room may not import another room of the module, or "".
func forbidden(from, to string) string {
	switch {
	case from == "" || within(from, "packaging"):
		return "" // main wires everything
	case to == "":
		return "nothing imports main"
	case from == "app":
		return "the kernel imports the standard library only"
	case within(from, "app"):
		if to != "app" && !slices.Contains(neighbours[from], to) {
			return "it is not one of its neighbours"
		}
	case within(from, "data"):
		if !within(to, "app") && !within(to, "data") {
			return "data imports app only"
		}
	case within(from, "ui"):
		return forbiddenInWindow(from, to)
	case within(from, "assets"):
		if to != "app" && !within(to, "assets") {
			return "assets are files"
		}
	default:
		return "design knows no such room"
	}
	return ""
}

// forbiddenInWindow is forbidden for rooms under ui.
func forbiddenInWindow(from, to string) string {
	switch {
	case within(to, "app") || within(to, "assets"):
		return ""
	case !within(to, "ui"):
		return "ui imports app and assets only"
	case screen(to) != "" && screen(from) != screen(to):
		return "one screen never imports another, and shared parts import no screen: main plugs them in"
	case to == "ui/shell" && screen(from) == "":
		return "only screens know the shell, whose commands and abilities they have"
	}
	return ""
}

// screen returns the screen's folder that a room lies in, "" for shared parts.
func screen(room string) string {
	if !within(room, "ui") || slices.Contains(parts, room) {
		return ""
	}
	for _, part := range parts[1:] {
		if within(room, part) {
			return ""
		}
	}
	return strings.SplitN(room, "/", 3)[1]
}

func TestImportDirections(t *testing.T) {
	for _, p := range goList(t) {
		for _, imported := range p.Imports {
			if !ours(imported) || inside(p.ImportPath, imported) {
				continue
			}
			if why := forbidden(room(p.ImportPath), room(imported)); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, why)
			}
		}
	}
}

// inside says whether a package is an internal one of the importing room; Go itself
// keeps all others out.
func inside(from, imported string) bool {
	parent, _, ok := strings.Cut(imported, "/internal/")
	return ok && within(from, parent)
}

// TestImportKernel keeps the kernel on the standard library.
func TestImportKernel(t *testing.T) {
	for _, p := range goList(t) {
		if p.ImportPath != module+"/app" {
			continue
		}
		for _, imported := range p.Imports {
			if strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
				t.Errorf("%s imports %s: the kernel imports the standard library only", p.ImportPath, imported)
			}
		}
	}
}

// TestImportReach looks at what a package needs by any number of steps: the
// window's library, the vault's and the screens must not come in by a back door.
func TestImportReach(t *testing.T) {
	unreachable := map[string][]string{
		"app":  {"fyne.io", "github.com/asdine/storm", "go.etcd.io/bbolt", "github.com/gen2brain/beeep", module + "/data", module + "/ui"},
		"data": {"fyne.io", "github.com/gen2brain/beeep", "github.com/jung-kurt/gofpdf", "github.com/xuri/excelize", module + "/ui"},
		"ui":   {"github.com/asdine/storm", "go.etcd.io/bbolt", module + "/data"},
	}
	for _, p := range goList(t, "-deps") {
		if !ours(p.ImportPath) {
			continue
		}
		for floor, banned := range unreachable {
			if !within(room(p.ImportPath), floor) {
				continue
			}
			for _, dep := range p.Deps {
				if slices.ContainsFunc(banned, func(b string) bool { return within(dep, b) }) {
					t.Errorf("%s reaches %s", p.ImportPath, dep)
				}
			}
		}
	}
}

// TestImportTests keeps tests of app away from the vault and the window: what
// needs those to be tested is not the business of app.
func TestImportTests(t *testing.T) {
	for _, p := range goList(t) {
		if !within(room(p.ImportPath), "app") {
			continue
		}
		for _, imported := range slices.Concat(p.TestImports, p.XTestImports) {
			if within(imported, module+"/data") || within(imported, module+"/ui") || within(imported, "fyne.io/fyne/v2") {
				t.Errorf("a test of %s imports %s", p.ImportPath, imported)
			}
		}
	}
}

// TestImportDoors checks that each library lives behind one door: it is imported
// by one package only, so that it can be replaced in one place.
func TestImportDoors(t *testing.T) {
	users := map[string][]string{} // library without a named door → rooms that import it
	for _, p := range goList(t) {
		from := room(p.ImportPath)
		for _, imported := range p.Imports {
			library, allowed, named := door(imported)
			switch {
			case library == "" || within(from, "packaging"):
			case !named && !slices.Contains(users[library], from):
				users[library] = append(users[library], from)
			case named && !slices.ContainsFunc(allowed, func(a string) bool { return from == a || a != "" && within(from, a) }):
				t.Errorf("%s imports %s, which lives in %q", p.ImportPath, imported, allowed)
			}
		}
	}
	for library, rooms := range users {
		if len(rooms) > 1 {
			t.Errorf("%s is imported by %q: a library lives in one package", library, rooms)
		}
	}
}

// door returns the library that an import belongs to with the rooms that may
// import it and whether that is laid down; library is "" for our own packages
// and for the standard library.
func door(imported string) (library string, allowed []string, named bool) {
	for library, allowed := range doors {
		if within(imported, library) {
			return library, allowed, true
		}
	}
	if ours(imported) || !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
		return "", nil, false
	}
	elements := strings.SplitN(imported, "/", 4)
	return path.Join(elements[:min(3, len(elements))]...), nil, false
}

// TestImportRulesAreStrict proves that the rules catch what they should.
func TestImportRulesAreStrict(t *testing.T) {
	for _, edge := range []struct {
		from, to string
		allowed  bool
	}{
		{"", "data", true},
		{"", "ui/shell", true},
		{"app", "app/schema", false},
		{"app/schema", "app", true},
		{"app/schema", "app/ledger", false},
		{"app/ledger", "app/schema", true},
		{"app/ledger", "app/catalog", false},
		{"app/catalog", "app/ledger", true},
		{"app/print", "app/form", true},
		{"app/print", "app/ledger", false},
		{"app/sheet", "app/print", false},
		{"app/bundle", "app/sheet", true},
		{"app/form", "data", false},
		{"app/form", "ui/words", false},
		{"data", "app/ledger", true},
		{"data", "ui", false},
		{"data", "assets", false},
		{"ui/ledgers", "app/catalog", true},
		{"ui/ledgers", "data", false},
		{"ui/ledgers", "ui/widgets", true},
		{"ui/ledgers", "ui/today", false},
		{"ui/ledgers/detail", "ui/ledgers", true},
		{"ui/shell", "ui/today", false},
		{"ui/widgets", "ui/today", false},
		{"ui/widgets", "ui/shell", false},
		{"ui/today", "ui/shell", true},
		{"ui/today", "", false},
		{"elsewhere", "app", false},
	} {
		why := forbidden(edge.from, edge.to)
		if (why == "") != edge.allowed {
			t.Errorf("%q → %q: allowed %v, rule says %q", edge.from, edge.to, edge.allowed, why)
		}
	}
	if library, _, named := door("github.com/asdine/storm/v3/q"); !named || library != "github.com/asdine/storm/v3" {
		t.Errorf("a package inside storm is not seen as storm but as %q", library)
	}
	if library, _, _ := door("github.com/mozillazg/go-pinyin/x"); library != "github.com/mozillazg/go-pinyin" {
		t.Errorf("go-pinyin is seen as %q", library)
	}
	if library, _, _ := door("encoding/json"); library != "" {
		t.Errorf("the standard library is seen as %q", library)
	}
}
