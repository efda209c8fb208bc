package preview

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/assets/fonts"
	wordfiles "campuskeeper/assets/words"
	"campuskeeper/ui/desktop"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// sheets is a Paper of grey pages.
type sheets struct {
	mu     sync.Mutex
	pages  int
	some   []int // none for all of them
	choice Choice
	drawn  []string
	fail   error
}

func (p *sheets) Len() int                 { return p.pages }
func (p *sheets) Size() (float64, float64) { return 595.28, 841.89 }

func (p *sheets) Image(page int, dpi float64) image.Image {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drawn = append(p.drawn, fmt.Sprintf("%d@%.0f", page, dpi))
	picture := image.NewNRGBA(image.Rect(0, 0, 8, 11))
	picture.Set(4, 4, color.Black)
	return picture
}

func (p *sheets) Caption(page int) string {
	return map[int]string{0: "Order", 1: "Photos"}[page]
}

func (p *sheets) Only(pages []int) Paper {
	return &sheets{pages: len(pages), some: pages, choice: p.choice, fail: p.fail}
}

func (p *sheets) WritePDF(w io.Writer) error {
	if p.fail != nil {
		return p.fail
	}
	_, err := fmt.Fprintf(w, "%%PDF %v %+v", p.some, p.choice)
	return err
}

// office is a computer with printers.
type office struct {
	names    []string
	possible bool
	jobs     []desktop.PrintJob
	fail     error
}

func (o *office) List(context.Context) []string { return o.names }
func (o *office) Possible(context.Context) bool { return o.possible }
func (o *office) Print(_ context.Context, job desktop.PrintJob) error {
	o.jobs = append(o.jobs, job)
	return o.fail
}

type memory map[string]string

func (m memory) Recall(key string) string   { return m[key] }
func (m memory) Remember(key, value string) { m[key] = value }

// stand is the preview on a window without a display.
type stand struct {
	t       *testing.T
	screen  *Screen
	window  fyne.Window
	queue   *task.Queue
	runner  *task.Runner
	book    *words.Book
	memory  memory
	office  *office
	layouts []*sheets
	pages   int
	layFail error
	notes   []string
	opened  []string
	backs   int
	folder  string
	saveTo  string
}

func newStand(t *testing.T, lang app.Lang, pages int) *stand {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Style{}, fonts.Regular(), fonts.Bold()))
	all, err := app.LoadWords(wordfiles.Files())
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{
		t: t, queue: &task.Queue{}, book: words.New(all, lang), memory: memory{}, pages: pages, folder: t.TempDir(),
		office: &office{names: []string{"Office-ground-floor", "Library"}, possible: true},
	}
	s.runner = task.New(s.queue.Do, app.NewManualClock(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)), &task.ManualTimers{})
	s.open()
	return s
}

func (s *stand) open() {
	s.screen = New(Deps{
		Words: s.book, Runner: s.runner, Memory: s.memory, Printers: s.office,
		Window: func() fyne.Canvas { return s.window.Canvas() }, Temp: func() string { return s.folder },
		Back:   func() { s.backs++ },
		SaveAs: func(name string, picked func(string)) { picked(s.saveTo) },
		Open: func(_ context.Context, path string) error {
			s.opened = append(s.opened, filepath.Base(path))
			return nil
		},
	}, Job{
		Title: "Rectification order ZG-2026-0131", Back: "YH-2026-0406", Name: "ZG-2026-0131",
		Offers: Offers{Blank: true, Receipt: true, Reinspection: true, Photos: true},
		Choice: Choice{Lang: app.English, Receipt: true, Reinspection: true, Photos: true, PhotoColour: true},
		Before: app.MustDay("2026-11-13"),
		Lay: func(_ context.Context, c Choice) (Paper, error) {
			if s.layFail != nil {
				return nil, s.layFail
			}
			paper := &sheets{pages: s.pages, choice: c}
			s.layouts = append(s.layouts, paper)
			return paper, nil
		},
		Printed: func(_ context.Context, note string) error {
			s.notes = append(s.notes, note)
			return nil
		},
	})
	s.window = test.NewWindow(s.screen.Object())
	s.t.Cleanup(s.window.Close)
	s.window.Resize(fyne.NewSize(1104, 744))
	s.screen.Shown()
	s.settle()
}

func (s *stand) settle() { s.queue.Settle(s.runner) }

func (s *stand) last() *sheets { return s.layouts[len(s.layouts)-1] }

func (s *stand) objects() []fyne.CanvasObject {
	objects := test.LaidOutObjects(s.window.Content())
	if top := s.window.Canvas().Overlays().Top(); top != nil {
		objects = append(objects, test.LaidOutObjects(top)...)
	}
	return objects
}

