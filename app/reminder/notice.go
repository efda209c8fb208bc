package reminder

import (
	"cmp"
	"slices"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// Records are the records that reminders are about. The catalog is one.
type Records interface {
	// Due returns the heads of records with a due day on or before until: the
	// deadline of one that is open, the look-back of one that is closed.
	Due(until app.Day) []app.Head
	// Entries counts the records of a ledger on the days of a period, void ones
	// left out.
	Entries(ledger string, period app.Period) int
}

// Input is all that reminders depend on, but the day.
type Input struct {
	Records   Records
	Schedules []Schedule // of the school; those of the rules are added
	Rules     Rules      // already For the school
	Calendar  *calendar.Calendar
	Since     app.Day // duties that were due before it are not asked for; zero for all
	// Open says whether a record in a state still has to be dealt with.
	Open     func(ledger, state string) bool
	Settings Settings // what the school chose; Defaults where it chose nothing
	Drills   Drills   // what is known of its drills
	Naps     Naps     // the notices that were put off
}

// Notice is one thing to tell.
type Notice struct {
	Key         string // the same for the same step of the same record, for ever
	Kind        Kind
	ID          app.ID // of the record, or of the schedule
	Scheduled   bool   // ID is a schedule's
	Of          app.ID // of an improvement: the drill whose review decided on it
	Number      string
	Drill       DrillEntry // of a record of the ledger of drills
	Title       app.Text
	Ledger      string
	Grade       string
	Place       app.Text
	Owner       string
	Step        string // "-7", "0", "+1": days from the due day
	Due         app.Day
	OverdueDays int       // negative before the due day
	Since       app.Day   // from which the step is to be shown
	At          string    // "07:30": not to pop up earlier on that day; "" for no time
	Asleep      time.Time // put off until then; zero for not
	TextKey     string
	Args        app.Args
	EscalateKey string // a second sentence, "" for none
	EscalateTo  string // role of the rules, "" for none
}

// Say writes the notice in a language, for the list in the program: it has the
// title of the record in it.
func (n Notice) Say(words *app.Words, lang app.Lang) string {
	text := words.Say(lang, n.TextKey, n.Args)
	if n.EscalateKey == "" {
		return text
	}
	second := words.Say(lang, n.EscalateKey, n.Args)
	if lang == app.Chinese {
		return text + second
	}
	return text + " " + second
}

// farthest is how many days a lead step may be moved ahead by days off.
const farthest = 15

// Due returns the newest step of every record and duty that has come by a day, most
// urgent first, whether it was shown or not.
func Due(in Input, today app.Day) []Notice {
	until := today.AddDays(in.lead() + farthest)
	var notices []Notice
	if in.Records != nil {
		heads := in.Records.Due(until)
		notices = make([]Notice, 0, len(heads)) // after an import there may be ten thousands
		for _, h := range heads {
			if n, ok := in.ofHead(h, today); ok {
				notices = append(notices, n)
			}
		}
	}
	for _, o := range in.undone(today, until) {
		if n, ok := in.ofDuty(o, today); ok {
			notices = append(notices, n)
		}
	}
	notices = append(notices, in.ofDrills(today)...)
	in.Naps.apply(notices)
	slices.SortFunc(notices, func(a, b Notice) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Key, b.Key))
	})
	return notices
}

// lead is the longest time ahead of a due day at which there is a step.
func (in Input) lead() int {
	longest := in.Settings.lead()
	for _, d := range in.Rules.Deadlines {
		longest = max(longest, d.Steps.lead())
	}
	for _, d := range in.Rules.Duties {
		longest = max(longest, d.Steps.lead())
	}
	return longest
}

func (s Steps) lead() int { return slices.Max(append([]int{0}, s.Lead...)) }

func (in Input) ofHead(h app.Head, today app.Day) (Notice, bool) {
	rule, ok := in.Rules.deadline(h, in.Open(h.Ledger, h.State))
	if !ok || h.Due.IsZero() {
		return Notice{}, false
	}
	steps, ok := in.Settings.steps(rule.Kind, in.Drills.kind(h.ID), rule.Steps)
	if !ok {
		return Notice{}, false
	}
	m := matter{due: h.Due, grade: h.Grade, steps: steps, escalate: rule.Escalate, fixed: rule.Kind.Topic() == Drill}
	if !h.Created.IsZero() {
		m.since = app.DayOf(h.Created)
	}
	n, ok := in.notice(m, today, Notice{
		Key: in.subject(h.ID, rule.Kind), Kind: rule.Kind, ID: h.ID, Number: h.Number, Drill: in.Drills.Entries[h.ID], Title: literal(h.Title), Ledger: h.Ledger,
		Grade: h.Grade, Place: literal(h.Place), Owner: h.Owner,
	})
	if n.Due == n.Since {
		n.At = in.at(rule.Kind, h.ID)
	}
	return n, ok
}

func (in Input) ofDuty(o occurrence, today app.Day) (Notice, bool) {
	steps, ok := in.Settings.steps(o.Kind.words(true), "", o.rule.Steps)
	if !ok {
		return Notice{}, false
	}
	m := matter{due: o.Day, since: o.When.From, steps: steps, escalate: o.rule.Escalate}
	return in.notice(m, today, Notice{
		Key: string(o.ID), Kind: o.Kind, ID: o.ID, Scheduled: true, Title: o.Title, Ledger: o.Ledger, Place: o.Place,
		Owner: o.Owner,
	})
}

// literal is a text that reads the same in every language.
func literal(s string) app.Text {
	if s == "" {
		return nil
	}
	return app.Text{app.English: s}
}

// notice fills in what depends on the step.
func (in Input) notice(m matter, today app.Day, n Notice) (Notice, bool) {
	s, ok := m.newest(in.Calendar, today)
	if !ok {
		return Notice{}, false
	}
	n.Step, n.Since = s.String(), s.on
	n.Key += "/" + m.due.String() + "/" + n.Step
	n.Due, n.OverdueDays = m.due, today.Sub(m.due)
	days := max(n.OverdueDays, -n.OverdueDays)
	when := "late"
	switch {
	case n.OverdueDays == 0:
		when = "today"
	case n.OverdueDays < 0:
		when = "ahead"
	}
	n.TextKey = "reminder." + string(n.Kind.words(n.Scheduled)) + "." + when
	if n.Kind == Drill && !n.Scheduled {
		n.TextKey = "reminder.drill.planned." + when
	}
	if n.Args == nil {
		n.Args = app.Args{}
	}
	n.Args["title"], n.Args["number"], n.Args["due"], n.Args["days"] = n.Title, n.Number, n.Due, days
	if n.EscalateTo = m.escalated(n.OverdueDays); n.EscalateTo != "" {
		n.EscalateKey = "reminder.escalate"
		n.Args["role"] = in.Rules.Roles[n.EscalateTo]
	}
	return n, true
}

// words is the kind that has the words for this one.
func (k Kind) words(scheduled bool) Kind {
	switch {
	case slices.Contains(Kinds, k):
		return k
	case scheduled:
		return Duty
	}
	return Deadline
}
