package sheet

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

var clerk = app.Actor{Name: "D. Whitlock", Role: app.RoleDirector}

// everyType is a ledger with a field of every type, and titles that make trouble:
// two fields with the same title, and one that is called like the state column.
const everyType = `{"name":"every","code":"Z99","version":1,"group":"test","title":{"en":"Every: type/of [field]","zh-Hans":"全部类型"},
 "noun":{"en":"row","zh-Hans":"行"},"loop":"rectification","number":"QB-{year}-{seq:3}","headline":{"text":"line","day":"day"},"list":["number","line","state"],
 "fields":[
  {"name":"line","type":"string","title":{"en":"Text","zh-Hans":"文字"}},
  {"name":"long","type":"text","title":{"en":"Text","zh-Hans":"文字"}},
  {"name":"whole","type":"integer","title":{"en":"Whole number","zh-Hans":"整数"}},
  {"name":"part","type":"number","title":{"en":"Number with parts","zh-Hans":"小数"}},
  {"name":"yes","type":"boolean","title":{"en":"Yes or no","zh-Hans":"是否"}},
  {"name":"day","type":"date","title":{"en":"Day","zh-Hans":"日期"}},
  {"name":"clock","type":"time","title":{"en":"Time","zh-Hans":"时间"}},
  {"name":"moment","type":"datetime","title":{"en":"Day and time","zh-Hans":"日期和时间"}},
  {"name":"year","type":"year","title":{"en":"Year","zh-Hans":"年份"}},
  {"name":"items","type":"list","title":{"en":"Items","zh-Hans":"若干项"}},
  {"name":"words","type":"list","title":{"en":"Words","zh-Hans":"若干词"},"categories":[{"value":"a","label":{"en":"First, or so","zh-Hans":"甲、首"}},{"value":"b","label":{"en":"Second","zh-Hans":"乙"}}]},
  {"name":"level","type":"string","title":{"en":"Status","zh-Hans":"整改情况"},"categories":[{"value":"general","label":{"en":"General","zh-Hans":"一般"}},{"value":"major","label":{"en":"Major","zh-Hans":"重大"}},{"value":"third","label":{"en":"Major","zh-Hans":"重大"}}]},
  {"name":"open","type":"string","open":true,"title":{"en":"Open word","zh-Hans":"可自填"},"categories":[{"value":"fire","label":{"en":"Fire","zh-Hans":"消防"}}]},
  {"name":"who","type":"person","title":{"en":"Person","zh-Hans":"人员"}},
  {"name":"place","type":"place","title":{"en":"Place","zh-Hans":"地点"}},
  {"name":"photos","type":"photo","title":{"en":"Photos","zh-Hans":"照片"}},
  {"name":"files","type":"file","title":{"en":"Files","zh-Hans":"文件"}},
  {"name":"link","type":"record","title":{"en":"Linked record","zh-Hans":"关联记录"}},
  {"name":"table","type":"rows","title":{"en":"Inner table","zh-Hans":"明细"},"fields":[
    {"name":"item","type":"string","title":{"en":"Item","zh-Hans":"项目"}},{"name":"count","type":"integer","title":{"en":"Count","zh-Hans":"数量"}}]}
 ]}`

func everyLibrary(t testing.TB) *ledger.Library {
	t.Helper()
	library, err := ledger.ReadLibrary(loopFiles(), fstest.MapFS{"every.json": {Data: []byte(everyType)}})
	if err != nil {
		t.Fatal(err)
	}
	return library
}

func service(t testing.TB, library *ledger.Library) (*ledger.Service, *apptest.Store) {
	t.Helper()
	store := apptest.NewStore(app.NewManualClock(time.Date(2026, 11, 23, 8, 5, 0, 0, time.UTC)))
	s, err := ledger.New(context.Background(), store, library)
	if err != nil {
		t.Fatal(err)
	}
	return s, store
}

// anyText draws texts that files have trouble with.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[a-zA-Z0-9 ,;、"'=+@|\t-]{0,12}`),
		rapid.SampledFrom([]string{
			"=1+1", "+86 138 0013 8000", "-", "@here", "'=x", "''=x", "\"quoted\"", "a\nb", "a\rb", "_x000D_", "_x005F_x0041_", "消防栓", "１２", "#REF!", "2026/9/1",
			"45000", "TRUE", "[\"a\",\"b\"]", "0012", "合计", "备注：无", "12:30", "a\x07b", "é", "😀", "&lt;b>", "Major", "Fire", "消防", "", " x ", "已整改", "1e5", "sep=;", "\ufeffx", "true",
		}),
		rapid.String(),
	)
}

// anyValues draws values for a template: whatever text the fields take.
func anyValues(t *rapid.T, fields []schema.Field) schema.Values {
	values := schema.Values{}
	for _, f := range fields {
		if value := anyValue(t, f); value != "" {
			values[f.Name] = value
		}
	}
	return values
}

