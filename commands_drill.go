package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// drillCommands are the second words of `drill`.
var drillCommands = map[string]func(ctx context.Context, p *program, args []string) error{
	"rules": drillRulesCommand, "list": listDrills, "record": recordDrill, "plan": planDrill, "schedule": scheduleDrills,
	"start": startDrill, "mark": markDrill, "class": reportClass, "found": foundPupil, "note": noteDrill, "undo": undoDrill,
	"status": showLive, "end": endDrill, "papers": drillPapers,
}

// drillCommand does what its second word says.
func drillCommand(ctx context.Context, p *program, args []string) error {
	if len(args) == 0 {
		return usagef("cli.usage.drill")
	}
	if args[0] == "help" {
		return help(ctx, p, append([]string{"drill"}, args[1:]...))
	}
	run, known := drillCommands[args[0]]
	if !known {
		return usagef("cli.usage.drill")
	}
	return run(ctx, p, args[1:])
}

// verdictRow is one line of `drill rules --json`; scripts rely on the names.
type verdictRow struct {
	Rule     string       `json:"rule"`
	Status   drill.Status `json:"status"`
	Required int          `json:"required"`
	Done     int          `json:"done"`
	Short    int          `json:"short"`
	By       string       `json:"by"`
	Sentence string       `json:"sentence"`
	Citation string       `json:"citation"`
	Parts    []partRow    `json:"parts"`
}

// partRow is one requirement of a rule.
type partRow struct {
	Name     string       `json:"name"`
	Status   drill.Status `json:"status"`
	Required int          `json:"required"`
	Done     int          `json:"done"`
	Short    int          `json:"short"`
	By       string       `json:"by"`
	Sentence string       `json:"sentence"`
}

// drillRulesCommand says how the school stands with each rule on a day.
func drillRulesCommand(ctx context.Context, p *program, args []string) error {
	set := flags("drill-rules")
	at := set.String("at", "", "")
	asJSON := set.Bool("json", false, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	day, err := p.dayOr(*at)
	if err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		q, err := d.drills.question(ctx)
		if err != nil {
			return err
		}
		rows := []verdictRow{}
		for _, v := range q.Judge(day) {
			rows = append(rows, p.verdict(v))
		}
		switch {
		case *asJSON:
			return p.asJSON(rows)
		case len(rows) == 0:
			p.say("drill-cli.rules.none", "pack", d.school.Pack)
			return nil
		}
		return p.printVerdicts(rows)
	})
}

func (p *program) verdict(v drill.Verdict) verdictRow {
	row := verdictRow{
		Rule: v.Rule.ID, Status: v.Status, Required: v.Required, Done: v.Done, Short: v.Short, By: v.By.String(),
		Sentence: v.Say(p.words, p.lang), Citation: v.Rule.Citation.In(p.lang), Parts: []partRow{},
	}
	for _, f := range v.Parts {
		row.Parts = append(row.Parts, partRow{
			Name: f.Requirement.Name, Status: f.Status, Required: f.Required, Done: f.Done, Short: f.Short, By: f.By.String(),
			Sentence: drill.Verdict{Rule: v.Rule, Finding: f}.Say(p.words, p.lang),
		})
	}
	return row
}

