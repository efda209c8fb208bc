package reminder

import (
	"crypto/sha256"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Schedule is a duty of this school that recurs: a drill, a test. It is stored as
// app.KindSchedule. One with Rule stands for the pack's duty of that name, with the
// days, the place and the owner that the school chose.
type Schedule struct {
	ID     app.ID
	Rule   string
	Kind   Kind
	Title  app.Text
	When   calendar.Recurrence
	Ledger string    // an entry of it in the window is the duty done
	Done   []app.Day // days on which it was done, for what no ledger keeps
	Place  app.Text
	Owner  string
	Off    bool // not reminded of
}

// RuleID is the fixed ID of the schedule that stands for a duty of the pack.
func RuleID(rule string) app.ID {
	return app.DerivedID(sha256.Sum256([]byte("schedule/" + rule)))
}

// Check says what is wrong with a schedule.
func (s Schedule) Check() error {
	var problems []app.Problem
	if s.ID == "" {
		problems = append(problems, app.Problem{Field: "id", Key: "reminder.schedule.id"})
	}
	if s.Title.In(app.English) == "" {
		problems = append(problems, app.Problem{Field: "title", Key: "reminder.schedule.title"})
	}
	if s.When.Check() != nil {
		problems = append(problems, app.Problem{Field: "when", Key: "reminder.schedule.when"})
	}
	if len(problems) == 0 {
		return nil
	}
	return &app.Error{Code: app.CodeInvalid, Key: "reminder.schedule.wrong", Problems: problems}
}

// schedule makes the schedule of a pack's duty.
func (d DutyRule) schedule() Schedule {
	return Schedule{
		ID: RuleID(d.Rule), Rule: d.Rule, Kind: d.Kind, Title: d.Title, When: d.When, Ledger: d.Ledger, Place: d.Place,
	}
}

// Schedules returns the duties of the rules, each as the school has it, and the
// schedules that are the school's own.
func (r Rules) Schedules(own []Schedule) []Schedule {
	var all []Schedule
	for _, d := range r.Duties {
		at := slices.IndexFunc(own, func(s Schedule) bool { return s.Rule == d.Rule })
		if at < 0 {
			all = append(all, d.schedule())
		} else {
			all = append(all, own[at])
		}
	}
	for _, s := range own {
		if s.Rule == "" {
			all = append(all, s)
		}
	}
	return all
}

// occurrence is one time of a schedule that is not done.
type occurrence struct {
	Schedule
	calendar.Occurrence
	rule DutyRule
}

// undone returns the occurrences with a due day up to until that are not done and
// not given up yet.
func (in Input) undone(today, until app.Day) []occurrence {
	var all []occurrence
	for _, s := range in.Rules.Schedules(in.Schedules) {
		if s.Off {
			continue
		}
		rule := in.Rules.duty(s)
		past := app.Period{From: today.AddDays(-rule.Grace - s.When.Reach()), To: until}
		for _, o := range s.When.Occurrences(in.Calendar, past) {
			if !o.Day.Before(in.Since) && !today.After(o.Window.To.AddDays(rule.Grace)) && !in.done(s, o) {
				all = append(all, occurrence{s, o, rule})
			}
		}
	}
	return all
}

func (in Input) done(s Schedule, o calendar.Occurrence) bool {
	if slices.ContainsFunc(s.Done, o.Window.Has) || s.Kind == AlarmTest && slices.ContainsFunc(in.Drills.Tests, o.Window.Has) {
		return true
	}
	return s.Ledger != "" && in.Records != nil && in.Records.Entries(s.Ledger, o.Window) > 0
}
