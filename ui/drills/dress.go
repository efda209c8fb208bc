package drills

import (
	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// status is how a drill of the year stands, as the chips count it and the list names
// it: the standings of a drill, with what else can be wrong told apart.
type status string

// The statuses.
const (
	completed   = status(drill.Completed)
	scheduled   = status(drill.Scheduled)
	notHeld     = status("not-held") // its day is over and nobody entered it as held
	unwritten   = status(drill.Unwritten)
	unreviewed  = status("review-missing") // its record is there
	unscheduled = status(drill.Unscheduled)
	lapsed      = status(drill.Lapsed)
)

// key is the message of a status.
func (s status) key() string {
	if s == notHeld || s == unreviewed {
		return "drills.status." + string(s)
	}
	return drill.Standing(s).Key()
}

// dress is how a slot looks: its shape with its status, and its ground.
type dress struct {
	shape  look.Shape
	status status
	finer  string // of a status that is told more exactly; "" for not
	brief  string // where its word has too little room; "" for the same word
	ground look.Role
	dashed bool
}

// writeIn is within how many days after a drill its record is expected.
const writeIn = 1

// dressOf says how a slot stands on a day and how it looks: the one place where grid,
// list, calendar and counts learn it.
func dressOf(s drill.Slot, today app.Day) dress {
	switch s.Standing {
	case drill.Completed:
		return dress{shape: look.Done, status: completed, brief: "done", ground: look.GreenTint}
	case drill.Unwritten:
		switch {
		case s.State == drill.StateRecorded:
			return dress{shape: look.Received, status: unreviewed, brief: "review", ground: look.BlueTint}
		case today.Sub(s.Day) <= writeIn:
			return dress{shape: look.DueNow, status: unwritten, finer: "write-up", ground: look.OrangeTint}
		}
		return dress{shape: look.Late, status: unwritten, brief: "no-record", ground: look.RedTint}
	case drill.Unscheduled:
		return dress{shape: look.Needed, status: unscheduled, brief: "needed", ground: look.Paper, dashed: true}
	case drill.Lapsed:
		return dress{shape: look.Late, status: lapsed, brief: "missed", ground: look.RedTint}
	}
	switch {
	case s.State == drill.StateRunning:
		return dress{shape: look.Running, status: scheduled, finer: "running", ground: look.BlueTint}
	case s.Late:
		return dress{shape: look.Late, status: notHeld, brief: "not-held", ground: look.RedTint}
	case s.Day == today:
		return dress{shape: look.DueNow, status: scheduled, finer: "today", ground: look.OrangeTint}
	}
	return dress{shape: look.Ordered, status: scheduled, brief: "planned", ground: look.BlueTint}
}

// word is the word of a slot's status.
func (d dress) word(book *words.Book) string {
	if d.finer != "" {
		return book.T("drills.slot." + d.finer)
	}
	return book.T(d.status.key())
}

// wordIn is the word in a cell of a width in canvas pixels.
func (d dress) wordIn(book *words.Book, s drill.Slot, width float32) string {
	word := d.word(book)
	room := width - look.Px(look.Gap2+look.Gap1)
	if d.brief == "" || s.Short == 0 && widgets.NewSmallStateMark(d.shape, word).MinSize().Width <= room {
		return word
	}
	return book.T("drills.slot."+d.brief, "count", s.Short)
}

// slotDay is the day of a slot in words: that of a drill, the month in which one
// without a day is proposed, and the day until which a missed one was to be held.
func slotDay(book *words.Book, s drill.Slot) string {
	switch s.Standing {
	case drill.Unscheduled:
		return monthTitle(book, s.Day)
	case drill.Lapsed:
		return book.T("drills.until", "day", book.Day(s.Day))
	}
	return book.Day(s.Day)
}

// monthTitle is a month with its year.
func monthTitle(book *words.Book, day app.Day) string {
	return book.T("drills.month.title", "year", day.Year, "month", book.T("drills.month."+twoDigits(int(day.Month))))
}

// shortDay is the day of a slot inside its month.
func shortDay(book *words.Book, day app.Day) string {
	return book.T("drills.day", "dom", day.Dom, "weekday", app.WeekdayName(day.Weekday(), book.Lang()))
}

// ruleShape and ruleWord are how the standing with a rule looks; covered says that all
// it lacks is scheduled.
func ruleShape(status drill.Status, covered bool) look.Shape {
	switch {
	case status == drill.Fulfilled || status == drill.OnCourse:
		return look.Done
	case covered:
		return look.Ordered
	case status == drill.Due:
		return look.DueNow
	}
	return look.Late
}

func ruleWord(book *words.Book, v drill.Verdict, covered bool) string {
	switch {
	case covered:
		return book.T(scheduled.key())
	case v.Status == drill.Fulfilled && len(v.Parts) == 0:
		return book.T("drills.rule.allowed")
	case v.Status == drill.Fulfilled && v.Requirement.Min == 0:
		return book.T("drills.rule.kept")
	}
	return book.T("drills.rule."+string(v.Status), "short", v.Short)
}
