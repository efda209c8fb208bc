package bundles

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// columnHead is the line of 40 pixels over a column: its name, a number and a note.
type columnHead struct {
	widget.BaseWidget
	count, note *widgets.Text
	body        *fyne.Container
}

func newColumnHead(title string) *columnHead {
	h := &columnHead{count: widgets.NewText("").Sized(look.SectionText).In(look.Muted), note: widgets.NewCaption("")}
	row := widgets.Row(look.Gap2, widgets.NewSection(title), h.count, widgets.Stretch(), h.note)
	h.body = widgets.Column(0, widgets.Sized(0, 39, widgets.Fill(look.Ground, widgets.Inset(0, look.Gap4, 0, look.Gap4, row))), widgets.NewRule())
	h.ExtendBaseWidget(h)
	return h
}

// set changes the number and the note.
func (h *columnHead) set(count, note string) {
	h.count.SetText(count)
	h.note.SetText(note)
	h.body.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *columnHead) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

// leastFigures is the width that names and figures need.
const leastFigures = 360

// figureLayout lays the cells of a figure row out: the first takes what is left,
// the others stand at the right edge with fixed widths.
type figureLayout struct{}

// figureColumns are the widths of the columns at the right, in pixels of the design.
var figureColumns = []float32{60, 92, 76}

// MinSize implements fyne.Layout.
func (figureLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(320), look.Px(20))
}

// Layout implements fyne.Layout.
func (figureLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for i := len(figureColumns); i > 0; i-- {
		width := look.Px(figureColumns[i-1])
		x -= width
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
	}
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(x, size.Height))
}
