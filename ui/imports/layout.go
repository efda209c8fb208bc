package imports

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Widths of the step, in pixels of the design.
const (
	misfitsWidth = 432
	fileColumn   = 136
	firstColumn  = 72 // least of a first value that says anything
	arrowWidth   = 16
	selectWidth  = 200
	fitWidth     = 100
	rowHeight    = 40
)

// parted puts a pane of 432 pixels at the right of a body, with a line between. In a
// narrow window the pane has no more than its share.
func parted(body, pane fyne.CanvasObject) fyne.CanvasObject {
	return container.New(partedLayout{}, body, widgets.NewUpright(), pane)
}

type partedLayout struct{}

// mostShare is the part of the width that the pane may have.
const mostShare = 0.44

// MinSize implements fyne.Layout.
func (partedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		least := object.MinSize()
		size = fyne.NewSize(size.Width+least.Width, max(size.Height, least.Height))
	}
	return size
}

// Layout implements fyne.Layout.
func (partedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	line, pane := objects[1].MinSize().Width, min(look.Px(misfitsWidth), size.Width*mostShare)
	x := float32(0)
	for i, width := range []float32{size.Width - line - pane, line, pane} {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
		x += width
	}
}

// columnCells lays one line of the mapping out: title, first value, arrow, field and
// how many cells fit. The arrow may be nil.
func columnCells(title, first, arrow, field, fits fyne.CanvasObject) fyne.CanvasObject {
	if arrow == nil {
		arrow = widgets.Stretch()
	}
	return container.New(cellsLayout{}, title, first, arrow, field, fits)
}

// cellsLayout is the layout of columnCells. Where there is no room for a first value,
// it goes, and title and field share what is left.
type cellsLayout struct{}

// MinSize implements fyne.Layout.
func (cellsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, object := range objects {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(look.Px(fileColumn+selectWidth), height)
}

// Layout implements fyne.Layout.
func (cellsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap, arrow, fits := look.Px(look.Gap2), look.Px(arrowWidth), look.Px(fitWidth)
	title, field := look.Px(fileColumn), look.Px(selectWidth)
	first := size.Width - title - field - arrow - fits - 4*gap
	if first < look.Px(firstColumn) {
		rest := size.Width - arrow - fits - 3*gap
		title, field, first = rest*2/5, rest*3/5, -gap
	}
	x := float32(0)
	for i, width := range []float32{title, first, arrow, field, fits} {
		object, height := objects[i], objects[i].MinSize().Height
		object.Move(fyne.NewPos(x, (size.Height-height)/2))
		object.Resize(fyne.NewSize(max(width, 0), height))
		x += width + gap
	}
	widgets.SetVisible(objects[1], first > 0)
}
