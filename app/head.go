package app

import "time"

// Sensitivity says who may see a field or a record. A record is as sensitive as
// its most sensitive filled field.
type Sensitivity string

// The sensitivities, least first.
const (
	Public     Sensitivity = "public"
	Internal   Sensitivity = "internal"
	Restricted Sensitivity = "restricted"
	Sealed     Sensitivity = "sealed"
)

var sensitivityRank = map[Sensitivity]int{Public: 1, Internal: 2, Restricted: 3, Sealed: 4}

// Known says whether s is one of the four.
func (s Sensitivity) Known() bool { return sensitivityRank[s] > 0 }

// AtLeast says whether s is as sensitive as other or more.
func (s Sensitivity) AtLeast(other Sensitivity) bool {
	return sensitivityRank[s] >= sensitivityRank[other]
}

// Kind is a kind of record; each has its own bucket in the vault.
type Kind string

// The kinds of records. Only those with a head appear in lists.
const (
	KindEntry    Kind = "entry"    // a row of a ledger (has a head)
	KindTemplate Kind = "template" // a ledger template that a school added
	KindSetting  Kind = "setting"  // the school, its people, preferences that matter
	KindDraft    Kind = "draft"    // what was typed and not saved yet
	KindMapping  Kind = "mapping"  // a remembered import mapping
	KindShown    Kind = "shown"    // reminders that were shown
	KindSchedule Kind = "schedule" // a drill's or duty's recurrence
	KindSent     Kind = "sent"     // bundles that went up, and their receipts
	KindKey      Kind = "key"      // the school's signing key
	KindLive     Kind = "live"     // what was entered while a drill ran, one event each
)

// Head is the headline of a record: what lists, counts and reminders need, so
// that no list has to open records. All texts are canonical values, not labels.
type Head struct {
	Kind        Kind
	ID          ID
	Ledger      string // name of the ledger, "hazard"
	Number      string // "YH-2026-0412"
	Title       string // one line that says what it is about
	State       string // loop state; "" for a ledger without a loop
	Grade       string // level, colour
	Place       string
	Owner       string // who is responsible
	Day         Day    // the day it belongs to
	Due         Day    // when the next thing must be done; zero for never
	Sensitivity Sensitivity
	Template    int      // version of the template it was written with
	Revision    int      // 1 for the first save
	Cells       []string // values of the template's list columns, in their order
	Created     time.Time
	Updated     time.Time
}

// Change tells what a committed write did to one record. Before is nil for a new
// record, After is nil for a removed one.
type Change struct {
	Kind   Kind
	ID     ID
	Before *Head
	After  *Head
}