func (s *stand) says(wanted ...string) {
	s.t.Helper()
	var all []string
	for _, object := range s.objects() {
		switch o := object.(type) {
		case *widgets.Text:
			all = append(all, o.Text())
		case *widgets.Button:
			all = append(all, o.Text())
		case *widgets.StateMark:
			all = append(all, o.Word())
		}
	}
	text := strings.Join(all, "\n")
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			s.t.Errorf("the window does not say %q; it says\n%s", want, text)
		}
	}
}

func (s *stand) press(word string) {
	s.t.Helper()
	for _, object := range s.objects() {
		if b, ok := object.(*widgets.Button); ok && b.Text() == word && b.Visible() {
			b.Tapped(nil)
			s.settle()
			return
		}
	}
	s.t.Fatalf("no button %q", word)
}

func (s *stand) key(name fyne.KeyName) {
	s.screen.desk.TypedKey(&fyne.KeyEvent{Name: name})
	s.settle()
}

func TestPaperIsShown(t *testing.T) {
	s := newStand(t, app.English, 2)
	s.says("Print", "Rectification order ZG-2026-0131", "YH-2026-0406", "Page 1 of 2", "56 %", "Ready", "Receipt to tear off", "Photos in colour", "Order", "Photos",
		"Printed before on 2026-11-13 (Fri). The history will show this print as a further copy.")
	if err := s.book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.says("第 1 页 共 2 页", "附可撕回执", "11月13日（周五）已打印下发")
	s.press("YH-2026-0406")
	if s.backs != 1 {
		t.Error("back does not lead back")
	}
}

func TestPagesAreTurnedByKeys(t *testing.T) {
	s := newStand(t, app.English, 5)
	for _, c := range []struct {
		key  fyne.KeyName
		page string
	}{
		{fyne.KeyPageDown, "Page 2 of 5"},
		{fyne.KeyEnd, "Page 5 of 5"},
		{fyne.KeyPageDown, "Page 5 of 5"},
		{fyne.KeyPageUp, "Page 4 of 5"},
		{fyne.KeyHome, "Page 1 of 5"},
		{fyne.KeyPageUp, "Page 1 of 5"},
	} {
		s.key(c.key)
		if got := s.screen.counter.Text(); got != c.page {
			t.Errorf("after %s: %s, want %s", c.key, got, c.page)
		}
	}
}

func TestZoomGoesInSteps(t *testing.T) {
	s := newStand(t, app.English, 1)
	s.screen.desk.TypedRune('+')
	s.screen.desk.TypedRune('+')
	s.settle()
	s.says("75 %")
	s.screen.desk.TypedRune('-')
	s.settle()
	s.says("67 %")
	s.press("Page width")
	if p := s.screen.desk.percent; p < 75 || p > 82 {
		t.Errorf("page width is %.0f %%", p)
	}
	s.screen.desk.TypedRune('0')
	s.settle()
	s.says("56 %")
	for range 20 {
		s.screen.desk.TypedRune('+')
	}
	s.settle()
	s.says("300 %")
	if drawn := s.last().drawn; drawn[len(drawn)-1] != "0@288" {
		t.Errorf("drawn %v", drawn)
	}
}

func TestOnlyPagesInViewAreDrawn(t *testing.T) {
	s := newStand(t, app.English, 1000)
	if drawn := s.last().drawn; len(drawn) > 12 {
		t.Errorf("%d of 1000 pages were drawn", len(drawn))
	}
}

func TestChoicesLayThePaperOutAgain(t *testing.T) {
	s := newStand(t, app.English, 2)
	for _, object := range s.objects() {
		if c, ok := object.(*widgets.Check); ok {
			c.Tapped(nil)
			s.settle()
		}
	}
	if c := s.last().choice; c.Receipt || c.Reinspection || c.Photos || c.PhotoColour {
		t.Errorf("laid out as %+v", c)
	}
}

func TestPaperIsPrintedAsChosen(t *testing.T) {
	s := newStand(t, app.English, 3)
	s.key(fyne.KeyPageDown)
	s.screen.form.copies.SetText("2")
	s.screen.form.pages.SetValue(thisPage)
	s.press("Print")
	want := desktop.PrintJob{
		File: filepath.Join(s.folder, "ZG-2026-0131.pdf"), Title: "ZG-2026-0131", Printer: "Office-ground-floor",
		Copies: 2, Sides: desktop.OneSided, Black: true,
	}
	if len(s.office.jobs) != 1 || s.office.jobs[0] != want {
		t.Errorf("printed %+v, want %+v", s.office.jobs, want)
	}
	if content, err := os.ReadFile(want.File); err != nil || !strings.HasPrefix(string(content), "%PDF [1]") {
		t.Errorf("file %q, %v", content, err)
	}
	s.says("Sent to Office-ground-floor, 2 copies")
	if len(s.notes) != 1 || s.notes[0] != "ZG-2026-0131 Office-ground-floor" {
		t.Errorf("noted %v", s.notes)
	}
}

