package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
)

// proposedRow is one line of `drill schedule --json`.
type proposedRow struct {
	Number string      `json:"number,omitempty"` // once it is saved
	Kind   string      `json:"kind"`
	Day    string      `json:"day"`
	Time   string      `json:"time"`
	Tags   []drill.Tag `json:"tags"`
	Rules  []string    `json:"rules"`
}

// scheduleDrills proposes the drills that a school year still needs.
func scheduleDrills(ctx context.Context, p *program, args []string) error {
	set := flags("drill-schedule")
	year := set.Int("year", 0, "")
	file := set.String("ics", "", "")
	save := set.Bool("save", false, "")
	asJSON := set.Bool("json", false, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		q, err := d.drills.question(ctx)
		if err != nil {
			return err
		}
		today := app.DayOf(p.clock.Now())
		term := q.Calendar.SchoolYear(today)
		if *year != 0 {
			// The school year that begins in a calendar year holds that year's last day.
			term = q.Calendar.SchoolYear(app.Day{Year: *year, Month: time.December, Dom: 31})
		}
		if term.To.Before(today) {
			return app.Errorf(app.CodeInvalid, "drill-cli.year", "year", term.String(), "today", today)
		}
		proposal := q.Propose(term, p.clock.Now())
		rows, err := p.proposed(ctx, d, proposal, *save)
		if err != nil {
			return err
		}
		if *file != "" {
			style := agenda.Style{Words: p.words, Lang: p.lang, Now: p.clock.Now()}
			if err := d.drills.writeAgenda(ctx, term, notSaved(proposal, *save), style, *file); err != nil {
				return err
			}
		}
		if *asJSON {
			return p.asJSON(rows)
		}
		return p.printProposal(rows, proposal, *file)
	})
}

// proposed lists a proposal, and schedules its drills where that is wanted.
func (p *program) proposed(ctx context.Context, d *desk, proposal drill.Proposal, save bool) ([]proposedRow, error) {
	rows := make([]proposedRow, 0, len(proposal.Drills))
	for _, n := range proposal.Drills {
		row := proposedRow{Kind: n.Kind, Day: n.Day.String(), Time: n.Time, Tags: append([]drill.Tag{}, n.Tags...), Rules: append([]string{}, n.Rules...)}
		if save {
			e, err := d.drills.schedule(ctx, drill.Drill{
				Kind: n.Kind, Date: n.Day, Time: n.Time, Tags: n.Tags, Route: n.Route, CallPoint: n.CallPoint, Rules: n.Rules,
			})
			if err != nil {
				return nil, err
			}
			row.Number = e.Number
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// notSaved lists the drills of a proposal that are in no ledger yet.
func notSaved(proposal drill.Proposal, saved bool) []drill.Held {
	if saved {
		return nil
	}
	list := make([]drill.Held, len(proposal.Drills))
	for i, n := range proposal.Drills {
		list[i] = n.Held
	}
	return list
}

func (p *program) printProposal(rows []proposedRow, proposal drill.Proposal, file string) error {
	table := p.table("drill-cli.schedule.head")
	for _, r := range rows {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", r.Day, r.Time, r.Kind, strings.Join(r.Rules, " "), r.Number)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, u := range proposal.Unmet {
		p.say("drill-cli.schedule.unmet", "rule", u.Rule, "short", u.Short, "why", p.words.T(p.lang, u.Reason.Key()))
	}
	if file != "" {
		p.say("drill-cli.schedule.file", "file", file)
	}
	return nil
}
