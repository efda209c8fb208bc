package drills

import (
	"cmp"
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// line is a row of the list.
type line struct {
	slot     drill.Slot
	status   status
	day      string
	time     string
	kind     string
	number   string
	standing string
	shape    look.Shape
	rules    string
}

// until is the day by which a line is sorted: one that has only a month comes after the
// days of that month.
func (l line) until() app.Day {
	if l.slot.Standing == drill.Unscheduled {
		return l.slot.Day.LastOfMonth()
	}
	return l.slot.Day
}

// The columns of the list.
const (
	columnDay      = "day"
	columnTime     = "time"
	columnKind     = "kind"
	columnNumber   = "number"
	columnStanding = "standing"
	columnRules    = "rules"
)

func (s *Screen) columns() []widgets.TableColumn[line] {
	column := func(id string, width float32, cell func(line) widgets.Cell) widgets.TableColumn[line] {
		return widgets.TableColumn[line]{ID: id, Title: s.t("drills.col." + id), Width: width, Sort: true, Cell: cell}
	}
	text := func(of func(line) string) func(line) widgets.Cell {
		return func(l line) widgets.Cell { return widgets.Cell{Text: of(l)} }
	}
	list := []widgets.TableColumn[line]{
		column(columnDay, s.dayWide(), text(func(l line) string { return l.day })),
		column(columnTime, 64, text(func(l line) string { return l.time })),
		column(columnKind, 0, func(l line) widgets.Cell { return widgets.Cell{Text: l.kind, Bold: true} }),
		column(columnStanding, 168, func(l line) widgets.Cell {
			return widgets.Cell{Text: l.standing, Shape: l.shape, Role: look.WordRole(l.shape)}
		}),
		column(columnNumber, 128, text(func(l line) string { return l.number })),
		column(columnRules, 160, text(func(l line) string { return l.rules })),
	}
	list[0].Keep, list[2].Keep, list[2].Least, list[3].Keep = true, true, 160, true
	return list
}

// dayWide is the width, in pixels of the design, in which each day of the list can be
// read.
func (s *Screen) dayWide() float32 {
	wide := float32(0)
	for _, standing := range []drill.Standing{drill.Scheduled, drill.Unscheduled, drill.Lapsed} {
		widest := drill.Slot{Standing: standing, Day: app.Day{Year: 2026, Month: 12, Dom: 30}} // a Wednesday: as wide as a day gets
		wide = max(wide, widgets.NewText(slotDay(s.deps.Words, widest)).Wide())
	}
	return wide/look.Px(1) + look.Gap4 + look.Gap1
}

// lines are the slots of a year as rows of the list, sorted.
type lines []line

// Len implements widgets.Rows.
func (l lines) Len() int { return len(l) }

// Key implements widgets.Rows.
func (l lines) Key(i int) string { return slotKey(l[i].slot) }

// Row implements widgets.Rows.
func (l lines) Row(i int) (line, bool) { return l[i], true }

// Find implements widgets.Rows.
func (l lines) Find(key string) int {
	return slices.IndexFunc(l, func(l line) bool { return slotKey(l.slot) == key })
}

// pressing is the order in which the list is sorted by status: what presses first.
var pressing = []status{lapsed, notHeld, unwritten, unreviewed, unscheduled, scheduled, completed}

// listRows makes the rows of the list: of all drills, or of those in the chosen status.
func (s *Screen) listRows() lines {
	book := s.deps.Words
	var list lines
	for _, slot := range s.year.view.List() {
		d := dressOf(slot, s.year.today)
		if s.only != "" && d.status != s.only {
			continue
		}
		l := line{
			slot: slot, status: d.status, day: slotDay(book, slot), time: slot.Time, kind: s.year.kindTitle(slot.Kind, book.Lang()),
			number: slot.Number, standing: d.word(book), shape: d.shape, rules: strings.Join(slot.Rules, s.t("drills.comma")),
		}
		if slot.Standing == drill.Unscheduled { // its day and time are only proposed
			l.time = ""
		}
		list = append(list, l)
	}
	slices.SortStableFunc(list, func(a, b line) int {
		c := 0
		switch s.sortBy {
		case columnTime:
			c = cmp.Compare(a.time, b.time)
		case columnKind:
			c = cmp.Compare(a.kind, b.kind)
		case columnNumber:
			c = cmp.Compare(a.number, b.number)
		case columnStanding:
			c = slices.Index(pressing, a.status) - slices.Index(pressing, b.status)
		case columnRules:
			c = cmp.Compare(a.rules, b.rules)
		default:
			c = a.until().Compare(b.until())
		}
		if s.backwards {
			return -c
		}
		return c
	})
	return list
}
