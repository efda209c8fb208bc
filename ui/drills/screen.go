package drills

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// view is a way to look at the year.
type view string

// The views.
const (
	asYear  view = "year"
	asList  view = "list"
	asMonth view = "month"
	asRules view = "rules" // where the rules have no room beside the others
)

// Where the memory keeps how the year was last looked at.
const (
	viewKey = "drills.view"
	termKey = "drills.term" // "whole" for the whole year
)

// Screen is the place of the drills.
type Screen struct {
	deps    *Deps
	root    *fyne.Container
	year    *year // nil until it was read
	failed  error
	span    span // year 0 for the present term
	view    view
	loading task.Slot
	visible bool

	grid       *grid
	month      *month
	table      *widgets.DataTable[line]
	sortBy     string
	backwards  bool
	split      *splitLayout
	body       *fyne.Container
	foot       *fyne.Container
	ruleScroll *container.Scroll
	told       [2]bool // what the menu knows: whether a drill can be moved, started
}

var (
	_ shell.Screen    = (*Screen)(nil)
	_ shell.Adder     = (*Screen)(nil)
	_ shell.Printer   = (*Screen)(nil)
	_ shell.Paned     = (*Screen)(nil)
	_ shell.Refresher = (*Screen)(nil)
	_ shell.Commander = (*Screen)(nil)
	_ shell.Homer     = (*Screen)(nil)
)

// New returns the screen; it reads when it is shown.
func New(deps Deps) *Screen {
	s := &Screen{deps: &deps, root: container.NewStack(), view: view(deps.Memory.Recall(viewKey)), sortBy: columnDay}
	if s.view != asList && s.view != asMonth {
		s.view = asYear
	}
	h := hooks{tapped: s.open, menu: s.menuAt}
	s.grid, s.month = newGrid(deps.Words), newMonth(deps.Words)
	s.grid.hooks, s.month.hooks = h, h
	s.grid.onOpen = s.scheduleIn
	s.grid.onDrop = func(slot drill.Slot, month app.Day) { s.move(slotHeld(slot), s.year.fit(slotHeld(slot), month), "") }
	s.month.onOpen = func(day app.Day) { s.schedule(drill.Held{Day: day, Time: "10:05"}) }
	s.month.onDrop = func(slot drill.Slot, day app.Day) { s.move(slotHeld(slot), day, "") }
	s.grid.onCursor, s.month.onCursor = s.tellSlot, s.tellSlot
	s.table = widgets.NewDataTable(string(shell.Drills), deps.Memory, s.columns())
	s.table.OnSelect = func(string) { s.tellSlot() }
	s.table.OnOpen = func(key string) {
		if slot, ok := s.year.slot(key); ok {
			s.open(slot)
		}
	}
	s.table.OnSort = func(column string, backwards bool) {
		s.sortBy, s.backwards = column, backwards
		s.fillList()
	}
	s.split = &splitLayout{beside: true, changed: func(bool) { s.deps.Runner.Do(s.dress) }}
	deps.Words.Listen(s.retell)
	s.dress()
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.t(key, pairs...) }

func (s *Screen) retell() {
	s.table.SetColumns(s.columns())
	s.dress()
}

// dress draws everything anew.
func (s *Screen) dress() {
	var body fyne.CanvasObject
	switch {
	case s.failed != nil:
		body = widgets.Padded(look.Gap4, widgets.NewErrorCard(s.t("drills.failed"), s.deps.Words.Explain(s.failed)))
	case s.year == nil:
		body = widgets.Padded(look.Gap4, widgets.NewText(s.t("drills.reading")).In(look.Muted))
	default:
		body = s.dressYear()
	}
	s.root.Objects = []fyne.CanvasObject{body}
	s.root.Refresh()
}

func (s *Screen) dressYear() fyne.CanvasObject {
	s.body, s.foot = container.NewStack(), container.NewStack()
	s.fill()
	left := widgets.Column(0, widgets.Grow(s.body), s.foot)
	split := container.New(s.split, left, widgets.NewUpright(), s.rulesPane())
	return widgets.Under(widgets.Column(0, s.headLine(), widgets.NewRule(), s.countLine(), widgets.NewRule()), split)
}

