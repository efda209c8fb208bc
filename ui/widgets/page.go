package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/words"
)

// Page is what screens have in common that only show what they read: they read anew
// whenever they are shown, are drawn anew in another language, and hold nothing that
// could be lost. A screen embeds it and calls Begin.
type Page struct {
	// Root is what the window shows of the screen.
	Root *fyne.Container

	reload  func()
	visible bool
	unhear  func()
}

// Begin draws the screen for the first time. dress draws its frame in the chosen
// language; reload reads what it shows.
func (p *Page) Begin(book *words.Book, dress, reload func()) {
	p.Root, p.reload = container.NewStack(), reload
	dress()
	p.unhear = book.Listen(func() {
		dress()
		if p.visible {
			reload()
		}
	})
}

// Object implements the shell's Screen.
func (p *Page) Object() fyne.CanvasObject { return p.Root }

// Shown implements the shell's Screen.
func (p *Page) Shown() {
	p.visible = true
	p.reload()
}

// Hidden implements the shell's Screen.
func (p *Page) Hidden() { p.visible = false }

// Unsaved implements the shell's Screen: nothing is typed here.
func (p *Page) Unsaved() bool { return false }

// Deafen ends listening to the language. A screen that is made anew each time it is
// opened calls it from its Close; one that is shown again must not.
func (p *Page) Deafen() { p.unhear() }