func (p *program) printVerdicts(rows []verdictRow) error {
	table := p.table("drill-cli.rules.head")
	for _, r := range rows {
		count := ""
		if r.Status != drill.NotApplicable && r.Required > 0 {
			count = fmt.Sprintf("%d/%d", r.Done, r.Required)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", r.Rule, p.words.T(p.lang, "drill.status."+string(r.Status)), count, r.By, r.Sentence)
		_, _ = fmt.Fprintf(table, "\t\t\t\t%s\n", p.words.T(p.lang, "drill-cli.rules.citation", "citation", r.Citation))
	}
	return table.Flush()
}

// dayOr reads a day, today when none is given.
func (p *program) dayOr(text string) (app.Day, error) {
	if text == "" {
		return app.DayOf(p.clock.Now()), nil
	}
	return schema.ReadDay(text)
}

// drillRow is one line of `drill list --json`; scripts rely on the names.
type drillRow struct {
	Number  string      `json:"number"`
	ID      app.ID      `json:"id"`
	State   string      `json:"state"`
	Kind    string      `json:"kind"`
	Name    string      `json:"name"`
	Day     string      `json:"day"`
	Time    string      `json:"time"`
	Owner   string      `json:"owner"`
	Seconds int         `json:"seconds"` // until all were out, 0 for not measured
	Tags    []drill.Tag `json:"tags"`
	Due     string      `json:"due"`
	Late    bool        `json:"late"`
}

// listDrills lists the drills of a school year, or all.
func listDrills(ctx context.Context, p *program, args []string) error {
	set := flags("drill-list")
	year := addYear(set)
	asJSON := set.Bool("json", false, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	if err := year.check(); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		entries, err := d.drills.entries(ctx)
		if err != nil {
			return err
		}
		rows := []drillRow{}
		for _, e := range entries {
			row := d.drillRow(e, app.DayOf(p.clock.Now()))
			if day, err := app.ParseDay(row.Day); e.Ledger == drill.Ledger &&
				(!year.given || err == nil && d.pack.Load().calendar.SchoolYear(day).Year == year.n) {
				rows = append(rows, row)
			}
		}
		slices.SortStableFunc(rows, func(a, b drillRow) int { return strings.Compare(a.Day+a.Time, b.Day+b.Time) })
		if *asJSON {
			return p.asJSON(rows)
		}
		return p.printDrills(d, rows)
	})
}

func (d *desk) drillRow(e drill.Entry, today app.Day) drillRow {
	v := drill.FromValues(e.Values)
	head, _ := d.catalog.Head(e.ID) // a drill without one is not due
	row := drillRow{
		Number: e.Number, ID: e.ID, State: e.State, Kind: v.Kind, Name: v.Name, Day: v.Date.String(), Time: v.Time,
		Owner: v.Commander, Seconds: v.Times.Evacuation.N, Tags: v.Tags, Due: head.Due.String(),
		Late: !head.Due.IsZero() && head.Due.Before(today),
	}
	if row.Tags == nil {
		row.Tags = []drill.Tag{}
	}
	return row
}

func (p *program) printDrills(d *desk, rows []drillRow) error {
	t, err := d.ledgers.Library().Template(drill.Ledger)
	if err != nil {
		return err
	}
	kind, _ := t.Field("kind")
	table := p.table("drill-cli.list.head")
	for _, r := range rows {
		late := ""
		if r.Late {
			late = p.words.T(p.lang, "cli.late")
		}
		state := t.StateLabel(d.ledgers.Library().Loop(t), ledger.State(r.State), p.lang)
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Number, r.Day, r.Time, state, late, kind.Format(r.Kind, p.lang), r.Name)
	}
	return table.Flush()
}

// drillFlags are the flags with which a drill is described.
type drillFlags struct {
	kind, date, time string
	given            assignments
}

// read reads the flags of `drill record` and `drill plan`.
func (f *drillFlags) read(name string, args []string) error {
	set := flags(name)
	set.StringVar(&f.kind, "kind", "", "")
	set.StringVar(&f.date, "date", "", "")
	set.StringVar(&f.time, "time", "", "")
	set.Var(&f.given, "set", "")
	words, err := parse(set, args, 0, -1)
	if err != nil {
		return err
	}
	if f.kind == "" || f.date == "" {
		return usagef("cli.usage." + name)
	}
	f.given = append(f.given, words...)
	if f.time != "" {
		f.given = append(f.given, "time="+f.time)
	}
	return nil
}

