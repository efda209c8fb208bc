// Package today is the screen of the morning: what is overdue, due today, due this
// week, and missing for the month, one line each with its next step as a button;
// and the inbox of notices.
//
// Allowed imports: app, Fyne (not its app and driver packages), ui/look, ui/words,
// ui/task, ui/widgets.
package today
