package drills

import (
	"cmp"
	"slices"
	"strings"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// line is a row of the list.
type line struct {
	slot     drill.Slot
	day      string
	time     string
	kind     string
	number   string
	standing string
	shape    look.Shape
	rules    string
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
		column(columnDay, 168, text(func(l line) string { return l.day })),
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

// standings is the order in which the list is sorted by standing: what presses first.
var standings = []drill.Standing{drill.Lapsed, drill.Unwritten, drill.Unscheduled, drill.Scheduled, drill.Completed}

// listRows makes the rows of the list.
func (s *Screen) listRows() lines {
	book := s.deps.Words
	var list lines
	for _, slot := range s.year.view.List() {
		list = append(list, line{
			slot: slot, day: book.Day(slot.Day), time: slot.Time, kind: s.year.kindTitle(slot.Kind, book.Lang()), number: slot.Number,
			standing: book.T(slot.Standing.Key()), shape: dressOf(slot, s.year.today).shape, rules: strings.Join(slot.Rules, ", "),
		})
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
			c = slices.Index(standings, a.slot.Standing) - slices.Index(standings, b.slot.Standing)
		case columnRules:
			c = cmp.Compare(a.rules, b.rules)
		default:
			c = a.slot.Day.Compare(b.slot.Day)
		}
		if s.backwards {
			return -c
		}
		return c
	})
	return list
}
