package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/ui/look"
)

// RadioRow chooses one of two or three words that stand side by side, each with a
// ring and, where it has one, its shape. Arrows and Space choose; Delete chooses
// nothing.
type RadioRow struct{ oneOf }

var _ fyne.Focusable = (*RadioRow)(nil)

// NewRadioRow returns a row of words; "" for value chooses none.
func NewRadioRow(options []Option, value string, changed func(value string)) *RadioRow {
	r := &RadioRow{oneOf{options: options, value: value, OnChanged: changed}}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped implements fyne.Tappable.
func (r *RadioRow) Tapped(ev *fyne.PointEvent) {
	focusMe(r)
	x := float32(0)
	for _, option := range r.options {
		x += r.optionWidth(option) + look.Px(look.Gap6)
		if ev.Position.X < x-look.Px(look.Gap6)/2 {
			r.choose(option.Value)
			return
		}
	}
}

// Cursor implements desktop.Cursorable.
func (r *RadioRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// TypedKey implements fyne.Focusable.
func (r *RadioRow) TypedKey(key *fyne.KeyEvent) {
	if r.used(key) {
		return
	}
	at := max(r.at(), 0)
	switch key.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		at--
	case fyne.KeyRight, fyne.KeyDown:
		if r.value != "" {
			at++
		}
	case fyne.KeySpace:
	case fyne.KeyDelete, fyne.KeyBackspace:
		r.choose("")
		return
	default:
		PassKey(r, key)
		return
	}
	if at >= 0 && at < len(r.options) {
		r.choose(r.options[at].Value)
	}
}

// Measures of one word in pixels of the design.
const (
	radioSide float32 = 18
	radioMark float32 = 14
)

func (r *RadioRow) optionWidth(option Option) float32 {
	width := look.Px(radioSide+look.Gap2) + fyne.MeasureText(option.Label, look.Px(look.BodyText), fyne.TextStyle{}).Width
	if option.Shape != look.NoShape {
		width += look.Px(radioMark + look.Gap2)
	}
	return width
}

// CreateRenderer implements fyne.Widget.
func (r *RadioRow) CreateRenderer() fyne.WidgetRenderer {
	d := &radioRenderer{row: r}
	d.Refresh()
	return d
}

type radioRenderer struct {
	row   *RadioRow
	parts []radioPart
}

type radioPart struct {
	focus, ring, dot *canvas.Circle
	mark             *Picture
	word             *Text
}

func (d *radioRenderer) Destroy() {}

func (d *radioRenderer) MinSize() fyne.Size {
	var width float32
	for i, option := range d.row.options {
		if i > 0 {
			width += look.Px(look.Gap6)
		}
		width += d.row.optionWidth(option)
	}
	return fyne.NewSize(width, look.Px(look.ControlHeight))
}

func (d *radioRenderer) Objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, p := range d.parts {
		objects = append(objects, p.focus, p.ring, p.dot, p.mark, p.word)
	}
	return objects
}

func (d *radioRenderer) Layout(size fyne.Size) {
	x, side := float32(0), look.Px(radioSide)
	for i, p := range d.parts {
		option := d.row.options[i]
		top := middle(size.Height, side)
		line, inner, out := look.Px(1), look.Px(5), look.Px(2) // Fyne draws half of a line outside
		Place(p.ring, x+line, top+line, side-2*line, side-2*line)
		Place(p.dot, x+inner, top+inner, side-2*inner, side-2*inner)
		Place(p.focus, x-out, top-out, side+2*out, side+2*out)
		at := x + side + look.Px(look.Gap2)
		if option.Shape != look.NoShape {
			mark := look.Px(radioMark)
			Place(p.mark, at, middle(size.Height, mark), mark, mark)
			at += mark + look.Px(look.Gap2)
		}
		Place(p.word, at, 0, p.word.MinSize().Width, size.Height)
		x += d.row.optionWidth(option) + look.Px(look.Gap6)
	}
}

func (d *radioRenderer) Refresh() {
	for len(d.parts) < len(d.row.options) {
		d.parts = append(d.parts, radioPart{
			canvas.NewCircle(nil), canvas.NewCircle(nil), canvas.NewCircle(nil), NewShape(look.NoShape, radioMark), NewText(""),
		})
	}
	d.parts = d.parts[:len(d.row.options)]
	for i, option := range d.row.options {
		p, chosen := d.parts[i], option.Value == d.row.value && d.row.value != ""
		edge := look.Field
		switch {
		case chosen:
			edge = look.Accent
		case d.row.wrong:
			edge = look.Red
		}
		circle(p.ring, look.Paper, edge, 2)
		circle(p.dot, look.Accent, look.Clear, 0)
		circle(p.focus, look.Clear, look.Accent, 2)
		p.dot.Hidden = !chosen
		p.focus.Hidden = !d.row.focused || i != max(d.row.at(), 0)
		p.mark.SetShape(option.Shape)
		p.word.SetText(option.Label)
	}
	d.Layout(d.row.Size())
	canvas.Refresh(d.row)
}

func circle(c *canvas.Circle, fill, edge look.Role, line float32) {
	c.FillColor, c.StrokeColor, c.StrokeWidth = look.Color(fill), look.Color(edge), look.Px(line)
	c.Refresh()
}
