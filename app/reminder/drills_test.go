package reminder

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
)

// told writes notices short: "YL-2026-1 drill -7".
func told(notices []Notice) string {
	var all []string
	for _, n := range notices {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", n.Number, n.Kind, n.Step)))
	}
	return strings.Join(all, "; ")
}

// TestStepsOfADrill goes through the days around a drill on a Wednesday.
func TestStepsOfADrill(t *testing.T) {
	tests := []struct{ state, day, want string }{
		{"scheduled", "2026-11-23", ""},
		{"scheduled", "2026-11-24", "YL-2026-1 drill -30"}, // a Tuesday: 30 days before is 25 November
		{"scheduled", "2026-12-18", "YL-2026-1 drill -7"},
		{"scheduled", "2026-12-23", "YL-2026-1 drill -1"},
		{"scheduled", "2026-12-24", "YL-2026-1 drill 0"},
		{"scheduled", "2026-12-25", "YL-2026-1 drill +1"},
		{"scheduled", "2027-01-04", "YL-2026-1 drill +8"},
		{"extended", "2026-12-24", "YL-2026-1 drill 0"},
		{"running", "2026-12-24", ""},
		{"running", "2026-12-25", "YL-2026-1 drill +1"},
		{"held", "2026-12-24", ""},
		{"held", "2026-12-25", "YL-2026-1 write-up 0"},
		{"held", "2026-12-31", "YL-2026-1 write-up 0"},
		{"held", "2027-01-04", "YL-2026-1 write-up +7"},
		{"recorded", "2026-12-30", ""},
		{"recorded", "2026-12-31", "YL-2026-1 review 0"},
		{"recorded", "2027-01-07", "YL-2026-1 review +7"},
		{"completed", "2027-01-07", ""},
		{"void", "2026-12-24", ""},
	}
	for _, test := range tests {
		d := drillOn("1", test.state, "2026-12-24")
		if test.want == "" && test.day == "2026-11-23" {
			d.Created = app.MustDay("2026-11-23").At(8, 0, time.UTC)
		}
		if got := told(Due(inputOf(t, []app.Head{d}), app.MustDay(test.day))); got != test.want {
			t.Errorf("%s on %s: %q, want %q", test.state, test.day, got, test.want)
		}
	}
}

// TestTimesOfADrill: on its morning, and a day after it began.
func TestTimesOfADrill(t *testing.T) {
	d := newDesk(t, "2026-11-20 08:00", drillOn("1", "scheduled", "2026-11-24"))
	d.drills.Entries = map[app.ID]DrillEntry{"1": {Kind: "fire", Time: "10:05"}}
	d.pops("2026-11-20 08:00", "YL-2026-1 -7")
	d.pops("2026-11-23 08:00", "YL-2026-1 -1")
	d.pops("2026-11-24 07:29")
	d.pops("2026-11-24 07:30", "YL-2026-1 0")
	d.in.Records = book{drillOn("1", "held", "2026-11-24")}
	d.pops("2026-11-24 23:00")
	d.pops("2026-11-25 10:04")
	d.pops("2026-11-25 10:05", "YL-2026-1 0")
	d.pops("2026-11-25 10:06")
	d.in.Records = book{drillOn("1", "completed", "2026-11-24")}
	d.pops("2026-12-02 10:06")
}

