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
// button. Enter opens the record, Space does the next step, arrows go up and down.
type line struct {
	widget.BaseWidget
	open, act func()
	step      func(from *line, by int)

	mark             *widgets.StateMark
	what, number     *widgets.Text
	where, who       *widgets.Text
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
		open: open, act: act, step: step,
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
	whenWide   = 140
	sideWide   = 168 // where, and who
	sideLeast  = 112 // the same in a narrow window
	whatLeast  = 280 // what takes room from both sides until it has as much
	buttonWide = 132
	columnGap  = 12
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
	return fyne.NewSize(look.Px(640), look.Px(look.ControlHeight))
}

func (r *lineRenderer) Layout(size fyne.Size) {
	put := func(object fyne.CanvasObject, x, width float32) {
		object.Move(fyne.NewPos(x, 0))
		object.Resize(fyne.NewSize(max(0, width), size.Height-1))
	}
	l, gap, edge := r.line, look.Px(columnGap), look.Px(look.Gap4)
	r.ground.Resize(size)
	put(r.accent, 0, look.Px(4))
	r.rule.Move(fyne.NewPos(0, size.Height-1))
	r.rule.Resize(fyne.NewSize(size.Width, 1))
	what := edge + look.Px(whenWide) + gap
	side := sideColumn(size.Width - what - 3*gap - look.Px(buttonWide) - edge)
	who := size.Width - edge - look.Px(buttonWide) - gap - side
	where := who - gap - side
	put(l.mark, edge, look.Px(whenWide+columnGap/2))
	put(l.where, where, side)
	put(l.who, who, side)
	number := l.number.MinSize().Width
	room := where - gap - what
	words := fyne.MeasureText(l.what.Text(), look.Px(look.BodyText), fyne.TextStyle{}).Width + 1
	words = min(words, room-number-look.Px(look.Gap2))
	put(l.what, what, words)
	put(l.number, what+words+look.Px(look.Gap2), number)
	if l.button != nil {
		button := l.button.MinSize()
		l.button.Resize(button)
		l.button.Move(fyne.NewPos(size.Width-edge-button.Width, (size.Height-1-button.Height)/2))
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
