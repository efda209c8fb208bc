// Package reminder says what the office must be told, and when: deadlines of
// hazards and documents, look-backs, the monthly alarm test, drills, and what the rules
// of drills still ask for. What is due is a pure function of the records, the schedules,
// the rules of the pack, the school's choice and the day; a Service beside it keeps what
// was shown and what was put off, so that each step of each record is shown exactly
// once, and once more after each time it was put off, whatever the clock and the
// computer do.
//
// Allowed imports: app, app/calendar.
package reminder
