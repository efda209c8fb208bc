package sheet

import (
	"strconv"
	"strings"

	"campuskeeper/app"
)

// Limits of what is taken in. A workbook of a whole school year lies far below
// them; beyond them a file is refused with words instead of filling the memory.
const (
	maxFileBytes   = 256 << 20 // as it lies on the disk
	maxUnzipped    = 512 << 20 // all parts of a workbook together
	maxParts       = 10_000    // parts of a workbook
	maxRatio       = 150       // how many times larger a part of some size may unpack
	ratioFrom      = 4 << 20   // size from which the ratio is looked at
	maxRows        = 1_048_576 // Excel's own
	maxColumns     = 1_000
	maxCells       = 10_000_000 // filled cells of a workbook
	maxText        = 512 << 20  // bytes of text in all cells
	maxCellChars   = 32_767     // Excel's own
	maxMergedAreas = 100_000
	maxMergedCells = 5_000_000 // cells that merged areas fill
)

// Report tells how far a long reading is; total is 0 while it is not known. It is
// called on the reading goroutine and must be quick. It may be nil.
type Report func(done, total int)

func (r Report) say(done, total int) {
	if r != nil {
		r(done, total)
	}
}

// Workbook is an opened file: its sheets with all their filled cells.
type Workbook struct {
	Name   string // file name without folder
	Sheets []*Sheet
}

// Sheet is one table of a workbook.
type Sheet struct {
	Name   string // "" in a CSV file
	Hidden bool
	Rows   []Row // rows with at least one filled cell, from the top
	Width  int   // number of columns up to the last filled one

	date1904 bool
	merges   []area
	banners  map[int]int // rows that are one text over the table → its column
}

// Row is a row with something in it.
type Row struct {
	Number int // as the workbook program shows it, from 1
	Cells  []Cell
}

// Kind says what a cell holds.
type Kind uint8

// The kinds of cells.
const (
	Plain  Kind = iota // text or a number, as written
	Moment             // a date cell: 2026-09-01, 2026-09-01T08:05 or 08:05
	Fault              // the error of a formula, such as #REF!
)

// Cell is what stands in one place.
type Cell struct {
	Text string
	Kind Kind
}

// area is a merged rectangle, rows and columns from 1, both ends included.
type area struct{ top, left, bottom, right int }

func (a area) rows() int { return a.bottom - a.top + 1 }

// At returns the cell in a column, counted from 0; an empty one beyond the end.
func (r Row) At(column int) Cell {
	if column < len(r.Cells) {
		return r.Cells[column]
	}
	return Cell{}
}

// count returns how many cells hold something.
func (r Row) count() int {
	n := 0
	for _, c := range r.Cells {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// first returns the first filled cell of the row.
func (r Row) first() Cell {
	for _, c := range r.Cells {
		if c.Text != "" {
			return c
		}
	}
	return Cell{}
}

// Sheet returns the sheet of that name, or of that number counted from 1 when no
// sheet has the name. CodeNotFound when there is none.
func (w *Workbook) Sheet(ref string) (*Sheet, error) {
	for _, s := range w.Sheets {
		if strings.EqualFold(strings.TrimSpace(s.Name), strings.TrimSpace(ref)) {
			return s, nil
		}
	}
	if n, err := strconv.Atoi(ref); err == nil && n >= 1 && n <= len(w.Sheets) {
		return w.Sheets[n-1], nil
	}
	names := make([]string, len(w.Sheets))
	for i, s := range w.Sheets {
		names[i] = s.Name
	}
	return nil, app.Errorf(app.CodeNotFound, "sheet.unknown", "name", ref, "names", strings.Join(names, ", "))
}

// Visible lists the sheets that a person would see and that hold something.
func (w *Workbook) Visible() []*Sheet {
	var list []*Sheet
	for _, s := range w.Sheets {
		if !s.Hidden && len(s.Rows) > 0 {
			list = append(list, s)
		}
	}
	return list
}

// row returns the row of that number, false when it is empty.
func (s *Sheet) row(number int) (Row, bool) {
	if i := s.search(number); i < len(s.Rows) && s.Rows[i].Number == number {
		return s.Rows[i], true
	}
	return Row{Number: number}, false
}

// search returns the index of the first row whose number is not below number.
func (s *Sheet) search(number int) int {
	low, high := 0, len(s.Rows)
	for low < high {
		middle := (low + high) / 2
		if s.Rows[middle].Number < number {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// Mend puts another text into a cell of the opened workbook; the file itself is
// never changed. column counts from 0.
func (s *Sheet) Mend(number, column int, text string) {
	i := s.search(number)
	if i == len(s.Rows) || s.Rows[i].Number != number || column < 0 || column >= maxColumns {
		return
	}
	row := &s.Rows[i]
	for len(row.Cells) <= column {
		row.Cells = append(row.Cells, Cell{})
	}
	row.Cells[column] = Cell{Text: strings.TrimSpace(text)}
	s.Width = max(s.Width, column+1)
}

// where names a cell as a workbook program does: "Summary!C41", "C41" in a CSV
// file. A negative column names the row alone: "Summary!41".
func (s *Sheet) where(number, column int) string {
	place := strconv.Itoa(number)
	if column >= 0 {
		place = Letters(column) + place
	}
	if s.Name == "" {
		return place
	}
	return s.Name + "!" + place
}

// Letters returns the name of a column counted from 0: A, B, …, Z, AA.
func Letters(column int) string {
	var name []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = append([]byte{byte('A' + (n-1)%26)}, name...)
	}
	return string(name)
}

// budget counts what a workbook takes, so that a hostile file cannot fill the memory.
type budget struct{ cells, text int }

// take adds a row to the budget; the error says what is too much.
func (b *budget) take(s *Sheet, row Row) error {
	if len(row.Cells) > maxColumns {
		return app.Errorf(app.CodeInvalid, "sheet.columns", "sheet", s.Name, "row", row.Number, "most", maxColumns)
	}
	for i, c := range row.Cells {
		if c.Text == "" {
			continue
		}
		b.cells++
		b.text += len(c.Text)
		if len(c.Text) > maxCellChars && len([]rune(c.Text)) > maxCellChars {
			return app.Errorf(app.CodeInvalid, "sheet.cell.huge", "where", s.where(row.Number, i), "most", maxCellChars)
		}
	}
	if b.cells > maxCells || b.text > maxText {
		return app.Errorf(app.CodeInvalid, "sheet.large", "cells", maxCells)
	}
	return nil
}
