package drills

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// slot is the one under the cursor of the view.
func (s *Screen) slot() (drill.Slot, bool) {
	if s.year == nil {
		return drill.Slot{}, false
	}
	switch s.shown() {
	case asList:
		return s.year.slot(s.table.SelectedKey())
	case asMonth:
		return s.month.slot()
	case asYear:
		return s.grid.slot()
	}
	return drill.Slot{}, false
}

// place is the kind and the day or month under the cursor.
func (s *Screen) place() (kind string, day app.Day) {
	kind, day = "", s.year.today
	if slot, ok := s.slot(); ok {
		kind = slot.Kind
		day = slot.Day
	} else if g := s.grid; s.shown() == asYear && g.row < len(s.year.view.Rows) && g.month < len(s.year.view.Months) {
		kind, day = s.year.view.Rows[g.row].Kind, s.year.view.Months[g.month]
	}
	if s.shown() == asMonth {
		day = s.month.day
	}
	if day.Before(s.year.today) {
		day = s.year.today
	}
	return kind, day
}

// tellSlot writes the foot: the slot under the cursor and what can be done with it,
// else a hint.
func (s *Screen) tellSlot() {
	if s.year == nil || s.foot == nil {
		return
	}
	row := widgets.Row(look.Gap2)
	slot, ok := s.slot()
	switch {
	case ok:
		d := dressOf(slot, s.year.today)
		row.Add(widgets.NewShape(d.shape, 14))
		row.Add(widgets.Grow(widgets.NewText(s.slotText(slot)).Cut()))
		for _, item := range s.slotItems(slot) {
			row.Add(widgets.NewRowButton(item.Label, item.Action))
		}
	case !s.year.begun() && len(s.year.verdicts) > 0:
		row.Add(widgets.NewIcon("info", look.Muted, 16))
		row.Add(widgets.Grow(widgets.NewText(s.t("drills.hint.propose")).Cut()))
		row.Add(widgets.NewRowButton(s.t("drills.propose"), s.Propose))
	default:
		row.Add(widgets.NewIcon("info", look.Muted, 16))
		row.Add(widgets.Grow(widgets.NewCaption(s.t("drills.hint.keys")).Cut()))
	}
	s.foot.Objects = []fyne.CanvasObject{widgets.Column(0, widgets.NewRule(), widgets.Sized(0, look.SectionHeight, widgets.Inset(0, look.Gap4, 0, look.Gap4, row)))}
	s.foot.Refresh()
	if told := [2]bool{ok && movable(slot), ok && s.canStart(slot)}; told != s.told {
		s.told = told
		s.deps.Host.RefreshMenu()
	}
}

// slotText is a slot in a sentence.
func (s *Screen) slotText(slot drill.Slot) string {
	lang := s.deps.Words.Lang()
	kind, day, status := s.year.kindTitle(slot.Kind, lang), slotDay(s.deps.Words, slot), dressOf(slot, s.year.today).word(s.deps.Words)
	text := s.t("drills.foot", "day", day, "time", slot.Time, "kind", kind, "state", status)
	if slot.ID == "" { // there is no drill yet, and no time
		text = s.t("drills.foot.asked", "day", day, "kind", kind, "state", status)
	}
	if len(slot.Rules) == 0 {
		return text
	}
	return s.t("drills.foot.rules", "text", text, "rules", strings.Join(slot.Rules, s.t("drills.comma")))
}

// slotItems are what can be done with a slot.
func (s *Screen) slotItems(slot drill.Slot) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	add := func(key string, do func()) { items = append(items, fyne.NewMenuItem(s.t(key), do)) }
	switch {
	case slot.Standing == drill.Unscheduled:
		add("drills.slot.schedule", func() { s.schedule(slotHeld(slot)) })
	case slot.Standing == drill.Lapsed:
		add("drills.slot.why", func() { s.tellMissed(slot) })
	default:
		add("drills.slot.open", func() { s.deps.Open(slot.ID) })
	}
	if movable(slot) {
		add("drills.move", func() { s.askMove(slot) })
	}
	if s.canStart(slot) {
		add("drills.start", func() { s.deps.Start(slot.ID) })
	}
	return items
}

// canStart says whether the live view can be opened for a drill.
func (s *Screen) canStart(slot drill.Slot) bool {
	return s.deps.Start != nil && slot.Ledger == drill.Ledger && slot.Standing == drill.Scheduled
}

// menuAt opens what can be done with a slot where the pointer is.
func (s *Screen) menuAt(slot drill.Slot, at fyne.Position) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", s.slotItems(slot)...), s.deps.Host.Canvas(), at)
}

// open does the first thing that can be done with a slot.
func (s *Screen) open(slot drill.Slot) { s.slotItems(slot)[0].Action() }

// tellMissed says what was asked for and why it cannot be met any more.
func (s *Screen) tellMissed(slot drill.Slot) {
	said := []string{s.t(slot.Reason.Key())}
	for _, id := range slot.Rules {
		said = append(said, s.ruleText(id))
	}
	widgets.Tell(s.deps.Host.Canvas(), s.deps.Words, s.slotText(drill.Slot{
		Standing: slot.Standing, Kind: slot.Kind, Day: slot.Day, Short: slot.Short,
	}), strings.Join(said, "\n"))
}
