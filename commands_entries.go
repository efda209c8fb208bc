package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// entryRow is one line of `list --json`; scripts rely on the names.
type entryRow struct {
	Number string `json:"number"`
	ID     app.ID `json:"id"`
	Ledger string `json:"ledger"`
	State  string `json:"state"`
	Title  string `json:"title"`
	Grade  string `json:"grade"`
	Day    string `json:"day"`
	Due    string `json:"due"`
	Owner  string `json:"owner"`
	Late   bool   `json:"late"`
}

// entryCard is `show --json`.
type entryCard struct {
	entryRow
	Place       string         `json:"place"`
	Revision    int            `json:"revision"`
	Origin      string         `json:"origin,omitempty"`
	Values      schema.Values  `json:"values"`
	Attachments []string       `json:"attachments"`
	Sent        []sentRow      `json:"sent"`
	History     []historyEntry `json:"history"`
}

// historyEntry is one link of the chain as scripts see it.
type historyEntry struct {
	Seq    uint64        `json:"seq"`
	Time   string        `json:"time"`
	Who    string        `json:"who"`
	Action string        `json:"action"`
	From   string        `json:"from,omitempty"`
	To     string        `json:"to,omitempty"`
	Late   bool          `json:"late,omitempty"`
	Note   string        `json:"note,omitempty"`
	Fields []fieldChange `json:"fields,omitempty"`
}

type fieldChange struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

func listLedgers(ctx context.Context, p *program, args []string) error {
	set := flags("ledgers")
	asJSON := set.Bool("json", false, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	type ledgerRow struct {
		Name    string   `json:"name"`
		Code    string   `json:"code"`
		Title   string   `json:"title"`
		Loop    string   `json:"loop"`
		Version int      `json:"version"`
		Entries int      `json:"entries"`
		Open    int      `json:"open"`
		Overdue int      `json:"overdue"`
		Fields  []string `json:"fields"`
		States  []string `json:"states"`
	}
	return p.with(ctx, func(d *desk) error {
		rows := []ledgerRow{}
		for _, t := range d.ledgers.Library().Templates() {
			counts := d.catalog.Counts(t.Name, app.DayOf(p.clock.Now()))
			row := ledgerRow{
				Name: t.Name, Code: t.Code, Title: t.Title.In(p.lang), Loop: t.Loop, Version: t.Version, Entries: counts.Total,
				Open: counts.Groups[catalog.Open] + counts.Groups[catalog.Reinspect], Overdue: counts.Overdue, States: []string{},
			}
			for _, f := range t.Fields {
				row.Fields = append(row.Fields, f.Name)
			}
			for _, s := range d.ledgers.Library().Loop(t).States {
				row.States = append(row.States, string(s.Name))
			}
			rows = append(rows, row)
		}
		if *asJSON {
			return p.asJSON(rows)
		}
		table := p.table("cli.ledgers.head")
		for _, r := range rows {
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%d\n", r.Name, r.Code, r.Title, r.Entries, r.Open, r.Overdue)
		}
		return table.Flush()
	})
}

// table starts a table with a head of words parted by tabs.
func (p *program) table(head string) *tabwriter.Writer {
	table := tabwriter.NewWriter(p.out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, strings.ReplaceAll(p.words.T(p.lang, head), " | ", "\t"))
	return table
}

func addEntry(ctx context.Context, p *program, args []string) error {
	set := flags("add")
	name := set.String("ledger", "", "")
	words, err := parse(set, args, 1, 1)
	if err != nil {
		return err
	}
	if *name == "" {
		return usagef("cli.usage.add")
	}
	raw, err := p.readObject(words[0])
	if err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		t, err := d.ledgers.Library().Template(*name)
		if err != nil {
			return err
		}
		given, problems := t.ParseRow(raw)
		values := d.ledgers.Fresh(t, d.who, app.DayOf(p.clock.Now()))
		for field, value := range given {
			values[field] = value
		}
		if len(problems) > 0 {
			return &app.Error{Code: app.CodeInvalid, Key: "ledger.wrong", Args: app.Args{"count": len(problems), "ledger": t.Title}, Problems: problems}
		}
		e, err := d.ledgers.Add(ctx, d.who, *name, values)
		if err != nil {
			return err
		}
		p.line(e.Number)
		return nil
	})
}

