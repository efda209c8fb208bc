package ledgers

import (
	"io"
	"maps"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// form is the page on which a record is written: the fields in two columns, at the
// right photos, where it comes from and what saving will do. What is typed is kept
// as a draft until it is saved or thrown away.
type form struct {
	deps     *Deps
	template ledger.Template
	entry    *ledger.Entry // nil for a new one
	saved    func(id app.ID)

	form    *widgets.RecordForm
	first   schema.Values // what stood there when the form was opened
	second  *widgets.Text // beside the title: the draft
	offer   *fyne.Container
	fault   *fyne.Container
	body    *fyne.Container
	root    *fyne.Container
	loading task.Slot
	waiting func() // stops the timer of the draft
	drafts  draftKeeper
	round   int64 // counts the records that were written on this page
	kept    time.Time
	typed   bool   // since the last draft
	tried   bool   // to save, in vain
	gone    bool   // saved or thrown away: no draft is kept any more
	busy    bool   // being saved: a second press must not write a second record
	then    func() // what follows saving, while that waits for photos
	start   string // the field that has the keys first; "" for the first one
	shown   bool
	listen  func()
}

var (
	_ shell.Screen    = (*form)(nil)
	_ shell.Saver     = (*form)(nil)
	_ shell.Commander = (*form)(nil)
)

// newForm returns the form of an entry, or of a new one of the ledger.
func newForm(deps *Deps, t ledger.Template, entry *ledger.Entry, saved func(app.ID)) *form {
	f := &form{deps: deps, template: t, entry: entry, saved: saved, drafts: draftKeeper{drafts: deps.Drafts}}
	f.root, f.body, f.offer, f.fault = container.NewStack(), container.NewStack(), container.NewStack(), container.NewStack()
	f.offer.Hide()
	f.fault.Hide()
	f.begin()
	return f
}

func (f *form) t(key string, pairs ...any) string { return f.deps.Words.T(key, pairs...) }

// begin fills the form with what the record holds, or with the defaults of a new one.
func (f *form) begin() {
	f.form = widgets.NewRecordForm(formDeps(f.deps, f.template), f.template.Schema, widgets.FormLayout{
		Later: f.laterGroups(), Outside: f.outside(), Margin: look.Gap6,
	})
	if f.entry != nil {
		f.form.SetTexts(f.entry.Values)
	} else {
		f.form.SetTexts(f.deps.Records.Fresh(f.template, f.deps.Actor(), f.deps.today()))
	}
	f.first = f.form.Texts()
	f.form.OnChanged = f.changed
	f.form.OnLast = f.Save
	f.form.OnKept = f.filesKept
	f.second = widgets.NewText("").In(look.Muted).Cut()
	f.round++
	f.kept, f.typed, f.tried, f.gone = time.Time{}, false, false, false
	f.dress()
}

// outside are the photos: they stand at the side.
func (f *form) outside() []string {
	var names []string
	for _, field := range f.template.Fields {
		if field.Type == schema.Photo {
			names = append(names, field.Name)
		}
	}
	return names
}

// laterGroups are the groups that only the steps of the loop fill: none of their
// fields is required, or plays a part before the work begins.
func (f *form) laterGroups() []string {
	if f.deps.Library.Loop(f.template).Name == ledger.NoLoop {
		return nil
	}
	early := map[string]bool{}
	h := f.template.Headline
	for _, name := range []string{h.Text, h.Day, h.Grade, h.Due, h.Owner, h.Place} {
		early[name] = true
	}
	needed := map[string]bool{}
	for _, field := range f.template.Fields {
		if field.Constraints.Required || early[field.Name] {
			needed[field.Group] = true
		}
	}
	var later []string
	for _, group := range f.template.Groups {
		if !needed[group.Name] {
			later = append(later, group.Name)
		}
	}
	return later
}

// Title implements shell.Screen.
func (f *form) Title() string {
	if f.entry == nil {
		return f.t("ledgers.new", "noun", f.deps.Words.Text(f.template.Noun))
	}
	return f.t("ledgers.form.edit", "number", f.entry.Number)
}

// Object implements shell.Screen.
func (f *form) Object() fyne.CanvasObject { return f.root }

// Shown implements shell.Screen.
func (f *form) Shown() {
	f.listen = f.deps.Words.Listen(f.retell)
	if f.shown {
		return
	}
	f.shown = true
	if f.start == "" {
		f.form.FocusFirst()
	} else {
		f.form.Focus(f.start)
	}
	f.findDraft()
}

// Hidden implements shell.Screen: what was typed is kept at once.
func (f *form) Hidden() {
	f.listen()
	if f.typed {
		f.keepDraft()
	}
}

// Unsaved implements shell.Screen.
func (f *form) Unsaved() bool { return !f.gone && !maps.Equal(f.form.Texts(), f.first) }

// Commands implements shell.Commander.
func (f *form) Commands() []shell.Command {
	return []shell.Command{{
		Menu: shell.RecordMenu, Group: 0, Key: "ledgers.saveNext", Do: f.saveAndNext,
		Shortcut: &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault},
	}}
}

// retell writes the page anew in the chosen language; what was typed stays.
func (f *form) retell() {
	f.form.Retell()
	f.dress()
	f.sayKept()
}

// dress makes the head and the side in the chosen language.
func (f *form) dress() {
	cancel := widgets.NewButton(widgets.Ordinary, "", f.t("ledgers.cancel"), f.cancel)
	next := widgets.NewButton(widgets.Ordinary, "", f.t("ledgers.saveNext"), f.saveAndNext)
	save := widgets.NewButton(widgets.Main, "save", f.t("ledgers.save"), f.Save)
	back := backButton(f.deps, f.deps.Words.Text(f.template.Title))
	head := pageHead(back, f.Title(), f.second, cancel, next, save)
	left := widgets.Column(0, f.offer, widgets.Grow(f.form), f.fault)
	f.body.Objects = []fyne.CanvasObject{container.New(formLayout{}, widgets.Fill(look.Paper, left), f.side())}
	f.root.Objects = []fyne.CanvasObject{widgets.Under(head, f.body)}
	f.root.Refresh()
}

func (f *form) changed() {
	f.typed = true
	if f.tried {
		f.showFault(f.form.Wrong())
	}
	if f.waiting != nil {
		f.waiting()
	}
	f.waiting = f.deps.Runner.After(draftAfter, f.keepDraft)
}

// cancel leaves the form; it asks first when something was typed, and then throws
// it away.
func (f *form) cancel() {
	if !f.Unsaved() {
		f.leave()
		return
	}
	widgets.Confirm(f.deps.Host.Canvas(), f.deps.Words, widgets.Question{
		Title: f.t("ledgers.drop.title"), Text: f.t("ledgers.drop.text"), Yes: f.t("ledgers.drop.yes"), Grave: true,
		OnYes: func() {
			f.endDraft()
			f.leave()
		},
	})
}

func (f *form) leave() {
	f.gone, f.typed = true, false
	if f.waiting != nil {
		f.waiting()
	}
	f.deps.Host.Pop()
}

// Drop takes a file that was dropped on the window, into the field under it.
func (f *form) Drop(at fyne.Position, name string, content io.ReadCloser) bool {
	return f.form.DropAt(at, name, content)
}