// headLine is the head of the screen: what is shown, and what can be done.
func (s *Screen) headLine() fyne.CanvasObject {
	second := s.t("drills.second", "year", s.spanTitle(s.span), "from", s.deps.Words.Day(s.year.period.From), "to", s.deps.Words.Day(s.year.period.To))
	spans := widgets.NewSelect("", s.spans(), s.span.key(), func(key string) {
		s.choose(readSpan(key))
	})
	full := widgets.Row(look.Gap2, spans, widgets.NewButton(widgets.Main, "plus", s.t("drills.new"), s.AddNew))
	full.Add(widgets.NewButton(widgets.Ordinary, "print", s.t("drills.print"), s.Print))
	full.Add(widgets.NewMenuButton(widgets.Ordinary, "", s.t("drills.more"), func() []*fyne.MenuItem { return s.items(false) }))
	short := widgets.Row(look.Gap2, widgets.NewButton(widgets.Main, "plus", "", s.AddNew),
		widgets.NewMenuButton(widgets.Ordinary, "", s.t("drills.more"), func() []*fyne.MenuItem { return s.items(true) }))
	return container.New(lineLayout{look.HeadHeight - 1, 1}, full, short, widgets.NewTitle(s.t("drills.title")), widgets.NewText(second).In(look.Muted))
}

// wholeYear is what the memory keeps of a user who looks at whole years.
const wholeYear = "whole"

// choose shows a term or a year. Of the choice only is kept which of the two: the
// next year begins with its own.
func (s *Screen) choose(of span) {
	s.span = of
	kept := ""
	if of.term == "" {
		kept = wholeYear
	}
	s.deps.Memory.Remember(termKey, kept)
	s.Reload()
}

// spans are what can be shown: the terms of the year, the year, and those around it.
func (s *Screen) spans() []widgets.Option {
	var list []widgets.Option
	add := func(of span) { list = append(list, widgets.Option{Value: of.key(), Label: s.spanTitle(of)}) }
	present := s.year.Question.Calendar.SchoolYear(s.year.today).Year
	for _, y := range []int{present - 1, present, present + 1} {
		if y == s.span.year {
			for _, t := range s.year.Question.Calendar.Terms(y) {
				add(span{y, t.Name})
			}
		}
		add(span{y, ""})
	}
	return list
}

func (s *Screen) spanTitle(of span) string {
	year := fmt.Sprintf("%d-%02d", of.year, (of.year+1)%100)
	for _, t := range s.year.Question.Calendar.Terms(of.year) {
		if t.Name == of.term {
			return s.t("drills.span.term", "year", year, "term", s.deps.Words.Text(t.Title))
		}
	}
	return s.t("drills.span.year", "year", year)
}

// countHeight is the height of the line of counts in pixels of the design.
const countHeight = 44

// countLine says how many drills are done, planned and missing, and lets choose the
// view.
func (s *Screen) countLine() fyne.CanvasObject {
	views := []widgets.Option{}
	for _, v := range []view{asYear, asList, asMonth, asRules} {
		if v != asRules || !s.split.beside {
			views = append(views, widgets.Option{Value: string(v), Label: s.t("drills.view." + string(v))})
		}
	}
	choose := func() *widgets.Select {
		return widgets.NewSelect("", views, string(s.shown()), func(v string) { s.look(view(v)) })
	}
	full := widgets.Row(look.Gap2, widgets.NewText(s.t("drills.pack", "pack", s.deps.Words.Text(s.year.Pack))).In(look.Muted), choose())
	objects := []fyne.CanvasObject{full, widgets.Row(look.Gap2, choose())}
	c := s.year.view.Counts
	for _, n := range []struct {
		key   string
		shape look.Shape
		n     int
		must  bool
	}{
		{"done", look.Done, c.Completed, true},
		{"planned", look.Ordered, c.Scheduled, true},
		{"record", look.Late, c.Unwritten, false},
		{"needed", look.Needed, c.Unscheduled, false},
		{"missed", look.Late, c.Lapsed, false},
	} {
		if n.must || n.n > 0 {
			objects = append(objects, widgets.Row(look.Gap2, widgets.NewShape(n.shape, 14), widgets.NewText(s.t("drills.count."+n.key)), widgets.NewStrong(fmt.Sprint(n.n))))
		}
	}
	return container.New(lineLayout{countHeight - 1, len(objects)}, objects...)
}

// shown is the view as there is room for it.
func (s *Screen) shown() view {
	if s.view == asRules && s.split.beside {
		return asYear
	}
	return s.view
}

// look chooses a view.
func (s *Screen) look(v view) {
	if s.year == nil {
		return
	}
	s.view = v
	if v != asRules {
		s.deps.Memory.Remember(viewKey, string(v))
	}
	s.dress()
	s.focus()
	s.deps.Host.RefreshMenu()
}

