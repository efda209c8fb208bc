// Package calendar knows the school's year: its terms and their weeks, holidays and
// the workdays swapped for them, and when a duty that recurs falls due. What differs
// by country and by year is data of a rule pack (assets/packs); a year that the pack
// does not know yet has weekends only.
//
// Everything is pure: a Calendar never changes and asks no clock.
//
// Allowed imports: app.
package calendar
