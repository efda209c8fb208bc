package sheet

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"campuskeeper/app"
)

// FuzzOpen opens any bytes: a table of strange text, a damaged workbook. It must
// answer with a workbook or with an error of ours, and reading on must not fail otherwise.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("检查日期,隐患部位,存在问题\n2026-09-02,食堂,漏气\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00\n\x00"))
	f.Add([]byte("a;b\n\"x\n\ny\";'=1\n"))
	f.Add([]byte("\xbc\xec\xb2\xe9\xc8\xd5\xc6\xda,\xb5\xd8\xb5\xe3\n2026-9-2,\xca\xb3\xcc\xc3\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("sep=\t\na\tb"))
	im := importer(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := Open(context.Background(), "x", data, nil)
		if err != nil {
			if app.CodeOf(err) != app.CodeInvalid {
				t.Fatalf("error without a word for it: %v", err)
			}
			return
		}
		plan, err := im.Read(context.Background(), book, "hazard", Mapping{}, nil)
		if err != nil && app.CodeOf(err) != app.CodeInvalid {
			t.Fatalf("error without a word for it: %v", err)
		}
		for _, row := range plan.Rows {
			for name, value := range row.Values {
				if value == "" {
					t.Errorf("%s is kept empty", name)
				}
			}
		}
	})
}

// FuzzSheet reads the cells of a worksheet of any XML.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>检查日期</t></is></c></row><row r="2"><c><v>46267.5</v></c></row>`)
	f.Add(`<row r="2"/><row r="1"><c r="ZZ1"/></row></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B9:A1"/></mergeCells>`)
	f.Fuzz(func(t *testing.T, xml string) {
		var data bytes.Buffer
		data.Write(zipped(t, sheetXML(func(w io.Writer) { _, _ = io.WriteString(w, xml) })))
		book, err := Open(context.Background(), "x.xlsx", data.Bytes(), nil)
		if err != nil {
			if app.CodeOf(err) != app.CodeInvalid {
				t.Fatalf("error without a word for it: %v", err)
			}
			return
		}
		last := 0
		for _, row := range book.Sheets[0].Rows {
			if row.Number <= last || row.count() == 0 {
				t.Errorf("row %d behind row %d holds %d cells", row.Number, last, row.count())
			}
			last = row.Number
		}
	})
}

// FuzzMapping reads any mapping file: what is accepted is written and read the same.
func FuzzMapping(f *testing.F) {
	f.Add([]byte(`{"sheet": 2, "headerRows": [2,3], "skipAfter": "说明", "columns": {"存在问题": "description"}, "values": {"level": {"B类": "general"}}, "constants": {"place": "x"}, "ignore": ["序号"]}`))
	f.Add([]byte(`{"sheet": "9月", "columns": {"a": ""}}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := ReadMapping(file)
		if err != nil {
			if app.CodeOf(err) != app.CodeInvalid {
				t.Fatal(err)
			}
			return
		}
		again, err := ReadMapping(m.File())
		if err != nil || !bytes.Equal(again.File(), m.File()) {
			t.Fatalf("%s reads as %s, %v", m.File(), again.File(), err)
		}
	})
}

// FuzzProfile reads any profile file.
func FuzzProfile(f *testing.F) {
	f.Add([]byte(`{"name":"x","title":{"en":"x","zh-Hans":"x"},"header":["A"],"entries":[{"ledger":"hazard","key":["A"],"text":{"place":"{A}, {A"}}]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := ReadProfile(file); err != nil && app.CodeOf(err) != app.CodeInvalid {
			t.Fatal(err)
		}
	})
}

// FuzzSerial turns any number into a moment: what is a day must be that day again.
func FuzzSerial(f *testing.F) {
	for _, serial := range []float64{0, 0.35, 1, 59, 60, 61, 46267.5, 46267.999999, 2958465, -1} {
		f.Add(serial, false)
		f.Add(serial, true)
	}
	f.Fuzz(func(t *testing.T, serial float64, date1904 bool) {
		moment, ok := serialMoment(serial, date1904)
		if !ok || serial < 1 {
			return
		}
		text, _, _ := strings.Cut(moment, "T")
		day, err := app.ParseDay(text)
		if err != nil {
			t.Fatalf("%v is read as %q", serial, moment)
		}
		if back, ok := daySerial(day); ok && !date1904 && back != int(serial) && back != int(serial)+1 {
			t.Errorf("%v is read as %s, which is %d", serial, moment, back)
		}
	})
}

// FuzzHeader looks for a heading in random tables, with and without merged cells.
func FuzzHeader(f *testing.F) {
	f.Add("a,b\n1,2", uint16(0))
	f.Add("标题\n序号,检查日期,整改情况,\n,,期限,完成\n1,2026-9-2,x,y", uint16(0x1234))
	f.Add(",,\n,,\n", uint16(0xffff))
	target, err := importer(f).Target("hazard")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, table string, merged uint16) {
		s := &Sheet{}
		for i, line := range strings.Split(table, "\n") {
			var row Row
			row.Number = i + 1
			for _, text := range strings.Split(line, ",") {
				row.Cells = append(row.Cells, Cell{Text: strings.TrimSpace(text)})
			}
			if row.count() == 0 || len(row.Cells) > maxColumns {
				continue
			}
			s.Width = max(s.Width, len(row.Cells))
			s.Rows = append(s.Rows, row)
		}
		top, left := int(merged>>12), int(merged>>8&15)
		s.merges = []area{{top + 1, left + 1, top + 1 + int(merged>>4&15), left + 1 + int(merged&15)}}
		if err := s.spreadMerges(); err != nil {
			t.Fatal(err)
		}
		s.findBanners()
		l, err := target.Layout(s, Mapping{})
		if err != nil {
			return
		}
		if l.Header.From < 1 || l.Header.To < l.Header.From {
			t.Fatalf("heading in rows %d to %d", l.Header.From, l.Header.To)
		}
		names := map[string]bool{}
		for _, c := range l.Columns {
			if names[titleKey(c.Name)] {
				t.Errorf("two columns are named %q", c.Name)
			}
			names[titleKey(c.Name)] = true
		}
		again, err := target.Layout(s, l.Mapping)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, l.Mapping.File())
		}
		if len(again.Body) != len(l.Body) || len(again.Columns) != len(l.Columns) {
			t.Errorf("what was written reads otherwise: %d rows, then %d", len(l.Body), len(again.Body))
		}
	})
}