// drill makes the drill that the flags describe, with the ledger's defaults.
func (f drillFlags) drill(ctx context.Context, p *program, d *desk) (drill.Drill, drill.Kind, error) {
	none := func(err error) (drill.Drill, drill.Kind, error) { return drill.Drill{}, drill.Kind{}, err }
	t, err := d.ledgers.Library().Template(drill.Ledger)
	if err != nil {
		return none(err)
	}
	field, _ := t.Field("kind")
	name, err := field.Parse(f.kind) // titles and synonyms serve, too
	if err != nil {
		return none(err)
	}
	kind, err := d.drills.kind(ctx, name)
	if err != nil {
		return none(err)
	}
	day, err := schema.ReadDay(f.date)
	if err != nil {
		return none(err)
	}
	set, err := d.parseSettings(ledger.Entry{Ledger: drill.Ledger}, f.given)
	if err != nil {
		return none(err)
	}
	values := d.ledgers.Fresh(t, d.who, app.DayOf(p.clock.Now()))
	for field, value := range set {
		values[field] = value
	}
	v := drill.FromValues(values)
	v.Kind, v.Date = kind.Name, day
	return v, kind, nil
}

// recordDrill enters a drill that is over and brings it as far as it is told.
func recordDrill(ctx context.Context, p *program, args []string) error {
	var f drillFlags
	if err := f.read("drill-record", args); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		v, kind, err := f.drill(ctx, p, d)
		if err != nil {
			return err
		}
		today := app.DayOf(p.clock.Now())
		if v.Date.After(today) {
			return app.Errorf(app.CodeInvalid, "drill-cli.ahead", "day", v.Date, "today", today)
		}
		if v.Name == "" {
			v.Name = kind.Title.In(d.school.Lang)
		}
		if v.Recorder == "" {
			v.Recorder = d.who.Name
		}
		e, err := d.drills.record(ctx, v, today)
		if err != nil {
			return unheld(kind, v.Date, err)
		}
		p.line(e.Number)
		return nil
	})
}

// record enters a drill that was held. Nothing is written when it could not have
// been held; the record and the review are taken as far as they are there.
func (d *drillDesk) record(ctx context.Context, v drill.Drill, today app.Day) (ledger.Entry, error) {
	fresh := ledger.Entry{Ledger: drill.Ledger, State: drill.StateScheduled, Values: v.Values()}
	if err := d.ledgers.Problems(fresh, drill.StateHeld, nil, today); err != nil {
		return ledger.Entry{}, err
	}
	e, err := d.ledgers.Add(ctx, d.who, drill.Ledger, v.Values())
	if err != nil {
		return ledger.Entry{}, err
	}
	for _, to := range []ledger.State{drill.StateHeld, drill.StateRecorded, drill.StateCompleted} {
		if d.ledgers.Problems(e, to, nil, today) != nil {
			return e, nil // what it lacks is what the ledger asks for from now on
		}
		if e, err = d.ledgers.Step(ctx, d.who, e.ID, to, nil); err != nil {
			return ledger.Entry{}, err
		}
	}
	return e, nil
}

// unheld names a drill that has no number yet in the error that says why it cannot have
// been held.
func unheld(kind drill.Kind, day app.Day, err error) error {
	var needs *app.Error
	if !errors.As(err, &needs) || len(needs.Problems) == 0 {
		return err
	}
	return &app.Error{Code: needs.Code, Key: "drill-cli.unheld", Args: app.Args{"kind": kind.Title, "day": day}, Problems: needs.Problems}
}

// planDrill schedules a drill.
func planDrill(ctx context.Context, p *program, args []string) error {
	var f drillFlags
	if err := f.read("drill-plan", args); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		v, _, err := f.drill(ctx, p, d)
		if err != nil {
			return err
		}
		if today := app.DayOf(p.clock.Now()); v.Date.Before(today) {
			return app.Errorf(app.CodeInvalid, "drill-cli.over", "day", v.Date, "today", today)
		}
		e, err := d.drills.schedule(ctx, v)
		if err == nil {
			p.line(e.Number)
		}
		return err
	})
}
