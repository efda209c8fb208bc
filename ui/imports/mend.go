package imports

import (
	"fyne.io/fyne/v2"

	"campuskeeper/app/schema"
	"campuskeeper/app/sheet"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// mendDialog asks what a cell should have been: another text, or which word of the
// ledger the file's word stands for.
type mendDialog struct {
	screen *Screen
	misfit misfitView
	field  schema.Field
	entry  *widgets.Entry  // nil where a word is chosen
	choose *widgets.Select // nil where a text is typed
	same   *widgets.Check  // nil where the cell stands alone
	asked  *widgets.Field
	dialog *widgets.Dialog
}

// mend opens the dialog for a cell.
func (s *Screen) mend(m misfitView) {
	d := &mendDialog{screen: s, misfit: m}
	d.field, _ = s.field(m.field)
	title := s.t("imports.mend.title", "row", m.row)
	label, about := s.t("imports.mend.value"), s.t("imports.mend.note")
	if m.row == 0 {
		title, label = s.t("imports.mend.all.title"), s.targetName(m.field)
	}
	var control fyne.CanvasObject
	var first fyne.Focusable
	if options := d.words(); len(options) > 0 {
		d.choose = widgets.NewSelect(s.t("imports.mend.choose"), options, "", nil)
		control, first = d.choose, d.choose
		if m.problem.Value != "" && m.row > 0 {
			label = s.t("imports.mend.as", "value", s.shown(m))
		}
	} else {
		d.entry = widgets.NewEntry("")
		d.entry.SetText(m.problem.Value)
		d.entry.OnSubmitted = func(string) { d.use() }
		control, first = d.entry, d.entry
	}
	d.asked = widgets.NewField(label, "", control)
	parts := []fyne.CanvasObject{widgets.NewParagraph(s.why(m)), d.asked}
	byProfile := s.view.sheets[s.current].how == howProfile
	if d.choose != nil && m.problem.Value != "" && m.row > 0 && !byProfile {
		same := s.t("imports.mend.remember")
		if m.same > 1 {
			same = s.t("imports.mend.same", "n", m.same, "value", s.shown(m))
		}
		d.same = widgets.NewCheck(same, true, nil)
		parts = append(parts, d.same)
	}
	parts = append(parts, widgets.NewNote(about))
	use := widgets.NewButton(widgets.Main, "", s.t("imports.mend.use"), d.use)
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("imports.cancel"), func() { d.dialog.Cancel() })
	d.dialog = widgets.NewDialog(s.deps.Host.Canvas(), title, 440, widgets.Column(look.Gap3, parts...), use, cancel, use).FocusOn(first)
	d.dialog.Show()
}

// words lists what may be chosen; none where any text may be typed.
func (d *mendDialog) words() []widgets.Option {
	s := d.screen
	var options []widgets.Option
	if d.misfit.field == sheet.TargetState && d.field.Name == "" {
		for _, state := range s.job.target.Loop.States {
			label := s.job.stateLabel(state.Name)
			options = append(options, widgets.Option{Value: string(state.Name), Label: s.deps.Words.Text(label), Shape: look.ShapeNamed(state.Shape)})
		}
		return options
	}
	if d.field.Type == schema.List {
		return nil
	}
	for _, c := range d.field.Categories {
		options = append(options, widgets.Option{Value: c.Value, Label: s.deps.Words.Text(c.Label), Shape: look.ShapeOfGrade(c.Value)})
	}
	return options
}

// use checks what was entered and takes it.
func (d *mendDialog) use() {
	s, m := d.screen, d.misfit
	text := ""
	if d.choose != nil {
		text = d.choose.Value()
	} else {
		text = d.entry.Text
	}
	if complaint := d.complaint(text); complaint != "" {
		d.asked.Complain(complaint)
		return
	}
	d.dialog.Hide()
	switch {
	case m.row == 0:
		s.decide(setConstant(s.current, m.field, text))
	case d.same != nil && d.same.Ticked():
		s.decide(setWord(s.current, m.field, m.problem.Value, text))
	default:
		s.decide(mend(s.current, m.row, m.column, text))
	}
}

// complaint says why a text still does not fit, "" when it does. Whether it agrees
// with the rest of its row is seen after.
func (d *mendDialog) complaint(text string) string {
	s := d.screen
	if text == "" && (d.choose != nil || d.field.Constraints.Required) {
		return s.t("field.required")
	}
	if d.field.Name == "" {
		return ""
	}
	if _, err := d.field.Parse(text); err != nil {
		return s.deps.Words.Explain(err)
	}
	return ""
}
