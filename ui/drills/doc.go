// Package drills is the year of drills: which kinds are held in which month, what is
// done, planned, missing or still needs a date, and how the school stands with each
// rule. Drills are scheduled here, moved by mouse and by keys, proposed for a whole
// year, copied from the last one, and brought in from and out to calendars of others.
//
// Allowed imports: app, app/calendar, app/drill, app/drill/agenda, Fyne (not its app
// and driver/glfw packages), ui/look, ui/words, ui/task, ui/shell, ui/widgets.
package drills
