package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// TestDrillAsksItsQuestionsWhateverWayItWasHeld records a drill, and takes another one
// through its steps: both hold the questions of their kind, and are not reviewed yet.
func TestDrillAsksItsQuestionsWhateverWayItWasHeld(t *testing.T) {
	_, home := newHome(t)
	do := func(args ...string) string {
		t.Helper()
		var out, errOut bytes.Buffer
		if code := run(append([]string{"--home", home, "--lang", "en"}, args...), testWorld(&out, &errOut)); code != exitDone {
			t.Fatalf("%s: exit %d: %s", args, code, errOut.String())
		}
		return strings.TrimSpace(out.String())
	}
	do("new", "--school", "Riverside")
	today := app.DayOf(testWorld(nil, nil).clock.Now()).String()
	recorded := do("drill", "record", "--kind", "unit-135", "--date", today, "--set", "selfRescueSeconds=52", "--set", "effect=reached", "--set", "recorder=D. Ortega")
	stepped := do("drill", "plan", "--kind", "unit-135", "--date", today)
	do("step", stepped, drill.StateHeld)
	kinds, err := drillKinds()
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := kinds.Kind("unit-135")
	for number, state := range map[string]string{recorded: drill.StateRecorded, stepped: drill.StateHeld} {
		var shown struct {
			State  string
			Values map[string]string
		}
		if err := json.Unmarshal([]byte(do("show", number, "--json")), &shown); err != nil {
			t.Fatal(err)
		}
		var asked, want []string
		for _, a := range drill.FromValues(shown.Values).Answers {
			asked = append(asked, a.Question+a.Answer)
		}
		for _, q := range kind.Questions {
			want = append(want, q.In(app.English))
		}
		if !slices.Equal(asked, want) || shown.State != state {
			t.Errorf("%s is %s and asks %q", number, shown.State, asked)
		}
	}
	do("step", stepped, drill.StateRecorded, "--set", "course=Calm", "--set", "recorder=D. Ortega", "--set", "problems=Formation wrong or distance too small")
	if shown := do("show", stepped, "--json"); !strings.Contains(shown, `formation`) || strings.Contains(shown, "Formation wrong") {
		t.Errorf("the problem of its kind is kept as %s", shown)
	}
}
