package ledgers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// chip is one of the choices over a list.
type chip struct {
	group catalog.Group
	shape look.Shape
}

// chips are the choices in their order.
var chips = []chip{
	{catalog.Any, look.NoShape},
	{catalog.Open, look.NoShape},
	{catalog.Overdue, look.Late},
	{catalog.Reinspect, look.DueNow},
	{catalog.Closed, look.Done},
	{catalog.Void, look.Void},
}

// chipLine is the line of choices under the head.
func (v *list) chipLine() fyne.CanvasObject {
	v.chips = map[catalog.Group]*widgets.Chip{}
	row := widgets.Row(look.Gap2)
	for _, c := range chips {
		if !v.hasChip(c.group) {
			continue
		}
		made := widgets.NewChip(c.shape, v.chipWord(c.group), 0, func() { v.chooseChip(c.group) })
		made.SetChosen(c.group == v.filter.chip)
		v.chips[c.group] = made
		row.Add(made)
	}
	both := container.New(toolsLayout{}, row, v.tools, v.narrow)
	line := widgets.Sized(0, 43, widgets.Fill(look.Paper, widgets.Inset(0, look.Gap4, 0, look.Gap4, both)))
	return widgets.Column(0, line, widgets.NewRule())
}

// hasChip leaves out what a ledger's loop does not know.
func (v *list) hasChip(group catalog.Group) bool {
	if group == catalog.Any {
		return true
	}
	if v.loop.Name == ledger.NoLoop {
		return false
	}
	if group != catalog.Reinspect {
		return true
	}
	for _, state := range v.loop.States {
		if state.Check {
			return true
		}
	}
	return false
}

func (v *list) chipWord(group catalog.Group) string {
	switch group {
	case catalog.Any:
		return v.t("ledgers.chip.all")
	case catalog.Closed:
		return v.template.StateLabel(v.loop, v.loop.Done(), v.deps.Words.Lang())
	case catalog.Open:
		if _, renamed := v.template.States[ledger.Closed]; renamed {
			return v.t("ledgers.chip.open")
		}
		if key := "ledgers.chip.open." + v.loop.Name; v.deps.Words.Has(key) {
			return v.t(key)
		}
	}
	return v.t("ledgers.chip." + string(group))
}

func (v *list) chooseChip(group catalog.Group) {
	v.filter.chip = group
	for g, c := range v.chips {
		c.SetChosen(g == group)
	}
	v.rememberFilter()
	v.load()
}

// narrowedLine says under the chips what the selects keep out of the list, and lets
// it in: nothing is hidden without a word.
func (v *list) narrowedLine(hidden int) {
	v.narrowed.Hidden = hidden == 0
	if hidden > 0 {
		all := widgets.NewButton(widgets.Quiet, "", v.t("ledgers.narrowed.widen"), v.widen)
		text := widgets.NewText(v.t("ledgers.narrowed", "what", v.narrowedTo(), "n", hidden)).Cut()
		row := widgets.Row(look.Gap2, widgets.NewIcon("info", look.Ink, 16), widgets.Grow(text), all)
		v.narrowed.Objects = []fyne.CanvasObject{
			widgets.Sized(0, look.ControlHeight, widgets.Fill(look.BlueTint, widgets.Inset(0, look.Gap4, 0, look.Gap4, row))),
		}
	}
}

// narrowedTo names what the selects let in.
func (v *list) narrowedTo() string {
	period, grade := "", ""
	if v.filter.period != "" {
		period = v.t("ledgers.period." + v.filter.period)
	}
	if field, ok := v.template.Field(v.template.Headline.Grade); ok && v.filter.grade != "" {
		grade = field.Format(v.filter.grade, v.deps.Words.Lang())
	}
	switch {
	case grade == "":
		return period
	case period == "":
		return grade
	}
	return v.t("ledgers.narrowed.both", "period", period, "grade", grade)
}

// widen takes away what narrows the list, and the search.
func (v *list) widen() {
	v.filter = v.filter.widened()
	v.filter.text = ""
	v.rememberFilter()
	v.dress()
	v.load()
}

// showAll takes every filter away.
func (v *list) showAll() {
	v.filter.chip = catalog.Any
	v.widen()
}

