package ledgers

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

func TestLongListIsFetchedPageByPage(t *testing.T) {
	s := open(t, app.English)
	const count = 2*pageSize + 50
	in := ledger.Import{File: "visitors.xlsx"}
	for i := range count {
		in.Rows = append(in.Rows, ledger.ImportRow{Ledger: "visitor", Values: schema.Values{
			"visitedOn": today, "inAt": "08:00", "name": fmt.Sprintf("Visitor %03d", i), "reason": "meter", "host": "A", "persons": "1",
		}})
	}
	if _, err := s.service.Import(s.ctx, director, in); err != nil {
		t.Fatal(err)
	}
	s.memory[lastLedger] = "visitor"
	screen := s.show()
	v := screen.at
	if v.rows.Len() != count || len(v.rows.pages) != 1 {
		t.Fatalf("%d rows, %d pages fetched, want %d and only the first", v.rows.Len(), len(v.rows.pages), count)
	}
	if _, known := v.rows.Row(count - 1); known {
		t.Fatal("the last row is known before anybody looked")
	}
	s.settle()
	if row, known := v.rows.Row(count - 1); !known || row.key == "" {
		t.Error("the last row did not arrive")
	}
	s.window.Canvas().Focus(v.table)
	s.key(fyne.KeyEnd)
	if v.pane.detail == nil || v.table.SelectedKey() != string(v.pane.detail.entry.ID) {
		t.Error("the record of the last row is not beside the list")
	}
	v.chooseAll()
	s.settle()
	if got := len(v.table.Chosen()); got != count {
		t.Errorf("%d are chosen, want all %d", got, count)
	}
}

func TestColumnsOfEveryLedger(t *testing.T) {
	s := open(t, app.Chinese)
	for _, template := range s.library.Templates() {
		columns := columnsOf(s.book, template, s.library.Loop(template))
		if len(columns) != len(template.List) {
			t.Errorf("%s has %d columns, want %d", template.Name, len(columns), len(template.List))
		}
		hidden := hiddenAtFirst(template)
		if shown := len(columns) - len(hidden); shown < min(shownFirst, len(columns)) {
			t.Errorf("%s shows %d columns at first", template.Name, shown)
		}
		for _, column := range columns {
			if column.Title == "" || column.Width == 0 && column.Least == 0 {
				t.Errorf("%s: column %s has title %q and width %v", template.Name, column.ID, column.Title, column.Width)
			}
			if slices.Contains(hidden, column.ID) && column.Keep {
				t.Errorf("%s hides %s, which it must keep", template.Name, column.ID)
			}
		}
	}
	hazard, _ := s.library.Template("hazard")
	for column, want := range map[string]catalog.Column{
		"number": catalog.ByNumber, "deadline": catalog.ByDue, "place": catalog.ByPlace, "category": catalog.Cell(8),
	} {
		if got := sortColumn(hazard, column); got != want {
			t.Errorf("%s is sorted by %s, want %s", column, got, want)
		}
	}
}

func TestStateColumnFitsEveryState(t *testing.T) {
	for _, lang := range []app.Lang{app.English, app.Chinese} {
		s := open(t, lang)
		for _, template := range s.library.Templates() {
			loop := s.library.Loop(template)
			for _, column := range columnsOf(s.book, template, loop) {
				if column.ID != ledger.ColumnState {
					continue
				}
				for _, word := range stateWords(s.book, template, loop) {
					if wide := fyne.MeasureText(word, look.BodyText, fyne.TextStyle{}).Width + beforeWord; wide > column.Width {
						t.Errorf("%s: %q needs %v of the %v pixels of its column", template.Name, word, wide, column.Width)
					}
				}
			}
		}
	}
}

func TestLatenessTakesThePlaceOfTheState(t *testing.T) {
	s := open(t, app.English)
	hazard, _ := s.library.Template("hazard")
	l := newLiner(s.book, hazard, s.library.Loop(hazard))
	row := catalog.Row{State: "submitted", Grade: "major", Cells: []string{"YH", today, "", "", "major", "", today, "submitted", "fire"}}
	made := l.line(row)
	if got := made.cells[7]; got.Text != "To re-inspect" || got.Shape != look.DueNow {
		t.Errorf("the state is %+v", got)
	}
	if got := made.cells[4]; got.Text != "Major" || got.Shape != look.Major || !got.Bold {
		t.Errorf("the level is %+v", got)
	}
	row.Late = 1
	if got := l.line(row).cells[7]; got.Text != "1 day late" || got.Shape != look.Late || got.Role != look.Red {
		t.Errorf("a late one says %+v", got)
	}
	if got := l.line(row).cells[8]; got.Text != "Fire" {
		t.Errorf("an open word is shown as %q, want its label", got.Text)
	}
}

func TestWeekEndsOnSunday(t *testing.T) {
	for _, day := range []string{"2026-11-23", "2026-11-27", "2026-11-29"} {
		if got := endOfWeek(app.MustDay(day)).String(); got != "2026-11-29" {
			t.Errorf("the week of %s ends on %s, want 2026-11-29", day, got)
		}
	}
}
