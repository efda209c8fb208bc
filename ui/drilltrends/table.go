package drilltrends

import (
	"slices"

	"fyne.io/fyne/v2"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// row is one drill of the table.
type row struct {
	key, number, day, time, target, difference, result string
	shape                                              look.Shape
}

func (s *Screen) columns() []widgets.TableColumn[row] {
	column := func(id string, width float32, of func(row) string) widgets.TableColumn[row] {
		return widgets.TableColumn[row]{
			ID: id, Title: s.t("trends.col." + id), Width: width, Cell: func(r row) widgets.Cell { return widgets.Cell{Text: of(r)} },
		}
	}
	figure := func(id string, of func(row) string) widgets.TableColumn[row] {
		c := column(id, 96, of)
		c.Align = fyne.TextAlignTrailing
		return c
	}
	list := []widgets.TableColumn[row]{
		column("day", 184, func(r row) string { return r.day }),
		column("number", 128, func(r row) string { return r.number }),
		figure("time", func(r row) string { return r.time }),
		figure("target", func(r row) string { return r.target }),
		figure("difference", func(r row) string { return r.difference }),
		column("result", 0, nil),
	}
	list[0].Keep, list[2].Keep, list[5].Keep, list[5].Least = true, true, true, 160
	list[5].Cell = func(r row) widgets.Cell {
		return widgets.Cell{Text: r.result, Shape: r.shape, Role: look.WordRole(r.shape)}
	}
	return list
}

// rows are the drills of the table, the newest first.
type rows []row

// Len implements widgets.Rows.
func (r rows) Len() int { return len(r) }

// Key implements widgets.Rows.
func (r rows) Key(i int) string { return r[i].key }

// Row implements widgets.Rows.
func (r rows) Row(i int) (row, bool) { return r[i], true }

// Find implements widgets.Rows.
func (r rows) Find(key string) int {
	return slices.IndexFunc(r, func(r row) bool { return r.key == key })
}

func (s *Screen) tableRows() rows {
	var list rows
	for _, p := range slices.Backward(s.trend.Points) {
		list = append(list, s.rowOf(p))
	}
	return list
}

func (s *Screen) rowOf(p drill.TrendPoint) row {
	r := row{key: string(p.ID), number: p.Number, day: s.deps.Words.Day(p.Day), time: widgets.ChartClock(p.Seconds), result: s.t("trends.mark.plain")}
	if p.Target == 0 {
		return r
	}
	r.target, r.difference, r.result, r.shape = widgets.ChartClock(p.Target), "-"+widgets.ChartClock(p.Target-p.Seconds), s.t("trends.mark.within"), look.Done
	switch {
	case p.Missed():
		r.difference, r.result, r.shape = "+"+widgets.ChartClock(p.Seconds-p.Target), s.t("trends.mark.over"), look.Late
	case p.Seconds == p.Target:
		r.difference = widgets.ChartClock(0)
	}
	return r
}
