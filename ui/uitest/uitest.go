// Package uitest is the bench on which the rooms of the window are tested: an app
// without a display in our dress, words in a language, a clock that stands still, a
// runner whose results come when the test asks for them, and golden pictures. Only
// tests import it.
//
// Allowed imports: app, assets, Fyne (not its app and driver/glfw packages), ui/look,
// ui/words, ui/task, ui/widgets.
package uitest

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/assets/fonts"
	assets "campuskeeper/assets/words"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Bench is everything a screen needs from the window.
type Bench struct {
	T      testing.TB
	App    fyne.App
	Window fyne.Window
	Words  *words.Book
	Clock  *app.ManualClock
	Timers *task.ManualTimers
	Queue  *task.Queue
	Runner *task.Runner
}

// New returns a bench in a language on Monday, 23 November 2026, 10:40, with an
// empty window of 1280 × 800.
func New(t testing.TB, lang app.Lang) *Bench {
	t.Helper()
	all, err := app.LoadWords(assets.Files())
	if err != nil {
		t.Fatal(err)
	}
	b := &Bench{
		T: t, App: test.NewTempApp(t), Words: words.New(all, lang), Timers: &task.ManualTimers{}, Queue: &task.Queue{},
		Clock: app.NewManualClock(time.Date(2026, 11, 23, 10, 40, 0, 0, time.UTC)),
	}
	b.App.Settings().SetTheme(look.New(look.Style{Mode: look.Light}, fonts.Regular(), fonts.Bold()))
	b.Runner = task.New(b.Queue.Do, b.Clock, b.Timers)
	b.Window = test.NewTempWindow(t, widgets.NewRule())
	b.Window.SetPadded(false)
	b.Window.Resize(fyne.NewSize(1280, 800))
	return b
}

// Show puts an object into the window and settles.
func (b *Bench) Show(object fyne.CanvasObject) {
	b.Window.SetContent(object)
	b.Window.Resize(fyne.NewSize(1280, 800))
	b.Settle()
}

// Settle waits for all work and hands its results over.
func (b *Bench) Settle() { b.Queue.Settle(b.Runner) }

// roots are what is in the window, what lies on top first.
func (b *Bench) roots() []fyne.CanvasObject {
	if top := b.Window.Canvas().Overlays().Top(); top != nil {
		return []fyne.CanvasObject{top}
	}
	return []fyne.CanvasObject{b.Window.Content()}
}

// All returns the visible objects of a type, in the order in which they are drawn.
// While a dialog is open, only what is in it counts.
func All[T fyne.CanvasObject](b *Bench) []T {
	var found []T
	var walk func(object fyne.CanvasObject)
	walk = func(object fyne.CanvasObject) {
		if object == nil || !object.Visible() {
			return
		}
		if wanted, ok := object.(T); ok {
			found = append(found, wanted)
		}
		switch o := object.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	for _, root := range b.roots() {
		walk(root)
	}
	return found
}

// Texts lists every text that is shown, as it was given: not cut, not broken.
func (b *Bench) Texts() []string {
	var texts []string
	for _, text := range All[*widgets.Text](b) {
		if text.Text() != "" {
			texts = append(texts, text.Text())
		}
	}
	return texts
}

// Reads says whether a text is shown.
func (b *Bench) Reads(text string) bool {
	for _, shown := range b.Texts() {
		if shown == text {
			return true
		}
	}
	return false
}

// MustRead fails unless all the texts are shown.
func (b *Bench) MustRead(texts ...string) {
	b.T.Helper()
	for _, text := range texts {
		if !b.Reads(text) {
			b.T.Errorf("%q is not shown; shown are %q", text, b.Texts())
		}
	}
}

// Button returns the button with that word; the test fails when there is none.
func (b *Bench) Button(text string) *widgets.Button {
	b.T.Helper()
	for _, button := range All[*widgets.Button](b) {
		if button.Text() == text {
			return button
		}
	}
	b.T.Fatalf("no button %q; shown are %q", text, b.Texts())
	return nil
}

// Press taps the button with that word and settles.
func (b *Bench) Press(text string) {
	b.T.Helper()
	test.Tap(b.Button(text))
	b.Settle()
}

// Key presses a key where the focus is, or in the window when nothing has it.
func (b *Bench) Key(name fyne.KeyName) {
	key := &fyne.KeyEvent{Name: name}
	if focused := b.Window.Canvas().Focused(); focused != nil {
		focused.TypedKey(key)
	} else if hear := b.Window.Canvas().OnTypedKey(); hear != nil {
		hear(key)
	}
	b.Settle()
}

// Type writes into what has the focus.
func (b *Bench) Type(text string) {
	b.T.Helper()
	focused := b.Window.Canvas().Focused()
	if focused == nil {
		b.T.Fatalf("nothing has the focus to type %q into", text)
	}
	test.Type(focused, text)
	b.Settle()
}
