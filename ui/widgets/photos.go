package widgets

import (
	"context"
	"image"
	"image/color"
	_ "image/jpeg" // photos are kept as JPEG,
	_ "image/png"  // drawings as PNG

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"golang.org/x/image/draw"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
)

// Thumb shows a kept photo small, cut to its frame, with a caption under it; a file
// that is no photo shows as its name. Enter and a tap open it.
type Thumb struct {
	focusable

	// OnOpen is told when the file is to be shown large.
	OnOpen func()
	// OnRemove is told when the file is to be taken out of the record; nil shows no
	// cross.
	OnRemove func()

	caption string
	picture image.Image
	name    string // of a file that is no photo, or why there is no picture
	wide    float32
	high    float32
}

var _ fyne.Focusable = (*Thumb)(nil)

// NewThumb returns an empty frame of a size in pixels of the design.
func NewThumb(wide, high float32, caption string) *Thumb {
	t := &Thumb{wide: wide, high: high, caption: caption}
	t.ExtendBaseWidget(t)
	return t
}

// Load fetches the file beside the window and shows it.
func (t *Thumb) Load(tasks *task.Runner, files app.Attachments, hash string) {
	width, height := int(2*t.wide), int(2*t.high) // sharp on dense screens too
	type kept struct {
		picture image.Image
		name    string
	}
	task.Run(tasks, context.Background(), "", func(ctx context.Context, _ *task.Progress) (kept, error) {
		picture, attachment, err := smallPicture(ctx, files, hash, width, height)
		return kept{picture, attachment.Name}, err
	}, func(k kept, err error) {
		if err == nil {
			t.SetPicture(k.picture, k.name)
		}
	})
}

// SetPicture shows a picture, or a name where there is none.
func (t *Thumb) SetPicture(picture image.Image, name string) {
	t.picture, t.name = picture, name
	t.Refresh()
}

// smallPicture reads a kept photo and makes it small; nil for other files.
func smallPicture(ctx context.Context, files app.Attachments, hash string, width, height int) (image.Image, app.Attachment, error) {
	picture, attachment, err := wholePicture(ctx, files, hash)
	if err != nil || picture == nil {
		return nil, attachment, err
	}
	return cover(picture, width, height), attachment, nil
}

// cover scales a picture so that it fills a frame, and cuts off what stands out.
func cover(picture image.Image, width, height int) image.Image {
	from := picture.Bounds()
	if from.Dx()*height > from.Dy()*width {
		cut := from.Dy() * width / height
		from.Min.X += (from.Dx() - cut) / 2
		from.Max.X = from.Min.X + cut
	} else {
		cut := from.Dx() * height / width
		from.Min.Y += (from.Dy() - cut) / 2
		from.Max.Y = from.Min.Y + cut
	}
	small := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), picture, from, draw.Src, nil)
	return small
}

func (t *Thumb) open() {
	if t.OnOpen != nil {
		t.OnOpen()
	}
}

// Tapped implements fyne.Tappable: the cross in the corner takes the file out,
// everything else opens it.
func (t *Thumb) Tapped(ev *fyne.PointEvent) {
	corner := look.Px(24)
	if t.OnRemove != nil && ev.Position.Y < corner && ev.Position.X > t.Size().Width-corner {
		t.OnRemove()
		return
	}
	t.open()
}

// TypedKey implements fyne.Focusable.
func (t *Thumb) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.open()
	case fyne.KeyDelete, fyne.KeyBackspace:
		if t.OnRemove != nil {
			t.OnRemove()
		}
	default:
		PassKey(t, key)
	}
}

