package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Entry is one row of a ledger.
type Entry struct {
	ID       app.ID
	Ledger   string
	Template int // version of the template it was written with
	Number   string
	State    State // "" in a ledger without a loop
	Values   schema.Values
	Steps    []Step // the way through the loop, oldest first
	Origin   string // number of the entry it came from, "" for none
	File     string // name of the file it was imported from, "" for a typed one
	Created  time.Time
	Updated  time.Time
	Revision int
}

// Step is one move through the loop.
type Step struct {
	From     State
	To       State
	Day      app.Day // the day it happened
	At       time.Time
	Who      string
	Set      schema.Values // what the step asked for
	Imported bool          // brought by a workbook's state column, not done here
}

// Hash is the short hash that papers carry beside the ID: the first 8 hexadecimal
// digits of the SHA-256 over number, state and values.
func (e Entry) Hash() string {
	h := sha256.New()
	part := func(s string) {
		_, _ = h.Write([]byte(s)) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	part(e.Number)
	part(string(e.State))
	names := make([]string, 0, len(e.Values))
	for name := range e.Values {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		part(name)
		part(e.Values[name])
	}
	return hex.EncodeToString(h.Sum(nil))[:8]
}

// LastStep returns the newest step that led to a state.
func (e Entry) LastStep(to State) (Step, bool) {
	for i := len(e.Steps) - 1; i >= 0; i-- {
		if e.Steps[i].To == to {
			return e.Steps[i], true
		}
	}
	return Step{}, false
}
