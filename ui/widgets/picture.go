package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Picture is an icon or a shape of state at a fixed size; it follows the theme.
type Picture struct {
	widget.BaseWidget
	resource fyne.Resource
	size     float32
}

// NewIcon returns an icon of the outline set in a colour, size pixels high.
func NewIcon(name string, role look.Role, size float32) *Picture {
	return newPicture(look.Icon(name, role), size)
}

// NewShape returns a shape of state, size pixels high: 14 in lists, 12 beside
// captions, 16 to 24 in heads.
func NewShape(shape look.Shape, size float32) *Picture {
	return newPicture(look.Mark(shape), size)
}

func newPicture(resource fyne.Resource, size float32) *Picture {
	p := &Picture{resource: resource, size: size}
	p.ExtendBaseWidget(p)
	return p
}

// SetIcon shows another icon.
func (p *Picture) SetIcon(name string, role look.Role) { p.set(look.Icon(name, role)) }

// SetShape shows another shape; look.NoShape shows nothing.
func (p *Picture) SetShape(shape look.Shape) { p.set(look.Mark(shape)) }

func (p *Picture) set(resource fyne.Resource) {
	p.resource = resource
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	drawing := canvas.NewImageFromResource(p.resource)
	drawing.FillMode = canvas.ImageFillContain
	return &renderer{
		objects: []fyne.CanvasObject{drawing},
		layout: func(size fyne.Size) {
			side := look.Px(p.size)
			Place(drawing, middle(size.Width, side), middle(size.Height, side), side, side)
		},
		minSize: func() fyne.Size { return look.Square(p.size) },
		refresh: func() {
			drawing.Resource = p.resource
			drawing.Hidden = p.resource == nil
			drawing.Refresh()
		},
	}
}

// StateMark is a shape with its word.
type StateMark struct {
	widget.BaseWidget
	shape look.Shape
	word  string
	bold  bool
	role  look.Role
	small bool
}

// NewStateMark returns a shape of 14 pixels with its word beside it. The word is
// red for look.Late and in ink for all others.
func NewStateMark(shape look.Shape, word string) *StateMark {
	s := &StateMark{shape: shape, word: word, role: look.WordRole(shape), bold: shape == look.Major}
	s.ExtendBaseWidget(s)
	return s
}

// NewSmallStateMark is NewStateMark beside captions: shape 12, word 12.
func NewSmallStateMark(shape look.Shape, word string) *StateMark {
	s := NewStateMark(shape, word)
	s.small = true
	return s
}

// Bold makes the word bold and returns the mark.
func (s *StateMark) Bold() *StateMark {
	s.bold = true
	s.Refresh()
	return s
}

// Set changes shape and word.
func (s *StateMark) Set(shape look.Shape, word string) {
	if s.shape == shape && s.word == word {
		return
	}
	s.shape, s.word, s.role, s.bold = shape, word, look.WordRole(shape), shape == look.Major
	s.Refresh()
}

// Word returns the word beside the shape.
func (s *StateMark) Word() string { return s.word }

// CreateRenderer implements fyne.Widget.
func (s *StateMark) CreateRenderer() fyne.WidgetRenderer {
	picture, word := NewShape(s.shape, 14), NewText(s.word).Cut()
	sides := func() (float32, float32) {
		if s.small {
			return 12, look.CaptionText
		}
		return 14, look.BodyText
	}
	refresh := func() {
		picture.size, word.size = sides()
		picture.SetShape(s.shape)
		word.text, word.role, word.bold = s.word, s.role, s.bold
		word.Refresh()
	}
	refresh()
	return &renderer{
		objects: []fyne.CanvasObject{picture, word},
		layout: func(size fyne.Size) {
			side := look.Px(picture.size)
			Place(picture, 0, middle(size.Height, side), side, side)
			left := side + look.Px(look.Gap2)
			Place(word, left, 0, size.Width-left, size.Height)
		},
		minSize: func() fyne.Size {
			side, text := sides()
			return fyne.NewSize(look.Px(side+look.Gap2)+word.width(s.word)+1, look.Px(max(side, look.Line(text))))
		},
		refresh: refresh,
	}
}

// WhenPainted returns an object that calls painted once, when it is drawn on a
// screen for the first time. Where the graphics of the computer do not work it is
// never called, though the program runs.
func WhenPainted(object fyne.CanvasObject, painted func()) fyne.CanvasObject {
	told := false
	speck := canvas.NewRaster(func(int, int) image.Image {
		if !told {
			told = true
			painted()
		}
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	})
	speck.Resize(fyne.NewSquareSize(1))
	return container.NewStack(object, container.NewWithoutLayout(speck))
}
