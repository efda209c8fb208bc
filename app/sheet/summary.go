package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// Summary is a workbook of several ledgers behind a first sheet of figures: what a
// bundle carries for readers with Excel.
type Summary struct {
	Title string   // name of the first sheet
	Head  []string // its heading
	Lines [][]any  // its rows: texts and whole numbers
	Parts []SummaryPart
}

// SummaryPart is one ledger of a Summary, on a sheet of its own.
type SummaryPart struct {
	Export  Export
	Entries []ledger.Entry
}

// WriteXLSX writes the workbook; the sheets of the ledgers look and read back as
// those of Export.WriteXLSX. Errors are those of it.
func (s Summary) WriteXLSX(ctx context.Context, w io.Writer) error {
	file := excelize.NewFile()
	defer func() { _ = file.Close() }() // it only forgets what is in memory
	if err := s.writeFigures(file); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	for _, part := range s.Parts {
		if err := part.write(ctx, file); err != nil {
			return err
		}
	}
	var book bytes.Buffer
	if err := file.Write(&book); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	if err := inOrder(w, book.Bytes()); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	return nil
}

// inOrder copies a workbook with its parts by name, the list of contents first as
// readers expect: several sheets come out of excelize in an order that differs from
// run to run.
func inOrder(w io.Writer, book []byte) error {
	parts, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return err
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range parts.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

func (p SummaryPart) write(ctx context.Context, file *excelize.File) error {
	columns, err := p.Export.columns()
	if err != nil {
		return err
	}
	// Every sheet begins under the name of a fresh workbook's only one.
	if _, err := file.NewSheet("Sheet1"); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	out, err := p.Export.startSheet(file, columns)
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	if err := p.Export.writeRows(ctx, out, columns, All(p.Entries)); err != nil {
		return err
	}
	if err := out.stream.Flush(); err != nil {
		return app.Wrap(err, app.CodeInternal, "sheet.export.write")
	}
	return nil
}

func (s Summary) writeFigures(file *excelize.File) error {
	name := sheetTitle(s.Title)
	if err := file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	bold, err := file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	out, err := file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, 1, 48); err != nil {
		return err
	}
	head := make([]any, len(s.Head))
	for i, text := range s.Head {
		head[i] = excelize.Cell{StyleID: bold, Value: guardBook(text)}
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	for i, line := range s.Lines {
		if err := writeLine(out, i+2, line); err != nil {
			return err
		}
	}
	return out.Flush()
}

func writeLine(out *excelize.StreamWriter, row int, line []any) error {
	cells := make([]any, len(line))
	for i, value := range line {
		if text, ok := value.(string); ok {
			value = guardBook(text)
		}
		cells[i] = value
	}
	place, err := excelize.CoordinatesToCellName(1, row)
	if err != nil {
		return err
	}
	return out.SetRow(place, cells)
}
