package widgets_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// visit is a small record with a field of most kinds.
var visit = schema.Schema{
	Groups: []schema.Group{
		{Name: "what", Title: app.Text{"en": "What", "zh-Hans": "内容"}},
		{Name: "late", Title: app.Text{"en": "Later", "zh-Hans": "以后"}},
	},
	Fields: []schema.Field{
		{Name: "day", Type: schema.Date, Group: "what", Title: app.Text{"en": "Day", "zh-Hans": "日期"}, Constraints: schema.Constraints{Required: true}},
		{Name: "who", Type: schema.Person, Group: "what", Title: app.Text{"en": "Who", "zh-Hans": "人员"}, Constraints: schema.Constraints{Required: true}},
		{Name: "text", Type: schema.LongText, Group: "what", Title: app.Text{"en": "Text", "zh-Hans": "内容"}},
		{Name: "count", Type: schema.Integer, Group: "what", Title: app.Text{"en": "Count", "zh-Hans": "人数"}, Constraints: schema.Constraints{Minimum: "1"}},
		{Name: "level", Type: schema.String, Group: "what", Title: app.Text{"en": "Level", "zh-Hans": "等级"}, Categories: []schema.Category{
			{Value: "general", Label: app.Text{"en": "General", "zh-Hans": "一般"}, Shape: "general"},
			{Value: "major", Label: app.Text{"en": "Major", "zh-Hans": "重大"}, Shape: "major"},
		}},
		{Name: "kind", Type: schema.String, Open: true, Group: "what", Title: app.Text{"en": "Kind", "zh-Hans": "类别"}, Categories: []schema.Category{
			{Value: "fire", Label: app.Text{"en": "Fire", "zh-Hans": "消防"}},
		}},
		{Name: "at", Type: schema.DateTime, Group: "what", Title: app.Text{"en": "At", "zh-Hans": "时间"}},
		{Name: "ok", Type: schema.Boolean, Group: "what", Title: app.Text{"en": "OK", "zh-Hans": "合格"}},
		{Name: "parts", Type: schema.List, Group: "what", Title: app.Text{"en": "Parts", "zh-Hans": "部分"}, Categories: []schema.Category{
			{Value: "a", Label: app.Text{"en": "A", "zh-Hans": "甲"}}, {Value: "b", Label: app.Text{"en": "B", "zh-Hans": "乙"}},
		}},
		{Name: "end", Type: schema.Date, Group: "late", After: "day", Title: app.Text{"en": "End", "zh-Hans": "结束"}},
		{Name: "files", Type: schema.File, Group: "late", Title: app.Text{"en": "Files", "zh-Hans": "文件"}},
		{Name: "rows", Type: schema.Rows, Group: "late", Title: app.Text{"en": "Rows", "zh-Hans": "明细"}, Fields: []schema.Field{
			{Name: "say", Type: schema.String, Title: app.Text{"en": "Say", "zh-Hans": "说"}, Constraints: schema.Constraints{Required: true}},
		}},
	},
}

// visitValues fills every field, in canonical form.
var visitValues = schema.Values{
	"day": "2026-11-23", "who": "陆建平", "text": "one\ntwo", "count": "3", "level": "major", "kind": "fire",
	"at": "2026-11-23T08:05", "ok": "true", "parts": `["b"]`, "end": "2026-11-24", "files": `["h1"]`, "rows": `[{"say":"yes"}]`,
}

func showForm(t *testing.T, lang app.Lang) (*widgets.RecordForm, fyne.Window) {
	t.Helper()
	dress(t, look.Style{Mode: look.Light})
	form := widgets.NewRecordForm(formDeps(t, lang), visit, widgets.FormLayout{Later: []string{"late"}})
	w := test.NewTempWindow(t, form)
	w.Resize(fyne.NewSize(800, 700))
	return form, w
}

func TestFormGivesBackWhatItShows(t *testing.T) {
	for _, lang := range app.Langs {
		form, _ := showForm(t, lang)
		form.SetTexts(visitValues)
		got, problems := form.Values()
		if len(problems) > 0 {
			t.Errorf("%s: problems %v, want none", lang, problems)
		}
		for name, want := range visitValues {
			if got[name] != want {
				t.Errorf("%s: %s is %q, want %q", lang, name, got[name], want)
			}
		}
		if len(got) != len(visitValues) {
			t.Errorf("%s: %d values, want %d: %v", lang, len(got), len(visitValues), got)
		}
	}
}

