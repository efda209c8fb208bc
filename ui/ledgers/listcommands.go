package ledgers

import (
	"context"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// printMenu offers the ledger's forms: of the chosen rows, of the list, blank.
func (v *list) printMenu() []*fyne.MenuItem {
	if v.deps.Print == nil {
		return nil
	}
	var items []*fyne.MenuItem
	chosen := v.ids()
	for _, form := range v.template.Forms {
		item := fyne.NewMenuItem(v.formWord(form), func() { v.print(form, chosen) })
		item.Disabled = len(chosen) == 0 && !wholeLedger[form]
		items = append(items, item)
	}
	return items
}

// wholeLedger are the forms that need no record.
var wholeLedger = map[string]bool{"register": true, "blank": true}

func (v *list) formWord(form string) string {
	if key := "ledgers.form." + form; v.deps.Words.Has(key) {
		return v.t(key)
	}
	return form
}

func (v *list) print(form string, ids []app.ID) {
	job := PrintJob{Ledger: v.template.Name, Form: form, IDs: ids, Query: v.query(v.filter)}
	switch form {
	case "register":
		if len(ids) < 2 {
			job.IDs = nil
		}
	case "blank":
		job.IDs, job.Blank = nil, true
	}
	v.deps.Print(job)
}

// ids are the chosen rows, or the one under the cursor.
func (v *list) ids() []app.ID {
	var ids []app.ID
	for _, key := range v.table.Chosen() {
		ids = append(ids, app.ID(key))
	}
	if len(ids) == 0 {
		return v.one()
	}
	return ids
}

// moreMenu is what is rarely done with a whole ledger.
func (v *list) moreMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	if v.deps.Import != nil {
		items = append(items, fyne.NewMenuItem(v.t("ledgers.import"), func() { v.deps.Import(v.template.Name) }))
	}
	if v.deps.Export != nil {
		items = append(items, fyne.NewMenuItem(v.t("ledgers.export"), v.export))
	}
	items = append(items, fyne.NewMenuItem(v.t("ledgers.copy"), v.copy))
	if v.filter.chip != catalog.Any || v.filter.narrowed() || v.filter.text != "" {
		items = append(items, fyne.NewMenuItem(v.t("ledgers.none.all"), v.showAll))
	}
	return items
}

// copy puts the chosen rows on the clipboard as text.
func (v *list) copy() {
	v.table.TypedShortcut(&fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()})
}

func (v *list) addNew() { v.deps.Host.Push(newForm(v.deps, v.template, nil, v.saved)) }

// edit opens the form of a record, in the ledger's present template.
func (v *list) edit(d *detail) { v.deps.Host.Push(newForm(v.deps, v.template, &d.entry, v.saved)) }

// saved shows what was saved when the form has gone.
func (v *list) saved(id app.ID) {
	v.wanted = id
	v.load()
	v.pane.open(id)
}

// openPage opens a record over the list.
func (v *list) openPage(id app.ID, history bool) {
	v.deps.Host.Push(newPage(v.deps, id, history, v.load))
}

// editChosen opens the form of the record under the cursor.
func (v *list) editChosen() {
	if v.pane.detail != nil && v.pane.detail.entry.ID == v.current() {
		v.edit(v.pane.detail)
		return
	}
	for _, id := range v.one() {
		loadDetail(v.deps, &v.pane.loading, id, func(d *detail, err error) {
			if err != nil {
				widgets.TellError(v.deps.Host.Canvas(), v.deps.Words, v.t("ledgers.open.failed"), err)
				return
			}
			v.edit(d)
		})
	}
}

// one is the record that commands are for, if there is any.
func (v *list) one() []app.ID {
	if id := v.current(); id != "" {
		return []app.ID{id}
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
