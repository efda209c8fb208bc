package reminder

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// TestStepsOfOneHazard goes through the days around a deadline on a Friday.
func TestStepsOfOneHazard(t *testing.T) {
	in := inputOf(t, []app.Head{hazard("1", "2026-11-27")})
	tests := []struct {
		day, step, key, to string
	}{
		{"2026-11-19", "", "", ""},
		{"2026-11-20", "-7", "reminder.hazard.ahead", ""},
		{"2026-11-25", "-7", "reminder.hazard.ahead", ""},
		{"2026-11-26", "-1", "reminder.hazard.ahead", ""},
		{"2026-11-27", "0", "reminder.hazard.today", ""},
		{"2026-11-28", "0", "reminder.hazard.late", ""}, // Saturday: the late step waits for Monday
		{"2026-11-30", "+3", "reminder.hazard.late", "safety-head"},
		{"2026-12-03", "+3", "reminder.hazard.late", "safety-head"},
		{"2026-12-04", "+7", "reminder.hazard.late", "principal"},
		{"2026-12-05", "+7", "reminder.hazard.late", "principal"},
		{"2026-12-07", "+8", "reminder.hazard.late", "principal"},
		{"2026-12-14", "+15", "reminder.hazard.late", "principal"},
		{"2027-11-29", "+365", "reminder.hazard.late", "principal"},
	}
	for _, test := range tests {
		notices := Due(in, app.MustDay(test.day))
		if test.step == "" {
			if len(notices) > 0 {
				t.Errorf("%s: %s", test.day, notices[0].Step)
			}
			continue
		}
		if len(notices) != 1 {
			t.Errorf("%s: %d notices", test.day, len(notices))
			continue
		}
		n := notices[0]
		if n.Step != test.step || n.TextKey != test.key || n.EscalateTo != test.to {
			t.Errorf("%s: step %s %s to %q, want %s %s to %q", test.day, n.Step, n.TextKey, n.EscalateTo, test.step, test.key, test.to)
		}
		if want := app.MustDay(test.day).Sub(app.MustDay("2026-11-27")); n.OverdueDays != want {
			t.Errorf("%s: %d days late, want %d", test.day, n.OverdueDays, want)
		}
	}
}

func TestStepsMoveToWorkdays(t *testing.T) {
	tests := []struct{ due, day, step string }{
		{"2026-11-29", "2026-11-27", "0"},  // due on a Sunday: said on the Friday
		{"2026-11-29", "2026-11-26", "-7"}, // the day before falls on Saturday and moves to Friday too
		{"2026-10-05", "2026-09-30", "0"},  // due in the National Day week
		{"2026-09-30", "2026-10-07", "0"},  // late steps wait for the end of the holiday
		{"2026-09-30", "2026-10-08", "+8"},
		{"2026-09-21", "2026-09-20", "-1"}, // a Sunday that is worked
	}
	for _, test := range tests {
		notices := Due(inputOf(t, []app.Head{hazard("1", test.due)}), app.MustDay(test.day))
		if len(notices) != 1 || notices[0].Step != test.step {
			t.Errorf("due %s, on %s: %v, want %s", test.due, test.day, notices, test.step)
			continue
		}
		if notices[0].Due.String() != test.due {
			t.Errorf("due day moved from %s to %s", test.due, notices[0].Due)
		}
	}
}

