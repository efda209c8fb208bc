package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Cover shows a screen over the whole window, without menu, navigation and status
// line, until Uncover. Of all commands only its own are heard, by their keys; what
// would open another screen does nothing meanwhile.
func (s *Shell) Cover(screen Screen) {
	s.Uncover()
	s.leave()
	s.cover = screen
	s.deps.Window.SetMainMenu(nil)
	s.deps.Window.SetContent(screen.Object())
	s.coverKeys(func(c Command, shortcut fyne.Shortcut) {
		s.Canvas().AddShortcut(shortcut, func(fyne.Shortcut) { s.obey(c) })
	})
	screen.Shown()
	s.entitle()
}

// Uncover shows what was under the screen that covers the window. It does nothing
// when none does.
func (s *Shell) Uncover() {
	if s.cover == nil {
		return
	}
	s.coverKeys(func(_ Command, shortcut fyne.Shortcut) { s.Canvas().RemoveShortcut(shortcut) })
	s.cover.Hidden()
	if page, ok := s.cover.(Closer); ok {
		page.Close()
	}
	s.cover = nil
	s.Canvas().Unfocus()
	s.deps.Window.SetContent(s.root)
	s.enter()
}

// Covered says whether a screen covers the window.
func (s *Shell) Covered() bool { return s.cover != nil }

// coverKeys visits the commands of the covering screen that have a key with another
// one; single keys come to typed.
func (s *Shell) coverKeys(visit func(c Command, shortcut fyne.Shortcut)) {
	screen, ok := s.cover.(Commander)
	if !ok {
		return
	}
	for _, c := range screen.Commands() {
		if keys, single := c.Shortcut.(*desktop.CustomShortcut); c.Shortcut != nil && (!single || keys.Modifier != 0) {
			visit(c, c.Shortcut)
		}
	}
}
