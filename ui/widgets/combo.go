package widgets

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

// Combo is an entry that knows what is often written in it: the rest of the likely
// text stands in muted behind the cursor and is taken by the right arrow or End;
// Down and Alt+Down open the list. Anything else may be written as well.
type Combo struct {
	widget.BaseWidget

	// OnChanged is told after each change of the text.
	OnChanged func()
	// OnFocus is told when the focus comes and goes.
	OnFocus func(focused bool)
	// OnKey sees every key first; it says whether it used the key.
	OnKey func(key *fyne.KeyEvent) bool

	entry *comboText
	known []string
	rest  *canvas.Text
	inset float32 // room that an icon takes at the left, pixels of the design
}

// NewCombo returns an empty entry; icon stands at its left, "" for none.
func NewCombo(icon string, known []string) *Combo {
	c := &Combo{known: known, rest: canvas.NewText("", nil)}
	c.entry = &comboText{owner: c}
	c.entry.oneLine()
	if icon != "" {
		c.entry.Icon = look.Icon(icon, look.Muted)
		c.inset = 24
	}
	c.entry.ActionItem = newIconButton("down", c.Open)
	c.entry.ExtendBaseWidget(c.entry)
	c.entry.OnChanged = func(string) {
		c.Refresh()
		if c.OnChanged != nil {
			c.OnChanged()
		}
	}
	c.entry.OnKey = c.key
	c.entry.OnFocus = func(focused bool) {
		c.Refresh()
		if c.OnFocus != nil {
			c.OnFocus(focused)
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// Text returns what is written.
func (c *Combo) Text() string { return c.entry.Text }

// SetText writes a text and tells nobody.
func (c *Combo) SetText(text string) {
	told := c.OnChanged
	c.OnChanged = nil
	c.entry.SetText(text)
	c.OnChanged = told
}

// SetKnown changes what is offered.
func (c *Combo) SetKnown(known []string) {
	c.known = known
	c.entry.ActionItem.(*iconButton).Hidden = len(known) == 0
	c.Refresh()
}

// SetWrong draws the edge in red.
func (c *Combo) SetWrong(wrong bool) { c.entry.SetWrong(wrong) }

// FocusIn puts the cursor into the entry.
func (c *Combo) FocusIn() { focusMe(c.entry) }

// likely returns the first known text that begins with what is written.
func (c *Combo) likely() string {
	typed := c.entry.Text
	if typed == "" || c.entry.CursorColumn != len([]rune(typed)) {
		return ""
	}
	for _, text := range c.known {
		if len(text) > len(typed) && strings.HasPrefix(text, typed) {
			return text
		}
	}
	return ""
}

// matching lists the known texts that contain what is written; all of them when it
// is one of them or none contains it.
func (c *Combo) matching() []string {
	typed := schema.Fold(c.entry.Text)
	if typed == "" || slices.Contains(c.known, c.entry.Text) {
		return c.known
	}
	var matching []string
	for _, text := range c.known {
		if strings.Contains(schema.Fold(text), typed) {
			matching = append(matching, text)
		}
	}
	if len(matching) == 0 {
		return c.known
	}
	return matching
}

// Open shows the list of known texts.
func (c *Combo) Open() {
	matching := c.matching()
	items := make([]*fyne.MenuItem, len(matching))
	for i, text := range matching {
		items[i] = fyne.NewMenuItem(text, func() {
			c.entry.SetText(text)
			c.FocusIn()
			c.entry.toEnd()
		})
		items[i].Checked = text == c.entry.Text
	}
	ShowMenuBelow(c, items)
}

func (c *Combo) key(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyRight, fyne.KeyEnd:
		if likely := c.likely(); likely != "" {
			c.entry.SetText(likely)
			c.entry.toEnd()
			return true
		}
		return false
	case fyne.KeyDown:
		c.Open()
		return true
	}
	return c.OnKey != nil && c.OnKey(key)
}

// CreateRenderer implements fyne.Widget.
func (c *Combo) CreateRenderer() fyne.WidgetRenderer {
	refresh := func() {
		rest := ""
		if c.entry.focused {
			rest = strings.TrimPrefix(c.likely(), c.entry.Text)
		}
		write(c.rest, rest, look.Muted, false, look.BodyText)
		typed := fyne.MeasureText(c.entry.Text, look.Px(look.BodyText), fyne.TextStyle{}).Width
		x := look.Px(look.Gap2+c.inset) + typed
		c.rest.Move(fyne.NewPos(x, middle(c.Size().Height, c.rest.MinSize().Height)))
		c.rest.Hidden = rest == "" || x+c.rest.MinSize().Width > c.Size().Width-look.Px(28)
	}
	return &renderer{
		objects: []fyne.CanvasObject{c.entry, c.rest},
		layout: func(size fyne.Size) {
			c.entry.Resize(size)
			refresh()
		},
		minSize: func() fyne.Size { return fyne.NewSize(look.Px(120), look.Px(look.ControlHeight)) },
		refresh: func() {
			refresh()
			canvas.Refresh(c)
		},
	}
}

// comboText is the entry inside a Combo.
type comboText struct {
	Entry
	owner *Combo
}

// TypedShortcut implements fyne.Shortcutable.
func (e *comboText) TypedShortcut(shortcut fyne.Shortcut) {
	if custom, ok := shortcut.(*desktop.CustomShortcut); ok && custom.Modifier == fyne.KeyModifierAlt && custom.KeyName == fyne.KeyDown {
		e.owner.Open()
		return
	}
	if !entryUses(shortcut) {
		passOn(e, shortcut)
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

func (e *comboText) toEnd() {
	e.CursorColumn = len([]rune(e.Text))
	e.Refresh()
	e.owner.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (e *comboText) CreateRenderer() fyne.WidgetRenderer { return e.Entry.CreateRenderer() }

// entryUses says whether an entry knows a shortcut: copying and moving by words.
// Everything else, such as Ctrl+S, belongs to the window.
func entryUses(shortcut fyne.Shortcut) bool {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	switch custom.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyUp, fyne.KeyDown:
		return true
	}
	return false
}
