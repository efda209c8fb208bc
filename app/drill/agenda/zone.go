package agenda

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"

	"campuskeeper/app/drill"
)

// ourZone names a zone that the computer gives no name to.
const ourZone = "School"

// zone writes moments in the school's zone, and says in the file what the zone is, so
// that no reader needs to know it.
type zone struct {
	*time.Location
	id      string
	from    time.Time // the turn of the year before the first drill
	changes []time.Time
}

// newZone finds the changes of a zone in the years of drills in the order of their
// days; there is at least one.
func newZone(location *time.Location, drills []drill.Held) zone {
	z := zone{Location: location, id: location.String()}
	if z.id == "" || location == time.Local {
		z.id = ourZone
	}
	z.from = time.Date(drills[0].Day.Year, time.January, 1, 0, 0, 0, 0, location)
	to := time.Date(drills[len(drills)-1].Day.Year+1, time.January, 1, 0, 0, 0, 0, location)
	for at := z.from; ; {
		_, end := at.ZoneBounds()
		if end.IsZero() || !end.Before(to) {
			return z
		}
		z.changes = append(z.changes, end)
		at = end
	}
}

// utc says whether the zone is written as universal time.
func (z zone) utc() bool { return z.Location == time.UTC }

// describe writes the zone's offset and its changes in the years of the file.
func (z zone) describe(file *ics.Calendar) {
	if z.utc() {
		return
	}
	described := file.AddTimezone(z.id)
	begins, offset := time.Date(1970, time.January, 1, 0, 0, 0, 0, time.UTC), offsetOf(z.from)
	z.add(described, z.from, begins, offset, offset)
	for _, at := range z.changes {
		before := offsetOf(at.Add(-time.Second))
		// The moment is told by the clock as it went until then.
		begins := at.UTC().Add(time.Duration(before) * time.Second)
		z.add(described, at, begins, before, offsetOf(at))
	}
}

func (z zone) add(described *ics.VTimezone, at, begins time.Time, from, to int) {
	base := ics.ComponentBase{}
	base.AddProperty(ics.ComponentPropertyDtStart, begins.Format(momentForm))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offsetText(from))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offsetText(to))
	if at.In(z.Location).IsDST() {
		described.Components = append(described.Components, &ics.Daylight{ComponentBase: base})
		return
	}
	described.Components = append(described.Components, &ics.Standard{ComponentBase: base})
}

// set writes a moment.
func (z zone) set(e *ics.VEvent, property ics.ComponentProperty, at time.Time) {
	if z.utc() {
		e.SetProperty(property, at.UTC().Format(momentForm)+"Z")
		return
	}
	e.SetProperty(property, at.In(z.Location).Format(momentForm), ics.WithTZID(z.id))
}

func offsetOf(at time.Time) int {
	_, seconds := at.Zone()
	return seconds
}

// offsetText writes seconds east of Greenwich: +0800.
func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
