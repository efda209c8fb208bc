// Package settings is the screen of what can be chosen: language and look, the
// school, its year and its reminders, backups, passphrase and recovery code, and what the program is.
//
// Allowed imports: app, app/calendar, app/reminder, Fyne (not its app and driver packages), ui/look, ui/words,
// ui/task, ui/widgets.
package settings
