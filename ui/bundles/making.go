package bundles

import (
	"context"
	"path/filepath"
	"strings"

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
	keyField := widgets.NewField(s.t("bundles.key"), "", key)
	basis := widgets.NewSelect("", options, s.request.Basis, nil)
	body := widgets.Column(look.Gap3,
		widgets.NewParagraph(s.t("bundles.basis.text")),
		widgets.NewField(s.t("bundles.basis"), "", basis), documentField,
		keyField)
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.cancel"), func() { s.dialog.Cancel() })
	use := widgets.NewButton(widgets.Main, "", s.t("bundles.use"), nil)
	use.OnTapped = func() {
		if basis.Value() != "" && strings.TrimSpace(document.Text) == "" {
			document.SetWrong(true)
			documentField.Complain(s.t("bundles.basis.missing"))
			return
		}
		if seal := strings.TrimSpace(key.Text); seal != "" {
			if err := bundle.CheckRecipient(seal); err != nil {
				key.SetWrong(true)
				keyField.Complain(s.deps.Words.Explain(err))
				return
			}
		}
		s.request.Basis, s.request.Document, s.request.Seal = basis.Value(), strings.TrimSpace(document.Text), strings.TrimSpace(key.Text)
		s.closeDialog()
		s.Reload()
	}
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.protect.title"), 560, body, use, cancel, use).FocusOn(basis)
	s.dialog.Show()
}
