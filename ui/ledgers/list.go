package ledgers

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
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

// list shows the records of one ledger, with the chosen one beside it where there
// is room.
type list struct {
	deps     *Deps
	template ledger.Template
	loop     ledger.Loop
	choose   func() []*fyne.MenuItem // the ledgers, for the menu behind the title

	filter  filter
	loading task.Slot
	rows    *rows
	table   *widgets.DataTable[line]
	pane    *pane
	chips   map[catalog.Group]*widgets.Chip
	search  *widgets.SearchBox
	columns *widgets.Button
	tools   *fyne.Container // selects, or what can be done with the chosen rows
	narrow  *fyne.Container // the same as one menu, where there is no room
	empty   *fyne.Container
	split   *splitLayout
	root    *fyne.Container
	all     int
	wanted  app.ID // record to put the cursor on when it comes
}

func newList(deps *Deps, t ledger.Template, choose func() []*fyne.MenuItem) *list {
	v := &list{deps: deps, template: t, loop: deps.Library.Loop(t), choose: choose}
	v.filter = v.rememberedFilter()
	v.table = widgets.NewDataTable(t.Name, deps.Memory, columnsOf(deps.Words, t, v.loop))
	v.table.HideAtFirst(hiddenAtFirst(t)...)
	v.table.SetSort(v.filter.sortBy, v.filter.back)
	v.table.OnSelect = v.selected
	v.table.OnOpen = func(key string) { v.openPage(app.ID(key), false) }
	v.table.OnSort = v.sorted
	v.table.OnChosen = func(int) { v.dressTools() }
	v.table.OnAll = v.chooseAll
	v.table.OnShown = v.dressTools
	v.pane = newPane(deps, paneHooks{
		changed: v.load,
		edit:    v.edit,
		history: func(id app.ID) { v.openPage(id, true) },
		print:   func(form string) { v.print(form, v.one()) },
	})
	v.split = &splitLayout{pane: v.pane.object}
	v.empty = container.NewStack()
	v.empty.Hide()
	v.tools, v.narrow = widgets.Row(look.Gap2), widgets.Row(look.Gap2)
	v.root = container.NewStack()
	v.dress()
	return v
}

func (v *list) t(key string, pairs ...any) string { return v.deps.Words.T(key, pairs...) }

// rememberedFilter is how the ledger was looked at last: what is open, by due day,
// at first; the newest first in a ledger without a loop.
func (v *list) rememberedFilter() filter {
	f := filter{chip: catalog.Open, sortBy: v.template.Headline.Due}
	if v.loop.Name == ledger.NoLoop {
		f = filter{chip: catalog.Any, sortBy: v.template.Headline.Day, back: true}
	}
	if f.sortBy == "" {
		f.sortBy, f.back = v.template.Headline.Day, true
	}
	parts := strings.Split(v.deps.Memory.Recall(v.habit()), "|")
	if len(parts) == 4 {
		f.chip, f.period, f.sortBy, f.back = catalog.Group(parts[0]), parts[1], parts[2], parts[3] == "down"
	}
	return f
}

func (v *list) rememberFilter() {
	direction := "up"
	if v.filter.back {
		direction = "down"
	}
	v.deps.Memory.Remember(v.habit(), strings.Join([]string{
		string(v.filter.chip), v.filter.period, v.filter.sortBy, direction,
	}, "|"))
}

func (v *list) habit() string { return "ledgers.list." + v.template.Name }

// dress makes head, chips and selects in the chosen language.
func (v *list) dress() {
	v.search = widgets.NewSearchBox(v.t("ledgers.find"), widgets.ShortcutName(widgets.Ctrl(fyne.KeyF)), v.searched)
	v.search.SetText(v.filter.text)
	v.table.SetColumns(columnsOf(v.deps.Words, v.template, v.loop))
	v.dressTools()
	head := v.head()
	body := container.New(v.split, container.NewStack(v.table, v.empty), widgets.NewUpright(), v.pane.object)
	v.root.Objects = []fyne.CanvasObject{widgets.Under(widgets.Column(0, head, v.chipLine()), body)}
	v.root.Refresh()
}

// searched looks for another text.
func (v *list) searched(text string) {
	if text != v.filter.text {
		v.filter.text = text
		v.load()
	}
}

