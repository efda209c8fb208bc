package drills

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// planTags are the tags that a drill can be planned with.
var planTags = []drill.Tag{drill.SecondaryExit, drill.BlockedExit, drill.Unannounced, drill.AfterSunset}

// appointment is the dialog in which a drill gets its day: a new one, or one that is
// moved. It says at once what speaks against the day and which rules the drill serves.
type appointment struct {
	screen *Screen
	moved  drill.Held // the drill that is moved; without an ID a new one is made
	kind   *widgets.Select
	day    *widgets.DayEntry
	time   *widgets.TimeEntry
	route  *widgets.Entry
	tags   map[drill.Tag]*widgets.Check
	onDay  *widgets.Field
	onTime *widgets.Field
	advice *fyne.Container
	dialog *widgets.Dialog
}

// AddNew asks for a new drill: of the kind and in the month under the cursor. It
// implements shell.Adder.
func (s *Screen) AddNew() {
	if s.year == nil {
		return
	}
	if slot, ok := s.slot(); ok && slot.Standing == drill.Unscheduled {
		s.schedule(slotHeld(slot))
		return
	}
	s.scheduleIn(s.place())
}

// scheduleIn asks for a drill of a kind in a month, or on a day.
func (s *Screen) scheduleIn(kind string, day app.Day) {
	h := drill.Held{Kind: kind, Day: day, Time: "10:05"}
	if day.Before(s.year.today) {
		h.Day = s.year.today.AddDays(1)
	}
	if !s.year.good(h) {
		month := h.Day
		h.Day = month.AddDays(7)
		if h.Day.FirstOfMonth() != month.FirstOfMonth() {
			h.Day = month
		}
		h.Day = s.year.fit(h, month)
	}
	s.schedule(h)
}

// schedule asks for a drill, beginning with what is proposed.
func (s *Screen) schedule(h drill.Held) {
	newAppointment(s, h).open(s.t("drills.schedule.title"), s.t("drills.schedule.do"))
}

// askMove asks for another day of a drill.
func (s *Screen) askMove(slot drill.Slot) {
	if movable(slot) {
		newAppointment(s, slotHeld(slot)).open(s.t("drills.move.title", "number", slot.Number), s.t("drills.move.do"))
	}
}

func newAppointment(s *Screen, h drill.Held) *appointment {
	a := &appointment{
		screen: s, moved: h, day: widgets.NewDayEntry(s.deps.Words, s.deps.Clock), time: widgets.NewTimeEntry(s.deps.Clock),
		route: widgets.NewEntry(""), tags: map[drill.Tag]*widgets.Check{}, advice: widgets.Column(look.Gap1),
	}
	var kinds []widgets.Option
	for _, k := range s.year.Question.Kinds.For(s.year.Question.Site) {
		kinds = append(kinds, widgets.Option{Value: k.Name, Label: s.deps.Words.Text(k.Title)})
	}
	a.kind = widgets.NewSelect(s.t("drills.schedule.choose"), kinds, h.Kind, func(string) { a.advise() })
	a.day.SetText(h.Day.String())
	a.day.OnChanged = a.advise
	a.time.SetText(h.Time)
	for _, tag := range planTags {
		a.tags[tag] = widgets.NewCheck(s.t("drills.tag."+string(tag)), slices.Contains(h.Tags, tag), func(bool) { a.advise() })
	}
	a.onDay = widgets.NewField(s.t("drills.field.day"), s.t("drills.required"), a.day)
	a.onTime = widgets.NewField(s.t("drills.field.time"), "", a.time)
	return a
}

func (a *appointment) open(title, do string) {
	s := a.screen
	save := widgets.NewButton(widgets.Main, "save", do, a.save)
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("drills.cancel"), func() { a.dialog.Cancel() })
	body := widgets.Column(look.Gap3)
	if a.moved.ID == "" {
		body.Add(widgets.NewField(s.t("drills.field.kind"), s.t("drills.required"), a.kind))
	}
	body.Add(widgets.AtTop(look.Gap4, widgets.Grow(a.onDay), widgets.Sized(120, 0, a.onTime)))
	if a.moved.ID == "" {
		body.Add(widgets.NewField(s.t("drills.field.route"), "", a.route))
		checks := widgets.NewFlow(look.Gap4, look.Gap1)
		for _, tag := range planTags {
			checks.Add(a.tags[tag])
		}
		body.Add(checks)
	}
	body.Add(widgets.NewRule())
	body.Add(widgets.Sized(0, 0, a.advice))
	a.dialog = widgets.NewDialog(s.deps.Host.Canvas(), title, 520, fitted(s.deps.Host.Canvas(), body), save, cancel, save)
	if a.moved.ID == "" && a.moved.Kind == "" {
		a.dialog.FocusOn(a.kind)
	}
	a.advise()
	a.dialog.Show()
	if a.moved.Kind != "" {
		a.day.FocusIn()
	}
}

