package sheet

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// workbook builds a workbook for a test.
type workbook struct {
	t    testing.TB
	file *excelize.File
}

func newBook(t testing.TB) workbook {
	t.Helper()
	return workbook{t, excelize.NewFile()}
}

func (b workbook) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// rows writes rows from a cell on; nil leaves a cell empty.
func (b workbook) rows(sheet string, first int, rows ...[]any) workbook {
	b.t.Helper()
	if i, _ := b.file.GetSheetIndex(sheet); i < 0 {
		_, err := b.file.NewSheet(sheet)
		b.must(err)
	}
	for i, row := range rows {
		b.must(b.file.SetSheetRow(sheet, fmt.Sprintf("A%d", first+i), &row))
	}
	return b
}

func (b workbook) merge(sheet string, areas ...string) workbook {
	b.t.Helper()
	for _, a := range areas {
		var from, to string
		_, err := fmt.Sscanf(a, "%2s:%s", &from, &to)
		b.must(err)
		b.must(b.file.MergeCell(sheet, from, to))
	}
	return b
}

func (b workbook) open() *Workbook {
	b.t.Helper()
	var data bytes.Buffer
	b.must(b.file.Write(&data))
	book, err := Open(context.Background(), "台账.xlsx", data.Bytes(), nil)
	b.must(err)
	return book
}

// paper is a hazard ledger as a school keeps it: the title merged over all columns,
// a heading of two rows, a place merged over two hazards, a sum, notes below.
func paper(t testing.TB) workbook {
	b := newBook(t)
	b.rows("Sheet1", 1,
		[]any{"滨河示例学校2026年秋季安全隐患排查整改台账"},
		[]any{"序号", "检查日期", "隐患部位", "存在问题", "隐患级别", "整改情况", nil, nil, "是否销号", "备注"},
		[]any{nil, nil, nil, nil, nil, "责任人", "整改期限", "完成日期"},
		[]any{1, "2026/9/2", "食堂操作间", "燃气软管老化", "B类", "方淑琴", "2026年9月9日", "2026.9.8", "已整改", nil},
		[]any{2, "2026-09-02", nil, "灭火器压力不足", "一般", "陆建平", "2026-9-5", nil, "整改中", "已报修"},
		[]any{3, "2026年9月3日", "东大门", "防冲撞升降柱不能锁定", "重大", "段志远", "20260910", nil, "已销号", nil},
		[]any{"合计", 3},
		[]any{"填表说明：隐患级别按重大、一般填写。"},
		[]any{"填表人：方淑琴", nil, nil, "审核人：陆建平"},
	)
	return b.merge("Sheet1", "A1:J1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:H2", "I2:I3", "J2:J3", "C4:C5", "A8:J8")
}

