package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Unsaved lists the titles of all screens on which something is not saved.
func (s *Shell) Unsaved() []string {
	var titles []string
	if s.Covered() && s.cover.Unsaved() {
		titles = append(titles, s.cover.Title())
	}
	for _, p := range places {
		for _, screen := range s.stacks[p.id] {
			if screen.Unsaved() {
				titles = append(titles, screen.Title())
			}
		}
	}
	return titles
}

// AskClose ends the program, and asks first when something is not saved. While a
// dialog is open it does nothing but bring the window to the front.
func (s *Shell) AskClose() {
	if s.closing {
		return
	}
	unsaved := s.Unsaved()
	if len(unsaved) == 0 {
		s.close()
		return
	}
	if widgets.DialogOpen(s.Canvas()) {
		s.deps.Window.RequestFocus()
		return
	}
	widgets.Confirm(s.Canvas(), s.deps.Words, widgets.Question{
		Title: s.t("shell.close.title"),
		Text:  s.t("shell.close.text", "what", unsaved[0], "n", len(unsaved)),
		Yes:   s.t("shell.close.yes"), Grave: true, OnYes: s.close,
	})
}

func (s *Shell) close() {
	s.closing = true
	s.rememberSize()
	if screen := s.Current(); screen != nil {
		screen.Hidden()
	}
	s.deps.Quit()
}

// ShowTray puts the program's icon into the tray of the desktop, where there is
// one. The window never depends on it: closing it still ends the program.
func (s *Shell) ShowTray(tray desktop.App) {
	speak := func() {
		quit := fyne.NewMenuItem(s.t("shell.quit"), s.AskClose)
		quit.IsQuit = true
		tray.SetSystemTrayMenu(fyne.NewMenu(s.t("shell.name"), fyne.NewMenuItem(s.t("shell.tray.show"), s.deps.Raise), quit))
	}
	tray.SetSystemTrayIcon(look.AppIcon())
	speak()
	s.deps.Words.Listen(speak)
}
