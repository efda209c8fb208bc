package drill

import (
	"cmp"
	"slices"
	"time"

	"campuskeeper/app"
)

// Tag is something noted about a drill that a rule asks for or forbids.
type Tag string

// The tags.
const (
	SecondaryExit Tag = "secondary-exit" // left by the fire escape or another second way out
	BlockedExit   Tag = "blocked-exit"   // one way out was closed
	AfterSunset   Tag = "after-sunset"
	Unannounced   Tag = "unannounced"
	Props         Tag = "props"     // props, actors or a simulated attack
	Untrained     Tag = "untrained" // held before the training that must come first
	NotTold       Tag = "not-told"  // those who must be told beforehand were not
	ActiveThreat  Tag = "active-threat"
)

// Tags lists them all.
var Tags = []Tag{SecondaryExit, BlockedExit, AfterSunset, Unannounced, Props, Untrained, NotTold, ActiveThreat}

// Held is a drill that took place, or is planned, as far as rules ask about it.
type Held struct {
	ID        app.ID
	Number    string
	Kind      string // name of its kind
	Day       app.Day
	Time      string // "10:05", "" when not noted
	Route     string
	CallPoint string
	Seconds   int // from the signal until all were out; 0 for not measured
	Tags      []Tag
	Reviewed  bool // what went well and badly was written down
	// Revision counts how often its entry was written, and Updated is when that was
	// last; zero for a drill that is in no ledger.
	Revision int
	Updated  time.Time
}

// Has says whether the drill bears a tag.
func (h Held) Has(t Tag) bool { return slices.Contains(h.Tags, t) }

// Plan is the drill as it is entered before it is held; rules are those that it serves.
func (h Held) Plan(rules []string) Drill {
	return Drill{Kind: h.Kind, Date: h.Day, Time: h.Time, Route: h.Route, CallPoint: h.CallPoint, Tags: h.Tags, Rules: rules}
}

// hour is the time of day as rules distinguish it: the hour, "" for unknown.
func (h Held) hour() string {
	if len(h.Time) < 2 {
		return ""
	}
	return h.Time[:2]
}

// Compare orders drills by day, time and kind.
func (h Held) Compare(other Held) int {
	return cmp.Or(h.Day.Compare(other.Day), cmp.Compare(h.Time, other.Time), cmp.Compare(h.Kind, other.Kind))
}
