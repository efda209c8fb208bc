package bundle

import (
	"math"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// Figure is one figure of the cover.
type Figure struct {
	Name     string
	Title    app.Text
	Value    int
	Percent  bool // Value is a percentage
	None     bool // there is nothing to count a percentage of
	Before   int  // the value of the period before
	Had      bool // Before is known
	WasSent  bool // Before is what went up, not counted again now
	Worse    bool // the change is bad news
	Withheld bool // some entries could not be opened; the figure is too small
}

// Change is what the figure went up or down by.
func (f Figure) Change() int { return f.Value - f.Before }

// figures counts the cover's figures at the end of a period, or today when it is not
// over yet.
func (p Profile) figures(library *ledger.Library, sel selection, today app.Day) ([]Figure, error) {
	period := sel.period
	if today.Before(period.To) {
		period.To = today
	}
	list := make([]Figure, 0, len(p.Figures))
	locked := map[string]bool{}
	for _, s := range sel.tables {
		locked[s.rule.Ledger] = s.locked > 0
	}
	for _, rule := range p.Figures {
		t, err := library.Template(rule.Ledger)
		if err != nil {
			return nil, err
		}
		f := Figure{Name: rule.Name, Title: rule.Title, Percent: rule.Measure == MeasureShare, Withheld: locked[rule.Ledger]}
		c := counter{rule: rule, template: t, loop: library.Loop(t), period: period}
		f.Value, f.None = c.count(sel.facts[rule.Ledger])
		list = append(list, f)
	}
	return list, nil
}

// compare puts the figures of the period before beside those of this one.
func compare(p Profile, now, before []Figure, wasSent bool) []Figure {
	old := map[string]Figure{}
	for _, f := range before {
		old[f.Name] = f
	}
	for i := range now {
		was, had := old[now[i].Name]
		if !had || was.None {
			continue
		}
		now[i].Before, now[i].Had, now[i].WasSent = was.Value, true, wasSent
		for _, rule := range p.Figures {
			if rule.Name == now[i].Name && !now[i].None {
				now[i].Worse = rule.Worse == "up" && now[i].Change() > 0 || rule.Worse == "down" && now[i].Change() < 0
			}
		}
	}
	return now
}

type counter struct {
	rule     FigureRule
	template ledger.Template
	loop     ledger.Loop
	period   app.Period
}

// count returns the figure; none says that a share has nothing below its line.
func (c counter) count(entries []ledger.Entry) (value int, none bool) {
	added, closed, hits := 0, 0, 0
	for _, e := range entries {
		if !c.matches(e) {
			continue
		}
		l := lifeOf(e, c.template, c.loop)
		if c.hit(l) {
			hits++
		}
		if c.period.Has(l.day) {
			added++
			if !l.openOn(c.period.To) {
				closed++
			}
		}
	}
	if c.rule.Measure != MeasureShare {
		return hits, false
	}
	if added == 0 {
		return 0, true
	}
	return int(math.Round(100 * float64(closed) / float64(added))), false
}

func (c counter) matches(e ledger.Entry) bool {
	if e.State == ledger.Void {
		return false
	}
	for field, value := range c.rule.Where {
		if e.Values[field] != value {
			return false
		}
	}
	return true
}

func (c counter) hit(l life) bool {
	switch c.rule.Measure {
	case MeasureAdded:
		return c.period.Has(l.day)
	case MeasureClosed:
		return l.closedIn(c.period)
	case MeasureOpen:
		return l.openOn(c.period.To)
	case MeasureOverdue:
		due := dayOf(l.entry.Values[c.template.Headline.Due])
		return !due.IsZero() && due.Before(c.period.To) && l.openOn(c.period.To)
	}
	return false
}
