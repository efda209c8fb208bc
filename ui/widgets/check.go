package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"campuskeeper/ui/look"
)

// Check is a box that is ticked or not, with its words. Space and Enter change it.
type Check struct {
	focusable

	// OnChanged is told when the user changes the tick.
	OnChanged func(ticked bool)

	text   string
	ticked bool
}

var (
	_ fyne.Tappable  = (*Check)(nil)
	_ fyne.Focusable = (*Check)(nil)
)

// NewCheck returns a box with its words.
func NewCheck(text string, ticked bool, changed func(ticked bool)) *Check {
	c := &Check{text: text, ticked: ticked, OnChanged: changed}
	c.ExtendBaseWidget(c)
	return c
}

// Ticked says whether the box is ticked.
func (c *Check) Ticked() bool { return c.ticked }

// SetTicked changes the tick without telling OnChanged.
func (c *Check) SetTicked(ticked bool) {
	if c.ticked != ticked {
		c.ticked = ticked
		c.Refresh()
	}
}

// SetText changes the words.
func (c *Check) SetText(text string) {
	c.text = text
	c.Refresh()
}

func (c *Check) turn() {
	c.SetTicked(!c.ticked)
	if c.OnChanged != nil {
		c.OnChanged(c.ticked)
	}
}

// Tapped implements fyne.Tappable.
func (c *Check) Tapped(*fyne.PointEvent) { c.turn() }

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.turn()
	default:
		PassKey(c, key)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	ring, box := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	tick, word := NewIcon("check", look.OnAccent, 16), NewText(c.text)
	const side = 18
	refresh := func() {
		if c.ticked {
			paint(box, look.Accent, look.Accent, 1, 2)
		} else {
			paint(box, look.Paper, look.Field, 2, 2)
		}
		paint(ring, look.Clear, look.Accent, 2, 5)
		ring.Hidden = !c.focused
		tick.Hidden = !c.ticked
		tick.Refresh()
		word.SetText(c.text)
		word.Refresh()
		canvas.Refresh(c)
	}
	refresh()
	return &renderer{
		objects: []fyne.CanvasObject{ring, box, tick, word},
		layout: func(size fyne.Size) {
			square, out := look.Px(side), look.Px(3)
			top := middle(size.Height, square)
			Place(box, 0, top, square, square)
			Place(ring, -out, top-out, square+2*out, square+2*out)
			Place(tick, 0, top, square, square)
			left := square + look.Px(look.Gap2)
			Place(word, left, 0, max(0, size.Width-left), size.Height)
		},
		minSize: func() fyne.Size {
			return fyne.NewSize(look.Px(side+look.Gap2)+word.MinSize().Width, look.Px(look.RowButtonHeight))
		},
		refresh: refresh,
	}
}
