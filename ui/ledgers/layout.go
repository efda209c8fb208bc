package ledgers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// besideFrom is the least width of the window's content, in pixels of the design,
// from which the record stands beside the list: 1120 less the navigation.
const besideFrom float32 = 1120 - 176

// paneWide is the width of the record beside the list.
const paneWide float32 = 372

// splitLayout places the table, a thin line and the record's pane; without room the
// pane goes away and becomes a page.
type splitLayout struct {
	pane   fyne.CanvasObject
	beside bool
	empty  bool // no record to show: what says so has the whole width
}

// MinSize implements fyne.Layout.
func (l *splitLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(480), look.Px(240))
}

// Layout implements fyne.Layout.
func (l *splitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	table, rule, pane := objects[0], objects[1], objects[2]
	l.beside = size.Width >= look.Px(besideFrom) && !l.empty
	wide := size.Width
	if l.beside {
		wide -= look.Px(paneWide)
		rule.Move(fyne.NewPos(wide, 0))
		rule.Resize(fyne.NewSize(1, size.Height))
		pane.Move(fyne.NewPos(wide+1, 0))
		pane.Resize(fyne.NewSize(look.Px(paneWide)-1, size.Height))
	}
	widgets.SetVisible(rule, l.beside)
	widgets.SetVisible(pane, l.beside)
	table.Move(fyne.NewPos(0, 0))
	table.Resize(fyne.NewSize(wide, size.Height))
}

// toolsLayout places chips at the left and the tools at the right: all of them, or
// the one menu that stands for them where they find no room.
type toolsLayout struct{}

// MinSize implements fyne.Layout.
func (toolsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(480), objects[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (toolsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	chips, full, narrow := objects[0], objects[1], objects[2]
	fits := full.MinSize().Width <= size.Width-chips.MinSize().Width-look.Px(look.Gap4)
	widgets.SetVisible(full, fits)
	widgets.SetVisible(narrow, !fits)
	shown := narrow
	if fits {
		shown = full
	}
	put := func(object fyne.CanvasObject, x float32) {
		least := object.MinSize()
		object.Resize(least)
		object.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
	}
	put(chips, 0)
	put(shown, size.Width-shown.MinSize().Width)
}

// edged draws a thin line at the left of an object.
func edged(object fyne.CanvasObject) fyne.CanvasObject {
	line := container.New(leftEdge{}, widgets.NewUpright())
	return container.NewStack(object, line)
}

// leftEdge keeps a line at the left edge over the whole height.
type leftEdge struct{}

// MinSize implements fyne.Layout.
func (leftEdge) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// Layout implements fyne.Layout.
func (leftEdge) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Resize(fyne.NewSize(1, size.Height))
	}
}

// titleLayout places a title and a second fact beside it. Without room the fact goes
// first, and then the end of the title: the buttons at the right stay.
type titleLayout struct{}

// leastFact is the least room for a second fact.
const leastFact float32 = 64

// MinSize implements fyne.Layout.
func (titleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// Layout implements fyne.Layout.
func (titleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, fact := objects[0].(*widgets.Text), objects[1]
	wide := min(title.Wide(), size.Width)
	rest := size.Width - wide - look.Px(look.Gap2)
	widgets.Place(title, 0, 0, wide, size.Height)
	widgets.SetVisible(fact, rest >= look.Px(leastFact))
	widgets.Place(fact, wide+look.Px(look.Gap2), 0, rest, size.Height)
}
