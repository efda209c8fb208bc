package desktop

import (
	"strings"
	"unicode"

	"github.com/gen2brain/beeep"
)

// Notifier shows a notice of the desktop.
type Notifier interface {
	// Notify shows title and text. clicked, unless nil, is called when the user clicks
	// on it, on any goroutine and where the desktop tells of it: macOS does not. The
	// error says that no notice could be shown; the inbox has it in any case.
	Notify(title, text string, clicked func()) error
}

// Beeper shows notices with the computer's own means. What it shows is made plain
// first. It must never be given a person's name: notices are seen by all.
type Beeper struct {
	name   string
	icon   []byte
	send   func(title, text string, icon any) error
	clicks clicks
}

// NewBeeper returns a notifier; name is the program's, icon a PNG.
func NewBeeper(name string, icon []byte) *Beeper {
	beeep.AppName = name
	return &Beeper{name: name, icon: icon, send: beeep.Notify}
}

// Notify implements Notifier.
func (b *Beeper) Notify(title, text string, clicked func()) error {
	title, text = Plain(title), Plain(text)
	if clicked != nil && b.clicks.notify(b, title, text, clicked) {
		return nil
	}
	return b.send(title, text, b.icon)
}

// longest is how many characters of a notice are shown.
const longest = 400

// Plain takes out of a text what a desktop or its scripts could read as a command
// or as mark-up: only letters, digits, spaces, new lines and plain signs
// stay.
func Plain(text string) string {
	var b strings.Builder
	count := 0
	for _, c := range text {
		if count == longest {
			break
		}
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune(" .,:;!?()+-/，。：；！？（）、%#", c):
			b.WriteRune(c)
			count++
		case c == '\n':
			b.WriteRune(c)
		case unicode.IsSpace(c):
			b.WriteRune(' ')
			count++
		}
	}
	return strings.TrimSpace(b.String())
}
