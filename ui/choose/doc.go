// Package choose asks for a file to open, a place to save, or a folder. It is a
// dialog with the path written out, so that it works from the keyboard alone and
// a dead network drive cannot freeze it; Browse opens Fyne's own dialog. Whether a
// path can be used is looked up beside the window.
//
// Allowed imports: app, Fyne (not its app and driver/glfw packages), ui/look,
// ui/words, ui/task, ui/widgets.
package choose
