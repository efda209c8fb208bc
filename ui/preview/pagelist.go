package preview

import (
	"context"
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// thumbWide is the width of a small page in pixels of the design, thumbDPI the
// resolution at which it is drawn (twice what A4 upright needs, for sharp screens).
const (
	thumbWide   = 92
	thumbDPI    = 22
	numberHigh  = 24
	captionHigh = 24
	keptSmall   = 200 // small pages that are kept when they leave the view
)

// pageList lists the pages in small. Only those in view are drawn.
type pageList struct {
	widget.BaseWidget
	runner  *task.Runner
	chosen  func(page int)
	list    *widget.List
	count   *widgets.Text
	paper   Paper
	layout  int // counts the papers: what is drawn of an older one is dropped
	current int
	small   map[int]image.Image
	asked   map[int]bool
}

func newPageList(runner *task.Runner, chosen func(int)) *pageList {
	p := &pageList{runner: runner, chosen: chosen, count: widgets.NewText("").In(look.Muted), small: map[int]image.Image{}, asked: map[int]bool{}}
	p.list = widget.NewList(
		func() int {
			if p.paper == nil {
				return 0
			}
			return p.paper.Len()
		},
		func() fyne.CanvasObject { return newThumb(p) },
		func(id widget.ListItemID, object fyne.CanvasObject) {
			if t, ok := object.(*thumb); ok {
				t.show(id)
			}
		})
	p.list.HideSeparators = true
	p.list.OnSelected = func(id widget.ListItemID) {
		if id != p.current {
			p.chosen(id)
		}
	}
	p.ExtendBaseWidget(p)
	return p
}

// head is the line over the list: its name and how many pages there are.
func (p *pageList) head(name string) fyne.CanvasObject {
	return widgets.Row(look.Gap1, widgets.NewStrong(name), p.count)
}

// CreateRenderer implements fyne.Widget.
func (p *pageList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.list) }

// set takes another paper; the small pages are drawn anew.
func (p *pageList) set(paper Paper) {
	p.paper = paper
	p.layout++
	p.small, p.asked = map[int]image.Image{}, map[int]bool{}
	p.count.SetText(strconv.Itoa(paper.Len()))
	p.list.Refresh()
}

// choose marks a page and brings it into view.
func (p *pageList) choose(page int) {
	p.current = page
	p.list.Select(page)
	p.list.Refresh()
}

// draw asks for a small page.
func (p *pageList) draw(page int) {
	if p.asked[page] {
		return
	}
	if len(p.asked) > keptSmall {
		p.small, p.asked = map[int]image.Image{}, map[int]bool{}
	}
	p.asked[page] = true
	paper, layout := p.paper, p.layout
	task.Run(p.runner, context.Background(), "",
		func(context.Context, *task.Progress) (image.Image, error) { return paper.Image(page, thumbDPI), nil },
		func(picture image.Image, err error) {
			if err != nil || p.layout != layout {
				return
			}
			p.small[page] = picture
			p.list.RefreshItem(page)
		})
}

// thumb is one small page with its number.
type thumb struct {
	widget.BaseWidget
	list    *pageList
	page    int
	picture *canvas.Image
	edge    *widgets.Box
	ring    *widgets.Box
	number  *widgets.Text
	caption *widgets.Text // what the page holds
}

func newThumb(list *pageList) *thumb {
	t := &thumb{
		list: list, picture: &canvas.Image{FillMode: canvas.ImageFillStretch}, edge: widgets.NewBox(look.Paper, look.Rule, 0),
		ring: widgets.NewOutline(look.Accent, look.Radius), number: widgets.NewText("").Align(fyne.TextAlignCenter),
		caption: widgets.NewCaption("").Align(fyne.TextAlignCenter).Cut(),
	}
	t.ExtendBaseWidget(t)
	return t
}

func (t *thumb) show(page int) {
	t.page = page
	t.picture.Image = t.list.small[page]
	if t.picture.Image == nil {
		t.list.draw(page)
	}
	t.ring.Hidden = page != t.list.current
	t.number.SetText(strconv.Itoa(page + 1))
	t.caption.SetText(t.list.paper.Caption(page))
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *thumb) CreateRenderer() fyne.WidgetRenderer { return &thumbRenderer{t} }

type thumbRenderer struct{ thumb *thumb }

func (r *thumbRenderer) Destroy() {}

func (r *thumbRenderer) Objects() []fyne.CanvasObject {
	t := r.thumb
	return []fyne.CanvasObject{t.edge, t.picture, t.number, t.caption, t.ring}
}

// page is the size of the small page.
func (r *thumbRenderer) page() fyne.Size {
	height := float32(thumbWide * 297.0 / 210.0)
	if paper := r.thumb.list.paper; paper != nil {
		w, h := paper.Size()
		height = float32(thumbWide * h / w)
	}
	return fyne.NewSize(look.Px(thumbWide), look.Px(height))
}

func (r *thumbRenderer) MinSize() fyne.Size {
	return r.page().AddWidthHeight(look.Px(2*look.Gap4), look.Px(look.Gap2+numberHigh+captionHigh))
}

func (r *thumbRenderer) Layout(size fyne.Size) {
	t, page := r.thumb, r.page()
	x, top := (size.Width-page.Width)/2, look.Px(look.Gap2)
	t.edge.Move(fyne.NewPos(x-1, top-1))
	t.edge.Resize(page.AddWidthHeight(2, 2))
	t.picture.Move(fyne.NewPos(x, top))
	t.picture.Resize(page)
	t.number.Move(fyne.NewPos(0, top+page.Height))
	t.number.Resize(fyne.NewSize(size.Width, look.Px(numberHigh)))
	t.caption.Move(fyne.NewPos(look.Px(look.Gap2), top+page.Height+look.Px(numberHigh)))
	t.caption.Resize(fyne.NewSize(size.Width-look.Px(2*look.Gap2), look.Px(captionHigh)))
	t.ring.Move(fyne.NewPos(look.Px(look.Gap1), 0))
	t.ring.Resize(size.SubtractWidthHeight(look.Px(2*look.Gap1), 0))
}

func (r *thumbRenderer) Refresh() {
	r.thumb.picture.Refresh()
	r.Layout(r.thumb.Size())
	canvas.Refresh(r.thumb)
}
