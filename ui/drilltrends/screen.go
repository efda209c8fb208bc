package drilltrends

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Book is what is known of the drills over the years.
type Book struct {
	Trends   drill.Trends
	Calendar *calendar.Calendar
	Today    app.Day
}

// Source reads the drills, beside the window.
type Source interface {
	Trends(ctx context.Context) (Book, error)
}

// Choice is what is looked at.
type Choice struct {
	Kind  string // name of the kind
	Mark  string // the measure
	Years int    // how many school years, that of today the last; 0 for all
}

// Host is the frame of the window; *shell.Shell is one.
type Host interface {
	Canvas() fyne.Canvas
	RefreshMenu()
}

// Deps is what the screen needs.
type Deps struct {
	Words  *words.Book
	Runner *task.Runner
	Source Source
	Host   Host
	Memory widgets.Memory
	Back   func()
	Open   func(id app.ID)     // shows the record of a drill
	Print  func(choice Choice) // shows the paper of a kind over the years
}

// Where the memory keeps what was looked at last.
const (
	kindKey  = "drilltrends.kind"
	markKey  = "drilltrends.mark"
	yearsKey = "drilltrends.years"
)

// Screen is the page of the trends.
type Screen struct {
	widgets.Page
	deps    Deps
	read    bool
	arrived bool // the keyboard belongs to the chart as soon as there is one
	book    Book
	choice  Choice
	trend   drill.Trend // what is shown
	loading task.Slot

	chart *widgets.Chart
	said  *widgets.Text // the drill under the cursor, in words
	table *widgets.DataTable[row]
	page  *fyne.Container // of all these
	sight *container.Scroll
}

var (
	_ shell.Screen    = (*Screen)(nil)
	_ shell.Closer    = (*Screen)(nil)
	_ shell.Printer   = (*Screen)(nil)
	_ shell.Paned     = (*Screen)(nil)
	_ shell.Refresher = (*Screen)(nil)
	_ shell.Commander = (*Screen)(nil)
)