// readObject reads a JSON object of field values from a file, or from the standard
// input for "-".
func (p *program) readObject(file string) (map[string]any, error) {
	var text []byte
	var err error
	if file == "-" {
		if text, err = io.ReadAll(p.in); err != nil {
			return nil, app.Wrap(err, app.CodeInvalid, "cli.file", "file", file)
		}
		text, err = asText(file, text)
	} else {
		text, err = readText(file)
	}
	if err != nil {
		return nil, err
	}
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "cli.json", "file", file, "detail", err.Error())
	}
	return raw, nil
}

func listEntries(ctx context.Context, p *program, args []string) error {
	set := flags("list")
	name := set.String("ledger", "", "")
	text := set.String("query", "", "")
	state := set.String("state", "", "")
	from := set.String("from", "", "")
	to := set.String("to", "", "")
	asJSON := set.Bool("json", false, "")
	out := set.String("out", "", "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	if *out != "" && *name == "" {
		return usagef("cli.usage.list")
	}
	period, err := readPeriod(*from, *to)
	if err != nil {
		return err
	}
	query := catalog.Query{
		Ledger: *name, Text: *text, Period: period, Today: app.DayOf(p.clock.Now()), Sort: []catalog.Sort{{Column: catalog.ByNumber}},
	}
	return p.with(ctx, func(d *desk) error {
		if *name != "" {
			if _, err := d.ledgers.Library().Template(*name); err != nil {
				return err
			}
		}
		if err := d.filterState(&query, *state); err != nil {
			return err
		}
		if *text != "" {
			if err := d.loadTexts(ctx); err != nil {
				return err
			}
		}
		rows := d.rows(query)
		switch {
		case *out != "":
			if err := p.exportTable(ctx, d, query, nil, *out); err != nil {
				return err
			}
			p.say("cli.listed", "file", *out, "count", len(rows))
			return nil
		case *asJSON:
			return p.asJSON(rows)
		}
		table := p.table("cli.list.head")
		for _, r := range rows {
			late := ""
			if r.Late {
				late = p.words.T(p.lang, "cli.late")
			}
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Number, r.Day, d.stateWord(r, p.lang), r.Due, late, r.Owner, r.Title)
		}
		return table.Flush()
	})
}

// stateWord is the word for the state of an entry in its ledger.
func (d *desk) stateWord(r entryRow, lang app.Lang) string {
	t, err := d.ledgers.Library().Template(r.Ledger)
	if err != nil || r.State == "" {
		return r.State
	}
	return t.StateLabel(d.ledgers.Library().Loop(t), ledger.State(r.State), lang)
}

// filterState takes a state of a loop, or one of the groups open, overdue, closed.
func (d *desk) filterState(query *catalog.Query, state string) error {
	switch group := catalog.Group(state); group {
	case "":
		return nil
	case catalog.Open, catalog.Overdue:
		query.Group = group
		return nil
	}
	for _, t := range d.ledgers.Library().Templates() {
		if query.Ledger != "" && query.Ledger != t.Name {
			continue
		}
		if _, ok := d.ledgers.Library().Loop(t).State(ledger.State(state)); ok {
			query.States = []string{state}
			return nil
		}
	}
	return app.Errorf(app.CodeInvalid, "cli.state", "state", state)
}

// rows returns every row that a query finds.
func (d *desk) rows(query catalog.Query) []entryRow {
	const step = 1000
	rows := []entryRow{}
	for {
		page := d.catalog.Page(query, len(rows), step)
		for _, r := range page.Rows {
			rows = append(rows, entryRow{
				Number: r.Number, ID: r.ID, Ledger: r.Ledger, State: r.State, Title: r.Title, Grade: r.Grade,
				Day: r.Day.String(), Due: r.Due.String(), Owner: r.Owner, Late: r.Late > 0,
			})
		}
		if len(page.Rows) < step {
			return rows
		}
	}
}

