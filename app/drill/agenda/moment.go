package agenda

import (
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the zones by their names, also where the computer has none

	ics "github.com/arran4/golang-ical"
)

// moment reads a day or a moment of a file. A moment in no zone, or in one that
// nobody knows, is one of the school's own clock.
func (r *reader) moment(p *ics.IANAProperty) (at time.Time, timed, ok bool) {
	text := strings.TrimSpace(p.Value)
	if day, err := time.ParseInLocation(dayForm, text, time.UTC); err == nil {
		return day, false, plausible(day)
	}
	zone := r.zone
	if clock, utc := strings.CutSuffix(text, "Z"); utc {
		text, zone = clock, time.UTC
	} else if named := p.ICalParameters["TZID"]; len(named) == 1 {
		zone = r.named(named[0])
	}
	at, err := time.ParseInLocation(momentForm, text, zone)
	return at, true, err == nil && plausible(at)
}

// plausible keeps years out that no school lives in.
func plausible(at time.Time) bool { return at.Year() >= 1970 && at.Year() < 2190 }

// readOffset is the inverse of offsetText.
func readOffset(text string) (seconds int, ok bool) {
	if len(text) < 5 || text[0] != '+' && text[0] != '-' {
		return 0, false
	}
	hours, err1 := strconv.ParseUint(text[1:3], 10, 8)
	minutes, err2 := strconv.ParseUint(text[3:5], 10, 8)
	if err1 != nil || err2 != nil || hours > 14 || minutes > 59 {
		return 0, false
	}
	seconds = int(hours)*3600 + int(minutes)*60
	if text[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
