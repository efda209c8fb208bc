package widgets

import (
	"sort"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/ui/look"
)

// Cell is what a table shows at one place: a word, and where it is a state or a
// level also its shape.
type Cell struct {
	Text  string
	Shape look.Shape
	Icon  string    // of the outline set, in the place of a shape
	Role  look.Role // colour of the word; "" is ink
	Bold  bool
}

// TableColumn describes one column of a DataTable as data. Widths are pixels of the
// design.
type TableColumn[T any] struct {
	ID    string
	Title string
	Width float32 // 0 takes what the others leave
	Least float32 // least width of one that takes what is left
	Align fyne.TextAlign
	Sort  bool // a tap on its head sorts by it
	Keep  bool // stays when the table becomes too narrow for all columns
	Cell  func(T) Cell
}

// Memory keeps small habits of the user between two runs: widths, hidden columns,
// folded groups. Losing it must do no harm.
type Memory interface {
	// Recall returns what was remembered under key, "" for nothing.
	Recall(key string) string
	// Remember keeps value under key.
	Remember(key, value string)
}

// leastWidth is how narrow a column can be dragged.
const leastWidth float32 = 40

// columns lays the columns of a table out in a width.
type columns[T any] struct {
	all    []TableColumn[T]
	hidden map[string]bool
	widths map[string]float32 // dragged by the user, pixels of the design
	memory Memory
	name   string // of the table, in the memory

	shown []placed[T] // in the width that is laid out now
}

// placed is a column with its place in canvas pixels.
type placed[T any] struct {
	TableColumn[T]
	x, width float32
}

func (c *columns[T]) recall() {
	c.hidden, c.widths = map[string]bool{}, map[string]float32{}
	if c.memory == nil {
		return
	}
	for _, id := range strings.Split(c.memory.Recall("table."+c.name+".hidden"), ",") {
		if id != "" {
			c.hidden[id] = true
		}
	}
	for _, pair := range strings.Split(c.memory.Recall("table."+c.name+".widths"), ",") {
		id, text, _ := strings.Cut(pair, "=")
		if width, err := strconv.ParseFloat(text, 32); err == nil && width >= float64(leastWidth) {
			c.widths[id] = float32(width)
		}
	}
}

func (c *columns[T]) remember() {
	if c.memory == nil {
		return
	}
	var hidden, widths []string
	for id, is := range c.hidden {
		if is {
			hidden = append(hidden, id)
		}
	}
	for id, width := range c.widths {
		widths = append(widths, id+"="+strconv.Itoa(int(width)))
	}
	sort.Strings(hidden)
	sort.Strings(widths)
	c.memory.Remember("table."+c.name+".hidden", strings.Join(hidden, ","))
	c.memory.Remember("table."+c.name+".widths", strings.Join(widths, ","))
}

func (c *columns[T]) widthOf(column TableColumn[T]) float32 {
	if width, dragged := c.widths[column.ID]; dragged {
		return width
	}
	if column.Width == 0 || !column.Sort {
		return column.Width
	}
	return max(column.Width, titleRoom(column.Title)/look.Px(1))
}

// titleArrow is the room of the arrow behind the title of the sorted column, in
// pixels of the design.
const titleArrow = 20

// titleRoom is how wide a column must be, in canvas pixels, so that its title is not
// cut when the table is sorted by it.
func titleRoom(title string) float32 {
	return newFitter(look.Px(look.CaptionText), true).width(title) + look.Px(look.Gap3+titleArrow) + 1
}

// need is the least width in which a set of columns is readable.
func (c *columns[T]) need(list []TableColumn[T]) float32 {
	var sum float32
	for _, column := range list {
		width := c.widthOf(column)
		if width == 0 {
			width = max(column.Least, leastWidth)
		}
		sum += width
	}
	return sum
}

// lay places the columns that are not hidden in a width of canvas pixels. Those
// that find no room drop out from the right, but never one that must be kept.
func (c *columns[T]) lay(width float32) {
	unit := look.Px(1)
	var list []TableColumn[T]
	for _, column := range c.all {
		if !c.hidden[column.ID] {
			list = append(list, column)
		}
	}
	for i := len(list) - 1; i >= 0 && c.need(list)*unit > width; i-- {
		if !list[i].Keep {
			list = append(list[:i:i], list[i+1:]...)
		}
	}
	sharing, taken := 0, float32(0)
	for _, column := range list {
		own := c.widthOf(column)
		if own == 0 {
			sharing++
		}
		taken += own * unit
	}
	var share float32
	if sharing > 0 {
		share = max((width-taken)/float32(sharing), leastWidth*unit)
	}
	c.shown = c.shown[:0]
	var x float32
	for _, column := range list {
		own := c.widthOf(column) * unit
		if own == 0 {
			own = share
		}
		c.shown = append(c.shown, placed[T]{column, x, own})
		x += own
	}
}

// drag gives the i-th shown column another width, in canvas pixels. Columns that
// share what is left give way down to their least width.
func (c *columns[T]) drag(i int, width, table float32) {
	unit := look.Px(1)
	room := table
	for k, other := range c.shown {
		switch {
		case k == i:
		case c.widthOf(other.TableColumn) == 0:
			room -= max(other.Least, leastWidth) * unit
		default:
			room -= other.width
		}
	}
	width = min(max(width, leastWidth*unit), max(room, leastWidth*unit))
	c.widths[c.shown[i].ID] = width / unit
	c.lay(table)
}
