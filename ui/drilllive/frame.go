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
	fewestWide  = 1000 // a narrower window shows one part at a time beside the clock
	narrowClock = 252
	headHeight  = 56
	narrowHead  = 52
	footHeight  = 28
)

// frame lays the view out: the roll, the clock's column, the side, foot, head - in the
// order in which Tab goes round. In a narrow window, as at twice the size of text, the
// side has no room of its own.
type frame struct {
	narrow   bool
	outgrown func() // is told when that is no longer true
}

// MinSize implements fyne.Layout: the view is as large as the window.
func (*frame) MinSize([]fyne.CanvasObject) fyne.Size { return leastView() }

// leastView lets the view be smaller than it would like to be: in a full screen it has
// to be content with that.
func leastView() fyne.Size { return fyne.NewSize(look.Px(480), look.Px(320)) }

// Layout implements fyne.Layout.
func (f *frame) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	if (size.Width < look.Px(fewestWide)) != f.narrow {
		f.outgrown()
	}
	head, foot, left, right := look.Px(headHeight), look.Px(footHeight), look.Px(clockColumn), look.Px(sideColumn)
	if f.narrow {
		head, left, right = look.Px(narrowHead), look.Px(narrowClock), 0
	}
	high := size.Height - head - foot
	last := len(parts) - 1
	widgets.Place(parts[0], left, head, size.Width-left-right, high)
	widgets.Place(parts[1], 0, head, left, high)
	if !f.narrow {
		widgets.Place(parts[2], size.Width-right, head, right, high)
	}
	widgets.Place(parts[last-1], 0, size.Height-foot, size.Width, foot)
	widgets.Place(parts[last], 0, 0, size.Width, head)
}

// page is a view that is no larger than the window, whatever its parts would like.
type page struct {
	narrow   bool
	outgrown func() // is told when that is no longer true
}

// MinSize implements fyne.Layout.
func (page) MinSize([]fyne.CanvasObject) fyne.Size { return leastView() }

// Layout implements fyne.Layout.
func (p page) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	if (size.Width < look.Px(fewestWide)) != p.narrow {
		p.outgrown()
	}
	for _, part := range parts {
		widgets.Place(part, 0, 0, size.Width, size.Height)
	}
}

// yielding is as high as what is in it and as wide as its room: long words in it do not
// widen a column.
type yielding struct{}

// MinSize implements fyne.Layout.
func (yielding) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, parts[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (yielding) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	widgets.Place(parts[0], 0, 0, size.Width, size.Height)
}

// whole lays texts out in a line as far as they find room: one that would be cut is
// left out, and so are all after it.
type whole struct {
	gap float32
}

// MinSize implements fyne.Layout.
func (whole) MinSize(parts []fyne.CanvasObject) fyne.Size {
	high := float32(0)
	for _, part := range parts {
		high = max(high, part.MinSize().Height)
	}
	return fyne.NewSize(0, high)
}

// Layout implements fyne.Layout.
func (w whole) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	at, fits := float32(0), true
	for _, part := range parts {
		wide := part.MinSize().Width
		if fits = fits && at+wide <= size.Width; !fits {
			part.Hide()
			continue
		}
		part.Show()
		widgets.Place(part, at, 0, wide, size.Height)
		at += wide + look.Px(w.gap)
	}
}

// narrow says whether the window has no room for three columns, as at twice the size of
// text on a small screen.
func (d *Deps) narrow() bool { return d.Window().Size().Width < look.Px(fewestWide) }

// outgrown makes the view anew that was made for a narrower or a wider window.
func (s *Screen) outgrown() {
	s.deps.Runner.After(0, func() { // not while it is being laid out
		narrow := s.deps.narrow()
		if s.running != nil && s.running.slim != narrow || s.ready != nil && s.ready.slim != narrow {
			s.speak()
		}
	})
}

// badge is the sign that nobody may overlook.
func badge(text string) fyne.CanvasObject {
	word := widgets.NewStrong(text).In(look.OnAccent)
	return widgets.Fill(look.Accent, widgets.Inset(look.Gap1, look.Gap3, look.Gap1, look.Gap3, word))
}

// headline is a name with what else is said of it: at the right what must be seen, or
// under the name where a line has no room for both; between them the rest, where there
// is enough room to say anything.
type headline struct{}

// leastSecond is the least room for what is said beside a name, in pixels of the design.
const leastSecond = 96

// MinSize implements fyne.Layout.
func (headline) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(60), look.Px(look.Line(look.TitleText)))
}

// Layout implements fyne.Layout.
func (headline) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	name, second, seen := parts[0].(*widgets.Text), parts[1], parts[2]
	gap := look.Px(look.Gap3)
	wide, mark := min(size.Width, name.Wide()), seen.MinSize()
	second.Hide()
	if mark.Width > 0 && wide+gap+mark.Width > size.Width {
		line := look.Px(look.Line(look.TitleText))
		top := (size.Height - line - mark.Height) / 2
		widgets.Place(name, 0, top, wide, line)
		widgets.Place(seen, 0, top+line, size.Width, mark.Height)
		return
	}
	widgets.Place(name, 0, 0, wide, size.Height)
	widgets.Place(seen, size.Width-mark.Width, 0, mark.Width, size.Height)
	if rest := size.Width - wide - mark.Width - 2*gap; rest >= look.Px(leastSecond) {
		second.Show()
		widgets.Place(second, wide+gap, 0, rest, size.Height)
	}
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
