package drills

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2/container"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// ruleEditor is the dialog in which the school says what its drills depend on, and
// which rules concern it.
type ruleEditor struct {
	screen   *Screen
	settings drill.Settings
	storeys  *widgets.Entry
	target   *widgets.Entry
	onHigh   *widgets.Field
	onTarget *widgets.Field
	dialog   *widgets.Dialog
}

// mostStoreys and mostTarget are the highest numbers that can be meant.
const (
	mostStoreys = 99
	mostTarget  = 3600
)

// editRules asks what the rules depend on.
func (s *Screen) editRules() {
	if s.year == nil {
		return
	}
	e := &ruleEditor{screen: s, settings: s.year.Question.Site.Settings, storeys: widgets.NewEntry(""), target: widgets.NewEntry("")}
	rules := map[string]bool{}
	for id, on := range e.settings.Rules {
		rules[id] = on
	}
	e.settings.Rules = rules
	e.storeys.SetText(numberText(e.settings.Storeys))
	e.target.SetText(numberText(e.settings.Target))
	e.onHigh = widgets.NewField(s.t("drills.edit.storeys"), "", e.storeys)
	e.onTarget = widgets.NewField(s.t("drills.edit.target"), "", e.target)
	e.onTarget.Tell(s.t("drills.edit.target.help"))
	boxes := container.NewGridWithColumns(2)
	for _, c := range []struct {
		key string
		has *bool
	}{
		{"lift", &e.settings.Lift},
		{"sprinklers", &e.settings.Sprinklers},
		{"summer", &e.settings.Summer},
		{"key-unit", &e.settings.KeyUnit},
	} {
		boxes.Add(widgets.NewCheck(s.t("drills.edit."+c.key), *c.has, func(on bool) { *c.has = on }))
	}
	save := widgets.NewButton(widgets.Main, "save", s.t("drills.edit.save"), e.save)
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("drills.cancel"), func() { e.dialog.Cancel() })
	body := widgets.Column(look.Gap3, widgets.Halves(e.onHigh, e.onTarget), boxes, widgets.NewRule(), widgets.NewStrong(s.t("drills.edit.rules")),
		widgets.Sized(0, ruleListHigh, e.ruleList()))
	e.dialog = widgets.NewDialog(s.deps.Host.Canvas(), s.t("drills.edit.title"), 640, fitted(s.deps.Host.Canvas(), body), save, cancel, save).FocusOn(e.storeys)
	e.storeys.OnFocus = func(came bool) {
		if !came {
			e.storeysGiven()
		}
	}
	e.target.OnFocus = func(came bool) {
		if !came {
			e.targetGiven()
		}
	}
	e.dialog.Show()
}

// ruleListHigh is the height of the list of rules in pixels of the design.
const ruleListHigh = 180

// ruleList is a box for each rule that can concern a school of this type, with its
// sentence and its source.
func (e *ruleEditor) ruleList() *container.Scroll {
	s := e.screen
	list := widgets.Column(0)
	site := s.year.Question.Site
	for _, r := range s.year.Question.Rules {
		on, said := e.settings.Rules[r.ID]
		if !said {
			on = !r.Off
		}
		always := r
		always.Off, always.Needs = false, nil
		if !always.Applies(drill.Site{School: site.School}) {
			continue // of another type of school
		}
		check := widgets.NewCheck(r.ID, on, func(on bool) { e.settings.Rules[r.ID] = on })
		says := r.Says.In(s.deps.Words.Lang())
		words := widgets.Column(0, widgets.NewParagraph(says), widgets.NewNote(r.Citation.In(s.deps.Words.Lang())))
		list.Add(widgets.Inset(look.Gap1, look.Gap3, look.Gap2, look.Gap1, widgets.AtTop(look.Gap3, widgets.Sized(112, 0, check), widgets.Grow(words))))
		list.Add(widgets.NewRule())
	}
	return container.NewVScroll(list)
}

// number reads one of the numbers and says under its field what is wrong with it, else
// the help.
func (e *ruleEditor) number(entry *widgets.Entry, field *widgets.Field, most int, help string) (int, bool) {
	n, ok := widgets.WholeNumber(entry.Text)
	ok = ok && n <= most
	entry.SetWrong(!ok)
	if ok {
		field.Tell(help)
	} else {
		field.Complain(e.screen.t("drills.edit.number", "most", most))
	}
	e.dialog.Rearrange()
	return n, ok
}

func (e *ruleEditor) storeysGiven() (int, bool) {
	return e.number(e.storeys, e.onHigh, mostStoreys, "")
}

func (e *ruleEditor) targetGiven() (int, bool) {
	return e.number(e.target, e.onTarget, mostTarget, e.screen.t("drills.edit.target.help"))
}

// save keeps what was said.
func (e *ruleEditor) save() {
	s := e.screen
	storeys, high := e.storeysGiven()
	target, timed := e.targetGiven()
	if !high || !timed {
		return
	}
	e.settings.Storeys, e.settings.Target = storeys, target
	s.write(func(ctx context.Context) error { return s.deps.Source.Keep(ctx, e.settings) }, func(err error) {
		if err != nil {
			e.onHigh.Complain(s.deps.Words.Explain(err))
			e.dialog.Rearrange()
			return
		}
		e.dialog.Hide()
		s.deps.Host.OfferUndo(s.t("drills.done.rules"))
	})
}

// numberText writes a number; 0 is not said.
func numberText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
