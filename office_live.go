package main

import (
	"context"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/app/sheet"
	"campuskeeper/ui/drilllive"
	"campuskeeper/ui/ledgers"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// openLive shows the day of a drill over the whole screen: ready to start, or as it
// runs.
func (o *office) openLive(id app.ID) {
	o.frame.Cover(drilllive.New(drilllive.Deps{
		Words: o.book, Runner: o.runner, Source: liveKeeper{o}, Window: o.canvas,
		FullScreen: o.main.SetFullScreen, Leave: o.frame.Uncover, ReadFile: o.readTable,
		Ended: func(id app.ID) {
			o.frame.Uncover()
			o.overDrills()
			o.ledgers.EditRecord(o.drills, id, "problems", o.drills.Changed)
		},
	}, id))
}

// resumeDrill leads back to a drill that was running when the program ended.
func (o *office) resumeDrill() {
	for _, row := range o.drillsIn(drill.StateRunning) {
		log, err := o.desk.drills.live.Log(o.ctx, row.ID)
		o.logged("drill", err)
		if len(log.Events) > 0 {
			o.openLive(row.ID)
			return
		}
	}
}

// openNextDrill shows the drill that runs, or else the next one that is planned.
func (o *office) openNextDrill() {
	today := app.DayOf(o.clock.Now())
	for _, row := range append(o.drillsIn(drill.StateRunning), o.drillsIn(drill.StateScheduled, drill.StatePostponed)...) {
		if row.State == drill.StateRunning || !row.Day.Before(today) {
			o.openLive(row.ID)
			return
		}
	}
	widgets.Tell(o.canvas(), o.book, o.book.T("live.command"), o.book.T("live.command.none"))
}

// mostDrills is how many drills of a state are looked through.
const mostDrills = 400

// drillsIn lists the drills in any of some states, by day.
func (o *office) drillsIn(states ...string) []catalog.Row {
	query := catalog.Query{Ledger: drill.Ledger, States: states, Sort: []catalog.Sort{{Column: catalog.ByDay}}}
	return o.desk.catalog.Page(query, 0, mostDrills).Rows
}

// readTable hands over the rows of a table that the user chooses, as text.
func (o *office) readTable(read func(text string)) {
	o.pickTable(func(path string) {
		task.Run(o.runner, o.ctx, o.book.T("live.roll.file"), func(ctx context.Context, _ *task.Progress) (string, error) {
			book, err := sheet.OpenFile(ctx, path, nil)
			if err != nil {
				return "", err
			}
			return tableText(book), nil
		}, func(text string, err error) {
			if err != nil {
				widgets.TellError(o.canvas(), o.book, o.book.T("live.file"), err)
				return
			}
			read(text)
		})
	})
}

// tableText is the first sheet of a workbook with tabs between its cells.
func tableText(book *sheet.Workbook) string {
	var text strings.Builder
	if len(book.Sheets) == 0 {
		return ""
	}
	for _, row := range book.Sheets[0].Rows {
		cells := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			cells[i] = cell.Text
		}
		text.WriteString(strings.Join(cells, "\t") + "\n")
	}
	return text.String()
}

// liveKeeper keeps a drill on its day.
type liveKeeper struct{ *office }

// Read implements drilllive.Source.
func (k liveKeeper) Read(ctx context.Context, id app.ID) (drilllive.Sheet, error) {
	book := drillBook{k.desk.drills}
	e, err := book.Drill(ctx, id)
	if err != nil {
		return drilllive.Sheet{}, err
	}
	kind, err := book.Kind(ctx, e.Values["kind"])
	if err != nil {
		return drilllive.Sheet{}, err
	}
	log, err := k.desk.drills.live.Log(ctx, id)
	if err != nil {
		return drilllive.Sheet{}, err
	}
	all, err := k.desk.drills.entries(ctx)
	return drilllive.Sheet{Entry: e, Kind: kind, Log: log, LastRoll: drill.LastRoll(all)}, err
}

// Keep implements drilllive.Source.
func (k liveKeeper) Keep(ctx context.Context, id app.ID, plan drill.Drill) error {
	e, err := k.desk.ledgers.Entry(ctx, id)
	if err != nil {
		return err
	}
	_, err = k.desk.ledgers.Change(ctx, k.desk.who, id, plan.Values(), e.Revision)
	return err
}

