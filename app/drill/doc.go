// Package drill knows the school's drills: their kinds, the rules of a
// jurisdiction, what the rules ask of a school on any day, the schedule of a year
// that satisfies them, the drill as it runs with its marks and its class roll, and
// what was learned from it.
//
// Rules and kinds are data (assets/drills); no number of a rule stands in code.
// What a rule asks is a pure function of the rules, the school, its calendar and
// the drills held, so that it can be asked for any day.
//
// Allowed imports: app, app/schema, app/calendar.
package drill
