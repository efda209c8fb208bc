package ledgers

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/widgets"
)

// page is one record over the whole screen: all its filled fields and its whole
// history at the left, the pane with its steps at the right.
type page struct {
	deps    *Deps
	id      app.ID
	history bool         // show the history first
	over    shell.Screen // that the way back leads to; nil for the list of the ledger
	changed func()
	pane    *pane
	body    *fyne.Container
	scroll  *container.Scroll
	root    *fyne.Container
	title   string
	listen  func()
}

var (
	_ shell.Screen    = (*page)(nil)
	_ shell.Refresher = (*page)(nil)
	_ shell.Printer   = (*page)(nil)
	_ shell.Paned     = (*page)(nil)
	_ shell.Commander = (*page)(nil)
	_ shell.KeyHearer = (*page)(nil)
)

func newPage(deps *Deps, id app.ID, history bool, changed func()) *page {
	p := &page{deps: deps, id: id, history: history, changed: changed, root: container.NewStack()}
	p.pane = newPane(deps, paneHooks{
		changed: changed,
		edit:    p.edit,
		print:   p.print,
		loaded:  p.show,
	})
	p.body = widgets.Column(look.Gap4)
	p.scroll = container.NewVScroll(widgets.Inset(look.Gap3, look.Gap6, look.Gap6, look.Gap6, p.body))
	return p
}

func (p *page) edit(d *detail) { p.editAt(d, "") }

// editAt opens the form of the record at a field, in the ledger's present template;
// "" is the first field.
func (p *page) editAt(d *detail, field string) {
	t, err := p.deps.Library.Template(d.entry.Ledger)
	if err != nil {
		t = d.template
	}
	f := newForm(p.deps, t, &d.entry, func(app.ID) {
		p.pane.reload()
		p.changed()
	})
	f.start = field
	p.deps.Host.Push(f)
}

// print shows a form of the record before it is printed.
func (p *page) print(form string) {
	p.deps.Print(PrintJob{Ledger: p.pane.detail.template.Name, Form: form, IDs: []app.ID{p.id}})
}

// Title implements shell.Screen.
func (p *page) Title() string { return p.title }

// Object implements shell.Screen.
func (p *page) Object() fyne.CanvasObject { return p.root }

// Shown implements shell.Screen.
func (p *page) Shown() {
	p.listen = p.deps.Words.Listen(p.pane.reload)
	p.pane.open(p.id)
}

// Hidden implements shell.Screen.
func (p *page) Hidden() { p.listen() }

// Unsaved implements shell.Screen: nothing is typed here.
func (p *page) Unsaved() bool { return false }

// Reload implements shell.Refresher.
func (p *page) Reload() { p.pane.reload() }

// Print implements shell.Printer: the record by its ledger's main form.
func (p *page) Print() {
	if form, ok := p.mainForm(); ok {
		p.print(form)
	}
}

// mainForm is the first form that shows one record.
func (p *page) mainForm() (string, bool) {
	if p.pane.detail == nil || p.deps.Print == nil {
		return "", false
	}
	forms := p.pane.detail.template.Forms
	i := slices.IndexFunc(forms, func(form string) bool { return !wholeLedger[form] })
	if i < 0 {
		return "", false
	}
	return forms[i], true
}

// Panes implements shell.Paned.
func (p *page) Panes() []fyne.Focusable {
	if p.pane.first == nil {
		return nil
	}
	return []fyne.Focusable{p.pane.first}
}

// Commands implements shell.Commander.
func (p *page) Commands() []shell.Command {
	return []shell.Command{
		{
			Menu: shell.RecordMenu, Group: 1, Key: "ledgers.edit", Shortcut: editKeys,
			Do: func() { p.edit(p.pane.detail) }, Possible: func() bool { return p.pane.detail != nil },
		},
		{
			Menu: shell.RecordMenu, Group: 1, Key: "ledgers.next", Shortcut: nextKeys, Do: p.pane.nextStep,
			Possible: func() bool { _, ok := p.pane.straightMove(); return ok },
		},
	}
}

