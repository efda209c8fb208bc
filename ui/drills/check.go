package drills

import (
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// remark is what is to be said about a drill on a day.
type remark struct {
	Key  string
	Args app.Args
}

// check says what speaks against a drill on a day, other than the drill itself that
// is moved there.
func (y *year) check(h drill.Held) []remark {
	var said []remark
	add := func(key string, args app.Args) { said = append(said, remark{"drills.check." + key, args}) }
	c := y.Question.Calendar
	if h.Day.Before(y.today) {
		add("past", nil)
	}
	holiday, free := c.Holiday(h.Day)
	_, taught := c.TermOf(h.Day)
	exam, examined := c.Exam(h.Day)
	own := slices.ContainsFunc(y.Question.Site.Settings.Exams, func(p app.Period) bool { return p.Has(h.Day) })
	switch {
	case free && !c.IsWorkday(h.Day):
		add("holiday", app.Args{"holiday": holiday.Title})
	case !c.IsWorkday(h.Day):
		add("free", nil)
	case examined:
		add("exam", app.Args{"exam": exam.Title})
	case own:
		add("exam-own", nil)
	case !taught:
		add("untaught", nil)
	}
	if other, ok := y.sameWeek(h); ok {
		add("week", app.Args{"kind": other.Kind, "day": other.Day})
	}
	for _, id := range y.breaks(h) {
		add("breaks", app.Args{"rule": id})
	}
	return said
}

// sameWeek finds another drill in the week of one; tests of devices do not disturb.
func (y *year) sameWeek(h drill.Held) (drill.Held, bool) {
	if y.test(h.Kind) {
		return drill.Held{}, false
	}
	week := calendar.Week(h.Day)
	for _, other := range slices.Concat(y.Question.Planned, y.Question.Held) {
		if (h.ID == "" || other.ID != h.ID) && week.Has(other.Day) && !y.test(other.Kind) {
			return other, true
		}
	}
	return drill.Held{}, false
}

// test says whether drills of a kind only test a device.
func (y *year) test(kind string) bool {
	k, ok := y.Question.Kinds.Kind(kind)
	return ok && len(k.Classes) == 1 && k.Is(drill.Test)
}

// breaks lists the rules whose maximum or prohibition a drill would break.
func (y *year) breaks(h drill.Held) []string {
	q := y.Question
	mine := h
	mine.Number = "+" // tells it from the others
	q.Held = append(slices.DeleteFunc(slices.Concat(q.Held, q.Planned), func(o drill.Held) bool {
		return h.ID != "" && o.ID == h.ID
	}), mine)
	var broken []string
	for _, v := range q.Judge(schoolYear(q.Calendar, q.Calendar.SchoolYear(h.Day).Year).To) {
		for _, part := range v.Parts {
			if slices.ContainsFunc(part.Broken, func(o drill.Held) bool { return o.Number == "+" }) {
				broken = append(broken, v.Rule.ID)
				break
			}
		}
	}
	return broken
}

// good says whether drills can be held on a day, and nothing else is in its week.
func (y *year) good(h drill.Held) bool { return len(y.check(h)) == 0 }

// fit finds the day of a month that suits a drill: the same weekday of the same week
// of the month if that is free, else the nearest that is; with none free, the aim.
func (y *year) fit(h drill.Held, month app.Day) app.Day {
	first := month.FirstOfMonth()
	aim := first.AddDays((int(h.Day.Weekday())-int(first.Weekday())+7)%7 + 7*((h.Day.Dom-1)/7))
	if aim.After(first.LastOfMonth()) {
		aim = aim.AddDays(-7)
	}
	for distance := range 31 {
		for _, day := range [2]app.Day{aim.AddDays(distance), aim.AddDays(-distance)} {
			try := h
			try.Day = day
			if day.FirstOfMonth() == first && y.good(try) {
				return day
			}
		}
	}
	return aim
}

// shift is the next day, later or earlier, on which there is teaching and no exam; a
// week's step stays on its weekday where it can.
func (y *year) shift(day app.Day, days int) app.Day {
	c := y.Question.Calendar
	step := 1
	if days < 0 {
		step = -1
	}
	at := day.AddDays(days)
	for range 60 {
		_, exam := c.Exam(at)
		if c.IsWorkday(at) && !exam {
			return at
		}
		at = at.AddDays(step)
	}
	return day.AddDays(days)
}
