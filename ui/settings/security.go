package settings

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// enough is the strength from which a passphrase is accepted, of 4.
const enough = 3

// securityPage changes passphrase and recovery code.
func (s *Screen) securityPage() fyne.CanvasObject {
	return widgets.Column(look.Gap3,
		setting(s.t("settings.passphrase"), s.t("settings.passphrase.text"),
			widgets.NewButton(widgets.Ordinary, "lock", s.t("settings.passphrase.change"), s.AskPassphrase)),
		setting(s.t("settings.code"), s.t("settings.code.text"),
			widgets.NewButton(widgets.Ordinary, "key", s.t("settings.code.make"), s.AskCode)))
}

// AskPassphrase opens the dialog for another passphrase.
func (s *Screen) AskPassphrase() { s.askPassphrase("", s.deps.Security.ChangePassphrase) }

// AskAfterRecovery opens the dialog for another passphrase after the recovery code
// has opened the ledgers: the present one is forgotten, and change needs none.
func (s *Screen) AskAfterRecovery(change func(ctx context.Context, fresh string) error) {
	s.askPassphrase(s.t("settings.passphrase.recovered"), func(ctx context.Context, _, fresh string) error { return change(ctx, fresh) })
}

// askPassphrase asks for another passphrase, and for the present one unless it was
// recovered, which is a sentence then.
func (s *Screen) askPassphrase(recovered string, how func(ctx context.Context, old, fresh string) error) {
	old, fresh, again := widgets.NewSecretEntry(""), widgets.NewSecretEntry(""), widgets.NewSecretEntry("")
	oldField := widgets.NewField(s.t("settings.passphrase.old"), "", old)
	freshField := widgets.NewField(s.t("settings.passphrase.new"), "", fresh)
	meter := widgets.NewMeter(4)
	var dialog *widgets.Dialog
	var change *widgets.Button
	judge := func(string) {
		score := s.deps.Strength(fresh.Text)
		meter.Set(score, score >= enough)
		old.SetWrong(false)
		oldField.Complain("")
		switch {
		case old.Text == "" && recovered == "":
			change.Refuse(s.t("settings.passphrase.reason.old"))
		case score < enough:
			change.Refuse(s.t("settings.passphrase.reason.weak"))
		case fresh.Text != again.Text:
			change.Refuse(s.t("settings.passphrase.reason.again"))
		default:
			change.Allow()
		}
		_, reason := change.Refused()
		freshField.Tell(reason)
	}
	change = widgets.NewButton(widgets.Main, "", s.t("settings.passphrase.change"), func() {
		s.changePassphrase(how, old.Text, fresh.Text, dialog.Hide, func() {
			old.SetWrong(true)
			oldField.Complain(s.t("settings.passphrase.wrong"))
			s.deps.Window().Focus(old)
			old.TypedShortcut(&fyne.ShortcutSelectAll{})
		})
	})
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("widget.cancel"), func() { dialog.Cancel() })
	old.OnChanged, fresh.OnChanged, again.OnChanged = judge, judge, judge
	body := widgets.Column(look.Gap3, oldField, freshField, meter, widgets.NewField(s.t("settings.passphrase.again"), "", again))
	first := old
	if recovered != "" {
		body.Objects[0], first = widgets.NewParagraph(recovered), fresh
	}
	dialog = widgets.NewDialog(s.deps.Window(), s.t("settings.passphrase.title"), 480, body, change, cancel, change).FocusOn(first)
	judge("")
	dialog.Show()
}

func (s *Screen) changePassphrase(how func(ctx context.Context, old, fresh string) error, old, fresh string, changed, wrong func()) {
	task.Run(s.deps.Runner, context.Background(), s.t("settings.passphrase"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, how(ctx, old, fresh)
		}, func(_ struct{}, err error) {
			switch {
			case app.CodeOf(err) == app.CodeLocked:
				wrong()
			case err != nil:
				s.tell("settings.passphrase.failed", err)
			default:
				changed()
				widgets.Tell(s.deps.Window(), s.deps.Words, s.t("settings.passphrase"), s.t("settings.passphrase.done"))
			}
		})
}

// AskCode asks for the passphrase, then makes and shows another recovery code.
func (s *Screen) AskCode() {
	entry := widgets.NewSecretEntry("")
	field := widgets.NewField(s.t("settings.code.passphrase"), "", entry)
	var dialog *widgets.Dialog
	make := widgets.NewButton(widgets.Grave, "", s.t("settings.code.make"), func() {
		s.makeCode(entry.Text, dialog.Hide, func() {
			entry.SetWrong(true)
			field.Complain(s.t("settings.passphrase.wrong"))
		})
	})
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("widget.cancel"), func() { dialog.Cancel() })
	dialog = widgets.NewDialog(s.deps.Window(), s.t("settings.code.title"), 440,
		widgets.Column(look.Gap3, widgets.NewParagraph(s.t("settings.code.warn")), field), cancel, cancel, make).FocusOn(entry)
	dialog.Show()
}

func (s *Screen) makeCode(passphrase string, made, wrong func()) {
	task.Run(s.deps.Runner, context.Background(), s.t("settings.code"),
		func(ctx context.Context, _ *task.Progress) (string, error) {
			return s.deps.Security.NewRecoveryCode(ctx, passphrase)
		}, func(code string, err error) {
			switch {
			case app.CodeOf(err) == app.CodeLocked:
				wrong()
			case err != nil:
				s.tell("settings.code.failed", err)
			default:
				made()
				s.showCode(code)
			}
		})
}

// showCode shows the new code until it is on paper.
func (s *Screen) showCode(code string) {
	grid := container.NewGridWithColumns(4)
	for n, group := range strings.FieldsFunc(code, func(c rune) bool { return c == '-' || c == ' ' }) {
		grid.Add(container.NewStack(widgets.NewBox(look.Ground, look.Rule, look.Radius), widgets.Padded(look.Gap2,
			widgets.Column(0, widgets.NewCaption(strconv.Itoa(n+1)).Align(fyne.TextAlignCenter),
				widgets.NewSection(group).Align(fyne.TextAlignCenter)))))
	}
	told := widgets.NewNote(s.t("settings.code.new"))
	var dialog *widgets.Dialog
	print := widgets.NewButton(widgets.Main, "print", s.t("settings.code.print"), func() { s.bringOut(s.deps.Security.PrintCode, code, told) })
	save := widgets.NewButton(widgets.Ordinary, "file", s.t("settings.code.save"), func() { s.bringOut(s.deps.Security.SaveCode, code, told) })
	done := widgets.NewButton(widgets.Ordinary, "", s.t("widget.close"), func() { dialog.Hide() })
	dialog = widgets.NewDialog(s.deps.Window(), s.t("settings.code.new.title"), 520,
		widgets.Column(look.Gap3, grid, told), print, done, save, print)
	dialog.Show()
}

func (s *Screen) bringOut(how func(context.Context, string) error, code string, told *widgets.Text) {
	task.Run(s.deps.Runner, context.Background(), s.t("settings.code"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) { return struct{}{}, how(ctx, code) },
		func(_ struct{}, err error) {
			switch {
			case app.CodeOf(err) == app.CodeCanceled:
			case err != nil:
				told.Set(s.deps.Words.Explain(err), look.Red, false)
			default:
				told.Set(s.t("settings.code.out"), look.Ink, false)
			}
		})
}
