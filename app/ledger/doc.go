// Package ledger keeps the school's ledgers: templates read from files, entries
// with canonical values, the closed loop as a table of states and guards, and
// numbers without gaps or duplicates. Its Service is the only way in which an
// entry comes to be, changes or moves on.
//
// Allowed imports: app, app/schema, app/calendar.
package ledger