// Cursor implements desktop.Cursorable.
func (t *Thumb) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (t *Thumb) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	picture := canvas.NewImageFromImage(nil)
	name, caption := NewNote(""), NewCaption(t.caption).Cut()
	crossGround, cross := canvas.NewRectangle(nil), NewIcon("close", look.Ink, 12)
	r := &renderer{objects: []fyne.CanvasObject{ground, picture, name, crossGround, cross, ring, caption}}
	r.layout = func(size fyne.Size) {
		frame := fyne.NewSize(size.Width, look.Px(t.high))
		ground.Resize(frame)
		picture.Resize(frame)
		Place(ring, -look.Px(3), -look.Px(3), frame.Width+look.Px(6), frame.Height+look.Px(6))
		Place(name, look.Px(look.Gap2), look.Px(look.Gap2), frame.Width-look.Px(look.Gap4), frame.Height-look.Px(look.Gap4))
		Place(crossGround, frame.Width-look.Px(22), look.Px(2), look.Px(20), look.Px(20))
		Place(cross, frame.Width-look.Px(18), look.Px(6), look.Px(12), look.Px(12))
		Place(caption, 0, frame.Height+look.Px(look.Gap1), size.Width, look.Px(16))
	}
	r.minSize = func() fyne.Size {
		if t.caption == "" {
			return fyne.NewSize(look.Px(t.wide), look.Px(t.high))
		}
		return fyne.NewSize(look.Px(t.wide), look.Px(t.high+look.Gap1+16))
	}
	r.refresh = func() {
		paint(ground, look.ChipGround, look.Clear, 0, look.Radius)
		paint(crossGround, look.Paper, look.Rule, 1, look.Radius)
		paint(ring, look.Clear, look.Accent, 2, look.Radius+3)
		picture.Image, picture.FillMode = t.picture, canvas.ImageFillContain
		picture.CornerRadius = look.Px(look.Radius)
		picture.Hidden = t.picture == nil
		picture.Refresh()
		name.SetText(t.name)
		name.Hidden = t.picture != nil
		ring.Hidden = !t.focused
		crossGround.Hidden, cross.Hidden = t.OnRemove == nil, t.OnRemove == nil
		caption.SetText(t.caption)
		canvas.Refresh(t)
	}
	r.refresh()
	return r
}

// DropArea is the dashed frame that says where files may be dropped; a tap, Space or
// Enter chooses them instead.
type DropArea struct {
	focusable
	tapped     func()
	word, note *Text
	icon       string
}

var _ fyne.Focusable = (*DropArea)(nil)

// NewDropArea returns a frame with a word in accent and a note under it.
func NewDropArea(icon, word, note string, tapped func()) *DropArea {
	d := &DropArea{tapped: tapped, icon: icon, word: NewText(word).In(look.Accent), note: NewCaption(note)}
	d.ExtendBaseWidget(d)
	return d
}

// Tapped implements fyne.Tappable.
func (d *DropArea) Tapped(*fyne.PointEvent) {
	focusMe(d) // here the keyboard goes on after the file was chosen
	d.tapped()
}

// TypedKey implements fyne.Focusable.
func (d *DropArea) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		d.tapped()
	default:
		PassKey(d, key)
	}
}

// Cursor implements desktop.Cursorable.
func (d *DropArea) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (d *DropArea) CreateRenderer() fyne.WidgetRenderer {
	frame, ring := canvas.NewRasterWithPixels(dashes), canvas.NewRectangle(nil)
	icon := NewIcon(d.icon, look.Accent, 20)
	d.note.Cut().Align(fyne.TextAlignCenter)
	r := &renderer{objects: []fyne.CanvasObject{frame, ring, icon, d.word, d.note}}
	r.layout = func(size fyne.Size) {
		frame.Resize(size)
		Place(ring, 1, 1, size.Width-2, size.Height-2)
		width := look.Px(20+look.Gap2) + d.word.MinSize().Width
		left := middle(size.Width, width)
		Place(icon, left, look.Px(16), look.Px(20), look.Px(20))
		Place(d.word, left+look.Px(20+look.Gap2), look.Px(16), d.word.MinSize().Width, look.Px(20))
		Place(d.note, look.Px(look.Gap2), look.Px(40), size.Width-look.Px(look.Gap4), look.Px(16))
	}
	r.minSize = func() fyne.Size { return fyne.NewSize(look.Px(160), look.Px(72)) }
	r.refresh = func() {
		frame.Refresh()
		paint(ring, look.Clear, look.Accent, 2, look.Radius)
		ring.Hidden = !d.focused
		icon.Refresh()
		d.word.Refresh()
		d.note.Refresh()
	}
	r.refresh()
	return r
}

// dashes draws a dashed line along the edge.
func dashes(x, y, width, height int) color.Color {
	unit := max(int(look.Px(1)), 1)
	dash := func(at int) bool { return at/(4*unit)%2 == 0 }
	vertical, horizontal := x < unit || x >= width-unit, y < unit || y >= height-unit
	if vertical && dash(y) || horizontal && dash(x) {
		return look.Color(look.Field)
	}
	return look.Color(look.Paper)
}
