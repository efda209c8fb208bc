package drills

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	only       status // of the list; "" for all
	sortBy     string
	backwards  bool
	split      *splitLayout
	body       *fyne.Container
	foot       *fyne.Container
	ruleScroll *container.Scroll
	all        *widgets.Chip   // the first of the statuses
	edit       *widgets.Button // of the rules
	told       [2]bool         // what the menu knows: whether a drill can be moved, started
}

var (
	_ shell.Screen    = (*Screen)(nil)
	_ shell.Adder     = (*Screen)(nil)
	_ shell.Printer   = (*Screen)(nil)
	_ shell.Paned     = (*Screen)(nil)
	_ shell.Refresher = (*Screen)(nil)
	_ shell.Commander = (*Screen)(nil)
	_ shell.Homer     = (*Screen)(nil)
	_ shell.KeyHearer = (*Screen)(nil)
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
	if s.view = v; v != asList {
		s.only = ""
	}
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
	} else if s.shown() == asList && len(s.listRows()) == 0 {
		object = s.noneLeft()
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
		title.SetText(monthTitle(s.deps.Words, s.month.day))
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
	shown, today, now, whole := s.span, s.deps.today(), s.deps.Clock.Now(), s.deps.Memory.Recall(termKey) == wholeYear
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
			return makeYear(book, shown, now), nil
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
	s.span, s.view, s.only = span{}, asYear, ""
	s.Reload()
}

// focus puts the keyboard into the view.
func (s *Screen) focus() {
	if panes := s.Panes(); s.visible && len(panes) > 0 && !widgets.DialogOpen(s.deps.Host.Canvas()) {
		s.deps.Host.Canvas().Focus(panes[0])
	}
}

// Panes implements shell.Paned: the view, the statuses over it, and the rules.
func (s *Screen) Panes() []fyne.Focusable {
	if s.year == nil {
		return nil
	}
	var panes []fyne.Focusable
	switch {
	case s.shown() == asList && len(s.listRows()) > 0:
		panes = append(panes, s.table)
	case s.shown() == asMonth:
		panes = append(panes, s.month)
	case s.shown() == asYear && len(s.year.view.Rows) > 0:
		panes = append(panes, s.grid)
	}
	panes = append(panes, s.all)
	if len(s.year.Question.Rules) > 0 && (s.split.beside || s.shown() == asRules) {
		panes = append(panes, s.edit)
	}
	return panes
}

// ruleSteps are how far the keys move the rules, in pixels of the design.
var ruleSteps = map[fyne.KeyName]float32{fyne.KeyUp: -40, fyne.KeyDown: 40, fyne.KeyPageUp: -320, fyne.KeyPageDown: 320}

// TypedKey implements shell.KeyHearer: what the view does not use moves the rules.
func (s *Screen) TypedKey(key *fyne.KeyEvent) bool {
	step, used := ruleSteps[key.Name]
	if !used || s.ruleScroll == nil {
		return false
	}
	most := max(0, s.ruleScroll.Content.MinSize().Height-s.ruleScroll.Size().Height)
	s.ruleScroll.ScrollToOffset(fyne.NewPos(0, max(0, min(most, s.ruleScroll.Offset.Y+look.Px(step)))))
	return true
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
