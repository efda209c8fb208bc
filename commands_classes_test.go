package main

import (
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

func TestClassesAreTakenFromTheRoll(t *testing.T) {
	var roll []drill.ClassRow
	for _, name := range []string{"一（1）班", "一（2）班", "二（1）班", "3(1)", "3(2)", "3(12)", "Reception"} {
		roll = append(roll, drill.ClassRow{Class: name})
	}
	for typed, want := range map[string]string{
		"3(1)": "3(1)", "3 (1)": "3(1)", "3（1）": "3(1)", "一(1)班": "一（1）班", "reception": "Reception",
	} {
		if got, err := onRoll(roll, typed); err != nil || got != want {
			t.Errorf("%q is %q: %v", typed, got, err)
		}
	}
	_, err := onRoll(roll, "3(3)")
	said := testProgram(t, "", app.English, nil, nil).words.Explain(app.English, err)
	if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(said, "3(1) | 3(2) | 3(12)") || strings.Contains(said, "Reception") {
		t.Errorf("%v: %s", err, said)
	}
	if got, err := (liveDrill{}).class("9(9)"); err != nil || got != "9(9)" {
		t.Errorf("without a roll: %q, %v", got, err)
	}
}

func TestEdits(t *testing.T) {
	for pair, want := range map[string]int{"|": 0, "a|": 1, "|ab": 2, "kitten|sitting": 3, "三班|二班": 1, "3(2)|3(12)": 1} {
		a, b, _ := strings.Cut(pair, "|")
		if got := edits(a, b); got != want || edits(b, a) != want {
			t.Errorf("%s: %d", pair, got)
		}
	}
}