// fill shows the year in the chosen view.
func (s *Screen) fill() {
	var object fyne.CanvasObject
	switch s.shown() {
	case asList:
		s.fillList()
		object = s.table
	case asMonth:
		s.month.show(s.year)
		object = s.monthView()
	case asRules:
		object = s.rulesPane()
	default:
		s.grid.show(s.year)
		object = s.grid
	}
	if len(s.year.view.Rows) == 0 && s.shown() != asMonth && s.shown() != asRules {
		object = widgets.NewEmptyState("drill", s.t("drills.empty"), s.t("drills.empty.text"),
			widgets.NewButton(widgets.Ordinary, "plus", s.t("drills.new"), s.AddNew))
	}
	s.body.Objects = []fyne.CanvasObject{object}
	s.body.Refresh()
	s.tellSlot()
}

func (s *Screen) fillList() {
	s.table.SetSort(s.sortBy, s.backwards)
	s.table.SetRows(s.listRows(), nil)
}

// monthView is the calendar under its month, with the ways to the others.
func (s *Screen) monthView() fyne.CanvasObject {
	title := widgets.NewSection("")
	tell := func() {
		title.SetText(s.t("drills.month.title", "year", s.month.day.Year, "month", s.t("drills.month."+twoDigits(int(s.month.day.Month)))))
	}
	tell()
	s.month.onCursor = func() {
		tell()
		s.tellSlot()
	}
	head := widgets.Row(look.Gap2, widgets.NewButton(widgets.Quiet, "left", "", func() { s.month.turn(-1) }), title,
		widgets.NewButton(widgets.Quiet, "right", "", func() { s.month.turn(1) }))
	return widgets.Under(widgets.Sized(0, look.SectionHeight, widgets.Inset(0, look.Gap4, 0, look.Gap4, head)), s.month)
}

// slot is the one under the cursor of the view.
func (s *Screen) slot() (drill.Slot, bool) {
	if s.year == nil {
		return drill.Slot{}, false
	}
	switch s.shown() {
	case asList:
		return s.year.slot(s.table.SelectedKey())
	case asMonth:
		return s.month.slot()
	case asYear:
		return s.grid.slot()
	}
	return drill.Slot{}, false
}

// place is the kind and the day or month under the cursor.
func (s *Screen) place() (kind string, day app.Day) {
	kind, day = "", s.year.today
	if slot, ok := s.slot(); ok {
		kind = slot.Kind
		day = slot.Day
	} else if g := s.grid; s.shown() == asYear && g.row < len(s.year.view.Rows) && g.month < len(s.year.view.Months) {
		kind, day = s.year.view.Rows[g.row].Kind, s.year.view.Months[g.month]
	}
	if s.shown() == asMonth {
		day = s.month.day
	}
	if day.Before(s.year.today) {
		day = s.year.today
	}
	return kind, day
}

// tellSlot writes the foot: the slot under the cursor and what can be done with it,
// else a hint.
func (s *Screen) tellSlot() {
	if s.year == nil || s.foot == nil {
		return
	}
	row := widgets.Row(look.Gap2)
	slot, ok := s.slot()
	switch {
	case ok:
		d := dressOf(slot, s.year.today)
		row.Add(widgets.NewShape(d.shape, 14))
		row.Add(widgets.Grow(widgets.NewText(s.slotText(slot)).Cut()))
		for _, item := range s.slotItems(slot) {
			row.Add(widgets.NewRowButton(item.Label, item.Action))
		}
	case !s.year.begun() && len(s.year.verdicts) > 0:
		row.Add(widgets.NewIcon("info", look.Muted, 16))
		row.Add(widgets.Grow(widgets.NewText(s.t("drills.hint.propose")).Cut()))
		row.Add(widgets.NewRowButton(s.t("drills.propose"), s.Propose))
	default:
		row.Add(widgets.NewIcon("info", look.Muted, 16))
		row.Add(widgets.Grow(widgets.NewCaption(s.t("drills.hint.keys")).Cut()))
	}
	s.foot.Objects = []fyne.CanvasObject{widgets.Column(0, widgets.NewRule(), widgets.Sized(0, look.SectionHeight, widgets.Inset(0, look.Gap4, 0, look.Gap4, row)))}
	s.foot.Refresh()
	if told := [2]bool{ok && movable(slot), ok && s.canStart(slot)}; told != s.told {
		s.told = told
		s.deps.Host.RefreshMenu()
	}
}

// slotText is a slot in a sentence.
func (s *Screen) slotText(slot drill.Slot) string {
	lang := s.deps.Words.Lang()
	text := s.t("drills.foot", "day", s.deps.Words.Day(slot.Day), "time", slot.Time, "kind", s.year.kindTitle(slot.Kind, lang), "state", dressOf(slot, s.year.today).word(s.deps.Words, slot))
	if slot.Standing == drill.Lapsed {
		text = s.t("drills.foot.missed", "kind", s.year.kindTitle(slot.Kind, lang), "day", s.deps.Words.Day(slot.Day))
	}
	if len(slot.Rules) == 0 {
		return text
	}
	return s.t("drills.foot.rules", "text", text, "rules", strings.Join(slot.Rules, s.t("drills.comma")))
}

