package widgets_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"campuskeeper/assets/fonts"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// numbers is a source of rows that are made when they are asked for.
type numbers struct {
	count int
	asked int
}

func (n *numbers) Len() int         { return n.count }
func (n *numbers) Key(i int) string { return fmt.Sprint("k", i) }

func (n *numbers) Row(i int) (int, bool) {
	n.asked++
	return i, i >= 0
}

func (n *numbers) Find(key string) int {
	i, err := strconv.Atoi(strings.TrimPrefix(key, "k"))
	if err != nil || i >= n.count {
		return -1
	}
	return i
}

func testColumns() []widgets.TableColumn[int] {
	return []widgets.TableColumn[int]{
		{ID: "number", Title: "No.", Width: 112, Sort: true, Keep: true, Cell: func(i int) widgets.Cell {
			return widgets.Cell{Text: fmt.Sprintf("YH-2026-%04d", i)}
		}},
		{ID: "place", Title: "Place", Width: 128, Sort: true, Cell: func(i int) widgets.Cell {
			return widgets.Cell{Text: "Stair B, 2nd floor, behind the fire door"}
		}},
		{ID: "problem", Title: "Problem", Least: 120, Keep: true, Cell: func(i int) widgets.Cell {
			return widgets.Cell{Text: "常闭式防火门被椅子抵住常开，门前堆放纸箱，影响人员疏散通行"}
		}},
		{ID: "level", Title: "Level", Width: 88, Cell: func(i int) widgets.Cell {
			if i%7 == 0 {
				return widgets.Cell{Text: "Major", Shape: look.Major, Bold: true}
			}
			return widgets.Cell{Text: "General", Shape: look.General}
		}},
		{ID: "state", Title: "State", Width: 132, Keep: true, Cell: func(i int) widgets.Cell {
			return widgets.Cell{Text: "In progress", Shape: look.Shapes[i%len(look.Shapes)]}
		}},
	}
}

// notes is a memory in a map.
type notes map[string]string

func (n notes) Recall(key string) string   { return n[key] }
func (n notes) Remember(key, value string) { n[key] = value }

func useLook(tb testing.TB) {
	tb.Helper()
	a := test.NewTempApp(tb)
	a.Settings().SetTheme(look.New(look.Style{Mode: look.Light}, fonts.Regular(), fonts.Bold()))
}

func showTable(tb testing.TB, rows int, memory widgets.Memory, groups ...widgets.TableGroup) (*widgets.DataTable[int], *numbers) {
	tb.Helper()
	useLook(tb)
	table := widgets.NewDataTable("test", memory, testColumns())
	source := &numbers{count: rows}
	w := test.NewTempWindow(tb, table)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(732, 672))
	table.SetRows(source, groups)
	return table, source
}

