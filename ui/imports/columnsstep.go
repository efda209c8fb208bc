package imports

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/app/sheet"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// columnsStep shows what each column becomes, what does not fit, and the first rows.
func (s *Screen) columnsStep() fyne.CanvasObject {
	current := s.view.sheets[s.current]
	s.forward = widgets.NewButton(widgets.Main, "", s.t("imports.next.check"), func() { s.goTo(stepCheck) }).Trailing("right")
	if current.err != nil {
		card := widgets.NewErrorCard(s.t("imports.failed"), s.deps.Words.Explain(current.err))
		return widgets.Under(s.fileLine(current), widgets.Padded(look.Gap6, container.NewVBox(card)))
	}
	columns := container.NewVScroll(s.columnRows(current))
	if s.columns != nil {
		columns.Offset = s.columns.Offset // a decision draws the step anew where it was
	}
	s.columns = columns
	left := widgets.Under(s.columnsHead(), columns)
	left = widgets.Column(0, widgets.Grow(left), note(s.t("imports.col.dates")))
	return widgets.Column(0, s.fileLine(current), widgets.Grow(parted(left, s.misfitPane(current))), s.previewPane(current))
}

// fileLine names the file and the sheet, and offers the mappings.
func (s *Screen) fileLine(current sheetView) fyne.CanvasObject {
	heading := s.headingName(current.from, current.to)
	about := s.t("imports.line.table", "heading", heading, "n", current.rows)
	if current.name != "" {
		about = s.t("imports.line.sheet", "sheet", current.name, "heading", heading, "n", current.rows)
	}
	row := []fyne.CanvasObject{
		widgets.NewIcon("sheet", look.Green, 20), widgets.NewStrong(s.view.file),
		widgets.Grow(widgets.NewText(about).In(look.Muted).Cut()),
	}
	if others := s.sheetSelect(); others != nil {
		row = append(row, others)
	}
	row = append(row, widgets.NewText(s.t("imports.mapping")).In(look.Muted), s.mappingSelect(current))
	line := widgets.Sized(0, 43, widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.Row(look.Gap2, row...)))
	return widgets.Column(0, line, widgets.NewRule())
}

// sheetSelect leads from one chosen sheet to another; nil when there is only one.
func (s *Screen) sheetSelect() fyne.CanvasObject {
	var options []widgets.Option
	for i, other := range s.view.sheets {
		if other.chosen {
			options = append(options, widgets.Option{Value: strconv.Itoa(i), Label: other.name})
		}
	}
	if len(options) < 2 {
		return nil
	}
	return widgets.NewSelect("", options, strconv.Itoa(s.current), func(value string) {
		s.current, _ = strconv.Atoi(value)
		s.draw()
	}).Wide(120)
}

func (s *Screen) mappingSelect(current sheetView) fyne.CanvasObject {
	options := []widgets.Option{}
	if current.profile != nil {
		options = append(options, widgets.Option{Value: howProfile, Label: s.deps.Words.Text(current.profile)})
	}
	if current.kept.File != "" {
		day := app.DayOf(current.kept.Used).String()
		options = append(options, widgets.Option{Value: howRemembered, Label: s.t("imports.mapping.last", "file", current.kept.File, "day", day)})
	}
	options = append(options, widgets.Option{Value: howGuessed, Label: s.t("imports.mapping.guess")})
	if current.how == howOwn {
		options = append(options, widgets.Option{Value: howOwn, Label: s.t("imports.mapping.own")})
	}
	choose := widgets.NewSelect("", options, current.how, func(how string) {
		if how != howOwn {
			s.decide(setHow(s.current, how))
		}
	}).Wide(160)
	if s.focus == nil {
		s.focus = choose
	}
	return choose
}

func (s *Screen) columnsHead() fyne.CanvasObject {
	return tableHead(columnCells(
		widgets.NewCaption(s.t("imports.col.file")), widgets.NewCaption(s.t("imports.col.first")), nil,
		widgets.NewCaption(s.t("imports.col.field")), widgets.NewCaption(s.t("imports.col.fits"))))
}

// tableHead is a line of 32 pixels on ground with a rule below.
func tableHead(cells fyne.CanvasObject) fyne.CanvasObject {
	line := widgets.Sized(0, 31, widgets.Fill(look.Ground, widgets.Inset(0, look.Gap4, 0, look.Gap4, cells)))
	return widgets.Column(0, line, widgets.NewRule())
}

func (s *Screen) columnRows(current sheetView) fyne.CanvasObject {
	list := widgets.Column(0)
	for _, c := range current.columns {
		first := c.first
		if first == "" {
			first = "-"
		}
		line := columnCells(
			widgets.NewStrong(c.title).Cut(), widgets.NewText(first).In(look.Muted).Cut(), widgets.NewIcon("right", look.Muted, 16),
			s.targetControl(current, c), s.fits(c))
		row := widgets.Sized(0, rowHeight-1, widgets.Inset(0, look.Gap4, 0, look.Gap4, line))
		list.Add(widgets.Column(0, row, widgets.NewRule()))
	}
	return list
}

// targetControl is the select of a column; a profile decides by itself.
func (s *Screen) targetControl(current sheetView, c columnView) fyne.CanvasObject {
	if current.how == howProfile {
		label := s.t("imports.col.none")
		if c.target != sheet.TargetNone {
			label = s.profileName(c.target)
		}
		return widgets.NewText(label).Cut()
	}
	choose := widgets.NewSelect("", s.targetOptions(c.target), c.target, func(target string) {
		s.decided = c.name
		s.decide(setTarget(s.current, c.name, target))
	})
	choose.SetWrong(c.bad > 0 && c.good == 0)
	if c.name == s.decided {
		s.focus = choose
	}
	return choose
}

