package reminder

import (
	"reflect"
	"time"

	"campuskeeper/app"
)

// Versioned are Records that say whether they changed: as long as the version is the
// same, so is everything they answer. They must be comparable by ==.
type Versioned interface {
	Records
	Version() uint64
}

// outlook is all that the answer of a Take depends on. A minute in which it stayed the
// same needs no look at the records: in a large school that is half a second and a
// hundred megabytes, sixty times an hour.
type outlook struct {
	at      time.Time
	wake    time.Time // when a notice that waits may pop up; zero for none waits
	version uint64
	input   Input
}

// outlook returns what a Take at a moment depends on, nil when the records do not say
// whether they changed.
func (in Input) outlook(at time.Time) *outlook {
	records, ok := in.Records.(Versioned)
	if !ok {
		return nil
	}
	return &outlook{at: at, version: records.Version(), input: in}
}

// same says whether nothing changed since a look before: it is the same day, the clock
// was not set back, no notice that waited then may pop up by now, and what the answer is made of is the same. Which
// states are open is fixed by the ledgers' templates, which bring new records when they
// change; so do the drills.
func (o *outlook) same(before *outlook) bool {
	return o != nil && before != nil && app.DayOf(o.at) == app.DayOf(before.at) && o.version == before.version &&
		!o.at.Before(before.at) && (before.wake.IsZero() || o.at.Before(before.wake)) &&
		o.input.Records == before.input.Records && o.input.Calendar == before.input.Calendar &&
		o.input.Since == before.input.Since && reflect.DeepEqual(o.input.Rules, before.input.Rules) &&
		reflect.DeepEqual(o.input.Schedules, before.input.Schedules) &&
		reflect.DeepEqual(o.input.Settings, before.input.Settings) && reflect.DeepEqual(o.input.Naps, before.input.Naps)
}
