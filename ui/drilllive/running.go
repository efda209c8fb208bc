package drilllive

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// mostKeys is how many marks have a figure of their own.
const mostKeys = 9

// running is the view of a drill that runs.
type running struct {
	screen *Screen
	deps   *Deps
	book   *words.Book
	model  *model
	keeper *keeper
	object fyne.CanvasObject
	halt   func() // stops the seconds
	ending bool
	again  string // the mark that the next press moves, because one press said that it is set

	clock   clock
	since   *widgets.Text
	bars    []*targetBar
	barred  []int // the marks that the bars show
	next    *widgets.Button
	undoing *widgets.Button
	marks   []*markRow
	slim    bool // made for a narrow window
	pages   *pages
	totals  *totals
	grid    *grid
	chosen  *chosenClass
	message *widgets.Text
	notice  *fyne.Container // around message in a narrow window: there while there is one
	report  *lineEntry
	side    *side
	saved   *widgets.Text
	foot    *fyne.Container
}

func newRunning(s *Screen, log drill.Live) *running {
	d := drill.FromValues(s.sheet.Entry.Values)
	r := &running{
		screen: s, deps: &s.deps, book: s.deps.Words, halt: func() {},
		model:  newModel(s.sheet.Kind, d.Roll, log, s.deps.Source.Now()),
		keeper: &keeper{runner: s.deps.Runner, source: s.deps.Source, id: s.id, name: s.t("live.saving")},
	}
	r.keeper.changed = r.showSaved
	r.keeper.ended = func() { s.deps.Ended(s.id) }
	r.dress()
	return r
}

func (r *running) t(key string, pairs ...any) string { return r.book.T(key, pairs...) }

// begin starts the drill and gives the alarm at a moment.
func (r *running) begin(now drill.Instant) {
	r.enterAt(drill.Event{Kind: drill.EventStart}, now)
	if len(r.model.kind.Marks) > 0 {
		r.enterAt(drill.Event{Kind: drill.EventMark, Mark: r.model.kind.Marks[0].Name}, now)
	}
	r.tick()
}

// resume goes on with a drill that runs already.
func (r *running) resume() {
	events := r.model.log.Events
	if r.model.state.Ended {
		r.ending = true
		r.keeper.finishEnd(events[len(events)-1])
		r.show()
		return
	}
	key := "live.resumed"
	if r.model.state.Wall {
		key = "live.resumed.wall"
	}
	r.say(r.t(key, "time", r.book.Time(r.model.log.Started().Time), "n", len(events)), false)
	r.tick()
}

// stop ends the counting of seconds.
func (r *running) stop() { r.halt() }

// tick shows the time and waits for the next full second.
func (r *running) tick() {
	r.halt()
	if r.model.state.Ended {
		return
	}
	r.model.tick(r.deps.Source.Now())
	r.showTime()
	rest := time.Second - r.model.state.Elapsed%time.Second
	r.halt = r.deps.Runner.After(rest, r.tick)
}

// enter answers a key: the event is in the state at once, and on its way to the disk.
func (r *running) enter(e drill.Event) bool { return r.enterAt(e, r.deps.Source.Now()) }

func (r *running) enterAt(e drill.Event, now drill.Instant) bool {
	if r.ending {
		return false
	}
	kept, err := r.model.enter(e, now)
	if err != nil {
		r.say(r.book.Explain(err), true)
		return false
	}
	r.keeper.keep(kept)
	r.again = ""
	r.unsay()
	r.show()
	return true
}

