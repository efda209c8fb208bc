package imports_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
	"campuskeeper/app/ledger"
	"campuskeeper/app/sheet"
	"campuskeeper/assets"
	"campuskeeper/assets/fonts"
	wordfiles "campuskeeper/assets/words"
	"campuskeeper/ui/imports"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// bench is a window with the wizard in it, over a store in memory.
type bench struct {
	t       *testing.T
	screen  *imports.Screen
	window  fyne.Window
	book    *words.Book
	queue   task.Queue
	runner  *task.Runner
	store   *apptest.Store
	records *ledger.Service
	saved   strings.Builder
	popped  int
	undone  string
	shown   string
}

func (b *bench) Pop()                        { b.popped++ }
func (b *bench) Canvas() fyne.Canvas         { return b.window.Canvas() }
func (b *bench) OfferUndo(text string)       { b.undone = text }
func (b *bench) Close() error                { return nil }
func (b *bench) Write(p []byte) (int, error) { return b.saved.Write(p) }

func newBench(t *testing.T, lang app.Lang, ledgerName string) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Style{Mode: look.Light}, fonts.Regular(), fonts.Bold()))
	all, err := app.LoadWords(wordfiles.Files())
	if err != nil {
		t.Fatal(err)
	}
	library, err := ledger.ReadLibrary(assets.Loops(), assets.Ledgers())
	if err != nil {
		t.Fatal(err)
	}
	importer, err := sheet.NewImporter(library, assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	clock := app.NewManualClock(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	b := &bench{t: t, book: words.New(all, lang), store: apptest.NewStore(clock)}
	b.runner = task.New(b.queue.Do, clock, &task.ManualTimers{})
	records, err := ledger.New(context.Background(), b.store, library)
	if err != nil {
		t.Fatal(err)
	}
	b.records = records
	b.window = test.NewWindow(nil)
	b.window.SetPadded(false)
	b.screen, err = imports.New(imports.Deps{
		Words: b.book, Runner: b.runner, Actor: func() app.Actor { return app.Actor{Name: "D. Whitlock", Role: app.RoleDirector} },
		Reader: importer, Mappings: sheet.NewMemory(b.store), Records: records, Host: b,
		PickFile:   func(func(string)) {},
		SaveFile:   func(_ string, chosen func(io.WriteCloser)) { chosen(b) },
		ShowLedger: func(name string) { b.shown = name },
		UndoLast: func() {
			if _, err := records.Undo(context.Background(), app.System); err != nil {
				t.Error(err)
			}
			b.screen.Changed()
		},
		Has: func(number string) bool {
			return slices.ContainsFunc(b.store.Heads(), func(h app.Head) bool { return h.Number == number })
		},
	}, ledgerName)
	if err != nil {
		t.Fatal(err)
	}
	b.window.SetContent(b.screen.Object())
	b.window.Resize(fyne.NewSize(1104, 744))
	return b
}

// open writes a table into a file and opens it in the wizard.
func (b *bench) open(name, table string) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(table), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.screen.OpenFile(path)
	b.settle()
}

func (b *bench) settle() { b.queue.Settle(b.runner) }

// say is a message in the language of the bench.
func (b *bench) say(key string, pairs ...any) string { return b.book.T(key, pairs...) }

// objects lists what is drawn now, dialogs on top.
func (b *bench) objects() []fyne.CanvasObject {
	objects := test.LaidOutObjects(b.screen.Object())
	for _, layer := range b.window.Canvas().Overlays().List() {
		objects = append(objects, test.LaidOutObjects(layer)...)
	}
	return objects
}

func (b *bench) button(text string) *widgets.Button {
	b.t.Helper()
	var found *widgets.Button
	for _, object := range b.objects() {
		if button, ok := object.(*widgets.Button); ok && button.Text() == text {
			found = button // the last one lies on top
		}
	}
	if found == nil {
		b.t.Fatalf("there is no button %q", text)
	}
	return found
}

func (b *bench) tap(text string) {
	b.t.Helper()
	test.Tap(b.button(text))
	b.settle()
}

