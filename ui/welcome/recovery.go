package welcome

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// recoveryStep shows the recovery code, has it printed, and wants a proof that it
// is on paper.
func (w *Wizard) recoveryStep() step {
	first, second := proofGroups(w.groups)
	proofs := [2]int{first, second}
	var fields [2]*proofField
	for n, group := range proofs {
		fields[n] = newProofField(w.t("welcome.recovery.group", "n", group+1), w.groups[group], w.proof[n], func(text string) {
			w.proof[n] = text
			w.check()
		})
	}
	boxes := widgets.Column(look.Gap1)
	for n, key := range []string{"welcome.recovery.safe", "welcome.recovery.principal"} {
		boxes.Add(widgets.NewCheck(w.t(key), w.inPlace[n], func(ticked bool) {
			w.inPlace[n] = ticked
			w.check()
		}))
	}
	body := widgets.Column(look.Gap4,
		widgets.Column(look.Gap2, widgets.NewTitle(w.t("welcome.recovery.title")), widgets.NewParagraph(w.t("welcome.recovery.text"))),
		w.codeGrid(), w.paperRow(), widgets.NewRule(),
		widgets.Column(look.Gap1, widgets.NewSection(w.t("welcome.recovery.where")),
			widgets.NewParagraph(w.t("welcome.recovery.where.text"))),
		widgets.Column(look.Gap1, widgets.NewSection(w.t("welcome.recovery.proof")),
			widgets.Halves(fields[0].object, fields[1].object), widgets.NewNote(w.t("welcome.recovery.proof.text"))),
		boxes)
	return step{
		body: body, side: w.slipPane(), first: fields[0].entry,
		reason: func() string { return w.recoveryReason(proofs) },
	}
}

// recoveryReason says what is still missing, in the order of the page.
func (w *Wizard) recoveryReason(proofs [2]int) string {
	var open []string
	for n, group := range proofs {
		if normal(w.proof[n]) != w.groups[group] {
			open = append(open, strconv.Itoa(group+1))
		}
	}
	placed := w.inPlace[0] && w.inPlace[1]
	switch {
	case len(open) > 0 && placed:
		return w.t("welcome.recovery.reason.groups", "n", len(open), "groups", strings.Join(open, w.t("welcome.and")))
	case len(open) > 0:
		return w.t("welcome.recovery.reason.both", "n", len(open), "groups", strings.Join(open, w.t("welcome.and")))
	case !placed:
		return w.t("welcome.recovery.reason.place")
	}
	return ""
}

// codeGrid shows the groups, four in a row, each with its number.
func (w *Wizard) codeGrid() fyne.CanvasObject {
	grid := container.New(&tiles{})
	for n, group := range w.groups {
		grid.Add(container.NewStack(widgets.NewBox(look.Ground, look.Rule, look.Radius),
			widgets.Inset(look.Gap2, 0, look.Gap2, 0, widgets.Column(0,
				widgets.NewCaption(strconv.Itoa(n+1)).Align(fyne.TextAlignCenter),
				widgets.NewTitle(group).Align(fyne.TextAlignCenter)))))
	}
	return grid
}

// tiles lays four objects of 64 pixels in a row, 8 apart.
type tiles struct{}

const (
	tilesInRow = 4
	tileHeight = 64
)

// MinSize implements fyne.Layout.
func (*tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	rows := float32((len(objects) + tilesInRow - 1) / tilesInRow)
	return fyne.NewSize(look.Px(320), look.Px(rows*tileHeight+(rows-1)*look.Gap2))
}

// Layout implements fyne.Layout.
func (*tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := look.Px(look.Gap2)
	width := (size.Width - (tilesInRow-1)*gap) / tilesInRow
	for n, object := range objects {
		x, y := float32(n%tilesInRow), float32(n/tilesInRow)
		object.Move(fyne.NewPos(x*(width+gap), y*(look.Px(tileHeight)+gap)))
		object.Resize(fyne.NewSize(width, look.Px(tileHeight)))
	}
}

