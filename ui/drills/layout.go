package drills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// besideFrom is the least width of the screen, in pixels of the design, from which
// the rules stand beside the year; below they are a view of their own.
const besideFrom = 1120 - 176

// splitLayout places the view, a thin line and the rules.
type splitLayout struct {
	beside  bool
	changed func(beside bool)
}

// MinSize implements fyne.Layout.
func (l *splitLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(320), look.Px(160))
}

// Layout implements fyne.Layout.
func (l *splitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	view, rule, pane := objects[0], objects[1], objects[2]
	beside := size.Width >= look.Px(besideFrom)
	wide := size.Width
	rule.Show()
	pane.Show()
	if beside {
		wide -= look.Px(rulesWide)
		widgets.Place(rule, wide, 0, 1, size.Height)
		widgets.Place(pane, wide+1, 0, look.Px(rulesWide)-1, size.Height)
	} else {
		rule.Hide()
		pane.Hide()
	}
	widgets.Place(view, 0, 0, wide, size.Height)
	if beside != l.beside {
		l.beside = beside
		l.changed(beside)
	}
}

// lineLayout places tools at the right: of several sets, each shorter than the one
// before, the first that has room beside the first keep things at the left, else the
// last. What then finds no room at the left is left out.
type lineLayout struct {
	height float32
	tools  int // sets of them
	keep   int
	gap    float32
}

// MinSize implements fyne.Layout.
func (l lineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(320), look.Px(l.height))
}

// Layout implements fyne.Layout: objects are the sets of tools, then what stands at
// the left, the most important first.
func (l lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sets, left := objects[:l.tools], objects[l.tools:]
	pad, gap := look.Px(look.Gap4), look.Px(l.gap)
	least := float32(0)
	for _, object := range left[:min(l.keep, len(left))] {
		least += object.MinSize().Width + gap
	}
	tools := sets[len(sets)-1]
	for n := len(sets) - 1; n >= 0; n-- {
		sets[n].Hide()
		if sets[n].MinSize().Width <= size.Width-2*pad-least {
			tools = sets[n]
		}
	}
	tools.Show()
	put := func(object fyne.CanvasObject, x, width float32) {
		height := object.MinSize().Height
		widgets.Place(object, x, (size.Height-height)/2, width, height)
	}
	right := size.Width - pad - tools.MinSize().Width
	put(tools, right, tools.MinSize().Width)
	x := pad
	for _, object := range left {
		wide := object.MinSize().Width
		if x+wide > right-gap {
			object.Hide()
			continue
		}
		object.Show()
		put(object, x, wide)
		x += wide + gap
	}
}

// dialogRest is what a dialog needs around its body, in pixels of the design.
const dialogRest = 176

// fitted lets the body of a dialog scroll where the window is lower than it. The bar,
// and the ring around what has the focus, stand in the dialog's margin.
func fitted(window fyne.Canvas, body fyne.CanvasObject) fyne.CanvasObject {
	return container.New(fittedLayout{window}, container.NewVScroll(widgets.Inset(0, margin, 0, margin, body)))
}

// margin is how much of a dialog's margin its body uses, in pixels of the design.
const margin = look.Gap4

type fittedLayout struct{ window fyne.Canvas }

// MinSize implements fyne.Layout.
func (l fittedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	body := objects[0].(*container.Scroll).Content.MinSize()
	body.Width -= 2 * look.Px(margin)
	body.Height = min(body.Height, max(look.Px(cellHeight), l.window.Size().Height-look.Px(dialogRest)))
	return body
}

// Layout implements fyne.Layout.
func (l fittedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Place(objects[0], -look.Px(margin), 0, size.Width+2*look.Px(margin), size.Height)
}
