package ledgers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// titleMenu is the title of the screen; it opens the menu of all ledgers.
type titleMenu struct {
	widget.BaseWidget
	text  string
	items func() []*fyne.MenuItem
	ring  *widgets.Box
}

var _ fyne.Focusable = (*titleMenu)(nil)

func newTitleMenu(text string, items func() []*fyne.MenuItem) *titleMenu {
	t := &titleMenu{text: text, items: items, ring: widgets.NewOutline(look.Clear, look.Radius)}
	t.ExtendBaseWidget(t)
	return t
}

func (t *titleMenu) open() { widgets.ShowMenuBelow(t, t.items()) }

// Tapped implements fyne.Tappable.
func (t *titleMenu) Tapped(*fyne.PointEvent) { t.open() }

// Cursor implements desktop.Cursorable.
func (t *titleMenu) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (t *titleMenu) FocusGained() { t.ring.Set(look.Clear, look.Accent) }

// FocusLost implements fyne.Focusable.
func (t *titleMenu) FocusLost() { t.ring.Set(look.Clear, look.Clear) }

// TypedRune implements fyne.Focusable.
func (t *titleMenu) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *titleMenu) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		t.open()
	default:
		widgets.PassKey(t, key)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *titleMenu) CreateRenderer() fyne.WidgetRenderer {
	row := widgets.Row(look.Gap1, widgets.NewTitle(t.text), widgets.NewIcon("down", look.Muted, 16))
	return widget.NewSimpleRenderer(container.NewStack(t.ring, row))
}
