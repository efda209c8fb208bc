package drilllive

import (
	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Sizes of the view in pixels of the design.
const (
	clockColumn = 312
	sideColumn  = 316
	fewestWide  = 1000 // a narrower window shows the side under the clock
	narrowClock = 288
	headHeight  = 56
	footHeight  = 28
)

// frame lays the view out: head, the clock's column, the roll, the side, foot. In a
// narrow window, as at twice the size of text, the side stands under the clock.
type frame struct{}

// The parts of a frame, in this order. column holds the clock's column, and beneath it
// the side where that has no room of its own.
const (
	headPart = iota
	columnPart
	rollPart
	sidePart
	footPart
)

// MinSize implements fyne.Layout: the view is as large as the window.
func (frame) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(480), look.Px(320))
}

// Layout implements fyne.Layout.
func (frame) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	head, foot := look.Px(headHeight), look.Px(footHeight)
	high := size.Height - head - foot
	left, right := look.Px(clockColumn), look.Px(sideColumn)
	widgets.Place(parts[headPart], 0, 0, size.Width, head)
	widgets.Place(parts[footPart], 0, size.Height-foot, size.Width, foot)
	if size.Width < look.Px(fewestWide) {
		left = look.Px(narrowClock)
		under := high * 2 / 5
		widgets.Place(parts[columnPart], 0, head, left, high-under)
		widgets.Place(parts[sidePart], 0, head+high-under, left, under)
		widgets.Place(parts[rollPart], left, head, size.Width-left, high)
		return
	}
	widgets.Place(parts[columnPart], 0, head, left, high)
	widgets.Place(parts[rollPart], left, head, size.Width-left-right, high)
	widgets.Place(parts[sidePart], size.Width-right, head, right, high)
}

// badge is the sign that nobody may overlook.
func badge(text string) fyne.CanvasObject {
	word := widgets.NewStrong(text).In(look.OnAccent)
	return widgets.Fill(look.Accent, widgets.Inset(look.Gap1, look.Gap3, look.Gap1, look.Gap3, word))
}

// headline is a name with what else is said of it: the name has the room that it
// needs, the rest what is left, when that is enough to say anything.
type headline struct{}

// leastSecond is the least room for what is said beside a name, in pixels of the design.
const leastSecond = 96

// MinSize implements fyne.Layout.
func (headline) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(60), look.Px(look.Line(look.TitleText)))
}

// Layout implements fyne.Layout.
func (headline) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	name, second := parts[0].(*widgets.Text), parts[1]
	wide := min(size.Width, fyne.MeasureText(name.Text(), look.Px(look.TitleText), fyne.TextStyle{Bold: true}).Width+1)
	rest := size.Width - wide - look.Px(look.Gap3)
	second.Hide()
	if rest >= look.Px(leastSecond) {
		second.Show()
		widgets.Place(second, size.Width-rest, 0, rest, size.Height)
	}
	widgets.Place(name, 0, 0, wide, size.Height)
}

// pairs lay out lines of two texts each: the first as wide as the widest of all lines,
// but half of the room at most, the second in what is left.
type pairs struct {
	first float32 // the widest
}

// MinSize implements fyne.Layout.
func (p *pairs) MinSize(parts []fyne.CanvasObject) fyne.Size {
	first, second := parts[0].MinSize(), parts[1].MinSize()
	return fyne.NewSize(first.Width+look.Px(look.Gap3)+second.Width, max(first.Height, second.Height))
}

// Layout implements fyne.Layout.
func (p *pairs) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	gap := look.Px(look.Gap3)
	first := min(p.first, (size.Width-gap)/2)
	widgets.Place(parts[0], 0, 0, first, size.Height)
	widgets.Place(parts[1], first+gap, 0, size.Width-first-gap, size.Height)
}
