package sheet

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
)

func hazardTarget(t testing.TB) *Target {
	t.Helper()
	target, err := importer(t).Target("hazard")
	if err != nil {
		t.Fatal(err)
	}
	return target
}

func csvSheet(t testing.TB, table string) *Sheet {
	t.Helper()
	book, err := Open(context.Background(), "x.csv", []byte(table), nil)
	if err != nil {
		t.Fatal(err)
	}
	return book.Sheets[0]
}

func TestHeaderIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		rows  string
		want  map[string]string
	}{
		"first row": {"Date found,Where,What is wrong\n2026-09-02,Gate,Bollard\n", "[1]", map[string]string{"Date found": "foundOn", "Where": "place", "What is wrong": "description"}},
		"title and blank rows above": {
			"滨河示例学校隐患台账,,\n,,\n填报单位：总务处,,\n检查日期,隐患部位,存在问题\n2026-09-02,食堂,漏气\n", "[4]",
			map[string]string{"检查日期": "foundOn", "隐患部位": "place", "存在问题": "description"},
		},
		"two rows without merged cells": {
			"序号,检查日期,隐患部位,存在问题,整改情况,,备注\n,,,,整改期限,完成日期,\n1,2026-09-02,食堂,漏气,2026-09-09,,x\n", "[1 2]",
			map[string]string{"检查日期": "foundOn", "整改期限": "deadline", "完成日期": "doneOn"},
		},
		"general words under a group": {
			"检查,,整改,,隐患描述,地点\n日期,人员,日期,责任人,,\n2026-09-02,甲,2026-09-09,乙,漏气,食堂\n", "[1 2]",
			map[string]string{"检查/日期": "foundOn", "整改/日期": "doneOn", "责任人": "responsible"},
		},
		"two languages": {
			"检查日期,隐患部位,存在问题\nDate found,Where,What is wrong\n2026-09-02,Gate,Bollard\n", "[1 2]",
			map[string]string{"Date found": "foundOn", "Where": "place", "What is wrong": "description"},
		},
		"marks and hints": {
			"*检查日期（年-月-日）,隐患部位*,存在 问题：\n2026-09-02,食堂,漏气\n", "[1]",
			map[string]string{"*检查日期（年-月-日）": "foundOn", "隐患部位*": "place", "存在 问题：": "description"},
		},
		"near words": {
			"排查发现日期,具体隐患部位,隐患问题描述,整改完成时限\n2026-09-02,食堂,漏气,2026-09-09\n", "[1]",
			map[string]string{"排查发现日期": "foundOn", "具体隐患部位": "place", "隐患问题描述": "description"},
		},
		"by content": {
			"Day,Where,What is wrong,Weight\n2026-09-02,Gate,Bollard,General\n2026-09-03,Gate,Bollard,Major\n", "[1]",
			map[string]string{"Day": "foundOn", "Weight": "level"},
		},
		"state column under a field's title": {
			"检查日期,隐患部位,存在问题,整改情况\n2026-09-02,食堂,漏气,已整改\n2026-09-03,食堂,漏水,整改中\n", "[1]",
			map[string]string{"整改情况": TargetState},
		},
		"text under the same title": {
			"检查日期,隐患部位,存在问题,整改情况\n2026-09-02,食堂,漏气,已更换软管并检测\n2026-09-03,食堂,漏水,更换水管\n", "[1]",
			map[string]string{"整改情况": "result"},
		},
		"numbers of the ledger and others": {
			"编号,检查日期,隐患部位,存在问题\nYH-2026-0012,2026-09-02,食堂,漏气\n", "[1]", map[string]string{"编号": TargetNumber},
		},
		"pictures that a table cannot bring": {
			"检查日期,隐患部位,存在问题,整改前照片\n2026-09-02,食堂,漏气,见附件\n", "[1]", map[string]string{"整改前照片": ""},
		},
		"numbers of another kind": {
			"编号,检查日期,隐患部位,存在问题\n12,2026-09-02,食堂,漏气\n", "[1]", map[string]string{"编号": ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := hazardTarget(t).Layout(csvSheet(t, c.table), Mapping{})
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(l.Mapping.HeaderRows); got != c.rows {
				t.Errorf("heading in %s, want %s", got, c.rows)
			}
			for title, want := range c.want {
				if got := l.Mapping.Columns[title]; got != want {
					t.Errorf("%s became %q, want %q\n%s", title, got, want, l.Mapping.File())
				}
			}
		})
	}
}

