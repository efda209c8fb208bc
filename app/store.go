package app

import (
	"context"
	"time"
)

// Store keeps records. The vault implements it; the packages under app use it and
// know nothing of files, keys and buckets.
type Store interface {
	// Read runs do on one consistent state. do must copy out what it needs and
	// leave: it may not wait for anything.
	Read(ctx context.Context, do func(Reader) error) error
	// Write runs do in one transaction that is committed when do returns nil and
	// rolled back otherwise. Subscribers hear of it after the commit. Errors:
	// CodeReadOnly, CodeDiskFull, CodeCorrupt, CodeLocked, and those of do.
	Write(ctx context.Context, who Actor, do func(Writer) error) error
	// Subscribe calls hear after each commit, in commit order, with all changes of
	// that commit, on the goroutine that wrote. hear must be quick and must not write.
	// The returned function ends the subscription.
	Subscribe(hear func([]Change)) (cancel func())
}

// Reader reads records inside a transaction.
type Reader interface {
	// Get decodes the record of that kind and id into the pointer into.
	// CodeNotFound when there is none, CodeCorrupt when it does not open,
	// CodeLocked when its key is not held.
	Get(kind Kind, id ID, into any) error
	// Each calls visit for every record of the kind; decode fills a value.
	// Records that do not open are skipped and reported by the check of the vault.
	Each(kind Kind, visit func(id ID, decode func(into any) error) error) error
	// History returns what happened to one record, oldest first.
	History(kind Kind, id ID) ([]History, error)
	// Counter returns the last number given in a series, 0 for none.
	Counter(series string) (int, error)
}

// Writer writes records inside a transaction.
type Writer interface {
	Reader
	// Now is the time of the transaction: one for all that is written in it.
	Now() time.Time
	// Who is the actor of the transaction.
	Who() Actor
	// Put writes records with their heads and history entries. The store fills
	// Seq, Time, Who, Kind and ID of each history entry.
	Put(records ...Record) error
	// Remove takes a record and its head away; its history stays and gets note.
	Remove(kind Kind, id ID, note History) error
	// Note writes a history entry about a record without changing it (printed, exported).
	Note(kind Kind, id ID, note History) error
	// Next gives the next number of a series, starting at 1; the number is used up
	// only when the transaction commits.
	Next(series string) (int, error)
	// SetCounter sets the last number given in a series, for imports that bring
	// their own numbers and for undoing the newest one.
	SetCounter(series string, last int) error
}

// Record is one record to write.
type Record struct {
	Kind        Kind
	ID          ID
	Value       any         // encoded by the store; exported fields only
	Sensitivity Sensitivity // restricted and sealed values are sealed with the second key
	Head        *Head       // nil for kinds that appear in no list
	History     *History    // nil only for kinds that need none (drafts, shown reminders)
}
