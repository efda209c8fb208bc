package agenda

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// The words of our own in a file: they bring a drill back exactly as it was.
const (
	ownKind      = "X-CAMPUSKEEPER-KIND"
	ownTags      = "X-CAMPUSKEEPER-TAGS"
	ownRoute     = "X-CAMPUSKEEPER-ROUTE"
	ownCallPoint = "X-CAMPUSKEEPER-CALL-POINT"
	ownDomain    = "@campuskeeper"
)

// length is how long a drill stands in the agenda.
const length = 30 * time.Minute

// dayBefore rings a day before a drill with a time; morningBefore, at nine on the day
// before one without.
const (
	dayBefore     = "-P1D"
	morningBefore = "-PT15H"
)

// The forms of moments in a file.
const (
	dayForm    = "20060102"
	momentForm = "20060102T150405"
)

// Style says how a file is written.
type Style struct {
	Words *app.Words
	Lang  app.Lang
	Now   time.Time // stamps the file; its zone is that of the school
}

// Write makes an iCalendar file of drills. The question tells the kinds and the
// rules that a drill serves. The same drills give the same bytes at the same Now.
// The error is CodeInvalid for drills without a day, and CodeNotFound when there is no
// drill: a calendar has at least one component (RFC 5545, 3.6).
func Write(q drill.Question, drills []drill.Held, style Style) ([]byte, error) {
	if len(drills) == 0 {
		return nil, app.Errorf(app.CodeNotFound, "agenda.write.none")
	}
	drills = slices.Clone(drills)
	slices.SortStableFunc(drills, drill.Held.Compare)
	zone := newZone(style.Now.Location(), drills)
	file := ics.NewCalendarFor("CampusKeeper")
	file.SetProductId("-//CampusKeeper//Drills//" + string(style.Lang))
	file.SetMethod(ics.MethodPublish)
	file.SetCalscale("GREGORIAN")
	file.SetXWRCalName(style.Words.T(style.Lang, "agenda.file.name"))
	zone.describe(file)
	for _, h := range drills {
		if h.Day.IsZero() {
			return nil, app.Errorf(app.CodeInvalid, "agenda.write.day", "kind", h.Kind)
		}
		style.event(file, q, h, zone)
	}
	var out bytes.Buffer
	if err := file.SerializeTo(&out, ics.WithNewLine("\r\n")); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// event adds a drill to the file.
func (s Style) event(file *ics.Calendar, q drill.Question, h drill.Held, zone zone) {
	title := h.Kind
	if kind, ok := q.Kinds.Kind(h.Kind); ok && kind.Title.In(s.Lang) != "" {
		title = kind.Title.In(s.Lang)
	}
	e := file.AddEvent(uid(h))
	e.SetDtStampTime(s.Now)
	e.SetLastModifiedAt(s.changed(h))
	e.SetSequence(h.Revision)
	trigger := dayBefore
	if at, timed := moment(h, zone.Location); timed {
		zone.set(e, ics.ComponentPropertyDtStart, at)
		zone.set(e, ics.ComponentPropertyDtEnd, at.Add(length))
	} else {
		trigger = morningBefore
		e.SetProperty(ics.ComponentPropertyDtStart, compact(h.Day), ics.WithValue("DATE"))
		e.SetProperty(ics.ComponentPropertyDtEnd, compact(h.Day.AddDays(1)), ics.WithValue("DATE"))
	}
	e.SetSummary(plain(title))
	e.SetDescription(plain(s.description(q, h)))
	e.SetStatus(status(h))
	e.AddCategory(s.Words.T(s.Lang, "agenda.file.category"))
	own := func(name, value string) {
		if value != "" {
			e.SetProperty(ics.ComponentProperty(name), plain(value))
		}
	}
	own(ownKind, h.Kind)
	own(ownTags, join(h.Tags))
	own(ownRoute, h.Route)
	own(ownCallPoint, h.CallPoint)
	alarm := e.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(trigger)
	alarm.SetDescription(plain(s.Words.T(s.Lang, "agenda.file.alarm", "drill", title)))
}

// changed is when a drill was last changed; one that is in no ledger yet is as new as
// the file.
func (s Style) changed(h drill.Held) time.Time {
	if h.Updated.IsZero() {
		return s.Now
	}
	return h.Updated
}

// status says of a drill that is only proposed that it may not come to be.
func status(h drill.Held) ics.ObjectStatus {
	if h.ID == "" {
		return ics.ObjectStatusTentative
	}
	return ics.ObjectStatusConfirmed
}

// description says how the drill is to be held, and for which rules.
func (s Style) description(q drill.Question, h drill.Held) string {
	var lines []string
	for _, t := range h.Tags {
		lines = append(lines, s.Words.T(s.Lang, TagKey(t)))
	}
	rules := q.Serves(h)
	if len(rules) > 0 {
		lines = append(lines, s.Words.T(s.Lang, "agenda.file.serves"))
	}
	for _, r := range rules {
		lines = append(lines, s.Words.T(s.Lang, "agenda.file.rule", "rule", r.ID, "says", r.Says.In(s.Lang), "citation", r.Citation.In(s.Lang)))
	}
	if h.Number != "" {
		lines = append(lines, s.Words.T(s.Lang, "agenda.file.number", "number", h.Number))
	}
	return strings.Join(lines, "\n")
}

// TagKey is the message for a tag: how a drill with it is to be held.
func TagKey(t drill.Tag) string { return "agenda.tag." + string(t) }

// uid names a drill in all calendars for good: by its record, or by what it is while
// it has none.
func uid(h drill.Held) string {
	if h.ID == "" {
		return string(ProposedID(h)) + ownDomain
	}
	return string(h.ID) + ownDomain
}

// ProposedID names a drill in a file while it has no record. One that was written
// before it was entered is known by it until it is moved here.
func ProposedID(h drill.Held) app.ID {
	return app.DerivedID(sha256.Sum256([]byte(h.Kind + "\n" + h.Day.String() + "\n" + h.Time)))
}

// moment is when a drill with a time of day begins.
func moment(h drill.Held, zone *time.Location) (time.Time, bool) {
	clock, err := time.Parse("15:04", h.Time)
	if err != nil {
		return time.Time{}, false
	}
	return h.Day.At(clock.Hour(), clock.Minute(), zone), true
}

func compact(d app.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

func join(tags []drill.Tag) string {
	texts := make([]string, len(tags))
	for i, t := range tags {
		texts[i] = string(t)
	}
	return strings.Join(texts, " ")
}

// plain keeps out of a text what no line of a file can hold.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == '\u007f' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}
