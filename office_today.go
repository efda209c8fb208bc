package main

import (
	"context"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
	"campuskeeper/app/reminder"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/today"
	"campuskeeper/ui/widgets"
)

// morning is where Today comes from.
type morning struct{ *office }

// Lists implements today.Source.
func (m morning) Lists(ctx context.Context) (today.Lists, error) {
	now := m.clock.Now()
	lists, err := m.desk.reminders.Lists(ctx, now, m.desk.who.Name, m.nextStep, nil)
	if err != nil {
		return today.Lists{}, err
	}
	day := app.DayOf(now)
	out := today.Lists{
		Day: day, Teaching: teachingWeek(m.desk.pack.Load().calendar, day), Assumed: m.assumedTerm(day), WeekEnds: lists.WeekEnd, MonthCloses: lists.Closes, NextDay: lists.Next,
		Overdue: m.rows(lists.Overdue), Today: m.rows(lists.Today), Week: m.rows(lists.Week), Missing: m.rows(lists.Missing),
		Totals: today.Totals{Overdue: len(lists.Overdue), Today: len(lists.Today), Week: len(lists.Week), Missing: len(lists.Missing)},
	}
	if len(lists.Today) == 0 && len(lists.Week) > 0 {
		out.NextDay = lists.Week[0].Due
		out.Next = m.book.Text(lists.Week[0].Title)
	}
	return out, nil
}

// assumedTerm is the present term while nobody has confirmed its dates: what is due
// by week or term is then reckoned from the usual ones.
func (m morning) assumedTerm(day app.Day) *today.Term {
	term := m.desk.pack.Load().calendar.TermAt(day)
	if !term.Assumed {
		return nil
	}
	return &today.Term{Title: m.book.Text(term.Title), Days: term.Period}
}

// mostListed is how many lines the screens hold of one list. Nobody reads more, and
// after an import there may be ten thousands.
const mostListed = 500

func (m morning) rows(rows []reminder.Row) []today.Row {
	rows = rows[:min(len(rows), mostListed)]
	out := make([]today.Row, 0, len(rows))
	for _, r := range rows {
		what, action := m.book.Text(r.Title), r.Action
		switch {
		case r.Kind == reminder.DrillRule:
			what = m.book.T("reminder.drill-rule.row", "title", what, "n", r.Short)
			action = m.book.T("reminder.drill-rule.act")
		case r.Kind == reminder.Improve:
			action = m.book.T("window.duty.enter")
		case r.Scheduled && r.Ledger == "":
			action = m.book.T("window.duty.enter")
		case action == reminder.ActionOpen || action == "":
			action = m.book.T("window.open")
		}
		out = append(out, today.Row{
			Key: rowKey(r.Kind, r.Ledger, r.ID, r.Of, r.Scheduled), What: what, Number: r.Number, Where: m.book.Text(r.Place), Who: r.Owner,
			Day: r.Due, Late: max(0, r.OverdueDays), Short: m.words.Say(m.book.Lang(), r.Lateness.Key, r.Lateness.Args), Action: action,
		})
	}
	return out
}

// recordKey says which record a line opens; rowKey also which ledger a duty is done
// in, that the year of drills has the place for what a rule asks for, and which drill
// an improvement is of.
func recordKey(name string, id app.ID) string { return "record " + name + " " + string(id) }

func rowKey(kind reminder.Kind, name string, id, of app.ID, duty bool) string {
	switch {
	case kind == reminder.Improve:
		return recordKey(drill.Ledger, of) + " " + string(id)
	case kind == reminder.DrillRule || kind == reminder.Silence:
		return "drills"
	case duty && name != "":
		return "ledger " + name
	case duty:
		return "duty " + string(id)
	}
	return recordKey(name, id)
}

// nextStep names the first step of the straight way that is possible now.
func (m morning) nextStep(head app.Head) string {
	t, err := m.desk.ledgers.Library().Template(head.Ledger)
	if err != nil {
		return ""
	}
	for _, move := range m.desk.ledgers.Library().Loop(t).Next(ledger.State(head.State)) {
		if !move.Aside {
			return t.MoveLabel(move, m.book.Lang())
		}
	}
	return ""
}

// Open implements today.Source.
func (m morning) Open(row today.Row) { m.open(row.Key) }

// Act implements today.Source: the record opens with its next step at hand, and what
// is a line of a record is done at once.
func (m morning) Act(row today.Row) {
	if words := strings.Fields(row.Key); len(words) == 4 {
		m.askImproved(app.ID(words[2]), app.ID(words[3]), row.What)
		return
	}
	m.open(row.Key)
}

