package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Row lays objects out from left to right, gap pixels apart, each as high as it
// likes and in the middle of the row. A Stretch takes the room that is left.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&lineLayout{gap: gap}, objects...)
}

// Column lays objects out from top to bottom, gap pixels apart, each as wide as
// the column. A Stretch takes the room that is left.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&lineLayout{gap: gap, down: true}, objects...)
}

// Stretch is empty room in a Row or Column that takes what is left.
func Stretch() fyne.CanvasObject { return layout.NewSpacer() }

type lineLayout struct {
	gap  float32
	down bool
	top  bool // what lies in a row begins at its top
}

func (l *lineLayout) along(s fyne.Size) float32 {
	if l.down {
		return s.Height
	}
	return s.Width
}

func (l *lineLayout) across(s fyne.Size) float32 {
	if l.down {
		return s.Width
	}
	return s.Height
}

// MinSize implements fyne.Layout.
func (l *lineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var along, across float32
	count := 0
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		if count > 0 {
			along += look.Px(l.gap)
		}
		count++
		size := object.MinSize()
		along += l.along(size)
		across = max(across, l.across(size))
	}
	if l.down {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

// Layout implements fyne.Layout. What is told to grow (Grow) shares what is left
// with the stretches.
func (l *lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	stretches := 0
	for _, object := range objects {
		if object.Visible() && grows(object) {
			stretches++
		}
	}
	spare := max(0, l.along(size)-l.along(l.MinSize(objects)))
	at := float32(0)
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		min := object.MinSize()
		length := l.along(min)
		if stretches > 0 && grows(object) {
			length += spare / float32(stretches)
		}
		if l.down {
			Place(object, 0, at, size.Width, length)
		} else {
			y := middle(size.Height, min.Height)
			if l.top {
				y = 0
			}
			Place(object, at, y, length, min.Height)
		}
		at += length + look.Px(l.gap)
	}
}

func grows(object fyne.CanvasObject) bool {
	if box, ok := object.(*fyne.Container); ok {
		_, ok := box.Layout.(growLayout)
		return ok
	}
	_, ok := object.(layout.SpacerObject)
	return ok
}

type growLayout struct{ stack fyne.Layout }

// MinSize implements fyne.Layout.
func (l growLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return l.stack.MinSize(objects) }

// Layout implements fyne.Layout.
func (l growLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.stack.Layout(objects, size)
}

// Under puts a body under a head, without the gap that Fyne's border leaves.
func Under(head, body fyne.CanvasObject) *fyne.Container { return Column(0, head, Grow(body)) }

// Beside puts a body at the left of what stands at the right edge over the whole
// height.
func Beside(body, right fyne.CanvasObject) *fyne.Container {
	return container.New(besideLayout{}, body, right)
}

type besideLayout struct{}

// MinSize implements fyne.Layout.
func (besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	body, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(body.Width+right.Width, max(body.Height, right.Height))
}

// Layout implements fyne.Layout.
func (besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := float32(0)
	if objects[1].Visible() {
		right = objects[1].MinSize().Width
	}
	Place(objects[0], 0, 0, size.Width-right, size.Height)
	Place(objects[1], size.Width-right, 0, right, size.Height)
}

// Grow lets an object take the room that is left in a Row or Column.
func Grow(object fyne.CanvasObject) *fyne.Container {
	return container.New(growLayout{layout.NewStackLayout()}, object)
}

// Inset puts empty room around an object.
func Inset(top, right, bottom, left float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&insetLayout{top, right, bottom, left}, object)
}

// Padded is Inset with the same room on all sides.
func Padded(room float32, object fyne.CanvasObject) *fyne.Container {
	return Inset(room, room, room, room, object)
}

type insetLayout struct{ top, right, bottom, left float32 }

// MinSize implements fyne.Layout.
func (l *insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	return size.AddWidthHeight(look.Px(l.left+l.right), look.Px(l.top+l.bottom))
}

// Layout implements fyne.Layout.
func (l *insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		Place(object, look.Px(l.left), look.Px(l.top),
			size.Width-look.Px(l.left+l.right), size.Height-look.Px(l.top+l.bottom))
	}
}

// Sized gives an object a width and a height of its own; 0 leaves one as it is.
func Sized(width, height float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&sizedLayout{width, height}, object)
}

type sizedLayout struct{ width, height float32 }

// MinSize implements fyne.Layout.
func (l *sizedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	if l.width > 0 {
		size.Width = look.Px(l.width)
	}
	if l.height > 0 {
		size.Height = look.Px(l.height)
	}
	return size
}

// Layout implements fyne.Layout.
func (l *sizedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		Place(object, 0, 0, size.Width, size.Height)
	}
}

// Fill paints the ground of an object.
func Fill(role look.Role, object fyne.CanvasObject) *fyne.Container {
	return container.NewStack(NewBox(role, look.Clear, 0), object)
}

// Card is a paper with a thin edge around an object.
func Card(object fyne.CanvasObject) *fyne.Container {
	return container.NewStack(NewBox(look.Paper, look.Rule, look.Radius), Padded(look.Gap4, object))
}

// Box is a rectangle in the colours of roles; it follows the theme.
type Box struct {
	widget.BaseWidget
	fill, edge look.Role
	radius     float32
	line       float32
	width      float32
	height     float32
}

// NewBox returns a rectangle with an edge of one pixel.
func NewBox(fill, edge look.Role, radius float32) *Box {
	b := &Box{fill: fill, edge: edge, radius: radius, line: 1}
	if edge == look.Clear {
		b.line = 0
	}
	b.ExtendBaseWidget(b)
	return b
}

// NewRule returns a thin horizontal line.
func NewRule() *Box {
	b := NewBox(look.Rule, look.Clear, 0)
	b.height = 1
	return b
}

// NewUpright returns a thin vertical line.
func NewUpright() *Box {
	b := NewBox(look.Rule, look.Clear, 0)
	b.width = 1
	return b
}

// Set changes the colours.
func (b *Box) Set(fill, edge look.Role) {
	if b.fill == fill && b.edge == edge {
		return
	}
	b.fill, b.edge = fill, edge
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Box) CreateRenderer() fyne.WidgetRenderer {
	rectangle := canvas.NewRectangle(nil)
	draw := func() { paint(rectangle, b.fill, b.edge, b.line, b.radius) }
	draw()
	return &renderer{
		objects: []fyne.CanvasObject{rectangle},
		layout:  func(size fyne.Size) { frame(rectangle, size, b.line) },
		minSize: func() fyne.Size { return fyne.NewSize(b.width, b.height) },
		refresh: draw,
	}
}

// NewOutline returns a line of 2 pixels around what has the focus.
func NewOutline(edge look.Role, radius float32) *Box {
	b := NewBox(look.Clear, edge, radius)
	b.line = 2
	return b
}
