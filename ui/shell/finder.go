package shell

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// hitLimit is how many hits are shown at most, in a window with room for them; the
// total is said over them.
const hitLimit = 10

// finder is the search over all records: a box and what it found.
type finder struct {
	shell  *Shell
	box    *widgets.SearchBox
	rows   *fyne.Container
	note   *widgets.Text
	dialog *widgets.Dialog
	slot   task.Slot
	limit  int
	hits   []Hit
	at     int
}

// Find opens the search everywhere with a text in its box.
func (s *Shell) Find(text string) {
	if widgets.DialogOpen(s.Canvas()) {
		return
	}
	f := &finder{shell: s, rows: widgets.Column(0), note: widgets.NewCaption(s.t("shell.find.hint"))}
	f.box = widgets.NewSearchBox(s.t("shell.find.box"), "", f.search)
	f.box.OnKey = f.typed                                                             // Escape closes at once: the box is empty the next time
	f.limit = int(s.bodyRoom((hitLimit+1)*look.ControlHeight)/look.ControlHeight) - 1 // the box has one
	list := widgets.Sized(0, float32(f.limit)*look.ControlHeight, f.rows)
	f.dialog = widgets.NewDialog(s.Canvas(), s.t("shell.find.title"), 760,
		widgets.Column(look.Gap2, f.box, f.note, list), nil)
	f.dialog.FocusOn(f.box)
	f.dialog.OnCancel = f.slot.Drop
	s.finding = f
	f.dialog.Show()
	if text != "" {
		f.box.SetText(text)
		f.box.CursorColumn = len([]rune(text))
	}
}

func (f *finder) typed(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyDown:
		f.choose(f.at + 1)
	case fyne.KeyUp:
		f.choose(f.at - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.at < len(f.hits) {
			f.open(f.hits[f.at])
		}
	default:
		return false
	}
	return true
}

func (f *finder) search(text string) {
	if strings.TrimSpace(text) == "" {
		f.slot.Drop()
		f.show(nil, f.shell.t("shell.find.hint"))
		return
	}
	type found struct {
		hits  []Hit
		total int
	}
	deps, limit := f.shell.deps, f.limit
	task.Latest(deps.Runner, &f.slot, context.Background(), f.shell.t("shell.find.title"),
		func(ctx context.Context, _ *task.Progress) (found, error) {
			hits, total, err := deps.Finder.Find(ctx, text, limit)
			return found{hits, total}, err
		}, func(result found, err error) {
			switch {
			case err != nil:
				f.show(nil, deps.Words.Explain(err))
			case result.total == 0:
				f.show(nil, f.shell.t("shell.find.none"))
			case result.total > len(result.hits):
				f.show(result.hits, f.shell.t("shell.find.more", "shown", len(result.hits), "total", result.total))
			default:
				f.show(result.hits, f.shell.t("shell.find.total", "total", result.total))
			}
		})
}

func (f *finder) show(hits []Hit, note string) {
	f.hits, f.at = hits, 0
	f.rows.Objects = nil
	for _, hit := range hits {
		f.rows.Add(newHitRow(hit, func() { f.open(hit) }))
	}
	f.note.SetText(note)
	f.choose(0)
	f.rows.Refresh()
}

func (f *finder) choose(at int) {
	if at < 0 || at >= len(f.rows.Objects) {
		return
	}
	f.at = at
	for n, object := range f.rows.Objects {
		object.(*hitRow).choose(n == at)
	}
}

func (f *finder) open(hit Hit) {
	f.dialog.Hide()
	f.slot.Drop()
	f.shell.deps.Finder.Open(hit)
}

// hitRow is one result: number, what, which ledger, state.
type hitRow struct {
	widget.BaseWidget
	tapped func()
	ground *widgets.Box
	cells  [4]fyne.CanvasObject
}

func newHitRow(hit Hit, tapped func()) *hitRow {
	r := &hitRow{tapped: tapped, ground: widgets.NewBox(look.Clear, look.Clear, 0), cells: [4]fyne.CanvasObject{
		widgets.NewText(hit.Number).In(look.Muted).Cut(), widgets.NewText(hit.Title).Cut(),
		widgets.NewText(hit.Where).In(look.Muted).Cut(), widgets.NewStateMark(hit.Shape, hit.State),
	}}
	if hit.Shape == look.NoShape {
		r.cells[3] = widgets.NewText(hit.State).Cut()
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *hitRow) choose(chosen bool) {
	ground := look.Clear
	if chosen {
		ground = look.Selected
	}
	r.ground.Set(ground, look.Clear)
}

// Tapped implements fyne.Tappable.
func (r *hitRow) Tapped(*fyne.PointEvent) { r.tapped() }

// Cursor implements desktop.Cursorable.
func (r *hitRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *hitRow) CreateRenderer() fyne.WidgetRenderer {
	return &hitRenderer{row: r, line: widgets.NewRule()}
}

type hitRenderer struct {
	row  *hitRow
	line *widgets.Box
}

func (h *hitRenderer) Destroy() {}

func (h *hitRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{h.row.ground, h.line}, h.row.cells[:]...)
}

func (h *hitRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(400), look.Px(look.ControlHeight))
}

func (h *hitRenderer) Layout(size fyne.Size) {
	h.row.ground.Resize(size)
	h.line.Move(fyne.NewPos(0, size.Height-1))
	h.line.Resize(fyne.NewSize(size.Width, 1))
	gap := look.Px(look.Gap3)
	widths := [4]float32{look.Px(112), 0, look.Px(152), look.Px(120)}
	widths[1] = size.Width - widths[0] - widths[2] - widths[3] - 5*gap
	x := gap
	for n, cell := range h.row.cells {
		cell.Move(fyne.NewPos(x, 0))
		cell.Resize(fyne.NewSize(widths[n], size.Height))
		x += widths[n] + gap
	}
}

func (h *hitRenderer) Refresh() {
	h.Layout(h.row.Size())
	canvas.Refresh(h.row)
}
