package bundles

import (
	"context"
	"os"
	"path/filepath"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Check checks a bundle that somebody made and tells what was found; for a locked
// one it asks for the key file of its recipient.
func (s *Screen) Check(path string) { s.check(path, "") }

// check opens a locked bundle with the keys of a file; keyFile is "" for none.
func (s *Screen) check(path, keyFile string) {
	if path == "" {
		return
	}
	task.Run(s.deps.Runner, context.Background(), s.t("bundles.check"),
		func(ctx context.Context, _ *task.Progress) (bundle.Report, error) {
			identity := ""
			if keyFile != "" {
				text, err := os.ReadFile(keyFile)
				if err != nil {
					return bundle.Report{}, app.Wrap(err, app.CodeNotFound, "bundles.check.keyUnread")
				}
				identity = string(text)
			}
			return s.deps.Service.CheckFile(ctx, path, identity)
		},
		func(report bundle.Report, err error) {
			switch {
			case app.CodeOf(err) == app.CodeLocked:
				s.askKeyFile(path, err)
			case err != nil:
				s.dialog = widgets.TellError(s.deps.Window(), s.deps.Words, s.t("bundles.check.failed"), err)
			default:
				s.tellReport(path, report)
			}
		})
}

// askKeyFile says that a bundle is locked, and for whom it may be opened.
func (s *Screen) askKeyFile(path string, locked error) {
	body := widgets.Column(look.Gap2,
		widgets.NewStrong(filepath.Base(path)).Wrap(),
		widgets.Row(look.Gap2, widgets.NewIcon("lock", look.Muted, 20), widgets.Grow(widgets.NewParagraph(s.deps.Words.Explain(locked)))),
		widgets.NewNote(s.t("bundles.check.locked.note")))
	choose := widgets.NewButton(widgets.Main, "key", s.t("bundles.check.keyFile"), func() {
		s.closeDialog()
		s.deps.PickFile(func(keyFile string) {
			if keyFile != "" {
				s.check(path, keyFile)
			}
		})
	})
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("bundles.cancel"), func() { s.dialog.Cancel() })
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.check.locked"), 480, body, choose, cancel, choose)
	s.dialog.Show()
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
		body.Add(widgets.NewParagraph(s.t("bundles.check.who", "school", report.School, "period", s.periodText(report.Period), "made", s.dayText(report.Made))))
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

// periodText and dayText write what a bundle says of its time as people read it; a
// text that is neither stays as it is.
func (s *Screen) periodText(text string) string {
	period, err := app.ParsePeriod(text)
	if err != nil {
		return text
	}
	return s.periodName(period)
}

func (s *Screen) dayText(text string) string {
	day, err := app.ParseDay(text)
	if err != nil {
		return text
	}
	return day.In(s.deps.Words.Lang())
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
