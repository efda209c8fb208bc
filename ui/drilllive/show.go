package drilllive

import (
	"strings"
	"time"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
)

// show brings what was entered into the view; what is the same is not drawn again.
func (r *running) show() {
	r.since.SetText(r.t("live.since", "time", r.model.alarm().Format("15:04:05")))
	for i, s := range r.model.state.Marks {
		line := markLine{key: keyOf(i), title: markTitle(r.book, s.Mark)}
		if s.Set {
			line.at = drill.ClockText(s.At)
		}
		r.marks[i].set(line)
	}
	if next, ok := r.model.next(); ok {
		key := "live.next"
		if r.slim {
			key = "live.next.brief"
		}
		r.next.SetText(r.t(key, "mark", markTitle(r.book, next.Mark)))
		r.next.Allow()
	} else {
		r.next.SetText(r.t("live.next.none"))
		r.next.Refuse(r.t("live.next.none"))
	}
	if _, possible := r.model.log.Undoable(); possible {
		r.undoing.Allow()
	} else {
		r.undoing.Refuse("")
	}
	r.showTime()
	r.showRoll()
	r.side.show()
}

// showTime shows what changes with each second.
func (r *running) showTime() {
	r.clock.set(drill.ClockText(r.model.state.Elapsed))
	for n, bar := range r.bars {
		s := r.model.state.Marks[r.barred[n]]
		from, known := r.model.from(s)
		bar.set(goalOf(r.book, s, r.model.state.Elapsed, from, known))
	}
}

// showRoll shows the class roll.
func (r *running) showRoll() {
	faces := make([]face, len(r.model.state.Classes))
	for i, c := range r.model.state.Classes {
		faces[i] = faceOf(r.book, c)
	}
	r.grid.set(faces)
	r.totals.set(r.model.state.Totals)
	r.pages.show()
	r.chosen.show()
}

// showSaved says at the foot what is on the disk.
func (r *running) showSaved() {
	k := r.keeper
	switch {
	case k.failed != nil:
		first, _, _ := strings.Cut(r.book.Explain(k.failed), "\n")
		r.saved.Set(r.t("live.save.failed", "n", len(k.waiting), "why", first), look.Red, true)
	case len(k.waiting) > 0:
		r.saved.Set(r.t("live.saving"), look.Muted, false)
	case k.saved.IsZero():
		r.saved.Set(r.t("live.saved.always"), look.Muted, false)
	default:
		r.saved.Set(r.t("live.saved", "time", k.saved.Format(time.TimeOnly)), look.Muted, false)
	}
	r.foot.Refresh() // the words of the keys give way
}

// say writes into the line over the entry, until the next entry is made.
func (r *running) say(text string, wrong bool) {
	role := look.Blue
	if wrong {
		role = look.Red
	}
	r.message.Set(text, role, wrong)
	if r.slim {
		r.notice.Hidden = text == ""
		r.object.Refresh()
	}
}

// unsay empties the line.
func (r *running) unsay() {
	if r.message.Text() != "" {
		r.say("", false)
	}
}
