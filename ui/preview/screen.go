package preview

import (
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/desktop"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Paper is a paper laid out on pages, counted from 0. All its methods may be
// called beside the window.
type Paper interface {
	Len() int
	// Size is width and height of every page in points (1/72 inch).
	Size() (width, height float64)
	// Image draws a page.
	Image(page int, dpi float64) image.Image
	// Caption says in a few words what a page holds; "" where there is nothing to say.
	Caption(page int) string
	// Only is a paper of some of the pages, as they are.
	Only(pages []int) Paper
	// WritePDF writes the file that the printer gets.
	WritePDF(w io.Writer) error
}

// Both is the Choice.Lang of a paper in two languages.
const Both app.Lang = "both"

// Choice is what the user chose about the paper.
type Choice struct {
	Lang         app.Lang // or Both
	Blank        bool     // empty, to be filled in by hand
	Receipt      bool     // with a receipt to tear off
	Reinspection bool     // with the strip of the re-inspection
	Photos       bool     // with photos on their own page
	PhotoColour  bool     // the photos in colour, else in grey
}

// Offers says which choices the paper has; the language can always be chosen.
type Offers struct{ Blank, Receipt, Reinspection, Photos bool }

// Job is the paper that is shown.
type Job struct {
	Title  string // "Rectification order ZG-2026-0131"
	Back   string // where Back leads: the record's number
	Name   string // of the file, without ending
	Offers Offers
	Choice Choice // at first
	// Lay lays the paper out as chosen. It is called beside the window.
	Lay func(ctx context.Context, c Choice) (Paper, error)
	// Before is the day on which it was printed last, zero for never.
	Before app.Day
	// Printed notes in the history that the paper left the program: printed, or
	// saved to a file. It is called beside the window and may be nil.
	Printed func(ctx context.Context, note string) error
}

// Printers prints files; desktop.Printers is one.
type Printers interface {
	List(ctx context.Context) []string
	Possible(ctx context.Context) bool
	Print(ctx context.Context, job desktop.PrintJob) error
}

// Deps is what the screen needs.
type Deps struct {
	Words    *words.Book
	Runner   *task.Runner
	Window   func() fyne.Canvas
	Memory   widgets.Memory // remembers the printer and how it prints
	Printers Printers
	Temp     func() string // folder for what goes to the printer
	Back     func()
	SaveAs   func(name string, picked func(path string))
	Open     func(ctx context.Context, path string) error
}

// Screen is the preview of one paper.
type Screen struct {
	deps   Deps
	job    Job
	choice Choice
	root   *fyne.Container

	paper    Paper
	page     int
	laySlot  task.Slot
	listSlot task.Slot
	pages    *pageList
	desk     *desk
	form     *options
	status   *widgets.StateMark
	counter  *widgets.Text
	zoom     *widgets.Text
	possible bool // to print from here
	print    *widgets.Button
	busy     bool
	dialog   *widgets.Dialog
	unhear   func()
}

// New returns the preview of a paper; it is laid out when it is shown.
func New(deps Deps, job Job) *Screen {
	s := &Screen{deps: deps, job: job, choice: job.Choice, root: container.NewStack(), possible: true}
	s.dress()
	s.unhear = deps.Words.Listen(func() {
		s.dress()
		s.show()
	})
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// leastDesk is the width under which the list of pages gives its room to the page.
const leastDesk = 440

// dress makes the screen in the chosen language.
func (s *Screen) dress() {
	s.pages = newPageList(s.deps.Runner, s.ShowPage)
	s.desk = newDesk(s.deps.Runner, s.tellZoom, s.turn)
	s.counter, s.zoom = widgets.NewText(""), widgets.NewText("").Align(fyne.TextAlignCenter)
	s.status = widgets.NewSmallStateMark(look.NoShape, "")
	s.form = s.newOptions()
	s.print = widgets.NewButton(widgets.Main, "print", s.t("preview.print"), s.Print)
	middle := widgets.Under(s.toolLine(), s.desk)
	left := widgets.Sized(152, 0, widgets.Fill(look.Ground, widgets.Under(
		widgets.Sized(0, 40, widgets.Inset(0, 0, 0, look.Gap3, s.pages.head(s.t("preview.pages")))), s.pages)))
	right := widgets.Sized(312, 0, widgets.Fill(look.Paper, s.form.object))
	body := widgets.Panes(leastDesk, widgets.GoesAway, left, middle, right)
	s.root.Objects = []fyne.CanvasObject{widgets.Under(s.head(), body)}
	s.root.Refresh()
}

func (s *Screen) head() fyne.CanvasObject {
	back := widgets.NewButton(widgets.Quiet, "left", s.job.Back, s.deps.Back)
	title := widgets.Row(look.Gap3, widgets.NewTitle(s.t("preview.title")), widgets.Grow(widgets.NewText(s.job.Title).In(look.Muted).Cut()))
	upright := widgets.Sized(1, 24, widgets.NewBox(look.Rule, look.Clear, 0))
	row := widgets.Row(look.Gap2,
		widgets.Row(look.Gap4, back, upright), widgets.Grow(widgets.Inset(0, 0, 0, look.Gap2, title)),
		widgets.NewButton(widgets.Ordinary, "link", s.t("preview.open"), s.OpenPDF),
		widgets.NewButton(widgets.Ordinary, "file", s.t("preview.save"), s.Save), s.print)
	line := widgets.Sized(0, look.HeadHeight-1, widgets.Fill(look.Paper, widgets.Inset(0, look.Gap4, 0, look.Gap6, row)))
	return widgets.Column(0, line, widgets.NewRule())
}

func (s *Screen) toolLine() fyne.CanvasObject {
	small := func(icon, text string, do func()) fyne.CanvasObject {
		button := widgets.NewRowButton(text, do)
		button.SetIcon(icon)
		if text == "" {
			return widgets.Sized(34, 0, button)
		}
		return button
	}
	row := widgets.Row(look.Gap2,
		small("minus", "", func() { s.desk.step(-1) }), widgets.Sized(60, 0, s.zoom), small("plus", "", func() { s.desk.step(1) }),
		small("", s.t("preview.whole"), func() { s.desk.setFit(wholePage) }), small("", s.t("preview.width"), func() { s.desk.setFit(pageWidth) }),
		widgets.Stretch(), small("left", "", func() { s.turn(-1) }), s.counter, small("right", "", func() { s.turn(1) }))
	return widgets.Column(0, widgets.Sized(0, 39, widgets.Fill(look.Ground, widgets.Inset(0, look.Gap3, 0, look.Gap3, row))), widgets.NewRule())
}

// Title implements the shell's Screen.
func (s *Screen) Title() string { return s.t("preview.title") + " " + s.job.Title }

// Object implements the shell's Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Shown implements the shell's Screen.
func (s *Screen) Shown() {
	s.listPrinters()
	if s.paper == nil {
		s.Reload()
	}
}

// Hidden implements the shell's Screen.
func (s *Screen) Hidden() {}

// Unsaved implements the shell's Screen: nothing is typed here that could be lost.
func (s *Screen) Unsaved() bool { return false }

// Close forgets the screen; the shell's page is gone.
func (s *Screen) Close() { s.unhear() }

// Panes implements the shell's Paned.
func (s *Screen) Panes() []fyne.Focusable { return []fyne.Focusable{s.desk, s.form.printer, s.print} }

// Reload implements the shell's Refresher: it lays the paper out again.
func (s *Screen) Reload() {
	choice, lay := s.choice, s.job.Lay
	task.Latest(s.deps.Runner, &s.laySlot, context.Background(), s.t("preview.laying"),
		func(ctx context.Context, _ *task.Progress) (Paper, error) { return lay(ctx, choice) },
		func(paper Paper, err error) {
			if err != nil {
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("preview.failed"), err)
				return
			}
			s.paper, s.page = paper, min(s.page, max(0, paper.Len()-1))
			s.show()
		})
}

// show draws the paper that is laid out.
func (s *Screen) show() {
	if s.paper == nil {
		return
	}
	s.pages.set(s.paper)
	s.desk.set(s.paper)
	s.ShowPage(s.page)
}

// ShowPage shows the n-th page, counted from 0.
func (s *Screen) ShowPage(n int) {
	if s.paper == nil || n < 0 || n >= s.paper.Len() {
		return
	}
	s.page = n
	s.counter.SetText(s.t("preview.page", "n", n+1, "all", s.paper.Len()))
	s.pages.choose(n)
	s.desk.show(n)
	s.root.Refresh()
}

// turn goes some pages on or back.
func (s *Screen) turn(by int) {
	if s.paper != nil {
		s.ShowPage(min(max(s.page+by, 0), s.paper.Len()-1))
	}
}

func (s *Screen) tellZoom(percent int) { s.zoom.SetText(s.t("preview.zoom", "n", percent)) }
