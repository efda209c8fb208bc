package widgets

import (
	"context"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/words"
)

// FileViewer shows kept files large over the window, one after the other: photos as
// large as the window lets them be or pixel by pixel, of other files the name with the
// ways to get at them. The arrows lead to the next, Escape closes.
type FileViewer struct {
	Book  *words.Book
	Tasks *task.Runner
	Files app.Attachments
	// Save lets the user keep a copy outside; Open shows a file in the program of the
	// system. Without them the buttons are not there.
	Save func(hash string)
	Open func(hash string)
}

// ViewedFile is a kept file with what stands under it.
type ViewedFile struct{ Hash, Caption string }

// Show opens the viewer over a window at one of some files.
func (v FileViewer) Show(window fyne.Canvas, files []ViewedFile, at int) *Dialog {
	s := &stage{viewer: v, window: window, files: files, at: at, name: NewNote("").Align(fyne.TextAlignCenter), picture: canvas.NewImageFromImage(nil)}
	s.ExtendBaseWidget(s)
	s.picture.FillMode, s.picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	s.scroll = container.NewScroll(s.picture)
	s.caption, s.count = NewText("").Cut(), NewText("").In(look.Muted)
	s.back = NewButton(Ordinary, "left", v.Book.T("record.view.back"), func() { s.turn(s.at - 1) })
	s.next = NewButton(Ordinary, "right", v.Book.T("record.view.next"), func() { s.turn(s.at + 1) })
	var buttons []*Button
	if len(files) > 1 {
		buttons = append(buttons, s.back, s.next)
	}
	if v.Save != nil {
		buttons = append(buttons, NewButton(Ordinary, "save", v.Book.T("record.view.save"), func() { v.Save(s.file().Hash) }))
	}
	if v.Open != nil {
		buttons = append(buttons, NewButton(Ordinary, "", v.Book.T("record.view.open"), func() { v.Open(s.file().Hash) }))
	}
	var dialog *Dialog
	closing := NewButton(Main, "", v.Book.T("widget.close"), func() { dialog.Cancel() })
	body := Column(look.Gap2, s, Row(look.Gap3, Grow(s.caption), s.count))
	width := window.Size().Width/look.Px(1) - 2*look.Gap4
	dialog = NewDialog(window, v.Book.T("record.view.title"), width, body, closing, append(buttons, closing)...)
	dialog.FocusOn(s).Show()
	s.turn(at)
	return dialog
}

// stage is the place in the viewer where the file is shown.
type stage struct {
	focusable
	viewer  FileViewer
	window  fyne.Canvas
	files   []ViewedFile
	at      int
	loading task.Slot
	whole   image.Image // nil for a file that is no photo
	close   bool        // shown pixel by pixel
	picture *canvas.Image
	scroll  *container.Scroll
	name    *Text // of a file that is no photo, or why there is no picture
	caption *Text
	count   *Text
	back    *Button
	next    *Button
}

var _ fyne.Focusable = (*stage)(nil)

func (s *stage) file() ViewedFile { return s.files[s.at] }

// turn shows another of the files, if there is one at that place.
func (s *stage) turn(at int) {
	if at < 0 || at >= len(s.files) {
		return
	}
	s.at, s.close = at, false
	s.caption.SetText(s.file().Caption)
	s.count.SetText(s.viewer.Book.T("record.view.count", "n", at+1, "all", len(s.files)))
	allow(s.back, at > 0)
	allow(s.next, at < len(s.files)-1)
	s.load(s.file().Hash)
}

func allow(button *Button, possible bool) {
	if possible {
		button.Allow()
	} else {
		button.Refuse("")
	}
}

// opened is a kept file as it was read.
type opened struct {
	picture image.Image
	name    string
}

// load reads a file beside the window.
func (s *stage) load(hash string) {
	task.Latest(s.viewer.Tasks, &s.loading, context.Background(), s.viewer.Book.T("record.view.title"),
		func(ctx context.Context, _ *task.Progress) (opened, error) {
			picture, attachment, err := wholePicture(ctx, s.viewer.Files, hash)
			return opened{picture, attachment.Name}, err
		}, func(o opened, err error) {
			s.whole = o.picture
			s.name.SetText(o.name)
			if err != nil {
				s.name.SetText(s.viewer.Book.Explain(err))
			}
			s.Refresh()
		})
}

