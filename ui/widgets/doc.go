// Package widgets holds the parts that every screen is made of: text, buttons,
// chips, marks of state, entries, heads, cards, dialogs, and the ways to lay them
// out in the steps of the design.
//
// A part knows nothing of records: it is given words and calls back. Words come
// in already translated, except in the few parts that speak by themselves (their
// own Cancel, Undo and the like); those are given the words.Book. All lengths are
// pixels of the design and grow with the size of text. A part that has the focus
// shows it, answers Space and Enter, and passes every key that it does not use
// on to the window (PassKey), so Escape and F6 work everywhere.
//
// Allowed imports: app, app/schema, Fyne (not its app and driver/glfw packages),
// ui/look, ui/words, ui/task.
package widgets
