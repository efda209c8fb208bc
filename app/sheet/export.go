package sheet

import (
	"context"
	"encoding/csv"
	"io"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Export says what is written and how.
type Export struct {
	Template ledger.Template
	Loop     ledger.Loop
	Lang     app.Lang // of titles and words
	// Columns are fields, "number" and "state", in this order; empty writes the
	// number, all fields and the state. The ID always stands last, so that the file
	// comes back as the same entries.
	Columns []string
}

// exportColumn is a column to be written.
type exportColumn struct {
	target string
	title  string
	field  schema.Field // zero for a target that is no field
}

func (x Export) columns() ([]exportColumn, error) {
	names := x.Columns
	if len(names) == 0 {
		names = append(names, TargetNumber)
		for _, f := range x.Template.Fields {
			names = append(names, f.Name)
		}
		names = append(names, TargetState)
	}
	target := NewTarget(x.Template, x.Loop)
	seen := map[string]bool{}
	var list []exportColumn
	for _, name := range append(append([]string{}, names...), TargetID) {
		if !target.has(name) {
			if name == TargetState {
				continue // a ledger without a loop
			}
			return nil, app.Errorf(app.CodeInvalid, "sheet.export.column", "name", name)
		}
		f, isField := target.isField(name)
		title := exportTitles[name].In(x.Lang)
		if isField {
			title = f.Title.In(x.Lang)
		}
		if seen[titleKey(title)] {
			title += " (" + name + ")"
		}
		seen[titleKey(title)] = true
		list = append(list, exportColumn{name, title, f})
	}
	return list, nil
}

// text returns what is written for a column of an entry: words that read back as
// the same value, in the language asked for where that is possible.
func (x Export) text(c exportColumn, target *Target, e ledger.Entry) string {
	switch {
	case c.field.Name != "":
		return x.fieldText(c.field, e.Values[c.field.Name])
	case c.target == TargetNumber:
		return e.Number
	case c.target == TargetID:
		return string(e.ID)
	}
	label := x.Template.StateLabel(x.Loop, e.State, x.Lang)
	if state, ok := target.State(label); ok && state == e.State {
		return label
	}
	return string(e.State)
}

func (x Export) fieldText(f schema.Field, value string) string {
	switch f.Type {
	case schema.Date, schema.Rows, schema.LongText:
		return value
	}
	shown := f.Short(value, x.Lang)
	if back, err := f.Parse(shown); err == nil && back == value {
		return shown
	}
	return value
}

// WriteXLSX writes entries as a workbook of one sheet: frozen heading, a filter,
// days as real dates, everything else that is no number as text, so that nothing
// can be taken for a formula. CodeInvalid when a text does not fit into a cell.
func (x Export) WriteXLSX(ctx context.Context, w io.Writer, entries iter.Seq2[ledger.Entry, error]) error {
	columns, err := x.columns()
	if err != nil {
		return err
	}
	file := excelize.NewFile()
	defer func() { _ = file.Close() }() // it only forgets what is in memory
	out, err := x.startSheet(file, columns)
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	if err := x.writeRows(ctx, out, columns, entries); err != nil {
		return err
	}
	if err := out.stream.Flush(); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	if err := file.Write(w); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	return nil
}

// sheetWriter is a sheet being written with the styles of its cells.
type sheetWriter struct {
	stream             *excelize.StreamWriter
	head, day, wrapped int
}

// Widths of columns in characters, by what they hold.
var columnWidths = map[schema.Type]float64{
	schema.Date: 12, schema.Time: 8, schema.DateTime: 17, schema.Year: 8, schema.Integer: 10, schema.Number: 10, schema.Boolean: 8,
	schema.LongText: 48, schema.Rows: 48, schema.List: 24, schema.Photo: 16, schema.File: 16,
}

const widthElse = 20

// sheetTitle cuts a title to what Excel takes as the name of a sheet.
func sheetTitle(title string) string {
	clean := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, title), "' ")
	for len(utf16.Encode([]rune(clean))) > excelize.MaxSheetNameLength {
		runes := []rune(clean)
		clean = string(runes[:len(runes)-1])
	}
	if clean == "" {
		return "Sheet1"
	}
	return clean
}