// wholePicture reads a kept photo; the picture is nil for other files.
func wholePicture(ctx context.Context, files app.Attachments, hash string) (image.Image, app.Attachment, error) {
	content, attachment, err := files.OpenAttachment(ctx, hash)
	if err != nil {
		return nil, attachment, err
	}
	defer func() { _ = content.Close() }() // it was only read
	if !strings.HasPrefix(attachment.MediaType, "image/") {
		return nil, attachment, nil
	}
	picture, _, err := image.Decode(content)
	if err != nil {
		return nil, attachment, app.Wrap(err, app.CodeCorrupt, "record.photo.unread", "name", attachment.Name)
	}
	return picture, attachment, nil
}

// zoom shows the photo pixel by pixel, its middle first, or whole again.
func (s *stage) zoom() {
	if s.whole == nil {
		return
	}
	s.close = !s.close
	s.Refresh()
	over := s.pixels().Subtract(s.scroll.Size())
	s.scroll.ScrollToOffset(fyne.NewPos(max(over.Width/2, 0), max(over.Height/2, 0)))
}

// Tapped implements fyne.Tappable.
func (s *stage) Tapped(*fyne.PointEvent) {
	focusMe(s)
	s.zoom()
}

// Cursor implements desktop.Cursorable.
func (s *stage) Cursor() desktop.Cursor {
	if s.whole == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// TypedKey implements fyne.Focusable.
func (s *stage) TypedKey(key *fyne.KeyEvent) {
	step := look.Px(3 * look.ControlHeight)
	switch key.Name {
	case fyne.KeyLeft, fyne.KeyPageUp:
		s.turn(s.at - 1)
	case fyne.KeyRight, fyne.KeyPageDown:
		s.turn(s.at + 1)
	case fyne.KeyHome:
		s.turn(0)
	case fyne.KeyEnd:
		s.turn(len(s.files) - 1)
	case fyne.KeyUp:
		s.scroll.ScrollToOffset(s.scroll.Offset.SubtractXY(0, min(step, s.scroll.Offset.Y)))
	case fyne.KeyDown:
		s.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -step)})
	case fyne.KeySpace:
		s.zoom()
	default:
		PassKey(s, key)
	}
}

// stageRest is what the viewer needs over and under the file, in pixels of the design:
// title, caption, buttons, edges.
const stageRest float32 = 208

// CreateRenderer implements fyne.Widget.
func (s *stage) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	r := &renderer{objects: []fyne.CanvasObject{ground, s.scroll, s.name, ring}}
	r.layout = func(size fyne.Size) {
		ground.Resize(size)
		s.scroll.Resize(size)
		Place(ring, 0, 0, size.Width, size.Height)
		Place(s.name, look.Px(look.Gap6), size.Height/2-look.Px(look.Gap6), size.Width-look.Px(2*look.Gap6), look.Px(2*look.Gap6))
	}
	r.minSize = func() fyne.Size {
		return fyne.NewSize(look.Px(240), max(s.window.Size().Height-look.Px(stageRest), look.Px(120)))
	}
	r.refresh = func() {
		paint(ground, look.ChipGround, look.Clear, 0, look.Radius)
		paint(ring, look.Clear, look.Accent, 2, look.Radius)
		ring.Hidden = !s.focused
		s.picture.Image = s.whole
		s.picture.SetMinSize(s.pixels())
		s.name.Hidden = s.whole != nil
		SetVisible(s.scroll, s.whole != nil)
		s.picture.Refresh()
		s.scroll.Refresh()
		canvas.Refresh(s)
	}
	r.refresh()
	return r
}

// pixels is the size at which each pixel of the photo is one of the screen; nothing
// while the whole photo is shown.
func (s *stage) pixels() fyne.Size {
	if s.whole == nil || !s.close {
		return fyne.Size{}
	}
	bounds, scale := s.whole.Bounds(), s.window.Scale()
	return fyne.NewSize(float32(bounds.Dx())/scale, float32(bounds.Dy())/scale)
}