func press(table *widgets.DataTable[int], names ...fyne.KeyName) {
	for _, name := range names {
		table.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func TestTableMovesByKeyboard(t *testing.T) {
	table, source := showTable(t, 1000, nil)
	var at []string
	table.OnSelect = func(key string) { at = append(at, key) }
	opened := ""
	table.OnOpen = func(key string) { opened = key }
	table.FocusGained()
	press(table, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyHome)
	if want := []string{"k0", "k1", "k2", "k1", "k20", "k999", "k0"}; !slices.Equal(at, want) {
		t.Errorf("went to %v, want %v", at, want)
	}
	if opened != "k999" {
		t.Errorf("Enter opened %q, want k999", opened)
	}
	if source.asked > 200 {
		t.Errorf("%d rows were made, want only those that were seen", source.asked)
	}
}

func TestTableChoosesSeveral(t *testing.T) {
	table, _ := showTable(t, 50, nil)
	count := 0
	table.OnChosen = func(n int) { count = n }
	table.FocusGained()
	table.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(table, fyne.KeyDown, fyne.KeyDown)
	table.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got, want := table.Chosen(), []string{"k0", "k1", "k2"}; !slices.Equal(got, want) || count != 3 {
		t.Fatalf("Shift chose %v (%d told), want %v", got, count, want)
	}
	press(table, fyne.KeySpace)
	if got, want := table.Chosen(), []string{"k0", "k1"}; !slices.Equal(got, want) {
		t.Errorf("Space left %v, want %v", got, want)
	}
	clipboard := test.NewClipboard()
	table.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	lines := strings.Split(strings.TrimSpace(clipboard.Content()), "\n")
	if len(lines) != 3 || lines[0] != "No.\tPlace\tProblem\tLevel\tState" || !strings.HasPrefix(lines[2], "YH-2026-0001\tStair B") {
		t.Errorf("copied %q, want titles and two rows", lines)
	}
	press(table, fyne.KeyDown)
	if got := table.Chosen(); !slices.Equal(got, []string{"k3"}) || count != 0 {
		t.Errorf("after an arrow %v are chosen (%d told), want only the row under the cursor", got, count)
	}
	table.TypedShortcut(&fyne.ShortcutSelectAll{})
	if count != 50 {
		t.Errorf("Ctrl+A chose %d, want 50", count)
	}
}

func TestTableGroupsFold(t *testing.T) {
	table, _ := showTable(t, 10, nil,
		widgets.TableGroup{Key: "late", Title: "Overdue", Count: 3},
		widgets.TableGroup{Key: "empty", Title: "Nothing", Count: 0},
		widgets.TableGroup{Key: "week", Title: "This week", Count: 7})
	var at []string
	table.OnSelect = func(key string) { at = append(at, key) }
	table.FocusGained()
	press(table, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if want := []string{"k0", "k1", "k2", "k3"}; !slices.Equal(at, want) {
		t.Fatalf("arrows went to %v, want %v over the headings", at, want)
	}
	press(table, fyne.KeyLeft)
	if key := table.SelectedKey(); key != "" {
		t.Errorf("after folding the cursor is on %q, want the heading", key)
	}
	press(table, fyne.KeyUp)
	if key := table.SelectedKey(); key != "k2" {
		t.Errorf("above the folded group lies %q, want k2", key)
	}
	press(table, fyne.KeyDown, fyne.KeyRight, fyne.KeyDown)
	if key := table.SelectedKey(); key != "k3" {
		t.Errorf("in the opened group the cursor is on %q, want k3", key)
	}
}

func TestTableKeepsItsRowWhenRowsChange(t *testing.T) {
	table, source := showTable(t, 100, nil)
	table.Select("k40")
	source.count = 60
	table.SetRows(source, []widgets.TableGroup{{Key: "a", Title: "A", Count: 30}, {Key: "b", Title: "B", Count: 30}})
	if key := table.SelectedKey(); key != "k40" {
		t.Errorf("cursor is on %q, want k40", key)
	}
	source.count = 10
	table.SetRows(source, nil)
	if key := table.SelectedKey(); key != "" {
		t.Errorf("cursor is on %q, want none: the row is gone", key)
	}
}

func TestTableWaitsWhereItsRowWentAway(t *testing.T) {
	table, _ := showTable(t, 40, nil)
	table.Waits = true
	table.FocusGained()
	table.Select("k20")
	rest := &without{numbers{count: 39}, 20}
	table.SetRows(rest, nil)
	table.FocusLost()
	table.FocusGained()
	if key := table.SelectedKey(); key != "" {
		t.Errorf("the cursor went to %s by itself", key)
	}
	press(table, fyne.KeyDown)
	if key := table.SelectedKey(); key != "k21" {
		t.Errorf("Down went to %s, want the row that followed", key)
	}
	table.SetRows(&without{numbers{count: 3}, 0}, nil)
	table.SelectNext()
	if key := table.SelectedKey(); key != "k3" {
		t.Errorf("the cursor went to %s, want the last row", key)
	}
}

// without are the numbers but one.
type without struct {
	numbers
	gone int
}

func (w *without) Key(i int) string {
	if i >= w.gone {
		i++
	}
	return w.numbers.Key(i)
}

func (w *without) Find(key string) int {
	for i := range w.count {
		if w.Key(i) == key {
			return i
		}
	}
	return -1
}

func TestRowStaysInSightWhenTheTableShrinks(t *testing.T) {
	table, _ := showTable(t, 100, nil)
	table.FocusGained()
	press(table, fyne.KeyPageDown)
	chosen, height := table.SelectedKey(), table.Size().Height
	for _, high := range []float32{height - 36, height - 90, height} {
		table.Resize(fyne.NewSize(table.Size().Width, high))
		if !table.InSight(chosen) {
			t.Errorf("at a height of %v the chosen row is covered", high)
		}
	}
}

func TestTableSortsByHeadWithKeyboard(t *testing.T) {
	table, _ := showTable(t, 5, nil)
	var sorted []string
	table.OnSort = func(column string, backwards bool) { sorted = append(sorted, fmt.Sprint(column, " ", backwards)) }
	table.FocusGained()
	press(table, fyne.KeyUp, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyRight, fyne.KeySpace, fyne.KeyRight, fyne.KeyReturn, fyne.KeyDown)
	if want := []string{"number false", "number true", "place false"}; !slices.Equal(sorted, want) {
		t.Errorf("sorted by %v, want %v", sorted, want)
	}
}

func TestTableRemembersColumns(t *testing.T) {
	memory := notes{}
	table, _ := showTable(t, 5, memory)
	table.HideAtFirst("level")
	if shown, all := table.Columns(); shown != 4 || all != 5 {
		t.Errorf("%d of %d columns shown, want 4 of 5", shown, all)
	}
	table.ShowColumn("place", false)
	again, _ := showTable(t, 5, memory)
	again.HideAtFirst("number")
	if again.Shown("place") || again.Shown("level") || !again.Shown("number") {
		t.Errorf("remembered %v, want place and level hidden only", memory)
	}
	for _, id := range []string{"number", "problem", "state"} {
		again.ShowColumn(id, false)
	}
	if shown, _ := again.Columns(); shown != 1 {
		t.Errorf("%d columns left, want the last one to stay", shown)
	}
}

func TestTableWidthIsDragged(t *testing.T) {
	memory := notes{}
	table, _ := showTable(t, 5, memory)
	var head interface {
		fyne.CanvasObject
		fyne.Draggable
	}
	for _, object := range test.LaidOutObjects(table) {
		if h, ok := object.(interface {
			fyne.CanvasObject
			fyne.Draggable
		}); ok && h.Position().Y == 0 && h.Size().Height == 32 {
			head = h
		}
	}
	if head == nil {
		t.Fatal("the table has no head to drag")
	}
	drag := func(x, dx float32) {
		head.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 10)}, Dragged: fyne.NewDelta(dx, 0)})
	}
	drag(115, 3)
	drag(150, 35)
	head.DragEnd()
	if got := memory["table.test.widths"]; got != "number=150" {
		t.Errorf("remembered %q, want number=150", got)
	}
}

