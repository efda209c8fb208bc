package imports

import (
	"context"
	"encoding/csv"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/sheet"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// misfitHeight is the height of one cell that does not fit; the list itself adds
// 4 pixels between two.
const misfitHeight = 68

// misfitPane lists the cells of a sheet that do not fit.
func (s *Screen) misfitPane(current sheetView) fyne.CanvasObject {
	head := []fyne.CanvasObject{widgets.NewStrong(s.t("imports.misfits")), widgets.NewCountPill(len(current.misfits)), widgets.Stretch()}
	if len(current.misfits) == 0 {
		return widgets.Under(tableHead(widgets.Row(look.Gap2, head[:1]...)), widgets.NewAllWell(s.t("imports.misfits.none"), s.t("imports.misfits.noneNote")))
	}
	head = append(head, widgets.NewSmallLink(s.t("imports.misfits.save"), s.saveList))
	list := widget.NewList(
		func() int { return len(current.misfits) },
		func() fyne.CanvasObject { return newMisfitLine(s) },
		func(i widget.ListItemID, line fyne.CanvasObject) { line.(*misfitLine).show(current.misfits[i]) })
	list.HideSeparators = true
	list.OnSelected = func(i widget.ListItemID) {
		list.UnselectAll()
		s.mend(current.misfits[i])
	}
	s.misfits = list
	return widgets.Column(0, tableHead(widgets.Row(look.Gap2, head...)), widgets.Grow(list), note(s.t("imports.misfits.guess")))
}

// misfitLine is one cell that does not fit: where it stands, what stands there, why
// it does not fit, and the button that mends it.
type misfitLine struct {
	widget.BaseWidget
	screen *Screen
	misfit misfitView
	where  *widgets.Text
	title  *widgets.Text
	value  *widgets.Text
	why    *widgets.Text
	body   fyne.CanvasObject
}

func newMisfitLine(s *Screen) *misfitLine {
	l := &misfitLine{
		screen: s, where: widgets.NewStrong(""), title: widgets.NewText("").In(look.Muted).Cut(),
		value: widgets.NewText(""), why: widgets.NewCaption("").In(look.Ink).Cut(),
	}
	mend := widgets.NewRowButton(s.t("imports.misfits.mend"), func() { s.mend(l.misfit) })
	pill := widgets.Fill(look.RedTint, widgets.Inset(2, look.Gap2, 2, look.Gap2, l.value))
	facts := widgets.Column(look.Gap1,
		widgets.Row(look.Gap2, widgets.NewShape(look.Late, 14), l.where, widgets.Grow(l.title)),
		widgets.Row(look.Gap2, pill, widgets.Grow(l.why)))
	row := widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.Row(look.Gap3, widgets.Grow(facts), mend))
	l.body = widgets.Column(0, widgets.Sized(0, misfitHeight-1, row), widgets.NewRule())
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *misfitLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.body) }

func (l *misfitLine) show(m misfitView) {
	s := l.screen
	l.misfit = m
	l.where.SetText(s.place(m))
	l.title.SetText(m.title)
	l.value.SetText(s.shown(m))
	l.why.SetText(s.why(m))
	l.Refresh()
	l.body.Refresh()
}

// place names the row of a misfit.
func (s *Screen) place(m misfitView) string {
	if m.row == 0 {
		return s.t("imports.misfits.whole")
	}
	return s.t("imports.misfits.row", "row", m.row)
}

// shown is what stands in the cell, cut to what the line has room for.
func (s *Screen) shown(m misfitView) string {
	const most = 18
	text := []rune(m.problem.Value)
	switch {
	case m.row == 0:
		if f, ok := s.field(m.field); ok {
			return s.deps.Words.Text(f.Title)
		}
		return m.field
	case len(text) == 0:
		return s.t("imports.misfits.empty")
	case len(text) > most:
		return string(text[:most]) + "..."
	}
	return string(text)
}

// why says in one sentence what is wrong.
func (s *Screen) why(m misfitView) string {
	p := m.problem
	p.Value = ""
	return s.deps.Words.Problem(p)
}

// listed is a misfit as a line of the list that is saved.
type listed struct{ where, title, value, why string }

// saveList writes the cells that do not fit, of all chosen sheets, as CSV.
func (s *Screen) saveList() {
	var lines []listed
	for _, table := range s.view.sheets {
		if !table.chosen {
			continue
		}
		for _, m := range table.misfits {
			where := s.place(m)
			if table.name != "" && m.row > 0 {
				where = s.t("imports.misfits.rowOf", "sheet", table.name, "row", m.row)
			}
			lines = append(lines, listed{where, m.title, m.problem.Value, s.why(m)})
		}
	}
	head := listed{s.t("imports.list.where"), s.t("imports.list.title"), s.t("imports.list.value"), s.t("imports.list.why")}
	s.deps.SaveFile(s.t("imports.misfits.file", "file", s.view.file), func(out io.WriteCloser) {
		task.Run(s.deps.Runner, context.Background(), s.t("imports.misfits.save"),
			func(context.Context, *task.Progress) (struct{}, error) {
				return struct{}{}, writeList(out, append([]listed{head}, lines...))
			},
			func(_ struct{}, err error) {
				if err != nil {
					s.fail(s.t("imports.misfits.save"), err)
				}
			})
	})
}

// writeList writes lines as CSV in UTF-8 with a byte order mark, for Excel.
func writeList(out io.WriteCloser, lines []listed) error {
	_, err := io.WriteString(out, "\ufeff")
	table := csv.NewWriter(out)
	for _, line := range lines {
		if err == nil {
			err = table.Write([]string{line.where, line.title, sheet.Harmless(line.value), line.why})
		}
	}
	table.Flush()
	for _, e := range []error{table.Error(), out.Close()} {
		if err == nil {
			err = e
		}
	}
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	return nil
}
