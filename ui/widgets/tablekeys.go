package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/ui/look"
)

// FocusGained implements fyne.Focusable.
func (t *DataTable[T]) FocusGained() {
	t.focused = true
	if t.cursor < 0 && (t.gap < 0 || !t.Waits) {
		t.SelectFirst()
	}
	t.body.roll()
}

// FocusLost implements fyne.Focusable.
func (t *DataTable[T]) FocusLost() {
	t.focused, t.inHead, t.shift, t.ctrl = false, -1, false, false
	t.head.Refresh()
	t.body.roll()
}

// TypedRune implements fyne.Focusable.
func (t *DataTable[T]) TypedRune(rune) {}

// KeyDown implements desktop.Keyable: Shift and Ctrl change what the arrows do.
func (t *DataTable[T]) KeyDown(key *fyne.KeyEvent) { t.modifier(key.Name, true) }

// KeyUp implements desktop.Keyable.
func (t *DataTable[T]) KeyUp(key *fyne.KeyEvent) { t.modifier(key.Name, false) }

func (t *DataTable[T]) modifier(name fyne.KeyName, down bool) {
	switch name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		t.shift = down
	case desktop.KeyControlLeft, desktop.KeyControlRight:
		t.ctrl = down
	}
}

// TypedKey implements fyne.Focusable.
func (t *DataTable[T]) TypedKey(key *fyne.KeyEvent) {
	if t.inHead >= 0 {
		t.headKey(key.Name)
		return
	}
	if t.goOn(key.Name) {
		return
	}
	page := max(t.visible()-1, 1)
	switch key.Name {
	case fyne.KeyUp:
		if !t.move(t.cursor-1, -1, t.shift) {
			t.enterHead()
		}
	case fyne.KeyDown:
		t.move(t.cursor+1, 1, t.shift)
	case fyne.KeyPageUp:
		t.move(max(t.cursor-page, 0), 1, t.shift)
	case fyne.KeyPageDown:
		t.move(min(t.cursor+page, t.items()-1), -1, t.shift)
	case fyne.KeyHome:
		t.move(0, 1, t.shift)
	case fyne.KeyEnd:
		t.move(t.items()-1, -1, t.shift)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.open(t.cursor)
	case fyne.KeySpace:
		t.choose(t.cursor)
	case fyne.KeyLeft, fyne.KeyRight:
		t.foldAt(t.cursor, key.Name == fyne.KeyLeft)
	case fyne.KeyEscape:
		if len(t.chosen) > 0 {
			t.ClearChosen()
			return
		}
		PassKey(t, key)
	default:
		PassKey(t, key)
	}
}

// steps are the keys of goOn.
var steps = map[fyne.KeyName]bool{
	fyne.KeyUp: true, fyne.KeyDown: true, fyne.KeyPageUp: true, fyne.KeyPageDown: true, fyne.KeySpace: true,
}

// goOn leads back into the rows when the one under the cursor went away.
func (t *DataTable[T]) goOn(key fyne.KeyName) bool {
	if t.cursor >= 0 || t.gap < 0 || !steps[key] {
		return false
	}
	t.SelectNext()
	return true
}

