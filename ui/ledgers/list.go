package ledgers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

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
	tools   *fyne.Container // selects, or what can be done with the chosen rows
	narrow  *fyne.Container // the same as one menu, where there is no room
	empty   *fyne.Container
	split   *splitLayout
	root    *fyne.Container
	wanted  app.ID  // record to put the cursor on when it comes
	shown   filter  // of the rows that are shown
	away    app.ID  // record in the pane that is no longer in the list
	told    [2]bool // what the menu knows: whether a row can be edited, moved on
	fresh   bool    // never looked at before, and not answered yet

	narrowed *fyne.Container // says what the selects hide
}

func newList(deps *Deps, t ledger.Template, choose func() []*fyne.MenuItem) *list {
	v := &list{deps: deps, template: t, loop: deps.Library.Loop(t), choose: choose}
	f, seen := v.recallFilter()
	if !seen {
		f = v.firstFilter()
	}
	v.filter, v.fresh = f, !seen
	v.table = widgets.NewDataTable(t.Name, deps.Memory, columnsOf(deps.Words, t, v.loop))
	v.table.HideAtFirst(hiddenAtFirst(t)...)
	v.table.SetSort(v.filter.sortBy, v.filter.back)
	v.table.Waits = true
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
		loaded:  func(*detail) { v.tellMenu() },
		gone:    v.lost,
	})
	v.split = &splitLayout{pane: v.pane.object}
	v.empty, v.narrowed = container.NewStack(), container.NewStack()
	v.empty.Hide()
	v.narrowed.Hide()
	v.tools, v.narrow = widgets.Row(look.Gap2), widgets.Row(look.Gap2)
	v.root = container.NewStack()
	v.dress()
	return v
}

func (v *list) t(key string, pairs ...any) string { return v.deps.Words.T(key, pairs...) }

// dress makes head, chips and selects in the chosen language.
func (v *list) dress() {
	v.search = widgets.NewSearchBox(v.t("ledgers.find"), widgets.ShortcutName(widgets.Ctrl(fyne.KeyF)), v.searched)
	v.search.SetText(v.filter.text)
	v.table.SetColumns(columnsOf(v.deps.Words, v.template, v.loop))
	v.dressTools()
	head := v.head()
	body := container.New(v.split, container.NewStack(v.table, v.empty), widgets.NewUpright(), v.pane.object)
	v.root.Objects = []fyne.CanvasObject{widgets.Under(widgets.Column(0, head, v.chipLine(), v.narrowed), body)}
	v.root.Refresh()
}

func (v *list) head() fyne.CanvasObject {
	title := widgets.Row(look.Gap2, newTitleMenu(v.deps.Words.Text(v.template.Title), v.choose))
	second := widgets.NewText("").In(look.Muted).Cut()
	if v.template.Sensitivity.AtLeast(app.Restricted) {
		title.Add(widgets.NewIcon("lock", look.Muted, 16))
		second.SetText(v.t("ledgers.restricted"))
	}
	noun := v.deps.Words.Text(v.template.Noun)
	add := widgets.NewButton(widgets.Main, "plus", v.t("ledgers.new", "noun", noun), v.addNew)
	print := widgets.NewMenuButton(widgets.Ordinary, "print", v.t("ledgers.print"), v.printMenu)
	more := widgets.NewMenuButton(widgets.Ordinary, "", v.t("ledgers.more"), v.moreMenu)
	return widgets.NewHeadLine(title, second, v.search, add, print, more)
}

// show draws an answer of the catalog. A ledger that is looked at for the first time
// and has nothing to do shows what it has.
func (v *list) show(a answer) {
	if v.fresh && a.total == 0 && a.all > 0 {
		v.fresh = false
		v.showAll()
		return
	}
	v.fresh = false
	v.narrowedLine(a.hidden)
	for group, c := range v.chips {
		c.SetCount(a.counts[group])
	}
	v.table.SetRows(v.rows, a.groups)
	v.follow(a)
	v.showEmpty(a)
	v.root.Refresh()
	v.placeCursor(a)
	v.tellMenu()
}

// follow keeps the list on the record that was saved, or on the one in the pane. One
// that left the list because it was moved on stays in the pane, which says so: under
// the pointer there must not be another record all at once.
func (v *list) follow(a answer) {
	saved := v.wanted
	v.wanted = ""
	for _, id := range []app.ID{v.away, saved} {
		if id != "" && (v.rows.Find(string(id)) >= 0 || id == saved && v.split.beside) {
			v.table.Select(string(id))
		}
	}
	v.away = ""
	if v.table.SelectedKey() == "" && v.split.beside && (saved != "" || v.shown == a.filter) {
		v.away = v.pane.id
	}
	v.pane.sayAway(v.away != "" && v.away == a.left)
}

// placeCursor puts the cursor on a row when the list has lost it.
func (v *list) placeCursor(a answer) {
	same := v.shown == a.filter
	v.shown = a.filter
	if v.table.SelectedKey() != "" || v.away != "" {
		return
	}
	switch {
	case a.total == 0:
		v.pane.clear()
	case same:
		v.table.SelectNext()
	default:
		v.table.SelectFirst()
	}
}

// lost shows another record when the one in the pane is gone altogether.
func (v *list) lost() {
	if v.away == "" {
		return
	}
	v.away = ""
	if v.rows.Len() > 0 {
		v.table.SelectNext()
		return
	}
	v.split.empty = true
	v.root.Refresh()
	v.tellMenu()
}

// current is the record that commands are for: the one under the cursor, or the one in
// the pane that has left the list.
func (v *list) current() app.ID {
	if key := v.table.SelectedKey(); key != "" {
		return app.ID(key)
	}
	return v.away
}

// canStep says whether the record under the cursor can be moved on.
func (v *list) canStep() bool {
	_, ok := v.pane.straightMove()
	return ok && v.pane.detail.entry.ID == v.current()
}

// tellMenu makes the menu anew when other commands are possible than it shows.
func (v *list) tellMenu() {
	if now := [2]bool{len(v.one()) > 0, v.canStep()}; now != v.told {
		v.told = now
		v.deps.Host.RefreshMenu()
	}
}

// showEmpty says what belongs into an empty ledger, or that the filter finds
// nothing.
func (v *list) showEmpty(a answer) {
	v.empty.Hidden = a.total > 0
	v.split.empty = a.total == 0 && v.away == ""
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
}

// selected shows the record of a row beside the list.
func (v *list) selected(key string) {
	v.away = ""
	v.pane.sayAway(false)
	if v.split.beside {
		v.pane.open(app.ID(key))
	}
}

// retell writes everything anew in the chosen language.
func (v *list) retell() {
	v.dress()
	v.pane.reload()
	v.load()
}
