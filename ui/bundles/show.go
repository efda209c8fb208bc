package bundles

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// showGaps lists what is missing, each with its door.
func (s *Screen) showGaps() {
	missing := s.state.missing
	s.gapHead.set(strconv.Itoa(len(missing.Gaps)), s.t("bundles.there", "there", missing.There, "all", missing.Expected))
	s.gaps.Objects = nil
	if len(missing.Gaps) == 0 {
		s.gaps.Add(widgets.NewAllWell(s.t("bundles.complete"), s.t("bundles.complete.next", "day", s.deps.Words.NearDay(s.state.due))))
		s.gaps.Refresh()
		return
	}
	for _, gap := range missing.Gaps {
		s.gaps.Add(s.gapRow(gap))
	}
	note := widgets.Row(look.Gap2, widgets.NewIcon("info", look.Muted, 20), widgets.Grow(widgets.NewParagraph(s.t("bundles.withGaps")).In(look.Muted)))
	s.gaps.Add(widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, note))
	s.gaps.Refresh()
}

func (s *Screen) gapRow(gap bundle.Gap) fyne.CanvasObject {
	shape := look.Needed
	if gap.Grave {
		shape = look.Late
	}
	what := s.deps.Words.T("bundle.gap", "count", gap.Count, "what", gap.What)
	words := widgets.Column(0, widgets.NewText(what).Cut(), widgets.NewCaption(s.gapNote(gap)).Cut())
	door := widgets.NewButton(widgets.Ordinary, "", s.door(gap), func() { s.deps.OpenGap(gap) }).Trailing("right")
	row := widgets.Row(look.Gap3, widgets.NewShape(shape, 16), widgets.Grow(words), door)
	return widgets.Column(0, widgets.Sized(0, 55, widgets.Inset(0, look.Gap4, 0, look.Gap4, row)), widgets.NewRule())
}

// gapNote says what to do, or the number of the only entry.
func (s *Screen) gapNote(gap bundle.Gap) string {
	note := s.deps.Words.Text(gap.Note)
	if len(gap.Numbers) == 1 {
		return s.t("bundles.gap.one", "number", gap.Numbers[0], "note", note)
	}
	return note
}

func (s *Screen) door(gap bundle.Gap) string {
	switch gap.Action {
	case bundle.ActionAdd:
		return s.t("bundles.door.add")
	case bundle.ActionOpen:
		return s.t("bundles.door.open")
	}
	return s.t("bundles.door.show", "n", gap.Count)
}

// showFigures lists the cover's figures beside those of the period before.
func (s *Screen) showFigures() {
	figures := s.state.preview.Figures
	before := s.profile().Before(s.state.period)
	key := "bundles.column.counted"
	for _, f := range figures {
		if f.WasSent {
			key = "bundles.column.sent"
		}
	}
	head := container.New(figureLayout{}, widgets.NewText(""),
		rightText(s.shortName(s.state.period, "bundles.column.now"), look.CaptionText, look.Ink, true),
		rightText(s.shortName(before, key), look.CaptionText, look.Muted, false),
		rightText(s.t("bundles.column.change"), look.CaptionText, look.Muted, false))
	s.figures.Objects = []fyne.CanvasObject{line(31, look.Clear, head)}
	worse := false
	for _, f := range figures {
		s.figures.Add(s.figureRow(f))
		worse = worse || f.Worse
	}
	if worse {
		note := widgets.Row(look.Gap2, widgets.NewShape(look.RiskOrange, 12), widgets.Grow(widgets.NewNote(s.t("bundles.worse"))))
		s.figures.Add(widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, note))
	}
	s.figures.Refresh()
}

// line is a row of a height over a thin rule.
func line(height float32, ground look.Role, row fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Column(0, widgets.Sized(0, height, widgets.Fill(ground, widgets.Inset(0, look.Gap4, 0, look.Gap4, row))), widgets.NewRule())
}

func rightText(text string, size float32, role look.Role, bold bool) *widgets.Text {
	t := widgets.NewText(text).Sized(size).In(role).Align(fyne.TextAlignTrailing)
	if bold {
		t.Bold()
	}
	return t
}

