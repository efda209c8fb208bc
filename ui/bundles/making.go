package bundles

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Make asks for a folder and makes the bundle there.
func (s *Screen) Make() {
	if !s.read || s.Unsaved() {
		return
	}
	s.deps.PickFolder(func(folder string) {
		if folder != "" {
			s.MakeIn(folder)
		}
	})
}

// MakeIn makes the bundle in a folder, beside the window, and tells what came of it.
func (s *Screen) MakeIn(folder string) {
	request, who := s.request, s.deps.Actor()
	request.Lang = s.deps.Words.Lang()
	names := map[bundle.Part]string{}
	for _, part := range []bundle.Part{
		bundle.PartSelect, bundle.PartFiles, bundle.PartTables, bundle.PartForms, bundle.PartSign, bundle.PartCheck,
	} {
		names[part] = s.t("bundles.part." + string(part))
	}
	s.work = task.Run(s.deps.Runner, context.Background(), names[bundle.PartSelect],
		func(ctx context.Context, progress *task.Progress) (bundle.Made, error) {
			last := bundle.PartSelect
			return s.deps.Service.Make(ctx, who, request, folder, func(part bundle.Part, done, total int) {
				if part != last {
					last = part
					progress.Name(names[part])
				}
				progress.Set(done, total)
			})
		}, s.made)
	s.goUp.Hide()
	s.progress.Follow(s.work)
	s.sendUp.Refresh()
}

func (s *Screen) made(made bundle.Made, err error) {
	s.work = nil
	if s.goUp != nil {
		s.goUp.Show()
		s.progress.Hide()
		s.sendUp.Refresh()
	}
	switch {
	case app.CodeOf(err) == app.CodeCanceled:
		return
	case err != nil:
		s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("bundles.notMade"), err)
		return
	}
	s.tellMade(made)
	s.Reload()
}

// tellMade says where the bundle lies and what the check of it found.
func (s *Screen) tellMade(made bundle.Made) {
	check := s.t("bundles.made.checked", "files", made.Report.Files)
	if made.Sealed {
		check = s.t("bundles.made.sealed")
	}
	body := widgets.Column(look.Gap3,
		widgets.NewStrong(made.File).Wrap(),
		widgets.NewParagraph(s.t("bundles.made.text", "folder", filepath.Dir(made.Path), "size", sizeText(made.Size), "entries", len(made.Entries))),
		widgets.Row(look.Gap2, widgets.NewShape(look.Done, 16), widgets.Grow(widgets.NewParagraph(check))),
		widgets.NewNote(s.t("bundles.made.next")))
	open := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.made.folder"), func() { s.deps.Reveal(made.Path) })
	cover := widgets.NewButton(widgets.Ordinary, "print", s.t("bundles.printCover"), func() { s.printSent(made.Sent) })
	ok := widgets.NewButton(widgets.Main, "", s.t("bundles.ok"), s.closeDialog)
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.made"), 480, body, ok, open, cover, ok)
	s.dialog.Show()
}

// printSent prints the cover of a bundle that went up, with its verification code.
func (s *Screen) printSent(one bundle.Sent) {
	s.closeDialog()
	cover := one.Cover
	cover.Lang = s.deps.Words.Lang()
	s.deps.PrintCover(cover)
}

func (s *Screen) closeDialog() {
	if s.dialog != nil {
		s.dialog.Hide()
	}
}

// AskProtection asks for a legal basis, and for a key to lock the bundle for.
func (s *Screen) AskProtection() {
	if !s.read {
		return
	}
	options := []widgets.Option{{Value: "", Label: s.t("bundles.basis.none")}}
	for _, basis := range s.profile().Bases {
		options = append(options, widgets.Option{Value: basis.Name, Label: s.deps.Words.Text(basis.Title)})
	}
	document, key := widgets.NewEntry(s.t("bundles.basis.document.hint")), widgets.NewEntry(s.t("bundles.key.hint"))
	document.SetText(s.request.Document)
	key.SetText(s.request.Seal)
	documentField := widgets.NewField(s.t("bundles.basis.document"), s.t("bundles.basis.required"), document)
	basis := widgets.NewSelect("", options, s.request.Basis, nil)
	body := widgets.Column(look.Gap3,
		widgets.NewParagraph(s.t("bundles.basis.text")),
		widgets.NewField(s.t("bundles.basis"), "", basis), documentField,
		widgets.NewField(s.t("bundles.key"), "", key))
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.cancel"), func() { s.dialog.Cancel() })
	use := widgets.NewButton(widgets.Main, "", s.t("bundles.use"), nil)
	use.OnTapped = func() {
		if basis.Value() != "" && strings.TrimSpace(document.Text) == "" {
			document.SetWrong(true)
			documentField.Complain(s.t("bundles.basis.missing"))
			return
		}
		s.request.Basis, s.request.Document, s.request.Seal = basis.Value(), strings.TrimSpace(document.Text), strings.TrimSpace(key.Text)
		s.closeDialog()
		s.Reload()
	}
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.protect.title"), 560, body, cancel, cancel, use).FocusOn(basis)
	s.dialog.Show()
}