func readHazards(t testing.TB, book *Workbook, m Mapping) Plan {
	t.Helper()
	plan, err := importer(t).Read(context.Background(), book, "hazard", m, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func mapOf(t testing.TB, text string) Mapping {
	t.Helper()
	m, err := ReadMapping([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPaperLedger(t *testing.T) {
	book := paper(t).open()
	plan := readHazards(t, book, Mapping{})
	if len(plan.Misfits) != 1 || plan.Misfits[0].Where != "Sheet1!E4" || plan.Misfits[0].Value != "B类" || plan.Misfits[0].Key != "field.word" {
		t.Fatalf("misfits are %+v", plan.Misfits)
	}
	m := plan.Parts[0].Layout.Mapping
	for title, want := range map[string]string{
		"检查日期": "foundOn", "隐患部位": "place", "存在问题": "description", "隐患级别": "level",
		"责任人": "responsible", "整改期限": "deadline", "完成日期": "doneOn", "是否销号": TargetState,
	} {
		if m.Columns[title] != want {
			t.Errorf("%s became %q, want %q", title, m.Columns[title], want)
		}
	}
	if fmt.Sprint(m.HeaderRows) != "[2 3]" || m.SkipAfter != "填表说明：隐患级别按重大、一般填写。" || fmt.Sprint(m.Ignore) != "[备注 序号]" {
		t.Errorf("mapping is %s", m.File())
	}

	plan = readHazards(t, book, mapOf(t, `{"values": {"level": {"B类": "general"}}}`))
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		where, state, place, level, deadline, done string
	}{
		{"Sheet1!4", "closed", "食堂操作间", "general", "2026-09-09", "2026-09-08"},
		{"Sheet1!5", "in-progress", "食堂操作间", "general", "2026-09-05", ""},
		{"Sheet1!6", "closed", "东大门", "major", "2026-09-10", ""},
	}
	if len(plan.Rows) != len(want) {
		t.Fatalf("%d rows, want %d: %+v", len(plan.Rows), len(want), plan.Rows)
	}
	for i, w := range want {
		r := plan.Rows[i]
		if r.Where != w.where || string(r.State) != w.state || r.Values["place"] != w.place || r.Values["level"] != w.level || r.Values["deadline"] != w.deadline || r.Values["doneOn"] != w.done {
			t.Errorf("row %d is %+v, want %+v", i, r, w)
		}
	}
	if passed := plan.Parts[0].Layout.Passed; len(passed) != 3 || passed[0].Key != "sheet.passed.total" || passed[2].Key != "sheet.passed.note" {
		t.Errorf("passed over: %+v", passed)
	}
}

func TestImportedStateGoesIntoTheHistory(t *testing.T) {
	plan := readHazards(t, paper(t).open(), mapOf(t, `{"values": {"level": {"B类": "general"}}}`))
	s, store := service(t, shipped(t))
	if _, err := s.Import(context.Background(), clerk, plan.Import()); err != nil {
		t.Fatal(err)
	}
	states := map[string]int{}
	for _, head := range store.Heads() {
		states[head.State]++
		history, err := s.History(context.Background(), head.ID)
		if err != nil || len(history) != 1 || history[0].Action != "imported" || history[0].To != head.State {
			t.Errorf("history of %s is %+v, %v", head.Number, history, err)
		}
	}
	if states["closed"] != 2 || states["in-progress"] != 1 {
		t.Errorf("states are %v", states)
	}
	undone, err := s.Undo(context.Background(), clerk)
	if err != nil || undone.Count != 3 || len(store.Heads()) != 0 {
		t.Errorf("undo took back %+v, %v; %d heads left", undone, err, len(store.Heads()))
	}
}

func TestMappingDecides(t *testing.T) {
	book := paper(t).open()
	plan := readHazards(t, book, mapOf(t, `{"sheet": 1, "headerRows": [2, 3], "skipAfter": "合计", "columns": {"备注": "result", "整改情况/责任人": "foundBy", "存在问题": "description"},
		"values": {"level": {"b类": "major"}, "state": {"已整改": "submitted"}}, "constants": {"department": "总务处", "result": "无"}, "ignore": ["完成日期"]}`))
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	r := plan.Rows[0]
	want := schema.Values{
		"foundOn": "2026-09-02", "place": "食堂操作间", "description": "燃气软管老化", "level": "major", "foundBy": "方淑琴",
		"deadline": "2026-09-09", "department": "总务处", "result": "无",
	}
	if fmt.Sprint(r.Values) != fmt.Sprint(want) || r.State != "submitted" {
		t.Errorf("row is %v %s\nwant %v", r.Values, r.State, want)
	}
	if got := plan.Rows[1].Values["result"]; got != "已报修" {
		t.Errorf("a constant covers what the file says: %q", got)
	}
	// What is printed reads the same again.
	again := readHazards(t, book, mapOf(t, string(plan.Parts[0].Layout.Mapping.File())))
	if fmt.Sprint(again.Rows) != fmt.Sprint(plan.Rows) {
		t.Error("the printed mapping reads otherwise")
	}
}

func TestMappingRefusesWhatIsNotThere(t *testing.T) {
	book := paper(t).open()
	for name, c := range map[string]struct{ mapping, key string }{
		"unknown title":    {`{"columns": {"问题": "description"}}`, "sheet.mapping.column"},
		"unknown field":    {`{"columns": {"存在问题": "problem"}}`, "sheet.mapping.field"},
		"unknown value":    {`{"values": {"level": {"B类": "middling"}}}`, "field.word"},
		"unknown state":    {`{"values": {"state": {"已整改": "gone"}}}`, "sheet.state"},
		"unknown constant": {`{"constants": {"where": "x"}}`, "sheet.mapping.field"},
		"bad constant":     {`{"constants": {"deadline": "soon"}}`, "day.unread"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := importer(t).Read(context.Background(), book, "hazard", mapOf(t, c.mapping), nil)
			e, ok := err.(*app.Error)
			if !ok || e.Code != app.CodeInvalid || len(e.Problems) != 1 || e.Problems[0].Key != c.key {
				t.Errorf("error is %v", err)
			}
		})
	}
	if _, err := importer(t).Read(context.Background(), book, "hazard", mapOf(t, `{"sheet": "汇总"}`), nil); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("an unknown sheet: %v", err)
	}
	for _, file := range []string{``, `[]`, `{"colums": {}}`, `{"headerRows": [3, 2]}`, `{"headerRows": [0]}`, `{"columns": {"a": "place", "b": "place"}}`, `{} {}`, `{"sheet": true}`} {
		if _, err := ReadMapping([]byte(file)); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("mapping %q: %v", file, err)
		}
	}
}

func TestDatesOfAllForms(t *testing.T) {
	for _, date1904 := range []bool{false, true} {
		t.Run(fmt.Sprint("1904 ", date1904), func(t *testing.T) {
			b := newBook(t)
			b.must(b.file.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}))
			serial := 46267.0 // 2026-09-02
			if date1904 {
				serial -= serialsBetween
			}
			b.rows("Sheet1", 1, []any{"检查日期", "隐患部位", "存在问题", "整改期限"})
			for i := range 8 {
				b.rows("Sheet1", i+2, []any{nil, "食堂", fmt.Sprint("问题", i), nil})
			}
			shown := map[string]string{"A2": "yyyy\"年\"m\"月\"d\"日\"", "A3": "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "A4": "m/d/yy h:mm"}
			for cell, format := range shown {
				style, err := b.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
				b.must(err)
				b.must(b.file.SetCellValue("Sheet1", cell, serial+0.35))
				b.must(b.file.SetCellStyle("Sheet1", cell, cell, style))
			}
			style, err := b.file.NewStyle(&excelize.Style{NumFmt: 14})
			b.must(err)
			b.must(b.file.SetCellValue("Sheet1", "A5", serial))
			b.must(b.file.SetCellStyle("Sheet1", "A5", "A5", style))
			b.must(b.file.SetCellValue("Sheet1", "A6", serial)) // a bare number
			b.must(b.file.SetCellValue("Sheet1", "A7", fmt.Sprint(serial)))
			b.must(b.file.SetCellValue("Sheet1", "A8", "2 September 2026"))
			b.must(b.file.SetCellStr("Sheet1", "A9", "2026/9/2 8:05"))
			b.must(b.file.SetCellStyle("Sheet1", "A9", "A9", style))
			plan := readHazards(t, b.open(), Mapping{})
			if err := plan.Err(); err != nil {
				t.Fatal(err)
			}
			for _, r := range plan.Rows {
				if r.Values["foundOn"] != "2026-09-02" {
					t.Errorf("%s is read as %s", r.Where, r.Values["foundOn"])
				}
			}
			if len(plan.Rows) != 8 {
				t.Errorf("%d rows", len(plan.Rows))
			}
		})
	}
}