// selects lists the selects that are drawn.
func (b *bench) selects() []*widgets.Select {
	var list []*widgets.Select
	for _, object := range b.objects() {
		if s, ok := object.(*widgets.Select); ok {
			list = append(list, s)
		}
	}
	return list
}

func (b *bench) check() *widgets.Check {
	b.t.Helper()
	var found *widgets.Check
	for _, object := range b.objects() {
		if c, ok := object.(*widgets.Check); ok {
			found = c
		}
	}
	if found == nil {
		b.t.Fatalf("there is no box")
	}
	return found
}

// reads says whether a text stands anywhere.
func (b *bench) reads(text string) bool {
	for _, object := range b.objects() {
		switch o := object.(type) {
		case *widgets.Text:
			if strings.Contains(o.Text(), text) {
				return true
			}
		case *widgets.StateMark:
			if strings.Contains(o.Word(), text) {
				return true
			}
		}
	}
	return false
}

func (b *bench) mustRead(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !b.reads(text) {
			b.t.Errorf("%q does not stand on the screen", text)
		}
	}
}

const table = `隐患台账,,,,
检查日期,隐患部位,存在问题,隐患程度,整改状态
2026/9/2,食堂操作间,燃气软管老化,一般,已整改
2026/9/32,1号宿舍楼,灭火器压力不足,较大,整改中
2026/9/3,东大门,升降柱不能锁定,较大,已销号
`

func TestFromFileToLedger(t *testing.T) {
	for _, lang := range app.Langs {
		t.Run(string(lang), func(t *testing.T) {
			b := newBench(t, lang, "hazard")
			b.open("隐患台账.csv", table)
			b.mustRead("隐患台账.csv", "检查日期", "2026/9/32", "较大", b.say("imports.foot.fit", "n", 1), b.say("imports.foot.wait", "n", 2))

			b.tap(b.say("imports.misfits.save"))
			if saved := b.saved.String(); !strings.HasPrefix(saved, "\ufeff") || strings.Count(saved, "\n") != 4 || !strings.Contains(saved, "2026/9/32") {
				t.Errorf("the list is %q", saved)
			}

			b.mendCell("2026/9/32", "2026-09-30")
			b.mendWord("较大", "general")
			b.mustRead(b.say("imports.foot.fit", "n", 3), b.say("imports.misfits.none"))
			if !b.screen.Unsaved() {
				t.Error("what was mended could be lost without a question")
			}

			b.tap(b.say("imports.next.check"))
			b.tap(b.say("imports.check.import", "n", 3))
			b.mustRead(b.say("imports.done.title", "n", 3), b.say("imports.done.numbers", "first", "YH-2026-0001", "last", "YH-2026-0003"))
			if len(b.store.Heads()) != 3 || b.undone == "" || b.screen.Unsaved() {
				t.Errorf("%d entries, undo offered as %q", len(b.store.Heads()), b.undone)
			}

			// The same kind of file is read the same way the next time.
			b.tap(b.say("imports.done.more"))
			b.open("再一份.csv", strings.ReplaceAll(table, "2026/9/32", "2026/9/30"))
			b.mustRead(b.say("imports.foot.fit", "n", 3))
			b.tap(b.say("imports.next.check"))
			b.tap(b.say("imports.check.import", "n", 3))
			b.mustRead(b.say("imports.done.none"))
			if len(b.store.Heads()) != 3 {
				t.Errorf("the second time there are %d entries", len(b.store.Heads()))
			}
			b.tap(b.say("imports.done.show"))
			if b.shown != "hazard" || b.popped != 1 {
				t.Errorf("shown %q, popped %d times", b.shown, b.popped)
			}
		})
	}
}

// mendButton finds the Mend button of a cell: the one behind its text.
func (b *bench) mendButton(value string) *widgets.Button {
	b.t.Helper()
	found := false
	for _, object := range b.objects() {
		switch o := object.(type) {
		case *widgets.Text:
			found = found || o.Text() == value
		case *widgets.Button:
			if found && o.Text() == b.say("imports.misfits.mend") {
				return o
			}
		}
	}
	b.t.Fatalf("no button mends %q", value)
	return nil
}