// Now implements drilllive.Source.
func (k liveKeeper) Now() drill.Instant { return k.desk.drills.live.Now() }

// Start implements drilllive.Source.
func (k liveKeeper) Start(ctx context.Context, id app.ID, at drill.Instant) error {
	_, err := k.desk.drills.live.StartAt(ctx, k.desk.who, id, at)
	return err
}

// Add implements drilllive.Source.
func (k liveKeeper) Add(ctx context.Context, id app.ID, e drill.Event) error {
	_, err := k.desk.drills.live.Add(ctx, k.desk.who, id, e)
	return err
}

// Log implements drilllive.Source.
func (k liveKeeper) Log(ctx context.Context, id app.ID) (drill.Live, error) {
	return k.desk.drills.live.Log(ctx, id)
}

// End implements drilllive.Source.
func (k liveKeeper) End(ctx context.Context, id app.ID) error {
	_, _, err := k.desk.drills.live.End(ctx, k.desk.who, id)
	return err
}

// drillActions are the buttons of a drill's record: its day, and what its review
// decided on.
func (o *office) drillActions(e ledger.Entry) []ledgers.Action {
	if e.Ledger != drill.Ledger {
		return nil
	}
	switch string(e.State) {
	case drill.StateScheduled, drill.StatePostponed, drill.StateRunning:
		actions := []ledgers.Action{{
			Icon: "drill", Word: o.book.T("live.command"), Main: true, For: drill.StateRunning, Do: func() { o.openLive(e.ID) },
		}}
		if e.State == drill.StateRunning {
			return actions
		}
		return append(actions, o.planActions(e.ID)...)
	case drill.StateHeld, drill.StateRecorded, drill.StateCompleted:
		if len(drill.FromValues(e.Values).OpenActions()) > 0 {
			return []ledgers.Action{{Icon: "risk", Word: o.book.T("live.actions"), Do: func() { o.openActions(e.ID) }}}
		}
	}
	return nil
}

// openActions enters the actions of a drill's review that have no number yet as
// hazards, and writes their numbers back.
func (o *office) openActions(id app.ID) {
	task.Run(o.runner, o.ctx, o.book.T("live.actions"), func(ctx context.Context, _ *task.Progress) (int, error) {
		return o.desk.drills.hazards(ctx, id, o.words)
	}, func(count int, err error) {
		if err != nil {
			widgets.TellError(o.canvas(), o.book, o.book.T("live.actions.failed"), err)
			return
		}
		if page, ok := o.frame.Current().(shell.Refresher); ok {
			page.Reload()
		}
		o.frame.OfferUndo(o.book.T("live.actions.done", "n", count))
	})
}

// hazardLedger is the ledger that the actions of a review go into.
const hazardLedger = "hazard"

// hazards makes hazards of the actions of a drill that have no number yet, in one
// step that can be taken back. It returns how many.
func (d *drillDesk) hazards(ctx context.Context, id app.ID, words *app.Words) (int, error) {
	e, err := d.ledgers.Entry(ctx, id)
	if err != nil {
		return 0, err
	}
	held := drill.FromValues(e.Values)
	open := held.OpenActions()
	if len(open) == 0 {
		return 0, app.Errorf(app.CodeConflict, "live.actions.none")
	}
	found := held.Date
	if !held.ReviewedOn.IsZero() {
		found = held.ReviewedOn
	}
	place := held.Place
	if place == "" {
		place = d.school.Name
	}
	all := make([]schema.Values, len(open))
	for i, at := range open {
		action := held.Actions[at]
		all[i] = schema.Values{
			"foundOn": found.String(), "place": place, "level": "general", "category": "emergency", "foundBy": held.Reviewer,
			"source": words.T(d.school.Lang, "live.actions.source", "number", e.Number), "description": action.Action,
			"responsible": action.Owner, "deadline": action.Due.String(),
		}
		for name, value := range all[i] {
			if value == "" {
				delete(all[i], name)
			}
		}
	}
	added, err := d.ledgers.AddFrom(ctx, d.who, id, hazardLedger, all, func(values schema.Values, numbers []string) schema.Values {
		return drill.FromValues(values).Numbered(numbers).Values()
	})
	return len(added), err
}