func showEntry(ctx context.Context, p *program, args []string) error {
	set := flags("show")
	asJSON := set.Bool("json", false, "")
	withHistory := set.Bool("history", false, "")
	words, err := parse(set, args, 1, 1)
	if err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		id, err := d.byNumber(words[0])
		if err != nil {
			return err
		}
		e, err := d.ledgers.Entry(ctx, id)
		if err != nil {
			return err
		}
		t, err := d.ledgers.Library().Of(e)
		if err != nil {
			return err
		}
		loop := d.ledgers.Library().Loop(t)
		card, err := d.card(ctx, p, t, e)
		if err != nil {
			return err
		}
		sent, err := d.bundles.SentWith(ctx, id)
		if err != nil {
			return err
		}
		if card.Sent = sentRows(sent); *asJSON {
			return p.asJSON(card)
		}
		p.showCard(t, loop, e)
		p.saySent(sent)
		if *withHistory {
			p.showHistory(t, loop, card.History)
		}
		return nil
	})
}

// card collects what is known of an entry.
func (d *desk) card(ctx context.Context, p *program, t ledger.Template, e ledger.Entry) (entryCard, error) {
	loop := d.ledgers.Library().Loop(t)
	head := t.Head(e, loop)
	today := app.DayOf(p.clock.Now())
	card := entryCard{
		entryRow: entryRow{
			Number: e.Number, ID: e.ID, Ledger: e.Ledger, State: string(e.State), Title: head.Title, Grade: head.Grade,
			Day: head.Day.String(), Due: head.Due.String(), Owner: head.Owner,
			Late: loop.IsOpen(e.State) && !head.Due.IsZero() && head.Due.Before(today),
		},
		Place: head.Place, Revision: e.Revision, Origin: e.Origin, Values: e.Values, Attachments: []string{}, History: []historyEntry{},
	}
	for _, f := range t.Fields {
		if f.Type == schema.Photo || f.Type == schema.File {
			card.Attachments = append(card.Attachments, schema.ReadList(e.Values[f.Name])...)
		}
	}
	history, err := d.ledgers.History(ctx, e.ID)
	for _, h := range history {
		entry := historyEntry{Seq: h.Seq, Time: h.Time.Format("2006-01-02T15:04:05Z07:00"), Who: h.Who, Action: h.Action, From: h.From, To: h.To, Late: h.Late, Note: h.Note}
		for _, f := range h.Fields {
			entry.Fields = append(entry.Fields, fieldChange(f))
		}
		card.History = append(card.History, entry)
	}
	return card, err
}

// showCard writes the filled fields of an entry.
func (p *program) showCard(t ledger.Template, loop ledger.Loop, e ledger.Entry) {
	p.line(e.Number + "  " + t.Title.In(p.lang) + "  " + t.StateLabel(loop, e.State, p.lang))
	table := tabwriter.NewWriter(p.out, 0, 4, 2, ' ', 0)
	for _, f := range t.Fields {
		if value := e.Values[f.Name]; value != "" {
			_, _ = fmt.Fprintf(table, "%s\t%s\n", f.Title.In(p.lang), strings.ReplaceAll(f.Format(value, p.lang), "\n", " / "))
		}
	}
	_ = table.Flush() // a closed pipe is the reader's choice
}

// showHistory writes what happened to an entry, with the old and the new text of
// each field.
func (p *program) showHistory(t ledger.Template, loop ledger.Loop, history []historyEntry) {
	none := p.words.T(p.lang, "ledgers.event.none")
	for _, h := range history {
		p.line(h.Time + "  " + h.Who + "  " + p.happened(t, loop, h))
		for _, c := range h.Fields {
			label, was, is := c.Field, c.Old, c.New
			if f, known := t.Field(c.Field); known {
				label, was, is = f.Title.In(p.lang), f.Format(c.Old, p.lang), f.Format(c.New, p.lang)
			}
			p.line("    " + p.words.T(p.lang, "ledgers.event.one", "field", label, "old", cmp.Or(was, none), "new", cmp.Or(is, none)))
		}
	}
}

// happened says in a few words what an entry of the history is about.
func (p *program) happened(t ledger.Template, loop ledger.Loop, h historyEntry) string {
	state, move := t.StepLabels(loop, ledger.State(h.From), ledger.State(h.To), p.lang)
	if move != "" {
		state = p.words.T(p.lang, "history.move", "to", state, "step", move)
	}
	what := h.Action
	if key := "history." + h.Action; p.words.Has(p.lang, key) {
		what = p.words.T(p.lang, key, "to", state, "note", h.Note)
	}
	if h.Note != "" && !strings.Contains(what, h.Note) {
		what = p.words.T(p.lang, "ledgers.event.reason", "what", what, "reason", h.Note)
	}
	return what
}
