package drills

import (
	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/words"
)

// dress is how a slot looks: its shape with its word, and its ground.
type dress struct {
	shape  look.Shape
	key    string
	ground look.Role
	dashed bool
}

// writeIn is within how many days after a drill its record is expected.
const writeIn = 1

// dressOf says how a slot looks on a day.
func dressOf(s drill.Slot, today app.Day) dress {
	switch s.Standing {
	case drill.Completed:
		return dress{look.Done, "done", look.GreenTint, false}
	case drill.Unwritten:
		switch {
		case s.State == drill.StateRecorded:
			return dress{look.Received, "review", look.BlueTint, false}
		case today.Sub(s.Day) <= writeIn:
			return dress{look.DueNow, "write-up", look.OrangeTint, false}
		}
		return dress{look.Late, "no-record", look.RedTint, false}
	case drill.Unscheduled:
		return dress{look.Needed, "needed", look.Paper, true}
	case drill.Lapsed:
		return dress{look.Late, "missed", look.RedTint, false}
	}
	switch {
	case s.State == drill.StateRunning:
		return dress{look.Running, "running", look.BlueTint, false}
	case s.Late:
		return dress{look.Late, "not-held", look.RedTint, false}
	case s.Day == today:
		return dress{look.DueNow, "today", look.OrangeTint, false}
	}
	return dress{look.Ordered, "planned", look.BlueTint, false}
}

// word is the word of a slot's state.
func (d dress) word(book *words.Book, s drill.Slot) string {
	return book.T("drills.slot."+d.key, "count", max(1, s.Short))
}

// shortDay is the day of a slot inside its month.
func shortDay(book *words.Book, day app.Day) string {
	return book.T("drills.day", "dom", day.Dom, "weekday", app.WeekdayName(day.Weekday(), book.Lang()))
}

// ruleShape and ruleWord are how the standing with a rule looks.
func ruleShape(status drill.Status) look.Shape {
	switch status {
	case drill.Fulfilled, drill.OnCourse:
		return look.Done
	case drill.Due:
		return look.DueNow
	}
	return look.Late
}

func ruleWord(book *words.Book, v drill.Verdict) string {
	switch {
	case v.Status == drill.Fulfilled && len(v.Parts) == 0:
		return book.T("drills.rule.allowed")
	case v.Status == drill.Fulfilled && v.Requirement.Min == 0:
		return book.T("drills.rule.kept")
	}
	return book.T("drills.rule."+string(v.Status), "short", v.Short)
}
