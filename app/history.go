package app

import "time"

// History is one link of the chain that says who changed what. It is written in
// the same transaction as the change itself.
type History struct {
	Seq    uint64 // place in the whole vault's chain, from 1
	Time   time.Time
	Who    string
	Kind   Kind
	ID     ID
	Action string // "added", "changed", "step", "imported", "printed", "exported", "undone", …
	From   string // state before, for a step
	To     string // state after
	Fields []FieldChange
	Late   bool   // entered well after the day it belongs to
	Note   string // reason given, file name, recipient
}

// FieldChange keeps the old text of a field beside the new one.
type FieldChange struct {
	Field string
	Old   string
	New   string
}
