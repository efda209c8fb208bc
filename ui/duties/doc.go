// Package duties is the page of what recurs: drills and other duties, in which
// rhythm, when next, and whether the program reminds of them. The school adds its
// own and rests those that do not concern it.
//
// Allowed imports: app, Fyne (not its app and driver/glfw packages), ui/look,
// ui/words, ui/task, ui/widgets.
package duties
