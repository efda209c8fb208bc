// Package bundles is the month-end screen: what is still missing, each with a door
// to where it is mended; the cover's figures beside those of the period before;
// what goes up to whom; and the one button that makes the bundle, checks it and
// shows where it lies. Receipts are taken in here, and bundles of others checked.
//
// Allowed imports: app, app/bundle, Fyne (not its app and driver/glfw packages),
// ui/look, ui/words, ui/task, ui/widgets.
package bundles
