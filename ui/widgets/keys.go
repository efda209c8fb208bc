package widgets

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// ShortcutName writes a shortcut as it stands on the keys of this system:
// "Ctrl+Shift+N", or "Cmd+Shift+N" on a Mac.
func ShortcutName(shortcut fyne.Shortcut) string {
	keyed, ok := shortcut.(fyne.KeyboardShortcut)
	if !ok {
		return ""
	}
	var parts []string
	mod := keyed.Mod()
	if mod&fyne.KeyModifierShortcutDefault != 0 {
		parts = append(parts, commandKey(runtime.GOOS))
		mod &^= fyne.KeyModifierShortcutDefault
	}
	for _, m := range []struct {
		bit  fyne.KeyModifier
		name string
	}{
		{fyne.KeyModifierControl, "Ctrl"},
		{fyne.KeyModifierSuper, "Super"},
		{fyne.KeyModifierAlt, "Alt"},
		{fyne.KeyModifierShift, "Shift"},
	} {
		if mod&m.bit != 0 {
			parts = append(parts, m.name)
		}
	}
	return strings.Join(append(parts, keyName(keyed.Key())), "+")
}

func commandKey(system string) string {
	if system == "darwin" {
		return "Cmd"
	}
	return "Ctrl"
}

func keyName(key fyne.KeyName) string {
	switch key {
	case fyne.KeyReturn:
		return "Enter"
	case fyne.KeyEscape:
		return "Esc"
	case fyne.KeyPageUp:
		return "Page Up"
	case fyne.KeyPageDown:
		return "Page Down"
	}
	return string(key)
}

// Ctrl returns the shortcut of a key with the system's command key (Ctrl, or Cmd
// on a Mac).
func Ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// CtrlShift is Ctrl with the shift key.
func CtrlShift(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}
