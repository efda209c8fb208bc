package agenda

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// mostObservances is up to how many times of a zone are read.
const mostObservances = 200

// The years in which a zone is worked out.
const (
	firstYear = 1970
	lastYear  = 2190
)

// fileZones are the zones that a file describes. Each is worked out when it is asked
// for.
type fileZones struct {
	described map[string]*ics.VTimezone
	made      map[string]*time.Location // nil for one that cannot be understood
}

func newFileZones(calendar *ics.Calendar) fileZones {
	z := fileZones{map[string]*ics.VTimezone{}, map[string]*time.Location{}}
	for _, described := range calendar.Timezones() {
		if id := described.GetProperty(ics.ComponentPropertyTzid); id != nil {
			z.described[id.Value] = described
		}
	}
	return z
}

// named finds a zone: one that the program knows, else what the file itself says of it,
// else the school's.
func (r *reader) named(name string) *time.Location {
	if known, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return known
	}
	made, known := r.zones.made[name]
	if !known {
		if described := r.zones.described[name]; described != nil {
			made = locationOf(name, described)
		}
		r.zones.made[name] = made
	}
	if made == nil {
		return r.zone
	}
	return made
}

// change is the moment from which a zone has another offset.
type change struct {
	at       int64 // seconds since 1970
	from, to int   // seconds east of Greenwich
	summer   bool
}

// locationOf makes the zone that a file describes; nil for one that is not understood.
func locationOf(name string, described *ics.VTimezone) *time.Location {
	if len(described.Components) > mostObservances {
		return nil
	}
	var all []change
	for _, part := range described.Components {
		var base *ics.ComponentBase
		summer := false
		switch part := part.(type) {
		case *ics.Standard:
			base = &part.ComponentBase
		case *ics.Daylight:
			base, summer = &part.ComponentBase, true
		default:
			continue
		}
		changes, ok := changesOf(base, summer)
		if !ok {
			return nil
		}
		all = append(all, changes...)
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b change) int { return int(max(-1, min(1, a.at-b.at))) })
	location, err := time.LoadLocationFromTZData(name, tzif(all))
	if err != nil {
		return nil
	}
	return location
}

// changesOf lists the changes to one time of a zone, such as to its summer time.
func changesOf(part *ics.ComponentBase, summer bool) ([]change, bool) {
	text := func(property ics.Property) string {
		if p := part.GetProperty(ics.ComponentProperty(property)); p != nil {
			return strings.TrimSpace(p.Value)
		}
		return ""
	}
	from, ok1 := readOffset(text(ics.PropertyTzoffsetfrom))
	to, ok2 := readOffset(text(ics.PropertyTzoffsetto))
	first, err := time.Parse(momentForm, text(ics.PropertyDtstart))
	if !ok1 || !ok2 || err != nil {
		return nil, false
	}
	days := []time.Time{first}
	if rule := text(ics.PropertyRrule); rule != "" {
		var ok bool
		if days, ok = eachYear(rule, first, from); !ok {
			return nil, false
		}
	}
	for _, p := range part.GetProperties(ics.ComponentPropertyRdate) {
		for _, text := range strings.Split(p.Value, ",") {
			if day, err := time.Parse(momentForm, text); err == nil {
				days = append(days, day)
			}
		}
	}
	changes := make([]change, len(days))
	for i, day := range days { // told by the clock as it went until then
		changes[i] = change{day.Unix() - int64(from), from, to, summer}
	}
	return changes, true
}

// yearly is a rule of a zone: the nth weekday of a month, or the same day, each year
// until a moment.
type yearly struct {
	month time.Month
	day   rule // its weekdays: none for the same day
	until time.Time
}

// eachYear follows a rule of a zone; false for one of another kind. from is the offset
// until the change.
func eachYear(text string, first time.Time, from int) ([]time.Time, bool) {
	y := yearly{month: first.Month(), until: time.Date(lastYear, time.December, 31, 0, 0, 0, 0, time.UTC)}
	for _, part := range strings.Split(text, ";") {
		if name, value, _ := strings.Cut(part, "="); !y.read(name, value, from) {
			return nil, false
		}
	}
	var days []time.Time
	for year := max(first.Year(), firstYear-1); year <= lastYear; year++ {
		at := time.Date(year, y.month, first.Day(), first.Hour(), first.Minute(), first.Second(), 0, time.UTC)
		if len(y.day.weekdays) > 0 {
			month := time.Date(year, y.month, 1, first.Hour(), first.Minute(), first.Second(), 0, time.UTC)
			at = y.day.weekdays[0].in(month)
		}
		if !at.Before(first) && !at.After(y.until) {
			days = append(days, at)
		}
	}
	return days, true
}

// read reads a part of a rule; false for one that is not followed.
func (y *yearly) read(name, value string, from int) bool {
	var err error
	switch name {
	case "FREQ":
		return value == "YEARLY"
	case "INTERVAL":
		return value == "1"
	case "BYMONTH":
		var n int
		n, err = strconv.Atoi(value)
		y.month = time.Month(n)
		return err == nil && n >= 1 && n <= 12
	case "BYDAY":
		return y.day.readWeekdays(value) && len(y.day.weekdays) == 1 && y.day.weekdays[0].n != 0
	case "UNTIL":
		y.until, err = time.Parse(momentForm+"Z", value)
		y.until = y.until.Add(time.Duration(from) * time.Second)
		return err == nil
	}
	return name == "WKST"
}

// tzif writes changes in the order of their moments as a file of the zone database (RFC
// 8536, version 2), the only form in which the standard library takes a zone.
func tzif(changes []change) []byte {
	type local struct {
		offset int
		summer bool
	}
	kinds := []local{{changes[0].from, false}} // the first one holds before all changes
	places := make([]byte, len(changes))
	for i, c := range changes {
		kind := local{c.to, c.summer}
		at := slices.Index(kinds[1:], kind) + 1
		if at == 0 {
			at, kinds = len(kinds), append(kinds, kind)
		}
		places[i] = byte(at) // at most mostObservances
	}
	const noName = "-00\x00"
	header := func(out []byte, changes, kinds, letters int) []byte {
		out = append(out, "TZif2"...)
		out = append(out, make([]byte, 15)...)
		for _, n := range []int{0, 0, 0, changes, kinds, letters} {
			out = binary.BigEndian.AppendUint32(out, uint32(n))
		}
		return out
	}
	out := header(nil, 0, 0, 0) // version 1 is for readers of long ago
	out = header(out, len(changes), len(kinds), len(noName))
	for _, c := range changes {
		out = binary.BigEndian.AppendUint64(out, uint64(c.at))
	}
	out = append(out, places...)
	for _, k := range kinds {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(k.offset)))
		summer := byte(0)
		if k.summer {
			summer = 1
		}
		out = append(out, summer, 0)
	}
	out = append(out, noName...)
	return append(out, "\n\n"...)
}