// TypedKey implements shell.KeyHearer: the page scrolls by the keyboard.
func (p *page) TypedKey(key *fyne.KeyEvent) bool {
	line, view := look.Px(look.ControlHeight), p.scroll.Size().Height
	offset := p.scroll.Offset.Y
	switch key.Name {
	case fyne.KeyUp:
		offset -= line
	case fyne.KeyDown:
		offset += line
	case fyne.KeyPageUp:
		offset -= view - line
	case fyne.KeyPageDown, fyne.KeySpace:
		offset += view - line
	case fyne.KeyHome:
		offset = 0
	case fyne.KeyEnd:
		offset = p.scroll.Content.MinSize().Height
	default:
		return false
	}
	last := max(p.scroll.Content.MinSize().Height-view, 0)
	p.scroll.ScrollToOffset(fyne.NewPos(0, min(max(offset, 0), last)))
	return true
}

// show draws the record that the pane has read.
func (p *page) show(d *detail) {
	p.title = d.entry.Number
	to := p.deps.Words.Text(d.template.Title)
	if p.over != nil {
		to = p.over.Title()
	}
	back := backButton(p.deps, to)
	edit := widgets.NewButton(widgets.Ordinary, "pen", p.deps.Words.T("ledgers.edit"), func() { p.pane.hooks.edit(d) })
	tools := []fyne.CanvasObject{edit}
	if _, ok := p.mainForm(); ok {
		tools = append(tools, widgets.NewButton(widgets.Ordinary, "print", p.deps.Words.T("ledgers.print"), p.Print))
	}
	head := pageHead(back, d.entry.Number, widgets.NewText(d.state.Text).In(look.Muted).Cut(), tools...)
	p.body.Objects = p.parts(d)
	side := widgets.Sized(paneWide, 0, edged(p.pane.object))
	p.root.Objects = []fyne.CanvasObject{widgets.Under(head, widgets.Beside(widgets.Fill(look.Paper, p.scroll), side))}
	p.root.Refresh()
	if p.history {
		p.history = false
		p.scroll.ScrollToBottom()
	}
	p.deps.Host.RefreshMenu()
}

func (p *page) parts(d *detail) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, group := range d.groups {
		column := widgets.Column(look.Gap2)
		if group.title != "" {
			column.Add(widgets.NewSection(group.title))
			column.Add(widgets.NewRule())
		}
		column.Add(factGrid(group.facts))
		parts = append(parts, column)
	}
	history := widgets.Column(look.Gap2, widgets.NewSection(p.deps.Words.T("ledgers.history")), widgets.NewRule())
	for _, e := range d.history {
		history.Add(p.eventPart(e))
	}
	return append(parts, history)
}

// eventPart is one event with each field's old and new text.
func (p *page) eventPart(e event) fyne.CanvasObject {
	t := p.deps.Words.T
	when := widgets.Row(look.Gap2, widgets.Sized(120, 0, widgets.NewText(e.day+"  "+e.time).In(look.Muted)),
		widgets.Grow(widgets.NewText(e.text).Cut()), widgets.NewText(e.who).In(look.Muted))
	column := widgets.Column(0, when)
	if e.late {
		column.Add(widgets.Inset(0, 0, 0, 128, widgets.NewNote(t("ledgers.event.late"))))
	}
	for _, c := range e.changes {
		old, new := c.old, c.new
		if old == "" {
			old = t("ledgers.event.none")
		}
		if new == "" {
			new = t("ledgers.event.none")
		}
		column.Add(widgets.Inset(0, 0, 0, 128, widgets.NewNote(t("ledgers.event.one", "field", c.label, "old", old, "new", new))))
	}
	return column
}

// backButton leads back to the list, and asks first when something is not saved.
func backButton(deps *Deps, to string) fyne.CanvasObject {
	return widgets.NewButton(widgets.Quiet, "left", to, deps.Host.Back)
}

// pageHead is the head of a page over the list: back, title, a second fact, buttons.
func pageHead(back fyne.CanvasObject, title string, second fyne.CanvasObject, tools ...fyne.CanvasObject) fyne.CanvasObject {
	rule := widgets.Inset(0, look.Gap2, 0, look.Gap2, widgets.Sized(1, 24, widgets.NewUpright()))
	names := container.New(titleLayout{}, widgets.NewTitle(title).Cut(), widgets.Inset(0, 0, 0, look.Gap2, second))
	row := widgets.Row(look.Gap2, append([]fyne.CanvasObject{back, rule, widgets.Grow(names)}, tools...)...)
	line := widgets.Sized(0, look.HeadHeight-1, widgets.Fill(look.Paper, widgets.Inset(0, look.Gap4, 0, look.Gap6, row)))
	return widgets.Column(0, line, widgets.NewRule())
}
