package reminder

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Settings are what the school chose of its reminders. They are stored as
// app.KindSetting under SettingsID.
type Settings struct {
	Kinds   map[Kind]Choice   // those that differ from the rules
	Drills  map[string]Choice // kinds of drills that differ from Kinds[Drill]
	Quiet   Quiet
	Morning string // "07:30": when the notice of a drill pops up on its day
}

// SettingsID is the fixed ID of the reminder settings.
const SettingsID app.ID = "5c001000-0000-4000-8000-00000000a1e7"

// Choice is which notices of a kind there are.
type Choice struct {
	Off   bool
	Steps Steps
}

// Quiet says when no notice pops up: between two times of day, and on days on which
// there is no school. The inbox lists them all the same.
type Quiet struct {
	Off      bool
	From, To string // "21:00" to "07:00"
	Rest     bool   // also on rest days and holidays
}

// Defaults is what holds until the school chooses.
func Defaults() Settings {
	return Settings{Quiet: Quiet{From: "21:00", To: "07:00", Rest: true}, Morning: "07:30"}
}

// steps returns the steps of a kind of matter, and for what concerns a drill those of
// its kind of drill. ok is false when there are to be no notices.
func (s Settings) steps(kind Kind, drill string, usual Steps) (steps Steps, ok bool) {
	choice, chosen := s.Kinds[kind]
	if own, differs := s.Drills[drill]; differs && drill != "" {
		if kind == Drill {
			choice, chosen = own, true
		} else {
			choice.Off = choice.Off || own.Off
		}
	}
	switch {
	case choice.Off:
		return Steps{}, false
	case chosen:
		return choice.Steps, true
	}
	return usual, true
}

// lead is the longest time ahead that was chosen.
func (s Settings) lead() int {
	longest := 0
	for _, c := range s.Kinds {
		longest = max(longest, c.Steps.lead())
	}
	for _, c := range s.Drills {
		longest = max(longest, c.Steps.lead())
	}
	return longest
}

// Usual returns what the rules say of a kind, for a page on which it can be chosen.
func (r Rules) Usual(kind Kind) Steps {
	switch kind {
	case DrillRule:
		return r.Drills.Needs
	case Silence:
		return r.Drills.Silence
	case Improve:
		return r.Drills.Actions
	case AlarmTest, Duty:
		return r.duty(Schedule{Kind: kind}).Steps
	}
	for _, d := range r.Deadlines {
		if d.Kind == kind {
			return d.Steps
		}
	}
	return Steps{}
}

// Check says what is wrong with settings. The error is CodeInvalid.
func (s Settings) Check() error {
	var problems []app.Problem
	for field, text := range map[string]string{"from": s.Quiet.From, "to": s.Quiet.To, "morning": s.Morning} {
		if _, ok := minutes(text); !ok {
			problems = append(problems, app.Problem{Field: field, Value: text, Key: "reminder.settings.time"})
		}
	}
	check := func(name string, c Choice) {
		if !c.Steps.valid() {
			problems = append(problems, app.Problem{Field: name, Key: "reminder.rules.steps"})
		}
	}
	for kind, c := range s.Kinds {
		check(string(kind), c)
	}
	for kind, c := range s.Drills {
		check(kind, c)
	}
	if len(problems) == 0 {
		return nil
	}
	slices.SortFunc(problems, func(a, b app.Problem) int { return strings.Compare(a.Field, b.Field) })
	return &app.Error{Code: app.CodeInvalid, Key: "reminder.settings.wrong", Problems: problems}
}

// Changes says what differs from before, for the history.
func (s Settings) Changes(before Settings) []app.FieldChange {
	old, fresh := before.lines(), s.lines()
	var names []string
	for name := range fresh {
		names = append(names, name)
	}
	for name := range old {
		if _, both := fresh[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var changes []app.FieldChange
	for _, name := range names {
		if old[name] != fresh[name] {
			changes = append(changes, app.FieldChange{Field: name, Old: old[name], New: fresh[name]})
		}
	}
	return changes
}

// lines writes settings line by line, by name.
func (s Settings) lines() map[string]string {
	quiet := s.Quiet.From + "-" + s.Quiet.To
	if s.Quiet.Off {
		quiet = "off"
	}
	lines := map[string]string{"quiet": quiet, "rest": strconv.FormatBool(s.Quiet.Rest && !s.Quiet.Off), "morning": s.Morning}
	for kind, c := range s.Kinds {
		lines["kind "+string(kind)] = c.String()
	}
	for kind, c := range s.Drills {
		lines["drill "+kind] = c.String()
	}
	return lines
}

// String writes a choice as the history keeps it: "-30 -7 -1 0 +1 every 7".
func (c Choice) String() string {
	if c.Off {
		return "off"
	}
	var parts []string
	for _, lead := range slices.Backward(slices.Sorted(slices.Values(c.Steps.Lead))) {
		parts = append(parts, step{offset: -lead}.String())
	}
	if c.Steps.After > 0 {
		parts = append(parts, step{offset: c.Steps.After}.String())
	}
	if c.Steps.Every > 0 {
		parts = append(parts, fmt.Sprintf("every %d", c.Steps.Every))
	}
	return strings.Join(parts, " ")
}

// until returns when a notice may pop up: now, or when the quiet is over.
func (q Quiet) until(now time.Time, cal *calendar.Calendar, rest bool) time.Time {
	if q.Off {
		return now
	}
	at := now
	for range longestQuiet {
		day := app.DayOf(at)
		switch end, quiet := q.hours(at); {
		case rest && q.Rest && !cal.IsWorkday(day):
			at = day.AddDays(1).At(0, 0, now.Location())
		case quiet:
			at = end
		default:
			return at
		}
	}
	return at
}

// longestQuiet bounds how far the end of the quiet is looked for: twice a long summer
// without school.
const longestQuiet = 2 * 120

// hours says whether a moment lies within the quiet hours, and when they end.
func (q Quiet) hours(at time.Time) (end time.Time, quiet bool) {
	from, known := minutes(q.From)
	to, ends := minutes(q.To)
	if !known || !ends || from == to {
		return at, false
	}
	day, now := app.DayOf(at), at.Hour()*60+at.Minute()
	switch {
	case from < to && now >= from && now < to, from > to && now < to:
		return day.At(to/60, to%60, at.Location()), true
	case from > to && now >= from:
		return day.AddDays(1).At(to/60, to%60, at.Location()), true
	}
	return at, false
}

// minutes reads a time of day, "07:30", as minutes after midnight.
func minutes(text string) (int, bool) {
	at, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, false
	}
	return at.Hour()*60 + at.Minute(), true
}