// targetOptions lists what a column may become that is now something. A table cannot
// bring pictures, unless it is one of ours that names those that are kept already.
func (s *Screen) targetOptions(now string) []widgets.Option {
	options := []widgets.Option{{Value: sheet.TargetNone, Label: s.t("imports.col.none")}}
	for _, target := range s.job.target.Targets() {
		if f, _ := s.field(target); target != now && (f.Type == schema.Photo || f.Type == schema.File) {
			continue
		}
		options = append(options, widgets.Option{Value: target, Label: s.targetName(target)})
	}
	return options
}

func (s *Screen) targetName(target string) string {
	if f, ok := s.field(target); ok {
		return s.deps.Words.Text(f.Title)
	}
	switch target {
	case sheet.TargetNumber, sheet.TargetState, sheet.TargetID:
		return s.t("imports.col." + target)
	}
	return target
}

// profileName names a field of the profile's first ledger, which need not be the one
// that the import began with.
func (s *Screen) profileName(target string) string {
	profile := s.job.sheets[s.current].profile
	if profile == nil || len(profile.Entries) == 0 {
		return s.targetName(target)
	}
	first, err := s.deps.Reader.Target(profile.Entries[0].Ledger)
	if err != nil {
		return s.targetName(target)
	}
	if f, ok := first.Template.Field(target); ok {
		return s.deps.Words.Text(f.Title)
	}
	return s.targetName(target)
}

func (s *Screen) fits(c columnView) fyne.CanvasObject {
	switch {
	case c.target == sheet.TargetNone:
		return widgets.NewText(s.t("imports.col.left")).In(look.Muted)
	case c.bad > 0:
		return widgets.NewStateMark(look.Late, s.t("imports.col.bad", "good", c.good, "bad", c.bad))
	}
	return widgets.NewStateMark(look.Done, strconv.Itoa(c.good))
}

// note is the small line of 24 pixels under a list.
func note(text string) fyne.CanvasObject {
	return widgets.Column(0, widgets.NewRule(), widgets.Sized(0, 24, widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.NewCaption(text).Cut())))
}

// previewPane shows the first rows as they will be.
func (s *Screen) previewPane(current sheetView) fyne.CanvasObject {
	title := widgets.Sized(0, 31, widgets.Fill(look.Ground, widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.NewStrong(s.t("imports.preview")))))
	pane := widgets.Column(0, widgets.NewRule(), title, widgets.NewRule())
	if len(current.preview) == 0 {
		pane.Add(widgets.Sized(0, 28, widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.NewText(s.t("imports.preview.none")).In(look.Muted))))
		return pane
	}
	heads := fittingHeads(current.heads, s.deps.Host.Canvas().Size().Width/look.Px(1)-besidePreview)
	widths := previewWidths(heads)
	cells := []fyne.CanvasObject{widgets.NewCaption(s.t("imports.preview.row"))}
	for _, f := range heads {
		cells = append(cells, widgets.NewCaption(s.targetName(f.Name)).Cut())
	}
	pane.Add(previewLine(widths, cells))
	for _, row := range current.preview {
		cells := []fyne.CanvasObject{widgets.NewText(strconv.Itoa(row.row)).In(look.Muted)}
		for _, f := range heads {
			cells = append(cells, widgets.NewText(f.Short(row.values[f.Name], s.deps.Words.Lang())).Cut())
		}
		pane.Add(previewLine(widths, cells))
	}
	return pane
}

// besidePreview is what the window has beside the preview - navigation and edges -
// and growingLeast what the column that takes the rest needs to be read, in pixels of
// the design.
const (
	besidePreview = 216
	growingLeast  = 160
)

// fittingHeads leaves out fields from the right, so that the one that takes what is
// left can be read.
func fittingHeads(fields []schema.Field, room float32) []schema.Field {
	fields = slices.Clone(fields)
	for {
		need, last := float32(growingLeast), -1
		for i, width := range previewWidths(fields) {
			need += width + look.Gap2
			if i > 0 && width > 0 {
				last = i - 1
			}
		}
		if need <= room || last < 0 {
			return fields
		}
		fields = slices.Delete(fields, last, last+1)
	}
}

// previewWidths gives each field a width by what it holds, 0 for the one that takes
// what is left. The first width is that of the row's number.
func previewWidths(fields []schema.Field) []float32 {
	widths := []float32{56}
	growing := -1
	for i, f := range fields {
		width := float32(112)
		switch f.Type {
		case schema.Date:
			width = 104
		case schema.LongText:
			if growing < 0 {
				growing, width = i, 0
			}
		}
		widths = append(widths, width)
	}
	if growing < 0 && len(fields) > 0 {
		widths[len(widths)-1] = 0
	}
	return widths
}

func previewLine(widths []float32, cells []fyne.CanvasObject) fyne.CanvasObject {
	row := make([]fyne.CanvasObject, len(cells))
	for i, cell := range cells {
		if widths[i] == 0 {
			row[i] = widgets.Grow(cell)
		} else {
			row[i] = widgets.Sized(widths[i], 0, cell)
		}
	}
	line := widgets.Sized(0, 27, widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.Row(look.Gap2, row...)))
	return widgets.Column(0, line, widgets.NewRule())
}

// list joins titles in the chosen language.
func (s *Screen) list(titles []app.Text) string {
	words := make([]string, len(titles))
	for i, title := range titles {
		words[i] = s.deps.Words.Text(title)
	}
	return strings.Join(words, s.t("imports.and"))
}
