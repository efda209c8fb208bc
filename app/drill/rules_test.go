package drill_test

import (
	"os"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// part returns how a school stands with one requirement of a rule on a day.
func part(t *testing.T, q drill.Question, day, rule, name string) drill.Finding {
	t.Helper()
	for _, v := range q.Judge(app.MustDay(day)) {
		for _, f := range v.Parts {
			if v.Rule.ID == rule && f.Requirement.Name == name {
				return f
			}
		}
	}
	t.Fatalf("%s has no %s", rule, name)
	return drill.Finding{}
}

// Who presses the alarm button once a month has drilled nothing.
func TestTestsOfDevicesAreNoDrills(t *testing.T) {
	tested := on("alarm-test", "2026-09-08", "2026-10-13", "2026-11-10")
	for pack, of := range map[string][2]string{"gy": {"GY-1", "monthly"}, "us-wa": {"US-WA-1", "monthly"}, "cn": {"CN-9", "any"}} {
		if f := part(t, year(t, pack, nil, tested...), "2026-11-20", of[0], of[1]); f.Done != 0 {
			t.Errorf("%s counts %d", of[0], f.Done)
		}
	}
	if f := part(t, year(t, "cn", nil, tested...), "2026-11-20", "CN-13", "monthly"); f.Done != 1 {
		t.Errorf("CN-13, which asks for them, counts %d", f.Done)
	}
}

// What lies ahead is not fulfilled: nothing was done for it yet.
func TestWindowThatHasNotOpened(t *testing.T) {
	q := year(t, "us-al", nil, on("shelter-weather", "2026-09-10")...)
	for _, c := range []struct {
		day  string
		want expected
	}{
		{"2026-09-15", expected{status: drill.OnCourse, required: 1, short: 1, by: "2027-03-31"}},
		{"2026-12-31", expected{status: drill.OnCourse, required: 1, short: 1, by: "2027-03-31"}},
		{"2027-01-01", expected{status: drill.OnCourse, required: 1, short: 1, by: "2027-03-31"}},
		{"2027-03-10", expected{status: drill.Due, required: 1, short: 1, by: "2027-03-31"}},
	} {
		f := part(t, q, c.day, "US-AL-1", "weather-winter")
		if got := (expected{status: f.Status, required: f.Required, done: f.Done, short: f.Short, by: f.By.String()}); got != c.want {
			t.Errorf("on %s\n got %+v\nwant %+v", c.day, got, c.want)
		}
	}
	if f := part(t, q, "2026-10-01", "US-AL-1", "weather-autumn"); f.Status != drill.Fulfilled {
		t.Errorf("the open window is %s", f.Status)
	}
	// Before the first term of the year begins.
	if f := part(t, year(t, "england", nil), "2026-09-01", "UK-1", "termly"); f.Status != drill.OnCourse || f.By != app.MustDay("2026-12-18") {
		t.Errorf("the first term is %s by %s", f.Status, f.By)
	}
}

// quick holds drills within so many seconds.
func quick(held []drill.Held, seconds int) []drill.Held {
	for i := range held {
		held[i].Seconds = seconds
	}
	return held
}

// Two minutes are for the way out of a building, not out of a bus.
func TestTargetIsForBuildings(t *testing.T) {
	low := func(s *drill.Site) { s.School.Bus, s.Settings.Storeys = true, 4 }
	for kind, done := range map[string]int{"bus": 0, "fire": 1, "evacuation": 1, "lockdown": 0} {
		if f := part(t, year(t, "cn", low, quick(on(kind, "2026-10-14"), 95)...), "2026-11-20", "CN-5", "target"); f.Done != done {
			t.Errorf("%s counts %d", kind, f.Done)
		}
	}
}

// Special-education schools drill more than others, with beds or without.
func TestSpecialEducationDrillsMore(t *testing.T) {
	school := func(kind app.SchoolType, boarding bool) drill.Question {
		return year(t, "cn", func(s *drill.Site) { s.School.Type, s.School.Boarding = kind, boarding },
			on("evacuation", "2026-09-10", "2026-10-14", "2026-11-11")...)
	}
	names := func(q drill.Question) string {
		var all []string
		for _, v := range q.Judge(app.MustDay("2026-11-20")) {
			for _, p := range v.Parts {
				if v.Rule.ID == "CN-3" {
					all = append(all, p.Requirement.Name)
				}
			}
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct {
		kind     app.SchoolType
		boarding bool
		want     string
	}{
		{"primary", false, ""}, {"primary", true, "dormitory"}, {"special", true, "dormitory"}, {"special", false, "special"},
	} {
		if got := names(school(c.kind, c.boarding)); got != c.want {
			t.Errorf("%s, boarding %v: asks for %q, want %q", c.kind, c.boarding, got, c.want)
		}
	}
	// A year with one in each of the nine months of CN-1 has three fewer than it asks for.
	check(t, school("special", false), []expected{
		{"2026-11-20", "CN-3", drill.OnCourse, 12, 3, 9, "2027-08-31"},
		{"2026-11-20", "CN-1", drill.Fulfilled, 1, 1, 0, "2026-11-30"},
	})
}

// Washington asks for a drill in each month of the summer too.
func TestSummerMonthsInWashington(t *testing.T) {
	q := year(t, "us-wa", nil, on("fire", "2026-08-20")...)
	for day, want := range map[string]drill.Status{"2026-08-21": drill.Fulfilled, "2026-09-02": drill.Due} {
		if f := part(t, q, day, "US-WA-1", "monthly"); f.Status != want {
			t.Errorf("on %s %s", day, f.Status)
		}
	}
	q.Held = on("fire", "2026-08-20", "2026-09-09", "2026-10-07", "2026-11-04", "2026-12-02", "2027-01-13", "2027-02-10",
		"2027-03-10", "2027-04-14", "2027-05-12", "2027-06-02")
	f := part(t, q, "2027-07-10", "US-WA-1", "monthly")
	if f.Status != drill.Due || f.By != app.MustDay("2027-07-31") {
		t.Errorf("July is %s by %s", f.Status, f.By)
	}
	rule := q.Rules[0]
	if says := rule.Says.In(app.English); !strings.Contains(says, "each month, summer included") || rule.Retention != 0 {
		t.Errorf("it says %q and keeps records for %d years", says, rule.Retention)
	}
}

// An evacuation that is asked for is a drill of any kind of that class.
func TestEvacuationIsAClass(t *testing.T) {
	for pack, rule := range map[string]string{"us-tx": "US-TX-1", "us-il-chi": "US-IL-CHI", "us-wa": "US-WA-1"} {
		for kind, done := range map[string]int{"fire": 1, "evacuation": 1, "earthquake": 1, "bus": 1, "lockdown": 0, "reverse": 0} {
			if f := part(t, year(t, pack, nil, on(kind, "2026-10-14")...), "2026-11-20", rule, "evacuation"); f.Done != done {
				t.Errorf("%s: %s counts %d", rule, kind, f.Done)
			}
		}
	}
}

// Who is not told that it is a drill takes it for real: New York forbids that.
func TestNewYorkTellsPeople(t *testing.T) {
	q := year(t, "us-ny", nil, tagged(on("lockdown", "2026-10-14"), drill.NotTold)...)
	if f := part(t, q, "2026-10-20", "US-NY-2", "told"); f.Status != drill.OutOfCompliance || len(f.Broken) != 1 {
		t.Errorf("%+v", f)
	}
	q.Held = on("lockdown", "2026-10-14")
	if f := part(t, q, "2026-10-20", "US-NY-2", "told"); f.Status != drill.Fulfilled {
		t.Errorf("%+v", f)
	}
}

// In Maryland the first four months are those of the school, which begins on
// 17 August: to 16 December.
func TestFirstMonthsOfTheSchoolYear(t *testing.T) {
	for day, done := range map[string]int{"2026-08-20": 1, "2026-12-16": 1, "2026-12-17": 0, "2027-01-06": 0} {
		f := part(t, year(t, "us-md", nil, on("fire", day)...), "2027-01-10", "US-MD-1", "early")
		if f.Done != done || f.By != app.MustDay("2026-12-16") || f.Status != drill.OutOfCompliance {
			t.Errorf("with one on %s: %d by %s, %s", day, f.Done, f.By, f.Status)
		}
	}
	q := year(t, "us-md", nil, on("fire", "2026-08-20", "2026-09-16")...)
	if f := part(t, q, "2027-01-10", "US-MD-1", "early"); f.Status != drill.Fulfilled {
		t.Errorf("%+v", f)
	}
}

// A quarter is one of the calendar, whole: July to September belongs to the school
// year that begins in it, and a drill in July counts.
func TestQuartersOfTheCalendar(t *testing.T) {
	q := year(t, "cn", func(s *drill.Site) { s.School.Type = "kindergarten" }, on("evacuation", "2026-07-03")...)
	check(t, q, []expected{
		{"2026-09-05", "CN-2", drill.Fulfilled, 1, 1, 0, "2026-09-30"},
		{"2026-10-01", "CN-2", drill.OnCourse, 1, 0, 1, "2026-12-31"},
		{"2027-01-01", "CN-2", drill.OutOfCompliance, 1, 0, 1, "2026-12-31"},
	})
	q.Held = on("evacuation", "2026-09-16", "2026-11-11", "2027-03-10", "2027-04-14")
	check(t, q, []expected{{"2027-08-31", "CN-2", drill.Fulfilled, 1, 1, 0, "2027-06-30"}})
	// What was held in July needs no second drill in September.
	q.Held = on("evacuation", "2026-07-03")
	q = only(q, "CN-2")
	y := q.Calendar.SchoolYear(app.MustDay("2026-09-01"))
	if p := q.Propose(y, morning(y.From)); len(p.Unmet) > 0 || len(p.Drills) != 3 || p.Drills[0].Day.Before(app.MustDay("2026-10-01")) {
		t.Error(show(p))
	}
}

// New York with beds and with summer school: 4 drills after sunset and 2 in summer
// come on top of the 12, and none of them stands in for one of the 12.
func TestExtraDrillsInNewYork(t *testing.T) {
	full := func(s *drill.Site) { s.School.Boarding, s.Settings.Summer = true, true }
	autumn := join(
		on("fire", "2026-09-09", "2026-09-24", "2026-10-06", "2026-10-21", "2026-11-05"), on("lockdown", "2026-09-16", "2026-11-12"),
	)
	spring := join(on("fire", "2027-01-13", "2027-03-03"), on("lockdown", "2027-02-10"))
	nights := tagged(on("dormitory", "2026-10-14", "2026-12-02", "2027-02-24", "2027-05-05"), drill.AfterSunset)
	summer := join(on("fire", "2027-07-02"), on("lockdown", "2027-07-20"))
	q := year(t, "us-ny", full, join(autumn, spring, nights, summer)...)
	for name, want := range map[string][2]int{
		// done and required: 7 in autumn and 3 in spring; of them 7 fire and 3 lockdown drills
		"all": {10, 12}, "evacuations": {7, 8}, "lockdowns": {3, 4}, "early": {7, 8},
		"sunset": {4, 4}, "summer": {2, 2}, "summer-first": {1, 1},
	} {
		f := part(t, q, "2027-07-30", "US-NY-1", name)
		if f.Done != want[0] || f.Required != want[1] {
			t.Errorf("%s: %d of %d, want %d of %d", name, f.Done, f.Required, want[0], want[1])
		}
	}
	// Summer school goes on in August, which begins the next year.
	q.Held = on("fire", "2026-08-05")
	if f := part(t, q, "2026-09-10", "US-NY-1", "all"); f.Done != 0 {
		t.Errorf("a drill of summer school counts for the %d", f.Required)
	}
	// Without beds and summer school all of them count.
	q.Site.School.Boarding, q.Site.Settings.Summer = false, false
	q.Held = join(autumn, spring, nights, summer)
	if f := part(t, q, "2027-07-30", "US-NY-1", "all"); f.Done != 16 {
		t.Errorf("%d count for the %d", f.Done, f.Required)
	}
}

// The first drill of summer school is due in the first week of July.
func TestSummerSchoolBeginsInJuly(t *testing.T) {
	q := year(t, "us-ny", func(s *drill.Site) { s.Settings.Summer = true })
	if f := part(t, q, "2027-07-01", "US-NY-1", "summer-first"); f.Status != drill.Due || f.By != app.MustDay("2027-07-07") {
		t.Errorf("%s by %s", f.Status, f.By)
	}
	if f := part(t, q, "2027-07-01", "US-NY-1", "summer"); f.By != app.MustDay("2027-08-16") {
		t.Errorf("summer school ends on %s", f.By)
	}
}

// The proposal has room for all of them.
func TestProposalAddsExtraDrills(t *testing.T) {
	q, y := schoolOf(t, "us-ny")
	q.Site.Settings.Summer = true
	p := q.Propose(y, morning(y.From))
	q.Held = done(p)
	for _, v := range q.Judge(y.To) {
		if v.Status.Worse(drill.Fulfilled) {
			t.Errorf("%s %s is %s\n%s", v.Rule.ID, v.Requirement.Name, v.Status, show(p))
		}
	}
	if len(p.Unmet) > 0 || len(p.Drills) != 12+4+2 {
		t.Errorf("%d drills\n%s", len(p.Drills), show(p))
	}
}

// Any emergency drill on an active threat counts for the four in Florida.
func TestActiveThreatInFlorida(t *testing.T) {
	for kind, want := range map[string][2]int{ // done as it is, and tagged
		"lockdown": {1, 1}, "intruder": {1, 1}, "secure": {0, 1}, "hold": {0, 1}, "shelter-weather": {0, 1}, "fire": {0, 0},
	} {
		plain := on(kind, "2026-10-14")
		for i, held := range [][]drill.Held{plain, tagged(on(kind, "2026-10-14"), drill.ActiveThreat)} {
			if f := part(t, year(t, "us-fl", nil, held...), "2026-11-20", "US-FL-1", "threat"); f.Done != want[i] {
				t.Errorf("%s, tagged %v: %d count", kind, i == 1, f.Done)
			}
		}
	}
}

// Each emergency drill in Florida is followed by a report: until then the rule is due.
func TestReportsInFlorida(t *testing.T) {
	held := on("lockdown", "2026-08-20", "2026-10-14")
	held[0].Number, held[1].Number = "YL-1", "YL-2"
	held[0].Reviewed = true
	q := year(t, "us-fl", nil, append(held, on("fire", "2026-10-20")...)...)
	f := part(t, q, "2026-10-21", "US-FL-1", "report")
	if f.Status != drill.Due || f.Required != 2 || f.Done != 1 || f.Short != 1 || len(f.Broken) != 1 || f.Broken[0].Number != "YL-2" {
		t.Errorf("%+v", f)
	}
	q.Held[0].Reviewed = false
	if f := part(t, q, "2026-10-21", "US-FL-1", "report"); f.Status != drill.Short || f.Short != 2 {
		t.Errorf("%+v", f)
	}
	q.Held[0].Reviewed, q.Held[1].Reviewed = true, true
	if f := part(t, q, "2026-10-21", "US-FL-1", "report"); f.Status != drill.Fulfilled || f.Done != 2 {
		t.Errorf("%+v", f)
	}
	if f := part(t, year(t, "us-fl", nil), "2026-08-03", "US-FL-1", "report"); f.Status != drill.Fulfilled {
		t.Errorf("nothing was held, and it is %s", f.Status)
	}
}

// A review is there once the drill is completed, or its day is noted.
func TestEntryTellsItsReview(t *testing.T) {
	noted := entry("YL-3", drill.StateRecorded, "lockdown", "2026-10-14")
	noted.Values["reviewedOn"] = "2026-10-15"
	for i, want := range []bool{false, true, true} {
		e := []drill.Entry{
			entry("YL-1", drill.StateRecorded, "lockdown", "2026-10-14"), entry("YL-2", drill.StateCompleted, "lockdown", "2026-10-14"), noted,
		}[i]
		if h, _, _ := e.Held(); h.Reviewed != want {
			t.Errorf("%s: %v", e.Number, h.Reviewed)
		}
	}
}

// The sentence names the drills without a review.
func TestSentenceOfReviews(t *testing.T) {
	words, err := app.LoadWords(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	held := on("lockdown", "2026-08-20", "2026-10-14")
	held[0].Reviewed, held[1].Number = true, "YL-2"
	f := part(t, year(t, "us-fl", nil, held...), "2026-10-21", "US-FL-1", "report")
	v := drill.Verdict{Finding: f}
	for lang, want := range map[app.Lang]string{
		app.English: "Each emergency drill is followed by an after-action report. 1 of 2 reviewed; the review of YL-2 is missing.",
		app.Chinese: "每次应急演练均须复盘并形成报告。应复盘2次，已复盘1次，YL-2尚未复盘。",
	} {
		if got := v.Say(words, lang); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
