package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/reminder"
	"campuskeeper/ui/duties"
	"campuskeeper/ui/shell"
)

// openDuties shows what recurs.
func (o *office) openDuties() {
	o.frame.Go(shell.Today)
	o.frame.Push(duties.New(duties.Deps{
		Words: o.book, Runner: o.runner, Source: dutyKeeper{o}, Window: o.canvas, Back: o.frame.Back,
		Changed: func() {
			o.refresh()
			o.inbox.Reload()
		},
	}))
}

// dutyKeeper keeps the duties of the rule pack and those of the school's own.
type dutyKeeper struct{ *office }

// nextWithin is how far ahead the next due day of a duty is looked for, in days.
const nextWithin = 400

// Duties implements duties.Source.
func (k dutyKeeper) Duties(ctx context.Context) ([]duties.Row, error) {
	own, err := k.desk.reminders.Schedules(ctx)
	if err != nil {
		return nil, err
	}
	today := app.DayOf(k.clock.Now())
	ahead := app.Period{From: today, To: today.AddDays(nextWithin)}
	var rows []duties.Row
	pack := k.desk.pack.Load()
	for _, s := range pack.rules.Schedules(own) {
		row := duties.Row{
			ID: s.ID, Title: k.book.Text(s.Title), When: k.rhythm(s.When), Place: k.book.Text(s.Place), On: !s.Off, Own: s.Rule == "",
		}
		if next := s.When.Occurrences(pack.calendar, ahead); len(next) > 0 {
			row.Next = next[0].Day
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// rhythm says a recurrence in words.
func (k dutyKeeper) rhythm(r calendar.Recurrence) string {
	n := max(1, r.N)
	switch {
	case r.Every == calendar.EveryTerm && r.Week > 0:
		return k.book.T("duties.when.term", "week", r.Week)
	case r.Every == calendar.EveryTerm:
		return k.book.T("duties.when.term-end")
	case r.Every == calendar.EveryYear:
		return k.book.T("duties.when.year", "month", int(r.Month))
	case r.Every == calendar.EveryWeek:
		return k.book.T("duties.when.week", "n", n)
	case r.Last:
		return k.book.T("duties.when.month-last")
	case r.Dom == 0:
		return k.book.T("duties.when.month-nth")
	case n > 1:
		return k.book.T("duties.when.months", "n", n, "day", r.Dom)
	}
	return k.book.T("duties.when.month", "day", r.Dom)
}

// Add implements duties.Source.
func (k dutyKeeper) Add(ctx context.Context, d duties.Duty) error {
	today := app.DayOf(k.clock.Now())
	schedule := reminder.Schedule{
		ID: app.NewID(), Kind: reminder.Duty, Title: inEvery(d.Title), Place: inEvery(d.Place), Owner: d.Owner,
		When: calendar.Recurrence{Every: calendar.EveryMonth, Dom: d.Number, From: today},
	}
	if d.Drill {
		schedule.Kind = reminder.Drill
	}
	if d.Rhythm == duties.Termly {
		schedule.When = calendar.Recurrence{Every: calendar.EveryTerm, Week: d.Number, From: today}
	}
	return k.desk.reminders.Keep(ctx, k.desk.who, schedule)
}

// inEvery is what the user wrote, which reads the same in every language.
func inEvery(text string) app.Text {
	if text == "" {
		return nil
	}
	return app.Text{app.English: text, app.Chinese: text}
}

// Switch implements duties.Source.
func (k dutyKeeper) Switch(ctx context.Context, id app.ID, on bool) error {
	own, err := k.desk.reminders.Schedules(ctx)
	if err != nil {
		return err
	}
	for _, s := range k.desk.pack.Load().rules.Schedules(own) {
		if s.ID == id {
			s.Off = !on
			return k.desk.reminders.Keep(ctx, k.desk.who, s)
		}
	}
	return app.Errorf(app.CodeNotFound, "error.id", "text", string(id))
}
