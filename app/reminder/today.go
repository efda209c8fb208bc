package reminder

import (
	"cmp"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Row is a line of the Today screen.
type Row struct {
	Kind        Kind
	ID          app.ID // of the record or the schedule
	Scheduled   bool
	Of          app.ID // of an improvement: the drill whose review decided on it
	Ledger      string
	Number      string
	Title       app.Text
	Place       app.Text
	Owner       string
	Mine        bool // Owner is who looks
	Lateness    Line // "3 days late", "Today", the day, "1 record"
	Due         app.Day
	OverdueDays int
	Short       int    // of a rule: how many drills have no date
	Action      string // name of the next legal step, or of what to open
}

// Lists are the four lists of the Today screen. Nothing stands in two of them.
type Lists struct {
	Overdue []Row   // oldest first
	Today   []Row   // own first
	Week    []Row   // the rest of the week to its Sunday, own first
	Missing []Row   // of this month's duties
	WeekEnd app.Day // the Sunday
	Closes  app.Day // the last day of the month
	Next    app.Day // when nothing is due: the next day on which something is; zero for none known
}

// TodayInput is what the lists depend on, but the day.
type TodayInput struct {
	Input
	Me      string                // name of who looks
	Next    func(app.Head) string // name of the next legal step of a record
	Missing []Row                 // what other parts of the program miss this month
}

// The actions that are no step of a record.
const (
	ActionOpen     = "open"     // of a duty: to open what it is done with
	ActionSchedule = "schedule" // of a rule: to give its drills a date
	ActionDone     = "done"     // of an improvement: to say that it was carried out
)

// lookAhead is how far the next due day is looked for when nothing is due, in days.
const lookAhead = 60

// Today makes the lists of a day.
func Today(in TodayInput, today app.Day) Lists {
	l := Lists{WeekEnd: calendar.Week(today).To, Closes: today.LastOfMonth()}
	until := today.AddDays(lookAhead)
	var later []app.Day
	listed := map[app.ID]bool{} // of a duty missed twice the first is enough
	place := func(r Row, monthly bool) {
		if listed[r.ID] {
			return
		}
		listed[r.ID] = true
		switch {
		case r.OverdueDays > 0:
			l.Overdue = append(l.Overdue, r)
		case r.OverdueDays == 0:
			l.Today = append(l.Today, r)
		case !r.Due.After(l.WeekEnd):
			l.Week = append(l.Week, r)
		case monthly:
			r.Lateness = Line{Key: "reminder.missing", Args: app.Args{"due": r.Due}}
			l.Missing = append(l.Missing, r)
		default:
			later = append(later, r.Due)
		}
	}
	if in.Records != nil {
		for _, h := range in.Records.Due(until) {
			if rule, ok := in.Rules.deadline(h, in.Open(h.Ledger, h.State)); ok {
				place(in.headRow(h, rule.Kind, today), false)
			}
		}
	}
	for _, o := range in.undone(today, until) {
		place(in.dutyRow(o, today), o.Window.Has(today) && !o.Day.After(l.Closes))
	}
	in.placeDrills(today, until, l.Closes, place)
	l.add(in.Missing)
	l.sort()
	if len(l.Overdue)+len(l.Today)+len(l.Week) == 0 && len(later) > 0 {
		l.Next = slices.MinFunc(later, app.Day.Compare)
	}
	return l
}

// placeDrills places the improvements of drills and what their rules ask for.
func (in TodayInput) placeDrills(today, until, closes app.Day, place func(r Row, monthly bool)) {
	for _, a := range in.Drills.Actions {
		if !a.Due.After(until) {
			place(in.actionRow(a, today), false)
		}
	}
	for _, need := range in.pressing(today) {
		place(in.needRow(need, today), !need.By.After(closes))
	}
}

func (in TodayInput) headRow(h app.Head, kind Kind, today app.Day) Row {
	r := Row{
		Kind: kind, ID: h.ID, Ledger: h.Ledger, Number: h.Number, Title: literal(h.Title), Place: literal(h.Place),
		Owner: h.Owner,
	}
	if in.Next != nil {
		r.Action = in.Next(h)
	}
	return in.timed(r, h.Due, today)
}

func (in TodayInput) dutyRow(o occurrence, today app.Day) Row {
	r := Row{
		Kind: o.Kind, ID: o.ID, Scheduled: true, Ledger: o.Ledger, Title: o.Title, Place: o.Place, Owner: o.Owner,
		Action: ActionOpen,
	}
	return in.timed(r, o.Day, today)
}

func (in TodayInput) actionRow(a DrillAction, today app.Day) Row {
	r := Row{Kind: Improve, ID: a.ID, Of: a.Drill, Number: a.Number, Title: literal(a.Title), Owner: a.Owner, Action: ActionDone}
	return in.timed(r, a.Due, today)
}

func (in TodayInput) needRow(need DrillNeed, today app.Day) Row {
	r := Row{Kind: DrillRule, ID: need.id(), Number: need.Rule, Title: need.Title, Short: need.Short, Action: ActionSchedule}
	return in.timed(r, need.By, today)
}

func (in TodayInput) timed(r Row, due, today app.Day) Row {
	r.Mine = r.Owner != "" && r.Owner == in.Me
	r.Due, r.OverdueDays = due, today.Sub(due)
	switch {
	case r.OverdueDays > 0:
		r.Lateness = Line{Key: "reminder.late", Args: app.Args{"days": r.OverdueDays}}
	case r.OverdueDays == 0:
		r.Lateness = Line{Key: "reminder.today"}
	default:
		r.Lateness = Line{Key: "reminder.on", Args: app.Args{"due": due}}
	}
	return r
}

// add puts rows of others under what is missing, unless their record stands in a
// list already.
func (l *Lists) add(rows []Row) {
	listed := map[app.ID]bool{}
	for _, list := range [][]Row{l.Overdue, l.Today, l.Week, l.Missing} {
		for _, r := range list {
			listed[r.ID] = true
		}
	}
	for _, r := range rows {
		if r.ID == "" || !listed[r.ID] {
			l.Missing = append(l.Missing, r)
			listed[r.ID] = true
		}
	}
}

func (l *Lists) sort() {
	byDue := func(a, b Row) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
	}
	ownFirst := func(a, b Row) int {
		if a.Mine != b.Mine {
			if a.Mine {
				return -1
			}
			return 1
		}
		return byDue(a, b)
	}
	slices.SortFunc(l.Overdue, byDue)
	slices.SortFunc(l.Today, ownFirst)
	slices.SortFunc(l.Week, ownFirst)
	slices.SortStableFunc(l.Missing, func(a, b Row) int { return a.Due.Compare(b.Due) })
}
