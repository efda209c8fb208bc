// Package reminder says what the office must be told, and when: deadlines of
// hazards and documents, look-backs, the monthly alarm test, drills. What is due is
// a pure function of the records, the schedules, the rules of the pack and the day;
// a Service beside it keeps what was shown, so that each step of each record is
// shown exactly once, whatever the clock and the computer do.
//
// Allowed imports: app, app/calendar.
package reminder