// New returns the page; it reads when it is shown.
func New(deps Deps) *Screen {
	s := &Screen{deps: deps}
	years, err := strconv.Atoi(deps.Memory.Recall(yearsKey))
	if err != nil || !slices.Contains(spans, years) {
		years = 0
	}
	s.choice = Choice{Kind: deps.Memory.Recall(kindKey), Mark: deps.Memory.Recall(markKey), Years: years}
	s.chart, s.said, s.page = widgets.NewChart(widgets.ChartWords{}), widgets.NewParagraph(""), container.NewStack() // no page yet
	s.chart.OnCursor = s.tellPoint
	s.chart.OnOpen = func(key string) { deps.Open(app.ID(key)) }
	s.table = widgets.NewDataTable("drilltrends", deps.Memory, s.columns())
	s.table.OnOpen = s.chart.OnOpen
	s.chart.OnFocus = func(focused bool) {
		if focused {
			s.reveal(chartPlace)
		}
	}
	s.table.OnSelect = func(key string) {
		s.reveal(tablePlace)
		s.chart.Select(key)
		s.tellPoint(s.chart.Shown())
	}
	s.Begin(deps.Words, s.dress, s.Reload)
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// Title implements shell.Screen.
func (s *Screen) Title() string { return s.t("trends.title") }

// Shown implements shell.Screen.
func (s *Screen) Shown() {
	s.arrived = true
	s.Page.Shown()
}

// Close implements shell.Closer.
func (s *Screen) Close() { s.Deafen() }

// Print implements shell.Printer.
func (s *Screen) Print() {
	if len(s.trend.Points) > 0 {
		s.deps.Print(s.choice)
	}
}

// Panes implements shell.Paned.
func (s *Screen) Panes() []fyne.Focusable {
	if len(s.trend.Points) == 0 {
		return nil
	}
	return []fyne.Focusable{s.chart, s.table}
}

// Commands implements shell.Commander: the record menu opens the drill under the
// cursor, and goes through kinds and measures.
func (s *Screen) Commands() []shell.Command {
	possible := func() bool { return len(s.trend.Points) > 0 }
	return []shell.Command{
		{Menu: shell.RecordMenu, Group: 1, Key: "trends.open", Shortcut: widgets.Ctrl(fyne.KeyO), Possible: possible, Do: func() {
			if at := s.chart.Shown(); at >= 0 {
				s.deps.Open(s.trend.Points[at].ID)
			}
		}},
		{Menu: shell.ViewMenu, Group: 3, Key: "trends.next-kind", Shortcut: shell.FunctionKey(fyne.KeyF2), Possible: possible, Do: s.nextKind},
		{Menu: shell.ViewMenu, Group: 3, Key: "trends.next-mark", Shortcut: shell.FunctionKey(fyne.KeyF3), Possible: possible, Do: s.nextMark},
	}
}

// Reload reads the drills anew.
func (s *Screen) Reload() {
	task.Latest(s.deps.Runner, &s.loading, context.Background(), s.t("trends.title"),
		func(ctx context.Context, _ *task.Progress) (Book, error) { return s.deps.Source.Trends(ctx) },
		func(book Book, err error) {
			if err != nil {
				s.show(widgets.Padded(look.Gap4, widgets.NewErrorCard(s.t("trends.failed"), s.deps.Words.Explain(err))))
				return
			}
			s.read, s.book = true, book
			s.dress()
			if panes := s.Panes(); s.arrived && len(panes) > 0 && !widgets.DialogOpen(s.deps.Host.Canvas()) {
				s.deps.Host.Canvas().Focus(panes[0])
			}
			s.arrived = false
			s.deps.Host.RefreshMenu()
		})
}

// show puts something under the head of the page.
func (s *Screen) show(body fyne.CanvasObject) {
	tools := []fyne.CanvasObject{widgets.NewButton(widgets.Ordinary, "left", s.t("trends.back"), s.deps.Back)}
	if len(s.trend.Points) > 0 {
		tools = append(tools, widgets.NewButton(widgets.Main, "print", s.t("trends.print"), s.Print))
	}
	head := widgets.NewScreenHead(s.t("trends.title"), s.t("trends.second"), tools...)
	s.Root.Objects = []fyne.CanvasObject{widgets.Under(head, body)}
	s.Root.Refresh()
}

// dress draws everything anew.
func (s *Screen) dress() {
	if !s.read {
		s.show(widgets.Padded(look.Gap4, widgets.NewText(s.t("trends.reading")).In(look.Muted)))
		return
	}
	s.settle()
	if s.trend.Kind == "" {
		s.show(widgets.NewEmptyState("drill", s.t("trends.empty"), s.t("trends.empty.text"), nil))
		return
	}
	s.chart.SetWords(s.chartWords())
	s.chart.Set(s.chartPoints(), s.chartSpans())
	s.table.SetColumns(s.columns())
	s.table.SetRows(s.tableRows(), nil)
	s.tellPoint(s.chart.Shown())
	if len(s.trend.Points) == 0 {
		none := widgets.NewEmptyState("drill", s.t("trends.none"), s.t("trends.none.text"),
			widgets.NewButton(widgets.Ordinary, "", s.t("trends.years.0"), func() { s.choose(Choice{s.choice.Kind, s.choice.Mark, 0}) }))
		s.show(widgets.Under(widgets.Padded(look.Gap4, s.choosers()), none))
		return
	}
	above := widgets.Inset(look.Gap3, look.Gap4, look.Gap2, look.Gap4, widgets.Column(look.Gap3, s.choosers(), s.figures()))
	said := widgets.Inset(look.Gap2, look.Gap4, look.Gap2, look.Gap4, s.said)
	chart := widgets.Inset(0, look.Gap2, 0, look.Gap2, s.chart)
	s.page = container.New(&pageLayout{taller: func() { s.deps.Runner.Do(s.sight.Refresh) }}, above, chart, said, s.table)
	s.sight = container.NewVScroll(s.page)
	s.show(s.sight)
}

// The places of chart and table on the page.
const (
	chartPlace = 1
	tablePlace = 3
)

// reveal scrolls until a part of the page is in sight, its top in any case.
func (s *Screen) reveal(place int) {
	if place >= len(s.page.Objects) {
		return
	}
	part, room := s.page.Objects[place], s.sight.Size().Height
	top, bottom := part.Position().Y, part.Position().Y+part.Size().Height
	if top < s.sight.Offset.Y || bottom > s.sight.Offset.Y+room {
		s.sight.ScrollToOffset(fyne.NewPos(0, max(0, min(top, bottom-room))))
	}
}
