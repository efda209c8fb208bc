package settings

import (
	"strconv"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// dayRow is one run of days on the page of the school year: a term, or a line of one
// of the lists. Its entries live as long as the line, so that nothing typed is lost
// when the page is drawn anew.
type dayRow struct {
	form  *yearForm
	list  string            // of calendar.Field...
	term  calendar.TermDate // of a term only
	title app.Text          // as it was read

	name     *widgets.Entry
	from, to *widgets.DayEntry

	fields map[string]*widgets.Field // by "name", "from" and "to"
	left   map[string]bool           // fields that the user has been in and left
}

func (f *yearForm) newRow(list string, title app.Text, from, to app.Day) *dayRow {
	deps := f.screen.deps
	row := &dayRow{
		form: f, list: list, title: title, name: widgets.NewEntry(""), left: map[string]bool{},
		from: widgets.NewDayEntry(deps.Words, deps.Clock), to: widgets.NewDayEntry(deps.Words, deps.Clock),
	}
	row.name.SetText(deps.Words.Text(title))
	row.from.SetText(from.String())
	row.to.SetText(to.String())
	row.name.OnChanged = func(string) { f.judge() }
	row.name.OnFocus = row.leaving("name", row.name)
	row.name.OnKey = f.nextField
	row.hear("from", row.from)
	row.hear("to", row.to)
	return row
}

func (r *dayRow) hear(part string, day *widgets.DayEntry) {
	day.OnChanged = func() {
		if r.list == calendar.FieldTerms {
			r.form.confirmed[r.term.Year] = true // whoever types a date knows it
		}
		r.form.judge()
	}
	day.OnFocus = r.leaving(part, day)
	day.OnKey = r.form.nextField
}

// leaving brings a field into view when the focus comes; when it goes, the field may
// be told that it is empty.
func (r *dayRow) leaving(part string, at fyne.CanvasObject) func(bool) {
	return func(focused bool) {
		if focused {
			r.form.screen.reveal(at)
			return
		}
		r.left[part] = true
		r.form.judge()
	}
}

// nextField lets Enter go to the next field.
func (f *yearForm) nextField(key *fyne.KeyEvent) bool {
	if key.Name != fyne.KeyReturn && key.Name != fyne.KeyEnter {
		return false
	}
	f.screen.deps.Window().FocusNext()
	return true
}

// single says whether the line is about one day.
func (r *dayRow) single() bool { return r.list == calendar.FieldWorkdays }

// days are the days of the line; a zero one is missing or cannot be read. A line of
// one day may leave its last day out.
func (r *dayRow) days() (from, to app.Day) {
	from, _ = r.from.Day()
	to, _ = r.to.Day()
	if r.single() || r.list != calendar.FieldTerms && r.to.Text() == "" {
		to = from
	}
	return from, to
}

// named is the name of the line: as it was read, unless another one was typed.
func (r *dayRow) named() app.Text {
	if r.name.Text == r.form.screen.deps.Words.Text(r.title) {
		return r.title
	}
	return literal(r.name.Text)
}

// judge tells the fields of the line what is wrong with them and returns the first
// of it. wrong are the problems of the whole page by field. What is only not there
// yet is told once the user has left the field.
func (r *dayRow) judge(path string, wrong map[string]string) (first string) {
	for _, part := range [...]string{"name", "from", "to"} {
		field, shown := r.fields[part]
		message, unread := wrong[path+"/"+part], r.unread(part)
		if unread != "" {
			message = unread
		}
		if first == "" {
			first = message
		}
		if !shown {
			continue
		}
		if (unread != "" || r.empty(part)) && !r.left[part] {
			message = ""
		}
		field.Complain(message)
		switch part {
		case "name":
			r.name.SetWrong(message != "")
		case "from":
			r.from.SetWrong(message != "")
		default:
			r.to.SetWrong(message != "")
		}
	}
	if field, shown := r.fields["to"]; shown && r.list == calendar.FieldTerms {
		field.SetLabel(r.form.t("settings.year.to", "term", r.termTitle()), r.weeks())
	}
	return first
}

func (r *dayRow) empty(part string) bool {
	switch part {
	case "name":
		return r.name.Text == ""
	case "from":
		return r.from.Text() == ""
	}
	return r.to.Text() == ""
}

// unread says that what was typed is no day.
func (r *dayRow) unread(part string) string {
	var err error
	switch {
	case part == "from":
		_, err = r.from.Day()
	case part == "to" && !r.single():
		_, err = r.to.Day()
	}
	if err != nil {
		return r.form.t("calendar.own.day")
	}
	return ""
}

func (r *dayRow) termTitle() string {
	for _, shape := range r.form.read.Pack.Terms {
		if shape.Name == r.term.Name {
			return r.form.screen.deps.Words.Text(shape.Title)
		}
	}
	return r.term.Name
}

// where names the line for the foot of the page.
func (r *dayRow) where() string {
	if r.list == calendar.FieldTerms {
		return r.form.t("settings.year.term", "term", r.termTitle(), "year", calendar.SchoolYear{Year: r.term.Year}.String())
	}
	return r.form.t("settings.year." + r.list)
}

// weeks counts the teaching weeks of a term that has both ends.
func (r *dayRow) weeks() string {
	from, to := r.days()
	if from.IsZero() || to.Before(from) {
		return ""
	}
	term := calendar.Term{Period: app.Period{From: from, To: to}}
	return r.form.t("settings.year.weeks", "n", term.WeekOf(to))
}

// termLine is a term with both its ends.
func (r *dayRow) termLine() fyne.CanvasObject {
	r.fields = map[string]*widgets.Field{
		"from": widgets.NewField(r.form.t("settings.year.from", "term", r.termTitle()), "", r.from),
		"to":   widgets.NewField(r.form.t("settings.year.to", "term", r.termTitle()), "", r.to),
	}
	return widgets.Halves(r.fields["from"], r.fields["to"])
}

// Widths of a line of a list; the name takes the rest.
const (
	dayWidth    = 176
	removeWidth = 72
)

// line is a line of a list with its button to take it out.
func (r *dayRow) line() fyne.CanvasObject {
	f := r.form
	r.fields = map[string]*widgets.Field{
		"name": widgets.NewField(f.t("settings.year.name."+r.list), "", r.name),
		"from": widgets.NewField(f.t("settings.year.first"), "", r.from),
	}
	parts := []fyne.CanvasObject{widgets.Grow(r.fields["name"])}
	if r.single() {
		r.fields["from"].SetLabel(f.t("settings.year.day"), "")
		parts = append(parts, widgets.Sized(dayWidth, 0, r.fields["from"]))
	} else {
		r.fields["to"] = widgets.NewField(f.t("settings.year.last"), "", r.to)
		parts = append(parts, widgets.Sized(dayWidth, 0, r.fields["from"]), widgets.Sized(dayWidth, 0, r.fields["to"]))
	}
	remove := widgets.NewRowButton(f.t("settings.year.remove"), func() { f.remove(r) })
	parts = append(parts, widgets.Sized(removeWidth, 0, widgets.Inset(labelHeight+4, 0, 0, 0, remove)))
	return widgets.AtTop(look.Gap3, parts...)
}

// labelHeight is the height of the label over a field.
const labelHeight = 20

// page draws the whole page from the rows.
func (f *yearForm) page() fyne.CanvasObject {
	f.marks, f.checks = map[int]*widgets.StateMark{}, map[int]*widgets.Check{}
	page := widgets.Column(look.Gap3, widgets.NewParagraph(f.t("settings.year.text")))
	if !f.read.Changed.IsZero() {
		page.Add(widgets.NewNote(f.t("settings.year.changed", "day", app.DayOf(f.read.Changed),
			"time", f.screen.deps.Words.Time(f.read.Changed), "who", f.read.Who)))
	}
	for _, year := range f.years() {
		f.addTerms(page, year)
	}
	for _, list := range lists {
		f.addList(page, list)
	}
	f.addPublic(page)
	f.save = widgets.NewButton(widgets.Main, "save", f.t("settings.save"), f.keep)
	f.discard = widgets.NewButton(widgets.Ordinary, "undo", f.t("settings.year.discard"), f.drop)
	f.reason = widgets.NewText("").In(look.Muted).Cut()
	f.screen.setFoot(f.save, f.discard, widgets.Grow(f.reason))
	f.judge()
	return page
}

func (f *yearForm) addTerms(page *fyne.Container, year int) {
	name := f.usual.Terms(year)[0].Year.String()
	f.marks[year] = widgets.NewStateMark(look.Needed, f.t("settings.year.assumed"))
	f.checks[year] = widgets.NewCheck(f.t("settings.year.confirm"), f.confirmed[year], func(ticked bool) {
		f.confirmed[year] = ticked
		f.judge()
	})
	page.Add(widgets.NewRule())
	page.Add(widgets.Row(look.Gap3, widgets.NewSection(f.t("settings.year.of", "year", name)), widgets.Stretch(), f.marks[year]))
	for _, row := range f.terms {
		if row.term.Year == year {
			page.Add(row.termLine())
		}
	}
	page.Add(f.checks[year])
}

func (f *yearForm) addList(page *fyne.Container, list string) {
	add := widgets.NewButton(widgets.Ordinary, "plus", f.t("settings.year.add."+list), func() { f.append(list) })
	page.Add(widgets.NewRule())
	page.Add(widgets.Row(look.Gap3, widgets.NewSection(f.t("settings.year."+list)), widgets.Stretch(), add))
	page.Add(widgets.NewNote(f.t("settings.year." + list + ".text")))
	for _, row := range f.lists[list] {
		page.Add(row.line())
	}
}

// append adds an empty line and puts the cursor into it.
func (f *yearForm) append(list string) {
	row := f.add(list, nil, app.Day{}, app.Day{})
	f.screen.fill(f.page())
	f.screen.deps.Window().Focus(row.name)
}

// remove takes a line out; until the page is saved, Discard brings it back.
func (f *yearForm) remove(row *dayRow) {
	kept := f.lists[row.list][:0:0]
	for _, other := range f.lists[row.list] {
		if other != row {
			kept = append(kept, other)
		}
	}
	f.lists[row.list] = kept
	f.screen.fill(f.page())
}

// addPublic says which days the pack knows, so that nobody enters them again.
func (f *yearForm) addPublic(page *fyne.Container) {
	page.Add(widgets.NewRule())
	page.Add(widgets.NewSection(f.t("settings.year.public")))
	holidays, worked := f.usual.Free(f.first.Period)
	and := f.t("settings.year.and")
	list := ""
	for i, h := range holidays {
		if i > 0 {
			list += and
		}
		list += f.screen.deps.Words.Text(h.Title) + " " + span(h.From, h.To)
	}
	page.Add(widgets.NewNote(f.t("settings.year.public.text", "year", f.first.String(), "list", list)))
	if len(worked) > 0 {
		days := ""
		for i, w := range worked {
			if i > 0 {
				days += and
			}
			days += w.Day.String()
		}
		page.Add(widgets.NewNote(f.t("settings.year.public.worked", "list", days)))
	}
	for _, year := range f.years() {
		if len(f.read.Pack.Settled) > 0 && !f.usual.Settled(year) {
			page.Add(widgets.NewStateMark(look.Needed, f.t("settings.year.public.open", "year", strconv.Itoa(year))))
			break
		}
	}
}

// span writes a run of days.
func span(from, to app.Day) string {
	if from == to {
		return from.String()
	}
	return from.String() + " - " + to.String()
}
