package agenda

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// Limits of what is read: a file of so many bytes, and so many drills out of it.
const (
	MaxBytes  = 1 << 20
	MaxDrills = 1000
)

// longestLine is up to how many bytes a property is looked at. Those that tell of
// drills are short; pictures and formatted texts that others put in are passed over.
const longestLine = 8 << 10

// Found is a drill that was found in a file, as it would be planned. Its ID is set
// when the file comes from here.
type Found struct {
	drill.Held
	Title   string // as the file has it
	Guessed bool   // the kind was guessed by the words of the title
	// Doubtful says that nothing calls it a drill, beside the word by which the kind was
	// guessed.
	Doubtful bool
}

// Reading is what a file holds.
type Reading struct {
	Drills []Found // in the order of their days
	// Passed lists events that were left out or not taken in whole, each with why.
	Passed []app.Problem
}

// Read finds drills in an iCalendar file. Moments are turned into the school's zone.
// Events that are no drill are passed over and told of. The error is CodeInvalid for
// a file that is too large, cannot be read or holds no event at all.
func Read(file io.Reader, kinds drill.Kinds, words *app.Words, zone *time.Location) (Reading, error) {
	text, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	if err != nil {
		return Reading{}, app.Wrap(err, app.CodeInvalid, "agenda.read.broken", "detail", err.Error())
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	switch {
	case len(text) > MaxBytes:
		return Reading{}, app.Errorf(app.CodeInvalid, "agenda.read.large", "most", MaxBytes>>20)
	case !utf8.Valid(text):
		return Reading{}, app.Errorf(app.CodeInvalid, "agenda.read.coding")
	case !bytes.HasPrefix(bytes.TrimSpace(text), []byte("BEGIN:VCALENDAR")):
		return Reading{}, app.Errorf(app.CodeInvalid, "agenda.read.other")
	}
	calendar, err := ics.ParseCalendarWithOptions(bytes.NewReader(unfold(text)), ics.WithUnknownPropertyHandler(ics.AcceptUnknownPropertyHandler))
	if err != nil {
		return Reading{}, app.Wrap(err, app.CodeInvalid, "agenda.read.broken", "detail", err.Error())
	}
	r := reader{guesses: newGuesses(kinds, words), zones: newFileZones(calendar), zone: zone}
	events := calendar.Events()
	if len(events) == 0 {
		return Reading{}, app.Errorf(app.CodeInvalid, "agenda.read.none")
	}
	r.moved(events)
	for _, e := range events {
		if len(r.Drills) == MaxDrills {
			r.Passed = append(r.Passed, app.Problem{Key: "agenda.pass.many", Args: app.Args{"most": MaxDrills}})
			break
		}
		r.event(e)
	}
	slices.SortStableFunc(r.Drills, func(a, b Found) int { return a.Held.Compare(b.Held) })
	return r.Reading, nil
}

// unfold puts the lines of each property together and leaves out those too long.
func unfold(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	for _, fold := range []string{"\n ", "\n\t"} {
		text = bytes.ReplaceAll(text, []byte(fold), nil)
	}
	var kept []byte
	for line := range bytes.Lines(text) {
		if len(line) <= longestLine {
			kept = append(kept, line...)
		}
	}
	return kept
}

type reader struct {
	Reading
	guesses guesses
	zones   fileZones
	zone    *time.Location
	changed map[string][]time.Time // by UID: occurrences that stand in the file on their own
}

// moved notes the single occurrences of a series that have an event of their own.
func (r *reader) moved(events []*ics.VEvent) {
	r.changed = map[string][]time.Time{}
	for _, e := range events {
		if p := e.GetProperty(ics.ComponentPropertyRecurrenceId); p != nil {
			if at, _, ok := r.moment(p); ok {
				r.changed[e.Id()] = append(r.changed[e.Id()], at)
			}
		}
	}
}

// event takes the drills of one event over.
func (r *reader) event(e *ics.VEvent) {
	title := strings.TrimSpace(value(e, ics.ComponentPropertySummary))
	pass := func(key string, args app.Args) {
		if len(r.Passed) >= MaxDrills {
			return
		}
		r.Passed = append(r.Passed, app.Problem{Where: r.where(e), Value: shorten(title), Key: key, Args: args})
	}
	if strings.EqualFold(value(e, ics.ComponentPropertyStatus), "CANCELLED") {
		pass("agenda.pass.cancelled", nil)
		return
	}
	start := e.GetProperty(ics.ComponentPropertyDtStart)
	if start == nil {
		pass("agenda.pass.start", nil)
		return
	}
	first, timed, ok := r.moment(start)
	if !ok {
		pass("agenda.pass.moment", app.Args{"text": shorten(start.Value)})
		return
	}
	found, ok := r.found(e, title)
	if !ok {
		pass("agenda.pass.kind", nil)
		return
	}
	days, all := r.occurrences(e, first)
	if !all {
		pass("agenda.pass.repeats", nil)
	}
	if len(days) > 1 {
		found.ID = ""
	}
	for _, at := range days {
		if len(r.Drills) == MaxDrills {
			break
		}
		if timed {
			at = at.In(r.zone)
			found.Time = at.Format("15:04")
		}
		found.Day = app.DayOf(at)
		one := found
		one.Tags = slices.Clone(found.Tags)
		r.Drills = append(r.Drills, one)
	}
}

// where says which event a problem is about: by its day, as far as it has one.
func (r *reader) where(e *ics.VEvent) string {
	if start := e.GetProperty(ics.ComponentPropertyDtStart); start != nil {
		if at, timed, ok := r.moment(start); ok {
			if timed {
				at = at.In(r.zone)
			}
			return app.DayOf(at).String()
		}
	}
	return ""
}

// found reads what an event says of its drill; false for an event that is none.
func (r *reader) found(e *ics.VEvent, title string) (Found, bool) {
	f := Found{Title: title}
	f.Kind = strings.TrimSpace(value(e, ownKind))
	if f.Kind == "" || !r.guesses.known(f.Kind) {
		kind, ok := r.guesses.kind(title)
		if !ok {
			return f, false
		}
		f.Kind, f.Guessed = kind, true
		f.Doubtful = !r.guesses.certain(kind, title, value(e, ics.ComponentPropertyCategories))
	}
	for _, text := range strings.Fields(value(e, ownTags)) {
		if tag := drill.Tag(text); slices.Contains(drill.Tags, tag) && !f.Has(tag) {
			f.Tags = append(f.Tags, tag)
		}
	}
	f.Route, f.CallPoint = value(e, ownRoute), value(e, ownCallPoint)
	if text, ours := strings.CutSuffix(e.Id(), ownDomain); ours {
		if id, err := app.ParseID(text); err == nil {
			f.ID = id
		}
	}
	return f, true
}

func value(e *ics.VEvent, property ics.ComponentProperty) string {
	if p := e.GetProperty(property); p != nil {
		return p.Value
	}
	return ""
}

// longest is how much of a text a problem repeats.
const longest = 60

func shorten(text string) string {
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "..."
	}
	return text
}
