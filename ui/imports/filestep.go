package imports

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// fileStep asks for the file, and shows how far its reading is.
func (s *Screen) fileStep() fyne.CanvasObject {
	if s.working != nil {
		s.progress = widgets.NewProgressLine(s.deps.Words)
		return middle(480, s.progress)
	}
	choose := func() { s.deps.PickFile(s.OpenFile) }
	button := widgets.NewButton(widgets.Main, "sheet", s.t("imports.file.choose"), choose)
	s.focus = button
	area := widgets.NewDropArea("sheet", s.t("imports.file.drop"), s.t("imports.file.note"), choose)
	parts := []fyne.CanvasObject{area, container.NewCenter(button), widgets.Sized(0, look.Gap2, widgets.Stretch()), widgets.NewSection(s.t("imports.file.how"))}
	for _, line := range []struct{ icon, key string }{
		{"sheet", "imports.file.how1"}, {"search", "imports.file.how2"}, {"undo", "imports.file.how3"},
	} {
		icon := widgets.Inset(0, look.Gap3, 0, 0, container.NewVBox(widgets.NewIcon(line.icon, look.Muted, 20)))
		parts = append(parts, container.NewBorder(nil, nil, icon, nil, widgets.NewParagraph(s.t(line.key))))
	}
	return middle(560, widgets.Column(look.Gap3, parts...))
}

// middle puts an object of a width into the middle of the step.
func middle(width float32, object fyne.CanvasObject) fyne.CanvasObject {
	return container.NewCenter(widgets.Sized(width, 0, object))
}

// sheetStep lets the user choose the sheets and say where their headings stand.
func (s *Screen) sheetStep() fyne.CanvasObject {
	head := widgets.NewSectionHead(s.t("imports.sheet.head", "file", s.view.file), look.Ink, len(s.view.sheets), "")
	all := true
	for _, sheet := range s.view.sheets {
		all = all && sheet.chosen
	}
	every := widgets.NewCheck(s.t("imports.sheet.all"), all, func(ticked bool) {
		s.decide(func(j *job) (*sheetJob, error) {
			for _, sj := range j.sheets {
				sj.chosen = ticked
			}
			return nil, nil
		})
	})
	list := widgets.Column(0, sheetLine(every, nil, nil, nil))
	s.focus = every
	any := false
	for i, sheet := range s.view.sheets {
		any = any || sheet.chosen
		list.Add(s.sheetLine(i, sheet))
	}
	s.forward = widgets.NewButton(widgets.Main, "", s.t("imports.next.columns"), func() {
		s.showChosen()
		s.goTo(stepColumns)
	}).Trailing("right")
	if !any {
		s.forward.Refuse(s.t("imports.sheet.none"))
		list.Add(widgets.Padded(look.Gap4, widgets.NewText(s.t("imports.sheet.none")).In(look.Red)))
	}
	return widgets.Under(head, container.NewVScroll(list))
}

func (s *Screen) sheetLine(i int, sheet sheetView) fyne.CanvasObject {
	check := widgets.NewCheck(sheet.name, sheet.chosen, func(ticked bool) {
		s.decided = sheet.name
		s.decide(chooseSheet(i, ticked))
	})
	if sheet.name == s.decided {
		s.focus = check
	}
	rows := widgets.NewText(s.t("imports.sheet.rows", "n", sheet.rows)).In(look.Muted)
	var fits fyne.CanvasObject
	switch {
	case sheet.err != nil:
		fits = fitMark(look.Late, look.Red, s.deps.Words.Explain(sheet.err))
	case len(sheet.lacks) > 0:
		fits = fitMark(look.Late, look.Red, s.t("imports.sheet.other", "fields", s.list(sheet.lacks)))
	default:
		fits = fitMark(look.Done, look.Ink, s.t("imports.sheet.fits"))
	}
	heading := widgets.NewSelect(s.t("imports.sheet.heading"), s.headingOptions(sheet), headingValue(sheet), func(value string) {
		from, to := headingOf(value)
		s.decide(setHeading(i, from, to))
	}).Wide(232)
	return sheetLine(check, rows, fits, heading)
}

// fitMark says whether a sheet fits; a long list of what it lacks is cut.
func fitMark(shape look.Shape, role look.Role, words string) fyne.CanvasObject {
	return widgets.Row(look.Gap2, widgets.NewShape(shape, 14), widgets.Grow(widgets.NewText(words).In(role).Cut()))
}

// sheetLine is a line of 40 pixels: check, rows, whether it fits, heading.
func sheetLine(check *widgets.Check, rows *widgets.Text, fits fyne.CanvasObject, heading *widgets.Select) fyne.CanvasObject {
	row := []fyne.CanvasObject{widgets.Sized(208, 0, check)}
	if rows != nil {
		row = append(row, widgets.Sized(72, 0, rows), widgets.Grow(fits), heading)
	}
	line := widgets.Sized(0, 44, widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.Row(look.Gap3, row...)))
	return widgets.Column(0, line, widgets.NewRule())
}

// headingOptions offers the heading that was found, one row each, and two and
// three rows from where it was found.
func (s *Screen) headingOptions(sheet sheetView) []widgets.Option {
	now := s.headingName(sheet.from, sheet.to)
	options := []widgets.Option{{Value: headingValue(sheet), Label: s.t("imports.sheet.found", "rows", now)}}
	if sheet.headed {
		options[0].Label = now
		options = append(options, widgets.Option{Value: headingText(0, 0), Label: s.t("imports.mapping.guess")})
	}
	add := func(from, to int) {
		if value := headingText(from, to); value != options[0].Value {
			options = append(options, widgets.Option{Value: value, Label: s.headingName(from, to)})
		}
	}
	for row := 1; row <= headingRows; row++ {
		add(row, row)
	}
	for row := 1; row < headingRows; row++ {
		add(row, row+1)
	}
	for row := 1; row < headingRows-1; row++ {
		add(row, row+2)
	}
	return options
}

func (s *Screen) headingName(from, to int) string {
	if from == to {
		return s.t("imports.sheet.row", "row", from)
	}
	return s.t("imports.sheet.rowsFromTo", "from", from, "to", to)
}

func headingValue(sheet sheetView) string { return headingText(sheet.from, sheet.to) }

func headingText(from, to int) string { return strconv.Itoa(from) + "-" + strconv.Itoa(to) }

func headingOf(value string) (from, to int) {
	for i := range value {
		if value[i] == '-' {
			from, _ = strconv.Atoi(value[:i])
			to, _ = strconv.Atoi(value[i+1:])
		}
	}
	return from, to
}
