package drilltrends

import (
	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Least heights of chart and table, in pixels of the design.
const (
	chartHigh = 200
	tableHigh = 5 * look.ControlHeight
)

// pageLayout sets choices and figures, the chart, its words and the table one below
// the other. Chart and table share what is left; the heights of the words depend on
// the width.
type pageLayout struct {
	taller func() // the page needs another height than it said
	least  float32
}

// MinSize implements fyne.Layout.
func (l *pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	above, said := objects[0], objects[2]
	least := above.MinSize().Height + said.MinSize().Height + look.Px(chartHigh+tableHigh)
	l.least = least
	return fyne.NewSize(look.Px(320), least)
}

// Layout implements fyne.Layout.
func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	above, chart, said, table := objects[0], objects[1], objects[2], objects[3]
	for _, words := range []fyne.CanvasObject{above, said} { // they learn their width, and so their height
		words.Resize(fyne.NewSize(size.Width, words.MinSize().Height))
	}
	over, under := above.MinSize().Height, said.MinSize().Height
	spare := max(0, size.Height-over-under-look.Px(chartHigh+tableHigh))
	y := float32(0)
	for _, part := range []struct {
		object fyne.CanvasObject
		high   float32
	}{{above, over}, {chart, look.Px(chartHigh) + spare*3/5}, {said, under}, {table, look.Px(tableHigh) + spare*2/5}} {
		widgets.Place(part.object, 0, y, size.Width, part.high)
		y += part.high
	}
	if least := over + under + look.Px(chartHigh+tableHigh); least != l.least {
		l.least = least
		l.taller()
	}
}
