package today

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// line is one row on the screen: how late, what and number, where, who, and one
// button. In a narrow window what takes the whole width, and number, where and who
// stand under it. Enter opens the record, Space does the next step, arrows go up and down.
type line struct {
	widget.BaseWidget
	open, act func()
	step      func(from *line, by int)

	mark             *widgets.StateMark
	what, number     *widgets.Text
	where, who       *widgets.Text
	when, side       float32 // widths of mark and button in pixels of the design
	button           *widgets.Button
	hovered, focused bool
}

var (
	_ fyne.Tappable     = (*line)(nil)
	_ fyne.Focusable    = (*line)(nil)
	_ desktop.Hoverable = (*line)(nil)
)

func newLine(row Row, shape look.Shape, when string, open, act func(), step func(*line, int)) *line {
	l := &line{
		open: open, act: act, step: step, when: whenWide, side: buttonWide,
		mark: widgets.NewStateMark(shape, when),
		what: widgets.NewText(row.What), number: widgets.NewText(row.Number).In(look.Muted),
		where: widgets.NewText(row.Where).Cut(), who: widgets.NewText(row.Who).In(look.Muted).Cut(),
	}
	l.what.Cut()
	if row.Action != "" {
		l.button = widgets.NewRowButton(row.Action, act)
	}
	l.ExtendBaseWidget(l)
	return l
}

// Tapped implements fyne.Tappable.
func (l *line) Tapped(*fyne.PointEvent) { l.open() }

// FocusGained implements fyne.Focusable.
func (l *line) FocusGained() {
	l.focused = true
	l.Refresh()
}

// FocusLost implements fyne.Focusable.
func (l *line) FocusLost() {
	l.focused = false
	l.Refresh()
}

// TypedRune implements fyne.Focusable.
func (l *line) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (l *line) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.open()
	case fyne.KeySpace:
		l.act()
	case fyne.KeyDown:
		l.step(l, 1)
	case fyne.KeyUp:
		l.step(l, -1)
	default:
		widgets.PassKey(l, key)
	}
}

// MouseIn implements desktop.Hoverable.
func (l *line) MouseIn(*desktop.MouseEvent) {
	l.hovered = true
	l.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (l *line) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *line) MouseOut() {
	l.hovered = false
	l.Refresh()
}

// The columns of Today in pixels of the design; what takes the rest.
const (
	whenWide   = 160
	sideWide   = 168 // where, and who
	sideLeast  = 112 // the same in a narrow window
	whatLeast  = 280 // what takes room from both sides until it has as much
	buttonWide = 132
	columnGap  = 12
	narrow     = 820 // below that a line is two lines of text high
	twoLines   = 52
)

// sideColumn returns how wide "where" and "who" are each when they share a room
// with "what".
func sideColumn(room float32) float32 {
	spare := (room - look.Px(whatLeast)) / 2
	return max(look.Px(sideLeast), min(look.Px(sideWide), spare))
}

// CreateRenderer implements fyne.Widget.
func (l *line) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{
		line: l, ground: widgets.NewBox(look.Clear, look.Clear, 0),
		accent: widgets.NewBox(look.Accent, look.Clear, 0), rule: widgets.NewRule(),
	}
	r.Refresh()
	return r
}

type lineRenderer struct {
	line           *line
	ground, accent *widgets.Box
	rule           *widgets.Box
}

func (r *lineRenderer) Destroy() {}

func (r *lineRenderer) Objects() []fyne.CanvasObject {
	l := r.line
	objects := []fyne.CanvasObject{r.ground, r.accent, r.rule, l.mark, l.what, l.number, l.where, l.who}
	if l.button != nil {
		objects = append(objects, l.button)
	}
	return objects
}

func (r *lineRenderer) MinSize() fyne.Size {
	height := look.Px(look.ControlHeight)
	if r.narrow() {
		height = look.Px(twoLines)
	}
	return fyne.NewSize(look.Px(480), height)
}

// narrow says whether the room is too small for all columns side by side. A line
// that was not laid out yet is wide.
func (r *lineRenderer) narrow() bool {
	width := r.line.Size().Width
	return width > 0 && width < look.Px(narrow)
}

func (r *lineRenderer) Layout(size fyne.Size) {
	l, edge := r.line, look.Px(look.Gap4)
	r.ground.Resize(size)
	r.accent.Resize(fyne.NewSize(look.Px(4), size.Height-1))
	r.rule.Move(fyne.NewPos(0, size.Height-1))
	r.rule.Resize(fyne.NewSize(size.Width, 1))
	right := size.Width - edge
	if l.button != nil {
		button := l.button.MinSize()
		l.button.Resize(button)
		l.button.Move(fyne.NewPos(right-button.Width, (size.Height-1-button.Height)/2))
		right -= button.Width + look.Px(columnGap)
	}
	if r.narrow() {
		r.layOver(right, size.Height-1)
		return
	}
	r.layBeside(size)
}

// put gives an object of the line its place.
func put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(max(0, width), height))
}

// layBeside lays the columns side by side. What takes the room of the columns at its
// right that have nothing to say.
func (r *lineRenderer) layBeside(size fyne.Size) {
	l, gap, edge, height := r.line, look.Px(columnGap), look.Px(look.Gap4), size.Height-1
	what := edge + look.Px(l.when) + gap
	buttons := size.Width - edge - look.Px(l.side)
	side := sideColumn(buttons - what - 3*gap)
	who := buttons - gap - side
	where := who - gap - side
	put(l.mark, edge, 0, look.Px(l.when+columnGap/2), height)
	put(l.where, where, 0, side, height)
	put(l.who, who, 0, side, height)
	end := where
	switch {
	case l.where.Text() == "" && l.who.Text() == "":
		end = buttons
	case l.where.Text() == "":
		end = who
	}
	number := l.number.MinSize().Width
	words := min(l.what.Wide(), end-gap-what-number-look.Px(look.Gap2))
	put(l.what, what, 0, words, height)
	put(l.number, what+words+look.Px(look.Gap2), 0, number, height)
}

// layOver lays what over number, where and who, up to the right edge.
func (r *lineRenderer) layOver(right, height float32) {
	l, gap, edge, half := r.line, look.Px(columnGap), look.Px(look.Gap4), look.Px(look.Line(look.BodyText))
	top := (height - 2*half) / 2
	x := edge + look.Px(l.when) + gap
	put(l.mark, edge, top, look.Px(l.when+columnGap/2), half)
	put(l.what, x, top, right-x, half)
	for _, text := range []*widgets.Text{l.number, l.where, l.who} {
		if text.Text() == "" {
			put(text, x, top+half, 0, half)
			continue
		}
		width := min(text.Wide(), right-x)
		put(text, x, top+half, width, half)
		x += width + gap
	}
}

func (r *lineRenderer) Refresh() {
	ground := look.Clear
	switch {
	case r.line.focused:
		ground = look.Selected
	case r.line.hovered:
		ground = look.Hover
	}
	r.ground.Set(ground, look.Clear)
	r.accent.Hidden = !r.line.focused
	r.Layout(r.line.Size())
	canvas.Refresh(r.line)
}
