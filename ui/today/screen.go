package today

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Kind is something that can be added from Today's New button.
type Kind struct{ Name, Label string }

// Deps is what the screen needs.
type Deps struct {
	Words   *words.Book
	Runner  *task.Runner
	Source  Source
	Find    func(text string)      // search everywhere
	Kinds   func() []Kind          // what New offers, in the chosen language
	Add     func(kind string)      // begins a new record
	Print   func(Lists)            // prints the list
	Notices func()                 // opens the inbox
	Year    func()                 // opens the school year, to be confirmed
	Window  func() fyne.Canvas     // for dialogs and focus
	Counted func(overdue, due int) // told after each reading
}

// Screen is Today.
type Screen struct {
	widgets.Page
	deps   Deps
	head   *widgets.ScreenHead
	bell   *widgets.Button
	add    *widgets.Button
	body   *fyne.Container
	scroll *container.Scroll
	search *widgets.SearchBox
	lists  Lists
	read   bool
	all    map[listKind]bool
	lines  []*line
	slot   task.Slot
	unread int
}

// New returns the screen; it reads its lists when it is shown.
func New(deps Deps) *Screen {
	s := &Screen{deps: deps, all: map[listKind]bool{}, body: widgets.Column(0)}
	s.scroll = container.NewVScroll(s.body)
	s.Begin(deps.Words, s.dress, s.Reload)
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// dress makes the head in the chosen language.
func (s *Screen) dress() {
	s.search = widgets.NewSearchBox(s.t("today.find"), widgets.ShortcutName(widgets.Ctrl(fyne.KeyF)), nil)
	s.search.OnChanged = func(text string) {
		if text != "" {
			s.search.SetText("")
			s.deps.Find(text)
		}
	}
	s.bell = widgets.NewButton(widgets.Ordinary, "bell", strconv.Itoa(s.unread), func() { s.deps.Notices() })
	s.bell.Hidden = s.unread == 0
	s.add = widgets.NewMenuButton(widgets.Main, "plus", s.t("today.new"), s.kinds)
	print := widgets.NewButton(widgets.Ordinary, "print", s.t("today.print"), s.Print)
	s.head = widgets.NewScreenHead(s.t("today.title"), s.second(), s.search, s.bell, s.add, print)
	s.Root.Objects = []fyne.CanvasObject{widgets.Under(s.head, s.scroll)}
	s.Root.Refresh()
}

// second is the day, and the week of teaching in term.
func (s *Screen) second() string {
	switch {
	case s.lists.Day.IsZero():
		return ""
	case s.lists.Teaching == 0:
		return s.deps.Words.Day(s.lists.Day)
	}
	return s.t("today.second", "day", s.lists.Day, "n", s.lists.Teaching)
}

func (s *Screen) kinds() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, kind := range s.deps.Kinds() {
		items = append(items, fyne.NewMenuItem(kind.Label, func() { s.deps.Add(kind.Name) }))
	}
	return items
}

// Title implements the shell's Screen.
func (s *Screen) Title() string { return s.t("today.title") }

// FocusSearch implements the shell's Searcher.
func (s *Screen) FocusSearch() { s.deps.Find("") }

// Print prints the lists as they are shown.
func (s *Screen) Print() { s.deps.Print(s.lists) }

// AddNew implements the shell's Adder: it opens the list of what can be added.
func (s *Screen) AddNew() { widgets.ShowMenuBelow(s.add, s.kinds()) }

// Panes implements the shell's Paned.
func (s *Screen) Panes() []fyne.Focusable {
	panes := []fyne.Focusable{s.search}
	if len(s.lines) > 0 {
		panes = append(panes, s.lines[0])
	}
	return panes
}

// SetUnread shows how many notices wait in the inbox.
func (s *Screen) SetUnread(count int) {
	s.unread = count
	s.bell.SetText(strconv.Itoa(count))
	s.bell.Hidden = count == 0
	s.head.Refresh()
}

// Reload reads the lists anew. main calls it when a record changes, too.
func (s *Screen) Reload() {
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("today.title"),
		func(ctx context.Context, _ *task.Progress) (Lists, error) { return s.deps.Source.Lists(ctx) },
		func(lists Lists, err error) {
			if err != nil {
				s.fail(err)
				return
			}
			s.lists, s.read = lists, true
			s.head.SetSecond(s.second())
			s.show()
			if s.deps.Counted != nil {
				s.deps.Counted(lists.total(overdue), lists.total(dueToday))
			}
		})
}

func (s *Screen) fail(err error) {
	again := widgets.NewButton(widgets.Main, "", s.t("today.again"), s.Reload)
	s.lines = nil
	s.body.Objects = []fyne.CanvasObject{widgets.Padded(look.Gap4,
		widgets.NewErrorCard(s.t("today.failed"), s.deps.Words.Explain(err), again))}
	s.body.Refresh()
}

