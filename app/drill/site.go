package drill

import (
	"slices"

	"campuskeeper/app"
)

// Condition is something about a school on which a rule or a kind depends.
type Condition string

// The conditions.
const (
	Boarding   Condition = "boarding"
	Bus        Condition = "bus"
	Canteen    Condition = "canteen"
	Laboratory Condition = "laboratory"
	Water      Condition = "water" // water near the school
	Lift       Condition = "lift"
	Sprinklers Condition = "sprinklers"
	Summer     Condition = "summer"   // teaches in summer
	KeyUnit    Condition = "key-unit" // a key unit of fire protection
	LowRise    Condition = "low-rise" // four storeys or fewer
	Guarded    Condition = "over-200" // 200 people or more are expected at a time
	Special    Condition = "special"  // special education
)

// conditions say when a school meets each of them.
var conditions = map[Condition]func(Site) bool{
	Boarding:   func(s Site) bool { return s.School.Boarding },
	Bus:        func(s Site) bool { return s.School.Bus },
	Canteen:    func(s Site) bool { return s.School.Canteen },
	Laboratory: func(s Site) bool { return s.School.Laboratory },
	Water:      func(s Site) bool { return s.School.WaterNear },
	Lift:       func(s Site) bool { return s.Settings.Lift },
	Sprinklers: func(s Site) bool { return s.Settings.Sprinklers },
	Summer:     func(s Site) bool { return s.Settings.Summer },
	KeyUnit:    func(s Site) bool { return s.Settings.KeyUnit },
	LowRise:    func(s Site) bool { return s.Settings.Storeys <= lowRise },
	Guarded:    func(s Site) bool { return s.School.Students >= guarded },
	Special:    func(s Site) bool { return s.School.Type == "special" },
}

func (c Condition) known() bool { return conditions[c] != nil }

// lowRise is the highest number of storeys of a low-rise school (rule CN-5), and
// guarded the number of people from which Martyn's Law asks for procedures.
const (
	lowRise = 4
	guarded = 200
)

// Settings are what the school says about its drills. They are stored as
// app.KindSetting under SettingsID.
type Settings struct {
	Storeys    int // of the highest building; 0 for not said
	Lift       bool
	Sprinklers bool
	Summer     bool
	KeyUnit    bool
	Target     int             // seconds from the signal until all are out; 0 takes the rule's
	Rules      map[string]bool // rules that the school turned on or off, by ID
	Exams      []app.Period    // days on which there is no drill
	Earlier    []EarlierTarget // targets that no longer hold, the oldest first
}

// EarlierTarget is a target that a school had until a day, that day included.
type EarlierTarget struct {
	Until   app.Day
	Seconds int
}

// TargetOn returns the target that the school had on a day; 0 for the rule's.
func (s Settings) TargetOn(day app.Day) int {
	for _, earlier := range s.Earlier {
		if !day.After(earlier.Until) {
			return earlier.Seconds
		}
	}
	return s.Target
}

// After returns the settings as they replace older ones on a day: a drill that was
// held before goes on being judged by the target of its time. The first target that
// a school names holds for the past too, which had none.
func (s Settings) After(old Settings, day app.Day) Settings {
	s.Earlier = slices.Clone(old.Earlier)
	until, n := day.AddDays(-1), len(s.Earlier)
	first := n == 0 && old.Target == 0
	today := n > 0 && !s.Earlier[n-1].Until.Before(until) // the old one was named today: it never held
	if old.Target != s.Target && !first && !today {
		s.Earlier = append(s.Earlier, EarlierTarget{Until: until, Seconds: old.Target})
	}
	return s
}

// SettingsID is the fixed ID of the drill settings.
const SettingsID app.ID = "5c001000-0000-4000-8000-00000000d811"

// Site is a school as the rules see it.
type Site struct {
	School   app.School
	Settings Settings
}

// On returns the school with the target that it had on a day.
func (s Site) On(day app.Day) Site {
	s.Settings.Target = s.Settings.TargetOn(day)
	return s
}

// Has says whether the school meets a condition; false for one that is not known.
func (s Site) Has(c Condition) bool { return c.known() && conditions[c](s) }

// HasAll says whether the school meets all conditions.
func (s Site) HasAll(needs []Condition) bool {
	return !slices.ContainsFunc(needs, func(c Condition) bool { return !s.Has(c) })
}
