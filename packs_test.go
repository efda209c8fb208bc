package main

import (
	"slices"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/reminder"
)

// Every pack that is offered can be chosen, and has a title in both languages.
func TestPacksThatAreOffered(t *testing.T) {
	titles, err := packTitles()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range titles {
		if _, err := readPack(p.name); err != nil {
			t.Errorf("%s: %v", p.name, err)
		}
		if _, err := drillRules(p.name); err != nil {
			t.Errorf("the drill rules of %s: %v", p.name, err)
		}
		for _, lang := range app.Langs {
			if p.title[lang] == "" {
				t.Errorf("%s has no title in %s", p.name, lang)
			}
		}
	}
	for _, name := range []string{"cn", "england", "gy", "us", "us-ny", "us-tx"} {
		if !slices.Contains(packNames(), name) {
			t.Errorf("%s is not offered", name)
		}
	}
}

// TestDrillLogIsADuty: where a rule wants the log of drills handed in on certain days,
// each of them is reminded of ahead and after, and is over when it is entered as done.
func TestDrillLogIsADuty(t *testing.T) {
	p, err := readPack("us-il-chi")
	if err != nil {
		t.Fatal(err)
	}
	days := map[string]app.ID{}
	for _, d := range p.rules.Duties {
		if d.Title.In(app.English) == "Hand in the drill log" {
			days[d.Rule] = reminder.RuleID(d.Rule)
		}
	}
	if len(days) != 2 || days["US-IL-CHI 11-30"] == "" || days["US-IL-CHI 04-30"] == "" {
		t.Fatalf("duties %v", days)
	}
	in := reminder.Input{Rules: p.rules, Calendar: p.calendar, Open: func(string, string) bool { return false }}
	told := func(day string) (due app.Day) {
		for _, n := range reminder.Due(in, app.MustDay(day)) {
			if n.ID == days["US-IL-CHI 11-30"] {
				return n.Due
			}
		}
		return app.Day{}
	}
	if got := told("2026-11-24"); got != app.MustDay("2026-11-30") {
		t.Errorf("told of %s", got)
	}
	if got := told("2026-09-24"); !got.IsZero() {
		t.Errorf("two months ahead: %s", got)
	}
	in.Schedules = []reminder.Schedule{{
		ID: days["US-IL-CHI 11-30"], Rule: "US-IL-CHI 11-30", Kind: reminder.Duty, Done: []app.Day{app.MustDay("2026-11-20")},
		When: calendar.Recurrence{Every: calendar.EveryYear, Month: 11, Dom: 30},
	}}
	if got := told("2026-11-24"); !got.IsZero() {
		t.Errorf("handed in, and still told of %s", got)
	}
}