func anyValue(t *rapid.T, f schema.Field) string {
	var raw string
	switch f.Type {
	case schema.Integer:
		raw = fmt.Sprint(rapid.Int64().Draw(t, f.Name))
	case schema.Number:
		raw = fmt.Sprint(rapid.Float64().Draw(t, f.Name))
	case schema.Boolean:
		raw = rapid.SampledFrom([]string{"", "true", "false"}).Draw(t, f.Name)
	case schema.Date:
		raw = anyDay(t).String()
	case schema.Time:
		raw = fmt.Sprintf("%02d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
	case schema.DateTime:
		raw = fmt.Sprintf("%sT%02d:%02d", anyDay(t), rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
	case schema.Year:
		raw = fmt.Sprint(rapid.IntRange(1900, 2199).Draw(t, f.Name))
	case schema.List:
		if len(f.Categories) > 0 {
			raw = schema.WriteList(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b"}), 0, 3).Draw(t, f.Name))
			break
		}
		raw = schema.WriteList(rapid.SliceOfN(anyText(), 0, 3).Draw(t, f.Name))
	case schema.Photo, schema.File:
		raw = schema.WriteList(rapid.SliceOfN(rapid.StringMatching(`[0-9a-f]{8}`), 0, 2).Draw(t, f.Name))
	case schema.Rows:
		var rows []schema.Values
		for range rapid.IntRange(0, 2).Draw(t, f.Name) {
			rows = append(rows, anyValues(t, f.Fields))
		}
		raw = schema.WriteRows(rows)
	default:
		if len(f.Categories) > 0 && !f.Open {
			raw = rapid.SampledFrom([]string{"", "general", "major", "third"}).Draw(t, f.Name)
			break
		}
		raw = anyText().Draw(t, f.Name)
	}
	value, err := f.Parse(raw)
	if err != nil {
		return ""
	}
	if again, err := f.Parse(value); err != nil || again != value {
		return "" // the store takes canonical values only
	}
	return value
}

func anyDay(t *rapid.T) app.Day {
	return app.DayNumber(rapid.IntRange(app.MustDay("1900-01-01").Number(), app.MustDay("2199-12-31").Number()).Draw(t, "day"))
}

// anyEntries draws entries as a store would hold them.
func anyEntries(t *rapid.T, template ledger.Template, loop ledger.Loop) []ledger.Entry {
	entries := make([]ledger.Entry, rapid.IntRange(1, 6).Draw(t, "entries"))
	for i := range entries {
		values := anyValues(t, template.Fields)
		values["day"] = anyDay(t).String()
		entries[i] = ledger.Entry{
			ID: app.NewID(), Ledger: template.Name, Template: 1, Number: fmt.Sprintf("QB-%s-%03d", values["day"][:4], i+1),
			State: rapid.SampledFrom(loop.States).Draw(t, "state").Name, Values: values,
		}
	}
	return entries
}

// TestExportComesBack proves that whatever is exported and imported into an empty
// store is the same: values, numbers, states and IDs.
func TestExportComesBack(t *testing.T) {
	library := everyLibrary(t)
	template, err := library.Template("every")
	if err != nil {
		t.Fatal(err)
	}
	loop := library.Loop(template)
	im := &Importer{library: library}
	rapid.Check(t, func(rt *rapid.T) {
		entries := anyEntries(rt, template, loop)
		x := Export{Template: template, Loop: loop, Lang: rapid.SampledFrom(app.Langs).Draw(rt, "lang")}
		write, name := x.WriteXLSX, "every.xlsx"
		if rapid.Bool().Draw(rt, "csv") {
			write, name = x.WriteCSV, "every.csv"
		}
		var file bytes.Buffer
		if err := write(context.Background(), &file, All(entries)); err != nil {
			rt.Fatal(err)
		}
		book, err := Open(context.Background(), name, file.Bytes(), nil)
		if err != nil {
			rt.Fatal(err)
		}
		plan, err := im.Read(context.Background(), book, "every", Mapping{}, nil)
		if err != nil {
			rt.Fatal(err)
		}
		if err := plan.Err(); err != nil {
			rt.Fatalf("%v\n%s", err, plan.Parts[0].Layout.Mapping.File())
		}
		s, _ := service(t, library)
		if _, err := s.Import(context.Background(), clerk, plan.Import()); err != nil {
			rt.Fatal(err)
		}
		for _, want := range entries {
			got, err := s.Entry(context.Background(), want.ID)
			if err != nil {
				rt.Fatalf("%s: %v\n%s", want.Number, err, plan.Parts[0].Layout.Mapping.File())
			}
			if got.Number != want.Number || got.State != want.State {
				rt.Fatalf("number %s, state %s; want %s, %s", got.Number, got.State, want.Number, want.State)
			}
			if diff := cmp.Diff(want.Values, got.Values); diff != "" {
				rt.Fatalf("%s in %s: values (-want +got):\n%s", want.Number, x.Lang, diff)
			}
		}
	})
}

func TestExportOfShippedLedgers(t *testing.T) {
	library := shipped(t)
	for _, template := range library.Templates() {
		for _, lang := range app.Langs {
			t.Run(template.Name+" "+string(lang), func(t *testing.T) {
				values := schema.Values{}
				for _, f := range template.Fields {
					values[f.Name] = plausible(f)
				}
				loop := library.Loop(template)
				entry := ledger.Entry{ID: app.NewID(), Ledger: template.Name, Number: numberOf(template), Values: values}
				if len(loop.States) > 0 {
					entry.State = loop.States[len(loop.States)-1].Name
				}
				x := Export{Template: template, Loop: loop, Lang: lang}
				var file bytes.Buffer
				if err := x.WriteXLSX(context.Background(), &file, All([]ledger.Entry{entry})); err != nil {
					t.Fatal(err)
				}
				book, err := Open(context.Background(), "x.xlsx", file.Bytes(), nil)
				if err != nil {
					t.Fatal(err)
				}
				plan, err := importer(t).Read(context.Background(), book, template.Name, Mapping{}, nil)
				if err != nil || plan.Err() != nil {
					t.Fatal(err, plan.Err())
				}
				got := plan.Rows[0]
				if got.ID != entry.ID || got.Number != entry.Number || got.State != entry.State {
					t.Errorf("came back as %s %s %s", got.ID, got.Number, got.State)
				}
				if diff := cmp.Diff(entry.Values, got.Values); diff != "" {
					t.Errorf("values (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// plausible returns a canonical value that the field takes.
func plausible(f schema.Field) string {
	switch f.Type {
	case schema.Date:
		return "2026-09-02"
	case schema.Time:
		return "08:05"
	case schema.DateTime:
		return "2026-09-02T08:05"
	case schema.Integer, schema.Number:
		return "7"
	case schema.Boolean:
		return "true"
	case schema.Year:
		return "2026"
	case schema.Photo, schema.File:
		return `["0f3a51c2-77d0-4c1e-9b1a-0d5e6f708192"]`
	case schema.Rows:
		inner := schema.Values{}
		for _, f := range f.Fields {
			inner[f.Name] = plausible(f)
		}
		return schema.WriteRows([]schema.Values{inner})
	}
	value := "abc"
	if len(f.Categories) > 0 {
		value = f.Categories[len(f.Categories)-1].Value
	}
	if f.Type == schema.List {
		return schema.WriteList([]string{value})
	}
	return value
}

func numberOf(t ledger.Template) string {
	return strings.NewReplacer("{year}", "2026", "{month}", "09", "{seq:4}", "0007", "{seq:3}", "007").Replace(t.Number)
}

func TestExportIsSafe(t *testing.T) {
	library := everyLibrary(t)
	template, err := library.Template("every")
	if err != nil {
		t.Fatal(err)
	}
	x := Export{Template: template, Loop: library.Loop(template), Lang: app.English, Columns: []string{TargetNumber, "line", "whole", "day"}}
	entries := []ledger.Entry{{ID: app.NewID(), Number: "QB-2026-001", State: "found", Values: schema.Values{"line": "=HYPERLINK(\"http://x\")", "whole": "-5", "day": "2026-09-02"}}}

	var table bytes.Buffer
	if err := x.WriteCSV(context.Background(), &table, All(entries)); err != nil {
		t.Fatal(err)
	}
	if text := table.String(); !strings.HasPrefix(text, "\ufeff") || !strings.Contains(text, `"'=HYPERLINK(""http://x"")"`) || !strings.Contains(text, ",-5,") {
		t.Errorf("CSV is %q", text)
	}

	var book bytes.Buffer
	if err := x.WriteXLSX(context.Background(), &book, All(entries)); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	name := file.GetSheetName(0)
	if formula, _ := file.GetCellFormula(name, "B2"); formula != "" {
		t.Errorf("B2 holds the formula %q", formula)
	}
	if kind, _ := file.GetCellType(name, "B2"); kind == excelize.CellTypeFormula {
		t.Error("B2 is a formula")
	}
	if shown, _ := file.GetCellValue(name, "D2"); shown != "2026-09-02" {
		t.Errorf("the day is shown as %q", shown)
	}
	panes, err := file.GetPanes(name)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the heading is not frozen: %+v %v", panes, err)
	}
	heads, err := file.GetRows(name)
	if err != nil || !slices.Equal(heads[0], []string{"Number", "Text", "Whole number", "Day", "CampusKeeper ID"}) {
		t.Errorf("titles are %q", heads[0])
	}
}

func TestExportRefuses(t *testing.T) {
	library := everyLibrary(t)
	template, err := library.Template("every")
	if err != nil {
		t.Fatal(err)
	}
	x := Export{Template: template, Loop: library.Loop(template), Lang: app.English}
	long := []ledger.Entry{{ID: app.NewID(), Number: "QB-2026-001", Values: schema.Values{"long": strings.Repeat("字", 40_000)}}}
	if err := x.WriteXLSX(context.Background(), &bytes.Buffer{}, All(long)); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a text that no cell holds: %v", err)
	}
	x.Columns = []string{"nothing"}
	if err := x.WriteCSV(context.Background(), &bytes.Buffer{}, All(nil)); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("an unknown column: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	x.Columns = nil
	if err := x.WriteXLSX(ctx, &bytes.Buffer{}, All([]ledger.Entry{{ID: app.NewID()}})); app.CodeOf(err) != app.CodeCanceled {
		t.Errorf("a stopped export: %v", err)
	}
}
