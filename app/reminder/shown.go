package reminder

import (
	"crypto/sha256"
	"slices"
	"strings"

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
	Notices []Notice // what was never told before, most urgent first
	Missed  int      // how many of them should have been shown on an earlier day
	// Standing is, in the summary of a day, what was told before and is still due.
	Standing []Notice
}

// Line is a message. Counts, each a message with its number, fill the place
// {counts}; what there is none of is not among them.
type Line struct {
	Key    string
	Args   app.Args
	Counts []Line
}

// Say writes the line in a language.
func (l Line) Say(words *app.Words, lang app.Lang) string {
	if len(l.Counts) == 0 {
		return words.Say(lang, l.Key, l.Args)
	}
	counts := make([]string, len(l.Counts))
	for i, count := range l.Counts {
		counts[i] = count.Say(words, lang)
	}
	return words.T(lang, l.Key, "counts", strings.Join(counts, words.Say(lang, "reminder.pop.count.and", nil)))
}

// Popup returns the lines of the desktop notice: a heading, then one line for each
// kind with its numbers - or, of a drill that is alone, which and when -, then how much
// was missed. They are fixed words and numbers: no title of a record, no place and no
// name leaves the program this way. There are none for an empty batch.
func (b Batch) Popup() []Line {
	all := slices.Concat(b.Notices, b.Standing)
	if len(all) == 0 {
		return nil
	}
	count := map[Kind]map[string]int{}
	for _, n := range all {
		kind := n.Kind.words(n.Scheduled)
		if count[kind] == nil {
			count[kind] = map[string]int{}
		}
		switch {
		case n.OverdueDays > 0:
			count[kind]["late"]++
		case n.OverdueDays == 0:
			count[kind]["today"]++
		default:
			count[kind]["ahead"]++
		}
	}
	lines := []Line{{Key: "reminder.pop.head", Args: app.Args{"count": len(all)}}}
	if only, ok := all[0].popup(); ok && len(all) == 1 {
		lines = append(lines, only)
		count = nil
	}
	for _, kind := range Kinds {
		if counts := countLines(count[kind]); len(counts) > 0 {
			lines = append(lines, Line{Key: "reminder.pop." + string(kind), Counts: counts})
		}
	}
	if b.Missed > 0 {
		lines = append(lines, Line{Key: "reminder.pop.missed", Args: app.Args{"count": b.Missed}})
	}
	return lines
}

// popup is the notice of a drill as the desktop may show it.
func (n Notice) popup() (Line, bool) {
	if n.Drill.Title.In(app.English) == "" {
		return Line{}, false
	}
	key := "reminder.pop.one." + string(n.Kind)
	if n.Kind == Drill {
		switch {
		case n.OverdueDays > 0:
			key += ".late"
		case n.OverdueDays == 0:
			key += ".today"
		default:
			key += ".ahead"
		}
	}
	time := n.Drill.Time
	if time != "" {
		time = " " + time // behind the day; nothing when no time is said
	}
	return Line{Key: key, Args: app.Args{
		"kind": n.Drill.Title, "number": n.Number, "due": n.Due, "time": time, "days": max(n.OverdueDays, -n.OverdueDays),
	}}, true
}

// countLines says how many are late, due today and ahead, each only when there are
// any.
func countLines(count map[string]int) []Line {
	var lines []Line
	for _, when := range []string{"late", "today", "ahead"} {
		if n := count[when]; n > 0 {
			lines = append(lines, Line{Key: "reminder.pop.count." + when, Args: app.Args{"n": n}})
		}
	}
	return lines
}
