package drilllive

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app/drill"
)

// markNext sets the mark on the big button.
func (r *running) markNext() {
	if next, ok := r.model.next(); ok {
		r.mark(next.Mark)
	}
}

// markAt sets a mark by its place.
func (r *running) markAt(place int) {
	if place < len(r.model.state.Marks) {
		r.mark(r.model.state.Marks[place].Mark)
	}
}

// mark sets a mark. One that is set already stays, which the first press says; the next
// one asks. The alarm is not moved at all: the clock counts from it.
func (r *running) mark(m drill.MarkKind) {
	before, set := r.model.state.Mark(m.Name)
	title, at := markTitle(r.book, m), drill.ClockText(before.At)
	switch {
	case set && m.Name == r.model.kind.Marks[0].Name:
		r.say(r.t("live.marked.alarm", "time", r.model.alarm().Format(time.TimeOnly)), true)
	case set && r.again != m.Name:
		r.say(r.t("live.marked.set", "mark", title, "before", at), true)
		r.again = m.Name
	case set:
		r.askAgain(m, title, at)
	default:
		r.enter(drill.Event{Kind: drill.EventMark, Mark: m.Name})
	}
}

// undo takes the last entry back and says which one that was.
func (r *running) undo() {
	last, ok := r.model.log.Undoable()
	if !ok {
		r.say(r.t("live.undo.nothing"), false)
		return
	}
	if r.enter(drill.Event{Kind: drill.EventUndo, Undoes: last.Seq}) {
		r.say(r.t("live.undone", "what", r.eventText(last)), false)
	}
}

// eventText is what was entered, in words.
func (r *running) eventText(e drill.Event) string {
	switch e.Kind {
	case drill.EventMark:
		m, known := r.model.kind.Mark(e.Mark)
		if !known {
			m.Name = e.Mark
		}
		return markTitle(r.book, m)
	case drill.EventClass:
		return r.t("live.event.class", "class", className(r.book, e.Class))
	case drill.EventFound:
		return r.t("live.event.found", "class", className(r.book, e.Class))
	case drill.EventNote:
		return e.Text
	}
	return ""
}

// allPresent reports that everybody of a class is there.
func (r *running) allPresent(class int) {
	c := r.model.state.Classes[class]
	if !c.Expected.Known {
		r.say(r.t("live.report.number", "class", className(r.book, c.Class)), true)
		return
	}
	r.present(class, c.Expected.N)
}

// present reports how many of a class are there. Those who are known to be absent stay.
func (r *running) present(class, count int) {
	c := r.model.state.Classes[class]
	e := drill.Event{Kind: drill.EventClass, Class: c.Class, Present: drill.CountOf(count)}
	if c.Expected.Known && count+c.AbsentKnown.N <= c.Expected.N {
		e.AbsentKnown = c.AbsentKnown
	}
	r.enter(e)
}

// submitReport takes what was typed about a class, and says whether it could.
func (r *running) submitReport(text string) bool {
	if strings.TrimSpace(text) == "" {
		return false
	}
	if name, count, ok := readOther(text, len(r.model.state.Classes) == 0); ok {
		return r.enter(drill.Event{Kind: drill.EventClass, Class: name, Present: count})
	}
	found := readReport(text, r.model.state.Classes)
	switch {
	case found.class < 0:
		r.say(r.t("live.report.unknown", "text", strings.TrimSpace(text)), true)
		return false
	case found.others > 0:
		r.say(r.t("live.report.several", "n", found.others+1), true)
		return false
	case !found.present.Known:
		r.unsay()
		r.grid.choose(found.class, true)
		return true
	}
	name := r.model.state.Classes[found.class].Class
	r.grid.choose(found.class, false)
	return r.enter(drill.Event{Kind: drill.EventClass, Class: name, Present: found.present, AbsentKnown: found.absent})
}

// searchClass leads the eye to the class that is being typed.
func (r *running) searchClass(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if found := readReport(text, r.model.state.Classes); found.class >= 0 && found.class != r.grid.chosen {
		r.grid.choose(found.class, false)
	}
}

// reportKey lets the arrow keys lead out of the entry onto the cards.
func (r *running) reportKey(key *fyne.KeyEvent) bool {
	if (key.Name != fyne.KeyUp && key.Name != fyne.KeyDown) || len(r.grid.cards) == 0 {
		return false
	}
	r.grid.choose(max(0, r.grid.chosen), true)
	return true
}

// found enters that one who was missing is there.
func (r *running) found(p drill.Person) {
	r.enter(drill.Event{Kind: drill.EventFound, Class: p.Class, Missing: drill.CountOf(1), Text: p.Known})
}

// note writes a note with the time.
func (r *running) note(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && r.enter(drill.Event{Kind: drill.EventNote, Text: text})
}

// tapped does what a tap on a part of the view asks for, and gives the keys back.
func (r *running) tapped(do func()) func() {
	return func() {
		do()
		r.keysBack()
	}
}

// keysBack undoes what every tap does: it takes the keys out of the entry. They go back
// into that of the roll, where figures set no marks.
func (r *running) keysBack() {
	if r.deps.Window().Focused() == nil && r.pages.shows(rollPage) {
		r.toRoll()
	}
}

// toCards leaves the keys with the chosen class that was tapped on.
func (r *running) toCards() {
	if r.deps.Window().Focused() == nil {
		r.grid.choose(r.grid.chosen, true)
	}
}

// rollKey does what a key means to the cards when nothing has the keys, and brings the
// cards into sight.
func (r *running) rollKey(key *fyne.KeyEvent) bool {
	if !r.grid.hears(key) {
		return false
	}
	r.pages.turn(rollPage)
	r.grid.hear(key)
	return true
}

// holder says where the keys are, as what brings them to the same place of a view that
// was made anew.
func (r *running) holder() func(*running) {
	switch r.deps.Window().Focused() {
	case r.report:
		return (*running).toRoll
	case r.side.entry:
		return (*running).toNote
	case r.grid:
		return func(r *running) { r.deps.Window().Focus(r.grid) }
	}
	return func(*running) {}
}

// toRoll brings the keys into the entry of the class roll, toNote into that of notes.
func (r *running) toRoll() {
	r.pages.turn(rollPage)
	r.deps.Window().Focus(r.report)
}

func (r *running) toNote() {
	r.pages.turn(sidePage)
	r.deps.Window().Focus(r.side.entry)
}
