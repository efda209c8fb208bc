package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/reminder"
	"campuskeeper/app/schema"
	"campuskeeper/assets/icons"
	"campuskeeper/ui/desktop"
)

// dueRow is one line of `due --json`; scripts rely on the names.
type dueRow struct {
	Number      string `json:"number"`
	Kind        string `json:"kind"`
	Step        string `json:"step"`
	Due         string `json:"due"`
	OverdueDays int    `json:"overdueDays"`
	Text        string `json:"text"`
}

// listDue lists what is due, and with --notify pops what was not shown yet.
func listDue(ctx context.Context, p *program, args []string) error {
	set := flags("due")
	at := set.String("at", "", "")
	notify := set.Bool("notify", false, "")
	asJSON := set.Bool("json", false, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	now := p.clock.Now()
	if *at != "" {
		var err error
		if now, err = readTime(*at, now.Location()); err != nil {
			return err
		}
		p.clock = app.NewManualClock(now)
	}
	return p.with(ctx, func(d *desk) error {
		notices, err := d.reminders.Due(ctx, now)
		if err != nil {
			return err
		}
		if *notify {
			if err := p.pop(ctx, d); err != nil {
				return err
			}
		}
		return p.printDue(notices, *asJSON)
	})
}

// readTime reads an instant, or a day with or without a time of day.
func readTime(text string, zone *time.Location) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	moment := schema.Field{Type: schema.DateTime}
	canonical, err := moment.Parse(text)
	if err != nil {
		return time.Time{}, app.Wrap(err, app.CodeInvalid, "cli.time", "text", text)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", canonical, zone)
	if err != nil {
		return time.Time{}, app.Wrap(err, app.CodeInvalid, "cli.time", "text", text)
	}
	return at, nil
}

// pop shows what is due and was never shown as one desktop notice. It is marked as
// shown first: a notice twice would teach people to look away.
func (p *program) pop(ctx context.Context, d *desk) error {
	batch, err := d.reminders.TakeAll(ctx) // asked for, whatever the hour
	if err != nil {
		return err
	}
	title, body := p.popup(batch)
	if title == "" {
		return nil
	}
	return newBeeper().Notify(title, body, nil)
}

func newBeeper() *desktop.Beeper { return desktop.NewBeeper("CampusKeeper", icons.AppPNG(128)) }

// popup writes the lines of a batch: fixed words and numbers, never a name.
func (p *program) popup(batch reminder.Batch) (title, body string) {
	lines := batch.Popup()
	if len(lines) == 0 {
		return "", ""
	}
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = line.Say(p.words, p.lang)
	}
	return texts[0], strings.Join(texts[1:], "\n")
}

func (p *program) printDue(notices []reminder.Notice, asJSON bool) error {
	rows := make([]dueRow, 0, len(notices))
	for _, n := range notices {
		rows = append(rows, dueRow{
			Number: n.Number, Kind: string(n.Kind.Topic()), Step: n.Step, Due: n.Due.String(), OverdueDays: max(0, n.OverdueDays),
			Text: n.Say(p.words, p.lang),
		})
	}
	if asJSON {
		return p.asJSON(rows)
	}
	if len(rows) == 0 {
		p.say("cli.due.none")
		return nil
	}
	table := p.table("cli.due.head")
	for _, r := range rows {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%s\n", r.Number, r.Kind, r.Step, r.Due, r.OverdueDays, r.Text)
	}
	return table.Flush()
}
