package preview

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/desktop"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// Keys under which the way of printing is remembered.
const (
	memoryPrinter = "preview.printer"
	memorySides   = "preview.sides"
	memoryBlack   = "preview.black"
)

// mostCopies is how many copies can be asked for at once.
const mostCopies = 99

// Values of the select of pages.
const (
	allPages  = "all"
	thisPage  = "this"
	somePages = "some"
)

// options is the pane at the right: the printer and what the paper looks like.
type options struct {
	object  fyne.CanvasObject
	printer *widgets.Select
	copies  *widgets.Entry
	field   *widgets.Field
	pages   *widgets.Select
	which   *widgets.Entry // pages as the user writes them, only for somePages
	some    *widgets.Field // of which
	sides   *widgets.Select
	colour  *widgets.Select
	ready   *widgets.StateMark
}

func (s *Screen) newOptions() *options {
	o := &options{ready: widgets.NewSmallStateMark(look.NoShape, "")}
	memory := s.deps.Memory
	o.printer = widgets.NewSelect(s.t("preview.printer.none"), nil, memory.Recall(memoryPrinter), func(name string) {
		memory.Remember(memoryPrinter, name)
	})
	o.copies = widgets.NewEntry("")
	o.copies.SetText("1")
	o.field = widgets.NewField(s.t("preview.copies"), "", o.copies)
	s.newPagesOption(o)
	o.sides = widgets.NewSelect("", []widgets.Option{
		{Value: string(desktop.OneSided), Label: s.t("preview.sides.one")},
		{Value: string(desktop.LongEdge), Label: s.t("preview.sides.long")},
		{Value: string(desktop.ShortEdge), Label: s.t("preview.sides.short")},
	}, orElse(memory.Recall(memorySides), string(desktop.OneSided)), func(v string) { memory.Remember(memorySides, v) })
	o.colour = widgets.NewSelect("", []widgets.Option{
		{Value: "black", Label: s.t("preview.black")}, {Value: "colour", Label: s.t("preview.colour")},
	}, orElse(memory.Recall(memoryBlack), "black"), func(v string) { memory.Remember(memoryBlack, v) })
	column := widgets.Column(look.Gap2,
		widgets.NewSection(s.t("preview.printer")),
		widgets.NewField(s.t("preview.to"), "", o.printer), o.ready,
		pair(o.field, widgets.NewField(s.t("preview.pages"), "", o.pages)),
		o.some,
		pair(widgets.NewField(s.t("preview.sides"), "", o.sides), widgets.NewField(s.t("preview.inks"), "", o.colour)),
		widgets.Inset(look.Gap1, 0, look.Gap1, 0, widgets.NewRule()),
		widgets.NewSection(s.t("preview.form")))
	for _, part := range s.formOptions() {
		column.Add(part)
	}
	column.Add(widgets.Stretch())
	column.Add(s.status)
	if !s.job.Before.IsZero() {
		column.Add(s.printedBefore())
	}
	o.object = container.NewVScroll(widgets.Padded(look.Gap4, column))
	return o
}

func orElse(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// pair stands two fields beside each other, 12 apart.
func pair(left, right fyne.CanvasObject) fyne.CanvasObject {
	return container.New(halves{}, left, right)
}

type halves struct{}

// MinSize implements fyne.Layout.
func (halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(2*max(min(a.Width, look.Px(120)), min(b.Width, look.Px(120)))+look.Px(look.Gap3), max(a.Height, b.Height))
}

// Layout implements fyne.Layout.
func (halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - look.Px(look.Gap3)) / 2
	for i, object := range objects {
		object.Move(fyne.NewPos(float32(i)*(width+look.Px(look.Gap3)), 0))
		object.Resize(fyne.NewSize(width, size.Height))
	}
}

// formOptions are the choices that this paper has.
func (s *Screen) formOptions() []fyne.CanvasObject {
	change := func(do func()) {
		do()
		s.Reload()
	}
	lang := widgets.NewSelect("", []widgets.Option{
		{Value: string(app.English), Label: s.t("preview.lang.en")},
		{Value: string(app.Chinese), Label: s.t("preview.lang.zh")},
		{Value: string(Both), Label: s.t("preview.lang.both")},
	}, string(s.choice.Lang), func(v string) { change(func() { s.choice.Lang = app.Lang(v) }) })
	parts := []fyne.CanvasObject{widgets.NewField(s.t("preview.lang"), "", lang)}
	if s.job.Offers.Blank {
		fill := map[bool]string{false: "filled", true: "blank"}
		parts = append(parts, widgets.NewField(s.t("preview.fill"), "", widgets.NewSelect("", []widgets.Option{
			{Value: "filled", Label: s.t("preview.fill.filled")}, {Value: "blank", Label: s.t("preview.fill.blank")},
		}, fill[s.choice.Blank], func(v string) { change(func() { s.choice.Blank = v == "blank" }) })))
	}
	for _, c := range []struct {
		offered bool
		key     string
		value   *bool
	}{
		{s.job.Offers.Receipt, "preview.receipt", &s.choice.Receipt},
		{s.job.Offers.Reinspection, "preview.reinspection", &s.choice.Reinspection},
		{s.job.Offers.Photos, "preview.photos", &s.choice.Photos},
		{s.job.Offers.Photos, "preview.photos.colour", &s.choice.PhotoColour},
	} {
		if c.offered {
			parts = append(parts, widgets.NewCheck(s.t(c.key), *c.value, func(on bool) { change(func() { *c.value = on }) }))
		}
	}
	return parts
}

func (s *Screen) printedBefore() fyne.CanvasObject {
	note := widgets.Row(look.Gap3, widgets.NewIcon("flag", look.Muted, 20),
		widgets.Grow(widgets.NewParagraph(s.t("preview.before", "day", s.deps.Words.NearDay(s.job.Before)))))
	return container.NewStack(widgets.NewBox(look.Ground, look.Rule, look.Radius), widgets.Padded(look.Gap3, note))
}

// job is how the user wants it printed; false after a complaint about the copies.
func (s *Screen) printJob() (desktop.PrintJob, bool) {
	o := s.form
	copies, err := strconv.Atoi(strings.TrimSpace(o.copies.Text))
	if err != nil || copies < 1 || copies > mostCopies {
		o.copies.SetWrong(true)
		o.field.Complain(s.t("preview.copies.wrong", "most", mostCopies))
		return desktop.PrintJob{}, false
	}
	o.copies.SetWrong(false)
	o.field.Tell("")
	return desktop.PrintJob{
		Title: s.job.Name, Printer: o.printer.Value(), Copies: copies,
		Sides: desktop.Sides(o.sides.Value()), Black: o.colour.Value() == "black",
	}, true
}
