package drilllive

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// markLine is what a row of the list of marks shows.
type markLine struct {
	key   string // the key that sets it
	title string
	at    string // "" until it is set
}

// markRow is a mark in the list: the key that sets it, its name and its time. A tap
// sets it, too.
type markRow struct {
	widget.BaseWidget
	line   markLine
	tapped func()

	edge  *widgets.Box
	veil  *widgets.Box
	key   *widgets.Text
	title *widgets.Text
	at    *widgets.Text
}

var (
	_ fyne.Tappable     = (*markRow)(nil)
	_ desktop.Hoverable = (*markRow)(nil)
)

// markRowHeight leaves room for a finger.
const markRowHeight = 28

func newMarkRow(tapped func()) *markRow {
	m := &markRow{
		tapped: tapped, edge: widgets.NewBox(look.Paper, look.Field, look.Radius), veil: widgets.NewBox(look.Hover, look.Clear, look.Radius),
		key: widgets.NewCaption("").Align(fyne.TextAlignCenter), title: widgets.NewText("").Cut(), at: widgets.NewStrong(""),
	}
	m.veil.Hidden = true
	m.ExtendBaseWidget(m)
	return m
}

// Tapped implements fyne.Tappable.
func (m *markRow) Tapped(*fyne.PointEvent) { m.tapped() }

// MouseIn implements desktop.Hoverable.
func (m *markRow) MouseIn(*desktop.MouseEvent) { m.veil.Show() }

// MouseMoved implements desktop.Hoverable.
func (m *markRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (m *markRow) MouseOut() { m.veil.Hide() }

// AccessibilityLabel implements fyne.Accessible.
func (m *markRow) AccessibilityLabel() string { return m.line.title + " " + m.line.at }

// set shows a mark; what is the same is not drawn again.
func (m *markRow) set(line markLine) {
	if m.line == line {
		return
	}
	m.line = line
	role := look.Muted
	if line.at != "" {
		role = look.Ink
	}
	m.key.SetText(line.key)
	m.title.Set(line.title, role, false)
	m.at.SetText(line.at)
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *markRow) CreateRenderer() fyne.WidgetRenderer {
	parts := []fyne.CanvasObject{m.edge, m.key, m.title, m.at, m.veil}
	layout := func(size fyne.Size) {
		side, gap := look.Px(20), look.Px(look.Gap2)
		top := (size.Height - side) / 2
		m.edge.Hidden = m.line.key == ""
		widgets.Place(m.edge, 0, top, side, side)
		widgets.Place(m.key, 0, top, side, side)
		at := m.at.MinSize().Width
		widgets.Place(m.title, side+gap, 0, size.Width-side-2*gap-at, size.Height)
		widgets.Place(m.at, size.Width-at, 0, at, size.Height)
		widgets.Place(m.veil, 0, 0, size.Width, size.Height)
	}
	return widgets.NewRenderer(m, parts, layout, func() fyne.Size {
		return fyne.NewSize(look.Px(120), look.Px(markRowHeight))
	})
}
