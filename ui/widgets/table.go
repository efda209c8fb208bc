package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Rows is what a table shows, as flat structs. It is asked on the window's thread
// and only for what is seen, so 100,000 rows cost no more than 20.
type Rows[T any] interface {
	Len() int
	// Key names the i-th row for as long as it exists.
	Key(i int) string
	// Row returns the i-th row, false while it is still on its way: then the table
	// leaves the line empty until Arrived is called.
	Row(i int) (T, bool)
	// Find returns the place of a key, -1 when it is not known (any more).
	Find(key string) int
}

// DataTable is the program's table: columns as data, whole rows chosen, groups that
// fold, sorting by the head, and everything from the keyboard. Space chooses, Shift
// and Ctrl choose several, Enter opens, Ctrl+C copies.
type DataTable[T any] struct {
	widget.BaseWidget

	OnSelect func(key string)                    // the cursor came to a row
	OnOpen   func(key string)                    // Enter or a double tap
	OnSort   func(column string, backwards bool) // a head was chosen
	OnChosen func(count int)                     // another number of rows is chosen
	OnAll    func()                              // Ctrl+A; nil chooses every row itself
	OnShown  func()                              // other columns are shown

	// OpensOnTap opens a row by one tap, as a list of places to go wants it.
	OpensOnTap bool
	// Waits leaves no row under the cursor when the one it was on goes away, until a
	// key or a tap chooses another: what stands beside the table stays what it was.
	Waits bool

	columns   columns[T]
	rows      Rows[T]
	groups    []groupPlace
	folded    map[string]bool
	sortBy    string
	backwards bool

	cursor  int // item under the cursor, -1 for none
	gap     int // item where the cursor was when its row went away, -1 if it did not
	anchor  int // item from which Shift chooses
	chosen  map[string]bool
	focused bool
	inHead  int // head under the keyboard, -1 when in the rows
	shift   bool
	ctrl    bool

	ground *canvas.Rectangle // always drawn, so that refreshing it paints the table
	head   *tableHead[T]
	body   *tableBody[T]
	scroll *container.Scroll
}

// NewDataTable returns an empty table. Its habits are kept in memory, which may be
// nil, under name.
func NewDataTable[T any](name string, memory Memory, list []TableColumn[T]) *DataTable[T] {
	t := &DataTable[T]{cursor: -1, gap: -1, anchor: -1, inHead: -1, chosen: map[string]bool{}, folded: map[string]bool{}}
	t.ground = canvas.NewRectangle(look.Color(look.Paper))
	t.columns = columns[T]{all: list, memory: memory, name: name}
	t.columns.recall()
	t.recallFolded()
	t.head = newTableHead(t)
	t.body = newTableBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.body.roll() }
	t.ExtendBaseWidget(t)
	return t
}

// SetColumns changes titles and cells, as another language wants it. What the user
// did to widths stays.
func (t *DataTable[T]) SetColumns(list []TableColumn[T]) {
	t.columns.all = list
	t.relay()
}

// Columns tells how many columns are shown of how many.
func (t *DataTable[T]) Columns() (shown, all int) {
	for _, column := range t.columns.all {
		if !t.columns.hidden[column.ID] {
			shown++
		}
	}
	return shown, len(t.columns.all)
}

// Shown says whether a column is wanted by the user.
func (t *DataTable[T]) Shown(column string) bool { return !t.columns.hidden[column] }

// ShowColumn hides a column or shows it. The last one cannot be hidden.
func (t *DataTable[T]) ShowColumn(column string, show bool) {
	if n, _ := t.Columns(); n == 1 && !show && t.Shown(column) {
		return
	}
	t.columns.hidden[column] = !show
	t.columns.remember()
	t.relay()
	if t.OnShown != nil {
		t.OnShown()
	}
}

// HideAtFirst hides columns unless the user already said what to show.
func (t *DataTable[T]) HideAtFirst(ids ...string) {
	if t.columns.memory != nil && t.columns.memory.Recall("table."+t.columns.name+".hidden") != "" {
		return
	}
	for _, id := range ids {
		t.columns.hidden[id] = true
	}
	t.relay()
}

// SetSort draws the arrow of a sorted column; the rows come sorted.
func (t *DataTable[T]) SetSort(column string, backwards bool) {
	t.sortBy, t.backwards = column, backwards
	t.head.Refresh()
}

