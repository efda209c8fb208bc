package bundles

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Service makes bundles; *bundle.Service is one. All but Profiles are called beside
// the window.
type Service interface {
	Profiles() []bundle.Profile
	Preview(ctx context.Context, r bundle.Request) (bundle.Preview, error)
	Missing(ctx context.Context, p bundle.Profile, period app.Period, today app.Day) (bundle.Completeness, error)
	Make(ctx context.Context, who app.Actor, r bundle.Request, path string, progress bundle.Progress) (bundle.Made, error)
	Sent(ctx context.Context) ([]bundle.Sent, error)
	TakeReceipt(ctx context.Context, who app.Actor, file []byte) (bundle.Receipted, error)
	CheckFile(ctx context.Context, path, identity string) (bundle.Report, error)
	// Answer writes the receipt for a bundle that was checked, beside its file.
	Answer(ctx context.Context, who app.Actor, about bundle.Report, decision bundle.Decision, note, path string) (string, error)
	// Trust remembers whose key that is.
	Trust(ctx context.Context, who app.Actor, owner, key string) error
}

// Deps is what the screen needs.
type Deps struct {
	Words   *words.Book
	Runner  *task.Runner
	Clock   app.Clock
	Actor   func() app.Actor
	Service Service
	Memory  widgets.Memory // remembers the recipient
	Window  func() fyne.Canvas

	OpenGap    func(bundle.Gap)               // the door beside a gap
	PrintCover func(bundle.Cover)             // shows the preview of the cover
	PickFolder func(picked func(path string)) // where the bundle goes
	PickFile   func(picked func(path string)) // a receipt, or a bundle to check
	Reveal     func(path string)              // opens the folder of a file
}

// recent is how many periods are offered.
const recent = 13

// memoryRecipient is the key under which the recipient is remembered.
const memoryRecipient = "bundles.recipient"

// state is what the screen shows: flat, made beside the window.
type state struct {
	profile bundle.Profile
	period  app.Period
	due     app.Day
	missing bundle.Completeness
	preview bundle.Preview
}

// Screen is the month end.
type Screen struct {
	deps    Deps
	root    *fyne.Container
	request bundle.Request
	state   state
	read    bool
	visible bool
	slot    task.Slot
	work    *task.Task // making a bundle

	head                  *widgets.ScreenHead
	periods               *widgets.Select
	gaps, figures, sendUp *fyne.Container
	gapHead               *columnHead
	goUp                  *widgets.Button
	progress              *widgets.ProgressLine
	dialog                *widgets.Dialog
}