// held is the drill as it is entered; false while it has no kind or day.
func (a *appointment) held() (drill.Held, bool) {
	day, err := a.day.Day()
	at, wrong := a.time.Time()
	h := drill.Held{ID: a.moved.ID, Number: a.moved.Number, Kind: a.kind.Value(), Day: day, Time: at, Route: strings.TrimSpace(a.route.Text), Tags: a.moved.Tags}
	if a.moved.ID == "" {
		h.Tags = nil
		for _, tag := range planTags {
			if a.tags[tag].Ticked() {
				h.Tags = append(h.Tags, tag)
			}
		}
		for _, tag := range a.moved.Tags { // others that the proposal brings
			if !slices.Contains(planTags, tag) {
				h.Tags = append(h.Tags, tag)
			}
		}
	}
	return h, err == nil && wrong == nil && !day.IsZero() && h.Kind != ""
}

// mostServed is how many rules are told in words.
const mostServed = 3

// advise says what speaks against the day, and which rules are served.
func (a *appointment) advise() {
	s := a.screen
	a.advice.Objects = nil
	line := func(shape look.Shape, text string) {
		a.advice.Add(widgets.AtTop(look.Gap2, widgets.Inset(3, 0, 0, 0, widgets.NewShape(shape, 14)), widgets.Grow(widgets.NewParagraph(text))))
	}
	if h, ok := a.held(); ok {
		for _, r := range s.year.check(h) {
			line(look.Late, s.say(r))
		}
		served := s.year.Question.Serves(h)
		for i, r := range served {
			if i == mostServed {
				line(look.Done, s.t("drills.serves.more", "count", len(served)-i))
				break
			}
			line(look.Done, s.t("drills.serves", "rule", s.ruleText(r.ID)))
		}
		if len(served) == 0 && len(s.year.Question.Rules) > 0 {
			line(look.Needed, s.t("drills.serves.none"))
		}
	}
	a.advice.Refresh()
	if a.dialog != nil {
		a.dialog.Rearrange()
	}
}

// save enters or moves the drill. A day in the past is refused; what else speaks
// against it is the school's to decide.
func (a *appointment) save() {
	s := a.screen
	h, ok := a.held()
	_, wrongDay := a.day.Day()
	_, wrongTime := a.time.Time()
	complaint := ""
	switch {
	case wrongDay != nil:
		complaint = s.deps.Words.Explain(wrongDay)
	case h.Day.IsZero():
		complaint = s.t("field.required")
	case h.Day.Before(s.year.today):
		complaint = s.t("drills.check.past")
	}
	a.day.SetWrong(complaint != "")
	a.onDay.Complain(complaint)
	a.kind.SetWrong(h.Kind == "")
	a.onTime.Complain("")
	if wrongTime != nil {
		a.onTime.Complain(s.deps.Words.Explain(wrongTime))
	}
	a.dialog.Rearrange()
	if !ok || complaint != "" {
		return
	}
	if h.ID != "" {
		a.dialog.Hide()
		s.move(h, h.Day, h.Time)
		return
	}
	s.write(func(ctx context.Context) error { return s.deps.Source.Schedule(ctx, []drill.Drill{s.plan(h)}) }, func(err error) {
		if err != nil {
			a.onDay.Complain(s.deps.Words.Explain(err))
			a.dialog.Rearrange()
			return
		}
		a.dialog.Hide()
		s.deps.Host.OfferUndo(s.t("drills.done.scheduled", "count", 1, "kind", s.year.kindTitle(h.Kind, s.deps.Words.Lang()), "day", s.deps.Words.Day(h.Day)))
	})
}

// plan is a drill as it is entered into the ledger.
func (s *Screen) plan(h drill.Held) drill.Drill {
	var rules []string
	for _, r := range s.year.Question.Serves(h) {
		rules = append(rules, r.ID)
	}
	return h.Plan(rules)
}

// move puts a drill on another day and offers to take it back.
func (s *Screen) move(h drill.Held, day app.Day, time string) {
	if day.Before(s.year.today) {
		widgets.Tell(s.deps.Host.Canvas(), s.deps.Words, s.t("drills.move"), s.t("drills.check.past"))
		return
	}
	to := h
	to.Day = day
	remarks := s.year.check(to)
	s.write(func(ctx context.Context) error { return s.deps.Source.Move(ctx, h.ID, day, time) }, func(err error) {
		if err != nil {
			widgets.TellError(s.deps.Host.Canvas(), s.deps.Words, s.t("drills.move"), err)
			return
		}
		said := s.t("drills.done.moved", "kind", s.year.kindTitle(h.Kind, s.deps.Words.Lang()), "day", s.deps.Words.Day(day))
		if len(remarks) > 0 {
			said = s.t("drills.done.but", "done", said, "remark", s.say(remarks[0]))
		}
		s.deps.Host.OfferUndo(said)
	})
}

// nudge moves the drill under the cursor by days, on to a school day.
func (s *Screen) nudge(days int) {
	if slot, ok := s.slot(); ok && movable(slot) {
		s.move(slotHeld(slot), s.year.shift(slot.Day, days), "")
	}
}

// write changes something beside the window and reads anew; done hears how it went.
func (s *Screen) write(change func(ctx context.Context) error, done func(error)) {
	task.Run(s.deps.Runner, context.Background(), s.t("drills.title"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) { return struct{}{}, change(ctx) },
		func(_ struct{}, err error) {
			done(err)
			if err == nil {
				s.Reload()
			}
		})
}
