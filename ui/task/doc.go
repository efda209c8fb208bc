// Package task does all work that takes longer than a frame, beside the window's
// goroutine. It is the only package of the window that starts goroutines.
//
// Work gets copies of its input and returns a value; the value is handed to done
// on the window's goroutine. What takes long reports progress and can be
// cancelled. A Slot drops the answers to questions that were asked again since.
//
// In the program the runner hands over with fyne.Do; tests hand over to a Queue
// and drain it on their own goroutine, so no widget is touched from two.
//
// Allowed imports: app.
package task
