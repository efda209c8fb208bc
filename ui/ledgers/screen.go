package ledgers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Screen is the place of the ledgers: the list of ledgers, or the list of the one
// that was chosen last.
type Screen struct {
	deps    *Deps
	chooser *chooser
	lists   map[string]*list
	at      *list // nil while the list of ledgers is shown
	root    *fyne.Container
	visible bool
	editing task.Slot
	stale   bool // something changed while the screen was hidden
}

var (
	_ shell.Screen    = (*Screen)(nil)
	_ shell.Searcher  = (*Screen)(nil)
	_ shell.Adder     = (*Screen)(nil)
	_ shell.Printer   = (*Screen)(nil)
	_ shell.Paned     = (*Screen)(nil)
	_ shell.Refresher = (*Screen)(nil)
	_ shell.Commander = (*Screen)(nil)
	_ shell.Homer     = (*Screen)(nil)
	_ shell.KeyHearer = (*Screen)(nil)
)

// lastLedger is where the memory keeps which ledger was looked at.
const lastLedger = "ledgers.last"

// New returns the screen; it reads when it is shown.
func New(deps Deps) *Screen {
	s := &Screen{deps: &deps, lists: map[string]*list{}, root: container.NewStack(), stale: true}
	s.chooser = newChooser(s.deps, s.OpenLedger)
	s.put(s.chooser.root)
	if t, err := deps.Library.Template(deps.Memory.Recall(lastLedger)); err == nil {
		s.use(t)
	}
	deps.Words.Listen(s.retell)
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

func (s *Screen) put(object fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{object}
	s.root.Refresh()
}

// use shows the list of a ledger.
func (s *Screen) use(t ledger.Template) {
	v, known := s.lists[t.Name]
	if !known || v.template.Version != t.Version {
		v = newList(s.deps, t, s.menu)
		s.lists[t.Name] = v
	}
	s.at = v
	s.deps.Memory.Remember(lastLedger, t.Name)
	s.put(v.root)
}

// menu lists all ledgers, and the way back to the list of them.
func (s *Screen) menu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, t := range s.deps.Library.Templates() {
		item := fyne.NewMenuItem(s.t("ledgers.menu", "code", t.Code, "title", s.deps.Words.Text(t.Title)), func() { s.OpenLedger(t.Name) })
		item.Checked = s.at != nil && s.at.template.Name == t.Name
		items = append(items, item)
	}
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(s.t("ledgers.menu.all"), s.OpenChooser))
}

// OpenLedger shows the list of a ledger; one that is not known shows all ledgers.
func (s *Screen) OpenLedger(name string) {
	t, err := s.deps.Library.Template(name)
	if err != nil {
		s.OpenChooser()
		return
	}
	s.use(t)
	s.at.shown = filter{} // whoever comes anew sees what the list has now
	s.at.load()
	s.focus()
	s.deps.Host.RefreshMenu()
}

// focus puts the keyboard into the table that is shown.
func (s *Screen) focus() {
	if !s.visible {
		return
	}
	if s.at == nil {
		s.deps.Host.Canvas().Focus(s.chooser.table)
		return
	}
	s.deps.Host.Canvas().Focus(s.at.table)
}

// OpenChooser shows the list of ledgers.
func (s *Screen) OpenChooser() {
	s.at = nil
	s.put(s.chooser.root)
	s.chooser.load()
	s.focus()
	s.deps.Host.RefreshMenu()
}

// OpenRecord shows a record of a ledger on a page over its list.
func (s *Screen) OpenRecord(name string, id app.ID) {
	s.OpenLedger(name)
	if s.at != nil {
		s.at.openPage(id, false)
	}
}

// ShowRecord shows a record on a page over another screen, which is shown; changed is
// called after the record was.
func (s *Screen) ShowRecord(over shell.Screen, id app.ID, changed func()) {
	s.showOver(over, id, changed)
}

func (s *Screen) showOver(over shell.Screen, id app.ID, changed func()) *page {
	p := newPage(s.deps, id, false, changed)
	p.over = over
	s.deps.Host.Push(p)
	return p
}

// EditRecord is ShowRecord with the form of the record open over its page, at a
// field; "" is the first.
func (s *Screen) EditRecord(over shell.Screen, id app.ID, field string, changed func()) {
	p := s.showOver(over, id, changed)
	loadDetail(s.deps, &s.editing, id, func(d *detail, err error) {
		if err == nil { // the page says what is wrong
			p.editAt(d, field)
		}
	})
}

// NewRecord begins a new record of a ledger.
func (s *Screen) NewRecord(name string) {
	s.OpenLedger(name)
	if s.at != nil {
		s.at.addNew()
	}
}

// Title implements shell.Screen.
func (s *Screen) Title() string {
	if s.at == nil {
		return s.t("ledgers.title")
	}
	return s.deps.Words.Text(s.at.template.Title)
}