func TestMajorHazardGoesToThePrincipalAtOnce(t *testing.T) {
	h := hazard("1", "2026-11-24")
	h.Grade = "major"
	n := Due(inputOf(t, []app.Head{h}), app.MustDay("2026-11-25"))[0]
	if n.Step != "+1" || n.EscalateTo != "principal" {
		t.Errorf("step %s to %q", n.Step, n.EscalateTo)
	}
	if got, want := n.Say(readWords(t), app.Chinese), "隐患 YH-2026-1：Fire door wedged open。整改期限 2026年11月24日（周二），已逾期 1 天。请报告校长。"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := n.Say(readWords(t), app.English), "Hazard YH-2026-1: Fire door wedged open. Deadline 2026-11-24 (Tue), 1 day late. Report it to the principal."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLookBackAndOtherLedgers(t *testing.T) {
	closed := hazard("1", "2026-11-23")
	closed.State = "closed"
	document := hazard("2", "2026-11-23")
	document.Ledger = "document"
	other := hazard("3", "2026-11-23")
	other.Ledger = "own-ledger"
	void := hazard("4", "2026-11-23")
	void.State = "void"
	var got []string
	for _, n := range Due(inputOf(t, []app.Head{closed, document, other, void}), app.MustDay("2026-11-23")) {
		got = append(got, n.TextKey)
	}
	want := []string{"reminder.look-back.today", "reminder.document.today", "reminder.deadline.today"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestNewDeadlineIsNotOldNews: a hazard entered three days before its deadline has
// no week-before notice, but has the later ones.
func TestNewDeadlineIsNotOldNews(t *testing.T) {
	h := hazard("1", "2026-11-27")
	h.Created = app.MustDay("2026-11-24").At(9, 0, time.UTC)
	in := inputOf(t, []app.Head{h})
	if notices := Due(in, app.MustDay("2026-11-24")); len(notices) != 0 {
		t.Errorf("step %s on the day it was entered", notices[0].Step)
	}
	if notices := Due(in, app.MustDay("2026-11-26")); len(notices) != 1 || notices[0].Step != "-1" {
		t.Errorf("the day before: %v", notices)
	}
}

func TestAlarmTestOfTheMonth(t *testing.T) {
	tested := func(day string) app.Head {
		return app.Head{ID: app.ID(day), Ledger: "alarm-test", Day: app.MustDay(day)}
	}
	tests := []struct {
		name string
		done []app.Head
		day  string
		want []string // due days of the notices
	}{
		{"the month before is still open for its grace", nil, "2026-11-13", []string{"2026-10-25"}},
		{"and given up after it", nil, "2026-11-17", nil},
		{"a week before", []app.Head{tested("2026-10-02")}, "2026-11-18", []string{"2026-11-25"}},
		{"done early", []app.Head{tested("2026-10-02"), tested("2026-11-01")}, "2026-11-25", nil},
		{"late", []app.Head{tested("2026-10-02")}, "2026-11-27", []string{"2026-11-25"}},
		{"done late", []app.Head{tested("2026-10-02"), tested("2026-11-30")}, "2026-11-30", nil},
	}
	for _, test := range tests {
		in := inputOf(t, test.done, "alarm-test")
		var got []string
		for _, n := range Due(in, app.MustDay(test.day)) {
			if n.Kind != AlarmTest || !n.Scheduled {
				t.Errorf("%s: %+v", test.name, n)
			}
			got = append(got, n.Due.String())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: due %v, want %v", test.name, got, test.want)
		}
	}
}

func TestDrillSchedule(t *testing.T) {
	in := inputOf(t, nil, "evacuation-month")
	on := func(day string) []string {
		var got []string
		for _, n := range Due(in, app.MustDay(day)) {
			got = append(got, n.Due.String()+" "+n.Step)
		}
		return got
	}
	if got := on("2026-11-20"); !slices.Equal(got, []string{"2026-11-20 0", "2026-12-20 -30"}) {
		t.Errorf("nothing done: %v", got)
	}
	in.Schedules = []Schedule{{
		ID: RuleID("evacuation-month"), Rule: "evacuation-month", Kind: Drill, Title: app.Text{app.English: "Drill"},
		When: calendar.Recurrence{Every: calendar.EveryMonth, Nth: 2, Weekday: "friday"},
		Done: []app.Day{app.MustDay("2026-10-09"), app.MustDay("2026-11-13")},
	}}
	if got := on("2026-11-13"); !slices.Equal(got, []string{"2026-12-11 -30"}) {
		t.Errorf("done in November: %v", got)
	}
	if got := on("2026-12-04"); !slices.Equal(got, []string{"2026-12-11 -7"}) {
		t.Errorf("a week before December's: %v", got)
	}
	in.Schedules[0].Off = true
	if got := on("2026-12-04"); len(got) != 0 {
		t.Errorf("switched off: %v", got)
	}
}

func TestRulesForASchool(t *testing.T) {
	names := func(pack string, s app.School) string {
		_, rules := readPack(t, pack)
		var all []string
		for _, d := range rules.For(s).Duties {
			all = append(all, d.Rule)
		}
		return strings.Join(all, " ")
	}
	tests := []struct {
		pack   string
		school app.School
		want   string
	}{
		{"cn", app.School{Type: "senior", Boarding: true, Bus: true}, "alarm-test"}, // its drill rules ask for the drills
		{"england", app.School{Type: "primary"}, "alarm-test"},
		{"gy", app.School{Type: "primary"}, ""},
		{"us", app.School{Type: "primary"}, "alarm-test evacuation-month lockdown-semester"}, // a state without rules
		{"us", app.School{Type: "primary", Bus: true}, "alarm-test evacuation-month lockdown-semester bus-evacuation"},
	}
	for _, test := range tests {
		if got := names(test.pack, test.school); got != test.want {
			t.Errorf("%s %+v: %s, want %s", test.pack, test.school, got, test.want)
		}
	}
	_, rules := readPack(t, "us")
	if rules = rules.Without(func(drill string) bool { return drill != "bus" }); len(rules.Duties) != 2 || rules.Duties[1].Drill != "bus" {
		t.Errorf("without what is asked for elsewhere: %+v", rules.Duties)
	}
}

func TestWrongRules(t *testing.T) {
	tests := map[string]int{
		`[`:  0,
		`{}`: 0,
		`{"reminders":{"deadlines":[{"steps":{"lead":[-1]}},{"steps":{"lead":[1]},"escalate":[{"after":1,"to":"king"}]}],
		"duties":[{"rule":"x"}]}}`: 3,
	}
	for file, want := range tests {
		_, err := ReadRules([]byte(file))
		if app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if e := err.(*app.Error); len(e.Problems) != want {
			t.Errorf("%s: %v", file, e)
		}
	}
}

// TestEveryNoticeHasWords: each kind and each moment is said in both languages.
func TestEveryNoticeHasWords(t *testing.T) {
	words := readWords(t)
	for _, kind := range append(slices.Clone(Kinds), "unknown") {
		for _, when := range []string{"ahead", "today", "late"} {
			for _, scheduled := range []bool{false, true} {
				key := "reminder." + string(kind.words(scheduled)) + "." + when
				for _, lang := range app.Langs {
					if !words.Has(lang, key) {
						t.Errorf("%s is not said in %s", key, lang)
					}
				}
			}
		}
	}
}

func FuzzReadRules(f *testing.F) {
	for _, name := range []string{"cn", "us"} {
		file, err := os.ReadFile("../../assets/packs/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	cal, _ := readPack(f, "cn")
	f.Fuzz(func(t *testing.T, file []byte) {
		rules, err := ReadRules(file)
		if err != nil {
			return
		}
		in := Input{Records: book{hazard("1", "2026-11-20")}, Rules: rules, Calendar: cal, Open: isOpen}
		for _, n := range Due(in, app.MustDay("2026-11-23")) {
			if n.Key == "" || n.TextKey == "" {
				t.Errorf("%+v", n)
			}
		}
	})
}
