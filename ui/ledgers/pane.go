package ledgers

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// paneHooks are what the pane asks of the screen around it. Those that are nil are
// not offered.
type paneHooks struct {
	changed func()            // the record was moved on
	edit    func(d *detail)   // open the form
	history func(id app.ID)   // show the whole history
	print   func(form string) // print a form of the record
	loaded  func(d *detail)   // another record is shown
	gone    func()            // the record is there no more
}

// pane shows one record: what, where, who, until when, the next steps as buttons,
// its way through the loop, photos and the newest of its history.
type pane struct {
	deps    *Deps
	hooks   paneHooks
	id      app.ID
	detail  *detail
	away    bool // the record is no longer in the list beside the pane
	loading task.Slot
	first   *widgets.Button // where the keyboard enters
	body    *fyne.Container
	scroll  *container.Scroll
	object  fyne.CanvasObject
}

// historyShown is how many events of the history stand in the pane.
const historyShown = 3

func newPane(deps *Deps, hooks paneHooks) *pane {
	p := &pane{deps: deps, hooks: hooks, body: widgets.Column(look.Gap2)}
	p.scroll = container.NewVScroll(widgets.Inset(look.Gap2, look.Gap4, look.Gap2, look.Gap4, p.body))
	p.object = widgets.Fill(look.Paper, p.scroll)
	return p
}

func (p *pane) t(key string, pairs ...any) string { return p.deps.Words.T(key, pairs...) }

// open shows a record.
func (p *pane) open(id app.ID) {
	p.id = id
	loadDetail(p.deps, &p.loading, id, func(d *detail, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.show(d)
	})
}

// reload reads the record anew, after it or the language changed.
func (p *pane) reload() {
	if p.id != "" {
		p.open(p.id)
	}
}

// clear shows nothing.
func (p *pane) clear() {
	p.loading.Drop()
	p.id, p.detail, p.first = "", nil, nil
	p.body.RemoveAll()
	p.body.Refresh()
}

// fail says why the record cannot be shown. One that is gone leaves an empty pane.
func (p *pane) fail(err error) {
	if app.CodeOf(err) == app.CodeNotFound {
		p.clear()
		if p.hooks.gone != nil {
			p.hooks.gone()
		}
		return
	}
	p.detail, p.first = nil, nil
	p.body.RemoveAll()
	p.body.Add(widgets.NewErrorCard(p.t("ledgers.open.failed"), p.deps.Words.Explain(err)))
	p.body.Refresh()
}

// sayAway says that the record is no longer in the list beside the pane, or takes that
// back.
func (p *pane) sayAway(away bool) {
	if away == p.away {
		return
	}
	p.away = away
	if p.detail != nil && p.detail.entry.ID == p.id {
		p.show(p.detail)
	}
}

func (p *pane) show(d *detail) {
	other := p.detail == nil || p.detail.entry.ID != d.entry.ID
	p.detail = d
	p.body.Objects = p.parts(d)
	p.body.Refresh()
	p.scroll.Refresh()
	if other {
		p.scroll.ScrollToTop()
	}
	if p.hooks.loaded != nil {
		p.hooks.loaded(d)
	}
}

func (p *pane) parts(d *detail) []fyne.CanvasObject {
	number := widgets.NewSection(d.entry.Number)
	top := widgets.Row(look.Gap2, number, widgets.Stretch())
	if d.state.Text != "" {
		top.Add(widgets.NewStateMark(d.state.Shape, d.state.Text).Bold())
	}
	parts := []fyne.CanvasObject{widgets.Sized(0, 32, top)}
	if p.away {
		parts = append(parts, p.awayPart())
	}
	if d.text != "" {
		parts = append(parts, widgets.NewParagraph(d.text))
	}
	parts = append(parts, factGrid(d.facts), p.buttons(d))
	if len(d.stations) > 0 {
		parts = append(parts, widgets.Inset(look.Gap1, 0, 0, 0, widgets.NewSection(p.t("ledgers.steps"))), widgets.NewStations(d.stations))
	}
	if grid := p.photoGrid(d); grid != nil {
		parts = append(parts, grid)
	}
	if sent := p.sentPart(d); sent != nil {
		parts = append(parts, sent)
	}
	return append(parts, widgets.NewRule(), p.historyPart(d))
}

