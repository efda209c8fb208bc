package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
	"campuskeeper/app/schema"
)

// proposedRow is one line of `drill schedule --json`.
type proposedRow struct {
	Number string      `json:"number,omitempty"` // once it is saved
	Kind   string      `json:"kind"`
	Day    string      `json:"day"`
	Time   string      `json:"time"`
	Route  string      `json:"route"`
	Point  string      `json:"callPoint"`
	Tags   []drill.Tag `json:"tags"`
	Rules  []string    `json:"rules"`
}

// scheduleDrills proposes the drills that a school year still needs.
func scheduleDrills(ctx context.Context, p *program, args []string) error {
	set := flags("drill-schedule")
	year := addYear(set)
	file := set.String("ics", "", "")
	save := set.Bool("save", false, "")
	asJSON := set.Bool("json", false, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	if err := year.check(); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		q, err := d.drills.question(ctx)
		if err != nil {
			return err
		}
		now := p.clock.Now()
		term := year.of(q.Calendar, app.DayOf(now))
		if today := app.DayOf(now); term.To.Before(today) {
			return app.Errorf(app.CodeInvalid, "drill-cli.year", "year", term.String(), "today", today)
		}
		proposal := q.Propose(term, now)
		rows, err := p.proposed(ctx, d, proposal, *save)
		if err != nil {
			return err
		}
		switch {
		case *asJSON:
			err = p.asJSON(rows)
		case len(q.Rules) == 0:
			p.say("drill-cli.rules.none", "pack", d.school.Pack)
		default:
			err = p.printProposal(d, rows, proposal)
		}
		if err != nil || *file == "" {
			return err
		}
		style := agenda.Style{Words: p.words, Lang: p.lang, Now: now}
		if err := d.drills.writeAgenda(ctx, term, notSaved(proposal, *save), style, *file); err != nil {
			return err
		}
		if !*asJSON {
			p.say("drill-cli.schedule.file", "file", *file)
		}
		return nil
	})
}

// proposed lists a proposal, and schedules its drills where that is wanted, all or none.
func (p *program) proposed(ctx context.Context, d *desk, proposal drill.Proposal, save bool) ([]proposedRow, error) {
	rows := make([]proposedRow, 0, len(proposal.Drills))
	plans := make([]drill.Drill, 0, len(proposal.Drills))
	for _, n := range proposal.Drills {
		rows = append(rows, proposedRow{
			Kind: n.Kind, Day: n.Day.String(), Time: n.Time, Route: n.Route, Point: n.CallPoint,
			Tags: append([]drill.Tag{}, n.Tags...), Rules: append([]string{}, n.Rules...),
		})
		plans = append(plans, n.Plan(n.Rules))
	}
	if !save {
		return rows, nil
	}
	added, err := d.drills.take(ctx, plans, nil)
	for i, e := range added {
		rows[i].Number = e.Number
	}
	return rows, err
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

// printProposal writes a proposal as a table, with what it cannot meet or avoid below.
func (p *program) printProposal(d *desk, rows []proposedRow, proposal drill.Proposal) error {
	t, err := d.ledgers.Library().Template(drill.Ledger)
	if err != nil {
		return err
	}
	tags, _ := t.Field("tags")
	table := p.table("drill-cli.schedule.head")
	for _, r := range rows {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Day, r.Time, r.Kind, p.how(r, tags), strings.Join(r.Rules, " "), r.Number)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, line := range p.remarks(proposal) {
		p.line(line)
	}
	return nil
}

// how says by which way, from which call point and how else a drill is to be held.
func (p *program) how(r proposedRow, tags schema.Field) string {
	var said []string
	if r.Route != "" {
		said = append(said, p.words.T(p.lang, "drill-cli.schedule.route", "route", r.Route))
	}
	if r.Point != "" {
		said = append(said, p.words.T(p.lang, "drill-cli.schedule.point", "point", r.Point))
	}
	for _, tag := range r.Tags {
		said = append(said, tags.Format(schema.WriteList([]string{string(tag)}), p.lang))
	}
	return strings.Join(said, p.words.T(p.lang, "drill-cli.comma"))
}

// remarks lists what a proposal cannot meet, could not avoid, and what is not known
// yet. Two requirements of a rule that lack the same are told of once.
func (p *program) remarks(proposal drill.Proposal) []string {
	var lines []string
	add := func(key string, pairs ...any) {
		if line := p.words.T(p.lang, key, pairs...); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	for _, u := range proposal.Unmet {
		add("drill-cli.schedule.unmet", "rule", u.Rule, "period", p.period(u.Period), "short", u.Short, "why", p.words.T(p.lang, u.Reason.Key()))
	}
	for _, week := range proposal.Crowded {
		add("drill-cli.schedule.crowded", "period", p.period(week))
	}
	for _, year := range proposal.Unsettled {
		add("drill-cli.schedule.unsettled", "year", strconv.Itoa(year))
	}
	return lines
}

// period writes a period by its first and last day.
func (p *program) period(of app.Period) string {
	return p.words.T(p.lang, "drill-cli.period", "from", of.From, "to", of.To)
}