// open shows what a key of recordKey or rowKey names.
func (o *office) open(key string) {
	what, rest, _ := strings.Cut(key, " ")
	name, id, _ := strings.Cut(rest, " ")
	id, _, _ = strings.Cut(id, " ") // behind it is the line of the record that it is about
	switch what {
	case "duty":
		o.askDone(app.ID(name))
	case "drills":
		o.overDrills()
	case "file":
		o.reveal(rest)
	case "record":
		if name == drill.Ledger {
			o.overDrills()
			o.ledgers.ShowRecord(o.drills, app.ID(id), o.drills.Changed)
			return
		}
		o.frame.Go(shell.Ledgers)
		o.ledgers.OpenRecord(name, app.ID(id))
	default:
		o.frame.Go(shell.Ledgers)
		o.ledgers.OpenLedger(name)
	}
}

// askDone notes that a duty was done, such as a drill, on which day.
func (o *office) askDone(id app.ID) {
	o.askDay(o.book.T("window.duty.text"), func(ctx context.Context, day app.Day) error {
		return o.desk.reminders.Done(ctx, o.desk.who, id, day)
	}, func() {})
}

// askImproved notes in the record of a drill that an action of its review was carried
// out, on which day.
func (o *office) askImproved(held, action app.ID, what string) {
	o.askDay(o.book.T("window.improved.text", "what", what), func(ctx context.Context, day app.Day) error {
		return o.desk.drills.improved(ctx, held, action, day)
	}, func() { o.frame.OfferUndo(o.book.T("window.improved.done")) })
}

// askDay asks for the day on which something was done, which is not ahead, and keeps it.
func (o *office) askDay(text string, keep func(context.Context, app.Day) error, kept func()) {
	day := widgets.NewDayEntry(o.book, o.clock)
	day.SetDay(app.DayOf(o.clock.Now()))
	field := widgets.NewField(o.book.T("window.duty.day"), "", day)
	var dialog *widgets.Dialog
	cancel := widgets.NewButton(widgets.Ordinary, "", o.book.T("choose.cancel"), func() { dialog.Cancel() })
	save := widgets.NewButton(widgets.Main, "check", o.book.T("window.duty.done"), func() {
		when, err := day.Day()
		if err == nil && when.After(app.DayOf(o.clock.Now())) {
			err = app.Errorf(app.CodeInvalid, "guard.not-ahead", "day", when.String(), "today", app.DayOf(o.clock.Now()).String())
		}
		if err != nil {
			field.Complain(o.book.Explain(err))
			dialog.Rearrange()
			return
		}
		dialog.Hide()
		o.keepDay(when, keep, kept)
	})
	dialog = widgets.NewDialog(o.canvas(), o.book.T("window.duty"), 400, widgets.Column(look.Gap3, widgets.NewParagraph(text), field), save, cancel, save)
	dialog.Show()
	day.FocusIn()
}

func (o *office) keepDay(day app.Day, keep func(context.Context, app.Day) error, kept func()) {
	task.Run(o.runner, o.ctx, o.book.T("window.duty"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, keep(ctx, day)
	}, func(_ struct{}, err error) {
		if err != nil {
			widgets.TellError(o.canvas(), o.book, o.book.T("window.duty"), err)
			return
		}
		o.refresh()
		o.inbox.Reload()
		kept()
	})
}

// kinds lists what can be added.
func (o *office) kinds() []today.Kind {
	var kinds []today.Kind
	for _, t := range o.desk.ledgers.Library().Templates() {
		kinds = append(kinds, today.Kind{Name: t.Name, Label: o.book.Text(t.Title)})
	}
	return kinds
}

func (o *office) addTo(name string) {
	o.frame.Go(shell.Ledgers)
	o.ledgers.NewRecord(name)
}

// printToday shows the lists as they will be printed.
func (o *office) printToday(lists today.Lists) {
	columns := []string{"window.list.when", "window.list.what", "window.list.where", "window.list.who"}
	list := form.List{Title: o.book.T("today.title"), Caption: o.book.Day(lists.Day)}
	for _, key := range columns {
		list.Columns = append(list.Columns, o.book.T(key))
	}
	for _, part := range []struct {
		key  string
		rows []today.Row
		all  int
		late bool
	}{
		{"today.overdue", lists.Overdue, lists.Totals.Overdue, true},
		{"today.today", lists.Today, lists.Totals.Today, false},
		{"today.week", lists.Week, lists.Totals.Week, false},
		{"today.missing", lists.Missing, lists.Totals.Missing, false},
	} {
		group := form.ListGroup{Title: o.book.T(part.key)}
		for _, r := range part.rows {
			what := r.What
			if r.Number != "" {
				what += " " + r.Number
			}
			group.Rows = append(group.Rows, []string{r.Short, what, r.Where, r.Who})
			group.Late = append(group.Late, part.late)
		}
		if more := part.all - len(part.rows); more > 0 {
			group.Rows = append(group.Rows, []string{"", o.book.T("today.more", "n", more), "", ""})
			group.Late = append(group.Late, false)
		}
		list.Groups = append(list.Groups, group)
	}
	o.previewDocument(o.book.T("today.title"), func(lang app.Lang) form.Document {
		return form.NewClerk(o.words, o.desk.school, o.clock.Now(), lang).List(list)
	})
}
