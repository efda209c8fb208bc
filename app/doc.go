// Package app is the kernel of CampusKeeper: the handful of words that every
// other package speaks. An ID names a record, a Day is a civil date, a Clock
// tells the time, an Actor did it, an Error says what went wrong and what to do,
// a Head is the line of a record that lists show, a History entry says what was
// changed, and a Change tells the screens about it. Store is how the packages
// below app reach the vault without knowing it.
//
// Allowed imports: the standard library only.
package app
