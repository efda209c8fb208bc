package bundle

import (
	"context"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// Gap is one thing that is still missing before a bundle goes up.
type Gap struct {
	Name    string // of the rule
	Ledger  string
	Count   int
	What    app.Text // "hazards overdue"
	Note    app.Text // what to do
	Grave   bool
	Action  Action
	Numbers []string // of the entries concerned, in order of their due day
	IDs     []app.ID
}

// Action is what the door beside a gap opens.
type Action string

// The actions.
const (
	ActionShow Action = "show" // the entries of the gap
	ActionOpen Action = "open" // the only entry of the gap
	ActionAdd  Action = "add"  // a new entry of the ledger
)

// Completeness says what is there and what is missing.
type Completeness struct {
	Gaps     []Gap
	Expected int // things that should be there
	There    int
}

// Missing lists what should be there for a period and is not, the grave first. It
// looks at headlines only and opens no record. A period that is not over is judged
// as it stands on today.
func (s *Service) Missing(ctx context.Context, p Profile, period app.Period, today app.Day) (Completeness, error) {
	heads, err := s.heads(ctx)
	if err != nil {
		return Completeness{}, err
	}
	by := map[string][]app.Head{}
	for _, h := range heads {
		if h.State != string(ledger.Void) {
			by[h.Ledger] = append(by[h.Ledger], h)
		}
	}
	until := today
	if period.To.Before(today) {
		until = period.To
	}
	var c Completeness
	for _, rule := range p.Expects {
		c.Expected += max(rule.Least, 1)
		gap, err := s.gap(rule, by[rule.Ledger], period, until)
		if err != nil {
			return Completeness{}, err
		}
		switch {
		case gap.Count == 0:
			c.There += max(rule.Least, 1)
			continue
		case rule.Rule == AtLeast:
			c.There += rule.Least - gap.Count
		}
		c.Gaps = append(c.Gaps, gap)
	}
	slices.SortStableFunc(c.Gaps, func(a, b Gap) int {
		switch {
		case a.Grave == b.Grave:
			return 0
		case a.Grave:
			return -1
		}
		return 1
	})
	return c, nil
}

func (s *Service) gap(rule ExpectedRule, heads []app.Head, period app.Period, until app.Day) (Gap, error) {
	gap := Gap{Name: rule.Name, Ledger: rule.Ledger, Note: rule.Note, Grave: rule.Grave, Action: ActionShow}
	t, err := s.library.Template(rule.Ledger)
	if err != nil {
		return gap, err
	}
	switch rule.Rule {
	case NoneOverdue:
		loop := s.library.Loop(t)
		gap.list(headsThat(heads, func(h app.Head) bool {
			return loop.IsOpen(ledger.State(h.State)) && !h.Due.IsZero() && h.Due.Before(until)
		}))
	case FieldFilled:
		column := slices.Index(t.List, rule.Field)
		gap.list(headsThat(heads, func(h app.Head) bool {
			return period.Has(h.Day) && column >= 0 && column < len(h.Cells) && h.Cells[column] == ""
		}))
	case AtLeast:
		there := len(headsThat(heads, func(h app.Head) bool { return period.Has(h.Day) }))
		gap.Count, gap.Action = max(rule.Least-there, 0), ActionAdd
	}
	gap.What = rule.Many
	if gap.Count == 1 {
		gap.What = rule.One
	}
	return gap, nil
}

// headsThat lists the heads for which is says yes.
func headsThat(heads []app.Head, is func(app.Head) bool) []app.Head {
	var hits []app.Head
	for _, h := range heads {
		if is(h) {
			hits = append(hits, h)
		}
	}
	return hits
}

// list takes the entries of a gap in, the longest overdue first.
func (g *Gap) list(hits []app.Head) {
	if len(hits) == 0 {
		return
	}
	slices.SortStableFunc(hits, func(a, b app.Head) int {
		if c := a.Due.Compare(b.Due); c != 0 {
			return c
		}
		return a.Day.Compare(b.Day)
	})
	g.Count = len(hits)
	if g.Count == 1 {
		g.Action = ActionOpen
	}
	for _, h := range hits {
		g.Numbers = append(g.Numbers, h.Number)
		g.IDs = append(g.IDs, h.ID)
	}
}