// headKey is TypedKey while the keyboard is in the head: arrows go from title to
// title, Enter sorts.
func (t *DataTable[T]) headKey(name fyne.KeyName) {
	switch name {
	case fyne.KeyLeft:
		t.inHead = max(t.inHead-1, 0)
	case fyne.KeyRight:
		t.inHead = min(t.inHead+1, len(t.columns.shown)-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.sortByHead(t.inHead)
	case fyne.KeyDown, fyne.KeyEscape:
		t.inHead = -1
		t.body.roll()
	}
	t.head.Refresh()
}

func (t *DataTable[T]) enterHead() {
	t.inHead = 0
	for i, column := range t.columns.shown {
		if column.ID == t.sortBy {
			t.inHead = i
		}
	}
	t.head.Refresh()
	t.body.roll()
}

func (t *DataTable[T]) sortByHead(i int) {
	if i < 0 || i >= len(t.columns.shown) || !t.columns.shown[i].Sort {
		return
	}
	id := t.columns.shown[i].ID
	t.SetSort(id, id == t.sortBy && !t.backwards)
	if t.OnSort != nil {
		t.OnSort(t.sortBy, t.backwards)
	}
}

// TypedShortcut implements fyne.Shortcutable; what the table does not know goes on
// to the window.
func (t *DataTable[T]) TypedShortcut(shortcut fyne.Shortcut) {
	switch s := shortcut.(type) {
	case *fyne.ShortcutCopy:
		if s.Clipboard != nil && len(t.Chosen()) > 0 {
			s.Clipboard.SetContent(t.Text())
		}
		return
	case *fyne.ShortcutSelectAll:
		t.chooseAll()
		return
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierControl && t.ctrlKey(s.KeyName) {
			return
		}
	}
	passOn(t, shortcut)
}

// ctrlKey moves without choosing, as Ctrl with an arrow does elsewhere.
func (t *DataTable[T]) ctrlKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyHome:
		t.move(0, 1, false)
	case fyne.KeyEnd:
		t.move(t.items()-1, -1, false)
	case fyne.KeySpace:
		t.choose(t.cursor)
	default:
		return false
	}
	return true
}

// passOn gives a shortcut that a focused widget does not know to its window.
func passOn(from fyne.CanvasObject, shortcut fyne.Shortcut) {
	if c, ok := canvasOf(from).(fyne.Shortcutable); ok {
		c.TypedShortcut(shortcut)
	}
}

// move puts the cursor on the first row or folded heading from item on in a
// direction. False when there is none.
func (t *DataTable[T]) move(item, direction int, extend bool) bool {
	for ; item >= 0 && item < t.items(); item += direction {
		row, group := t.at(item)
		if row >= 0 || t.folded[t.groups[group].Key] {
			t.stop(item, extend)
			return true
		}
	}
	return false
}

func (t *DataTable[T]) stop(item int, extend bool) {
	t.cursor, t.gap = item, -1
	if extend {
		t.chooseTo(item)
	} else {
		t.anchor = item
		if len(t.chosen) > 0 {
			clear(t.chosen)
			t.tellChosen()
		}
	}
	t.reveal(item)
	t.body.roll()
	if key := t.keyAt(item); key != "" && t.OnSelect != nil {
		t.OnSelect(key)
	}
}

func (t *DataTable[T]) open(item int) {
	if item < 0 || item >= t.items() {
		return
	}
	if row, group := t.at(item); row < 0 {
		g := t.groups[group]
		t.Fold(g.Key, !t.folded[g.Key])
		return
	}
	if t.OnOpen != nil {
		t.OnOpen(t.keyAt(item))
	}
}

// visible counts the rows that find room.
func (t *DataTable[T]) visible() int {
	return int(t.scroll.Size().Height / look.Px(look.ControlHeight))
}

// sees says whether an item is wholly in sight.
func (t *DataTable[T]) sees(item int) bool {
	height := look.Px(look.ControlHeight)
	top := float32(item)*height - t.scroll.Offset.Y
	return item >= 0 && top >= 0 && top+height <= t.scroll.Size().Height
}

// reveal scrolls as little as needed to show an item.
func (t *DataTable[T]) reveal(item int) {
	height := look.Px(look.ControlHeight)
	top, bottom := float32(item)*height, float32(item+1)*height
	if item == 1 && len(t.groups) > 0 {
		top = 0 // with the heading over it
	}
	offset := t.scroll.Offset.Y
	switch {
	case t.scroll.Size().Height < height: // not laid out yet
		return
	case top < offset:
		offset = top
	case bottom > offset+t.scroll.Size().Height:
		offset = bottom - t.scroll.Size().Height
	default:
		return
	}
	t.scroll.ScrollToOffset(fyne.NewPos(0, max(offset, 0)))
}