// slotItems are what can be done with a slot.
func (s *Screen) slotItems(slot drill.Slot) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	add := func(key string, do func()) { items = append(items, fyne.NewMenuItem(s.t(key), do)) }
	switch {
	case slot.Standing == drill.Unscheduled:
		add("drills.slot.schedule", func() { s.schedule(slotHeld(slot)) })
	case slot.Standing == drill.Lapsed:
		add("drills.slot.why", func() { s.tellMissed(slot) })
	default:
		add("drills.slot.open", func() { s.deps.Open(slot.Ledger, slot.ID) })
	}
	if movable(slot) {
		add("drills.move", func() { s.askMove(slot) })
	}
	if s.canStart(slot) {
		add("drills.start", func() { s.deps.Start(slot.ID) })
	}
	return items
}

// canStart says whether the live view can be opened for a drill.
func (s *Screen) canStart(slot drill.Slot) bool {
	return s.deps.Start != nil && slot.Ledger == drill.Ledger && slot.Standing == drill.Scheduled
}

// menuAt opens what can be done with a slot where the pointer is.
func (s *Screen) menuAt(slot drill.Slot, at fyne.Position) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", s.slotItems(slot)...), s.deps.Host.Canvas(), at)
}

// open does the first thing that can be done with a slot.
func (s *Screen) open(slot drill.Slot) { s.slotItems(slot)[0].Action() }

// tellMissed says what was asked for and why it cannot be met any more.
func (s *Screen) tellMissed(slot drill.Slot) {
	said := []string{s.t(slot.Reason.Key())}
	for _, id := range slot.Rules {
		said = append(said, s.ruleText(id))
	}
	widgets.Tell(s.deps.Host.Canvas(), s.deps.Words, s.slotText(drill.Slot{
		Standing: slot.Standing, Kind: slot.Kind, Day: slot.Day, Short: slot.Short,
	}), strings.Join(said, "\n"))
}

// Title implements shell.Screen.
func (s *Screen) Title() string { return s.t("drills.title") }

// Object implements shell.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Shown implements shell.Screen.
func (s *Screen) Shown() {
	s.visible = true
	s.Reload()
	s.focus()
}

// Hidden implements shell.Screen.
func (s *Screen) Hidden() { s.visible = false }

// Unsaved implements shell.Screen: dialogs keep what is typed.
func (s *Screen) Unsaved() bool { return false }

// Changed is to be called on the window's thread after records were written.
func (s *Screen) Changed() {
	if s.visible {
		s.Reload()
	}
}

// Reload implements shell.Refresher.
func (s *Screen) Reload() {
	shown, today, whole := s.span, s.deps.today(), s.deps.Memory.Recall(termKey) == wholeYear
	task.Latest(s.deps.Runner, &s.loading, context.Background(), s.t("drills.title"),
		func(ctx context.Context, _ *task.Progress) (*year, error) {
			book, err := s.deps.Source.Read(ctx)
			if err != nil {
				return nil, err
			}
			if shown.year == 0 {
				shown = span{year: book.Question.Calendar.SchoolYear(today).Year}
				if !whole {
					shown.term = book.Question.Calendar.TermAt(today).Name
				}
			}
			return makeYear(book, shown, today), nil
		},
		func(y *year, err error) {
			first := s.year == nil
			if s.failed = err; err == nil {
				s.year, s.span = y, y.span
			}
			s.dress()
			if first {
				s.focus()
			}
		})
}

// Home implements shell.Homer: the present term, as a year.
func (s *Screen) Home() {
	s.span, s.view = span{}, asYear
	s.Reload()
}

// focus puts the keyboard into the view.
func (s *Screen) focus() {
	if panes := s.Panes(); s.visible && len(panes) > 0 && !widgets.DialogOpen(s.deps.Host.Canvas()) {
		s.deps.Host.Canvas().Focus(panes[0])
	}
}

// Panes implements shell.Paned.
func (s *Screen) Panes() []fyne.Focusable {
	switch {
	case s.year == nil || s.shown() == asRules:
		return nil
	case s.shown() == asList:
		return []fyne.Focusable{s.table}
	case s.shown() == asMonth:
		return []fyne.Focusable{s.month}
	case len(s.year.view.Rows) == 0:
		return nil
	}
	return []fyne.Focusable{s.grid}
}

// Print implements shell.Printer: the plan of the school year.
func (s *Screen) Print() {
	if s.year != nil {
		s.print(s.deps.Papers[0])
	}
}

func (s *Screen) print(paper string) {
	s.deps.Print(paper, schoolYear(s.year.Question.Calendar, s.year.span.year))
}
