package drills

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// cell shows a slot: its day over its state, or what is needed over how to set a
// date. It is tapped, and dragged where the drill can be moved.
type cell struct {
	widget.BaseWidget
	slot  drill.Slot
	look  dress
	head  string
	state string
	hooks *hooks
	low   bool             // there is room for one line only: its head beside its shape
	moved *fyne.PointEvent // where the pointer is that drags it
}

// hooks are what happens to cells.
type hooks struct {
	tapped func(drill.Slot)
	menu   func(drill.Slot, fyne.Position)
	// drag is told where the pointer is that drags a drill, and drop where it was let
	// go, both on the whole canvas.
	drag func(drill.Slot, fyne.Position)
	drop func(drill.Slot, fyne.Position)
}

var (
	_ fyne.Tappable          = (*cell)(nil)
	_ fyne.SecondaryTappable = (*cell)(nil)
	_ fyne.Draggable         = (*cell)(nil)
	_ desktop.Cursorable     = (*cell)(nil)
)

func newCell(slot drill.Slot, look dress, head, state string, h *hooks) *cell {
	c := &cell{slot: slot, look: look, head: head, state: state, hooks: h}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *cell) Tapped(*fyne.PointEvent) { c.hooks.tapped(c.slot) }

// TappedSecondary implements fyne.SecondaryTappable.
func (c *cell) TappedSecondary(at *fyne.PointEvent) { c.hooks.menu(c.slot, at.AbsolutePosition) }

// Dragged implements fyne.Draggable.
func (c *cell) Dragged(at *fyne.DragEvent) {
	if movable(c.slot) {
		c.moved = &fyne.PointEvent{AbsolutePosition: at.AbsolutePosition}
		c.hooks.drag(c.slot, at.AbsolutePosition)
	}
}

// DragEnd implements fyne.Draggable.
func (c *cell) DragEnd() {
	if c.moved == nil {
		return
	}
	at := c.moved.AbsolutePosition
	c.moved = nil
	c.hooks.drop(c.slot, at)
}

// Cursor implements desktop.Cursorable.
func (c *cell) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (c *cell) AccessibilityLabel() string { return c.head + ", " + c.state }

// AccessibilityRole implements fyne.Accessible.
func (c *cell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	box := widgets.NewBox(c.look.ground, look.Clear, look.Radius)
	if c.low {
		return c.oneLine(box)
	}
	state := widgets.NewSmallStateMark(c.look.shape, c.state)
	head := widgets.NewText(c.head).Cut()
	top, bottom := fyne.CanvasObject(head), fyne.CanvasObject(state)
	objects := []fyne.CanvasObject{box}
	if c.look.dashed {
		top, bottom = state, widgets.NewCaption(c.head).In(look.Accent).Cut()
		objects = append(objects, canvas.NewRasterWithPixels(dashes))
	}
	return &cellRenderer{objects: append(objects, top, bottom), lines: []fyne.CanvasObject{top, bottom}}
}

// oneLine draws the cell where there is no room for its state in a word.
func (c *cell) oneLine(box *widgets.Box) fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{box}
	if c.look.dashed {
		objects = append(objects, canvas.NewRasterWithPixels(dashes))
	}
	mark := widgets.NewSmallStateMark(c.look.shape, c.head)
	return &cellRenderer{objects: append(objects, mark), lines: []fyne.CanvasObject{mark}}
}

// Heights of a cell and of its two lines, in pixels of the design.
const (
	cellHeight = 44
	cellLine   = 20
)

type cellRenderer struct {
	objects []fyne.CanvasObject
	lines   []fyne.CanvasObject // the last of objects
}

func (r *cellRenderer) Destroy() {}

func (r *cellRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *cellRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(2*look.Gap2), look.Px(cellHeight))
}

func (r *cellRenderer) Layout(size fyne.Size) {
	for _, ground := range r.objects[:len(r.objects)-len(r.lines)] {
		ground.Resize(size)
	}
	line, pad := look.Px(cellLine), look.Px(look.Gap2)
	y := (size.Height - float32(len(r.lines))*line) / 2
	for n, object := range r.lines {
		widgets.Place(object, pad, y+float32(n)*line, size.Width-pad-look.Px(look.Gap1), line)
	}
}

func (r *cellRenderer) Refresh() {
	for _, object := range r.objects {
		object.Refresh()
	}
}

// dash is the length of a stroke of a dashed edge in pixels of the screen.
const dash = 4

// dashes draws a dashed edge of one pixel.
func dashes(x, y, width, height int) color.Color {
	along := -1
	switch {
	case y == 0 || y == height-1:
		along = x
	case x == 0 || x == width-1:
		along = y
	}
	if along < 0 || along/dash%2 == 1 {
		return color.Transparent
	}
	return look.Color(look.Field)
}
