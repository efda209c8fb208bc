package print_test

import (
	"fmt"
	"os"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

const drillID = app.ID("2f0a9c11-6d43-4b7e-9e15-0c7d51a2b803")

// drillOffice is what the papers of drills are made from, as shipped.
type drillOffice struct {
	template ledger.Template
	question drill.Question
	lead     app.Lang
}

func newDrillOffice(t testing.TB, o office, lead app.Lang) drillOffice {
	t.Helper()
	kinds, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := drill.ReadRules(os.DirFS("../../assets/drills/rules"), "cn")
	if err != nil {
		t.Fatal(err)
	}
	pack, err := os.ReadFile("../../assets/packs/cn.json")
	if err != nil {
		t.Fatal(err)
	}
	year, err := calendar.Read(pack)
	if err != nil {
		t.Fatal(err)
	}
	template, _ := o.template(t, drill.Ledger)
	site := drill.Site{School: app.School{Type: "primary", Pack: "cn", Students: 1194, Boarding: true}, Settings: drill.Settings{Storeys: 4}}
	return drillOffice{template: template, lead: lead, question: drill.Question{Rules: rules, Kinds: kinds, Site: site, Calendar: year}}
}

// paper is a drill of a kind with what was noted.
func (o drillOffice) paper(kind string, values schema.Values) form.Drill {
	k, _ := o.question.Kinds.Kind(kind)
	k = k.At(o.question.Site)
	d := drill.FromValues(values)
	d.Kind = kind
	e := ledger.Entry{ID: drillID, Ledger: drill.Ledger, Template: 1, Number: "YL-2026-011", State: drill.StateRecorded, Values: k.Arrange(d, o.lead).Values()}
	return form.Drill{Template: o.template, Entry: e, Kind: k}
}

// fireDrill is a fire drill of 24 classes that took too long.
func (o drillOffice) fireDrill() form.Drill {
	v := schema.Values{
		"name": "Fire drill, laboratory block", "date": "2026-11-19", "time": "10:05", "place": "Teaching blocks A and B", "participants": "whole-school",
		"commander": "C. Sims", "deputy": "D. Ortega", "recorder": "M. Oduya", "exercise": "actual", "plan": "Fire and evacuation plan 2026", "rules": `["CN-1","CN-7"]`,
		"assembly": "Sports ground, zones 1 to 12", "blocked": "Stair B, ground floor", "situation": "class", "weather": "cloudy", "alert": `["bell","broadcast"]`,
		"callPoint": "Laboratory 303", "route": "Stairs A and C", "pupils": "1142", "staff": "88", "visitors": "3", "tags": `["blocked-exit"]`,
		"firstOutSeconds": "38", "evacuationSeconds": "152", "accountedSeconds": "341", "allClearSeconds": "840",
		"course":       "The alarm was heard everywhere but in the dance room. Classes of the second floor turned round at stair B and left by stair C, where they met two classes of the third floor.",
		"problems":     `["stairs-merged","alarm-unheard","talking"]`,
		"problemNotes": "Loudspeaker in the dance room is silent; two streams met on the landing of stair C for about 20 seconds.",
		"suitability":  "mostly", "sufficiency": "all", "arrival": "good", "duties": "fair", "siteMaterials": "good", "protection": "good", "coordination": "fair",
		"division": "good", "support": "none", "checks": `["doors-closed","toilets-checked","visitors-counted","building-empty","return-controlled"]`, "effect": "mostly",
		"assistance": "A pupil of 5 (2) on crutches: carried chair, with two teachers", "training": "Class meeting on 2026-11-16; floor posts walked their posts",
		"wentWell": "All posts manned two minutes before the alarm; every class reported.", "wentBadly": "Over the target by 32 seconds; stair C took both floors.",
		"reviewedOn": "2026-11-20", "reviewer": "D. Ortega",
	}
	names := [3]string{"Class %d (%d)", "Stair A", "Stair C"}
	teacher, remark := "T. Mbeki", "One pupil in the sick room, found after 2 minutes"
	action := [2]string{"Repair the loudspeaker of the dance room", "Send classes of the third floor down stair A when B is closed"}
	if o.lead == app.Chinese {
		names = [3]string{"%d（%d）班", "A 楼梯", "C 楼梯"}
		teacher, remark = "田野", "一名学生在医务室，2 分钟后核实"
		action = [2]string{"修复舞蹈教室广播", "B 楼梯受阻时三楼班级改走 A 楼梯"}
		for name, value := range map[string]string{
			"name": "实验楼消防疏散演练", "place": "A、B 教学楼", "commander": "周敏", "deputy": "沈国梁", "recorder": "马淑兰", "plan": "学校消防应急疏散预案（2026版）",
			"assembly": "运动场 1 至 12 区", "blocked": "B 楼梯一层", "callPoint": "实验楼 303", "route": "A、C 楼梯", "reviewer": "沈国梁",
			"course":       "除舞蹈教室外各处均能听到警报。二楼各班到 B 楼梯口折返，改走 C 楼梯，与三楼两个班在平台交汇。",
			"problemNotes": "舞蹈教室广播无声；C 楼梯平台两路人流交汇约 20 秒。", "assistance": "五（2）班一名拄拐学生：两名教师用担架椅护送",
			"training": "11月16日召开班会，各疏导员现场踩点", "wentWell": "警报前两分钟全部到岗，各班均按时报告。", "wentBadly": "超过目标 32 秒，两层人流集中在 C 楼梯。",
		} {
			v[name] = value
		}
	}
	d := drill.FromValues(v)
	for i := range 24 {
		row := drill.ClassRow{
			Class: fmt.Sprintf(names[0], i/4+1, i%4+1), Teacher: teacher, Expected: drill.CountOf(48), Present: drill.CountOf(47 + i%2), AbsentKnown: drill.CountOf(1 - i%2),
			Missing: drill.CountOf(0), ReportedAt: drill.CountOf(150 + 7*i), Route: names[1+i%2],
		}
		if i == 13 {
			row.Present, row.Missing, row.Remark = drill.CountOf(47), drill.CountOf(1), remark
		}
		d.Roll = append(d.Roll, row)
	}
	d.Told = []drill.Notice{{Who: "fire", On: app.MustDay("2026-11-16"), By: d.Deputy}}
	d.Actions = []drill.Action{
		{Action: action[0], Element: "equipment", Owner: d.Deputy, Due: app.MustDay("2026-11-27"), Number: "YH-2026-0412"},
		{Action: action[1], Element: "planning", Owner: d.Commander, Due: app.MustDay("2026-12-04")},
	}
	values := d.Values()
	return o.paper("fire", values)
}

// longDrill is a fire drill of 30 classes of which everything is told.
func (o drillOffice) longDrill() form.Drill {
	paper := o.fireDrill()
	d := drill.FromValues(paper.Entry.Values)
	for i := range 6 {
		d.Roll = append(d.Roll, drill.ClassRow{Class: fmt.Sprint("7-", i+1), Expected: drill.CountOf(45), Present: drill.CountOf(45), ReportedAt: drill.CountOf(300 + i)})
	}
	for i := range 3 {
		d.Roll[4*i].Remark = d.Roll[13].Remark
	}
	d.Command = drill.Command{
		Concluded: "10:40", Incident: "true", Operations: d.Deputy, RecorderTitle: d.Recorder, PlansUsed: []string{"plan", "escape-map", "roll"},
		Attendance: []drill.Attendance{{Who: "admins", Count: drill.CountOf(6)}, {Who: "teachers", Count: drill.CountOf(80)}, {Who: "guards", Count: drill.CountOf(8)}, {Who: "fire", Count: drill.CountOf(4)}},
	}
	d.PlanPart, d.Outside, d.Injuries = "full", []string{"fire", "medical"}, d.MoreOn
	d.Told = append(d.Told, drill.Notice{Who: "parents", On: app.MustDay("2026-11-17"), By: d.Deputy}, drill.Notice{Who: "neighbours", On: app.MustDay("2026-11-18"), By: d.Recorder})
	d.Course += " " + d.Course
	d.WentWell += " " + d.WentBadly
	for range 2 {
		more := d.Actions[1]
		more.Issue = d.WentBadly
		d.Actions = append(d.Actions, more)
	}
	paper.Entry.Values = d.Values()
	return paper
}

// The record of a school of 30 classes takes two pages, filled and blank, in one
// language and in both.
func TestDrillRecordTakesTwoPages(t *testing.T) {
	o := newOffice(t)
	for _, langs := range [][]app.Lang{{app.English}, {app.Chinese}, {app.Chinese, app.English}, {app.English, app.Chinese}} {
		office, clerk := newDrillOffice(t, o, langs[0]), o.clerk(langs...)
		for name, paper := range map[string]form.Drill{
			"long": office.longDrill(), "unit": office.unitDrill(), "blank": {Template: office.template, Blank: true},
		} {
			pages := layout(t, clerk.DrillRecord(paper))
			if pages.Len() != 2 {
				t.Errorf("%s in %s has %d pages", name, langs, pages.Len())
			}
			if *keep != "" {
				save(t, made{pages: pages, pdf: pdf(t, pages)}, fmt.Sprintf("two-%s-%s", name, langs))
			}
		}
	}
}

// unitDrill is a drill of the emergency unit with all its marks.
func (o drillOffice) unitDrill() form.Drill {
	return o.paper("unit-135", schema.Values{
		"name": "1-3-5", "date": "2026-10-21", "time": "15:30", "participants": "unit", "selfRescueSeconds": "52", "mutualRescueSeconds": "171", "reinforcementSeconds": "338",
		"lockedSeconds": "140", "controlledSeconds": "205", "allClearSeconds": "600",
	})
}

// entries are two school years of drills and alarm tests.
func (o drillOffice) entries() []drill.Entry {
	var all []drill.Entry
	for i := range 14 {
		day := app.MustDay("2025-09-17").AddMonths(i)
		state := drill.StateCompleted
		switch {
		case i == 13:
			state = drill.StateHeld
		case i%12 == 5 || i%12 == 10 || i%12 == 11:
			continue // holidays
		}
		kind := [3]string{"fire", "evacuation", "earthquake"}[i%3]
		d := drill.Drill{Kind: kind, Date: day, Time: fmt.Sprintf("%02d:05", 9+i%3), Commander: "C. Sims"}
		d.Times.Evacuation, d.Times.Accounted = drill.CountOf(171-5*i), drill.CountOf(400-11*i)
		if kind == "earthquake" {
			d.Marks = []drill.Moment{{Mark: "leave", Seconds: drill.CountOf(30)}}
		}
		number := fmt.Sprintf("YL-%d-%03d", day.Year, int(day.Month))
		all = append(all, drill.Entry{ID: app.ID(number), Ledger: drill.Ledger, Number: number, State: state, Values: d.Values()})
	}
	for i, unit := range [][3]int{{71, 195, 360}, {58, 182, 322}, {52, 171, 338}} {
		d := drill.Drill{Kind: "unit-135", Date: app.MustDay("2025-10-21").AddMonths(6 * i), Commander: "C. Sims"}
		d.Times.SelfRescue, d.Times.MutualRescue, d.Times.Reinforcement = drill.CountOf(unit[0]), drill.CountOf(unit[1]), drill.CountOf(unit[2])
		all = append(all, drill.Entry{ID: app.ID(fmt.Sprint("unit", i)), Ledger: drill.Ledger, Number: fmt.Sprintf("YL-2026-10%d", i), State: drill.StateCompleted, Values: d.Values()})
	}
	d := drill.Drill{Kind: "lockdown", Date: app.MustDay("2026-12-09"), Time: "14:20", Commander: "D. Ortega"}
	all = append(all, drill.Entry{ID: "lockdown", Ledger: drill.Ledger, Number: "YL-2026-012", State: drill.StateScheduled, Values: d.Values()})
	for _, e := range o.tests() {
		all = append(all, drill.Entry{ID: e.ID, Ledger: e.Ledger, Number: e.Number, State: string(e.State), Values: e.Values})
	}
	return all
}

// tests are three months of alarm tests.
func (o drillOffice) tests() []ledger.Entry {
	test := func(number, day, result string, answered, arrived, minutes string) ledger.Entry {
		button, to := "East gate", "Police station, desk"
		if o.lead == app.Chinese {
			button, to = "东门门卫室", "城东派出所值班室"
		}
		return ledger.Entry{ID: app.ID(number), Ledger: drill.AlarmLedger, Template: 1, Number: number, State: "closed", Values: schema.Values{
			"testedOn": day, "button": button, "toldTo": to, "toldAt": "09:40", "pressedAt": "10:00", "answeredAt": answered, "arrivedAt": arrived,
			"responseMinutes": minutes, "result": result,
		}}
	}
	return []ledger.Entry{
		test("BJ-2026-009", "2026-09-15", "normal", "10:01", "10:05", "5"),
		test("BJ-2026-010", "2026-10-15", "fault", "", "", ""),
		test("BJ-2026-011", "2026-10-20", "normal", "10:01", "10:04", "4"),
		test("BJ-2026-012", "2026-11-16", "normal", "10:00", "10:06", "6"),
	}
}

// drillPapers adds every paper of drills, filled and blank.
func drillPapers(t testing.TB, o office, clerk *form.Clerk, lead app.Lang, add func(string, form.Document)) {
	t.Helper()
	office := newDrillOffice(t, o, lead)
	fire, blank := office.fireDrill(), form.Drill{Template: office.template, Blank: true}
	for name, write := range map[string]func(form.Drill) form.Document{
		"drill-record": clerk.DrillRecord, "drill-plan": clerk.DrillPlan, "role-cards": clerk.RoleCards,
		"roll-sheets": clerk.RollSheets, "stair-card": clerk.StairCards, "aar": clerk.Review,
	} {
		add(name, write(fire))
		add(name+"-blank", write(blank))
	}
	add("drill-record-unit", clerk.DrillRecord(office.unitDrill()))

	question, today := office.question, app.DayOf(printed)
	entries := office.entries()
	year := question.Calendar.SchoolYear(today)
	view := question.View(year, entries, printed)
	question.Held, question.Planned = drill.Split(entries)
	owners := map[app.ID]string{}
	for _, e := range entries {
		owners[e.ID] = e.Values["commander"]
	}
	trends := form.DrillTrends{Marks: question.Trends(entries), Years: form.CountYears(question.Calendar, entries)}
	add("drill-year", clerk.DrillYear(form.DrillYear{View: view, Rules: question.Rules, Owners: owners}))
	add("compliance", clerk.Compliance(form.Compliance{Year: year, Day: today, Verdicts: question.Judge(today), View: view, Trends: trends.Marks[:2]}))
	add("drill-year-blank", clerk.DrillYear(form.DrillYear{View: view, Rules: question.Rules, Blank: true}))
	add("compliance-blank", clerk.Compliance(form.Compliance{Year: year, Verdicts: question.Judge(today), View: view, Blank: true}))
	add("drill-trends", clerk.DrillTrends(trends))
	alarm, _ := o.template(t, drill.AlarmLedger)
	add("alarm-year", clerk.AlarmYear(form.AlarmYear{Year: year, Template: alarm, Entries: office.tests()}))
	add("alarm-year-blank", clerk.AlarmYear(form.AlarmYear{Year: year, Template: alarm}))
}
