package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/assets/words"
)

// Parts of the smallest workbook.
const (
	contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	rootLinks    = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookLinks    = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	bookXML      = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
)

// zipped packs a workbook whose sheet is written by write, with further parts.
func zipped(t testing.TB, write func(io.Writer), more ...string) []byte {
	t.Helper()
	var data bytes.Buffer
	z := zip.NewWriter(&data)
	part := func(name string) io.Writer {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	for name, text := range map[string]string{"[Content_Types].xml": contentTypes, "_rels/.rels": rootLinks, linksPart: bookLinks, workbookPart: bookXML} {
		_, _ = io.WriteString(part(name), text)
	}
	write(part("xl/worksheets/sheet1.xml"))
	for _, name := range more {
		_, _ = io.WriteString(part(name), "x")
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// sheetXML writes a worksheet around rows.
func sheetXML(rows func(io.Writer)) func(io.Writer) {
	return func(w io.Writer) {
		_, _ = io.WriteString(w, `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
		rows(w)
		_, _ = io.WriteString(w, `</sheetData></worksheet>`)
	}
}

func text(row int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, row)
	for i, c := range cells {
		fmt.Fprintf(&b, `<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>`, Letters(i), row, c)
	}
	b.WriteString("</row>")
	return b.String()
}

func TestHostileFilesAreRefusedInWords(t *testing.T) {
	ole := append(append([]byte{}, oleMagic...), make([]byte, 600)...)
	cases := map[string]struct {
		data []byte
		key  string
	}{
		"nothing":        {nil, "sheet.empty"},
		"blank":          {[]byte(" \n\n"), "sheet.empty"},
		"old workbook":   {ole, "sheet.xls"},
		"password":       {append(append([]byte{}, ole...), encryptedPart...), "sheet.password"},
		"web page":       {[]byte("<html><table><tr><td>1</td></tr></table></html>"), "sheet.web"},
		"picture":        {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"), "sheet.kind"},
		"cut off":        {zipped(t, sheetXML(func(io.Writer) {}))[:300], "sheet.damaged"},
		"other zip":      {otherZip(t, "word/document.xml"), "sheet.other"},
		"binary book":    {otherZip(t, "xl/workbook.bin"), "sheet.other"},
		"path upwards":   {zipped(t, sheetXML(func(io.Writer) {}), "../../evil.xml"), "sheet.path"},
		"path absolute":  {zipped(t, sheetXML(func(io.Writer) {}), "/etc/evil"), "sheet.path"},
		"path windows":   {zipped(t, sheetXML(func(io.Writer) {}), `xl\..\..\evil`), "sheet.path"},
		"bomb":           {zipped(t, func(w io.Writer) { _, _ = w.Write(make([]byte, 16<<20)) }), "sheet.bomb"},
		"huge cell":      {zipped(t, sheetXML(func(w io.Writer) { _, _ = io.WriteString(w, text(1, strings.Repeat("字", maxCellChars+1))) })), "sheet.cell.huge"},
		"many columns":   {zipped(t, sheetXML(func(w io.Writer) { _, _ = io.WriteString(w, `<row r="1"><c r="XFD1"><v>1</v></c></row>`) })), "sheet.columns"},
		"open quotation": {[]byte("a,b\n\"" + strings.Repeat("x\n", maxCellChars)), "sheet.cell.huge"},
	}
	w, err := app.LoadWords(words.Files())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Open(context.Background(), "x.xlsx", c.data, nil)
			var e *app.Error
			if !errors.As(err, &e) || e.Code != app.CodeInvalid || e.Key != c.key {
				t.Fatalf("error is %v, want %s", err, c.key)
			}
			for _, lang := range app.Langs {
				if said := w.Explain(lang, err); said == e.Key || strings.ContainsAny(said, "{}") {
					t.Errorf("in %s it says %q", lang, said)
				}
			}
		})
	}
}

func otherZip(t *testing.T, part string) []byte {
	t.Helper()
	var data bytes.Buffer
	z := zip.NewWriter(&data)
	if _, err := z.Create(part); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// TestMillionEmptyRows reads a ledger behind which a million formatted but empty
// rows stand, as workbooks get by painting whole columns.
func TestMillionEmptyRows(t *testing.T) {
	data := zipped(t, sheetXML(func(w io.Writer) {
		_, _ = io.WriteString(w, text(1, "检查日期", "隐患部位", "存在问题")+text(2, "2026-09-02", "食堂", "漏气"))
		for row := 3; row < 1_000_000; row++ {
			_, _ = fmt.Fprintf(w, `<row r="%d" s="1" customFormat="1"/>`, row)
		}
		_, _ = io.WriteString(w, text(1_000_000, "2026-09-03", "宿舍", "私拉电线"))
	}))
	book, err := Open(context.Background(), "x.xlsx", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := readHazards(t, book, Mapping{})
	if plan.Err() != nil || len(plan.Rows) != 2 || plan.Rows[1].Where != "S!1000000" {
		t.Errorf("%d rows, %v", len(plan.Rows), plan.Err())
	}
	if n := len(book.Sheets[0].Rows); n != 3 {
		t.Errorf("%d rows are kept", n)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > 64<<20 {
		t.Errorf("%d MB are held", m.HeapAlloc>>20)
	}
}

func TestNothingIsWrittenToDisk(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	data := zipped(t, sheetXML(func(w io.Writer) {
		_, _ = io.WriteString(w, text(1, "检查日期", "隐患部位", "存在问题"))
		for row := 2; row < 60_000; row++ {
			_, _ = io.WriteString(w, text(row, "2026-09-02", fmt.Sprintf("place %d of the school %x", row, row*7919), fmt.Sprint(row*row)))
		}
	}))
	if _, err := Open(context.Background(), "x.xlsx", data, nil); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) != 0 {
		t.Errorf("the folder for temporary files holds %v, %v", left, err)
	}
}

func TestReadingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	table := "检查日期,隐患部位,存在问题\n" + strings.Repeat("2026-09-02,食堂,漏气\n", 5000)
	if _, err := Open(ctx, "x.csv", []byte(table), nil); app.CodeOf(err) != app.CodeCanceled {
		t.Errorf("opening: %v", err)
	}
	data := zipped(t, sheetXML(func(w io.Writer) {
		for row := 1; row < 5000; row++ {
			_, _ = io.WriteString(w, text(row, "2026-09-02", "食堂", "漏气"))
		}
	}))
	if _, err := Open(ctx, "x.xlsx", data, nil); app.CodeOf(err) != app.CodeCanceled {
		t.Errorf("opening a workbook: %v", err)
	}
	book, err := Open(context.Background(), "x.csv", []byte(table), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := importer(t).Read(ctx, book, "hazard", Mapping{}, nil); app.CodeOf(err) != app.CodeCanceled {
		t.Errorf("reading: %v", err)
	}
}