func TestHeaderOfThreeMergedRows(t *testing.T) {
	b := newBook(t)
	b.rows("Sheet1", 1,
		[]any{"某某学校安全隐患台账"},
		[]any{"序号", "发现", nil, "隐患", nil, "整改", nil, nil},
		[]any{nil, "检查日期", "检查人", "部位", "内容", "要求", nil, "结果"},
		[]any{nil, nil, nil, nil, nil, "整改期限", "整改责任人", "完成日期"},
		[]any{1, "2026-09-02", "甲", "食堂", "漏气", "2026-09-09", "乙", "2026-09-08"},
	)
	b.merge("Sheet1", "A1:H1", "A2:A4", "B2:C2", "D2:E2", "F2:H2", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3", "H3:H3")
	l, err := hazardTarget(t).Layout(b.open().Sheets[0], Mapping{})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(l.Mapping.HeaderRows) != "[2 3 4]" || l.Mapping.Columns["内容"] != "description" || l.Mapping.Columns["整改期限"] != "deadline" || l.Mapping.Columns["整改责任人"] != "responsible" {
		t.Errorf("mapping is %s", l.Mapping.File())
	}
	if got := strings.Join(l.Columns[5].Path, "/"); got != "整改/要求/整改期限" {
		t.Errorf("the sixth title is %q", got)
	}
}

func TestRowsThatAreNoEntries(t *testing.T) {
	table := "序号,检查日期,隐患部位,存在问题\n1,2026-09-02,食堂,漏气\n2,,,\n序号,检查日期,隐患部位,存在问题\n3,2026-09-03,宿舍,私拉电线\n小计,,,2\n\n以上数据截至九月底,,,\n"
	target := hazardTarget(t)
	l, err := target.Layout(csvSheet(t, table), Mapping{})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := target.Read(context.Background(), "x.csv", l, nil)
	if err != nil || plan.Err() != nil {
		t.Fatal(err, plan.Err())
	}
	if len(plan.Rows) != 2 || plan.Parts[0].Blank != 1 {
		t.Errorf("%d entries, %d blank", len(plan.Rows), plan.Parts[0].Blank)
	}
	var passed []string
	for _, p := range l.Passed {
		passed = append(passed, fmt.Sprint(p.Row, " ", p.Key))
	}
	if got := strings.Join(passed, ", "); got != "4 sheet.passed.heading, 6 sheet.passed.total, 8 sheet.passed.note" {
		t.Errorf("passed over: %s", got)
	}
}

func TestMissingColumnIsSaidOnce(t *testing.T) {
	target := hazardTarget(t)
	l, err := target.Layout(csvSheet(t, "检查日期,存在问题\n2026-09-02,漏气\n2026-09-03,漏水\n"), Mapping{})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := target.Read(context.Background(), "x.csv", l, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Misfits) != 1 || plan.Misfits[0].Key != "sheet.column.needed" || plan.Misfits[0].Field != "place" || len(plan.Rows) != 0 {
		t.Errorf("misfits are %+v, %d rows", plan.Misfits, len(plan.Rows))
	}
	l, err = target.Layout(l.Sheet, Mapping{Constants: map[string]string{"place": "食堂"}})
	if err != nil {
		t.Fatal(err)
	}
	if plan, err = target.Read(context.Background(), "x.csv", l, nil); err != nil || plan.Err() != nil || plan.Rows[1].Values["place"] != "食堂" {
		t.Errorf("with a constant: %v %v", err, plan.Err())
	}
}

func TestSerials(t *testing.T) {
	for _, c := range []struct {
		serial   float64
		date1904 bool
		want     string
	}{
		{1, false, "1900-01-01"},
		{59, false, "1900-02-28"},
		{60, false, ""},
		{61, false, "1900-03-01"},
		{46267, false, "2026-09-02"},
		{44805, true, "2026-09-02"},
		{46267.3368055556, false, "2026-09-02T08:05"},
		{46267.99999999, false, "2026-09-03"},
		{46267.5 + 1.0/86400, false, "2026-09-02T12:00:01"},
		{0.5, false, "12:00"},
		{0, false, "00:00"},
		{0.25, true, "06:00"},
		{1, true, "1904-01-02"},
		{-1, false, ""},
		{3e6, false, ""},
		{2958465, false, ""},
		{109571, false, "2199-12-28"},
	} {
		got, _ := serialMoment(c.serial, c.date1904)
		if got != c.want {
			t.Errorf("%v (1904 %v) is %q, want %q", c.serial, c.date1904, got, c.want)
		}
	}
	for text, want := range map[string]string{"46267": "2026-09-02", "46267.25": "2026-09-02T06:00", "2026": "", "20260902": "", "x": "", "": ""} {
		if got, _ := bareSerial(text, false); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestMomentFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, `yyyy"年"m"月"d"日"`: true, "[$-804]m/d": true, "h:mm AM/PM": true, "[h]:mm": true, "mm:ss.0": true, "@": false,
		"General": false, "0.00": false, `"day" 0`: false, "[Red]0.0;[Blue]0.0": false, `0.00\d`: false, "#,##0.00_);(#,##0.00)": false, "0.00E+00": false,
	} {
		if got := isMomentCode(code); got != want {
			t.Errorf("%s shows a moment: %v", code, got)
		}
	}
}

func TestMemoryKeepsMappings(t *testing.T) {
	clock := app.NewManualClock(time.Date(2026, 11, 23, 8, 5, 0, 0, time.UTC))
	memory := NewMemory(apptest.NewStore(clock))
	ctx := context.Background()
	target := hazardTarget(t)
	sheet := csvSheet(t, "Day,Where,What is wrong,Weight\n2026-09-02,Gate,Bollard,B\n")
	m := Mapping{Columns: map[string]string{"Weight": "level"}}
	m.Word("level", "B", "general")
	l, err := target.Layout(sheet, m)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := memory.Recall(ctx, "hazard", l.Header); ok || err != nil {
		t.Fatal("something is remembered already", err)
	}
	if err := memory.Remember(ctx, clerk, "hazard", "autumn.csv", l); err != nil {
		t.Fatal(err)
	}
	// The next file has a title row above the same titles.
	next := csvSheet(t, "Riverside School,,,\nDay,Where,What is wrong,Weight\n2026-10-02,Gate,Bollard,B\n")
	first, err := target.Layout(next, Mapping{})
	if err != nil {
		t.Fatal(err)
	}
	kept, ok, err := memory.Recall(ctx, "hazard", first.Header)
	if !ok || err != nil || kept.File != "autumn.csv" {
		t.Fatal(kept, ok, err)
	}
	again, err := kept.Mapping()
	if err != nil {
		t.Fatal(err)
	}
	second, err := target.Layout(next, again)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := target.Read(ctx, "next.csv", second, nil)
	if err != nil || plan.Err() != nil || plan.Rows[0].Values["level"] != "general" {
		t.Errorf("%v %v", err, plan.Err())
	}
	if _, ok, _ := memory.Recall(ctx, "document", first.Header); ok {
		t.Error("another ledger knows it too")
	}
	list, err := memory.List(ctx, "hazard")
	if err != nil || len(list) != 1 {
		t.Errorf("the list is %v, %v", list, err)
	}
}