// searched looks for another text.
func (v *list) searched(text string) {
	if text != v.filter.text {
		v.filter.text = text
		v.load()
	}
}

// dressTools fills the right end of the chip line: the selects, or what can be done
// with several chosen rows.
func (v *list) dressTools() {
	menu := widgets.NewMenuButton(widgets.Ordinary, "", v.t("ledgers.filter"), v.filterMenu)
	if chosen := len(v.table.Chosen()); chosen > 1 {
		v.tools.Objects = v.chosenTools(chosen)
		menu = widgets.NewMenuButton(widgets.Ordinary, "", v.t("ledgers.chosen", "n", chosen), v.chosenMenu)
	} else {
		v.tools.Objects = v.selects()
	}
	v.narrow.Objects = []fyne.CanvasObject{menu}
	v.tools.Refresh()
	v.root.Refresh()
}

// filterMenu is what the selects say, for a window without room for them.
func (v *list) filterMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, tool := range v.selects() {
		choice, ok := tool.(*widgets.Select)
		if !ok {
			continue
		}
		for _, option := range choice.Options() {
			item := fyne.NewMenuItem(option.Label, func() { choice.Choose(option.Value) })
			item.Checked = option.Value == choice.Value()
			items = append(items, item)
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return append(items, v.columnMenu()...)
}

func (v *list) chosenTools(count int) []fyne.CanvasObject {
	tools := []fyne.CanvasObject{widgets.NewStrong(v.t("ledgers.chosen", "n", count))}
	if v.deps.Print != nil {
		tools = append(tools, widgets.NewMenuButton(widgets.Ordinary, "print", v.t("ledgers.print"), v.printMenu))
	}
	if v.deps.Export != nil {
		tools = append(tools, widgets.NewButton(widgets.Ordinary, "sheet", v.t("ledgers.export"), v.export))
	}
	return append(tools, widgets.NewButton(widgets.Quiet, "", v.t("ledgers.unchoose"), v.table.ClearChosen))
}

// chosenMenu is what chosenTools says, for a window without room for them.
func (v *list) chosenMenu() []*fyne.MenuItem {
	items := v.printMenu()
	if v.deps.Export != nil {
		items = append(items, fyne.NewMenuItem(v.t("ledgers.export"), v.export))
	}
	return append(items, fyne.NewMenuItem(v.t("ledgers.copy"), v.copy), fyne.NewMenuItem(v.t("ledgers.unchoose"), v.table.ClearChosen))
}

// selects narrow the list and say which columns it has.
func (v *list) selects() []fyne.CanvasObject {
	var tools []fyne.CanvasObject
	spans := []widgets.Option{{Value: "", Label: v.t("ledgers.period.all")}}
	for _, name := range periods {
		if v.knows(name) {
			spans = append(spans, widgets.Option{Value: name, Label: v.t("ledgers.period." + name)})
		}
	}
	tools = append(tools, widgets.NewSelect("", spans, v.filter.period, func(value string) {
		v.filter.period = value
		v.rememberFilter()
		v.load()
	}).Wide(136))
	if grade, ok := v.template.Field(v.template.Headline.Grade); ok && len(grade.Categories) > 0 {
		options := []widgets.Option{{Value: "", Label: v.t("ledgers.grade.any", "what", v.deps.Words.Text(grade.Title))}}
		for _, word := range grade.Categories {
			options = append(options, widgets.Option{Value: word.Value, Label: v.deps.Words.Text(word.Label), Shape: shapeOf(word.Shape, word.Value)})
		}
		tools = append(tools, widgets.NewSelect("", options, v.filter.grade, func(value string) {
			v.filter.grade = value
			v.load()
		}).Wide(112))
	}
	shown, all := v.table.Columns()
	return append(tools, widgets.NewMenuButton(widgets.Ordinary, "", v.t("ledgers.columns", "shown", shown, "all", all), v.columnMenu))
}

func (v *list) columnMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, column := range columnsOf(v.deps.Words, v.template, v.loop) {
		item := fyne.NewMenuItem(column.Title, func() { v.table.ShowColumn(column.ID, !v.table.Shown(column.ID)) })
		item.Checked = v.table.Shown(column.ID)
		items = append(items, item)
	}
	return items
}