func TestTimesAndText(t *testing.T) {
	b := newBook(t)
	b.rows("Sheet1", 1,
		[]any{"来访日期", "来访人姓名", "进校时间", "离校时间", "来访事由", "联系电话", "人数"},
		[]any{time.Date(2026, 9, 2, 0, 0, 0, 0, time.UTC), "方淑琴", 0.3368055555, "下午5点", time.Date(2026, 9, 3, 8, 5, 0, 0, time.UTC), 13800138000, 2.0},
	)
	style, err := b.file.NewStyle(&excelize.Style{NumFmt: 20})
	b.must(err)
	b.must(b.file.SetCellStyle("Sheet1", "C2", "C2", style))
	plan, err := importer(t).Read(context.Background(), b.open(), "visitor", Mapping{}, nil)
	if err != nil || plan.Err() != nil {
		t.Fatal(err, plan.Err())
	}
	want := schema.Values{"visitedOn": "2026-09-02", "name": "方淑琴", "inAt": "08:05", "outAt": "17:00", "reason": "2026-09-03 08:05", "phone": "13800138000", "persons": "2"}
	if fmt.Sprint(plan.Rows[0].Values) != fmt.Sprint(want) {
		t.Errorf("row is %v\nwant   %v", plan.Rows[0].Values, want)
	}
}

