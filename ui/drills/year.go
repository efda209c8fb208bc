package drills

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// span is what is shown: a school year, or one of its terms.
type span struct {
	year int
	term string // "" for the whole year
}

func (s span) key() string { return strconv.Itoa(s.year) + "/" + s.term }

func readSpan(key string) span {
	year, term, _ := strings.Cut(key, "/")
	n, _ := strconv.Atoi(year) // keys are made by span.key
	return span{n, term}
}

// schoolYear returns the school year that begins in a year.
func schoolYear(c *calendar.Calendar, year int) calendar.SchoolYear {
	return c.SchoolYear(app.Day{Year: year, Month: 12, Dom: 31})
}

// period is the run of days of a span; a term that is gone from the calendar is the
// whole year.
func (s span) period(c *calendar.Calendar) app.Period {
	for _, t := range c.Terms(s.year) {
		if t.Name == s.term {
			return t.Period
		}
	}
	return schoolYear(c, s.year).Period
}

// year is what the screen shows, worked out beside the window.
type year struct {
	Book
	today    app.Day
	span     span
	period   app.Period
	view     drill.YearView
	verdicts []drill.Verdict // of the rules that concern the school, the worst first
	covered  map[string]bool // rules that lack only what is scheduled
}

// makeYear works out what is shown of the drills at a moment.
func makeYear(book Book, shown span, now time.Time) *year {
	q, today := book.Question, app.DayOf(now)
	y := &year{Book: book, today: today, span: shown, period: shown.period(q.Calendar)}
	y.view = trim(q.View(schoolYear(q.Calendar, shown.year), book.Entries, now), y.period, q.Calendar)
	q.Held, q.Planned = drill.Split(book.Entries)
	y.Question = q
	for _, v := range q.Judge(today) {
		if v.Status != drill.NotApplicable {
			y.verdicts = append(y.verdicts, v)
		}
	}
	y.covered = y.coveredRules()
	slices.SortStableFunc(y.verdicts, func(a, b drill.Verdict) int {
		switch {
		case y.presses(a).Worse(y.presses(b)):
			return -1
		case y.presses(b).Worse(y.presses(a)):
			return 1
		}
		return 0
	})
	return y
}

// presses is the status by which rules are sorted: one whose missing drills all have
// their day presses no more than one that is on course.
func (y *year) presses(v drill.Verdict) drill.Status {
	if y.covered[v.Rule.ID] {
		return drill.OnCourse
	}
	return v.Status
}

// coveredRules are the rules that lack drills now, all of which are scheduled in time:
// the rules would be met if each drill that is scheduled were held on its day.
func (y *year) coveredRules() map[string]bool {
	q, covered := y.Question, map[string]bool{}
	q.Held = slices.Clone(q.Held)
	for _, h := range q.Planned {
		if !h.Day.Before(y.today) {
			q.Held = append(q.Held, h)
		}
	}
	for _, v := range y.verdicts {
		if v.Status == drill.Due || v.Status == drill.Short {
			q.Rules = drill.Rules{v.Rule}
			covered[v.Rule.ID] = !slices.ContainsFunc(v.Parts, func(f drill.Finding) bool { return lacks(q, f) })
		}
	}
	return covered
}

// lacks says whether what a part of the only rule asked misses now is still missing at
// the end of its period.
func lacks(q drill.Question, f drill.Finding) bool {
	if !f.Status.Worse(drill.OnCourse) {
		return false
	}
	for _, then := range q.Judge(f.By)[0].Parts {
		if then.Requirement.Name == f.Requirement.Name {
			return then.Status.Worse(drill.OnCourse)
		}
	}
	return true
}

// trim leaves out months of other terms, and months without teaching in which there
// is no drill either, with the kinds that then have nothing.
func trim(v drill.YearView, period app.Period, c *calendar.Calendar) drill.YearView {
	kept := drill.YearView{Year: v.Year}
	var months []int
	for i, m := range v.Months {
		all := app.Period{From: m, To: m.LastOfMonth()}
		inside := !m.After(period.To) && !all.To.Before(period.From)
		used := slices.ContainsFunc(v.Rows, func(r drill.YearRow) bool { return len(r.Cells[i]) > 0 })
		if inside && (used || c.Teaches(all)) {
			months = append(months, i)
			kept.Months = append(kept.Months, m)
		}
	}
	for _, row := range v.Rows {
		cells := make([][]drill.Slot, 0, len(months))
		for _, i := range months {
			cells = append(cells, row.Cells[i])
		}
		if slices.ContainsFunc(cells, func(c []drill.Slot) bool { return len(c) > 0 }) {
			kept.Rows = append(kept.Rows, drill.YearRow{Kind: row.Kind, Title: row.Title, Cells: cells})
		}
	}
	return kept
}

// slotKey names a slot for as long as it is there.
func slotKey(s drill.Slot) string {
	if s.ID != "" {
		return string(s.ID)
	}
	return s.Kind + " " + s.Day.String() + " " + string(s.Standing)
}

// movable says whether a slot is a drill that can still be put on another day.
func movable(s drill.Slot) bool {
	return s.Standing == drill.Scheduled && s.ID != "" && s.State != drill.StateRunning
}

// free says whether nobody is taught on a day: it is no workday, or in no term.
func (y *year) free(day app.Day) bool {
	_, taught := y.Question.Calendar.TermOf(day)
	return !taught || !y.Question.Calendar.IsWorkday(day)
}

// kindTitle is the name of a kind; the school's own word is its name.
func (y *year) kindTitle(name string, lang app.Lang) string {
	if k, ok := y.Question.Kinds.Kind(name); ok {
		return k.Title.In(lang)
	}
	return name
}

// slot finds a slot by its key.
func (y *year) slot(key string) (drill.Slot, bool) {
	for _, s := range y.view.List() {
		if slotKey(s) == key {
			return s, true
		}
	}
	return drill.Slot{}, false
}

// needed is the first slot without a day that would serve a rule.
func (y *year) needed(rule string) (drill.Slot, bool) {
	for _, s := range y.view.List() {
		if s.Standing == drill.Unscheduled && slices.Contains(s.Rules, rule) {
			return s, true
		}
	}
	return drill.Slot{}, false
}

// begun says whether any drill was ever scheduled or held.
func (y *year) begun() bool { return len(y.Question.Held)+len(y.Question.Planned) > 0 }

// slotHeld is a slot as a drill that is to be planned.
func slotHeld(s drill.Slot) drill.Held {
	return drill.Held{ID: s.ID, Number: s.Number, Kind: s.Kind, Day: s.Day, Time: s.Time, Tags: s.Tags}
}