func TestFormChecksWhenAFieldIsLeft(t *testing.T) {
	form, w := showForm(t, app.English)
	form.Focus("count")
	typed(w, "x")
	if form.Message("count") != "" {
		t.Error("complained while the field was typed for the first time")
	}
	form.Focus("who")
	if form.Message("count") == "" {
		t.Fatal("no message after the field was left")
	}
	if form.Message("day") != "" {
		t.Error("an empty required field that was not visited is complained about")
	}
	form.Focus("count")
	tap(w, fyne.KeyBackspace)
	typed(w, "0")
	if got := form.Message("count"); !strings.Contains(got, "1") {
		t.Errorf("while typing again the message is %q, want the least number", got)
	}
	tap(w, fyne.KeyBackspace)
	typed(w, "2")
	if got := form.Message("count"); got != "" {
		t.Errorf("a right number still says %q", got)
	}
}

func TestFormChecksAfter(t *testing.T) {
	form, w := showForm(t, app.Chinese)
	form.SetTexts(schema.Values{"day": "2026-11-23", "who": "甲", "end": "2026-11-20"})
	if got, want := form.Check(), []string{"end"}; !slices.Equal(got, want) {
		t.Fatalf("wrong are %v, want %v", got, want)
	}
	form.Focus("day")
	typed(w, "2026-11-01")
	if got := form.Message("end"); got != "" {
		t.Errorf("the end still says %q after the day was moved before it", got)
	}
}

