package ledgers

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// ledgerLine is a ledger in the list of ledgers.
type ledgerLine struct {
	name    string
	code    string
	title   string
	about   string
	total   int
	open    int
	overdue int
	lock    bool
}

// chooser lists the ledgers with what is open and overdue in each.
type chooser struct {
	deps    *Deps
	open    func(name string)
	loading task.Slot
	lines   []ledgerLine
	table   *widgets.DataTable[ledgerLine]
	root    *fyne.Container
}

func newChooser(deps *Deps, open func(name string)) *chooser {
	c := &chooser{deps: deps, open: open, root: container.NewStack()}
	c.table = widgets.NewDataTable("ledgers", nil, c.columns())
	c.table.OnOpen = open
	c.table.OpensOnTap = true
	c.dress()
	return c
}

func (c *chooser) t(key string, pairs ...any) string { return c.deps.Words.T(key, pairs...) }

func (c *chooser) columns() []widgets.TableColumn[ledgerLine] {
	number := func(n int, role look.Role) widgets.Cell {
		if n == 0 {
			return widgets.Cell{}
		}
		return widgets.Cell{Text: c.t("ledgers.count", "n", n), Role: role}
	}
	return []widgets.TableColumn[ledgerLine]{
		{ID: "code", Title: c.t("ledgers.code"), Width: 72, Keep: true, Cell: func(l ledgerLine) widgets.Cell { return widgets.Cell{Text: l.code} }},
		{ID: "title", Title: c.t("ledgers.ledger"), Width: 280, Keep: true, Cell: func(l ledgerLine) widgets.Cell {
			return widgets.Cell{Text: l.title, Bold: true}
		}},
		{ID: "total", Title: c.t("ledgers.chip.all"), Width: 88, Align: fyne.TextAlignTrailing, Cell: func(l ledgerLine) widgets.Cell { return number(l.total, look.Ink) }},
		{ID: "open", Title: c.t("ledgers.chip.open"), Width: 88, Align: fyne.TextAlignTrailing, Cell: func(l ledgerLine) widgets.Cell { return number(l.open, look.Ink) }},
		{ID: "overdue", Title: c.t("ledgers.chip.overdue"), Width: 120, Cell: func(l ledgerLine) widgets.Cell {
			cell := number(l.overdue, look.Red)
			if l.overdue > 0 {
				cell.Shape = look.Late
			}
			return cell
		}},
		{ID: "about", Title: c.t("ledgers.about"), Least: 200, Cell: func(l ledgerLine) widgets.Cell {
			cell := widgets.Cell{Text: l.about, Role: look.Muted}
			if l.lock {
				cell.Icon = "lock"
			}
			return cell
		}},
	}
}

// dress makes the head in the chosen language.
func (c *chooser) dress() {
	c.table.SetColumns(c.columns())
	head := widgets.NewScreenHead(c.t("ledgers.title"), c.t("ledgers.choose"))
	c.root.Objects = []fyne.CanvasObject{widgets.Under(head, c.table)}
	c.root.Refresh()
}

// load counts beside the window.
func (c *chooser) load() {
	today, read, lang := c.deps.today(), c.deps.mayRead(), c.deps.Words.Lang()
	task.Latest(c.deps.Runner, &c.loading, context.Background(), c.t("ledgers.reading"),
		func(context.Context, *task.Progress) ([]ledgerLine, error) {
			var lines []ledgerLine
			for _, t := range c.deps.Library.Templates() {
				lines = append(lines, countLedger(c.deps, t, lang, today, read))
			}
			return lines, nil
		}, func(lines []ledgerLine, _ error) {
			c.lines = lines
			c.table.SetRows(ledgerRows(lines), nil)
			if c.table.SelectedKey() == "" {
				c.table.Select(c.deps.Memory.Recall(lastLedger))
			}
			if c.table.SelectedKey() == "" {
				c.table.SelectFirst()
			}
		})
}

func countLedger(deps *Deps, t ledger.Template, lang app.Lang, today app.Day, read app.Sensitivity) ledgerLine {
	count := func(group catalog.Group) int {
		return deps.Catalog.Total(catalog.Query{Ledger: t.Name, Group: group, Today: today, UpTo: read}).Rows
	}
	return ledgerLine{
		name: t.Name, code: t.Code, title: t.Title.In(lang), about: t.About.In(lang),
		total: count(catalog.Any), open: count(catalog.Open), overdue: count(catalog.Overdue),
		lock: t.Sensitivity.AtLeast(app.Restricted),
	}
}

// ledgerRows are the lines of the list of ledgers; it implements widgets.Rows.
type ledgerRows []ledgerLine

// Len implements widgets.Rows.
func (r ledgerRows) Len() int { return len(r) }

// Key implements widgets.Rows.
func (r ledgerRows) Key(i int) string { return r[i].name }

// Row implements widgets.Rows.
func (r ledgerRows) Row(i int) (ledgerLine, bool) { return r[i], true }

// Find implements widgets.Rows.
func (r ledgerRows) Find(key string) int {
	for i := range r {
		if r[i].name == key {
			return i
		}
	}
	return -1
}
