package reminder

import (
	"reflect"

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
	day     app.Day
	version uint64
	input   Input
}

// outlook returns what a Take on a day depends on, nil when the records do not say
// whether they changed.
func (in Input) outlook(day app.Day) *outlook {
	records, ok := in.Records.(Versioned)
	if !ok {
		return nil
	}
	return &outlook{day, records.Version(), in}
}

// same says whether nothing changed. Which states are open is fixed by the ledgers'
// templates, which bring new records when they change.
func (o *outlook) same(before *outlook) bool {
	return o != nil && before != nil && o.day == before.day && o.version == before.version &&
		o.input.Records == before.input.Records && o.input.Calendar == before.input.Calendar &&
		o.input.Since == before.input.Since && reflect.DeepEqual(o.input.Rules, before.input.Rules) &&
		reflect.DeepEqual(o.input.Schedules, before.input.Schedules)
}
