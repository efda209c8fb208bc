package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/drills"
	"campuskeeper/ui/preview"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// addDrills plugs the year of drills in.
func (o *office) addDrills() {
	o.drills = drills.New(drills.Deps{
		Words: o.book, Sentences: o.words, Runner: o.runner, Clock: o.clock, Source: drillKeeper{o}, Host: o.frame, Memory: o.habits,
		Open:   func(id app.ID) { o.ledgers.ShowRecord(o.drills, id, o.drills.Changed) },
		Start:  o.openLive,
		Trends: o.openTrends,
		Papers: yearFormNames, Print: o.previewYear, Export: o.exportAgenda, Import: o.importAgenda,
	})
	o.frame.Add(shell.Drills, o.drills)
	o.addTrends()
}

// overDrills shows the year of drills, where its records open over it. A page that was
// left there goes, unless something in it is not saved.
func (o *office) overDrills() {
	if o.frame.At() != shell.Drills {
		o.frame.Go(shell.Drills)
	}
	for o.frame.Current() != shell.Screen(o.drills) && !o.frame.Current().Unsaved() {
		o.frame.Pop()
	}
}

// drillKeeper keeps the drills of the school.
type drillKeeper struct{ *office }

// Read implements drills.Source.
func (k drillKeeper) Read(ctx context.Context) (drills.Book, error) {
	question, err := k.desk.drills.question(ctx)
	if err != nil {
		return drills.Book{}, err
	}
	entries, err := k.desk.drills.entries(ctx)
	if err != nil {
		return drills.Book{}, err
	}
	book := drills.Book{Question: question, Entries: entries}
	titles, err := packTitles()
	if err != nil {
		return drills.Book{}, err
	}
	for _, pack := range titles {
		if pack.name == k.desk.school.Pack {
			book.Pack = pack.title
		}
	}
	return book, nil
}

// Schedule implements drills.Source.
func (k drillKeeper) Schedule(ctx context.Context, plans []drill.Drill) error {
	return k.Take(ctx, plans, nil)
}

// Move implements drills.Source.
func (k drillKeeper) Move(ctx context.Context, id app.ID, day app.Day, time string) error {
	return k.Take(ctx, nil, []drill.Held{{ID: id, Day: day, Time: time}})
}

// Take implements drills.Source.
func (k drillKeeper) Take(ctx context.Context, plans []drill.Drill, moved []drill.Held) error {
	corrections := make([]ledger.Correction, 0, len(moved))
	for _, h := range moved {
		c, err := k.moved(ctx, h)
		if err != nil {
			return err
		}
		corrections = append(corrections, c)
	}
	_, err := k.desk.drills.take(ctx, plans, corrections)
	return err
}

// moved is a drill that was not begun with a new day, and a new time if one is given.
func (k drillKeeper) moved(ctx context.Context, h drill.Held) (ledger.Correction, error) {
	e, err := k.desk.ledgers.Entry(ctx, h.ID)
	if err != nil {
		return ledger.Correction{}, err
	}
	if e.Ledger != drill.Ledger || e.State != drill.StateScheduled && e.State != drill.StatePostponed {
		return ledger.Correction{}, app.Errorf(app.CodeConflict, "drills.move.over", "number", e.Number)
	}
	plan := drill.FromValues(e.Values)
	plan.Date = h.Day
	if h.Time != "" {
		plan.Time = h.Time
	}
	return ledger.Correction{ID: h.ID, Values: plan.Values(), Base: e.Revision}, nil
}

// Keep implements drills.Source. A drill that was held goes on being judged by the
// target of its day. The change can be taken back until something else is changed.
func (k drillKeeper) Keep(ctx context.Context, settings drill.Settings) error {
	old, err := k.desk.drills.settings(ctx)
	if err != nil {
		return err
	}
	if err := k.put(ctx, settings.After(old, app.DayOf(k.clock.Now()))); err != nil {
		return err
	}
	k.changed(settingChange{"window.undo.rules", func(ctx context.Context) error { return k.put(ctx, old) }, func() {
		k.drills.Reload()
		k.daysChanged()
	}})
	return nil
}

func (k drillKeeper) put(ctx context.Context, settings drill.Settings) error {
	return k.desk.vault.Write(ctx, k.desk.who, func(w app.Writer) error {
		return w.Put(app.Record{
			Kind: app.KindSetting, ID: drill.SettingsID, Value: settings, Sensitivity: app.Internal,
			History: &app.History{Action: "changed"},
		})
	})
}

// yearTitles are the titles of the papers of a school year's drills, by their names.
var yearTitles = map[string]string{
	"drill-year":   "drill-form.year.title",
	"compliance":   "drill-form.compliance.title",
	"alarm-year":   "drill-form.alarm.title",
	"drill-trends": "drill-form.trends.title",
}

// previewYear shows a paper of a school year's drills.
func (o *office) previewYear(name string, year calendar.SchoolYear) {
	machine := o.press(o.desk)
	o.showPreview(preview.Job{
		Offers: preview.Offers{Blank: hasBlank(name)},
		Title:  o.book.T(yearTitles[name]) + " " + year.String(), Name: name + "-" + year.String(), Back: o.frame.Current().Title(), Choice: preview.Choice{Lang: o.book.Lang()},
		Lay: func(ctx context.Context, c preview.Choice) (preview.Paper, error) {
			langs := []app.Lang{c.Lang}
			if c.Lang == preview.Both {
				langs = []app.Lang{app.Chinese, app.English}
			}
			doc, err := machine.yearDocument(ctx, name, year.Year, c.Blank, langs...)
			if err != nil {
				return nil, err
			}
			return o.lay(doc)
		},
	})
}

// exportAgenda writes the planned drills of a school year as an iCalendar file.
func (o *office) exportAgenda(year calendar.SchoolYear) {
	title := o.book.T("drills.export")
	task.Run(o.runner, o.ctx, title, func(ctx context.Context, _ *task.Progress) (string, error) {
		path, ok := o.chooseSave(ctx, "drills-"+year.String()+".ics")
		if !ok {
			return "", nil
		}
		return path, o.desk.drills.writeAgenda(ctx, year, nil, agenda.Style{Words: o.words, Lang: o.book.Lang(), Now: o.clock.Now()}, path)
	}, func(path string, err error) {
		switch {
		case err != nil:
			widgets.TellError(o.canvas(), o.book, title, err)
		case path != "":
			widgets.Tell(o.canvas(), o.book, title, o.book.T("window.exported", "file", path))
		}
	})
}

// importAgenda lets the user choose an iCalendar file and finds the drills in it.
func (o *office) importAgenda(found func(agenda.Reading)) {
	o.chooser.Open(o.book.T("drills.import"), []string{".ics", ".ICS"}, func(path string) {
		task.Run(o.runner, o.ctx, o.book.T("drills.import"), func(context.Context, *task.Progress) (agenda.Reading, error) {
			file, err := openFile(path)
			if err != nil {
				return agenda.Reading{}, err
			}
			defer func() { _ = file.Close() }() // only read
			kinds, err := o.desk.drills.own.kinds()
			if err != nil {
				return agenda.Reading{}, err
			}
			return agenda.Read(file, kinds, o.words, o.clock.Now().Location())
		}, func(reading agenda.Reading, err error) {
			if err != nil {
				widgets.TellError(o.canvas(), o.book, o.book.T("drills.import"), err)
				return
			}
			found(reading)
		})
	})
}

// lateDrills is how many drills are due and not held, or not written up in time.
func (o *office) lateDrills(day app.Day) int {
	return o.desk.catalog.Counts(drill.Ledger, day.AddDays(1)).Overdue
}
