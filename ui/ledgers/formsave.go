package ledgers

import (
	"context"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Save implements shell.Saver: it saves and goes back to the list.
func (f *form) Save() { f.save(f.leave) }

// saveAndNext saves and begins the next record.
func (f *form) saveAndNext() {
	f.save(func() {
		f.entry = nil
		f.begin()
		f.form.FocusFirst()
		f.deps.Host.RefreshMenu()
	})
}

// save checks every field and writes the record; then is called when it is written. It
// waits for photos that are still being kept.
func (f *form) save(then func()) {
	if f.busy {
		return
	}
	if f.form.Keeping() {
		f.then = then
		f.second.Set(f.t("ledgers.save.waits"), look.Ink, false)
		return
	}
	values, problems := f.form.Values()
	wrong := f.form.Complain(problems)
	f.tried = true
	f.showFault(wrong)
	if len(wrong) > 0 {
		f.form.Focus(wrong[0])
		return
	}
	f.busy = true
	actor := f.deps.Actor()
	entry, name, id, round := f.entry, f.template.Name, f.entryID(), f.round
	f.loading.Drop() // a draft that is still being looked for comes too late
	task.Run(f.deps.Runner, context.Background(), f.t("ledgers.saving"),
		func(ctx context.Context, _ *task.Progress) (ledger.Entry, error) {
			written, err := f.write(ctx, actor, entry, name, values)
			if err == nil {
				// The record is safe: a draft that cannot be dropped is only offered again.
				_ = f.drafts.end(ctx, actor, round, name, id)
			}
			return written, err
		}, func(written ledger.Entry, err error) { f.written(written, err, then) })
}

// filesKept saves if that waited for the photos, unless one of them could not be kept:
// under its frame stands why.
func (f *form) filesKept(all bool) {
	then := f.then
	f.then = nil
	if then == nil || f.gone {
		return
	}
	f.second.SetText("")
	f.sayKept()
	if all {
		f.save(then)
	}
}

func (f *form) write(ctx context.Context, actor app.Actor, entry *ledger.Entry, name string, values schema.Values) (ledger.Entry, error) {
	if entry == nil {
		return f.deps.Records.Add(ctx, actor, name, values)
	}
	return f.deps.Records.Change(ctx, actor, entry.ID, values, entry.Revision)
}

// written says what was saved, or what went wrong; then the text stays.
func (f *form) written(e ledger.Entry, err error, then func()) {
	f.busy = false
	if err != nil {
		if wrong := f.form.Complain(problemsOf(err)); len(wrong) > 0 {
			f.showFault(wrong)
			f.form.Focus(wrong[0])
			return
		}
		widgets.TellError(f.deps.Host.Canvas(), f.deps.Words, f.t("ledgers.save.failed"), err)
		return
	}
	f.gone, f.typed = true, false
	if f.waiting != nil {
		f.waiting()
	}
	key := "ledgers.added"
	if f.entry != nil {
		key = "ledgers.changed"
	}
	then()
	f.saved(e.ID)
	f.deps.Host.OfferUndo(f.t(key, "number", e.Number))
}

// showFault counts at the foot what needs another look, each with a link to it.
func (f *form) showFault(wrong []string) {
	f.fault.Hidden = len(wrong) == 0
	if len(wrong) > 0 {
		row := widgets.Row(look.Gap2, widgets.NewShape(look.Late, 16), widgets.NewText(f.t("ledgers.fault", "n", len(wrong))))
		for i, name := range wrong {
			if i == 3 {
				row.Add(widgets.NewText(f.t("ledgers.fault.more", "n", len(wrong)-i)).In(look.Muted))
				break
			}
			row.Add(widgets.NewButton(widgets.Quiet, "", f.form.Label(name), func() { f.form.Focus(name) }))
		}
		bar := widgets.Sized(0, 36, widgets.Fill(look.RedTint, widgets.Inset(0, look.Gap3, 0, look.Gap3, row)))
		f.fault.Objects = []fyne.CanvasObject{widgets.Inset(look.Gap2, look.Gap6, look.Gap4, look.Gap6, bar)}
	}
	f.root.Refresh()
}