func (b *bench) mendCell(value, text string) {
	b.t.Helper()
	test.Tap(b.mendButton(value))
	for _, object := range b.objects() {
		if entry, ok := object.(*widgets.Entry); ok {
			entry.SetText("soon")
			test.Tap(b.button(b.say("imports.mend.use")))
			b.mustRead(b.say("day.unread"))
			entry.SetText(text)
		}
	}
	b.tap(b.say("imports.mend.use"))
}

func (b *bench) mendWord(word, value string) {
	b.t.Helper()
	test.Tap(b.mendButton(word))
	selects := b.selects()
	selects[len(selects)-1].SetValue(value)
	b.tap(b.say("imports.mend.use"))
}

func TestRowsMayBeLeftOut(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.open("x.csv", table)
	b.tap(b.say("imports.next.check"))
	forward := b.button(b.say("imports.check.import", "n", 1))
	if refused, reason := forward.Refused(); !refused || reason == "" {
		t.Fatal("rows that do not fit can be lost without a word")
	}
	test.Tap(b.check())
	b.tap(b.say("imports.check.import", "n", 1))
	if len(b.store.Heads()) != 1 {
		t.Errorf("%d entries", len(b.store.Heads()))
	}
	b.tap(b.say("imports.done.undo"))
	if len(b.store.Heads()) != 0 {
		t.Errorf("after undo %d entries", len(b.store.Heads()))
	}
	b.mustRead(b.say("imports.gone.title"))
}

// TestAnImportThatWasTakenBackElsewhere: Ctrl+Z works on every screen, and another
// change may come between.
func TestAnImportThatWasTakenBackElsewhere(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.open("x.csv", strings.Join(strings.Split(table, "\n")[:3], "\n")+"\n")
	b.tap(b.say("imports.next.check"))
	b.tap(b.say("imports.check.import", "n", 1))
	b.mustRead(b.say("imports.done.title", "n", 1), b.say("imports.done.undo"))
	if _, err := b.records.Undo(context.Background(), app.System); err != nil {
		t.Fatal(err)
	}
	b.screen.Hidden()
	b.screen.Shown()
	b.mustRead(b.say("imports.gone.title"), b.say("imports.gone.text", "n", 1, "file", "x.csv"))
	if b.reads(b.say("imports.done.title", "n", 1)) {
		t.Error("the page still says that the entry is there")
	}
}

func TestAnotherChangeIsNotUndoneAsTheImport(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.open("x.csv", strings.Join(strings.Split(table, "\n")[:3], "\n")+"\n")
	b.tap(b.say("imports.next.check"))
	b.tap(b.say("imports.check.import", "n", 1))
	number := b.store.Heads()[0]
	e, err := b.records.Entry(context.Background(), number.ID)
	if err != nil {
		t.Fatal(err)
	}
	e.Values["place"] = "another"
	if _, err := b.records.Change(context.Background(), app.System, e.ID, e.Values, e.Revision); err != nil {
		t.Fatal(err)
	}
	b.screen.Changed()
	for _, object := range b.objects() {
		if button, ok := object.(*widgets.Button); ok && button.Text() == b.say("imports.done.undo") {
			t.Error("the button would take another change back")
		}
	}
	b.mustRead(b.say("imports.done.title", "n", 1))
}

func TestColumnIsChosen(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.open("x.csv", "Date found,Where,Nonsense xyz\n2026-09-02,Gate,Bollard\n")
	b.mustRead(b.say("imports.misfits.whole"))
	choose := b.selects()[3] // mapping, day, place, description
	choose.SetValue("description")
	choose.OnChanged("description")
	b.settle()
	b.mustRead(b.say("imports.foot.fit", "n", 1), b.say("imports.mapping.own"))
	// Another language says the same.
	if err := b.book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	b.mustRead(b.say("imports.foot.fit", "n", 1), b.say("imports.preview"))
}