func TestFormulasAreNeverComputed(t *testing.T) {
	b := newBook(t)
	b.rows("Sheet1", 1, []any{"检查日期", "隐患部位", "存在问题"}, []any{"2026-09-02", nil, "=cmd|'/c calc'!A1"}, []any{"2026-09-02", "门", "坏"})
	b.must(b.file.SetCellValue("Sheet1", "B2", 12)) // what the program that saved it had computed
	b.must(b.file.SetCellFormula("Sheet1", "B2", "WEBSERVICE(\"http://x\")"))
	b.must(b.file.SetCellStr("Sheet1", "B3", "#REF!"))
	plan := readHazards(t, b.open(), Mapping{})
	if len(plan.Misfits) != 1 || plan.Misfits[0].Key != "sheet.cell.fault" || plan.Misfits[0].Where != "Sheet1!B3" {
		t.Errorf("misfits are %+v", plan.Misfits)
	}
	if len(plan.Rows) != 1 || plan.Rows[0].Values["description"] != "=cmd|'/c calc'!A1" || plan.Rows[0].Values["place"] != "12" {
		t.Errorf("rows are %+v", plan.Rows)
	}
}

func TestSeveralSheets(t *testing.T) {
	head := []any{"检查日期", "隐患部位", "存在问题", "整改时限"}
	b := newBook(t)
	b.rows("9月", 1, head, []any{"2026-09-02", "食堂", "漏气", nil})
	b.rows("10月", 1, []any{"十月隐患台账"}, head, []any{"2026-10-08", "宿舍", "私拉电线", nil}, []any{"2026-10-09", "操场", "井盖松动", nil})
	b.rows("统计", 1, []any{"月份", "数量"}, []any{"9月", 1}, []any{"10月", 2})
	b.rows("隐藏", 1, head, []any{"2026-11-08", "宿舍", "不读", nil})
	b.must(b.file.DeleteSheet("Sheet1"))
	b.must(b.file.SetSheetVisible("隐藏", false))
	book := b.open()
	plan := readHazards(t, book, Mapping{})
	if len(plan.Rows) != 3 || len(plan.Parts) != 2 || len(plan.Skipped) != 1 || plan.Skipped[0].Name != "统计" ||
		!strings.Contains(plan.Skipped[0].Why.Error(), "sheet.skipped.lacks") {
		t.Errorf("%d rows of %d sheets, skipped %v", len(plan.Rows), len(plan.Parts), plan.Skipped)
	}
	if plan.Rows[1].Where != "10月!3" {
		t.Errorf("the second row stands at %s", plan.Rows[1].Where)
	}
	if one := readHazards(t, book, mapOf(t, `{"sheet": "10月"}`)); len(one.Rows) != 2 {
		t.Errorf("one sheet gave %d rows", len(one.Rows))
	}
	if all := readHazards(t, book, mapOf(t, `{"sheet": "*"}`)); app.CodeOf(all.Err()) != app.CodeInvalid {
		t.Errorf("all sheets, of which one is no ledger: %v", all.Err())
	}
}

