package form_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

var printed = time.Date(2026, 11, 23, 16, 2, 0, 0, time.UTC)

func load(t *testing.T) (*app.Words, *ledger.Library) {
	t.Helper()
	words, err := app.LoadWords(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	library, err := ledger.ReadLibrary(os.DirFS("../../assets/loops"), os.DirFS("../../assets/ledgers"))
	if err != nil {
		t.Fatal(err)
	}
	return words, library
}

func clerk(t *testing.T, langs ...app.Lang) *form.Clerk {
	words, _ := load(t)
	return form.NewClerk(words, app.School{Name: "Riverside School", Lang: app.English}, printed, langs...)
}

func hazards(t *testing.T) (ledger.Template, ledger.Loop) {
	t.Helper()
	_, library := load(t)
	template, err := library.Template("hazard")
	if err != nil {
		t.Fatal(err)
	}
	return template, library.Loop(template)
}

// find returns the blocks of one type, also inside others.
func find[T form.Block](blocks []form.Block) []T {
	var found []T
	for _, b := range blocks {
		if hit, ok := b.(T); ok {
			found = append(found, hit)
		}
		switch b := b.(type) {
		case form.Keep:
			found = append(found, find[T](b.Blocks)...)
		case form.Halves:
			found = append(found, find[T](append(slices.Clone(b.Top), b.Bottom...))...)
		}
	}
	return found
}

func entry(state ledger.State, found, due string) ledger.Entry {
	return ledger.Entry{
		ID: "7b0c3f52-91d4-4e6a-8c1d-52f0a7be3d19", Number: "YH-2026-0001", State: state,
		Values: schema.Values{"foundOn": found, "deadline": due, "level": "major", "description": "Gas hose cracked", "place": "Canteen"},
	}
}

func TestCountTellsCarriedNewOpenAndLate(t *testing.T) {
	template, loop := hazards(t)
	period := app.Period{From: app.MustDay("2026-11-01"), To: app.MustDay("2026-11-30")}
	entries := []ledger.Entry{
		entry(ledger.InProgress, "2026-10-20", "2026-11-22"), // carried over, a day late
		entry(ledger.Closed, "2026-10-25", "2026-11-02"),     // carried over, closed
		entry(ledger.Found, "2026-11-03", "2026-11-23"),      // new, due today
		entry(ledger.LookBack, "2026-11-04", "2026-11-10"),   // new, closed and looked back on
		entry(ledger.Void, "2026-11-05", "2026-11-06"),       // does not count
		entry(ledger.Found, "2026-11-06", ""),                // new, no deadline
	}
	got := form.Count(template, loop, entries, period, app.MustDay("2026-11-23"))
	want := form.Tally{Carried: 2, New: 3, Closed: 2, Open: 3, Overdue: 1, Total: 6}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := form.Count(template, loop, nil, period, app.MustDay("2026-11-23")); got != (form.Tally{}) {
		t.Errorf("nothing adds up to %+v", got)
	}
}

func TestCodeHoldsTheRecordAndWhatItSaid(t *testing.T) {
	e := entry(ledger.Found, "2026-11-03", "2026-11-23")
	code := form.CodeOf(e)
	if !regexp.MustCompile(`^CK1:7b0c3f52-91d4-4e6a-8c1d-52f0a7be3d19:[0-9a-f]{8}$`).MatchString(code) {
		t.Errorf("code %q", code)
	}
	e.State = ledger.Closed
	if form.CodeOf(e) == code {
		t.Error("a closed record has the code of an open one")
	}
	if form.CodeOf(ledger.Entry{}) != "" {
		t.Error("a blank form has a code")
	}
}

func TestOrderAsksForThePrincipalOnlyWhenMajor(t *testing.T) {
	template, _ := hazards(t)
	for level, want := range map[string]int{"major": 4, "general": 3} {
		e := entry(ledger.Ordered, "2026-11-03", "2026-11-23")
		e.Values["level"] = level
		doc := clerk(t).Order(form.Order{Template: template, Entry: e})
		if got := len(find[form.Signatures](doc.Blocks)[0].Lines); got != want {
			t.Errorf("%s: %d signatures, want %d", level, got, want)
		}
	}
}

func TestPartsOfTheOrderMayBeLeftOut(t *testing.T) {
	template, _ := hazards(t)
	order := form.Order{Template: template, Entry: entry(ledger.Ordered, "2026-11-03", "2026-11-23")}
	whole := clerk(t).Order(order)
	order.Without = form.OrderParts{Receipt: true, Reinspection: true}
	bare := clerk(t).Order(order)
	if len(find[form.Tear](whole.Blocks)) != 1 || len(find[form.Checks](whole.Blocks)) != 2 {
		t.Error("the whole order lacks its receipt or its re-inspection")
	}
	if len(find[form.Tear](bare.Blocks)) != 0 || len(find[form.Checks](bare.Blocks)) != 0 {
		t.Error("the bare order has more than was asked for")
	}
	if whole.Number != "YH-2026-0001" {
		t.Errorf("without a number of its own the order has %q", whole.Number)
	}
}

func TestBlankPapersCarryNothingOfARecord(t *testing.T) {
	_, library := load(t)
	for _, name := range []string{"hazard", "canteen", "alarm-test", "visitor", "document", "dispute"} {
		template, err := library.Template(name)
		if err != nil {
			t.Fatal(err)
		}
		e := ledger.Entry{ID: "7b0c3f52-91d4-4e6a-8c1d-52f0a7be3d19", Number: "SECRET-1", State: "found", Values: schema.Values{}}
		for _, f := range template.Fields {
			e.Values[f.Name] = "SECRET"
		}
		for _, doc := range []form.Document{
			clerk(t).Record(form.Record{Template: template, Loop: library.Loop(template), Entry: e, Blank: true}),
			clerk(t).Order(form.Order{Template: template, Entry: e, Number: "SECRET-2", Blank: true}),
			clerk(t).Register(form.Register{Template: template, Loop: library.Loop(template), Blank: 5}),
		} {
			if text := strings.Join(texts(doc.Blocks), "\n"); strings.Contains(text, "SECRET") {
				t.Errorf("%s: a blank form shows a record", name)
			}
		}
	}
}

// texts lists what a document's values say.
func texts(blocks []form.Block) []string {
	var all []string
	for _, head := range find[form.Letterhead](blocks) {
		all = append(all, head.Number, head.Code)
	}
	for _, fields := range find[form.Fields](blocks) {
		for _, f := range fields.Items {
			all = append(all, f.Label.String(), f.Value)
		}
	}
	for _, table := range find[form.Table](blocks) {
		for _, row := range table.Rows {
			for _, cell := range row.Cells {
				all = append(all, cell.Text)
			}
		}
	}
	return all
}

func TestEveryFilledFieldIsOnTheRecordsPaper(t *testing.T) {
	template, loop := hazards(t)
	e := entry(ledger.Closed, "2026-11-03", "2026-11-23")
	for _, f := range template.Fields {
		if f.Type == schema.String && len(f.Categories) == 0 || f.Type == schema.LongText || f.Type == schema.Person {
			e.Values[f.Name] = "value of " + f.Name
		}
	}
	said := strings.Join(texts(clerk(t).Record(form.Record{Template: template, Loop: loop, Entry: e}).Blocks), "\n")
	for name, value := range e.Values {
		f, _ := template.Field(name)
		if want := f.Format(value, app.English); !strings.Contains(said, want) {
			t.Errorf("%s: %q is not on the paper", name, want)
		}
	}
}

func TestStationsShowHowFarARecordIs(t *testing.T) {
	template, loop := hazards(t)
	for state, want := range map[ledger.State]int{ledger.Found: 1, ledger.Received: 4, ledger.Closed: 7} {
		e := entry(state, "2026-11-03", "2026-11-23")
		for _, to := range loop.Path(state) {
			e.Steps = append(e.Steps, ledger.Step{To: to, Day: app.MustDay("2026-11-04")})
		}
		doc := clerk(t).Record(form.Record{Template: template, Loop: loop, Entry: e})
		done := 0
		for _, s := range find[form.Stations](doc.Blocks)[0].Items {
			if s.Done {
				done++
			}
		}
		if done != want {
			t.Errorf("%s: %d stations reached, want %d", state, done, want)
		}
	}
	e := entry(ledger.Transferred, "2026-11-03", "2026-11-23")
	e.Steps = []ledger.Step{{From: ledger.Found, To: ledger.Graded, Day: app.MustDay("2026-11-04")}, {From: ledger.Graded, To: ledger.Transferred, Day: app.MustDay("2026-11-05"), Who: "C. Sims"}}
	items := find[form.Stations](clerk(t).Record(form.Record{Template: template, Loop: loop, Entry: e}).Blocks)[0].Items
	last := items[len(items)-1]
	if !last.Done || last.Who != "C. Sims" || items[2].Done {
		t.Errorf("a transferred record shows %+v", items)
	}
}

func TestSensitivePapersAreMarked(t *testing.T) {
	_, library := load(t)
	template, err := library.Template("dispute")
	if err != nil {
		t.Fatal(err)
	}
	doc := clerk(t, app.Chinese).Record(form.Record{Template: template, Loop: library.Loop(template), Entry: ledger.Entry{Number: "JF-1", Values: schema.Values{"foundOn": "2026-10-09"}}})
	if mark := find[form.Letterhead](doc.Blocks)[0].Mark.Main; mark != "内部资料 限制知悉" {
		t.Errorf("mark %q", mark)
	}
}

func TestBothLanguagesStandTogether(t *testing.T) {
	template, _ := hazards(t)
	doc := clerk(t, app.Chinese, app.English).Order(form.Order{Template: template, Entry: entry(ledger.Ordered, "2026-11-03", "2026-11-23")})
	head := find[form.Letterhead](doc.Blocks)[0]
	if head.Title != (form.Label{Main: "安全隐患整改通知书", Also: "Rectification order"}) {
		t.Errorf("title %+v", head.Title)
	}
	if got := find[form.Fields](doc.Blocks)[0].Items[3].Value; got != "重大隐患 Major" {
		t.Errorf("level %q", got)
	}
	if doc.Foot.Page.Main != "第 {page} 页  共 {pages} 页" || doc.Foot.Page.Also != "page {page} of {pages}" {
		t.Errorf("foot %+v", doc.Foot)
	}
}

func TestRecoverySheetHasTwoCopies(t *testing.T) {
	doc := clerk(t).Recovery(form.Recovery{Groups: []string{"K7QM", "2XRD"}, Made: app.MustDay("2026-11-23")})
	halves := find[form.Halves](doc.Blocks)[0]
	for i, half := range [][]form.Block{halves.Top, halves.Bottom} {
		want := []string{"1 of 2, school safe", "2 of 2, principal"}[i]
		if got := find[form.Fields](half)[0].Items[1].Value; got != want {
			t.Errorf("copy %d says %q", i+1, got)
		}
		if got := find[form.Letterhead](half)[0].Code; got != "CKR1:K7QM-2XRD" {
			t.Errorf("code %q", got)
		}
	}
}

// Every word of this area is used, and every word that is used exists.
func TestWordsAreUsedAndExist(t *testing.T) {
	words, _ := load(t)
	var source strings.Builder
	for _, folder := range []string{".", "../print"} {
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file.Name(), ".go") && !strings.HasSuffix(file.Name(), "_test.go") {
				text, err := os.ReadFile(folder + "/" + file.Name())
				if err != nil {
					t.Fatal(err)
				}
				source.Write(text)
			}
		}
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`"(form\.[a-z.-]+)"`).FindAllStringSubmatch(source.String(), -1) {
		used[m[1]] = true
	}
	for _, lang := range app.Langs {
		for key := range used {
			if !words.Has(lang, key) {
				t.Errorf("%s: no message %s", lang, key)
			}
		}
		for _, key := range words.Keys(lang) {
			if strings.HasPrefix(key, "form.") && !used[key] {
				t.Errorf("%s: message %s is not used", lang, key)
			}
		}
	}
}

