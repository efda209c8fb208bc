package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/drill"
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
			known.Entries[h.ID] = reminder.DrillEntry{Kind: h.Kind, Time: h.Time}
			if h.Kind == drill.AlarmLedger {
				known.Tests = append(known.Tests, h.Day)
			}
		}
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
