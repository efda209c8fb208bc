package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/words"
)

// ProgressLine shows long work: what is done, how far, how long it will take, and
// Cancel.
type ProgressLine struct {
	widget.BaseWidget
	book   *words.Book
	name   *Text
	left   *Text
	bar    *bar
	cancel *Button
	body   *fyne.Container
	work   *task.Task
}

// NewProgressLine returns an empty line; Follow shows work in it.
func NewProgressLine(book *words.Book) *ProgressLine {
	p := &ProgressLine{book: book, name: NewText("").Cut(), left: NewText("").In(look.Muted), bar: newBar()}
	p.cancel = NewButton(Ordinary, "", book.T("widget.cancel"), p.stop)
	p.body = Column(look.Gap1,
		Row(look.Gap3, Grow(p.name), p.left),
		Row(look.Gap3, Grow(p.bar), p.cancel))
	p.ExtendBaseWidget(p)
	return p
}

// Follow shows a piece of work from now on.
func (p *ProgressLine) Follow(work *task.Task) {
	p.work = work
	p.cancel.Allow()
	p.Show()
	p.show(work.Progress())
	work.Watch(p.show)
}

func (p *ProgressLine) stop() {
	if p.work != nil {
		p.work.Cancel()
		p.cancel.Refuse(p.book.T("widget.cancelling"))
	}
}

func (p *ProgressLine) show(s task.Snapshot) {
	if s.Total > 0 {
		p.name.SetText(p.book.T("widget.progress", "name", s.Name, "done", s.Done, "total", s.Total))
		p.bar.set(float32(s.Done) / float32(s.Total))
	} else {
		p.name.SetText(s.Name)
		p.bar.set(0)
	}
	p.left.SetText(p.leftWords(s.Left))
	p.body.Refresh()
}

// leftWords says the time that is left in tens of seconds, or minutes.
func (p *ProgressLine) leftWords(left time.Duration) string {
	seconds := int(left.Seconds())
	switch {
	case seconds <= 0:
		return ""
	case seconds < 10:
		return p.book.T("widget.secondsLeft", "n", seconds)
	case seconds < 90:
		return p.book.T("widget.secondsLeft", "n", (seconds+5)/10*10)
	}
	return p.book.T("widget.minutesLeft", "n", (seconds+30)/60)
}

// CreateRenderer implements fyne.Widget.
func (p *ProgressLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// bar is filled as far as the work is.
type bar struct {
	widget.BaseWidget
	part float32
}

func newBar() *bar {
	b := &bar{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *bar) set(part float32) {
	b.part = min(max(part, 0), 1)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	empty, full := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	arrange := func(size fyne.Size) {
		empty.Resize(size)
		full.Resize(fyne.NewSize(size.Width*b.part, size.Height))
	}
	refresh := func() {
		paint(empty, look.ChipGround, look.Clear, 0, look.Radius)
		paint(full, look.Accent, look.Clear, 0, look.Radius)
		arrange(b.Size())
		canvas.Refresh(b)
	}
	refresh()
	return &renderer{
		objects: []fyne.CanvasObject{empty, full},
		layout:  arrange,
		minSize: func() fyne.Size { return fyne.NewSize(look.Px(80), look.Px(8)) },
		refresh: refresh,
	}
}

// undoTime is how long the undo line stays.
const undoTime = 8 * time.Second

// UndoLine says for 8 seconds what was done and offers to take it back.
type UndoLine struct {
	widget.BaseWidget

	// OnMoved is told when the line came or went, so that what stands above it takes
	// the room.
	OnMoved func()

	runner *task.Runner
	book   *words.Book
	text   *Text
	button *undoButton
	body   *fyne.Container
	undo   func()
	stop   func()
}

// NewUndoLine returns a line that is hidden until Offer.
func NewUndoLine(runner *task.Runner, book *words.Book) *UndoLine {
	u := &UndoLine{runner: runner, book: book, text: NewText("").In(look.OnUndo).Cut()}
	u.button = newUndoButton(func() { u.Accept() })
	u.body = Sized(0, 40, Fill(look.UndoGround, Inset(0, look.Gap4, 0, look.Gap4, Row(look.Gap2, Grow(u.text), u.button))))
	u.ExtendBaseWidget(u)
	u.Hide()
	return u
}

// Offer says what was done; undo takes it back.
func (u *UndoLine) Offer(text string, undo func()) {
	if u.stop != nil {
		u.stop()
	}
	u.undo = undo
	u.text.SetText(text)
	u.button.word.SetText(u.book.T("widget.undo"))
	u.button.Show()
	u.button.Refresh()
	u.Show()
	u.moved()
	u.stop = u.runner.After(undoTime, u.Leave)
}

// Tell says what is being done, with nothing to press, until Leave.
func (u *UndoLine) Tell(text string) {
	if u.stop != nil {
		u.stop()
	}
	u.undo = nil
	u.text.SetText(text)
	u.button.Hide()
	u.Show()
	u.moved()
}

func (u *UndoLine) moved() {
	if u.OnMoved != nil {
		u.OnMoved()
	}
}

// Leave takes the line away; what was done stays done.
func (u *UndoLine) Leave() {
	u.undo = nil
	u.Hide()
	u.moved()
}

// Accept takes back what is offered to be, as a press of the button does. It returns
// false when nothing is.
func (u *UndoLine) Accept() bool {
	undo := u.undo
	if undo == nil {
		return false
	}
	u.Leave()
	undo()
	return true
}

// CreateRenderer implements fyne.Widget.
func (u *UndoLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(u.body) }

// undoButton is the bold word with its shortcut on the dark line.
type undoButton struct {
	widget.BaseWidget
	word   *Text
	tapped func()
}

func newUndoButton(tapped func()) *undoButton {
	b := &undoButton{word: NewStrong("").In(look.OnUndo), tapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *undoButton) Tapped(*fyne.PointEvent) { b.tapped() }

// CreateRenderer implements fyne.Widget.
func (b *undoButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Row(look.Gap2, b.word, newText(ShortcutName(&fyne.ShortcutUndo{}), look.CaptionText, false, look.OnUndo)))
}