func (x Export) startSheet(file *excelize.File, columns []exportColumn) (*sheetWriter, error) {
	name := sheetTitle(x.Template.Title.In(x.Lang))
	if err := file.SetSheetName("Sheet1", name); err != nil {
		return nil, err
	}
	dayFormat := "yyyy-mm-dd"
	out := &sheetWriter{}
	styles := []struct {
		into  *int
		style excelize.Style
	}{
		{&out.head, excelize.Style{
			Font:      &excelize.Font{Bold: true},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E9EDF2"}},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
		}},
		{&out.day, excelize.Style{CustomNumFmt: &dayFormat, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&out.wrapped, excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	}
	for _, s := range styles {
		id, err := file.NewStyle(&s.style)
		if err != nil {
			return nil, err
		}
		*s.into = id
	}
	var err error
	if out.stream, err = file.NewStreamWriter(name); err != nil {
		return nil, err
	}
	for i, c := range columns {
		width := columnWidths[c.field.Type]
		if width == 0 {
			width = widthElse
		}
		if err := out.stream.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if err := out.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	heads := make([]any, len(columns))
	for i, c := range columns {
		heads[i] = excelize.Cell{StyleID: out.head, Value: c.title}
	}
	return out, out.stream.SetRow("A1", heads)
}

func (x Export) writeRows(ctx context.Context, out *sheetWriter, columns []exportColumn, entries iter.Seq2[ledger.Entry, error]) error {
	target := NewTarget(x.Template, x.Loop)
	row := 1
	cells := make([]any, len(columns))
	for e, err := range entries {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return canceled(ctx)
		}
		row++
		if row > maxRows {
			return app.Errorf(app.CodeInvalid, "sheet.rows", "most", maxRows)
		}
		for i, c := range columns {
			text := x.text(c, target, e)
			if len(utf16.Encode([]rune(text))) > excelize.TotalCellChars {
				return app.Errorf(app.CodeInvalid, "sheet.export.long", "number", e.Number, "most", excelize.TotalCellChars)
			}
			cells[i] = out.cell(c.field, text)
		}
		place, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return app.Wrap(err, app.CodeInternal, "sheet.export.write")
		}
		if err := out.stream.SetRow(place, cells); err != nil {
			return app.Wrap(err, app.CodeInternal, "sheet.export.write")
		}
	}
	return nil
}

// plainNumber matches what a workbook keeps exactly: at most 15 digits.
var plainNumber = regexp.MustCompile(`^-?\d{1,15}$|^-?\d{1,9}\.\d{1,6}$`)

func (out *sheetWriter) cell(f schema.Field, text string) any {
	switch {
	case text == "":
		return nil
	case f.Type == schema.Date:
		if day, err := app.ParseDay(text); err == nil {
			if serial, ok := daySerial(day); ok {
				return excelize.Cell{StyleID: out.day, Value: serial}
			}
		}
	case (f.Type == schema.Integer || f.Type == schema.Number) && plainNumber.MatchString(text):
		if value, err := strconv.ParseFloat(text, 64); err == nil {
			return value
		}
	}
	return excelize.Cell{StyleID: out.wrapped, Value: guardBook(text)}
}

// WriteCSV writes entries as CSV in UTF-8 with a byte order mark, which is what
// Excel needs to see the characters. A text that a workbook program would take for
// a formula gets an apostrophe in front, which Open takes away again.
func (x Export) WriteCSV(ctx context.Context, w io.Writer, entries iter.Seq2[ledger.Entry, error]) error {
	columns, err := x.columns()
	if err != nil {
		return err
	}
	target := NewTarget(x.Template, x.Loop)
	if _, err := w.Write(bomUTF8); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	out := csv.NewWriter(w)
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = c.title
	}
	if err := out.Write(record); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	for e, err := range entries {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return canceled(ctx)
		}
		for i, c := range columns {
			record[i] = guardText(c.field, x.text(c, target, e))
		}
		if err := out.Write(record); err != nil {
			return app.Wrap(err, app.CodeInternal, "sheet.export.write")
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	return nil
}

// All turns a list of entries into what the writers take.
func All(entries []ledger.Entry) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}
