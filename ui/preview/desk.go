package preview

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// fit is how the page is fitted into the room.
type fit int

const (
	wholePage fit = iota
	pageWidth
	free // as large as the user set it
)

// zooms are the steps of the two buttons, in percent of the paper's true size at
// 96 dots per inch.
var zooms = []int{25, 33, 50, 67, 75, 100, 125, 150, 200, 300}

// margin is the room around the page, in pixels of the design.
const margin = look.Gap2

// desk is the ground on which the page lies. With the focus, page keys turn, plus
// and minus zoom, 0 shows the whole page, and arrows move.
type desk struct {
	widget.BaseWidget
	runner  *task.Runner
	told    func(percent int)
	turn    func(by int)
	paper   Paper
	layout  int // counts the papers
	page    int
	fit     fit
	percent float32
	picture *canvas.Image
	sheet   *fyne.Container
	scroll  *container.Scroll
	ring    *widgets.Box
	slot    task.Slot
	drawn   drawn // what the picture shows
}

// drawn names a picture of a page.
type drawn struct {
	layout, page int
	dpi          float64
}

var _ fyne.Focusable = (*desk)(nil)

func newDesk(runner *task.Runner, told func(int), turn func(int)) *desk {
	d := &desk{runner: runner, told: told, turn: turn, picture: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}}
	d.sheet = container.New(&sheetLayout{d}, widgets.NewBox(look.Paper, look.Rule, 0), d.picture)
	d.scroll = container.NewScroll(d.sheet)
	d.ring = widgets.NewOutline(look.Accent, 0)
	d.ring.Hide()
	d.ExtendBaseWidget(d)
	return d
}

// set takes another paper.
func (d *desk) set(paper Paper) {
	d.paper = paper
	d.layout++
}

// show shows a page from its top.
func (d *desk) show(page int) {
	d.page = page
	d.scroll.ScrollToTop()
	d.arrange()
}

// setFit fits the page again whenever the room changes.
func (d *desk) setFit(f fit) {
	d.fit = f
	d.arrange()
}

// step zooms to the next step up or down.
func (d *desk) step(by int) {
	to := int(d.percent + 0.5)
	if by > 0 {
		for _, z := range zooms {
			if z > to {
				to = z
				break
			}
		}
	} else {
		for i := len(zooms) - 1; i >= 0; i-- {
			if zooms[i] < to {
				to = zooms[i]
				break
			}
		}
	}
	d.fit, d.percent = free, float32(to)
	d.arrange()
}

// size is the page at 100 %, in pixels of the canvas.
func (d *desk) size() fyne.Size {
	width, height := d.paper.Size()
	return fyne.NewSize(look.Px(float32(width*96/72)), look.Px(float32(height*96/72)))
}

// arrange fits the page into the room and asks for its picture.
func (d *desk) arrange() {
	room := d.Size().SubtractWidthHeight(look.Px(2*margin), look.Px(2*margin))
	if d.paper == nil || room.Width <= 0 || room.Height <= 0 {
		return
	}
	full := d.size()
	switch d.fit {
	case wholePage:
		d.percent = 100 * min((room.Width-1)/full.Width, (room.Height-1)/full.Height) // one less, so that no scroll bar comes
	case pageWidth:
		d.percent = 100 * (room.Width - look.Px(12)) / full.Width // beside the scroll bar
	}
	d.percent = min(max(d.percent, 10), 400)
	d.told(int(d.percent + 0.5))
	d.sheet.Refresh()
	d.scroll.Refresh()
	d.draw()
}

// draw asks for the page in the resolution of the screen, unless it is there.
func (d *desk) draw() {
	scale := float32(1)
	if window := fyne.CurrentApp().Driver().CanvasForObject(d); window != nil {
		scale = window.Scale()
	}
	want, paper := drawn{d.layout, d.page, float64(96 * d.percent / 100 * look.Px(1) * scale)}, d.paper
	if want == d.drawn {
		return
	}
	task.Latest(d.runner, &d.slot, context.Background(), "",
		func(context.Context, *task.Progress) (image.Image, error) {
			return paper.Image(want.page, want.dpi), nil
		},
		func(picture image.Image, err error) {
			if err != nil {
				return // the page stays as it was
			}
			d.drawn = want
			d.picture.Image = picture
			d.picture.Refresh()
		})
}

// FocusGained implements fyne.Focusable.
func (d *desk) FocusGained() { d.ring.Show() }

// FocusLost implements fyne.Focusable.
func (d *desk) FocusLost() { d.ring.Hide() }

// TypedRune implements fyne.Focusable.
func (d *desk) TypedRune(r rune) {
	switch r {
	case '+', '=':
		d.step(1)
	case '-':
		d.step(-1)
	case '0':
		d.setFit(wholePage)
	}
}

// TypedKey implements fyne.Focusable.
func (d *desk) TypedKey(key *fyne.KeyEvent) {
	const far = 1 << 20
	line := look.Px(40)
	switch key.Name {
	case fyne.KeyPageDown, fyne.KeySpace:
		d.turn(1)
	case fyne.KeyPageUp:
		d.turn(-1)
	case fyne.KeyHome:
		d.turn(-far)
	case fyne.KeyEnd:
		d.turn(far)
	case fyne.KeyDown:
		d.move(0, line)
	case fyne.KeyUp:
		d.move(0, -line)
	case fyne.KeyRight:
		d.move(line, 0)
	case fyne.KeyLeft:
		d.move(-line, 0)
	default:
		widgets.PassKey(d, key)
	}
}

func (d *desk) move(x, y float32) {
	d.scroll.ScrollToOffset(d.scroll.Offset.Add(fyne.NewPos(x, y)))
}

// Tapped implements fyne.Tappable: the keys then go to the page.
func (d *desk) Tapped(*fyne.PointEvent) {
	if window := fyne.CurrentApp().Driver().CanvasForObject(d); window != nil {
		window.Focus(d)
	}
}

// CreateRenderer implements fyne.Widget.
func (d *desk) CreateRenderer() fyne.WidgetRenderer {
	return &deskRenderer{desk: d, ground: widgets.NewBox(look.Desk, look.Clear, 0)}
}

type deskRenderer struct {
	desk   *desk
	ground *widgets.Box
}

func (r *deskRenderer) Destroy() {}

func (r *deskRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.desk.scroll, r.desk.ring}
}

func (r *deskRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(240), look.Px(240)) }

func (r *deskRenderer) Layout(size fyne.Size) {
	for _, object := range r.Objects() {
		object.Resize(size)
	}
	r.desk.arrange()
}

func (r *deskRenderer) Refresh() {
	r.ground.Refresh()
	r.desk.arrange()
	canvas.Refresh(r.desk)
}

// sheetLayout puts the page into the middle of the desk.
type sheetLayout struct{ desk *desk }

func (l *sheetLayout) page() fyne.Size {
	if l.desk.paper == nil {
		return fyne.Size{}
	}
	full := l.desk.size()
	return fyne.NewSize(full.Width*l.desk.percent/100, full.Height*l.desk.percent/100)
}

// MinSize implements fyne.Layout.
func (l *sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return l.page().AddWidthHeight(look.Px(2*margin), look.Px(2*margin))
}

// Layout implements fyne.Layout.
func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	page := l.page()
	at := fyne.NewPos((size.Width-page.Width)/2, max(look.Px(margin), (size.Height-page.Height)/2))
	for i, object := range objects {
		edge := float32(1 - i) // the box stands out by its line
		object.Move(at.SubtractXY(edge, edge))
		object.Resize(page.AddWidthHeight(2*edge, 2*edge))
	}
}