func TestSeveralSheets(t *testing.T) {
	b := newBench(t, app.Chinese, "hazard")
	b.screen.Dropped("testdata/several-sheets.xlsx")
	b.settle()
	b.mustRead("9月", "10月", "统计", b.say("imports.sheet.other", "fields", "发现日期、隐患部位、隐患描述"))
	b.tap(b.say("imports.next.columns"))
	b.mustRead(b.say("imports.foot.fit", "n", 4), b.say("imports.line.sheet", "sheet", "9月", "heading", b.say("imports.sheet.row", "row", 1), "n", 2))
	other := b.selects()[0]
	other.SetValue("1")
	other.OnChanged("1")
	b.mustRead(b.say("imports.line.sheet", "sheet", "10月", "heading", b.say("imports.sheet.row", "row", 2), "n", 2))
	b.tap(b.say("imports.next.check"))
	b.mustRead(b.say("imports.check.oneOf", "sheet", "10月", "row", 5, "why", b.say("sheet.passed.note")))
	b.tap(b.say("imports.check.import", "n", 4))
	if len(b.store.Heads()) != 4 {
		t.Errorf("%d entries", len(b.store.Heads()))
	}
}

func TestHeadingIsChosen(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.screen.OpenFile("testdata/several-sheets.xlsx")
	b.settle()
	heading := b.selects()[1]
	heading.OnChanged("1-1")
	b.settle()
	b.mustRead(b.say("imports.sheet.row", "row", 1), b.say("imports.sheet.rows", "n", 3))
	b.selects()[1].OnChanged("0-0")
	b.settle()
	b.mustRead(b.say("imports.sheet.found", "rows", b.say("imports.sheet.row", "row", 2)))
}

func TestReadingCanBeStopped(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	path := filepath.Join(t.TempDir(), "long.csv")
	if err := os.WriteFile(path, []byte("Date found,Where,What is wrong\n"+strings.Repeat("2026-09-02,Gate,Bollard\n", 200_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	b.screen.OpenFile(path)
	b.tap(b.say("imports.cancel"))
	b.mustRead(b.say("imports.file.how"))
	if b.popped != 0 {
		t.Error("stopping the reading left the wizard")
	}
}

func TestOneValueForAllRows(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.open("x.csv", "Date found,What is wrong\n2026-09-02,Bollard\n2026-09-03,Hose\n")
	b.tap(b.say("imports.misfits.mend"))
	for _, object := range b.objects() {
		if entry, ok := object.(*widgets.Entry); ok {
			entry.SetText("Main gate")
		}
	}
	b.tap(b.say("imports.mend.use"))
	b.tap(b.say("imports.next.check"))
	b.mustRead(b.say("imports.check.constant", "field", "Place", "value", "Main gate"))
}

func TestWrongFileIsToldInWords(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.open("x.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
	b.mustRead("x.xls is an old Excel workbook")
	b.tap(b.say("widget.ok"))
	b.mustRead(b.say("imports.file.how"))
}

func TestLeavingAsks(t *testing.T) {
	b := newBench(t, app.English, "hazard")
	b.tap(b.say("imports.cancel"))
	if b.popped != 1 {
		t.Error("an empty wizard asks before it goes")
	}
	b.open("x.csv", table)
	b.mendCell("2026/9/32", "2026-09-30")
	b.tap(b.say("imports.cancel"))
	b.mustRead(b.say("imports.leave.title"))
	b.tap(b.say("imports.leave.yes"))
	if b.popped != 2 {
		t.Errorf("popped %d times", b.popped)
	}
}

func TestUnknownLedger(t *testing.T) {
	library, err := ledger.ReadLibrary(assets.Loops(), assets.Ledgers())
	if err != nil {
		t.Fatal(err)
	}
	importer, err := sheet.NewImporter(library, assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := imports.New(imports.Deps{Reader: importer}, "nothing"); app.CodeOf(err) != app.CodeNotFound {
		t.Error(errors.Unwrap(err), err)
	}
}