// ShowSent lists what went up before, with the receipts.
func (s *Screen) ShowSent() {
	task.Run(s.deps.Runner, context.Background(), s.t("bundles.before"),
		func(ctx context.Context, _ *task.Progress) ([]bundle.Sent, error) { return s.deps.Service.Sent(ctx) },
		func(list []bundle.Sent, err error) {
			if err != nil {
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("bundles.before"), err)
				return
			}
			s.tellSent(list)
		})
}

// shownSent is how many bundles the list of what went up shows.
const shownSent = 24

func (s *Screen) tellSent(list []bundle.Sent) {
	rows := widgets.Column(0)
	if len(list) == 0 {
		rows.Add(widgets.NewParagraph(s.t("bundles.before.none")).In(look.Muted))
	}
	for _, one := range list[:min(len(list), shownSent)] {
		shape, word := s.receiptWords(one.Receipt)
		title := s.t("bundles.sent.line", "period", s.periodName(one.Period), "recipient", one.Title)
		facts := s.t("bundles.sent.facts", "day", s.deps.Words.NearDay(app.DayOf(one.Made)), "who", one.By,
			"entries", len(one.Entries), "size", sizeText(one.Size), "file", one.File)
		words := widgets.Column(0, widgets.NewText(title).Cut(), widgets.NewCaption(facts).Cut())
		rows.Add(widgets.Column(0, widgets.Sized(0, 48, widgets.Row(look.Gap3, widgets.Grow(words), widgets.NewSmallStateMark(shape, word),
			widgets.NewRowButton(s.t("bundles.sent.cover"), func() { s.printSent(one) }))), widgets.NewRule()))
	}
	receipt := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.receipt.take"), func() {
		s.closeDialog()
		s.deps.PickFile(s.TakeReceipt)
	})
	check := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.check"), func() {
		s.closeDialog()
		s.deps.PickFile(s.Check)
	})
	ok := widgets.NewButton(widgets.Main, "", s.t("bundles.ok"), s.closeDialog)
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.before"), 720, scrolled(rows, len(list)), ok, receipt, check, ok)
	s.dialog.Show()
}

// TakeReceipt takes in the receipt that a file holds.
func (s *Screen) TakeReceipt(path string) {
	if path == "" {
		return
	}
	who := s.deps.Actor()
	task.Run(s.deps.Runner, context.Background(), s.t("bundles.receipt.take"),
		func(ctx context.Context, _ *task.Progress) (bundle.Receipted, error) {
			file, err := os.ReadFile(path)
			if err != nil {
				return bundle.Receipted{}, app.Wrap(err, app.CodeNotFound, "bundles.receipt.unread")
			}
			return s.deps.Service.TakeReceipt(ctx, who, file)
		},
		func(taken bundle.Receipted, err error) {
			if err != nil {
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("bundles.receipt.refused"), err)
				return
			}
			s.tellReceipt(taken)
			s.Reload()
		})
}

func (s *Screen) tellReceipt(taken bundle.Receipted) {
	r := taken.Sent.Receipt
	shape, decision := s.receiptWords(r)
	body := widgets.Column(look.Gap2,
		widgets.Row(look.Gap2, widgets.NewShape(shape, 16), widgets.Grow(widgets.NewParagraph(decision))),
		widgets.NewParagraph(s.t("bundles.receipt.text", "receiver", r.Receiver, "file", taken.Sent.File, "entries", len(taken.Sent.Entries))))
	if r.Note != "" {
		body.Add(widgets.NewParagraph(s.t("bundles.receipt.note", "note", r.Note)))
	}
	s.tellSigned(s.t("bundles.receipt.taken"), body, r.Receiver, taken.Signer, r.Key)
}