// show draws the lists.
func (s *Screen) show() {
	s.lines, s.body.Objects = nil, nil
	if s.lists.Assumed != nil {
		s.body.Add(s.assumedLine(*s.lists.Assumed))
	}
	if s.lists.Empty() {
		s.body.Add(widgets.NewAllWell(s.t("today.nothing"), s.next()))
		s.body.Refresh()
		return
	}
	for _, kind := range []listKind{overdue, dueToday, thisWeek, missing} {
		s.showList(kind)
	}
	s.body.Refresh()
}

// assumedLine says that dates are reckoned from a term that nobody has confirmed,
// and leads to where that is done.
func (s *Screen) assumedLine(term Term) fyne.CanvasObject {
	text := widgets.NewText(s.t("today.assumed", "term", term.Title, "from", term.Days.From, "to", term.Days.To)).Cut()
	confirm := widgets.NewSmallLink(s.t("today.assumed.confirm"), s.deps.Year)
	row := widgets.Row(look.Gap2, widgets.NewShape(look.Needed, 14), widgets.Grow(text), confirm)
	return widgets.Column(0, widgets.Sized(0, look.SectionHeight-1, widgets.Inset(0, look.Gap4, 0, look.Gap4, row)), widgets.NewRule())
}

func (s *Screen) showList(kind listKind) {
	rows := s.lists.of(kind)
	if len(rows) == 0 && kind != dueToday {
		return
	}
	role := look.Ink
	if kind == overdue {
		role = look.Red
	}
	total := s.lists.total(kind)
	count := total
	if count == 0 {
		count = -1
	}
	head := widgets.NewSectionHead(s.t(kind.title()), role, count, s.note(kind))
	shown := rows[:min(len(rows), s.limit(kind))]
	if len(shown) < len(rows) && !s.all[kind] {
		head.SetTools(widgets.NewSmallLink(s.t("today.all", "n", min(len(rows), most)), func() {
			s.all[kind] = true
			s.show()
		}))
	}
	s.body.Add(head)
	if len(rows) == 0 {
		s.body.Add(widgets.NewAllWell(s.t("today.nothing"), s.next()))
		s.body.Add(widgets.NewRule())
	}
	for _, row := range shown {
		l := newLine(row, kind.shape(), s.when(kind, row),
			func() { s.deps.Source.Open(row) }, func() { s.deps.Source.Act(row) }, s.step)
		s.lines = append(s.lines, l)
		s.body.Add(l)
	}
	if more := total - len(shown); more > 0 && s.all[kind] {
		s.body.Add(moreNote(s.t("today.more", "n", more)))
	}
}

// moreNote says at the end of a list how many rows are not shown.
func moreNote(text string) fyne.CanvasObject {
	return widgets.Sized(0, look.ControlHeight, widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.NewText(text).In(look.Muted)))
}

func (s *Screen) limit(kind listKind) int {
	if s.all[kind] {
		return most
	}
	return limits[kind]
}

// note is what stands at the right of a list's head.
func (s *Screen) note(kind listKind) string {
	switch {
	case kind == overdue:
		return s.t("today.overdue.note")
	case kind == dueToday:
		return s.deps.Words.NearDay(s.lists.Day)
	case kind == thisWeek:
		return s.t("today.week.note", "day", s.deps.Words.NearDay(s.lists.WeekEnds))
	case s.lists.MonthCloses.IsZero():
		return ""
	}
	month := s.t("today.month." + strconv.Itoa(int(s.lists.MonthCloses.Month)))
	return s.t("today.missing.note", "month", month, "day", s.deps.Words.NearDay(s.lists.MonthCloses))
}

// when is the first column: how late, or when, or how much is missing.
func (s *Screen) when(kind listKind, row Row) string {
	switch kind {
	case overdue:
		return s.t("today.late", "n", row.Late)
	case dueToday:
		return s.t("today.today")
	case thisWeek:
		return s.deps.Words.NearDay(row.Day)
	}
	if !row.Day.IsZero() {
		return s.t("today.by", "day", s.deps.Words.NearDay(row.Day))
	}
	return row.Short
}

func (s *Screen) next() string {
	if s.lists.Next == "" {
		return s.t("today.nothing.ever")
	}
	return s.t("today.next", "what", s.lists.Next, "day", s.deps.Words.NearDay(s.lists.NextDay))
}

// step moves the focus from one line to another and keeps it in view.
func (s *Screen) step(from *line, by int) {
	for n, l := range s.lines {
		to := n + by
		if l != from || to < 0 || to >= len(s.lines) {
			continue
		}
		s.deps.Window().Focus(s.lines[to])
		bringIntoView(s.scroll, s.lines[to])
	}
}

// bringIntoView scrolls to a line of a list.
func bringIntoView(scroll *container.Scroll, l *line) {
	top, bottom := l.Position().Y, l.Position().Y+l.Size().Height
	offset := scroll.Offset
	switch {
	case top < offset.Y:
		offset.Y = top
	case bottom > offset.Y+scroll.Size().Height:
		offset.Y = bottom - scroll.Size().Height
	default:
		return
	}
	scroll.ScrollToOffset(offset)
}
