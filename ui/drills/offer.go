package drills

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// offered is a drill that can be taken over, with a word about where it comes from.
type offered struct {
	drill.Held
	note  string
	moves bool // it is there already on another day, from which it moves to this one
	known bool // there is one already, or something speaks against it: not ticked at first
}

// offer is the dialog that shows drills before they are entered: each can be left
// out, and beside them stands what cannot be had.
type offer struct {
	screen   *Screen
	title    string
	intro    string
	drills   []offered
	problems []string
	checks   []*widgets.Check
	add      *widgets.Button
	dialog   *widgets.Dialog
}

// offerHigh is the most height of its list in pixels of the design.
const offerHigh = 300

func (o *offer) show() {
	s := o.screen
	list := widgets.Column(0)
	for _, d := range o.drills {
		check := widgets.NewCheck(s.offeredText(d), !d.known, func(bool) { o.count() })
		o.checks = append(o.checks, check)
		row := widgets.Row(look.Gap3, check, widgets.Grow(widgets.NewCaption(d.note).Align(fyne.TextAlignTrailing).Cut()))
		list.Add(widgets.Sized(0, look.ControlHeight, widgets.Inset(0, look.Gap3, 0, look.Gap1, row)))
		list.Add(widgets.NewRule())
	}
	if len(o.problems) > 0 {
		list.Add(widgets.Inset(look.Gap3, 0, look.Gap1, 0, widgets.NewStrong(s.t("drills.offer.problems", "count", len(o.problems)))))
		for _, p := range o.problems {
			list.Add(widgets.AtTop(look.Gap2, widgets.Inset(3, 0, 0, 0, widgets.NewShape(look.Late, 14)), widgets.Grow(widgets.NewParagraph(p))))
		}
	}
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("drills.cancel"), func() { o.dialog.Cancel() })
	o.add = widgets.NewButton(widgets.Main, "check", "", o.take)
	rows := float32(len(o.drills))*(look.ControlHeight+1) + float32(len(o.problems))*3*cellLine + look.Gap6
	intro := widgets.Column(0, widgets.NewParagraph(o.intro))
	if len(o.problems) > 0 && len(o.drills) > 0 {
		intro.Add(widgets.NewStateMark(look.Late, s.t("drills.offer.below", "count", len(o.problems))))
	}
	body := widgets.Column(look.Gap3, intro, widgets.Sized(0, min(offerHigh, max(rows, 2*cellLine)), container.NewVScroll(list)))
	buttons := []*widgets.Button{cancel, o.add}
	if len(o.drills) == 0 { // there is only something to read
		cancel.SetText(s.t("drills.close"))
		buttons = buttons[:1]
	}
	o.dialog = widgets.NewDialog(s.deps.Host.Canvas(), o.title, 640, fitted(s.deps.Host.Canvas(), body), buttons[len(buttons)-1], buttons...)
	o.count()
	o.dialog.Show()
}

// offeredText is a drill in a line.
func (s *Screen) offeredText(d offered) string {
	return strings.TrimSpace(s.t("drills.offer.line", "day", s.deps.Words.Day(d.Day), "time", d.Time, "kind", s.year.kindTitle(d.Kind, s.deps.Words.Lang())))
}

// chosen are the drills that are ticked.
func (o *offer) chosen() []offered {
	var list []offered
	for i, check := range o.checks {
		if check.Ticked() {
			list = append(list, o.drills[i])
		}
	}
	return list
}

// count says on the button how many are entered and moved.
func (o *offer) count() {
	added, moved := parted(o.chosen())
	o.add.SetText(o.screen.counted("drills.offer", len(added), len(moved)))
	if len(added)+len(moved) == 0 {
		o.add.Refuse(o.screen.t("drills.offer.none"))
	} else {
		o.add.Allow()
	}
	o.dialog.Rearrange()
}

// parted tells the drills that are new from those that move.
func parted(list []offered) (added, moved []drill.Held) {
	for _, d := range list {
		if d.moves {
			moved = append(moved, d.Held)
		} else {
			added = append(added, d.Held)
		}
	}
	return added, moved
}

// counted says how many drills are entered and how many are moved, with the messages of
// an area.
func (s *Screen) counted(area string, added, moved int) string {
	switch {
	case moved == 0:
		return s.t(area+".add", "count", added)
	case added == 0:
		return s.t(area+".move", "count", moved)
	}
	return s.t(area+".both", "count", added, "moved", moved)
}