func TestRegisterSaysWhatIsLate(t *testing.T) {
	template, loop := hazards(t)
	doc := clerk(t, app.Chinese, app.English).Register(form.Register{
		Template: template, Loop: loop, Period: app.Period{From: app.MustDay("2026-11-01"), To: app.MustDay("2026-11-30")},
		Entries: []ledger.Entry{entry(ledger.InProgress, "2026-11-03", "2026-11-20"), entry(ledger.Closed, "2026-11-03", "2026-11-20")},
	})
	table := find[form.Table](doc.Blocks)[0]
	state := slices.Index(template.List, ledger.ColumnState)
	if got := table.Rows[0].Cells[state]; got.Text != "整改中，逾期 3 天\nIn progress, 3 days late" || got.Tone != form.Alert {
		t.Errorf("late: %+v", got)
	}
	if got := table.Rows[1].Cells[state]; got.Text != "已销号\nClosed" || got.Tone != form.Ink {
		t.Errorf("closed: %+v", got)
	}
	var figures []string
	for _, tile := range find[form.Tiles](doc.Blocks)[0].Items {
		figures = append(figures, tile.Value)
	}
	if !slices.Equal(figures, []string{"0", "2", "1", "1", "1", "50 %"}) {
		t.Errorf("figures %v", figures)
	}
}

