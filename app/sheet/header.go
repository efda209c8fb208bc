package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Header is the heading of a table: one to three rows with the titles of its columns.
type Header struct {
	From, To int // numbers of its first and last row
	Columns  []Column
}

// Column is one column of the file.
type Column struct {
	Index int      // from 0
	Path  []string // its title, from the top row of the heading down
	Name  string   // its title as mappings write it, the only one of its sheet
}

// Title returns the lowest part of the column's title, its letters when it has none.
func (c Column) Title() string {
	if len(c.Path) == 0 {
		return Letters(c.Index)
	}
	return c.Path[len(c.Path)-1]
}

// Fingerprint is the same for every sheet with the same titles in the same order:
// what a remembered mapping is found by.
func (h Header) Fingerprint() string {
	sum := sha256.New()
	for _, c := range h.Columns {
		_, _ = fmt.Fprintf(sum, "%s\n", titleKey(strings.Join(c.Path, "/"))) // a hash never fails
	}
	return hex.EncodeToString(sum.Sum(nil))
}

const (
	headerWithin = 40 // rows from the top in which a heading is looked for
	headerDepth  = 3
	titleChars   = 40 // longer texts are no titles
)

// FindHeader looks for the heading of the sheet: rows above it (the title of the
// table, blank ones) are passed over, and merged cells tell how many rows it has.
// known says how well a title fits the ledger, from 0 to 1; nil when it is not
// known yet. CodeInvalid when the sheet has no heading.
func (s *Sheet) FindHeader(known func(path []string) float64) (Header, error) {
	top := s.Rows[:min(len(s.Rows), headerWithin)]
	best, bestScore := Header{}, 0.0
	for i := range top {
		for depth := 1; depth <= headerDepth && i+depth <= len(top); depth++ {
			span := top[i : i+depth]
			if !s.spanHolds(span) {
				continue
			}
			header := s.headerOf(span[0].Number, span[depth-1].Number)
			if score := s.score(header, span, known); score > bestScore {
				best, bestScore = header, score
			}
		}
	}
	if len(best.Columns) == 0 {
		return Header{}, app.Errorf(app.CodeInvalid, "sheet.header.none", "sheet", s.Name)
	}
	return best, nil
}

// HeaderAt takes the rows from first to last for the heading.
func (s *Sheet) HeaderAt(first, last int) (Header, error) {
	header := s.headerOf(first, last)
	if first < 1 || last < first || last-first > 10 || len(header.Columns) == 0 {
		return Header{}, app.Errorf(app.CodeInvalid, "sheet.header.empty", "sheet", s.Name, "row", first)
	}
	return header, nil
}

// spanHolds says whether rows can be a heading together: they follow each other,
// no merged cell leads out of them, and none is a line of text over all columns.
func (s *Sheet) spanHolds(span []Row) bool {
	first, last := span[0].Number, span[len(span)-1].Number
	if last-first != len(span)-1 {
		return false
	}
	for _, a := range s.merges {
		inside := a.top >= first && a.bottom <= last
		outside := a.bottom < first || a.top > last
		if !inside && !outside {
			return false
		}
	}
	for _, row := range span {
		if s.isBanner(row) {
			return false
		}
	}
	return true
}

// isBanner says whether a row is one text over the table: its title, a note, the
// heading of a section.
func (s *Sheet) isBanner(row Row) bool {
	left, wide := s.banners[row.Number]
	if !wide || row.At(left).Text == "" {
		return false
	}
	for i, c := range row.Cells {
		if c.Text != "" && i != left {
			return false
		}
	}
	return true
}

// findBanners notes the rows that are merged over more than half of the columns,
// with the column in which their text stands.
func (s *Sheet) findBanners() {
	const tall = 10 // a merged block of more rows is no line of text
	s.banners = map[int]int{}
	for _, a := range s.merges {
		if a.right-a.left+1 <= max(1, s.Width/2) || a.rows() > tall {
			continue
		}
		for number := a.top; number <= a.bottom; number++ {
			s.banners[number] = a.left - 1
		}
	}
}

// headerOf reads the titles of the columns from rows, where a merged cell counts
// for all its columns.
func (s *Sheet) headerOf(first, last int) Header {
	header := Header{From: first, To: last}
	table := make([][]string, 0, last-first+1)
	for number := first; number <= last; number++ {
		row, _ := s.row(number)
		texts := make([]string, s.Width)
		for i := range texts {
			texts[i] = strings.Join(strings.Fields(row.At(i).Text), " ")
		}
		table = append(table, texts)
	}
	s.spreadTitles(table, first)
	titled := 0
	for i := range s.Width {
		column := Column{Index: i}
		for _, texts := range table {
			if t := texts[i]; t != "" && (len(column.Path) == 0 || column.Path[len(column.Path)-1] != t) {
				column.Path = append(column.Path, t)
			}
		}
		if len(column.Path) > 0 {
			titled = i + 1
		}
		header.Columns = append(header.Columns, column)
	}
	if titled == 0 {
		return Header{}
	}
	header.name()
	return header
}