func TestCSVEncodings(t *testing.T) {
	table := "检查日期,隐患部位,存在问题\r\n2026年9月2日,食堂,\"燃气软管\n老化，须更换\"\r\n\r\n2026-09-03,东大门,升降柱不能锁定\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"UTF-8": table, "UTF-8 BOM": "\ufeff" + table, "GB18030": gb, "UTF-16 LE": utf16Text(table, false), "UTF-16 BE": utf16Text(table, true),
	} {
		t.Run(name, func(t *testing.T) {
			book, err := Open(context.Background(), "x.csv", []byte(data), nil)
			if err != nil {
				t.Fatal(err)
			}
			plan := readHazards(t, book, Mapping{})
			if plan.Err() != nil || len(plan.Rows) != 2 {
				t.Fatalf("%d rows, %v", len(plan.Rows), plan.Err())
			}
			if got := plan.Rows[0].Values["description"]; got != "燃气软管\n老化，须更换" {
				t.Errorf("description is %q", got)
			}
			if plan.Rows[1].Where != "4" {
				t.Errorf("the second entry stands in row %s", plan.Rows[1].Where)
			}
		})
	}
}

func utf16Text(text string, big bool) string {
	var b []byte
	for _, r := range append([]rune{0xFEFF}, []rune(text)...) {
		if big {
			b = append(b, byte(r>>8), byte(r))
		} else {
			b = append(b, byte(r), byte(r>>8))
		}
	}
	return string(b)
}

func TestCSVSeparators(t *testing.T) {
	for _, table := range []string{
		"Date found;Where;What is wrong\n2026-09-02;Canteen;Hose, aged, past two years\n2026-09-03;Gate;Bollard, main\n",
		"Date found\tWhere\tWhat is wrong\n2026-09-02\tCanteen\tHose\n",
		"Date found|Where|What is wrong\n2026-09-02|Canteen|Hose\n",
		"sep=;\nDate found;Where;What is wrong\n2026-09-02;Canteen;Hose\n",
	} {
		book, err := Open(context.Background(), "x.csv", []byte(table), nil)
		if err != nil {
			t.Fatal(err)
		}
		if plan := readHazards(t, book, Mapping{}); plan.Err() != nil || len(plan.Rows) == 0 || plan.Rows[0].Values["place"] != "Canteen" {
			t.Errorf("%q gave %+v, %v", table, plan.Rows, plan.Err())
		}
	}
}

func TestWesternText(t *testing.T) {
	book, err := Open(context.Background(), "x.csv", []byte("Where,What is wrong\nCaf\xe9,Door doesn\x92t shut\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := book.Sheets[0].Rows[1].At(0).Text + book.Sheets[0].Rows[1].At(1).Text; got != "CaféDoor doesn’t shut" {
		t.Errorf("read as %q", got)
	}
}

func TestMendAndRead(t *testing.T) {
	b := newBook(t)
	b.rows("汇总", 1, []any{"检查日期", "隐患部位", "存在问题", "整改时限", "编号"},
		[]any{"2026/9/32", "食堂", "漏气", "2026-9-30", "YH-2026-0007"},
		[]any{"2026/9/24", "食堂", "漏气", "2025-10-01", "YH-2026-0008"},
		[]any{nil, "宿舍", "私拉电线", nil, "YH-2026-0009"})
	book := b.rows("汇总", 5).open()
	target, err := importer(t).Target("hazard")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := book.Sheet("汇总")
	if err != nil {
		t.Fatal(err)
	}
	read := func() Plan {
		l, err := target.Layout(sheet, Mapping{})
		if err != nil {
			t.Fatal(err)
		}
		plan, err := target.Read(context.Background(), "x", l, nil)
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	plan := read()
	keys := []string{}
	for _, m := range plan.Misfits {
		keys = append(keys, m.Where+" "+m.Key)
	}
	if fmt.Sprint(keys) != "[汇总!A2 day.none 汇总!D3 field.before 汇总!A4 field.required]" {
		t.Errorf("misfits are %v", keys)
	}
	if fit := plan.Parts[0].Fits[0]; fit != (Fit{1, 2}) {
		t.Errorf("the days fit %+v", fit)
	}
	sheet.Mend(2, 0, "2026-09-30")
	sheet.Mend(3, 3, "2026-10-01")
	sheet.Mend(4, 0, "2026-09-25")
	if plan := read(); plan.Err() != nil || len(plan.Rows) != 3 || plan.Rows[0].Number != "YH-2026-0007" {
		t.Errorf("after mending: %v, %+v", plan.Err(), plan.Rows)
	}
}
