package ledgers

import (
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// line is a row of the list as it is shown: one cell for each list column of the
// template.
type line struct {
	key   string
	cells []widgets.Cell
}

// liner makes lines of the catalog's rows, in one language. It is used beside the
// window and touches no widget.
type liner struct {
	words    *words.Book
	template ledger.Template
	loop     ledger.Loop
	fields   []schema.Field // of the columns; the zero field for number and state
}

func newLiner(book *words.Book, t ledger.Template, loop ledger.Loop) *liner {
	l := &liner{words: book, template: t, loop: loop, fields: make([]schema.Field, len(t.List))}
	for i, column := range t.List {
		l.fields[i], _ = t.Field(column)
	}
	return l
}

func (l *liner) line(row catalog.Row) line {
	made := line{key: string(row.ID), cells: make([]widgets.Cell, len(l.fields))}
	for i := range l.fields {
		value := ""
		if i < len(row.Cells) {
			value = row.Cells[i]
		}
		made.cells[i] = l.cell(i, value, row)
	}
	return made
}

func (l *liner) cell(i int, value string, row catalog.Row) widgets.Cell {
	switch l.template.List[i] {
	case ledger.ColumnNumber:
		return widgets.Cell{Text: row.Number}
	case ledger.ColumnState:
		return l.state(row)
	}
	field := l.fields[i]
	cell := widgets.Cell{Text: field.Short(value, l.words.Lang())}
	if word, known := field.Category(value); known && word.Shape != "" {
		cell.Shape = shapeOf(word.Shape, value)
		cell.Bold = cell.Shape == look.Major
	}
	return cell
}

// state is the word of the state; lateness takes its place.
func (l *liner) state(row catalog.Row) widgets.Cell {
	if row.Late > 0 {
		return widgets.Cell{Text: l.words.T("ledgers.late", "n", row.Late), Shape: look.Late, Role: look.Red}
	}
	if row.State == "" {
		return widgets.Cell{}
	}
	info, _ := l.loop.State(ledger.State(row.State))
	return widgets.Cell{Text: l.template.StateLabel(l.loop, ledger.State(row.State), l.words.Lang()), Shape: look.ShapeNamed(info.Shape)}
}

// shapeOf is the shape that a template names, or that of the level of that value.
func shapeOf(shape, value string) look.Shape {
	if look.Mark(look.Shape(shape)) != nil {
		return look.Shape(shape)
	}
	return look.ShapeOfGrade(value)
}

// Widths of columns in pixels of the design, by what stands in them.
const (
	numberWide float32 = 112
	dayWide    float32 = 96
	placeWide  float32 = 128
	wordWide   float32 = 112
	figureWide float32 = 80
	timeWide   float32 = 72
	stateWide  float32 = 132
	leastLevel float32 = 88
	mostWord   float32 = 176
	leastText  float32 = 120
	beforeWord float32 = 34 // padding and shape before a word
	afterWord  float32 = 10
	shownFirst         = 6 // columns that are shown until the user says otherwise
)

// columnsOf describes the columns of a ledger's table. It measures words, so it is
// called on the window's thread.
func columnsOf(book *words.Book, t ledger.Template, loop ledger.Loop) []widgets.TableColumn[line] {
	columns := make([]widgets.TableColumn[line], len(t.List))
	for i, name := range t.List {
		column := widgets.TableColumn[line]{ID: name, Sort: true, Cell: func(l line) widgets.Cell { return l.cells[i] }}
		switch name {
		case ledger.ColumnNumber:
			column.Title, column.Width, column.Keep = book.T("ledgers.number"), numberWidth(t.Number), true
		case ledger.ColumnState:
			column.Title, column.Keep = book.T("ledgers.state"), true
			column.Width = wordsWidth(stateWide, stateWords(book, t, loop))
		default:
			field, _ := t.Field(name)
			column.Title = book.Text(field.Title)
			shapeColumn(book, t, field, &column)
		}
		columns[i] = column
	}
	return columns
}

func shapeColumn(book *words.Book, t ledger.Template, field schema.Field, column *widgets.TableColumn[line]) {
	switch {
	case field.Name == t.Headline.Text || field.Type == schema.LongText:
		column.Least, column.Keep = leastText, field.Name == t.Headline.Text
	case len(field.Categories) > 0:
		column.Width = wordsWidth(leastLevel, labels(book, field))
	case field.Type == schema.Date:
		column.Width = dayWide
	case field.Type == schema.DateTime:
		column.Width = dayWide + figureWide/2
	case field.Type == schema.Time:
		column.Width = timeWide
	case field.Type == schema.Integer || field.Type == schema.Number || field.Type == schema.Year:
		column.Width, column.Align = figureWide, fyne.TextAlignTrailing
	case field.Type == schema.Place:
		column.Width = placeWide
	default:
		column.Width = wordWide
	}
}

// wordsWidth is wide enough for the longest word with its shape, within reason.
func wordsWidth(least float32, list []string) float32 {
	widest := float32(0)
	for _, word := range list {
		widest = max(widest, fyne.MeasureText(word, look.BodyText, fyne.TextStyle{}).Width)
	}
	return min(max(least, widest+beforeWord+afterWord), mostWord)
}

// numberPlace is a place in the pattern of a ledger's numbers.
var numberPlace = regexp.MustCompile(`\{[^}]*\}`)

// numberWidth is wide enough for a number of that pattern.
func numberWidth(pattern string) float32 {
	sample := numberPlace.ReplaceAllStringFunc(pattern, func(place string) string {
		switch {
		case strings.HasPrefix(place, "{year"):
			return "0000"
		case strings.HasPrefix(place, "{seq:"):
			digits, _ := strconv.Atoi(strings.Trim(place[len("{seq:"):], "}"))
			return strings.Repeat("0", min(max(digits, 4), 8))
		}
		return "00"
	})
	return max(numberWide, fyne.MeasureText(sample, look.BodyText, fyne.TextStyle{}).Width+2*look.Gap3)
}

// stateWords are the words of all states of the loop, and that of lateness.
func stateWords(book *words.Book, t ledger.Template, loop ledger.Loop) []string {
	list := make([]string, len(loop.States))
	for i, state := range loop.States {
		list[i] = t.StateLabel(loop, state.Name, book.Lang())
	}
	return append(list, book.T("ledgers.late", "n", 100))
}

func labels(book *words.Book, field schema.Field) []string {
	list := make([]string, len(field.Categories))
	for i, word := range field.Categories {
		list[i] = book.Text(word.Label)
	}
	return list
}

// hiddenAtFirst names the columns that are not shown until the user wants them. What
// an entry is about comes first: number, place, text, level, due day and state.
func hiddenAtFirst(t ledger.Template) []string {
	wanted := map[string]bool{ledger.ColumnNumber: true, ledger.ColumnState: true}
	h := t.Headline
	for _, name := range []string{h.Place, h.Text, h.Grade, h.Due} {
		wanted[name] = true
	}
	if h.Due == "" {
		wanted[h.Day] = true
	}
	shown := 0
	for _, name := range t.List {
		if wanted[name] {
			shown++
		}
	}
	var hidden []string
	for _, name := range t.List {
		switch {
		case wanted[name]:
		case shown < shownFirst:
			shown++
		default:
			hidden = append(hidden, name)
		}
	}
	return hidden
}

// sortColumn says by what the catalog sorts a column of the table.
func sortColumn(t ledger.Template, name string) catalog.Column {
	h := t.Headline
	known := map[string]catalog.Column{
		ledger.ColumnNumber: catalog.ByNumber, ledger.ColumnState: catalog.ByState,
	}
	for field, column := range map[string]catalog.Column{
		h.Text: catalog.ByTitle, h.Day: catalog.ByDay, h.Grade: catalog.ByGrade,
		h.Due: catalog.ByDue, h.Owner: catalog.ByOwner, h.Place: catalog.ByPlace,
	} {
		if field != "" {
			known[field] = column
		}
	}
	if column, ok := known[name]; ok {
		return column
	}
	for i, column := range t.List {
		if column == name {
			return catalog.Cell(i)
		}
	}
	return catalog.ByDay
}

// lateDays is how many days an entry is past its due day, 0 when it is not late.
func lateDays(loop ledger.Loop, state ledger.State, due, today app.Day) int {
	if due.IsZero() || !loop.IsOpen(state) || !due.Before(today) {
		return 0
	}
	return today.Sub(due)
}