// New returns the screen; it reads when it is shown.
func New(deps Deps) *Screen {
	s := &Screen{deps: deps, root: container.NewStack()}
	if profiles := deps.Service.Profiles(); len(profiles) > 0 {
		s.request.Recipient = profiles[0].Name
		for _, p := range profiles {
			if p.Name == deps.Memory.Recall(memoryRecipient) {
				s.request.Recipient = p.Name
			}
		}
	}
	s.request.Period = s.profile().Period(s.today())
	s.dress()
	deps.Words.Listen(func() {
		s.dress()
		if s.visible {
			s.Reload()
		}
	})
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

func (s *Screen) today() app.Day { return app.DayOf(s.deps.Clock.Now()) }

func (s *Screen) profile() bundle.Profile {
	for _, p := range s.deps.Service.Profiles() {
		if p.Name == s.request.Recipient {
			return p
		}
	}
	return bundle.Profile{Span: bundle.Monthly, Due: bundle.Due{Day: 31}}
}

// dress makes the screen in the chosen language.
func (s *Screen) dress() {
	s.periods = widgets.NewSelect("", s.periodOptions(), bundle.PeriodCode(s.request.Period), s.choosePeriod).Wide(152)
	before := widgets.NewButton(widgets.Ordinary, "hist", s.t("bundles.before"), s.ShowSent)
	s.head = widgets.NewScreenHead(s.t("bundles.title"), s.second(), s.periods, before)
	s.gapHead = newColumnHead(s.t("bundles.missing"))
	s.gaps, s.figures, s.sendUp = widgets.Column(0), widgets.Column(0), widgets.Column(0)
	s.goUp, s.progress = nil, nil
	left := widgets.Sized(384, 0, widgets.Under(s.gapHead, container.NewVScroll(s.gaps)))
	middle := widgets.Under(newColumnHead(s.t("bundles.figures")), container.NewVScroll(s.figures))
	right := widgets.Sized(304, 0, widgets.Under(newColumnHead(s.t("bundles.goesUp")), s.sendUp))
	body := widgets.Panes(leastFigures, widgets.GoesAbove, left, middle, right)
	s.root.Objects = []fyne.CanvasObject{widgets.Fill(look.Paper, widgets.Under(s.head, body))}
	if s.read {
		s.show()
	}
	s.root.Refresh()
}

// second says period and due day.
func (s *Screen) second() string {
	due := s.profile().DueDay(s.request.Period)
	return s.t("bundles.second", "period", s.periodName(s.request.Period), "day", s.deps.Words.NearDay(due))
}

func (s *Screen) periodOptions() []widgets.Option {
	list := s.profile().Recent(s.today(), recent)
	options := make([]widgets.Option, len(list))
	for i, period := range list {
		options[i] = widgets.Option{Value: bundle.PeriodCode(period), Label: s.periodName(period)}
	}
	return options
}

// periodName writes a month as "November 2026" and anything else as its days.
func (s *Screen) periodName(p app.Period) string {
	if p.From != p.From.FirstOfMonth() || p.To != p.From.LastOfMonth() {
		return bundle.PeriodCode(p)
	}
	return s.t("bundles.month.long", "month", s.t("bundles.month."+strconv.Itoa(int(p.From.Month))), "year", p.From.Year)
}

// shortName is the name of a period over a column of figures.
func (s *Screen) shortName(p app.Period, key string) string {
	if p.From != p.From.FirstOfMonth() || p.To != p.From.LastOfMonth() {
		return bundle.PeriodCode(p)
	}
	return s.t(key, "month", s.t("bundles.mon."+strconv.Itoa(int(p.From.Month))), "year", p.From.Year)
}

func (s *Screen) choosePeriod(code string) {
	for _, period := range s.profile().Recent(s.today(), recent) {
		if bundle.PeriodCode(period) == code {
			s.request.Period = period
		}
	}
	s.head.SetSecond(s.second())
	s.Reload()
}

func (s *Screen) chooseRecipient(name string) {
	s.request.Recipient = name
	s.request.Basis, s.request.Document, s.request.Seal = "", "", ""
	s.deps.Memory.Remember(memoryRecipient, name)
	s.request.Period = s.profile().Period(s.request.Period.To)
	s.periods.SetOptions(s.periodOptions())
	s.periods.SetValue(bundle.PeriodCode(s.request.Period))
	s.head.SetSecond(s.second())
	s.Reload()
}

// Title implements the shell's Screen.
func (s *Screen) Title() string { return s.t("bundles.title") }

// Object implements the shell's Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Shown implements the shell's Screen.
func (s *Screen) Shown() {
	s.visible = true
	s.Reload()
}

// Hidden implements the shell's Screen.
func (s *Screen) Hidden() { s.visible = false }

// Unsaved implements the shell's Screen: while a bundle is being made, closing asks.
func (s *Screen) Unsaved() bool { return s.work != nil && !s.work.Ended() }

// Print implements the shell's Printer: it prints the cover.
func (s *Screen) Print() {
	if s.read {
		s.deps.PrintCover(s.state.preview.Cover)
	}
}

// Panes implements the shell's Paned.
func (s *Screen) Panes() []fyne.Focusable {
	panes := []fyne.Focusable{s.periods}
	if s.goUp != nil {
		panes = append(panes, s.goUp)
	}
	return panes
}

// Reload implements the shell's Refresher: it reads everything anew.
func (s *Screen) Reload() {
	request, profile, today := s.request, s.profile(), s.today()
	request.Lang = s.deps.Words.Lang()
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("bundles.title"),
		func(ctx context.Context, _ *task.Progress) (state, error) {
			return s.gather(ctx, profile, request, today)
		},
		func(now state, err error) {
			if err != nil {
				s.fail(err)
				return
			}
			s.state, s.read = now, true
			s.show()
		})
}

// gather reads what the screen shows; it runs beside the window.
func (s *Screen) gather(ctx context.Context, p bundle.Profile, r bundle.Request, today app.Day) (state, error) {
	now := state{profile: p, period: r.Period, due: p.DueDay(r.Period)}
	var err error
	if now.missing, err = s.deps.Service.Missing(ctx, p, r.Period, today); err != nil {
		return state{}, err
	}
	now.preview, err = s.deps.Service.Preview(ctx, r)
	return now, err
}

func (s *Screen) fail(err error) {
	again := widgets.NewButton(widgets.Main, "", s.t("bundles.again"), s.Reload)
	s.gaps.Objects = []fyne.CanvasObject{widgets.Padded(look.Gap4, widgets.NewErrorCard(s.t("bundles.failed"), s.deps.Words.Explain(err), again))}
	s.figures.Objects, s.sendUp.Objects, s.goUp = nil, nil, nil
	for _, box := range []*fyne.Container{s.gaps, s.figures, s.sendUp} {
		box.Refresh()
	}
}

// show draws the three columns.
func (s *Screen) show() {
	s.showGaps()
	s.showFigures()
	s.showSendUp()
}