// TestRulesWithoutADate: from the start of the period, or a month before its end.
func TestRulesWithoutADate(t *testing.T) {
	need := DrillNeed{
		Rule: "CN-1", Requirement: "monthly", Title: app.Text{app.English: "Emergency evacuation", app.Chinese: "应急疏散"},
		Says: app.Text{app.English: "Hold one each month.", app.Chinese: "每月1次。"}, Kind: "evacuation", Short: 1,
		Period: app.Period{From: app.MustDay("2026-11-01"), To: app.MustDay("2026-11-30")}, By: app.MustDay("2026-11-30"),
	}
	in := inputOf(t, nil, "alarm-test")
	in.Drills.Needs = []DrillNeed{need}
	in.Schedules = []Schedule{{ID: RuleID("alarm-test"), Rule: "alarm-test", Kind: AlarmTest, When: in.Rules.Duties[0].When, Off: true}}
	for day, want := range map[string]string{
		"2026-11-02": "CN-1 drill-rule -30", "2026-11-23": "CN-1 drill-rule -7", "2026-11-29": "CN-1 drill-rule -1",
		"2026-11-30": "CN-1 drill-rule 0", "2026-12-01": "CN-1 drill-rule +1", "2026-12-10": "CN-1 drill-rule +1",
	} {
		if got := told(Due(in, app.MustDay(day))); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	n := Due(in, app.MustDay("2026-11-02"))[0]
	if n.Since != need.Period.From {
		t.Errorf("since %s", n.Since)
	}
	words := readWords(t)
	if got, want := n.Say(words, app.English), "Emergency evacuation: 1 drill still needs a date by 2026-11-30 (Mon). CN-1: Hold one each month."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := n.Say(words, app.Chinese), "应急疏散：2026年11月30日（周一） 前还有 1 次演练未定日期。CN-1：每月1次。"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	l := Today(TodayInput{Input: in}, app.MustDay("2026-11-02"))
	if len(l.Missing) != 1 || l.Missing[0].Action != ActionSchedule || l.Missing[0].Short != 1 {
		t.Errorf("%+v", l)
	}
	in.Since = app.MustDay("2026-12-05") // the school came later
	if got := told(Due(in, app.MustDay("2026-12-06"))); got != "" {
		t.Error(got)
	}
}

// TestAlarmTestIsToldOnce: by its duty, or by the drill that is planned for it; its
// rule among those of the drills is silent.
func TestAlarmTestIsToldOnce(t *testing.T) {
	done := app.Head{ID: "x", Ledger: "alarm-test", Day: app.MustDay("2026-10-20")}
	planned := drillOn("1", "scheduled", "2026-11-25")
	month := app.Period{From: app.MustDay("2026-11-01"), To: app.MustDay("2026-11-30")}
	in := inputOf(t, []app.Head{done}, "alarm-test")
	in.Drills.Needs = []DrillNeed{{Rule: "CN-13", Requirement: "monthly", Kind: "alarm-test", Short: 1, Period: month, By: month.To}}
	day := app.MustDay("2026-11-25")
	if got := told(Due(in, day)); got != "alarm-test 0" {
		t.Errorf("the duty: %q", got)
	}
	in.Records = book{done, planned}
	in.Drills.Tests = []app.Day{planned.Day}
	if got := told(Due(in, day)); got != "YL-2026-1 drill 0" {
		t.Errorf("the drill: %q", got)
	}
	in.Rules.Duties = nil // a pack without the duty
	in.Records = book{done}
	if got := told(Due(in, day)); got != "CN-13 drill-rule -7" {
		t.Errorf("the rule: %q", got)
	}
}

func TestSilenceIsTold(t *testing.T) {
	in := inputOf(t, nil)
	in.Drills.Silent = app.MustDay("2026-11-28") // a Saturday
	for day, want := range map[string]string{"2026-11-28": "silence 0", "2026-12-04": "silence 0", "2026-12-07": "silence +7", "2026-12-14": "silence +14"} {
		if got := told(Due(in, app.MustDay(day))); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	if got, want := Due(in, in.Drills.Silent)[0].Say(readWords(t), app.English), "No drill has been held for 90 days."; got != want {
		t.Errorf("%s", got)
	}
}

// TestChosenSteps: by kind, and by kind of drill.
func TestChosenSteps(t *testing.T) {
	fire, bus := drillOn("1", "scheduled", "2026-12-24"), drillOn("2", "scheduled", "2026-12-24")
	in := inputOf(t, []app.Head{fire, bus, hazard("3", "2026-12-24")})
	in.Drills.Entries = map[app.ID]DrillEntry{"1": {Kind: "fire"}, "2": {Kind: "bus"}}
	in.Settings.Kinds = map[Kind]Choice{Hazard: {Off: true}, Drill: {Steps: Steps{Lead: []int{3}}}}
	in.Settings.Drills = map[string]Choice{"bus": {Steps: Steps{Lead: []int{14, 0}, Every: 7}}}
	for day, want := range map[string]string{
		"2026-12-09": "", "2026-12-10": "YL-2026-2 drill -14", "2026-12-21": "YL-2026-1 drill -3; YL-2026-2 drill -14",
		"2026-12-31": "YL-2026-1 drill -3; YL-2026-2 drill +7",
	} {
		if got := told(Due(in, app.MustDay(day))); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	in.Settings.Drills["bus"] = Choice{Off: true}
	if got := told(Due(in, app.MustDay("2026-12-21"))); got != "YL-2026-1 drill -3" {
		t.Errorf("no bus: %q", got)
	}
}

func TestSettingsAreKept(t *testing.T) {
	d := newDesk(t, "2026-11-20 08:00")
	ctx := t.Context()
	got, err := d.service.Settings(ctx)
	if err != nil || got.Morning != "07:30" || !got.Quiet.Rest {
		t.Fatalf("%+v %v", got, err)
	}
	changed := Defaults()
	changed.Morning, changed.Quiet.Off = "08:00", true
	changed.Kinds = map[Kind]Choice{Drill: {Steps: Steps{Lead: []int{30, 1, 0}, After: 1, Every: 7}}, Hazard: {Off: true}}
	if err := d.service.KeepSettings(ctx, app.System, changed); err != nil {
		t.Fatal(err)
	}
	if got, err = d.service.Settings(ctx); err != nil || len(got.Changes(changed)) != 0 {
		t.Errorf("%+v %v", got, err)
	}
	want := []app.FieldChange{
		{Field: "kind drill", New: "-30 -1 0 +1 every 7"},
		{Field: "kind hazard", New: "off"},
		{Field: "morning", Old: "07:30", New: "08:00"},
		{Field: "quiet", Old: "21:00-07:00", New: "off"},
		{Field: "rest", Old: "true", New: "false"},
	}
	if changes := changed.Changes(Defaults()); !slices.Equal(changes, want) {
		t.Errorf("%+v", changes)
	}
	writes := d.store.writes
	if err := d.service.KeepSettings(ctx, app.System, changed); err != nil || len(d.store.records[app.KindSetting]) != 1 {
		t.Errorf("%v, %d writes", err, d.store.writes-writes)
	}
	changed.Morning = "half past seven"
	changed.Drills = map[string]Choice{"fire": {Steps: Steps{Lead: []int{-1}}}}
	if err := d.service.KeepSettings(ctx, app.System, changed); app.CodeOf(err) != app.CodeInvalid || len(err.(*app.Error).Problems) != 2 {
		t.Errorf("%v", err)
	}
}

// TestUsualSteps: the page begins with what the rules say.
func TestUsualSteps(t *testing.T) {
	for _, name := range []string{"cn", "england", "gy", "us"} {
		_, rules := readPack(t, name)
		for _, kind := range Kinds {
			if steps := rules.Usual(kind); len(steps.Lead) == 0 {
				t.Errorf("%s says nothing of %s", name, kind)
			}
		}
		if got := rules.Usual(Drill).Lead; !slices.Equal(got, []int{30, 7, 1, 0}) {
			t.Errorf("%s: drills %v days ahead", name, got)
		}
	}
}

// TestDrillEnteredOnADayOff: its first step falls on that very day and is told, though
// it would have moved to the workday before.
func TestDrillEnteredOnADayOff(t *testing.T) {
	d := drillOn("1", "scheduled", "2026-11-29") // a Sunday
	d.Created = app.MustDay("2026-11-22").At(9, 0, time.UTC)
	if got := told(Due(inputOf(t, []app.Head{d}), app.MustDay("2026-11-22"))); got != "YL-2026-1 drill -7" {
		t.Errorf("%q", got)
	}
	if got := told(Due(inputOf(t, []app.Head{d}), app.MustDay("2026-11-10"))); got != "YL-2026-1 drill -30" {
		t.Errorf("looked at before it was entered: %q", got)
	}
}

// TestImprovements: what a review decided on is a duty of its owner until it is done,
// several of one drill beside each other.
func TestImprovements(t *testing.T) {
	in := inputOf(t, nil)
	in.Rules.Duties = nil
	in.Rules.Drills.Actions = Steps{Lead: []int{7, 1, 0}, After: 1, Every: 7}
	in.Drills = Drills{
		Entries: map[app.ID]DrillEntry{"d1": {Kind: "fire"}},
		Actions: []DrillAction{
			{ID: "a1", Drill: "d1", Number: "YL-2026-1", Title: "Mend the bell", Owner: "H. Sato", Due: app.MustDay("2026-12-04")},
			{ID: "a2", Drill: "d1", Number: "YL-2026-1", Title: "Label the keys", Owner: "C. Sims", Due: app.MustDay("2026-12-01")},
		},
	}
	if got, want := told(Due(in, app.MustDay("2026-12-04"))), "YL-2026-1 improvement +1; YL-2026-1 improvement 0"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	lists := Today(TodayInput{Input: in, Me: "H. Sato"}, app.MustDay("2026-12-04"))
	if len(lists.Overdue) != 1 || lists.Overdue[0].Of != "d1" || lists.Overdue[0].ID != "a2" || lists.Overdue[0].Action != ActionDone {
		t.Errorf("overdue: %+v", lists.Overdue)
	}
	if len(lists.Today) != 1 || !lists.Today[0].Mine || lists.Today[0].Title.In(app.English) != "Mend the bell" {
		t.Errorf("today: %+v", lists.Today)
	}
	in.Settings.Drills = map[string]Choice{"fire": {Off: true}}
	if got := told(Due(in, app.MustDay("2026-12-04"))); got != "" {
		t.Errorf("of a kind that is not reminded of: %q", got)
	}
}
