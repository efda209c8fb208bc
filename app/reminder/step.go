package reminder

import (
	"fmt"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// step is one of the notices about one due day: so many days after it, negative
// before it; on is the day from which it is shown.
type step struct {
	offset int
	on     app.Day
}

// String names the step as scripts see it: "-7", "0", "+1".
func (s step) String() string {
	if s.offset > 0 {
		return fmt.Sprintf("+%d", s.offset)
	}
	return fmt.Sprint(s.offset)
}

// matter is what steps are counted for.
type matter struct {
	due      app.Day
	since    app.Day // known since; looked at from then on, lead steps of earlier days never were
	grade    string
	fixed    bool // the due day is told on that very day, also when it is a day off
	steps    Steps
	escalate []Escalation
}

// newest returns the latest step that has come by a day. The earlier ones are left
// behind by it, shown or not.
func (m matter) newest(cal *calendar.Calendar, today app.Day) (step, bool) {
	for _, offset := range m.lateOffsets(today.Sub(m.due)) {
		if on := cal.NextWorkday(m.due.AddDays(offset)); !on.After(today) {
			return step{offset, on}, true
		}
	}
	leads := slices.Clone(m.steps.Lead)
	slices.Sort(leads)
	for _, lead := range leads {
		day := m.due.AddDays(-lead)
		on := day
		if lead > 0 || !m.fixed {
			on = cal.PreviousWorkday(day)
		}
		if !on.After(today) {
			return step{-lead, on}, lead == 0 || !day.Before(m.since) || today.Before(m.since)
		}
	}
	return step{}, false
}

// farBack is how many weekly steps are looked through for one that has come; the
// longest holiday hides fewer.
const farBack = 20

// lateOffsets are the steps after the due day up to a number of days, latest first.
func (m matter) lateOffsets(days int) []int {
	first := m.steps.After
	if first == 0 {
		first = m.steps.Every
	}
	if days < 1 || first == 0 {
		return nil
	}
	var offsets []int
	for _, e := range m.escalate {
		if e.After <= days && e.concerns(m.grade) {
			offsets = append(offsets, e.After)
		}
	}
	offset := first
	if every := m.steps.Every; every > 0 && days > offset {
		offset += (days - offset) / every * every
		for range farBack {
			if offset > first {
				offsets = append(offsets, offset)
				offset -= every
			}
		}
		offset = first
	}
	if offset <= days {
		offsets = append(offsets, offset)
	}
	slices.Sort(offsets)
	slices.Reverse(offsets)
	return slices.Compact(offsets)
}

func (e Escalation) concerns(grade string) bool {
	return len(e.Grades) == 0 || slices.Contains(e.Grades, grade)
}

// escalated returns the highest role that a matter goes to when it is so many days
// late: that of the rule with the most days, rules for its grade before others.
func (m matter) escalated(days int) string {
	role, most := "", -1
	for _, e := range m.escalate {
		weight := e.After
		if len(e.Grades) > 0 {
			weight += longestLead
		}
		if days >= e.After && e.concerns(m.grade) && weight > most {
			role, most = e.To, weight
		}
	}
	return role
}