func BenchmarkTableScrollStep(b *testing.B) {
	table, source := showTable(b, 100_000, nil)
	table.SetRows(source, []widgets.TableGroup{{Key: "a", Title: "Overdue", Count: 40_000}, {Key: "b", Title: "Later", Count: 60_000}})
	step := 0
	for b.Loop() {
		step += 3
		press(table, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	}
}

func BenchmarkTableRefresh(b *testing.B) {
	table, source := showTable(b, 100_000, nil)
	table.Select("k500")
	for b.Loop() {
		table.SetRows(source, []widgets.TableGroup{{Key: "a", Title: "Overdue", Count: 40_000}, {Key: "b", Title: "Later", Count: 60_000}})
	}
}

func TestFoldedGroupsAreRemembered(t *testing.T) {
	useLook(t)
	memory := notes{}
	groups := []widgets.TableGroup{{Key: "late", Count: 2}, {Key: "week", Count: 3}}
	table := widgets.NewDataTable("hazard", memory, testColumns())
	table.SetRows(&numbers{count: 5}, groups)
	table.Fold("late", true)
	table.Fold("week", true)
	table.Fold("week", false)
	again := widgets.NewDataTable("hazard", memory, testColumns())
	again.SetRows(&numbers{count: 5}, groups)
	again.SelectFirst()
	if got := again.SelectedKey(); got != "k2" {
		t.Errorf("the cursor starts at %q, want the first row that is shown", got)
	}
	again.Select("k1")
	if got := again.SelectedKey(); got != "" {
		t.Errorf("%s is shown, but its group was folded", got)
	}
	again.Select("k2")
	if got := again.SelectedKey(); got != "k2" {
		t.Errorf("the row under the cursor is %q, want k2 of the group that was opened again", got)
	}
}

// watched is an app that hears which objects are to be painted anew.
type watched struct {
	fyne.App
	painted []fyne.CanvasObject
}

func (w *watched) Driver() fyne.Driver { return watchedDriver{w.App.Driver(), w} }

type watchedDriver struct {
	fyne.Driver
	app *watched
}

func (d watchedDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	d.app.painted = append(d.app.painted, o)
	return d.Driver.CanvasForObject(o)
}

// TestFirstRowsArePainted: Fyne passes over the refreshing of what it never drew, so
// rows that come after the empty table was drawn need something that was.
func TestFirstRowsArePainted(t *testing.T) {
	table, source := showTable(t, 0, nil)
	drawn := test.LaidOutObjects(table)
	app := &watched{App: fyne.CurrentApp()}
	fyne.SetCurrentApp(app)
	t.Cleanup(func() { fyne.SetCurrentApp(app.App) })
	source.count = 20
	table.SetRows(source, nil)
	if !slices.ContainsFunc(app.painted, func(o fyne.CanvasObject) bool { return slices.Contains(drawn, o) }) {
		t.Errorf("%d objects were refreshed, none of which was drawn before", len(app.painted))
	}
}
