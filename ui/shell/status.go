package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// statusLine is the foot of the window: school, when it was saved and backed up,
// what is due, and the two languages.
type statusLine struct {
	widget.BaseWidget
	book  *words.Book
	clock app.Clock
	state Status
	facts *fyne.Container
	langs map[app.Lang]*langWord
	body  fyne.CanvasObject
}

func newStatusLine(book *words.Book, clock app.Clock, choose func(app.Lang)) *statusLine {
	l := &statusLine{book: book, clock: clock, facts: widgets.Row(look.Gap4), langs: map[app.Lang]*langWord{}}
	for _, lang := range app.Langs {
		l.langs[lang] = newLangWord(book, lang, choose)
	}
	row := widgets.Row(look.Gap1, l.facts, widgets.Stretch(), l.langs[app.English],
		widgets.NewCaption("|"), l.langs[app.Chinese])
	line := widgets.Sized(0, look.BarHeight-1, widgets.Fill(look.Ground, widgets.Inset(0, look.Gap4, 0, look.Gap4, row)))
	l.body = widgets.Column(0, widgets.NewRule(), line)
	l.ExtendBaseWidget(l)
	return l
}

func (l *statusLine) set(state Status) {
	l.state = state
	l.speak()
}

func (l *statusLine) speak() {
	l.facts.Objects = nil
	for _, fact := range l.words() {
		l.facts.Add(widgets.NewCaption(fact))
	}
	for _, lang := range l.langs {
		lang.speak()
	}
	l.body.Refresh()
}

// words says the facts, in their order.
func (l *statusLine) words() []string {
	var facts []string
	if l.state.School != "" {
		facts = append(facts, l.state.School)
	}
	if !l.state.Saved.IsZero() {
		facts = append(facts, l.book.T("shell.saved", "time", l.book.Time(l.state.Saved)))
	}
	return append(facts, l.backup(), l.due())
}

func (l *statusLine) backup() string {
	at := l.state.BackedUp
	switch {
	case at.IsZero():
		return l.book.T("shell.backup.never")
	case app.DayOf(at) == app.DayOf(l.clock.Now()):
		return l.book.T("shell.backup.today", "time", l.book.Time(at))
	}
	return l.book.T("shell.backup.day", "day", l.book.NearDay(app.DayOf(at)))
}

func (l *statusLine) due() string {
	switch {
	case l.state.Overdue > 0 && l.state.DueToday > 0:
		return l.book.T("shell.due.both", "overdue", l.state.Overdue, "today", l.state.DueToday)
	case l.state.Overdue > 0:
		return l.book.T("shell.due.overdue", "overdue", l.state.Overdue)
	case l.state.DueToday > 0:
		return l.book.T("shell.due.today", "today", l.state.DueToday)
	}
	return l.book.T("shell.due.none")
}

// CreateRenderer implements fyne.Widget.
func (l *statusLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.body) }

// langWord is the name of a language; the chosen one is bold.
type langWord struct {
	widget.BaseWidget
	book   *words.Book
	lang   app.Lang
	choose func(app.Lang)
	word   *widgets.Text
}

func newLangWord(book *words.Book, lang app.Lang, choose func(app.Lang)) *langWord {
	w := &langWord{book: book, lang: lang, choose: choose, word: widgets.NewCaption("")}
	w.ExtendBaseWidget(w)
	w.speak()
	return w
}

func (w *langWord) speak() {
	role, chosen := look.Muted, w.book.Lang() == w.lang
	if chosen {
		role = look.Ink
	}
	w.word.Set(w.book.T("shell.lang."+string(w.lang)), role, chosen)
}

// Tapped implements fyne.Tappable.
func (w *langWord) Tapped(*fyne.PointEvent) {
	if w.book.Lang() != w.lang {
		w.choose(w.lang)
	}
}

// Cursor implements desktop.Cursorable.
func (w *langWord) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (w *langWord) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.word) }
