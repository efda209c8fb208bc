// Package agenda puts the drills of a school into an iCalendar file (RFC 5545) that
// Outlook, Thunderbird and telephones read, and reads drills from such files. It is
// the only door to the calendar library. No name of a person goes into a file.
//
// Allowed imports: app, app/calendar, app/drill.
package agenda