// awayPart says that the list no longer has the record.
func (p *pane) awayPart() fyne.CanvasObject {
	sign := container.NewVBox(widgets.NewIcon("info", look.Ink, 16))
	row := container.NewBorder(nil, nil, widgets.Inset(0, look.Gap2, 0, 0, sign), nil, widgets.NewParagraph(p.t("ledgers.away")))
	return widgets.Fill(look.BlueTint, widgets.Inset(look.Gap2, look.Gap2, look.Gap2, look.Gap2, row))
}

// factGrid lays facts out in two columns, label over value.
func factGrid(facts []fact) fyne.CanvasObject {
	column := widgets.Column(look.Gap2)
	var left fyne.CanvasObject
	flush := func() {
		if left != nil {
			column.Add(container.NewGridWithColumns(2, left, widgets.Column(0)))
			left = nil
		}
	}
	for _, f := range facts {
		cell := factCell(f)
		switch {
		case f.wide:
			flush()
			column.Add(cell)
		case left == nil:
			left = cell
		default:
			column.Add(container.NewGridWithColumns(2, left, cell))
			left = nil
		}
	}
	flush()
	return column
}

func factCell(f fact) fyne.CanvasObject {
	var value fyne.CanvasObject = widgets.NewParagraph(f.value)
	if f.shape != look.NoShape {
		value = widgets.NewStateMark(f.shape, f.value)
	}
	return widgets.Column(0, widgets.NewCaption(f.label).Cut(), value)
}

// buttons are the next steps, the first one as the main one. Those of the straight
// way are always seen; of the others as many as find room, the rest stands in the
// menu behind the last button.
func (p *pane) buttons(d *detail) fyne.CanvasObject {
	more := widgets.NewMenuButton(widgets.Ordinary, "", p.t("ledgers.more"), nil)
	line := &stepLine{row: widgets.NewFlow(look.Gap2, look.Gap2), room: look.Px(paneWide-2*look.Gap4) - more.MinSize().Width}
	if len(d.moves) == 0 && p.hooks.edit != nil {
		line.row.Add(widgets.NewButton(widgets.Ordinary, "pen", p.t("ledgers.edit"), func() { p.hooks.edit(d) }))
	}
	actions := p.actions(d)
	for _, a := range actions {
		kind := widgets.Ordinary
		if a.Main {
			kind = widgets.Main
			line.main = true
		}
		line.add(widgets.NewButton(kind, a.Icon, a.Word, a.Do))
	}
	for i, move := range d.moves {
		if !left(move, actions) {
			p.addMove(line, d, move, i == 0)
		}
	}
	more.OnTapped = func() { widgets.ShowMenuBelow(more, append(p.ownItems(d), line.rest...)) }
	line.row.Add(more)
	p.first, _ = line.row.Objects[0].(*widgets.Button)
	return widgets.Inset(look.Gap1, 0, look.Gap1, 0, line.row)
}

// addMove offers a step of the loop as a button, or in the menu.
func (p *pane) addMove(line *stepLine, d *detail, move ledger.Move, first bool) {
	kind, icon, word := widgets.Ordinary, "", d.template.MoveLabel(move, p.deps.Words.Lang())
	if first && !move.Aside && !line.main {
		kind = widgets.Main
	}
	if first || move.Aside {
		icon = moveIcons[move.To]
	}
	button := widgets.NewButton(kind, icon, word, func() { p.step(d, move) })
	if move.Grave || move.Aside && (len(line.rest) > 0 || !line.fits(button)) {
		line.rest = append(line.rest, fyne.NewMenuItem(word, func() { p.step(d, move) }))
		return
	}
	line.add(button)
}

// stepLine is the line of a record's buttons while it is being filled.
type stepLine struct {
	row  *fyne.Container
	room float32 // of a line beside the button of the menu, canvas pixels
	used float32 // of the line that is filled now
	main bool    // one of the buttons is the main one
	rest []*fyne.MenuItem
}

