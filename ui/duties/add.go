package duties

import (
	"context"
	"strconv"
	"strings"

	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// entry is the dialog for a new duty.
type entry struct {
	screen *Screen
	title  *widgets.Entry
	kind   *widgets.Select
	rhythm *widgets.Select
	number *widgets.Entry
	place  *widgets.Entry
	owner  *widgets.Entry
	field  *widgets.Field // the title's, which tells what is wrong
	count  *widgets.Field
	dialog *widgets.Dialog
}

// Kinds of a duty in the dialog.
const (
	kindDrill = "drill"
	kindDuty  = "duty"
)

// AddNew asks for a new duty. It implements the shell's Adder.
func (s *Screen) AddNew() {
	e := &entry{
		screen: s, title: widgets.NewEntry(""), number: widgets.NewEntry(""), place: widgets.NewEntry(""), owner: widgets.NewEntry(""),
	}
	e.kind = widgets.NewSelect("", []widgets.Option{{Value: kindDrill, Label: s.t("duties.kind.drill")}, {Value: kindDuty, Label: s.t("duties.kind.duty")}}, kindDrill, nil)
	e.rhythm = widgets.NewSelect("", []widgets.Option{
		{Value: string(Monthly), Label: s.t("duties.rhythm.month")}, {Value: string(Termly), Label: s.t("duties.rhythm.term")},
	}, string(Monthly), e.renamed)
	e.number.SetText("20")
	e.field = widgets.NewField(s.t("duties.field.title"), s.t("duties.required"), e.title)
	e.count = widgets.NewField(s.t("duties.field.month"), s.t("duties.required"), e.number)
	cancel := widgets.NewButton(widgets.Ordinary, "", s.t("duties.cancel"), func() { e.dialog.Cancel() })
	save := widgets.NewButton(widgets.Main, "save", s.t("duties.save"), e.save)
	body := widgets.Column(look.Gap3,
		e.field, widgets.NewField(s.t("duties.field.kind"), "", e.kind), widgets.NewField(s.t("duties.field.rhythm"), "", e.rhythm), e.count,
		widgets.NewField(s.t("duties.field.place"), "", e.place), widgets.NewField(s.t("duties.field.owner"), "", e.owner))
	e.dialog = widgets.NewDialog(s.deps.Window(), s.t("duties.new"), 440, body, save, cancel, save).FocusOn(e.title)
	e.dialog.Show()
}

// renamed names the number by the rhythm: a day of the month or a week of the term.
func (e *entry) renamed(rhythm string) {
	e.count.SetLabel(e.screen.t("duties.field."+rhythm), e.screen.t("duties.required"))
}

func (e *entry) save() {
	duty, ok := e.read()
	if !ok {
		return
	}
	e.screen.write(func(ctx context.Context) error { return e.screen.deps.Source.Add(ctx, duty) }, func(err error) {
		if err == nil {
			e.dialog.Hide()
			return
		}
		e.field.Complain(e.screen.deps.Words.Explain(err))
		e.dialog.Rearrange()
	})
}

// most is the highest number of each rhythm: days of a month, weeks of a term.
var most = map[Rhythm]int{Monthly: 31, Termly: 25}

// read takes the duty from the entries and says what is wrong.
func (e *entry) read() (Duty, bool) {
	s := e.screen
	duty := Duty{
		Title: strings.TrimSpace(e.title.Text), Drill: e.kind.Value() == kindDrill, Rhythm: Rhythm(e.rhythm.Value()),
		Place: strings.TrimSpace(e.place.Text), Owner: strings.TrimSpace(e.owner.Text),
	}
	number, err := strconv.Atoi(strings.TrimSpace(e.number.Text))
	duty.Number = number
	badTitle := duty.Title == ""
	badNumber := err != nil || number < 1 || number > most[duty.Rhythm]
	e.title.SetWrong(badTitle)
	e.number.SetWrong(badNumber)
	e.field.Complain(when(badTitle, s.t("field.required")))
	e.count.Complain(when(badNumber, s.t("duties.number", "most", most[duty.Rhythm])))
	e.dialog.Rearrange()
	switch {
	case badTitle:
		s.deps.Window().Focus(e.title)
	case badNumber:
		s.deps.Window().Focus(e.number)
	}
	return duty, !badTitle && !badNumber
}

// when is the text if something holds, and nothing otherwise.
func when(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}
