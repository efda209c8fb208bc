package words

import (
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"campuskeeper/app"
)

// Book says every message of the window in the language that is chosen now. It is
// safe for use from several goroutines; listeners are called on the one that chose.
type Book struct {
	words *app.Words
	lang  atomic.Value // app.Lang

	mu        sync.Mutex
	listeners map[int]func()
	next      int
}

// New returns a book of these words, opened at a language.
func New(words *app.Words, lang app.Lang) *Book {
	b := &Book{words: words, listeners: map[int]func(){}}
	b.lang.Store(lang)
	return b
}

// Lang returns the language that is chosen now.
func (b *Book) Lang() app.Lang { return b.lang.Load().(app.Lang) }

// Use chooses another language, gives Fyne its own few words in it, and tells all
// who listen, in the order in which they came. The error is about Fyne's words
// only: ours are changed in any case.
func (b *Book) Use(lang app.Lang) error {
	b.lang.Store(lang)
	err := b.TeachFyne()
	for _, hear := range b.hearers() {
		hear()
	}
	return err
}

// Listen calls hear after each change of language until it is cancelled. Screens
// write their words anew in hear; what was typed stays.
func (b *Book) Listen(hear func()) (cancel func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	id := b.next
	b.next++
	b.listeners[id] = hear
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.listeners, id)
	}
}

// Forget drops all who listen, when every screen is closed for good.
func (b *Book) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.listeners)
}

func (b *Book) hearers() []func() {
	b.mu.Lock()
	defer b.mu.Unlock()
	hearers := make([]func(), 0, len(b.listeners))
	for id := range b.next {
		if hear, ok := b.listeners[id]; ok {
			hearers = append(hearers, hear)
		}
	}
	return hearers
}

// T says the message of key; pairs are names and values of its places in turn.
func (b *Book) T(key string, pairs ...any) string { return b.words.T(b.Lang(), key, pairs...) }

// Has says whether there is a message of that key.
func (b *Book) Has(key string) bool { return b.words.Has(app.English, key) }

// Text returns a text of a template in the chosen language.
func (b *Book) Text(text app.Text) string { return text.In(b.Lang()) }

// Explain tells an error to the user: what happened, then what was wrong where.
func (b *Book) Explain(err error) string { return b.words.Explain(b.Lang(), err) }

// Problem tells one problem of an input in one line.
func (b *Book) Problem(p app.Problem) string { return b.words.Problem(b.Lang(), p) }

// Day writes a day in full: 2026-11-23 (Mon) or 2026年11月23日（周一）.
func (b *Book) Day(day app.Day) string { return day.In(b.Lang()) }

// NearDay writes a day that needs no year for a Chinese reader: 11月23日（周一）.
// In English a day always bears its year.
func (b *Book) NearDay(day app.Day) string {
	if b.Lang() != app.Chinese || day.IsZero() {
		return b.Day(day)
	}
	weekday := app.WeekdayName(day.Weekday(), app.Chinese)
	return strconv.Itoa(int(day.Month)) + "月" + strconv.Itoa(day.Dom) + "日（" + weekday + "）"
}

// Time writes the clock time of an instant: 09:41.
func (b *Book) Time(t time.Time) string { return t.Format("15:04") }