// spreadTitles fills the columns of merged titles. Without merged cells (in a CSV
// file) a title over empty cells counts for those under which a lower row goes on.
func (s *Sheet) spreadTitles(table [][]string, first int) {
	for _, a := range s.merges {
		if a.top < first || a.top >= first+len(table) {
			continue
		}
		texts := table[a.top-first]
		for column := a.left; column < min(a.right, len(texts)); column++ {
			texts[column] = texts[a.left-1]
		}
	}
	if len(s.merges) > 0 {
		return
	}
	for r := 0; r+1 < len(table); r++ {
		for column := 1; column < len(table[r]); column++ {
			goesOn := table[r+1][column] != "" && table[r+1][column-1] != ""
			if table[r][column] == "" && goesOn {
				table[r][column] = table[r][column-1]
			}
		}
	}
}

// name gives every column a name of its own: its title, with the titles above it
// or its letters when two are the same.
func (h Header) name() {
	count := map[string]int{}
	for _, c := range h.Columns {
		count[titleKey(c.Title())]++
		if len(c.Path) > 1 {
			count[titleKey(strings.Join(c.Path, "/"))]++
		}
	}
	for i := range h.Columns {
		c := &h.Columns[i]
		full := strings.Join(c.Path, "/")
		switch {
		case len(c.Path) == 0:
			c.Name = "@" + Letters(c.Index)
		case count[titleKey(c.Title())] == 1:
			c.Name = c.Title()
		case len(c.Path) > 1 && count[titleKey(full)] == 1:
			c.Name = full
		default:
			c.Name = full + "@" + Letters(c.Index)
		}
	}
}

// find returns the column that a mapping names: by its name, its title with or
// without those above it, or "@" and its letters.
func (h Header) find(name string) (Column, bool) {
	key := titleKey(name)
	readings := []func(Column) string{
		func(c Column) string { return c.Name },
		func(c Column) string { return strings.Join(c.Path, "/") },
		func(c Column) string { return strings.Join(c.Path, "") },
		func(c Column) string { return "@" + Letters(c.Index) },
	}
	for _, reading := range readings {
		for _, c := range h.Columns {
			if titleKey(reading(c)) == key {
				return c, true
			}
		}
	}
	return Column{}, false
}

// score says how much rows look like a heading: titles that the ledger knows count
// most, then short texts that are all different, above rows that are filled.
func (s *Sheet) score(h Header, span []Row, known func([]string) float64) float64 {
	score, seen := 0.0, map[string]bool{}
	for _, c := range h.Columns {
		if len(c.Path) == 0 {
			continue
		}
		score += titleScore(c)
		if key := titleKey(strings.Join(c.Path, "/")); seen[key] {
			score--
		} else {
			seen[key] = true
		}
		if known == nil {
			continue
		}
		if fit := known(c.Path); fit >= 0.6 {
			score += 3 * fit
			if len(c.Path) > 1 && known(c.Path[:1]) >= 0.9 {
				score += 0.75 // the row above says the same, in the other language perhaps
			}
		}
	}
	score += s.filledBelow(h)
	if len(seen) < 2 {
		score -= 2
	}
	return score - 0.75*float64(len(span)-1)
}

// titleScore looks at the texts of a title by themselves.
func titleScore(c Column) float64 {
	score := 0.5
	for _, text := range c.Path {
		if utf8.RuneCountInString(text) > titleChars || looksLikeValue(text) {
			score -= 2
		}
	}
	return score
}

// looksLikeValue says whether a text is a date or a number rather than a title.
func looksLikeValue(text string) bool {
	if _, err := schema.ReadDay(text); err == nil {
		return true
	}
	_, err := schema.Field{Type: schema.Number}.Parse(text)
	return err == nil
}

// filledBelow counts how well the rows below fill the titled columns.
func (s *Sheet) filledBelow(h Header) float64 {
	start := s.search(h.To + 1)
	below := s.Rows[start:min(len(s.Rows), start+3)]
	if len(below) == 0 {
		return 0
	}
	titled, both := 0, 0
	for _, c := range h.Columns {
		if len(c.Path) == 0 {
			continue
		}
		titled++
		for _, row := range below {
			if row.At(c.Index).Text != "" {
				both++
			}
		}
	}
	return 2 * float64(both) / float64(titled*len(below))
}
