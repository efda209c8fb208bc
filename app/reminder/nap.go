package reminder

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
)

// Nap is a notice that was put off. After Until it is told once more, as if it were a
// notice of its own.
type Nap struct {
	Key   string // of the notice, as it was before its first nap
	Until time.Time
	Times int // how often it was put off
}

// Naps are those that are remembered, oldest first. They are stored as app.KindShown.
type Naps []Nap

// napList is how they are stored.
type napList struct{ Naps Naps }

// napsID is the fixed ID of the record.
var napsID = app.DerivedID(sha256.Sum256([]byte("reminder naps")))

// mostNaps bounds the record: older ones belong to steps that are long over.
const mostNaps = 1000

// napMark stands between the key of a notice and how often it was put off. No key has
// it otherwise.
const napMark = "@"

// apply gives the notices that were put off the keys under which they are told again.
func (n Naps) apply(notices []Notice) {
	if len(n) == 0 {
		return
	}
	latest := make(map[string]Nap, len(n))
	for _, nap := range n {
		latest[nap.Key] = nap
	}
	for i := range notices {
		nap, ok := latest[notices[i].Key]
		if !ok {
			continue
		}
		notices[i].Key += napMark + strconv.Itoa(nap.Times)
		notices[i].Asleep, notices[i].At = nap.Until, ""
		if woken := app.DayOf(nap.Until); woken.After(notices[i].Since) {
			notices[i].Since = woken
		}
	}
}

// put puts a notice off, once more if it was before.
func (n Naps) put(key string, until time.Time) Naps {
	key, _, _ = strings.Cut(key, napMark)
	times := 1
	kept := make(Naps, 0, len(n)+1)
	for _, nap := range n {
		if nap.Key == key {
			times = nap.Times + 1
			continue
		}
		kept = append(kept, nap)
	}
	kept = append(kept, Nap{Key: key, Until: until, Times: times})
	if over := len(kept) - mostNaps; over > 0 {
		kept = kept[over:]
	}
	return kept
}

// AsleepAt says whether the notice is put off beyond a moment.
func (n Notice) AsleepAt(now time.Time) bool { return now.Before(n.Asleep) }

// AnHour returns until when a notice sleeps that is put off for an hour.
func AnHour(now time.Time) time.Time { return now.Add(time.Hour) }

// MorningOf returns until when a notice sleeps that is put off to a day.
func (s Settings) MorningOf(day app.Day, zone *time.Location) time.Time {
	at, ok := minutes(s.Morning)
	if !ok {
		at, _ = minutes(Defaults().Morning)
	}
	return day.At(at/60, at%60, zone)
}
