// Package shell is the frame of the window: navigation with counts, the menu with
// every command, search everywhere, the status line, undo, and closing. Screens
// are plugged in by main; the shell knows them as Screen only.
//
// Allowed imports: app, Fyne (not its app and driver/glfw packages), ui/look,
// ui/words, ui/task, ui/widgets.
package shell