// tellSigned tells something that was signed and by whom. Of a key that nobody knows
// yet the user may say whose it is, once it was compared.
func (s *Screen) tellSigned(title string, body *fyne.Container, owner, signer, key string, more ...*widgets.Button) {
	ok := widgets.NewButton(widgets.Main, "", s.t("bundles.ok"), s.closeDialog)
	buttons := slices.Concat(more, []*widgets.Button{ok})
	if signer != "" {
		body.Add(widgets.NewParagraph(s.t("bundles.signer", "who", signer)))
	} else {
		body.Add(widgets.NewParagraph(s.t("bundles.firstSeen", "who", owner, "key", bundle.KeyID(key))))
		buttons = slices.Insert(buttons, 0, widgets.NewButton(widgets.Ordinary, "key", s.t("bundles.trust"), func() { s.trust(owner, key) }))
	}
	s.dialog = widgets.NewDialog(s.deps.Window(), title, 640, body, ok, buttons...)
	s.dialog.Show()
}

// trust remembers whose key it is.
func (s *Screen) trust(owner, key string) {
	s.closeDialog()
	who := s.deps.Actor()
	task.Run(s.deps.Runner, context.Background(), s.t("bundles.trust"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, s.deps.Service.Trust(ctx, who, owner, key)
		},
		func(_ struct{}, err error) {
			if err != nil {
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("bundles.trust"), err)
			}
		})
}

// Check checks a bundle that somebody made and tells what was found.
func (s *Screen) Check(path string) {
	if path == "" {
		return
	}
	task.Run(s.deps.Runner, context.Background(), s.t("bundles.check"),
		func(ctx context.Context, _ *task.Progress) (bundle.Report, error) {
			return s.deps.Service.CheckFile(ctx, path, "")
		},
		func(report bundle.Report, err error) {
			if err != nil {
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("bundles.check.failed"), err)
				return
			}
			s.tellReport(path, report)
		})
}

// shownDefects is how many defects the dialog lists; the rest are counted.
const shownDefects = 12

func (s *Screen) tellReport(path string, report bundle.Report) {
	shape, verdict := look.Done, s.t("bundles.check.good", "files", report.Files)
	if !report.OK() {
		shape, verdict = look.Late, s.t("bundles.check.bad", "n", len(report.Defects))
	}
	body := widgets.Column(look.Gap2,
		widgets.NewStrong(filepath.Base(path)).Wrap(),
		widgets.Row(look.Gap2, widgets.NewShape(shape, 16), widgets.Grow(widgets.NewParagraph(verdict))))
	for i, defect := range report.Defects {
		if i == shownDefects {
			body.Add(widgets.NewNote(s.t("bundles.check.more", "n", len(report.Defects)-i)))
			break
		}
		body.Add(widgets.NewParagraph(s.deps.Words.Problem(defect)))
	}
	if report.OK() {
		body.Add(widgets.NewParagraph(s.t("bundles.check.who", "school", report.School, "period", report.Period, "made", report.Made)))
		accept := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.answer.accepted"), func() { s.answer(path, report, bundle.Accepted) })
		s.tellSigned(s.t("bundles.check"), body, report.School, report.Signer, report.Key, accept)
		return
	}
	ok := widgets.NewButton(widgets.Main, "", s.t("bundles.ok"), s.closeDialog)
	buttons := []*widgets.Button{ok}
	if report.BagID != "" && report.Manifest != "" {
		back := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.answer.returned"), func() { s.answer(path, report, bundle.Returned) })
		buttons = []*widgets.Button{back, ok}
	}
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.check"), 640, body, ok, buttons...)
	s.dialog.Show()
}

// answer writes the receipt for a bundle of somebody else; what is wrong with it
// stands in the note.
func (s *Screen) answer(path string, report bundle.Report, decision bundle.Decision) {
	s.closeDialog()
	who, note := s.deps.Actor(), ""
	if len(report.Defects) > 0 {
		note = s.deps.Words.Problem(report.Defects[0])
	}
	task.Run(s.deps.Runner, context.Background(), s.t("bundles.check"),
		func(ctx context.Context, _ *task.Progress) (string, error) {
			return s.deps.Service.Answer(ctx, who, report, decision, note, path)
		},
		func(written string, err error) {
			if err != nil {
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("bundles.answer.failed"), err)
				return
			}
			s.dialog = widgets.Tell(s.deps.Window(), s.deps.Words, s.t("bundles.answer.made"),
				s.t("bundles.answer.text", "file", filepath.Base(written), "folder", filepath.Dir(written)))
		})
}

// scrolled gives a list of rows of 49 pixels a room of at most eight.
func scrolled(rows fyne.CanvasObject, count int) fyne.CanvasObject {
	return widgets.Sized(0, 49*float32(max(1, min(count, 8))), container.NewVScroll(rows))
}
