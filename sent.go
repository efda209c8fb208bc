package main

import (
	"context"
	"fmt"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/ui/ledgers"
)

// sentRow is a bundle that took an entry up, as `show --json` tells it.
type sentRow struct {
	File      string      `json:"file"`
	Recipient string      `json:"recipient"`
	Period    string      `json:"period"`
	Time      string      `json:"time"`
	Receipt   *receiptRow `json:"receipt"` // null until it comes back
}

// receiptRow is what the receiver answered.
type receiptRow struct {
	Time     string `json:"time"`
	Receiver string `json:"receiver"`
	Decision string `json:"decision"`
	Note     string `json:"note"`
}

// sentRows lists the bundles that took an entry up, newest first.
func sentRows(sent []bundle.Sent) []sentRow {
	rows := make([]sentRow, len(sent))
	for i, one := range sent {
		rows[i] = sentRow{
			File: one.File, Recipient: one.Recipient, Period: bundle.PeriodCode(one.Period), Time: one.Made.Format(time.RFC3339),
		}
		if r := one.Receipt; r != nil {
			rows[i].Receipt = &receiptRow{Time: r.Time, Receiver: r.Receiver, Decision: string(r.Decision), Note: r.Note}
		}
	}
	return rows
}

// saySent writes one line for each bundle that took the entry up.
func (p *program) saySent(sent []bundle.Sent) {
	for _, one := range sendings(sent) {
		key := "ledgers.sent.none"
		if one.Decision != "" {
			key = "ledgers.sent." + one.Decision
		}
		line := p.words.T(p.lang, "ledgers.sent.line", "to", one.To, "period", one.Period, "day", one.Day.In(p.lang))
		receipt := p.words.T(p.lang, key, "day", one.Received.In(p.lang))
		if one.Note != "" {
			receipt += " " + p.words.T(p.lang, "ledgers.sent.note", "who", one.Receiver, "note", one.Note)
		}
		p.line(fmt.Sprintf("%s  %s", line, receipt))
	}
}

// sentWith tells the record's pane which bundles took it up.
func (d *desk) sentWith(ctx context.Context, entry app.ID) ([]ledgers.Sending, error) {
	sent, err := d.bundles.SentWith(ctx, entry)
	return sendings(sent), err
}

func sendings(sent []bundle.Sent) []ledgers.Sending {
	list := make([]ledgers.Sending, len(sent))
	for i, one := range sent {
		list[i] = ledgers.Sending{To: one.Title, Period: bundle.PeriodCode(one.Period), Day: app.DayOf(one.Made)}
		if r := one.Receipt; r != nil {
			list[i].Decision, list[i].Received = string(r.Decision), r.Day()
			list[i].Receiver, list[i].Note = r.Receiver, r.Note
		}
	}
	return list
}
