package ledgers

import (
	"context"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Sending is a bundle that took a record up, with the receipt that came back.
type Sending struct {
	To       app.Text // the recipient
	Period   string   // "2026-11", or other days
	Day      app.Day  // when it was packed
	Decision string   // "accepted", "returned", "rejected"; "" until the receipt comes
	Received app.Day  // the day of the receipt
	Receiver string   // who gave it
	Note     string   // what the receiver writes
}

// sendingsShown is how many bundles the pane shows, the newest ones.
const sendingsShown = 3

// sendings asks in which bundles a record went up. Only a record whose history says
// that it did is worth the question.
func sendings(ctx context.Context, deps *Deps, id app.ID, history []app.History) ([]Sending, error) {
	if deps.Sent == nil {
		return nil, nil
	}
	for _, h := range history {
		if h.Action == "exported" {
			return deps.Sent(ctx, id)
		}
	}
	return nil, nil
}

// sentPart shows what became of the bundles that took the record up; nil when there
// are none.
func (p *pane) sentPart(d *detail) fyne.CanvasObject {
	if len(d.sent) == 0 {
		return nil
	}
	column := widgets.Column(look.Gap1, widgets.NewSection(p.t("ledgers.sent")))
	for _, s := range d.sent[:min(len(d.sent), sendingsShown)] {
		line := p.t("ledgers.sent.line", "to", s.To, "period", s.Period, "day", p.deps.Words.NearDay(s.Day))
		column.Add(widgets.NewParagraph(line))
		shape, receipt := p.receiptOf(s)
		column.Add(widgets.NewSmallStateMark(shape, receipt))
		if s.Note != "" {
			column.Add(widgets.NewNote(p.t("ledgers.sent.note", "who", s.Receiver, "note", s.Note)))
		}
	}
	return widgets.Inset(look.Gap1, 0, 0, 0, column)
}

// receiptOf says what the receiver decided and when.
func (p *pane) receiptOf(s Sending) (look.Shape, string) {
	shape, key := look.Needed, "ledgers.sent.none"
	switch s.Decision {
	case "accepted":
		shape, key = look.Done, "ledgers.sent.accepted"
	case "returned":
		shape, key = look.DueNow, "ledgers.sent.returned"
	case "rejected":
		shape, key = look.Late, "ledgers.sent.rejected"
	}
	return shape, p.t(key, "day", p.deps.Words.NearDay(s.Received))
}