func (l *stepLine) width(button *widgets.Button) float32 {
	return button.MinSize().Width + look.Px(look.Gap2)
}

func (l *stepLine) fits(button *widgets.Button) bool { return l.used+l.width(button) <= l.room }

func (l *stepLine) add(button *widgets.Button) {
	if !l.fits(button) {
		l.used = 0 // it begins the next line
	}
	l.used += l.width(button)
	l.row.Add(button)
}

// actions are what can be done with the record beside its steps.
func (p *pane) actions(d *detail) []Action {
	if p.deps.More == nil {
		return nil
	}
	return p.deps.More(d.entry)
}

// left says whether a step is left to one of the actions.
func left(move ledger.Move, actions []Action) bool {
	return slices.ContainsFunc(actions, func(a Action) bool { return a.For != "" && a.For == move.To })
}

// straightMove is the next step on the straight way, false when there is none.
func (p *pane) straightMove() (ledger.Move, bool) {
	if p.detail == nil || len(p.detail.moves) == 0 || p.detail.moves[0].Aside || p.detail.moves[0].Grave {
		return ledger.Move{}, false
	}
	return p.detail.moves[0], !left(p.detail.moves[0], p.actions(p.detail))
}

// nextStep is the first button by the keyboard.
func (p *pane) nextStep() {
	if move, ok := p.straightMove(); ok {
		p.step(p.detail, move)
	}
}

// moveIcons are the icons of steps, by the state they lead to.
var moveIcons = map[ledger.State]string{
	ledger.Ordered: "file", ledger.Received: "check", ledger.InProgress: "flag", ledger.Submitted: "photo",
	ledger.Closed: "inspect", ledger.LookBack: "hist", ledger.Extended: "cal", ledger.Transferred: "right",
}

// ownItems are what can be done with the record besides its steps.
func (p *pane) ownItems(d *detail) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	if p.hooks.edit != nil {
		items = append(items, fyne.NewMenuItem(p.t("ledgers.edit"), func() { p.hooks.edit(d) }))
	}
	if p.hooks.print != nil && p.deps.Print != nil {
		for _, form := range d.template.Forms {
			key := "ledgers.form." + form
			if wholeLedger[form] || !p.deps.Words.Has(key) {
				continue
			}
			items = append(items, fyne.NewMenuItem(p.t("ledgers.printOne", "form", p.t(key)), func() { p.hooks.print(form) }))
		}
	}
	if len(items) > 0 && len(d.moves) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return items
}

// photoGrid shows the photos and files two by two.
func (p *pane) photoGrid(d *detail) fyne.CanvasObject {
	if len(d.files) == 0 || p.deps.Files.Kept == nil {
		return nil
	}
	flow := widgets.NewFlow(look.Gap3, look.Gap2)
	for i, shown := range d.files {
		thumb := widgets.NewThumb(163, 84, shown.Caption)
		thumb.Load(p.deps.Runner, p.deps.Files.Kept, shown.Hash)
		thumb.OnOpen = func() { p.deps.view(d.files, i) }
		flow.Add(thumb)
	}
	return flow
}

func (p *pane) historyPart(d *detail) fyne.CanvasObject {
	head := widgets.Row(look.Gap2, widgets.NewSection(p.t("ledgers.history")), widgets.Stretch())
	if p.hooks.history != nil {
		head.Add(widgets.NewButton(widgets.Quiet, "", p.t("ledgers.history.all", "n", len(d.history)), func() { p.hooks.history(d.entry.ID) }))
	}
	column := widgets.Column(look.Gap1, head)
	for i, e := range d.history {
		if i == historyShown {
			break
		}
		column.Add(widgets.Row(look.Gap3, widgets.Sized(64, 0, widgets.NewCaption(e.day)),
			widgets.Grow(widgets.NewCaption(e.text).In(look.Ink).Cut()), widgets.NewCaption(e.who)))
	}
	return column
}
