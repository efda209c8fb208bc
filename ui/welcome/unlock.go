package welcome

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// UnlockDeps is what the unlock screen needs.
type UnlockDeps struct {
	Words    *words.Book
	Runner   *task.Runner
	Window   fyne.Canvas
	Gate     Gate
	School   string // its name, "" when it cannot be known before
	Language func(app.Lang)
	Opened   func(withCode bool) // the vault is open
}

// Unlock asks for the passphrase, or for the recovery code.
type Unlock struct {
	deps   UnlockDeps
	root   *fyne.Container
	byCode bool
	typed  string
	wrong  string // what is told under the entry
	busy   bool
	first  fyne.Focusable
	begun  bool
	stop   func()
}

// NewUnlock returns the unlock screen.
func NewUnlock(deps UnlockDeps) *Unlock {
	u := &Unlock{deps: deps, root: container.NewStack()}
	u.show()
	u.stop = deps.Words.Listen(u.show)
	return u
}

// Object is what the window shows.
func (u *Unlock) Object() fyne.CanvasObject { return u.root }

func (u *Unlock) t(key string, pairs ...any) string { return u.deps.Words.T(key, pairs...) }

func (u *Unlock) show() {
	entry, field := u.entry()
	open := widgets.NewButton(widgets.Main, "key", u.t("welcome.unlock.open"), u.open)
	other := widgets.NewButton(widgets.Quiet, "", u.otherWay(), u.turn)
	if u.busy {
		open.Refuse(u.t("welcome.unlock.busy"))
		other.Refuse(u.t("welcome.unlock.busy"))
		open.SetText(u.t("welcome.unlock.busy"))
	}
	entry.OnSubmitted = func(string) { u.open() }
	name := u.deps.School
	if name == "" {
		name = u.t("welcome.unlock.school")
	}
	card := widgets.Card(widgets.Padded(look.Gap2, widgets.Column(look.Gap4,
		widgets.Row(look.Gap4, widgets.NewIcon("shield", look.Accent, 40), widgets.Grow(widgets.Column(0,
			widgets.NewCaption(u.t("welcome.name")), widgets.NewSection(name).Cut()))),
		field, widgets.Row(look.Gap4, open, other, widgets.Stretch()))))
	langs := widgets.Row(look.Gap4, widgets.Stretch())
	for _, lang := range app.Langs {
		langs.Add(widgets.NewSmallLink(u.t("welcome.language."+string(lang)), func() { u.deps.Language(lang) }))
	}
	langs.Add(widgets.Stretch())
	middle := widgets.Sized(520, 0, widgets.Column(look.Gap3, card,
		widgets.NewNote(u.t("welcome.offline")).Align(fyne.TextAlignCenter), langs))
	u.root.Objects = []fyne.CanvasObject{widgets.Fill(look.Ground, container.NewCenter(middle))}
	u.root.Refresh()
	u.first = entry
	if u.begun && !u.busy {
		u.Begin()
	}
}

// Begin puts the cursor into the entry, now and whenever the entry is drawn anew.
// It is called once the screen is in the window: nothing else can have the focus.
func (u *Unlock) Begin() {
	u.begun = true
	u.deps.Window.Focus(u.first)
}

// entry is the field for the passphrase or for the code.
func (u *Unlock) entry() (*widgets.Entry, *widgets.Field) {
	entry, label, hint := widgets.NewSecretEntry(""), u.t("welcome.unlock.passphrase"), ""
	if u.byCode {
		entry, label, hint = widgets.NewEntry(""), u.t("welcome.unlock.code"), u.t("welcome.unlock.code.hint")
	}
	entry.SetText(u.typed)
	entry.SetWrong(u.wrong != "")
	field := widgets.NewField(label, "", entry)
	field.Tell(hint)
	if u.wrong != "" {
		field.Complain(u.wrong)
	}
	entry.OnChanged = func(text string) {
		u.typed = text
		if u.wrong != "" {
			u.wrong = ""
			entry.SetWrong(false)
			field.Tell(hint)
		}
	}
	if u.busy {
		entry.Disable()
	}
	return entry, field
}

func (u *Unlock) otherWay() string {
	if u.byCode {
		return u.t("welcome.unlock.usePassphrase")
	}
	return u.t("welcome.unlock.useCode")
}

// turn changes between passphrase and recovery code.
func (u *Unlock) turn() {
	u.byCode, u.typed, u.wrong = !u.byCode, "", ""
	u.show()
}

func (u *Unlock) open() {
	if u.busy {
		return
	}
	if u.typed == "" {
		u.wrong = u.t("welcome.unlock.empty")
		u.show()
		return
	}
	u.busy, u.wrong = true, ""
	u.show()
	secret, byCode := u.typed, u.byCode
	task.Run(u.deps.Runner, context.Background(), u.t("welcome.unlock.busy"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		if byCode {
			return struct{}{}, u.deps.Gate.UnlockWithCode(ctx, normal(secret))
		}
		return struct{}{}, u.deps.Gate.Unlock(ctx, secret)
	}, func(_ struct{}, err error) { u.opened(byCode, err) })
}

func (u *Unlock) opened(byCode bool, err error) {
	u.busy = false
	switch {
	case err == nil:
		u.typed = ""
		u.stop()
		u.deps.Opened(byCode)
		return
	case app.CodeOf(err) == app.CodeLocked && byCode:
		u.wrong = u.t("welcome.unlock.code.wrong")
	case app.CodeOf(err) == app.CodeLocked:
		u.typed, u.wrong = "", u.t("welcome.unlock.wrong")
	default:
		u.wrong = u.deps.Words.Explain(err)
	}
	u.show()
}
