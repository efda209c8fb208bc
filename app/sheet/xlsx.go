package sheet

import (
	"bytes"
	"context"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"campuskeeper/app"
)

// momentMark is how a date cell is told from a number while excelize streams: the
// number formats of the workbook are exchanged, those of dates for one that writes
// this mark and the serial, all others for none. So every cell comes as it is
// stored and not as it happens to be shown, in one pass. The mark is a character
// of the private use area, which no text has.
const (
	momentMark   = "\uE0D1"
	momentFormat = `"` + momentMark + `"0.0000000000`
	unknownStyle = 1 << 20 // number format id that no workbook uses: the value stays as stored
)

func openXLSX(ctx context.Context, name string, data []byte, report Report) (*Workbook, error) {
	if err := inspect(name, data); err != nil {
		return nil, err
	}
	// All parts stay in memory: excelize would put large ones into files for anyone to read.
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "sheet.damaged", "file", name)
	}
	defer func() { _ = file.Close() }() // it only forgets what is in memory
	get := func(part string) []byte {
		content, _ := file.Pkg.Load(part)
		b, _ := content.([]byte)
		return b
	}
	sheets, date1904, err := readOutline(get)
	if err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "sheet.damaged", "file", name)
	}
	if err := markMoments(file); err != nil {
		return nil, app.Wrap(err, app.CodeInvalid, "sheet.damaged", "file", name)
	}
	book := &Workbook{Name: name}
	var spent budget
	for _, part := range sheets {
		s := &Sheet{Name: part.name, Hidden: part.hidden, date1904: date1904}
		s.merges = readMerges(get(part.part), parseArea)
		if err := s.readRows(ctx, file, &spent, report); err != nil {
			return nil, err
		}
		if err := s.spreadMerges(); err != nil {
			return nil, err
		}
		s.findBanners()
		book.Sheets = append(book.Sheets, s)
	}
	return book, nil
}

func (s *Sheet) readRows(ctx context.Context, file *excelize.File, spent *budget, report Report) error {
	rows, err := file.Rows(s.Name)
	if err != nil {
		return app.Wrap(err, app.CodeInvalid, "sheet.damaged", "file", s.Name)
	}
	number := 0
	for rows.Next() {
		number++
		if number%1024 == 0 {
			if ctx.Err() != nil {
				return canceled(ctx)
			}
			report.say(number, 0)
		}
		texts, err := rows.Columns()
		if err != nil {
			return app.Wrap(err, app.CodeInvalid, "sheet.damaged", "file", s.Name)
		}
		row := s.rowOf(number, texts)
		if len(row.Cells) == 0 {
			continue
		}
		if err := spent.take(s, row); err != nil {
			return err
		}
		s.Width = max(s.Width, len(row.Cells))
		s.Rows = append(s.Rows, row)
	}
	if err := rows.Close(); err != nil {
		return app.Wrap(err, app.CodeInvalid, "sheet.damaged", "file", s.Name)
	}
	return nil
}

// rowOf makes a row of what excelize read; without cells when all are empty.
func (s *Sheet) rowOf(number int, texts []string) Row {
	filled := 0
	for i, text := range texts {
		if strings.TrimSpace(text) != "" {
			filled = i + 1
		}
	}
	row := Row{Number: number}
	if filled > 0 {
		row.Cells = make([]Cell, filled)
	}
	for i, text := range texts[:filled] {
		row.Cells[i] = s.cell(strings.TrimSpace(text))
	}
	return row
}

func (s *Sheet) cell(text string) Cell {
	if isFault(text) {
		return Cell{Text: text, Kind: Fault}
	}
	number, marked := strings.CutPrefix(text, momentMark)
	if !marked {
		return Cell{Text: unguardBook(text)}
	}
	serial, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return Cell{Text: number}
	}
	if moment, ok := serialMoment(serial, s.date1904); ok {
		return Cell{Text: moment, Kind: Moment}
	}
	return Cell{Text: strconv.FormatFloat(serial, 'f', -1, 64)}
}

// markMoments exchanges the number formats of an opened workbook, see momentMark.
func markMoments(file *excelize.File) error {
	if file.Styles == nil || file.Styles.CellXfs == nil {
		return nil
	}
	codes := map[int]string{}
	if file.Styles.NumFmts != nil {
		for _, f := range file.Styles.NumFmts.NumFmt {
			codes[f.NumFmtID] = f.FormatCode
		}
	}
	shown := momentFormat
	style, err := file.NewStyle(&excelize.Style{CustomNumFmt: &shown})
	if err != nil {
		return err
	}
	marked, plain := *file.Styles.CellXfs.Xf[style].NumFmtID, unknownStyle
	for i := range file.Styles.CellXfs.Xf {
		xf := &file.Styles.CellXfs.Xf[i]
		switch {
		case i == style:
		case xf.NumFmtID != nil && isMomentFormat(*xf.NumFmtID, codes):
			xf.NumFmtID = &marked
		default:
			xf.NumFmtID = &plain
		}
	}
	return nil
}

// isMomentFormat says whether a number format shows a date or a time of day. The
// built-in ones are those of ECMA-376 part 1, 18.8.30, with the East Asian ones.
func isMomentFormat(id int, codes map[int]string) bool {
	if code, custom := codes[id]; custom {
		return isMomentCode(code)
	}
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58 || id >= 71 && id <= 81
}

var (
	elapsed     = regexp.MustCompile(`(?i)\[(h+|m+|s+)\]`)
	notInFormat = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
)

// isMomentCode reads a format code: letters of a date or a time outside quotes.
func isMomentCode(code string) bool {
	if elapsed.MatchString(code) {
		return true
	}
	code, _, _ = strings.Cut(notInFormat.ReplaceAllString(code, ""), ";")
	code = strings.ToLower(strings.ReplaceAll(strings.ToLower(code), "general", ""))
	return strings.ContainsAny(code, "ymdhs")
}

func parseArea(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return area{}, false
	}
	left, top, err1 := excelize.CellNameToCoordinates(from)
	right, bottom, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil {
		return area{}, false
	}
	return area{min(top, bottom), min(left, right), max(top, bottom), max(left, right)}, true
}

// spreadMerges writes the text of a merged area into every row of its first column:
// a place that is merged over several hazards counts for each of them. Rows that
// hold nothing else stay empty.
func (s *Sheet) spreadMerges() error {
	filled := 0
	for _, a := range s.merges {
		if a.rows() < 2 || a.left > maxColumns {
			continue
		}
		head, ok := s.row(a.top)
		cell := head.At(a.left - 1)
		if !ok || cell.Text == "" {
			continue
		}
		for i := s.search(a.top + 1); i < len(s.Rows) && s.Rows[i].Number <= a.bottom; i++ {
			row := &s.Rows[i]
			for len(row.Cells) < a.left {
				row.Cells = append(row.Cells, Cell{})
			}
			row.Cells[a.left-1] = cell
			if filled++; filled > maxMergedCells {
				return app.Errorf(app.CodeInvalid, "sheet.merges", "sheet", s.Name)
			}
		}
	}
	return nil
}
