package catalog

import (
	"encoding/binary"
	"math"
	"strings"
	"time"

	"campuskeeper/app"
)

// entry is a head in compact form. It never changes: a changed record gets a new
// entry, so that long work may go on with old ones without a lock. Texts that
// repeat among records are shared, the others are parts of one string.
type entry struct {
	id       app.ID
	number   string
	title    string
	cells    string // see packCells
	shared   *shared
	place    string
	owner    string
	day      int32 // Day.Number, or noDay
	due      int32
	template int32
	revision int32
	created  time.Time
	updated  time.Time
}

// shared is what many records have in common.
type shared struct {
	kind        app.Kind
	ledger      string
	state       string
	grade       string
	sensitivity app.Sensitivity
	group       Group
	index       int // among all combinations
}

const noDay = math.MinInt32

func dayNumber(d app.Day) int32 {
	if d.IsZero() {
		return noDay
	}
	return int32(d.Number())
}

func dayOf(n int32) app.Day {
	if n == noDay {
		return app.Day{}
	}
	return app.DayNumber(int(n))
}

// interner keeps one copy of each text and of each combination.
type interner struct {
	texts  map[string]string
	shares map[shared]*shared
	group  func(ledger, state string) Group
}

func newInterner(group func(ledger, state string) Group) *interner {
	return &interner{texts: map[string]string{}, shares: map[shared]*shared{}, group: group}
}

func (in *interner) text(s string) string {
	if s == "" {
		return ""
	}
	if kept, ok := in.texts[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	in.texts[s] = s
	return s
}

func (in *interner) share(h *app.Head) *shared {
	key := shared{kind: h.Kind, ledger: h.Ledger, state: h.State, grade: h.Grade, sensitivity: h.Sensitivity}
	if kept, ok := in.shares[key]; ok {
		return kept
	}
	kept := &shared{
		kind: h.Kind, ledger: in.text(h.Ledger), state: in.text(h.State), grade: in.text(h.Grade),
		sensitivity: h.Sensitivity, group: in.group(h.Ledger, h.State), index: len(in.shares),
	}
	key.ledger, key.state, key.grade = kept.ledger, kept.state, kept.grade
	in.shares[key] = kept
	return kept
}

// entry packs a head.
func (in *interner) entry(h *app.Head, e *entry) {
	var buf [512]byte
	own := append(buf[:0], h.ID...)
	own = append(own, h.Number...)
	own = append(own, h.Title...)
	own = packCells(own, h)
	text := string(own)
	n, m := len(h.ID), len(h.ID)+len(h.Number)
	*e = entry{
		id: app.ID(text[:n]), number: text[n:m], title: text[m : m+len(h.Title)], cells: text[m+len(h.Title):],
		shared: in.share(h), place: in.text(h.Place), owner: in.text(h.Owner),
		day: dayNumber(h.Day), due: dayNumber(h.Due), template: int32(h.Template), revision: int32(h.Revision),
		created: h.Created, updated: h.Updated,
	}
}

// headValues are the texts of a head that cells mostly repeat.
func (e *entry) headValues() [6]string {
	return [6]string{e.number, e.title, e.shared.state, e.shared.grade, e.place, e.owner}
}

// Marks of packed cells: below cellDay the index of a head's value that the cell
// repeats; then the days; from cellText on a literal, its length follows.
const (
	cellDay  = 6
	cellDue  = 7
	cellText = 8
)

// packCells appends the cells, each as a mark or as its length and text.
func packCells(out []byte, h *app.Head) []byte {
	values := [6]string{h.Number, h.Title, h.State, h.Grade, h.Place, h.Owner}
	for _, cell := range h.Cells {
		mark := cellText // of a text of its own
		for i, value := range values {
			if cell == value {
				mark = i
				break
			}
		}
		if mark == cellText {
			mark = markOfDay(cell, h)
		}
		if mark < cellText {
			out = append(out, byte(mark))
			continue
		}
		out = binary.AppendUvarint(out, uint64(cellText+len(cell)))
		out = append(out, cell...)
	}
	return out
}

// markOfDay is the mark of a cell that repeats a day of the head.
func markOfDay(cell string, h *app.Head) int {
	if cell == "" {
		return cellText
	}
	switch day, err := app.ParseDay(cell); {
	case err != nil:
	case day == h.Day:
		return cellDay
	case day == h.Due:
		return cellDue
	}
	return cellText
}

// unpackCell reads the first of packed cells.
func (e *entry) unpackCell(packed string) (value, rest string) {
	mark, n := uvarint(packed)
	packed = packed[n:]
	switch {
	case mark >= cellText:
		size := mark - cellText
		return packed[:size], packed[size:]
	case mark == cellDay:
		return dayOf(e.day).String(), packed
	case mark == cellDue:
		return dayOf(e.due).String(), packed
	}
	return e.headValues()[mark], packed
}

// uvarint is binary.Uvarint for a string that packCells wrote.
func uvarint(s string) (value, size int) {
	for shift := 0; ; shift += 7 {
		b := s[size]
		size++
		value |= int(b&0x7f) << shift
		if b < 0x80 {
			return value, size
		}
	}
}

// cell is the cell of that index, "" for one that the entry does not have.
func (e *entry) cell(want int) string {
	packed := e.cells
	for ; want > 0 && packed != ""; want-- {
		packed = afterCell(packed)
	}
	if packed == "" {
		return ""
	}
	value, _ := e.unpackCell(packed)
	return value
}

// afterCell passes over a cell.
func afterCell(packed string) (rest string) {
	mark, n := uvarint(packed)
	return packed[n+max(0, mark-cellText):]
}

func (e *entry) cellList() []string {
	var cells []string
	for packed := e.cells; packed != ""; {
		var value string
		value, packed = e.unpackCell(packed)
		cells = append(cells, value)
	}
	return cells
}

// unpack gives the head back as it was.
func (e *entry) unpack() app.Head {
	return app.Head{
		Kind: e.shared.kind, ID: e.id, Ledger: e.shared.ledger, Number: e.number, Title: e.title,
		State: e.shared.state, Grade: e.shared.grade, Place: e.place, Owner: e.owner,
		Day: dayOf(e.day), Due: dayOf(e.due), Sensitivity: e.shared.sensitivity,
		Template: int(e.template), Revision: int(e.revision), Cells: e.cellList(),
		Created: e.created, Updated: e.updated,
	}
}

// month counts months since year 0, or is noDay.
func (e *entry) month() int32 {
	if e.day == noDay {
		return noDay
	}
	d := dayOf(e.day)
	return int32(d.Year*12 + int(d.Month) - 1)
}

// open says whether the record still has to be dealt with.
func (s *shared) open() bool { return s.group == Open || s.group == Reinspect }

// late is how many days an open record is past its due day.
func (e *entry) late(today int32) int {
	if e.due == noDay || today == noDay || e.due >= today || !e.shared.open() {
		return 0
	}
	return int(today - e.due)
}

// row makes the line of an entry.
func (e *entry) row(today int32, group func(*entry) string) Row {
	r := Row{
		Kind: e.shared.kind, ID: e.id, Ledger: e.shared.ledger, Number: e.number, Title: e.title,
		State: e.shared.state, Grade: e.shared.grade, Place: e.place, Owner: e.owner,
		Day: dayOf(e.day), Due: dayOf(e.due), Late: e.late(today), Sensitivity: e.shared.sensitivity,
		Cells: e.cellList(),
	}
	if group != nil {
		r.Group = group(e)
	}
	return r
}