// paperRow prints and saves. Until the first print, Print is the main button.
func (w *Wizard) paperRow() fyne.CanvasObject {
	print := widgets.NewButton(widgets.Main, "print", w.t("welcome.recovery.print"), func() {
		w.toPaper(w.deps.Print, "welcome.recovery.printed", func() { w.onPaper = true })
	})
	if w.onPaper {
		print = widgets.NewButton(widgets.Ordinary, "print", w.t("welcome.recovery.again"), print.OnTapped)
	}
	save := widgets.NewButton(widgets.Ordinary, "file", w.t("welcome.recovery.save"), func() { w.toPaper(w.deps.Save, "welcome.recovery.saved", func() {}) })
	row := widgets.Row(look.Gap2, print, save, widgets.Stretch())
	if w.printed != "" {
		row.Add(widgets.NewStateMark(look.Done, w.printed))
	}
	if w.trouble == "" {
		return row
	}
	return widgets.Column(look.Gap1, row, widgets.NewNote(w.trouble).In(look.Red))
}

// toPaper prints or saves the slip beside the window.
func (w *Wizard) toPaper(make func(context.Context, Slip) error, told string, made func()) {
	slip := w.slip()
	task.Run(w.deps.Runner, context.Background(), w.t("welcome.busy"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, make(ctx, slip)
	}, func(_ struct{}, err error) {
		switch {
		case app.CodeOf(err) == app.CodeCanceled:
			return
		case err != nil:
			w.trouble = w.deps.Words.Explain(err)
		default:
			made()
			w.printed, w.trouble = w.t(told, "time", w.deps.Words.Time(w.deps.Clock.Now())), ""
		}
		w.show()
	})
}

func (w *Wizard) slip() Slip {
	return Slip{
		School: w.school.Name, Code: strings.Join(w.groups, "-"), Groups: append([]string{}, w.groups...),
		Made: app.DayOf(w.deps.Clock.Now()),
	}
}

// slipPane shows at the right what is printed.
func (w *Wizard) slipPane() fyne.CanvasObject {
	slip := w.slip()
	head := widgets.Row(0, widgets.Grow(widgets.Column(0,
		widgets.NewText(slip.School).In(look.Muted).Cut(), widgets.NewSection(w.t("welcome.slip.title")))))
	if w.deps.QR != nil {
		picture := canvas.NewImageFromImage(w.deps.QR(slip.Code))
		picture.ScaleMode = canvas.ImageScalePixels
		head.Add(widgets.Sized(56, 56, picture))
	}
	lines := container.NewGridWithColumns(tilesInRow)
	for n, group := range slip.Groups {
		lines.Add(widgets.Row(2, widgets.NewCaption(strconv.Itoa(n+1)), widgets.NewStrong(group)))
	}
	page := widgets.Column(look.Gap2, head, widgets.Sized(0, 2, widgets.NewBox(look.Accent, look.Clear, 0)), lines)
	for _, row := range [][2]string{
		{w.t("welcome.slip.made"), w.deps.Words.Day(slip.Made)},
		{w.t("welcome.slip.copy"), w.t("welcome.slip.copy.first")},
		{w.t("welcome.slip.sealed"), ""},
		{w.t("welcome.slip.witness"), ""},
		{w.t("welcome.slip.date"), ""},
	} {
		page.Add(widgets.Column(look.Gap1, widgets.Row(0, widgets.Sized(80, 0, widgets.NewCaption(row[0])),
			widgets.NewCaption(row[1]).In(look.Ink)), widgets.NewRule()))
	}
	page.Add(widgets.NewNote(w.t("welcome.slip.text")))
	hint := container.NewBorder(nil, nil, container.NewVBox(widgets.NewIcon("info", look.Muted, 16)), nil,
		widgets.NewNote(w.t("welcome.slip.new")))
	return widgets.Fill(look.Ground, container.NewBorder(nil, nil, widgets.NewUpright(), nil,
		widgets.Padded(look.Gap6, widgets.Column(look.Gap3, widgets.NewCaption(w.t("welcome.slip.head")), widgets.Card(page), hint, widgets.Stretch()))))
}

// proofField is an entry for one group of the code, with a tick when it is right.
type proofField struct {
	entry  *widgets.Entry
	object fyne.CanvasObject
}

func newProofField(label, want, typed string, changed func(string)) *proofField {
	f := &proofField{entry: widgets.NewEntry("")}
	tick := widgets.NewShape(look.Done, 16)
	f.entry.ActionItem = widgets.Inset(0, look.Gap2, 0, 0, tick)
	f.entry.SetText(typed)
	judge := func(text string) {
		tick.Hidden = normal(text) != want
		tick.Refresh()
	}
	judge(typed)
	f.entry.OnChanged = func(text string) {
		judge(text)
		changed(text)
	}
	f.object = widgets.NewField(label, "", f.entry)
	return f
}