func (s *Screen) figureRow(f bundle.Figure) fyne.CanvasObject {
	none := s.t("bundles.none.value")
	value, before, change := strconv.Itoa(f.Value), none, none
	if f.None {
		value = none
	}
	if f.Had {
		before = strconv.Itoa(f.Before)
	}
	if f.Had && !f.None {
		change = signed(f.Change())
	}
	ground, mark := look.Clear, look.NoShape
	if f.Worse {
		ground, mark = look.OrangeTint, look.RiskOrange
	}
	shape := widgets.NewShape(mark, 12)
	if !f.Worse {
		shape.Hide()
	}
	changed := widgets.Inset(0, 0, 0, 20, widgets.Row(0, shape, widgets.Grow(rightText(change, look.BodyText, look.Ink, false))))
	return line(35, ground, container.New(figureLayout{},
		widgets.NewText(s.deps.Words.Text(f.Title)).Cut(),
		rightText(value, look.BodyText, look.Ink, true),
		rightText(before, look.BodyText, look.Muted, false),
		changed))
}

// signed writes a change with its sign; nothing changed is 0.
func signed(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "\u2212" + strconv.Itoa(-n)
	}
	return "0"
}

// showSendUp shows what goes up, how it is protected, and the button that makes it.
func (s *Screen) showSendUp() {
	v := s.state.preview
	options := make([]widgets.Option, 0, 4)
	for _, p := range s.deps.Service.Profiles() {
		options = append(options, widgets.Option{Value: p.Name, Label: s.deps.Words.Text(p.Title)})
	}
	to := widgets.NewSelect("", options, s.request.Recipient, s.chooseRecipient)
	facts := widgets.Column(look.Gap2,
		widgets.Column(0, widgets.NewCaption(s.t("bundles.to")).In(look.Ink), to),
		widgets.Column(0,
			fact("ledger", s.t("bundles.tables"), strconv.Itoa(len(v.Tables)), look.Ink, false),
			fact("sheet", s.t("bundles.workbook"), strconv.Itoa(v.Workbooks), look.Ink, false),
			fact("file", s.t("bundles.forms"), strconv.Itoa(v.Forms), look.Ink, false),
			fact("photo", s.t("bundles.photos"), strconv.Itoa(v.Photos), look.Ink, false),
			fact("box", s.t("bundles.size"), sizeText(v.Size), look.Ink, false)),
		widgets.NewRule(),
		s.protection(v),
		widgets.NewRule(),
		s.lastSent(v))
	bottom := widgets.Column(look.Gap2,
		widgets.Row(look.Gap2,
			widgets.NewButton(widgets.Ordinary, "print", s.t("bundles.printCover"), s.Print),
			widgets.NewButton(widgets.Ordinary, "lock", s.t("bundles.protect"), s.AskProtection)),
		widgets.NewCaption(s.gapsOnCover()).Cut(),
		s.makeOrWork())
	s.sendUp.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Inset(look.Gap2, 0, look.Gap4, 0,
		widgets.Column(look.Gap2,
			widgets.Grow(container.NewVScroll(widgets.Inset(0, look.Gap4, 0, look.Gap4, facts))),
			widgets.Inset(0, look.Gap4, 0, look.Gap4, bottom))))}
	s.sendUp.Refresh()
}

// fact is a line of 28 pixels: icon, word, value at the right.
func fact(icon, word, value string, role look.Role, bold bool) fyne.CanvasObject {
	text := rightText(value, look.BodyText, role, bold)
	return factLine(icon, word, text)
}

func factLine(icon, word string, value fyne.CanvasObject) fyne.CanvasObject {
	row := widgets.Row(look.Gap2, widgets.NewIcon(icon, look.Muted, 20), widgets.Grow(widgets.NewText(word).Cut()), value)
	return widgets.Sized(0, 28, row)
}

