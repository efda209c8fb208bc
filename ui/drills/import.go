package drills

import (
	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
)

// ImportCalendar offers the drills of a calendar file.
func (s *Screen) ImportCalendar() {
	if s.year == nil {
		return
	}
	s.deps.Import(func(r agenda.Reading) {
		o := &offer{screen: s, title: s.t("drills.import"), intro: s.t("drills.import.text", "count", len(r.Drills))}
		for i, d := range r.Drills {
			one := s.imported(d, r.Drills[:i])
			if !one.known && one.Day.Before(s.year.today) {
				o.problems = append(o.problems, s.t("drills.import.past", "drill", s.offeredText(one)))
				continue
			}
			o.drills = append(o.drills, one)
		}
		for _, p := range r.Passed {
			o.problems = append(o.problems, s.deps.Words.Problem(p))
		}
		o.show()
	})
}

// imported is a drill of a file as it is offered; before are those that come before it
// in the file. One of ours that was put on another day moves there. What is there
// already, or can hardly be meant, is not ticked.
func (s *Screen) imported(d agenda.Found, before []agenda.Found) offered {
	if e, ours := s.ours(d.ID); ours {
		return s.returned(d, e)
	}
	o := offered{Held: d.Held, note: d.Title}
	o.ID = "" // that of another school, or of a drill that is gone
	if d.Guessed {
		o.note = s.t("drills.import.guessed", "title", d.Title)
	}
	same := func(other drill.Held) bool { return d.Kind == other.Kind && d.Day == other.Day }
	for _, list := range [][]drill.Held{s.year.Question.Planned, s.year.Question.Held} {
		for _, other := range list {
			if same(other) {
				o.known, o.note = true, s.t("drills.offer.known")
			}
		}
	}
	for _, other := range before {
		if same(other.Held) && d.Time == other.Time {
			o.known, o.note = true, s.t("drills.import.twice")
		}
	}
	if d.Doubtful && !o.known && !d.Day.Before(s.year.today) {
		o.known, o.note = true, s.t("drills.import.doubtful", "title", d.Title)
	}
	return o
}

// ours finds the drill that an event of a file stands for: it bears the ID of its
// entry, or the name that it had while it was only proposed.
func (s *Screen) ours(id app.ID) (drill.Entry, bool) {
	if id == "" {
		return drill.Entry{}, false
	}
	for _, e := range s.year.Entries {
		if h, _, ok := e.Held(); ok && (e.ID == id || agenda.ProposedID(h) == id) {
			return e, true
		}
	}
	return drill.Entry{}, false
}

// returned is a drill of ours that comes back with a calendar.
func (s *Screen) returned(d agenda.Found, e drill.Entry) offered {
	was, _, _ := e.Held()
	o := offered{Held: was}
	o.Day = d.Day
	if d.Time != "" { // a calendar may have made a whole day of it
		o.Time = d.Time
	}
	where := s.t("drills.import.when", "day", s.deps.Words.Day(was.Day), "time", was.Time)
	switch {
	case o.Day == was.Day && o.Time == was.Time:
		o.known, o.note = true, s.t("drills.offer.known")
	case e.State != drill.StateScheduled && e.State != drill.StatePostponed:
		o.known, o.note = true, s.t("drills.import.held", "number", e.Number, "when", where)
	default:
		o.moves, o.note = true, s.t("drills.import.moves", "number", e.Number, "when", where)
	}
	return o
}
