// Package preview shows a paper before it is printed: its pages, the printer, and
// what the paper may look like. The pages are those that the PDF will have; they
// are laid out and drawn beside the window, the shown page in the resolution of
// the screen, the small ones as they come into view.
//
// Allowed imports: app, Fyne (not its app and driver/glfw packages), ui/look,
// ui/words, ui/task, ui/widgets, ui/desktop.
package preview