// ShowMasks lists which fields go up masked.
func (s *Screen) ShowMasks() {
	rows := widgets.Column(0)
	for _, m := range s.state.preview.Masks {
		what := s.t("bundles.masked.field", "ledger", m.Ledger, "field", m.Field)
		rows.Add(fact("lock", what, strconv.Itoa(m.Count), look.Ink, true))
	}
	body := widgets.Column(look.Gap3, widgets.NewParagraph(s.t("bundles.masked.text")), scrolled(rows, 28, len(s.state.preview.Masks)))
	ok := widgets.NewButton(widgets.Main, "", s.t("bundles.ok"), s.closeDialog)
	s.dialog = widgets.NewDialog(s.deps.Window(), s.t("bundles.masked"), 480, body, ok, ok)
	s.dialog.Show()
}

func (s *Screen) protection(v bundle.Preview) fyne.CanvasObject {
	named, role := s.t("bundles.named.none"), look.Green
	if v.Named > 0 {
		named, role = strconv.Itoa(v.Named), look.Red
	}
	masked := fact("lock", s.t("bundles.masked"), s.t("bundles.masked.none"), look.Ink, false)
	if v.Masked > 0 {
		masked = factLine("lock", s.t("bundles.masked"), widgets.NewSmallLink(s.t("bundles.masked.listed", "n", v.Masked), s.ShowMasks))
	}
	locked := s.t("bundles.locked.none")
	if v.Seal != "" {
		locked = shortKey(v.Seal)
	}
	return widgets.Column(0,
		fact("users", s.t("bundles.named"), named, role, true),
		masked,
		fact("key", s.t("bundles.locked"), locked, look.Ink, false),
		fact("pen", s.t("bundles.signed"), s.t("bundles.signed.school"), look.Ink, false))
}

// shortKey shows the two ends of a key.
func shortKey(key string) string {
	if len(key) < 12 {
		return key
	}
	return key[:4] + "..." + key[len(key)-4:]
}

// sizeText writes bytes as people say them.
func sizeText(n int64) string {
	if n < 1000*1000 {
		return fmt.Sprintf("%d KB", (n+999)/1000)
	}
	return fmt.Sprintf("%.0f MB", float64(n)/1000/1000)
}

func (s *Screen) lastSent(v bundle.Preview) fyne.CanvasObject {
	if v.Last == nil {
		return fact("hist", s.t("bundles.last.never"), "", look.Ink, false)
	}
	sent := fact("hist", s.t("bundles.last", "day", s.deps.Words.NearDay(app.DayOf(v.Last.Made))), "", look.Ink, false)
	shape, word := s.receiptWords(v.Last.Receipt)
	return widgets.Column(0, sent, widgets.Inset(0, 0, 0, 28, widgets.NewSmallStateMark(shape, word)))
}

func (s *Screen) receiptWords(r *bundle.Receipt) (look.Shape, string) {
	if r == nil {
		return look.Needed, s.t("bundles.receipt.none")
	}
	day := s.deps.Words.NearDay(r.Day())
	switch r.Decision {
	case bundle.Accepted:
		return look.Done, s.t("bundles.receipt.accepted", "day", day)
	case bundle.Returned:
		return look.DueNow, s.t("bundles.receipt.returned", "day", day)
	}
	return look.Late, s.t("bundles.receipt.rejected", "day", day)
}

func (s *Screen) gapsOnCover() string {
	switch {
	case len(s.state.missing.Gaps) > 0:
		return s.t("bundles.cover.gaps", "n", len(s.state.missing.Gaps))
	case s.state.preview.Again != nil:
		return s.t("bundles.cover.again")
	}
	return s.t("bundles.cover.whole")
}

// makeOrWork is the main button, or the line of the work while it runs.
func (s *Screen) makeOrWork() fyne.CanvasObject {
	s.goUp = widgets.NewButton(widgets.Main, "box", s.t("bundles.make"), s.Make).Tall(40)
	s.progress = widgets.NewProgressLine(s.deps.Words)
	if s.work != nil && !s.work.Ended() {
		s.goUp.Hide()
		s.progress.Follow(s.work)
	} else {
		s.progress.Hide()
	}
	return widgets.Column(0, s.goUp, s.progress)
}