// take enters and moves what is ticked in one step.
func (o *offer) take() {
	s := o.screen
	added, moved := parted(o.chosen())
	plans := make([]drill.Drill, len(added))
	for i, h := range added {
		plans[i] = s.plan(h)
	}
	o.dialog.Hide()
	s.write(func(ctx context.Context) error { return s.deps.Source.Take(ctx, plans, moved) }, func(err error) {
		if err != nil {
			widgets.TellError(s.deps.Host.Canvas(), s.deps.Words, o.title, err)
			return
		}
		s.deps.Host.OfferUndo(s.counted("drills.took", len(added), len(moved)))
	})
}

// Propose works out the drills that the school year still needs and offers them.
func (s *Screen) Propose() {
	if s.year == nil {
		return
	}
	if len(s.year.verdicts) == 0 {
		reason := "drills.rules.off"
		if len(s.year.Question.Rules) == 0 {
			reason = "drills.rules.none"
		}
		widgets.Tell(s.deps.Host.Canvas(), s.deps.Words, s.t(reason), s.t(reason+".text"))
		return
	}
	of, q, now := schoolYear(s.year.Question.Calendar, s.year.span.year), s.year.Question, s.deps.Clock.Now()
	task.Run(s.deps.Runner, context.Background(), s.t("drills.propose"),
		func(context.Context, *task.Progress) (drill.Proposal, error) { return q.Propose(of, now), nil },
		func(p drill.Proposal, err error) {
			if err != nil {
				widgets.TellError(s.deps.Host.Canvas(), s.deps.Words, s.t("drills.propose"), err)
				return
			}
			s.offerProposal(p)
		})
}

func (s *Screen) offerProposal(p drill.Proposal) {
	o := &offer{screen: s, title: s.t("drills.propose.title", "year", p.Year.String()), intro: s.t("drills.propose.text", "count", len(p.Drills))}
	for _, d := range p.Drills {
		o.drills = append(o.drills, offered{Held: d.Held, note: strings.Join(d.Rules, ", ")})
	}
	for _, u := range p.Unmet {
		o.problems = append(o.problems, s.t("drills.propose.unmet", "rule", s.ruleText(u.Rule), "period", s.periodText(u.Period), "why", s.t(u.Reason.Key())))
	}
	for _, week := range p.Crowded {
		o.problems = append(o.problems, s.t("drills.propose.crowded", "period", s.periodText(week)))
	}
	for _, year := range p.Unsettled {
		o.problems = append(o.problems, s.t("drills.propose.unsettled", "year", strconv.Itoa(year)))
	}
	if len(o.drills) == 0 && len(o.problems) == 0 {
		widgets.Tell(s.deps.Host.Canvas(), s.deps.Words, o.title, s.t("drills.propose.nothing"))
		return
	}
	if len(o.drills) == 0 {
		o.intro = s.t("drills.propose.nothing")
	}
	o.show()
}

func (s *Screen) periodText(p app.Period) string {
	return s.t("drills.period", "from", s.deps.Words.Day(p.From), "to", s.deps.Words.Day(p.To))
}

// CopyYear offers the drills of the year before on the days of this one.
func (s *Screen) CopyYear() {
	if s.year == nil {
		return
	}
	q := s.year.Question
	of, before := schoolYear(q.Calendar, s.year.span.year), schoolYear(q.Calendar, s.year.span.year-1)
	last := heldIn(q, before)
	title := s.t("drills.copy.title", "from", before.String(), "year", of.String())
	o := &offer{screen: s, title: title, intro: s.t("drills.copy.text")}
	o.drills = s.weighed(q.CopyYear(last, of, s.deps.Clock.Now()))
	if len(o.drills) == 0 {
		widgets.Tell(s.deps.Host.Canvas(), s.deps.Words, title, s.t("drills.copy.nothing", "year", before.String()))
		return
	}
	o.show()
}

// heldIn lists the drills of a school year, tests of devices too.
func heldIn(q drill.Question, of calendar.SchoolYear) []drill.Held {
	var list []drill.Held
	for _, h := range q.Held {
		if of.Has(h.Day) {
			list = append(list, h)
		}
	}
	return list
}