// dress makes the view in the chosen language, for the room that the window has.
func (r *running) dress() {
	r.slim = r.deps.narrow()
	report, note, chosen := "", "", -1
	if r.report != nil { // what was begun goes on
		report, note, chosen = r.report.Text, r.side.entry.Text, r.grid.chosen
	}
	r.next = widgets.NewButton(widgets.Main, "flag", "", r.tapped(r.markNext)).Tall(48).Trailing("")
	r.undoing = widgets.NewButton(widgets.Quiet, "undo", r.t("live.undo"), r.tapped(r.undo))
	r.message = widgets.NewNote("")
	r.notice = widgets.Inset(look.Gap1, look.Gap2, 0, look.Gap2, r.message)
	r.notice.Hidden = true
	r.saved = widgets.NewCaption("")
	r.totals = newTotals(r.book, r.slim)
	r.grid = newGrid(gridHooks{
		all: r.allPresent, count: r.present, missing: r.askMissing, moved: r.showRoll, leave: func() { r.screen.escape() },
		pass: func(shortcut fyne.Shortcut) { r.hear(shortcut) },
	})
	r.grid.chosen = chosen
	r.chosen = newChosenClass(r)
	r.report = newLineEntry(r.t("live.report.hint"), r.submitReport, r.hear)
	r.report.goOn(report)
	r.report.OnChanged = r.searchClass
	r.report.OnKey = r.reportKey
	r.side = newSide(r)
	r.side.entry.goOn(note)
	r.pages = &pages{r: r}
	if r.slim {
		r.dressNarrow()
	} else {
		r.dressWide()
	}
	r.show()
	r.showTime()
	r.showSaved()
}

// dressWide puts everything side by side.
func (r *running) dressWide() {
	parts := r.clockParts(clockText, widgets.Inset(look.Gap1, 0, look.Gap1, 0, container.New(yielding{}, r.next)))
	head := widgets.Row(look.Gap2, widgets.NewStrong(r.t("live.marks")), widgets.Stretch(), r.undoing)
	parts = append(parts, head, r.markList())
	body := widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, widgets.Column(look.Gap2, parts...))
	column := widgets.Fill(look.Paper, widgets.Beside(container.NewVScroll(body), widgets.NewUpright()))
	edge := widgets.Fill(look.Rule, widgets.Inset(0, 0, 0, 1, r.side.object)) // a thin line at its left
	r.object = container.New(r.frame(), r.roll(), column, edge, r.footLine(), r.head())
}

// dressNarrow leaves clock and targets in sight, and lets the rest share one place.
func (r *running) dressNarrow() {
	parts := r.clockParts(smallClock, container.New(yielding{}, r.next))
	body := widgets.Inset(look.Gap1, look.Gap3, look.Gap1, look.Gap3, widgets.Column(look.Gap1, parts...))
	column := widgets.Fill(look.Paper, widgets.Beside(container.NewVScroll(body), widgets.NewUpright()))
	marks := container.NewVScroll(widgets.Inset(look.Gap2, look.Gap4, look.Gap2, look.Gap4, r.markList()))
	r.pages = newPages(r, r.undoing, r.roll(), marks, r.side.object)
	r.object = container.New(r.frame(), r.pages.object, column, r.footLine(), r.head())
}

// frame lays the view out, and makes it anew when the window has become narrow or wide.
func (r *running) frame() fyne.Layout { return &frame{narrow: r.slim, outgrown: r.screen.outgrown} }

// hear does what a shortcut of the view asks for.
func (r *running) hear(shortcut fyne.Shortcut) bool {
	for _, c := range r.screen.Commands() {
		if c.Shortcut.ShortcutName() == shortcut.ShortcutName() {
			c.Do()
			return true
		}
	}
	return false
}

func (r *running) head() fyne.CanvasObject {
	d := drill.FromValues(r.screen.sheet.Entry.Values)
	now := r.deps.Source.Now().Time
	name := widgets.NewTitle(nameOf(r.book, r.model.kind, d)).Cut()
	second := widgets.NewText(r.screen.sheet.Entry.Number + "  " + r.book.Day(app.DayOf(now))).In(look.Muted).Cut()
	end := widgets.NewButton(widgets.Grave, "stop", r.t("live.end"), func() {
		r.keysBack() // for when it goes on
		r.askEnd()
	})
	row := widgets.Row(look.Gap3, badge(r.t("live.badge")), widgets.Grow(container.New(headline{}, name, second, toldMark(r.book, r.model.kind, d.Told, now))), end)
	return widgets.Fill(look.Ground, widgets.Column(0, widgets.Grow(widgets.Inset(0, look.Gap4, 0, look.Gap4, row)), widgets.NewRule()))
}

