package bundles

import (
	"context"
	"os"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

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
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.before"), 720, scrolled(rows, 49, len(list)), ok, receipt, check, ok)
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

// scrolled gives a list of rows of a height a room of at most eight.
func scrolled(rows fyne.CanvasObject, high float32, count int) fyne.CanvasObject {
	return widgets.Sized(0, high*float32(max(1, min(count, 8))), container.NewVScroll(rows))
}
