package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// commonKeys work in every part of the window; they are no commands of the menu.
var commonKeys = []string{"tab", "space", "escape", "arrows", "alt", "undoEntry"}

// Keys is one line of the keyboard page.
type Keys struct{ Keys, Does string }

// KeyboardPage lists every command that has keys, by menu, then the keys that work
// everywhere. It is made from the menu, so it cannot be out of date.
func (s *Shell) KeyboardPage() map[string][]Keys {
	page := map[string][]Keys{}
	for _, c := range s.present() {
		if name := widgets.ShortcutName(c.Shortcut); name != "" {
			title := s.t("shell.menu." + string(c.Menu))
			page[title] = append(page[title], Keys{Keys: name, Does: s.t(c.Key)})
		}
	}
	everywhere := s.t("shell.keys.everywhere")
	for _, key := range commonKeys {
		page[everywhere] = append(page[everywhere], Keys{
			Keys: s.t("shell.keys." + key), Does: s.t("shell.keys." + key + ".does"),
		})
	}
	return page
}

// ShowKeyboard opens the keyboard page.
func (s *Shell) ShowKeyboard() {
	page := s.KeyboardPage()
	titles := []string{}
	for _, id := range menus {
		titles = append(titles, s.t("shell.menu."+string(id)))
	}
	list := widgets.Column(look.Gap1)
	for _, title := range append(titles, s.t("shell.keys.everywhere")) {
		if len(page[title]) == 0 {
			continue
		}
		list.Add(widgets.Inset(look.Gap2, 0, 0, 0, widgets.NewStrong(title)))
		for _, line := range page[title] {
			list.Add(widgets.Row(look.Gap3,
				widgets.Sized(150, 0, widgets.NewText(line.Keys).Cut()),
				widgets.Grow(widgets.NewText(line.Does).In(look.Muted).Cut())))
		}
	}
	s.read("shell.keyboard", 560, widgets.Sized(0, s.bodyRoom(420), container.NewVScroll(list)))
}

// ShowAbout says what the program is.
func (s *Shell) ShowAbout() {
	s.read("shell.about", 440, widgets.Row(look.Gap4, widgets.NewIcon("shield", look.Accent, 40),
		widgets.Grow(widgets.Column(look.Gap1,
			widgets.NewStrong(s.t("shell.name.full")),
			widgets.NewText(s.t("shell.about.version", "version", s.deps.Version)).In(look.Muted),
			widgets.NewParagraph(s.t("shell.about.text"))))))
}

// dialogRest is what a dialog needs besides its body: title, buttons, edges.
const dialogRest float32 = 168

// bodyRoom is how high the body of a dialog can be: as it would like to be, or what
// the window has room for. Both in pixels of the design.
func (s *Shell) bodyRoom(wanted float32) float32 {
	room := s.Canvas().Size().Height/look.Px(1) - dialogRest
	return max(min(wanted, room), 3*look.ControlHeight)
}

// read opens a dialog that only needs to be read.
func (s *Shell) read(title string, width float32, body fyne.CanvasObject) {
	var dialog *widgets.Dialog
	done := widgets.NewButton(widgets.Main, "", s.t("widget.close"), func() { dialog.Cancel() })
	dialog = widgets.NewDialog(s.Canvas(), s.t(title), width, body, done, done)
	dialog.Show()
}