func (v *list) head() fyne.CanvasObject {
	title := newTitleMenu(v.deps.Words.Text(v.template.Title), v.choose)
	second := widgets.Row(look.Gap1)
	if v.template.Sensitivity.AtLeast(app.Restricted) {
		second.Add(widgets.NewIcon("lock", look.Muted, 16))
		second.Add(widgets.NewText(v.t("ledgers.restricted")).In(look.Muted))
	}
	noun := v.deps.Words.Text(v.template.Noun)
	add := widgets.NewButton(widgets.Main, "plus", v.t("ledgers.new", "noun", noun), v.addNew)
	print := widgets.NewMenuButton(widgets.Ordinary, "print", v.t("ledgers.print"), v.printMenu)
	more := widgets.NewMenuButton(widgets.Ordinary, "", v.t("ledgers.more"), v.moreMenu)
	row := widgets.Row(look.Gap2, title, second, widgets.Stretch(), v.search, add, print, more)
	line := widgets.Sized(0, look.HeadHeight-1, widgets.Fill(look.Paper, widgets.Inset(0, look.Gap4, 0, look.Gap4, row)))
	return widgets.Column(0, line, widgets.NewRule())
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
		return v.template.StateLabel(v.loop, ledger.Closed, v.deps.Words.Lang())
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

func (v *list) selects() []fyne.CanvasObject {
	var tools []fyne.CanvasObject
	periods := []widgets.Option{{Value: "", Label: v.t("ledgers.period.all")}}
	for _, name := range []string{"year", "term", "month"} {
		if v.deps.Period == nil {
			break
		}
		if _, known := v.deps.Period(name, v.deps.today()); known {
			periods = append(periods, widgets.Option{Value: name, Label: v.t("ledgers.period." + name)})
		}
	}
	tools = append(tools, widgets.NewSelect("", periods, v.filter.period, func(value string) {
		v.filter.period = value
		v.rememberFilter()
		v.load()
	}).Wide(112))
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
	v.columns = widgets.NewMenuButton(widgets.Ordinary, "", v.t("ledgers.columns", "shown", shown, "all", all), v.columnMenu)
	return append(tools, v.columns)
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

func (v *list) sorted(column string, back bool) {
	v.filter.sortBy, v.filter.back = column, back
	v.rememberFilter()
	v.load()
}

// show draws an answer of the catalog.
func (v *list) show(a answer) {
	for group, c := range v.chips {
		c.SetCount(a.counts[group])
	}
	v.all = a.all
	v.table.SetRows(v.rows, a.groups)
	if v.wanted != "" && v.rows.Find(string(v.wanted)) >= 0 {
		v.table.Select(string(v.wanted))
		v.wanted = ""
	}
	v.showEmpty(a)
	v.dressTools()
	if v.table.SelectedKey() == "" && a.total > 0 {
		v.table.SelectFirst()
	}
	if a.total == 0 {
		v.pane.clear()
	}
}

// showEmpty says what belongs into an empty ledger, or that the filter finds
// nothing.
func (v *list) showEmpty(a answer) {
	v.empty.Hidden = a.total > 0
	if a.total > 0 {
		return
	}
	noun := v.deps.Words.Text(v.template.Noun)
	if a.all == 0 {
		first := widgets.NewButton(widgets.Ordinary, "plus", v.t("ledgers.new", "noun", noun), v.addNew)
		state := widgets.NewEmptyState("ledger", v.t("ledgers.empty.title", "noun", noun), v.deps.Words.Text(v.template.About), first)
		if v.deps.Import != nil {
			more := widgets.NewButton(widgets.Quiet, "", v.t("ledgers.empty.import"), func() { v.deps.Import(v.template.Name) })
			state = container.NewCenter(widgets.Column(0, state, container.NewCenter(more)))
		}
		v.empty.Objects = []fyne.CanvasObject{widgets.Fill(look.Paper, state)}
	} else {
		every := widgets.NewButton(widgets.Ordinary, "", v.t("ledgers.none.all"), v.showAll)
		v.empty.Objects = []fyne.CanvasObject{widgets.Fill(look.Paper,
			widgets.NewEmptyState("search", v.t("ledgers.none.title"), v.t("ledgers.none.text", "n", a.all), every))}
	}
	v.empty.Refresh()
}

// showAll takes every filter away.
func (v *list) showAll() {
	v.filter.chip, v.filter.period, v.filter.grade, v.filter.text = catalog.Any, "", "", ""
	v.rememberFilter()
	v.dress()
	v.load()
}

// selected shows the record of a row beside the list.
func (v *list) selected(key string) {
	if v.split.beside {
		v.pane.open(app.ID(key))
	}
}

// one is the record under the cursor.
func (v *list) one() []app.ID {
	if key := v.table.SelectedKey(); key != "" {
		return []app.ID{app.ID(key)}
	}
	return nil
}

// chooseAll chooses every row of the list; their keys are fetched beside the window.
func (v *list) chooseAll() {
	q := v.query(v.filter)
	task.Run(v.deps.Runner, context.Background(), v.t("ledgers.reading"),
		func(context.Context, *task.Progress) ([]string, error) {
			var keys []string
			for offset := 0; ; offset += pageSize {
				found := v.deps.Catalog.Page(q, offset, pageSize).Rows
				for _, row := range found {
					keys = append(keys, string(row.ID))
				}
				if len(found) < pageSize {
					return keys, nil
				}
			}
		}, func(keys []string, _ error) { v.table.Choose(keys) })
}

func (v *list) export() {
	var ids []app.ID
	if chosen := v.table.Chosen(); len(chosen) > 1 {
		for _, key := range chosen {
			ids = append(ids, app.ID(key))
		}
	}
	v.deps.Export(v.query(v.filter), ids)
}

// retell writes everything anew in the chosen language.
func (v *list) retell() {
	v.dress()
	v.pane.retell()
	v.load()
}