func TestSomePagesArePrintedAndSaved(t *testing.T) {
	s := newStand(t, app.English, 9)
	s.screen.form.pages.Choose(somePages)
	if s.window.Canvas().Focused() != s.screen.form.which {
		t.Error("the pages cannot be typed at once")
	}
	s.screen.form.which.SetText("1-3, 7")
	s.says("Which pages", "4 of 9 pages")
	s.press("Print")
	content, err := os.ReadFile(filepath.Join(s.folder, "ZG-2026-0131.pdf"))
	if err != nil || !strings.HasPrefix(string(content), "%PDF [0 1 2 6]") {
		t.Errorf("printed %q, %v", content, err)
	}
	s.saveTo = filepath.Join(s.folder, "order.pdf")
	s.screen.form.which.SetText("8-")
	s.press("Save as PDF")
	s.says("Saved as order.pdf, 2 pages")
	if content, err := os.ReadFile(s.saveTo); err != nil || !strings.HasPrefix(string(content), "%PDF [7 8]") {
		t.Errorf("saved %q, %v", content, err)
	}
}

func TestWrongPagesAreRefused(t *testing.T) {
	s := newStand(t, app.English, 9)
	s.saveTo = filepath.Join(s.folder, "order.pdf")
	s.screen.form.pages.Choose(somePages)
	for text, complaint := range map[string]string{
		"":     "Write the pages, such as 1-3, 7.",
		"3-1":  "\"3-1\" is no page. Write them as 1-3, 7.",
		"2,10": "There is no page 10: the paper has pages 1 to 9.",
	} {
		s.screen.form.which.SetText(text)
		for _, button := range []string{"Print", "Save as PDF", "Open"} {
			s.press(button)
			s.says(complaint)
		}
	}
	if len(s.office.jobs)+len(s.opened)+len(s.notes) != 0 {
		t.Errorf("printed %v, opened %v, noted %v", s.office.jobs, s.opened, s.notes)
	}
	s.screen.form.pages.Choose(allPages)
	s.press("Print")
	if len(s.office.jobs) != 1 {
		t.Error("all pages are not printed after a wrong range")
	}
}

func TestWrongCopiesAreRefused(t *testing.T) {
	s := newStand(t, app.English, 1)
	for _, text := range []string{"", "0", "100", "two"} {
		s.screen.form.copies.SetText(text)
		s.press("Print")
		s.says("A number from 1 to 99")
	}
	if len(s.office.jobs) != 0 {
		t.Errorf("printed %+v", s.office.jobs)
	}
}

func TestPrinterIsRemembered(t *testing.T) {
	s := newStand(t, app.English, 1)
	s.screen.form.printer.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	s.open()
	if got := s.screen.form.printer.Value(); got != "Library" {
		t.Errorf("printer %q", got)
	}
}

func TestWithoutAPrinterThePaperIsOpened(t *testing.T) {
	s := newStand(t, app.English, 1)
	s.office.names, s.office.possible = nil, false
	s.screen.Shown()
	s.settle()
	s.says("No printer: Print opens the paper")
	s.press("Print")
	if len(s.opened) != 1 || s.opened[0] != "ZG-2026-0131.pdf" || len(s.office.jobs) != 0 {
		t.Errorf("opened %v, printed %v", s.opened, s.office.jobs)
	}
}

func TestPaperIsSaved(t *testing.T) {
	s := newStand(t, app.English, 1)
	s.press("Save as PDF") // nothing picked
	if len(s.notes) != 0 {
		t.Error("noted without a file")
	}
	s.saveTo = filepath.Join(s.folder, "order.pdf")
	s.press("Save as PDF")
	s.says("Saved as order.pdf, 1 page")
	if len(s.notes) != 1 || s.notes[0] != "order.pdf" {
		t.Errorf("noted %v", s.notes)
	}
	left, err := os.ReadDir(s.folder)
	if err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestBlankPaperIsNotNoted(t *testing.T) {
	s := newStand(t, app.English, 1)
	s.screen.choice.Blank = true
	s.press("Print")
	if len(s.office.jobs) != 1 || len(s.notes) != 0 {
		t.Errorf("printed %d, noted %v", len(s.office.jobs), s.notes)
	}
}

func TestFailuresAreTold(t *testing.T) {
	s := newStand(t, app.English, 1)
	s.office.fail = app.Errorf(app.CodeNotFound, "shell.print.none")
	s.press("Print")
	s.says("The paper was not printed")
	s.screen.dialog.Cancel()
	s.office.fail = nil
	s.last().fail = errors.New("broken font")
	s.press("Print")
	s.says("could not be written")
	s.screen.dialog.Cancel()
	if left, _ := filepath.Glob(filepath.Join(s.folder, ".paper-*")); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	s.last().fail = nil
	s.folder = filepath.Join(s.folder, "file")
	if err := os.WriteFile(s.folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.press("Open")
	s.says("Choose another folder")
	s.screen.dialog.Cancel()
	s.layFail = app.Errorf(app.CodeInternal, "form.pdf-failed")
	s.screen.Reload()
	s.settle()
	s.says("The paper could not be laid out")
}
