// Package drilltrends shows how the times of the drills develop over the years: the
// time until all were out, until everybody was accounted for, and the steps of the
// minimum emergency unit, each against the target of its day, as a chart with a few
// figures and a table of the drills.
//
// Allowed imports: app, app/calendar, app/drill, Fyne (not its app and driver/glfw
// packages), ui/look, ui/words, ui/task, ui/shell, ui/widgets.
package drilltrends