func TestPeriodIsSaidInWords(t *testing.T) {
	template, loop := hazards(t)
	from, to := app.MustDay("2026-09-01"), app.MustDay("2026-11-23")
	for want, period := range map[string]app.Period{
		"All entries, ledger B05":                     {},
		"From 2026-09-01, ledger B05":                 {From: from},
		"Up to 2026-11-23, ledger B05":                {To: to},
		"Period 2026-09-01 to 2026-11-23, ledger B05": {From: from, To: to},
	} {
		doc := clerk(t).Register(form.Register{Template: template, Loop: loop, Period: period})
		if got := find[form.Letterhead](doc.Blocks)[0].Caption; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHistoryShowsTheLatestChangesFirst(t *testing.T) {
	template, loop := hazards(t)
	var history []app.History
	for i := range 14 {
		history = append(history, app.History{Time: printed.Add(time.Duration(i) * time.Hour), Who: "C. Sims", Action: "changed"})
	}
	history = append(history, app.History{
		Time: printed.Add(20 * time.Hour), Who: "K. Lindqvist", Action: "step", To: "ordered", Late: true, Note: "by phone",
		Fields: []app.FieldChange{{Field: "deadline", Old: "2026-11-18", New: "2026-11-20"}, {Field: "gone", Old: "a", New: "b"}},
	})
	doc := clerk(t).Record(form.Record{Template: template, Loop: loop, Entry: entry(ledger.Ordered, "2026-11-03", "2026-11-23"), History: history})
	tables := find[form.Table](doc.Blocks)
	rows := tables[len(tables)-1].Rows
	if want := "Ordered, late entry, by phone\nDue: 2026-11-18 → 2026-11-20\ngone: a → b"; rows[0].Cells[2].Text != want {
		t.Errorf("got %q, want %q", rows[0].Cells[2].Text, want)
	}
	if len(rows) != 10 {
		t.Errorf("%d changes shown", len(rows))
	}
}

func TestListsAndCoversCountAndMark(t *testing.T) {
	doc := clerk(t).List(form.List{Title: "Today", Columns: []string{"Due", "What"}, Groups: []form.ListGroup{
		{Title: "Overdue", Rows: [][]string{{"3 days late", "Fire door"}}, Late: []bool{true}}, {Title: "Empty"}, {Rows: [][]string{{"today", "Alarm test"}}},
	}})
	rows := find[form.Table](doc.Blocks)[0].Rows
	if len(rows) != 3 || rows[0].Band.Main != "Overdue" || rows[1].Cells[0].Tone != form.Alert || rows[2].Cells[0].Tone != form.Ink {
		t.Errorf("rows %+v", rows)
	}
	if got := find[form.Paragraph](doc.Blocks)[0].Text.Main; got != "2 lines" {
		t.Errorf("count %q", got)
	}
	if empty := clerk(t).List(form.List{Title: "Today"}); len(find[form.Table](empty.Blocks)) != 0 {
		t.Error("an empty list has a table")
	}
	cover := clerk(t).Cover(form.Cover{
		Recipient: app.Text{app.English: "Education bureau"}, Number: "BS-1", Check: "3f9a",
		Figures: []form.Figure{{Label: app.Text{app.English: "Overdue"}, Value: 2, Alert: true}}, Masked: []string{"names of pupils"},
		Contents: []form.Content{{What: app.Text{app.English: "Hazard register"}, File: "forms/hazard.pdf", Count: 12}},
	})
	if head := find[form.Letterhead](cover.Blocks)[0]; head.Code != "CKB1:BS-1:3f9a" {
		t.Errorf("code %q", head.Code)
	}
	if tile := find[form.Tiles](cover.Blocks)[0].Items[0]; tile.Tone != form.Alert || tile.Value != "2" {
		t.Errorf("figure %+v", tile)
	}
}