func TestEnterGoesToTheNextField(t *testing.T) {
	form, w := showForm(t, app.English)
	last := false
	form.OnLast = func() { last = true }
	form.FocusFirst()
	typed(w, "t")
	tap(w, fyne.KeyReturn)
	typed(w, "K. L")
	tap(w, fyne.KeyRight, fyne.KeyReturn)
	typed(w, "first")
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	w.Canvas().Focused().(desktop.Keyable).KeyDown(shift)
	tap(w, fyne.KeyReturn)
	w.Canvas().Focused().(desktop.Keyable).KeyUp(shift)
	typed(w, "second")
	tap(w, fyne.KeyReturn)
	typed(w, "2")
	tap(w, fyne.KeyReturn, fyne.KeySpace, fyne.KeyRight, fyne.KeyReturn)
	typed(w, "fire")
	values, problems := form.Values()
	want := schema.Values{"day": "2026-11-23", "who": "K. Lindqvist", "text": "first\nsecond", "count": "2", "level": "major", "kind": "fire"}
	for name, value := range want {
		if values[name] != value {
			t.Errorf("%s is %q, want %q", name, values[name], value)
		}
	}
	if len(problems) > 0 {
		t.Errorf("problems %v", problems)
	}
	tap(w, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	if last {
		t.Error("Enter in a field before the last one ended the form")
	}
}

func TestFormKeepsTextsThatAreNoValues(t *testing.T) {
	form, w := showForm(t, app.English)
	form.Focus("day")
	typed(w, "next wek")
	texts := form.Texts()
	again, _ := showForm(t, app.Chinese)
	again.SetTexts(texts)
	if got := again.Texts()["day"]; got != "next wek" {
		t.Errorf("the draft brought %q, want what was typed", got)
	}
}

func TestFormSpeaksAnotherLanguageAndKeepsWhatWasTyped(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	deps := formDeps(t, app.English)
	form := widgets.NewRecordForm(deps, visit, widgets.FormLayout{})
	form.SetTexts(visitValues)
	form.SetTexts(schema.Values{"day": "x", "kind": "fire"})
	form.Check()
	english := form.Message("day")
	if err := deps.Book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	form.Retell()
	if form.Label("day") != "日期" || form.Texts()["day"] != "x" || form.Texts()["kind"] != "fire" {
		t.Errorf("label %q, texts %v", form.Label("day"), form.Texts())
	}
	if got := form.Message("day"); got == english || got == "" {
		t.Errorf("the message is %q, want it in Chinese", got)
	}
}

// shelf keeps files in memory.
type shelf struct{ refuse bool }

func (s shelf) Keep(_ context.Context, name string, r io.Reader, _ app.KeepOptions) (app.Attachment, error) {
	if s.refuse {
		return app.Attachment{}, app.Errorf(app.CodeInvalid, "record.photo.unread", "name", name)
	}
	content, err := io.ReadAll(r)
	return app.Attachment{Hash: "hash-" + string(content), Name: name}, err
}

func (s shelf) OpenAttachment(_ context.Context, hash string) (io.ReadCloser, app.Attachment, error) {
	return io.NopCloser(strings.NewReader("")), app.Attachment{Hash: hash, Name: hash}, nil
}

func TestDroppedFilesAreKept(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	queue := &task.Queue{}
	deps := formDeps(t, app.English)
	deps.Tasks = task.New(queue.Do, monday, &task.ManualTimers{})
	deps.Files = shelf{}
	form := widgets.NewRecordForm(deps, visit, widgets.FormLayout{})
	test.NewTempWindow(t, form)
	changed := 0
	form.OnChanged = func() { changed++ }
	for range 2 { // the same file twice is one file
		if !form.Drop("", "plan.pdf", io.NopCloser(strings.NewReader("x"))) {
			t.Fatal("the form takes no files")
		}
		queue.Settle(deps.Tasks)
	}
	if got := form.Texts()["files"]; got != `["hash-x"]` || changed == 0 {
		t.Errorf("kept %s (%d changes told)", got, changed)
	}
	if form.Drop("other", "plan.pdf", io.NopCloser(strings.NewReader("x"))) {
		t.Error("a field that is not there took a file")
	}
}

// TestDroppedFileGoesIntoTheFieldUnderIt: photos before and after are told apart by
// where the file is let go.
func TestDroppedFileGoesIntoTheFieldUnderIt(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	queue := &task.Queue{}
	deps := formDeps(t, app.English)
	deps.Tasks, deps.Files = task.New(queue.Do, monday, &task.ManualTimers{}), shelf{}
	photos := schema.Schema{Fields: []schema.Field{{Name: "before", Type: schema.Photo}, {Name: "after", Type: schema.Photo}}}
	form := widgets.NewRecordForm(deps, photos, widgets.FormLayout{})
	window := test.NewTempWindow(t, form)
	window.Resize(fyne.NewSize(640, 480))
	var areas []*widgets.DropArea
	for _, object := range test.LaidOutObjects(form) {
		if area, ok := object.(*widgets.DropArea); ok {
			areas = append(areas, area)
		}
	}
	if len(areas) != 2 {
		t.Fatalf("%d frames, want 2", len(areas))
	}
	over := func(area *widgets.DropArea) fyne.Position {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(area).AddXY(5, 5)
	}
	for _, drop := range []struct {
		at   fyne.Position
		text string
	}{{over(areas[1]), "new"}, {over(areas[0]), "old"}, {fyne.NewPos(1, 470), "beside"}} {
		if !form.DropAt(drop.at, "a.jpg", io.NopCloser(strings.NewReader(drop.text))) {
			t.Fatalf("nobody took %s", drop.text)
		}
	}
	queue.Settle(deps.Tasks)
	got := form.Texts()
	if !strings.Contains(got["before"], "hash-old") || !strings.Contains(got["before"], "hash-beside") || got["after"] != `["hash-new"]` {
		t.Errorf("kept %v", got)
	}
}

// A word that the form does not offer is not lost.
func TestListKeepsWordsThatAreNotOffered(t *testing.T) {
	form, _ := showForm(t, app.English)
	form.SetTexts(schema.Values{"parts": `["b","of our own"]`})
	if got := form.Texts()["parts"]; got != `["b","of our own"]` {
		t.Errorf("the list holds %s", got)
	}
}

func TestListOffersWhatAnotherFieldAsksFor(t *testing.T) {
	dress(t, look.Style{Mode: look.Light})
	deps := formDeps(t, app.English)
	deps.Offer = func(field string, said func(string) string) []schema.Category {
		if field != "parts" || said("kind") != "fire" {
			return nil
		}
		return []schema.Category{{Value: "smoke", Label: app.Text{"en": "Smoke"}}}
	}
	form := widgets.NewRecordForm(deps, visit, widgets.FormLayout{})
	w := test.NewTempWindow(t, form)
	w.Resize(fyne.NewSize(800, 700))
	boxes := func() []string { return widgets.Boxes(form, "parts") }
	form.SetTexts(schema.Values{"parts": `["b"]`})
	if got := boxes(); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("at first it offers %q", got)
	}
	form.SetTexts(schema.Values{"parts": `["b"]`, "kind": "fire"})
	if got := boxes(); !slices.Equal(got, []string{"Smoke", "B"}) {
		t.Errorf("for a fire it offers %q", got)
	}
	form.Focus("kind")
	w.Canvas().Focused().TypedRune('s')
	if got := boxes(); !slices.Equal(got, []string{"A", "B"}) || form.Texts()["parts"] != `["b"]` {
		t.Errorf("for another kind it offers %q and holds %s", got, form.Texts()["parts"])
	}
}
