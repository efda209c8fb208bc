package drills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// rulesWide is the width of the pane of rules in pixels of the design.
const rulesWide = 356

// rulesPane says how the school stands with each rule, the worst first.
func (s *Screen) rulesPane() fyne.CanvasObject {
	count := len(s.year.verdicts)
	s.edit = widgets.NewSmallLink(s.t("drills.rules.edit"), s.editRules)
	title := widgets.Row(look.Gap2, widgets.NewStrong(s.t("drills.rules.title")), widgets.NewText(s.t("drills.rules.count", "n", count)).In(look.Muted), widgets.Stretch())
	if len(s.year.Question.Rules) > 0 {
		title.Add(s.edit)
	}
	head := widgets.Column(0, widgets.Sized(0, look.ControlHeight-1, widgets.Fill(look.Ground, widgets.Inset(0, look.Gap4, 0, look.Gap4, title))), widgets.NewRule())
	list := widgets.Column(0)
	for _, v := range s.year.verdicts {
		list.Add(s.verdict(v))
	}
	switch {
	case len(s.year.Question.Rules) == 0:
		list.Add(widgets.NewEmptyState("drill", s.t("drills.rules.none"), s.t("drills.rules.none.text"), nil))
	case count == 0:
		list.Add(widgets.NewEmptyState("drill", s.t("drills.rules.off"), s.t("drills.rules.off.text"), nil))
	}
	var before fyne.Position
	if s.ruleScroll != nil {
		before = s.ruleScroll.Offset
	}
	s.ruleScroll = container.NewVScroll(list)
	s.ruleScroll.Offset = before
	return widgets.Under(head, s.ruleScroll)
}

// verdict is one rule: its standing in a word, the sentence, the source, and a way to
// mend it.
func (s *Screen) verdict(v drill.Verdict) fyne.CanvasObject {
	covered := s.year.covered[v.Rule.ID]
	word, shape := ruleWord(s.deps.Words, v, covered), ruleShape(v.Status, covered)
	role := look.WordRole(shape)
	switch shape {
	case look.Done:
		role = look.Green
	case look.Ordered:
		role = look.Blue
	}
	top := widgets.Row(look.Gap2, widgets.NewShape(shape, 14), widgets.Grow(widgets.NewStrong(word).In(role).Cut()))
	if slot, ok := s.year.needed(v.Rule.ID); ok {
		month := s.t("drills.month." + twoDigits(int(slot.Day.Month)))
		top.Add(widgets.NewRowButton(s.t("drills.rules.schedule", "month", month), func() { s.schedule(slotHeld(slot)) }))
	}
	parts := widgets.Column(look.Gap1, widgets.Sized(0, look.RowButtonHeight, top), widgets.NewParagraph(s.sentence(v)), widgets.NewNote(s.source(v.Rule)))
	return widgets.Column(0, widgets.Inset(look.Gap2, look.Gap4, look.Gap3, look.Gap4, parts), widgets.NewRule())
}

// source names a rule and where it stands.
func (s *Screen) source(r drill.Rule) string {
	citation := r.Citation.In(s.deps.Words.Lang())
	if citation == "" {
		return r.ID
	}
	return s.t("drills.rule.source", "rule", r.ID, "citation", citation)
}

// sentence says how the school stands with a rule.
func (s *Screen) sentence(v drill.Verdict) string {
	return v.Say(s.deps.Sentences, s.deps.Words.Lang())
}

// ruleText is a rule in a few words: its name and what it asks.
func (s *Screen) ruleText(id string) string {
	for _, r := range s.year.Question.Rules {
		if r.ID == id {
			return s.t("drills.rule.line", "rule", id, "says", r.Says.In(s.deps.Words.Lang()))
		}
	}
	return id
}

// say is a remark in the chosen language.
func (s *Screen) say(r remark) string {
	var pairs []any
	for name, value := range r.Args {
		switch v := value.(type) {
		case app.Text:
			value = s.deps.Words.Text(v)
		case app.Day:
			value = s.deps.Words.Day(v)
		case string:
			if name == "kind" {
				value = s.year.kindTitle(v, s.deps.Words.Lang())
			}
			if name == "rule" {
				value = s.ruleText(v)
			}
		}
		pairs = append(pairs, name, value)
	}
	return s.t(r.Key, pairs...)
}
