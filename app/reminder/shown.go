package reminder

import (
	"crypto/sha256"
	"slices"

	"campuskeeper/app"
)

// Shown keeps which steps of one record or duty were shown. It is stored as
// app.KindShown.
type Shown struct {
	Subject app.ID // of the record or schedule
	Keys    []string
}

// maxKeys is how many steps are remembered for one record: seven years of weekly
// ones. The oldest are forgotten first.
const maxKeys = 400

func shownID(subject app.ID) app.ID {
	return app.DerivedID(sha256.Sum256([]byte("shown/" + subject)))
}

// Has says whether a step was shown.
func (s Shown) Has(key string) bool { return slices.Contains(s.Keys, key) }

// add remembers a step.
func (s *Shown) add(key string) {
	s.Keys = append(s.Keys, key)
	if over := len(s.Keys) - maxKeys; over > 0 {
		s.Keys = slices.Delete(s.Keys, 0, over)
	}
}

// Batch is what is to be shown now.
type Batch struct {
	Day     app.Day
	Notices []Notice // all of them, most urgent first
	Missed  int      // how many should have been shown on an earlier day
}

// Line is a message.
type Line struct {
	Key  string
	Args app.Args
}

// popKinds is the order in which a popped text names kinds.
var popKinds = []Kind{Hazard, Document, LookBack, AlarmTest, Drill, Deadline, Duty}

// Popup returns the lines of the desktop notice: a heading, then one line for each
// kind with its numbers, then how much was missed. They are fixed words and numbers:
// no title, no place and no name leaves the program this way. There are none for an
// empty batch.
func (b Batch) Popup() []Line {
	if len(b.Notices) == 0 {
		return nil
	}
	type numbers struct{ late, today, ahead int }
	count := map[Kind]*numbers{}
	for _, n := range b.Notices {
		kind := Kind(n.Kind.words(n.Scheduled))
		if count[kind] == nil {
			count[kind] = &numbers{}
		}
		switch {
		case n.OverdueDays > 0:
			count[kind].late++
		case n.OverdueDays == 0:
			count[kind].today++
		default:
			count[kind].ahead++
		}
	}
	lines := []Line{{"reminder.pop.head", app.Args{"count": len(b.Notices)}}}
	for _, kind := range popKinds {
		if c := count[kind]; c != nil {
			lines = append(lines, Line{
				"reminder.pop." + string(kind), app.Args{"late": c.late, "today": c.today, "ahead": c.ahead},
			})
		}
	}
	if b.Missed > 0 {
		lines = append(lines, Line{"reminder.pop.missed", app.Args{"count": b.Missed}})
	}
	return lines
}