// clockParts are the clock, the marks that have a target, and the button of the next
// mark: in sight without scrolling also where there is little room.
func (r *running) clockParts(size float32, next fyne.CanvasObject) []fyne.CanvasObject {
	r.clock, r.since = newClock(size), widgets.NewCaption("").Align(fyne.TextAlignCenter)
	parts := []fyne.CanvasObject{r.clock.Text, r.since}
	if r.slim {
		parts = append(parts, next)
	}
	r.bars, r.barred = nil, nil
	for i, s := range r.model.state.Marks {
		if s.Mark.Target == 0 {
			continue
		}
		bar := newTargetBar(markTitle(r.book, s.Mark))
		r.bars, r.barred = append(r.bars, bar), append(r.barred, i)
		parts = append(parts, widgets.Inset(look.Gap1, 0, 0, 0, bar))
		if !r.slim {
			parts = append(parts, widgets.NewRule())
		}
	}
	if r.slim {
		for _, bar := range r.bars {
			bar.brief = len(r.bars) > mostFullBars
		}
		return parts
	}
	return append(parts, next)
}

// mostFullBars is how many targets a narrow window shows with their words under them.
const mostFullBars = 2

// markList is all marks, each with its key and its time.
func (r *running) markList() fyne.CanvasObject {
	list := widgets.Column(0)
	r.marks = nil
	for i := range r.model.state.Marks {
		row := newMarkRow(r.tapped(func() { r.markAt(i) }))
		r.marks = append(r.marks, row)
		list.Add(row)
	}
	return list
}

// roll is the class roll with the entry under it.
func (r *running) roll() fyne.CanvasObject {
	enter := widgets.NewButton(widgets.Ordinary, "", r.t("live.report.enter"), r.tapped(func() {
		if r.submitReport(r.report.Text) {
			r.report.SetText("")
		}
	}))
	line := widgets.Row(look.Gap2, widgets.Grow(r.report), enter)
	if r.slim {
		body := widgets.Column(look.Gap2, r.totals, widgets.Grow(r.grid), r.chosen, line)
		return widgets.Inset(look.Gap2, look.Gap2, look.Gap2, look.Gap2, body)
	}
	foot := widgets.Column(look.Gap2, widgets.Sized(0, 32, r.message), r.chosen, line)
	body := widgets.Column(look.Gap3, r.totals, widgets.Grow(r.grid), foot)
	return widgets.Fill(look.Paper, widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, body))
}

// hintGap parts the hints of the foot.
const hintGap = "     "

func (r *running) footLine() fyne.CanvasObject {
	hints := container.New(whole{gap: look.Gap4})
	for _, hint := range strings.Split(r.t("live.hints"), hintGap) {
		hints.Add(widgets.NewCaption(hint))
	}
	r.foot = widgets.Row(look.Gap4, widgets.Grow(hints), r.saved)
	return widgets.Fill(look.Ground, widgets.Column(0, widgets.NewRule(), widgets.Grow(widgets.Inset(0, look.Gap4, 0, look.Gap4, r.foot))))
}

// nameOf is what a drill is called: by its own name, or as its kind is. What the kind
// says itself was written in the language of that day, and is said in the one of today.
func nameOf(book *words.Book, kind drill.Kind, d drill.Drill) string {
	return cmp.Or(kind.Translate(d.Name, book.Lang()), book.Text(kind.Title), d.Kind)
}

// markTitle is the name of a mark: the kind's, the program's, or the bare word.
func markTitle(book *words.Book, m drill.MarkKind) string {
	if title := book.Text(m.Title); title != "" {
		return title
	}
	if key := "live.mark." + m.Name; book.Has(key) {
		return book.T(key)
	}
	return m.Name
}

// keyOf is the figure that sets a mark, "" for those that have none.
func keyOf(mark int) string {
	if mark >= mostKeys {
		return ""
	}
	return strconv.Itoa(mark + 1)
}
