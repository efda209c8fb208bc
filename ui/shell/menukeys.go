package shell

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Room in a menu, in pixels of the design: between a word and its keys at least.
const keysGap = 24

// writeKeys writes the keys of commands into the words of a menu, at its right edge.
// Fyne itself draws them in a fifth of the ink, which cannot be changed and is paler
// than what is not possible. The menus of a Mac are the system's and need no help.
func writeKeys(items []*fyne.MenuItem) {
	if runtime.GOOS == "darwin" {
		return
	}
	var words, keys float32
	for _, item := range items {
		words = max(words, menuWidth(item.Label))
		keys = max(keys, menuWidth(widgets.ShortcutName(item.Shortcut)))
	}
	space := menuWidth(" ")
	for _, item := range items {
		name := widgets.ShortcutName(item.Shortcut)
		if name == "" {
			continue
		}
		room := words + look.Px(keysGap) + keys - menuWidth(item.Label) - menuWidth(name)
		item.Label += strings.Repeat(" ", int(room/space+0.5)) + name
		item.Shortcut = unseen{item.Shortcut}
	}
}

func menuWidth(text string) float32 {
	return fyne.MeasureText(text, look.Px(look.BodyText), fyne.TextStyle{}).Width
}

// unseen is a shortcut that Fyne obeys and does not draw: it knows it by its name
// only.
type unseen struct{ fyne.Shortcut }
