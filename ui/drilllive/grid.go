package drilllive

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// gridHooks are what the keys on the cards do. Each is told the place of the chosen
// class.
type gridHooks struct {
	all     func(class int)              // everybody is there
	count   func(class, present int)     // so many are there
	missing func(class int)              // somebody is missing
	moved   func()                       // another card is chosen, or figures are typed
	leave   func()                       // Escape
	pass    func(shortcut fyne.Shortcut) // a shortcut of the view
}

// grid lays the class cards out in rows that fill the room, and scrolls. Arrow keys
// move over the cards; the figures typed on one are its number present.
type grid struct {
	widget.BaseWidget
	hooks  gridHooks
	cards  []*card
	chosen int
	typed  string // figures
	focus  bool
	scroll *container.Scroll
	inside *fyne.Container
	lay    *gridLayout
}

var (
	_ fyne.Focusable    = (*grid)(nil)
	_ fyne.Shortcutable = (*grid)(nil)
)

func newGrid(hooks gridHooks) *grid {
	g := &grid{hooks: hooks, lay: &gridLayout{}, chosen: -1}
	g.inside = container.New(g.lay)
	g.scroll = container.NewVScroll(widgets.Inset(0, look.Gap3, 0, 0, g.inside)) // beside the bar
	g.ExtendBaseWidget(g)
	return g
}

// set shows the classes.
func (g *grid) set(faces []face) {
	for len(g.cards) < len(faces) {
		at := len(g.cards)
		g.cards = append(g.cards, newCard(func() { g.choose(at, true) }))
		g.inside.Objects = append(g.inside.Objects, g.cards[at])
	}
	if len(g.cards) != len(faces) {
		g.cards = g.cards[:len(faces)]
		g.inside.Objects = g.inside.Objects[:len(faces)]
		g.inside.Refresh()
	}
	for i, f := range faces {
		f.chosen = i == g.chosen
		if f.chosen && g.typed != "" {
			f.count, f.typing = g.typed+"_", true
		}
		g.cards[i].set(f)
	}
}

// choose puts the cursor on a card and brings it into sight; focus says that the keys
// go there, too.
func (g *grid) choose(class int, focus bool) {
	if len(g.cards) == 0 {
		return
	}
	g.chosen, g.typed = max(0, min(class, len(g.cards)-1)), ""
	g.hooks.moved()
	g.show()
	if window := fyne.CurrentApp().Driver().CanvasForObject(g); focus && window != nil {
		window.Focus(g)
	}
}

// show scrolls to the chosen card.
func (g *grid) show() {
	c := g.cards[g.chosen]
	top, bottom := c.Position().Y, c.Position().Y+c.Size().Height
	offset := g.scroll.Offset.Y
	switch high := g.scroll.Size().Height; {
	case top < offset:
		offset = top
	case bottom > offset+high:
		offset = bottom - high
	default:
		return
	}
	g.scroll.ScrollToOffset(fyne.NewPos(0, offset))
}

// FocusGained implements fyne.Focusable.
func (g *grid) FocusGained() {
	g.focus = true
	if g.chosen < 0 && len(g.cards) > 0 {
		g.chosen = 0
	}
	g.hooks.moved()
}

// FocusLost implements fyne.Focusable.
func (g *grid) FocusLost() {
	g.focus, g.typed = false, ""
	g.hooks.moved()
}

// TypedRune implements fyne.Focusable.
func (g *grid) TypedRune(r rune) {
	switch {
	case g.chosen < 0:
	case r >= '0' && r <= '9' && len(g.typed) < 3:
		g.typed += string(r)
		g.hooks.moved()
	case r == 'm' || r == 'M':
		g.hooks.missing(g.chosen)
	}
}

// TypedKey implements fyne.Focusable.
func (g *grid) TypedKey(key *fyne.KeyEvent) {
	if step, moves := g.steps()[key.Name]; moves {
		g.choose(g.chosen+step, false)
		return
	}
	switch {
	case g.chosen < 0:
		widgets.PassKey(g, key)
	case enters(key):
		g.enter()
	case key.Name == fyne.KeyBackspace && g.typed != "":
		g.typed = g.typed[:len(g.typed)-1]
		g.hooks.moved()
	case key.Name == fyne.KeyEscape && g.typed != "":
		g.typed = ""
		g.hooks.moved()
	case key.Name == fyne.KeyEscape:
		g.hooks.leave()
	case len(key.Name) == 1 || key.Name == fyne.KeySpace: // comes as a character, too
	default:
		widgets.PassKey(g, key)
	}
}

// hears says whether a key that nothing has is for the cards: those that move over them,
// and those that enter the chosen class.
func (g *grid) hears(key *fyne.KeyEvent) bool {
	if _, moves := g.steps()[key.Name]; moves {
		return len(g.cards) > 0
	}
	return g.chosen >= 0 && (enters(key) || key.Name == fyne.KeyM)
}

// hear takes such a key, and the keys that come after it.
func (g *grid) hear(key *fyne.KeyEvent) {
	first := g.chosen < 0
	g.choose(g.chosen, true)
	if !first && key.Name != fyne.KeyM { // the letter itself comes next, and comes here
		g.TypedKey(key)
	}
}

func enters(key *fyne.KeyEvent) bool { return key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter }

// steps are how far the keys move over the cards.
func (g *grid) steps() map[fyne.KeyName]int {
	columns := max(1, g.lay.columns)
	return map[fyne.KeyName]int{
		fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -columns, fyne.KeyDown: columns,
		fyne.KeyPageUp: -4 * columns, fyne.KeyPageDown: 4 * columns, fyne.KeyHome: -len(g.cards), fyne.KeyEnd: len(g.cards),
	}
}

// enter takes what was typed; nothing means that everybody is there.
func (g *grid) enter() {
	class, typed := g.chosen, g.typed
	g.typed = ""
	if typed == "" {
		g.hooks.all(class)
		return
	}
	counts, ok := countsOf([]string{typed})
	if ok {
		g.hooks.count(class, counts[0].N)
	}
}

// TypedShortcut implements fyne.Shortcutable: those of the view are heard here, too.
func (g *grid) TypedShortcut(shortcut fyne.Shortcut) { g.hooks.pass(shortcut) }

// CreateRenderer implements fyne.Widget.
func (g *grid) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.scroll) }

// MinSize leaves the cards room for one of them.
func (g *grid) MinSize() fyne.Size {
	g.ExtendBaseWidget(g)
	return fyne.NewSize(look.Px(cardWidth), look.Px(cardHeight))
}

// gridLayout lays cards out in as many columns as find room.
type gridLayout struct {
	columns int
	width   float32 // of the last layout
}

func (l *gridLayout) fit(width float32) int {
	gap := look.Px(look.Gap2)
	return max(1, int((width+gap)/(look.Px(cardWidth)+gap)))
}

// MinSize implements fyne.Layout.
func (l *gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	columns := l.fit(max(l.width, look.Px(cardWidth)))
	rows := (len(objects) + columns - 1) / columns
	return fyne.NewSize(look.Px(cardWidth), max(0, float32(rows)*look.Px(cardHeight+look.Gap2)-look.Px(look.Gap2)))
}

// Layout implements fyne.Layout.
func (l *gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width, l.columns = size.Width, l.fit(size.Width)
	gap := look.Px(look.Gap2)
	wide := (size.Width - gap*float32(l.columns-1)) / float32(l.columns)
	high := look.Px(cardHeight)
	for i, object := range objects {
		widgets.Place(object, float32(i%l.columns)*(wide+gap), float32(i/l.columns)*(high+gap), wide, high)
	}
}
