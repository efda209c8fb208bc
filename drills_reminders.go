package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
	"campuskeeper/app/reminder"
)

// Drills implements reminder.DrillBook: what the rules of the pack and the ledger of
// drills say on a day.
func (d *drillDesk) Drills(ctx context.Context, today app.Day) (reminder.Drills, error) {
	question, err := d.question(ctx)
	if err != nil {
		return reminder.Drills{}, err
	}
	known := reminder.Drills{Entries: map[app.ID]reminder.DrillEntry{}}
	for _, list := range [][]drill.Held{question.Held, question.Planned} {
		for _, h := range list {
			kind, _ := question.Kinds.Kind(h.Kind) // without a title for the school's own word
			known.Entries[h.ID] = reminder.DrillEntry{Kind: h.Kind, Title: kind.Title, Time: h.Time}
			if h.Kind == drill.AlarmLedger {
				known.Tests = append(known.Tests, h.Day)
			}
		}
	}
	if known.Actions, err = d.openActions(ctx); err != nil {
		return reminder.Drills{}, err
	}
	for _, n := range question.Needs(today) {
		known.Needs = append(known.Needs, d.need(question.Kinds, n))
	}
	pack := d.pack.Load()
	if days := pack.rules.Drills.SilenceDays; days > 0 {
		if on, silent := question.Silence(today, pack.since, days); silent {
			known.Silent = on
		}
	}
	return known, nil
}

// need is what a rule lacks, as it is told.
func (d *drillDesk) need(kinds drill.Kinds, n drill.Need) reminder.DrillNeed {
	title := n.Rule.Says
	if kind, known := kinds.Kind(n.Kind); known {
		title = kind.Title
	}
	says := n.Rule.Says
	if n.Requirement.Says.In(app.English) != "" {
		says = n.Requirement.Says
	}
	return reminder.DrillNeed{
		Rule: n.Rule.ID, Requirement: n.Requirement.Name, Title: title, Says: says, Kind: n.Kind,
		Short: n.Short, Period: n.Period, By: n.By,
	}
}

// openActions are the improvements of all drills that have a day and are neither done
// nor a hazard.
func (d *drillDesk) openActions(ctx context.Context) ([]reminder.DrillAction, error) {
	entries, err := d.entries(ctx)
	var open []reminder.DrillAction
	for _, e := range entries {
		if e.Ledger != drill.Ledger || e.State == string(ledger.Void) {
			continue
		}
		held := drill.FromValues(e.Values)
		for _, i := range held.OpenActions() {
			if a := held.Actions[i]; !a.Due.IsZero() {
				open = append(open, reminder.DrillAction{
					ID: a.DutyID(e.ID), Drill: e.ID, Number: e.Number, Title: a.Action, Owner: a.Owner, Due: a.Due,
				})
			}
		}
	}
	return open, err
}

// improved notes that an action of a drill's review was carried out on a day. What is
// no duty any more, because it was done or changed meanwhile, is CodeConflict.
func (d *drillDesk) improved(ctx context.Context, id, action app.ID, day app.Day) error {
	e, err := d.ledgers.Entry(ctx, id)
	if err != nil {
		return err
	}
	held, found := drill.FromValues(e.Values).WithDone(id, action, day)
	if !found {
		return app.Errorf(app.CodeConflict, "window.improved.gone", "number", e.Number)
	}
	_, err = d.ledgers.Change(ctx, d.who, id, held.Values(), e.Revision)
	return err
}
