package duties

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Row is one duty, in words.
type Row struct {
	ID    app.ID
	Title string
	When  string  // "Every month, on day 20"
	Next  app.Day // zero for none known
	Place string
	On    bool // the program reminds of it
	Own   bool // the school made it; the others come from the rule pack
}

// Rhythm is how a duty of the school's own recurs.
type Rhythm string

// The rhythms that can be entered.
const (
	Monthly Rhythm = "month" // on day Number of each month
	Termly  Rhythm = "term"  // by the end of week Number of each term
)

// Duty is a duty of the school's own as it is entered.
type Duty struct {
	Title  string
	Drill  bool
	Rhythm Rhythm
	Number int
	Place  string
	Owner  string
}

// Source keeps the duties. Its methods run beside the window.
type Source interface {
	Duties(ctx context.Context) ([]Row, error)
	// Add takes a new duty in; CodeInvalid with what is wrong.
	Add(ctx context.Context, duty Duty) error
	// Switch turns the reminders of a duty on or off.
	Switch(ctx context.Context, id app.ID, on bool) error
}

// Deps is what the page needs.
type Deps struct {
	Words   *words.Book
	Runner  *task.Runner
	Source  Source
	Window  func() fyne.Canvas
	Back    func()
	Changed func() // a duty was added, rested or taken up again
}

// Screen is the page.
type Screen struct {
	widgets.Page
	deps Deps
	rows *fyne.Container
	slot task.Slot
}

// New returns the page; it reads the duties when it is shown.
func New(deps Deps) *Screen {
	s := &Screen{deps: deps, rows: widgets.Column(0)}
	s.Begin(deps.Words, s.dress, s.Reload)
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

func (s *Screen) dress() {
	back := widgets.NewButton(widgets.Ordinary, "left", s.t("duties.back"), s.deps.Back)
	add := widgets.NewButton(widgets.Main, "plus", s.t("duties.new"), s.AddNew)
	head := widgets.NewScreenHead(s.t("duties.title"), s.t("duties.second"), back, add)
	s.Root.Objects = []fyne.CanvasObject{widgets.Under(widgets.Column(0, head, s.columns()), container.NewVScroll(s.rows))}
	s.Root.Refresh()
}

func (s *Screen) columns() fyne.CanvasObject {
	return line(widgets.NewCaption(s.t("duties.col.title")), widgets.NewCaption(s.t("duties.col.when")),
		widgets.NewCaption(s.t("duties.col.next")), widgets.NewCaption(s.t("duties.col.place")), widgets.NewCaption(s.t("duties.col.on")))
}

// Title implements the shell's Screen.
func (s *Screen) Title() string { return s.t("duties.title") }

// Close implements the shell's Closer.
func (s *Screen) Close() { s.Deafen() }

// Reload reads the duties anew.
func (s *Screen) Reload() {
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("duties.title"),
		func(ctx context.Context, _ *task.Progress) ([]Row, error) { return s.deps.Source.Duties(ctx) },
		func(rows []Row, err error) {
			if err != nil {
				s.rows.Objects = []fyne.CanvasObject{widgets.Padded(look.Gap4, widgets.NewErrorCard(s.t("duties.failed"), s.deps.Words.Explain(err)))}
				s.rows.Refresh()
				return
			}
			s.show(rows)
		})
}

func (s *Screen) show(rows []Row) {
	objects := make([]fyne.CanvasObject, 0, len(rows))
	for _, row := range rows {
		title := widgets.NewStrong(row.Title).Cut()
		role := look.Ink
		if !row.On {
			role = look.Muted
		}
		on := widgets.NewCheck(s.t("duties.on"), row.On, func(on bool) { s.turn(row.ID, on) })
		objects = append(objects, line(title, widgets.NewText(row.When).In(role).Cut(), widgets.NewText(s.deps.Words.Day(row.Next)).In(role),
			widgets.NewText(row.Place).In(look.Muted).Cut(), on))
	}
	s.rows.Objects = objects
	if len(rows) == 0 {
		s.rows.Objects = []fyne.CanvasObject{widgets.NewEmptyState("drill", s.t("duties.none"), s.t("duties.none.text"), nil)}
	}
	s.rows.Refresh()
}

func (s *Screen) turn(id app.ID, on bool) {
	s.write(func(ctx context.Context) error { return s.deps.Source.Switch(ctx, id, on) }, func(err error) {
		if err != nil {
			widgets.TellError(s.deps.Window(), s.deps.Words, s.t("duties.failed"), err)
		}
	})
}

// write changes something beside the window and reads anew; done hears how it went.
func (s *Screen) write(change func(ctx context.Context) error, done func(error)) {
	task.Run(s.deps.Runner, context.Background(), s.t("duties.title"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) { return struct{}{}, change(ctx) },
		func(_ struct{}, err error) {
			done(err)
			if err == nil {
				s.Reload()
				s.deps.Changed()
			}
		})
}
