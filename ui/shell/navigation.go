package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// navigation is the list of places at the left.
type navigation struct {
	widget.BaseWidget
	book   *words.Book
	goTo   func(PlaceID)
	items  []*navItem
	chosen PlaceID
	counts map[PlaceID]int
	body   *fyne.Container
}

func newNavigation(book *words.Book, goTo func(PlaceID)) *navigation {
	n := &navigation{book: book, goTo: goTo, counts: map[PlaceID]int{}}
	n.body = widgets.Column(4)
	n.ExtendBaseWidget(n)
	return n
}

func (n *navigation) set(shown []place) {
	n.items = nil
	var top, foot []fyne.CanvasObject
	for _, p := range shown {
		item := newNavItem(n, p)
		n.items = append(n.items, item)
		if p.foot {
			foot = append(foot, item)
		} else {
			top = append(top, item)
		}
	}
	n.body.Objects = append(append(top, widgets.Stretch()), foot...)
	n.body.Refresh()
}

func (n *navigation) choose(id PlaceID) {
	n.chosen = id
	n.speak()
}

func (n *navigation) setCounts(counts map[PlaceID]int) {
	n.counts = counts
	n.speak()
}

// speak draws the items anew.
func (n *navigation) speak() {
	for _, item := range n.items {
		item.Refresh()
	}
}

// first is where the keyboard enters the navigation.
func (n *navigation) first() fyne.Focusable {
	for _, item := range n.items {
		if item.place.id == n.chosen {
			return item
		}
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (n *navigation) CreateRenderer() fyne.WidgetRenderer {
	inside := widgets.Inset(look.Gap2, 0, look.Gap2, 0, n.body)
	edge := widgets.NewUpright()
	return widget.NewSimpleRenderer(widgets.Fill(look.Ground, widgets.Beside(inside, edge)))
}

// navItem is one place in the navigation.
type navItem struct {
	widget.BaseWidget
	nav     *navigation
	place   place
	hovered bool
	focused bool
}

var (
	_ fyne.Tappable     = (*navItem)(nil)
	_ fyne.Focusable    = (*navItem)(nil)
	_ desktop.Hoverable = (*navItem)(nil)
)

func newNavItem(nav *navigation, p place) *navItem {
	i := &navItem{nav: nav, place: p}
	i.ExtendBaseWidget(i)
	return i
}

// Tapped implements fyne.Tappable.
func (i *navItem) Tapped(*fyne.PointEvent) { i.nav.goTo(i.place.id) }

// FocusGained implements fyne.Focusable.
func (i *navItem) FocusGained() {
	i.focused = true
	i.Refresh()
}

// FocusLost implements fyne.Focusable.
func (i *navItem) FocusLost() {
	i.focused = false
	i.Refresh()
}

// TypedRune implements fyne.Focusable.
func (i *navItem) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (i *navItem) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		i.nav.goTo(i.place.id)
	case fyne.KeyDown:
		i.nav.focus(i, 1)
	case fyne.KeyUp:
		i.nav.focus(i, -1)
	default:
		widgets.PassKey(i, key)
	}
}

// focus moves the focus n items on from one of them.
func (n *navigation) focus(from *navItem, step int) {
	window := fyne.CurrentApp().Driver().CanvasForObject(n)
	if window == nil {
		return
	}
	for at, item := range n.items {
		if to := at + step; item == from && to >= 0 && to < len(n.items) {
			window.Focus(n.items[to])
		}
	}
}

// MouseIn implements desktop.Hoverable.
func (i *navItem) MouseIn(*desktop.MouseEvent) {
	i.hovered = true
	i.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (i *navItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (i *navItem) MouseOut() {
	i.hovered = false
	i.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (i *navItem) AccessibilityLabel() string { return i.nav.book.T(i.place.title()) }

// AccessibilityRole implements fyne.Accessible.
func (i *navItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (i *navItem) CreateRenderer() fyne.WidgetRenderer {
	r := &navItemRenderer{
		item:   i,
		ground: widgets.NewBox(look.Clear, look.Clear, 0), accent: widgets.NewBox(look.Accent, look.Clear, 0),
		ring: widgets.NewOutline(look.Accent, look.Radius),
		icon: widgets.NewIcon(i.place.icon, look.Ink, 20), word: widgets.NewText("").Cut(), count: widgets.NewCountPill(0),
	}
	r.Refresh()
	return r
}

type navItemRenderer struct {
	item           *navItem
	ground, accent *widgets.Box
	ring           *widgets.Box
	icon           *widgets.Picture
	word           *widgets.Text
	count          *widgets.CountPill
}

func (r *navItemRenderer) Destroy() {}

func (r *navItemRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.accent, r.icon, r.word, r.count, r.ring}
}

func (r *navItemRenderer) MinSize() fyne.Size { return fyne.NewSize(look.Px(120), look.Px(36)) }

func (r *navItemRenderer) Layout(size fyne.Size) {
	put := func(object fyne.CanvasObject, x, width, height float32) {
		object.Move(fyne.NewPos(x, (size.Height-height)/2))
		object.Resize(fyne.NewSize(width, height))
	}
	put(r.ground, 0, size.Width, size.Height)
	put(r.accent, 0, look.Px(4), size.Height)
	put(r.icon, look.Px(16), look.Px(20), look.Px(20))
	pill := r.count.MinSize()
	right := size.Width - look.Px(look.Gap3) - pill.Width
	put(r.count, right, pill.Width, pill.Height)
	put(r.word, look.Px(48), right-look.Px(48+look.Gap1), look.Px(20))
	put(r.ring, look.Px(2), size.Width-look.Px(4), size.Height-look.Px(4))
}

func (r *navItemRenderer) Refresh() {
	i := r.item
	here := i.nav.chosen == i.place.id
	ground, ink := look.Clear, look.Ink
	switch {
	case here:
		ground, ink = look.Selected, look.Accent
	case i.hovered:
		ground = look.Hover
	}
	r.ground.Set(ground, look.Clear)
	r.accent.Hidden = !here
	r.ring.Hidden = !i.focused
	r.icon.SetIcon(i.place.icon, ink)
	r.word.Set(i.nav.book.T(i.place.title()), ink, here)
	count := i.nav.counts[i.place.id]
	if count == 0 {
		count = -1
	}
	r.count.SetCount(count)
	r.count.SetPlain(here)
	r.Layout(i.Size())
	canvas.Refresh(i)
}