// Object implements shell.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Shown implements shell.Screen.
func (s *Screen) Shown() {
	s.visible = true
	if s.stale {
		s.Reload()
	}
	s.focus()
}

// Hidden implements shell.Screen.
func (s *Screen) Hidden() { s.visible = false }

// Unsaved implements shell.Screen: forms are pages of their own.
func (s *Screen) Unsaved() bool { return false }

// Changed is to be called on the window's thread after records were written, by
// this screen or by another; it reads anew what is shown.
func (s *Screen) Changed() {
	s.stale = true
	if s.visible {
		s.Reload()
	}
}

// Reload implements shell.Refresher.
func (s *Screen) Reload() {
	s.stale = false
	if s.at == nil {
		s.chooser.load()
		return
	}
	s.at.load()
	s.at.pane.reload()
}

// retell writes everything anew in the chosen language.
func (s *Screen) retell() {
	s.chooser.dress()
	shown := s.at
	s.lists = map[string]*list{}
	if shown == nil {
		s.chooser.load()
		return
	}
	s.lists[shown.template.Name] = shown
	shown.retell()
}

// Home implements shell.Homer: the ledgers' place begins with the list of them.
func (s *Screen) Home() { s.OpenChooser() }

// FocusSearch implements shell.Searcher; in the list of ledgers it searches all.
func (s *Screen) FocusSearch() {
	if s.at == nil {
		s.deps.Host.Find("")
		return
	}
	s.at.search.FocusIn()
}

// AddNew implements shell.Adder; in the list of ledgers for the one under the cursor.
func (s *Screen) AddNew() {
	if s.at != nil {
		s.at.addNew()
	} else if name := s.chooser.table.SelectedKey(); name != "" {
		s.NewRecord(name)
	}
}

// Print implements shell.Printer: the chosen records by the ledger's main form, or
// the list as a register when none is chosen. In the list of ledgers it prints the
// register of the one under the cursor.
func (s *Screen) Print() {
	inChooser := s.at == nil
	if inChooser && s.chooser.table.SelectedKey() != "" {
		s.OpenLedger(s.chooser.table.SelectedKey())
	}
	if s.at == nil || s.deps.Print == nil || len(s.at.template.Forms) == 0 {
		return
	}
	form, ids := s.at.template.Forms[0], s.at.ids()
	if inChooser || len(ids) == 0 {
		form, ids = "register", nil
	}
	s.at.print(form, ids)
}

// Panes implements shell.Paned.
func (s *Screen) Panes() []fyne.Focusable {
	if s.at == nil {
		return []fyne.Focusable{s.chooser.table}
	}
	panes := []fyne.Focusable{s.at.table, s.at.search}
	if s.at.split.beside && s.at.pane.first != nil {
		panes = append(panes, s.at.pane.first)
	}
	return panes
}

// TypedKey implements shell.KeyHearer: Escape lets in what the filter keeps out, and
// leads from the search box back to the rows.
func (s *Screen) TypedKey(key *fyne.KeyEvent) bool {
	if s.at == nil || key.Name != fyne.KeyEscape {
		return false
	}
	if s.at.filter.narrowed() || s.at.filter.text != "" {
		s.at.widen()
	}
	s.focus()
	return true
}

// Commands implements shell.Commander. What is not possible in the list of ledgers
// stands in the menu and cannot be chosen.
func (s *Screen) Commands() []shell.Command {
	onList := func() bool { return s.at != nil }
	onRow := func() bool { return s.at != nil && len(s.at.ids()) > 0 }
	commands := []shell.Command{
		{Menu: shell.RecordMenu, Group: 1, Key: "ledgers.edit", Shortcut: editKeys, Possible: onRow, Do: func() { s.at.editChosen() }},
		{Menu: shell.RecordMenu, Group: 1, Key: "ledgers.next", Shortcut: nextKeys, Possible: func() bool {
			return s.at != nil && s.at.canStep()
		}, Do: func() { s.at.pane.nextStep() }},
		{Menu: shell.RecordMenu, Group: 1, Key: "ledgers.copy", Shortcut: widgets.CtrlShift(fyne.KeyC), Possible: onRow, Do: func() { s.at.copy() }},
		{Menu: shell.ViewMenu, Group: 1, Key: "ledgers.menu.all", Shortcut: widgets.Ctrl(fyne.KeyL), Do: s.OpenChooser},
	}
	if s.deps.Export != nil {
		commands = append(commands, shell.Command{
			Menu: shell.FileMenu, Group: 1, Key: "ledgers.export", Shortcut: widgets.CtrlShift(fyne.KeyE), Possible: onList,
			Do: func() { s.at.export() },
		})
	}
	return commands
}

// Keys of the commands that the list and the page of a record share.
var (
	editKeys = widgets.Ctrl(fyne.KeyE)
	nextKeys = shell.FunctionKey(fyne.KeyF8)
)