// SetRows shows other rows, in groups when there are any; their counts add up to
// the number of rows. The cursor stays on its row if that is still there; if not, the
// arrows go on from where it was.
func (t *DataTable[T]) SetRows(rows Rows[T], groups []TableGroup) {
	at, item := t.SelectedKey(), t.cursor
	t.rows = rows
	t.placeGroups(groups)
	t.cursor = -1
	if at != "" {
		t.gap = item
		t.cursor = t.find(at)
	}
	t.gap = min(t.gap, t.items()-1)
	if t.cursor >= 0 {
		t.gap = -1
	}
	t.anchor = t.cursor
	t.forgetGone()
	t.body.relay()
	t.scroll.Refresh()
	t.body.roll()
}

func (t *DataTable[T]) length() int {
	if t.rows == nil {
		return 0
	}
	return t.rows.Len()
}

// find returns the item of a key, -1 when it is not shown.
func (t *DataTable[T]) find(key string) int {
	if t.rows == nil {
		return -1
	}
	row := t.rows.Find(key)
	if row < 0 {
		return -1
	}
	return t.itemOf(row)
}

// Arrived draws the rows that were on their way.
func (t *DataTable[T]) Arrived() {
	t.body.relay()
	t.body.roll()
}

// SelectedKey names the row under the cursor, "" when there is none.
func (t *DataTable[T]) SelectedKey() string { return t.keyAt(t.cursor) }

func (t *DataTable[T]) keyAt(item int) string {
	if item < 0 || item >= t.items() {
		return ""
	}
	row, _ := t.at(item)
	if row < 0 || row >= t.length() {
		return ""
	}
	return t.rows.Key(row)
}

// Select puts the cursor on a row and shows it; on a row that is not shown it leaves
// none. It tells nobody.
func (t *DataTable[T]) Select(key string) {
	item := t.find(key)
	if t.cursor >= 0 {
		t.gap = t.cursor
	}
	t.cursor, t.anchor = item, item
	if item >= 0 {
		t.gap = -1
		t.reveal(item)
	}
	t.body.roll()
}

// SelectFirst puts the cursor on the first row that is shown, or on a heading where
// all groups are folded away, and tells.
func (t *DataTable[T]) SelectFirst() {
	for item := range t.items() {
		if row, _ := t.at(item); row >= 0 {
			t.move(item, 1, false)
			return
		}
	}
	t.move(0, 1, false)
}

// SelectNext puts the cursor on the row that took the place of the one that went away
// from under it, or on the first one, and tells.
func (t *DataTable[T]) SelectNext() {
	if t.gap < 0 || !t.move(t.gap, 1, false) && !t.move(t.gap, -1, false) {
		t.SelectFirst()
	}
}

// relay places the columns again and draws everything.
func (t *DataTable[T]) relay() {
	t.columns.lay(t.Size().Width)
	t.head.Refresh()
	t.body.relay()
	t.body.roll()
}

// CreateRenderer implements fyne.Widget.
func (t *DataTable[T]) CreateRenderer() fyne.WidgetRenderer {
	return &tableRenderer[T]{t}
}

type tableRenderer[T any] struct{ table *DataTable[T] }

func (r *tableRenderer[T]) Destroy() {}

func (r *tableRenderer[T]) Layout(size fyne.Size) {
	t := r.table
	head := look.Px(look.ControlHeight)
	t.ground.Resize(size)
	t.columns.lay(size.Width)
	t.head.Resize(fyne.NewSize(size.Width, head))
	t.head.Refresh()
	seen := t.sees(t.cursor)
	t.scroll.Move(fyne.NewPos(0, head))
	t.scroll.Resize(fyne.NewSize(size.Width, max(size.Height-head, 0)))
	if seen {
		t.reveal(t.cursor) // a line that came under the table does not hide the row
	}
	t.body.relay()
	t.body.roll()
}

func (r *tableRenderer[T]) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(200), look.Px(4*look.ControlHeight))
}

func (r *tableRenderer[T]) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.table.ground, r.table.scroll, r.table.head}
}

func (r *tableRenderer[T]) Refresh() {
	r.table.ground.FillColor = look.Color(look.Paper)
	r.table.ground.Refresh()
	r.table.body.fresh()
	r.Layout(r.table.Size())
}

var (
	_ fyne.Focusable    = (*DataTable[int])(nil)
	_ fyne.Shortcutable = (*DataTable[int])(nil)
	_ desktop.Keyable   = (*DataTable[int])(nil)
)
