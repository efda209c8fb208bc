package sheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"campuskeeper/app"
)

// separators are tried in this order; the first of equals wins.
var separators = []rune{',', '\t', ';', '|'}

func openText(ctx context.Context, name string, data []byte, report Report) (*Workbook, error) {
	text, err := Text(name, data)
	if err != nil {
		return nil, err
	}
	text, comma := separator(text)
	s := &Sheet{}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord, reader.ReuseRecord = comma, true, -1, true
	var spent budget
	number, nextLine := 0, 1
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, app.Wrap(err, app.CodeInvalid, "sheet.csv", "file", name, "row", number+1)
		}
		// Blank lines are passed over by the reader but count as rows.
		line, _ := reader.FieldPos(0)
		number += 1 + line - nextLine
		nextLine = line + 1 + linesWithin(record)
		if number > maxRows {
			return nil, app.Errorf(app.CodeInvalid, "sheet.rows", "most", maxRows)
		}
		if number%1024 == 0 {
			if ctx.Err() != nil {
				return nil, canceled(ctx)
			}
			report.say(number, number*len(text)/int(reader.InputOffset()))
		}
		if err := s.addText(&spent, number, record); err != nil {
			return nil, err
		}
	}
	return &Workbook{Name: name, Sheets: []*Sheet{s}}, nil
}

func linesWithin(record []string) int {
	n := 0
	for _, field := range record {
		n += strings.Count(field, "\n")
	}
	return n
}

func (s *Sheet) addText(spent *budget, number int, record []string) error {
	row := Row{Number: number, Cells: make([]Cell, 0, len(record))}
	filled := 0
	for i, field := range record {
		field = strings.TrimSpace(field)
		cell := Cell{Text: unguardText(field)}
		if isFault(field) {
			cell.Kind = Fault
		}
		row.Cells = append(row.Cells, cell)
		if field != "" {
			filled = i + 1
		}
	}
	if filled == 0 {
		return nil
	}
	row.Cells = row.Cells[:filled]
	s.Width = max(s.Width, filled)
	s.Rows = append(s.Rows, row)
	return spent.take(s, row)
}

// separator finds what stands between the fields: what the first line names
// ("sep=;"), or what parts the first records into equally many fields.
func separator(text []byte) (rest []byte, comma rune) {
	if line, after, ok := bytes.Cut(text, []byte("\n")); ok && bytes.HasPrefix(line, []byte("sep=")) {
		if named := []rune(strings.TrimRight(string(line[4:]), "\r")); len(named) == 1 && named[0] != '"' && named[0] != '\uFFFD' {
			return after, named[0]
		}
	}
	head := text[:min(len(text), 64<<10)]
	comma, best := separators[0], 0
	for _, candidate := range separators {
		if score := evenness(head, candidate); score > best {
			comma, best = candidate, score
		}
	}
	return text, comma
}

// evenness counts how many fields stand in records that have as many fields as
// most others; a separator that never occurs scores 0.
func evenness(head []byte, comma rune) int {
	reader := csv.NewReader(bytes.NewReader(head))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord, reader.ReuseRecord = comma, true, -1, true
	counts := map[int]int{}
	for range 50 {
		record, err := reader.Read()
		if err != nil {
			break
		}
		if len(record) > 1 {
			counts[len(record)]++
		}
	}
	best := 0
	for fields, records := range counts {
		best = max(best, (fields-1)*records*records)
	}
	return best
}
