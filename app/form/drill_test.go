package form_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
)

func drillKind(t *testing.T, name string) drill.Kind {
	t.Helper()
	kinds, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"))
	if err != nil {
		t.Fatal(err)
	}
	kind, ok := kinds.Kind(name)
	if !ok {
		t.Fatalf("there is no kind %q", name)
	}
	return kind.At(drill.Site{Settings: drill.Settings{Storeys: 4}})
}

// drillOf is what the papers of a drill are made of.
func drillOf(t *testing.T, d drill.Drill) form.Drill {
	t.Helper()
	_, library := load(t)
	template, err := library.Template(drill.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	paper := form.Drill{
		Template: template,
		Entry:    ledger.Entry{ID: "2f0a9c11-6d43-4b7e-9e15-0c7d51a2b803", Ledger: drill.Ledger, Number: "YL-2026-011", State: drill.StateHeld, Values: d.Values()},
	}
	if d.Kind != "" {
		paper.Kind = drillKind(t, d.Kind)
	}
	return paper
}

// cells finds the row of a table that says something.
func cells(t *testing.T, doc form.Document, says string) []form.Cell {
	t.Helper()
	for _, table := range find[form.Table](doc.Blocks) {
		for _, row := range table.Rows {
			if slices.ContainsFunc(row.Cells, func(c form.Cell) bool { return strings.Contains(c.Text, says) }) {
				return row.Cells
			}
		}
	}
	t.Fatalf("no row says %q", says)
	return nil
}

func TestDrillRecordHoldsTimesAgainstTargets(t *testing.T) {
	d := drill.Drill{Kind: "unit-135", Date: app.MustDay("2026-10-21")}
	d.Times = drill.Times{SelfRescue: drill.CountOf(52), MutualRescue: drill.CountOf(180), Reinforcement: drill.CountOf(338)}
	doc := clerk(t).DrillRecord(drillOf(t, d))
	for _, want := range []struct {
		says, target, actual, difference, result string
		tone                                     form.Tone
	}{
		{"self-rescue", "≤ 1:00", "0:52", "−0:08", "In time", form.Ink},
		{"mutual rescue", "≤ 3:00", "3:00", "0:00", "In time", form.Ink},
		{"reinforcement", "≤ 5:00", "5:38", "+0:38", "Late", form.Alert},
		{"All clear", "", "", "", "", form.Ink},
	} {
		row := cells(t, doc, want.says)
		got := []string{row[2].Text, row[3].Text, row[4].Text, row[5].Text}
		if !slices.Equal(got, []string{want.target, want.actual, want.difference, want.result}) || row[5].Tone != want.tone {
			t.Errorf("%s: %q, tone %d", want.says, got, row[5].Tone)
		}
	}
	if line := find[form.Timeline](doc.Blocks)[0]; len(line.Items) != 3 || line.Items[2].Tone != form.Alert {
		t.Errorf("the line shows %+v", line.Items)
	}
}

// The ledger keeps the evacuation of an earthquake from the signal to leave.
func TestEvacuationCountsFromTheSignalToLeave(t *testing.T) {
	d := drill.Drill{Kind: "earthquake", Date: app.MustDay("2026-10-21"), Marks: []drill.Moment{{Mark: "leave", Seconds: drill.CountOf(60)}}}
	d.Times.Evacuation = drill.CountOf(110)
	doc := clerk(t).DrillRecord(drillOf(t, d))
	row := cells(t, doc, "Everybody out")
	if row[3].Text != "1:50" || row[5].Text != "In time" || !strings.Contains(row[2].Text, "Signal to leave") {
		t.Errorf("%+v", row)
	}
	moments := find[form.Timeline](doc.Blocks)[0].Items
	if last := moments[len(moments)-1]; last.Seconds != 170 {
		t.Errorf("on the line it stands at %d s, want 170", last.Seconds)
	}
}

func TestDrillRecordListsEveryClass(t *testing.T) {
	d := drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21"), Problems: []string{"talking", "our own"}}
	for i, class := range []string{"1 (1)", "1 (2)", "1 (3)", "1 (4)", "1 (5)", "1 (6)"} {
		d.Roll = append(d.Roll, drill.ClassRow{Class: class, Expected: drill.CountOf(40), Present: drill.CountOf(40), ReportedAt: drill.CountOf(100 + i)})
	}
	d.Roll[0].Present, d.Roll[0].Missing = drill.CountOf(39), drill.CountOf(1)
	d.Roll[4].Remark = "Came down stair C"
	doc := clerk(t).DrillRecord(drillOf(t, d))
	row := cells(t, doc, "1 (1)")
	if row[4].Text != "1" || row[4].Tone != form.Alert {
		t.Errorf("the missing pupil is not marked: %+v", row)
	}
	if row[6].Text != "1 (4)" || row[8].Text != "40" {
		t.Errorf("beside it stands %+v", row[6:])
	}
	if row := cells(t, doc, "stair C"); row[0].Text != "1 (5)" {
		t.Errorf("the remark stands with %+v", row)
	}
	if tiles := find[form.Tiles](doc.Blocks)[0].Items; tiles[0].Value != "240" || tiles[1].Value != "239" || tiles[3].Value != "1" || tiles[4].Value != "6 / 6" {
		t.Errorf("the roll adds up to %+v", tiles)
	}
	on := 0
	for _, item := range find[form.Ticks](doc.Blocks)[0].Items {
		if item.On {
			on++
		}
	}
	if on != 2 {
		t.Errorf("%d problems are ticked, want the one of the kind and the own one", on)
	}
}

// fieldsOf are the values of all grids of a paper by their titles.
func fieldsOf(doc form.Document) map[string]string {
	values := map[string]string{}
	for _, grid := range find[form.Fields](doc.Blocks) {
		for _, f := range grid.Items {
			values[f.Label.Main] = f.Value
		}
	}
	return values
}

// The record says all that the sheets of schools and services ask for.
func TestDrillRecordIsComplete(t *testing.T) {
	d := drill.Drill{
		Kind: "fire", Date: app.MustDay("2026-10-21"), Plan: "Fire plan", Rules: []string{"CN-1", "CN-7"}, Tags: []drill.Tag{drill.Unannounced},
		Told: []drill.Notice{{Who: "fire", On: app.MustDay("2026-10-18"), By: "D. Ortega"}}, PlanPart: "part", WentWell: "Calm", WentBadly: "Slow",
		Actions: []drill.Action{{Issue: "Bell unheard", Action: "New bell", Owner: "C. Sims", Due: app.MustDay("2026-11-20")}}, Reviewer: "P. Novak",
		Command: drill.Command{Operations: "L. Wang", RecorderTitle: "clerk", Incident: "true", Attendance: []drill.Attendance{{Who: "guards", Count: drill.CountOf(4)}}},
	}
	doc := clerk(t).DrillRecord(drillOf(t, d))
	values := fieldsOf(doc)
	for title, want := range map[string]string{
		"Plan tested": "Fire plan", "Rules served": "CN-1, CN-7", "Announced or not": "Not announced", "Told beforehand": "Fire service 2026-10-18 D. Ortega",
		"How much of the plan": "Part of the plan", "Operations chief": "L. Wang", "Incident command set up": "Yes", "People by group": "Guards 4",
	} {
		if values[title] != want {
			t.Errorf("%s: %q, want %q", title, values[title], want)
		}
	}
	if !strings.Contains(values["Signals"], drillKind(t, "fire").Signals[0].Sound.In(app.English)) {
		t.Errorf("the signals are %q", values["Signals"])
	}
	if row := cells(t, doc, "Calm"); row[1].Text != "Slow" {
		t.Errorf("what went badly: %+v", row)
	}
	if row := cells(t, doc, "New bell"); row[0].Text != "Bell unheard" || row[2].Text != "C. Sims" {
		t.Errorf("the improvement: %+v", row)
	}
	if signed := find[form.Signatures](doc.Blocks)[0].Lines; signed[2].Value != "P. Novak" {
		t.Errorf("the reviewer does not sign: %+v", signed)
	}
}

// What was drawn up in one language is printed in the other, and in both.
func TestPapersSpeakTheLanguageOfTheReader(t *testing.T) {
	kind := drillKind(t, "fire")
	paper := drillOf(t, kind.Arrange(drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21"), Blocked: "B 楼梯"}, app.Chinese))
	own, other := kind.Scenario.In(app.English), kind.Scenario.In(app.Chinese)
	if got := fieldsOf(clerk(t).DrillPlan(paper))["Scenario"]; got != own {
		t.Errorf("in English: %q", got)
	}
	both := clerk(t, app.English, app.Chinese)
	doc := both.DrillPlan(paper)
	if got := fieldsOf(doc)["Scenario"]; got != own+"\n"+other {
		t.Errorf("in both: %q", got)
	}
	if got := fieldsOf(doc)["Way that is blocked"]; got != "B 楼梯" {
		t.Errorf("the school's own words became %q", got)
	}
	if head := find[form.Letterhead](doc.Blocks)[0]; head.Caption != kind.Title.In(app.English)+" "+kind.Title.In(app.Chinese) {
		t.Errorf("the drill is called %q", head.Caption)
	}
	cell := cells(t, doc, kind.Roles[0].Duties[0].In(app.English))
	if !strings.Contains(cell[0].Text, kind.Roles[0].Title.In(app.Chinese)) {
		t.Errorf("the group is called %q", cell[0].Text)
	}
}

func TestDrillPlanTakesFromItsKindWhatTheEntryDoesNotSay(t *testing.T) {
	d := drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21"), Commander: "C. Sims", Scenario: "Smoke in the library", Told: []drill.Notice{{Who: "fire", On: app.MustDay("2026-10-18"), By: "D. Ortega"}}}
	doc := clerk(t).DrillPlan(drillOf(t, d))
	kind := drillKind(t, "fire")
	values := fieldsOf(doc)
	if values["Scenario"] != "Smoke in the library" || !strings.Contains(values["Objective"], kind.Objectives[0].In(app.English)) || values["When it is broken off"] == "" {
		t.Errorf("%q", values)
	}
	if row := cells(t, doc, kind.Roles[0].Duties[0].In(app.English)); row[1].Text != "C. Sims" {
		t.Errorf("the commander's group is led by %q", row[1].Text)
	}
	if row := cells(t, doc, "Fire brigade"); row[2].Text != "2026-10-18" || row[3].Text != "D. Ortega" {
		t.Errorf("who was told: %+v", row)
	}
}

func TestCardsAndSheetsOfADrill(t *testing.T) {
	d := drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21"), Groups: []drill.Group{{Group: "Choir", Leader: "L. Wang"}, {Group: "Floor and stair posts", Post: "Stair A", Leader: "P. Novak"}}}
	for _, class := range []string{"1 (1)", "1 (2)", "1 (3)"} {
		d.Roll = append(d.Roll, drill.ClassRow{Class: class, Expected: drill.CountOf(40), Route: "Stair A"})
	}
	d.Roll[2].Route = "Stair C"
	paper := drillOf(t, d)
	if cards := find[form.Cards](clerk(t).RoleCards(paper).Blocks)[0].Items; len(cards) != len(paper.Kind.Roles)+1 {
		t.Errorf("%d role cards, want one for each role and one for the choir", len(cards))
	}
	stairs := find[form.Cards](clerk(t).StairCards(paper).Blocks)[0].Items
	if len(stairs) != 2 {
		t.Fatalf("%d stair cards, want two", len(stairs))
	}
	facts := find[form.Fields](stairs[0])[0].Items
	if facts[0].Value != "P. Novak" || facts[1].Value != "1 (1), 1 (2)" || facts[2].Value != "80" {
		t.Errorf("the post at stair A: %+v", facts)
	}
	sheets := find[form.Halves](clerk(t).RollSheets(paper).Blocks)
	if len(sheets) != 2 || len(sheets[1].Bottom) != 0 {
		t.Errorf("three classes are on %d pages", len(sheets))
	}
	blank := form.Drill{Template: paper.Template, Blank: true}
	for name, doc := range map[string]form.Document{
		"role cards": clerk(t).RoleCards(blank), "stair cards": clerk(t).StairCards(blank),
	} {
		if n := len(find[form.Cards](doc.Blocks)[0].Items); n != 4 || !doc.Slips {
			t.Errorf("%s: %d blank ones on a page", name, n)
		}
	}
}

func TestReviewAsksTheQuestionsOfTheKindOnce(t *testing.T) {
	d := drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21")}
	question := drillKind(t, "fire").Questions[0].In(app.Chinese)
	d.Answers = []drill.Answer{{Question: question, Answer: "2 minutes"}, {Question: "And the cat?", Answer: "Safe"}}
	d.Actions = []drill.Action{{Issue: "Bell unheard", Action: "New bell", Element: "equipment", Organisation: "Facilities", Owner: "C. Sims", Due: app.MustDay("2026-11-20"), Number: "YH-2026-0412"}}
	doc := clerk(t).Review(drillOf(t, d))
	if row := cells(t, doc, "2 minutes"); row[1].Text != drillKind(t, "fire").Questions[0].In(app.English) {
		t.Errorf("the answer stands with %q", row[1].Text)
	}
	if row := cells(t, doc, "cat"); row[2].Text != "Safe" {
		t.Errorf("%+v", row)
	}
	if row := cells(t, doc, "New bell"); row[1].Text != "Bell unheard" || row[3].Text != "Equipment" || row[4].Text != "Facilities\nC. Sims" || row[6].Text != "2026-11-20" || row[7].Text != "YH-2026-0412" {
		t.Errorf("%+v", row)
	}
}

// What was not read in the source says so beside its citation.
func TestComplianceSaysHowSureACitationIs(t *testing.T) {
	rule := func(id string, confidence calendar.Confidence) drill.Verdict {
		return drill.Verdict{
			Rule:    drill.Rule{ID: id, Says: app.Text{app.English: "Asks " + id}, Citation: app.Text{app.English: "Act of " + id}, Confidence: confidence, Retention: 3},
			Finding: drill.Finding{Status: drill.OutOfCompliance, Required: 12, Done: 8, Requirement: drill.Requirement{Min: 12}},
		}
	}
	paper := form.Compliance{Day: app.MustDay("2026-11-23"), Verdicts: []drill.Verdict{
		rule("A", calendar.Official), rule("B", calendar.Usual), rule("C", calendar.Assumed),
		{Rule: drill.Rule{ID: "D"}, Finding: drill.Finding{Status: drill.NotApplicable}},
	}}
	doc := clerk(t).Compliance(paper)
	for id, want := range map[string]form.Cell{
		"A": {Text: "Act of A"}, "B": {Text: "Act of B (usual practice, to be checked)", Tone: form.Muted},
		"C": {Text: "Act of C (local practice, to be confirmed)", Tone: form.Muted},
	} {
		row := cells(t, doc, "Asks "+id)
		if row[2].Text != "8 / 12" || row[3].Tone != form.Alert || row[4].Text != want.Text || row[4].Tone != want.Tone {
			t.Errorf("%s: %+v", id, row)
		}
	}
	paper.Blank = true
	if row := cells(t, clerk(t).Compliance(paper), "Asks A"); row[2].Text+row[3].Text != "" || row[4].Text != "Act of A" {
		t.Errorf("on the blank statement: %+v", row)
	}
	notes := ""
	for _, p := range find[form.Paragraph](doc.Blocks) {
		notes += p.Text.Main
	}
	if !strings.Contains(notes, "school: D.") || !strings.Contains(notes, "3 years") || !strings.Contains(notes, "3 rules that concern it, 0 are met") {
		t.Errorf("the notes say %q", notes)
	}
}

func TestTrendsDrawTheTimesOfEachKind(t *testing.T) {
	held := func(day, kind string, seconds int) drill.Entry {
		d := drill.Drill{Kind: kind, Date: app.MustDay(day)}
		d.Times.Evacuation = drill.CountOf(seconds)
		return drill.Entry{Ledger: drill.Ledger, State: drill.StateHeld, Values: d.Values()}
	}
	entries := []drill.Entry{held("2026-10-21", "fire", 118), held("2025-10-21", "fire", 140), held("2026-03-04", "evacuation", 99)}
	planned, void := held("2026-12-01", "fire", 1), held("2026-11-01", "fire", 1)
	planned.State, void.State = drill.StateScheduled, drill.StateVoid
	pack, err := os.ReadFile("../../assets/packs/cn.json")
	if err != nil {
		t.Fatal(err)
	}
	year, err := calendar.Read(pack)
	if err != nil {
		t.Fatal(err)
	}
	question := drill.Question{Kinds: drill.Kinds{drillKind(t, "fire"), drillKind(t, "evacuation")}, Calendar: year}
	trends := question.Trends(append(entries, planned, void))
	if len(trends) != 2 || trends[0].Target != 120 || len(trends[0].Points) != 2 || trends[0].Points[0].Seconds != 140 {
		t.Fatalf("%+v", trends)
	}
	chart := find[form.Chart](clerk(t).DrillTrends(form.DrillTrends{Marks: trends}).Blocks)[0]
	if chart.Target.Value != 120 || chart.Items[0].Tone != form.Alert || chart.Items[1].Tone == form.Alert {
		t.Errorf("%+v", chart)
	}
	if years := form.CountYears(year, append(entries, planned)); len(years) != 2 || years[0].Drills != 2 || years[1].Drills != 1 {
		t.Errorf("%+v", years)
	}
}

func TestAlarmYearHasEachMonth(t *testing.T) {
	_, library := load(t)
	template, err := library.Template(drill.AlarmLedger)
	if err != nil {
		t.Fatal(err)
	}
	test := func(day, result string) ledger.Entry {
		return ledger.Entry{Values: map[string]string{"testedOn": day, "result": result, "arrivedAt": "10:05", "responseMinutes": "5"}}
	}
	year := calendar.SchoolYear{Year: 2026, Period: app.Period{From: app.MustDay("2026-09-01"), To: app.MustDay("2027-08-31")}}
	doc := clerk(t).AlarmYear(form.AlarmYear{Year: year, Template: template, Entries: []ledger.Entry{test("2026-10-15", "fault"), test("2026-10-20", "normal")}})
	table := find[form.Table](doc.Blocks)[0]
	if len(table.Rows) != 13 {
		t.Errorf("%d rows for twelve months, one with two tests", len(table.Rows))
	}
	if row := table.Rows[1].Cells; row[1].Text != "2026-10-15" || row[8].Tone != form.Alert || row[7].Text != "10:05, 5 min" {
		t.Errorf("%+v", row)
	}
}

// The statement is signed before its annexes, and says when the log goes up.
func TestStatementIsSignedBeforeItsAnnexes(t *testing.T) {
	rule := drill.Rule{ID: "US-IL-CHI", UploadTitle: app.Text{app.English: "Hand in the drill log"}}
	doc := clerk(t).Compliance(form.Compliance{
		Day: app.MustDay("2026-11-23"), Uploads: []drill.Upload{{Rule: rule, Day: app.MustDay("2026-11-30")}},
		Trends: drill.Trends{{Points: []drill.TrendPoint{{Day: app.MustDay("2026-11-19"), Seconds: 100}}}},
	})
	if _, ok := doc.Blocks[len(doc.Blocks)-1].(form.Signatures); !ok || len(find[form.Chart](doc.Annex)) != 1 || doc.Fit.Least == 0 {
		t.Errorf("the statement ends with %T, its annex has %d blocks", doc.Blocks[len(doc.Blocks)-1], len(doc.Annex))
	}
	said := ""
	for _, p := range find[form.Paragraph](doc.Blocks) {
		said += p.Text.Main
	}
	if !strings.Contains(said, "Hand in the drill log by 2026-11-30 (Mon) (US-IL-CHI)") {
		t.Errorf("it says %q", said)
	}
}

// The blank plan of a year has its kinds and months, and nothing in them.
func TestBlankYearPlanIsEmpty(t *testing.T) {
	year := calendar.SchoolYear{Year: 2026, Period: app.Period{From: app.MustDay("2026-09-01"), To: app.MustDay("2027-08-31")}}
	slot := drill.Slot{Kind: "fire", Day: app.MustDay("2026-09-02"), Number: "YL-2026-001"}
	view := drill.YearView{Year: year, Months: []app.Day{app.MustDay("2026-09-01")}, Rows: []drill.YearRow{
		{Kind: "fire", Title: app.Text{app.English: "Fire"}, Cells: [][]drill.Slot{{slot}}},
	}}
	tables := find[form.Table](clerk(t).DrillYear(form.DrillYear{View: view, Blank: true}).Blocks)
	if got := tables[0].Rows[0].Cells; len(got) != 1 || got[0].Text != "Fire" {
		t.Errorf("the grid begins with %+v", got)
	}
	for _, row := range tables[1].Rows {
		if len(row.Cells) > 0 {
			t.Errorf("the list says %+v", row.Cells)
		}
	}
}

// The review names the scenario and judges each objective of the kind.
func TestReviewAnalysesEachObjective(t *testing.T) {
	kind := drillKind(t, "fire")
	d := drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21"), Outside: []string{"fire"}}
	d.Analysis.Scope, d.Analysis.Contact = "Full, 20 minutes", "D. Ortega"
	doc := clerk(t).Review(drillOf(t, d))
	values := fieldsOf(doc)
	if values["Scenario"] != kind.Scenario.In(app.English) || values["Scope"] != "Full, 20 minutes" || values["Point of contact"] != "D. Ortega" || values["From outside"] != "Fire service" {
		t.Errorf("%q", values)
	}
	if row := cells(t, doc, kind.Objectives[1].In(app.English)); row[3].Text != "P   S   M   U" {
		t.Errorf("the objective stands with %+v", row)
	}
	d.Analysis.Objectives = []drill.ObjectiveRow{{Objective: kind.Objectives[0].In(app.Chinese), Strengths: "Quick", Rating: "S"}}
	row := cells(t, clerk(t).Review(drillOf(t, d)), "Quick")
	if row[0].Text != kind.Objectives[0].In(app.English) || !strings.HasPrefix(row[3].Text, "S: ") {
		t.Errorf("the analysis says %+v", row)
	}
}

func TestPlanSaysWhoApprovesAndWhetherItIsAnnounced(t *testing.T) {
	d := drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21"), SafetyOffice: "M. Osei", Approver: "P. Novak", Window: "mornings", WeatherLimit: "No ice"}
	doc := clerk(t).DrillPlan(drillOf(t, d))
	values := fieldsOf(doc)
	if values["Announced or not"] != "Announced" || values["Planned window"] != "mornings" || values["Weather limits"] != "No ice" {
		t.Errorf("%q", values)
	}
	if signed := find[form.Signatures](doc.Blocks)[0].Lines; signed[0].Value != "M. Osei" || signed[2].Value != "P. Novak" {
		t.Errorf("it is approved by %+v", signed)
	}
}

// A remark on a class has a place of its own on its sheet.
func TestRollSheetKeepsRemarkAndMissingApart(t *testing.T) {
	d := drill.Drill{Kind: "fire", Date: app.MustDay("2026-10-21"), Roll: []drill.ClassRow{{Class: "1 (1)", Remark: "Came down stair C"}}}
	ruled := find[form.Ruled](clerk(t).RollSheets(drillOf(t, d)).Blocks)
	if len(ruled) != 3 || ruled[1].Text != "" || ruled[2].Text != "Came down stair C" || ruled[2].Label.Main != "Remark" {
		t.Errorf("the sheet says %+v", ruled)
	}
}
