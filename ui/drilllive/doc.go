// Package drilllive is the day of a drill: the page on which it is made ready, and
// the view over the whole screen while it runs - the clock, the marks with their
// targets, the class roll, who is missing, notes with their time.
//
// Every key is answered from memory at once. What was entered goes to the disk behind
// it, in its order, and the foot of the view says so; what could not be written stays
// in line and is tried again.
//
// Allowed imports: app, app/catalog, app/drill, Fyne (not its app and driver/glfw
// packages), ui/look, ui/words, ui/task, ui/shell, ui/widgets.
package drilllive
