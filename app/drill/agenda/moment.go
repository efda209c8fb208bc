package agenda

import (
	"strconv"
	"strings"
	"time"

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

// named finds a zone: one that this computer knows, else what the file itself says
// of it, else the school's.
func (r *reader) named(name string) *time.Location {
	if known, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return known
	}
	if own, ok := r.zones[name]; ok {
		return own
	}
	return r.zone
}

// fileZones are the zones that a file describes with one offset for the whole year.
// Those with a summer time have names that computers know, or are the school's own.
func fileZones(calendar *ics.Calendar) map[string]*time.Location {
	zones := map[string]*time.Location{}
	for _, described := range calendar.Timezones() {
		id := described.GetProperty(ics.ComponentPropertyTzid)
		if id == nil || len(described.Components) != 1 {
			continue
		}
		standard, ok := described.Components[0].(*ics.Standard)
		if !ok {
			continue
		}
		to := standard.GetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto))
		if to == nil {
			continue
		}
		if seconds, ok := readOffset(to.Value); ok {
			zones[id.Value] = time.FixedZone(id.Value, seconds)
		}
	}
	return zones
}

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
