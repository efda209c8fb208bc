// Package welcome is what a person sees before the ledgers: the six steps of the
// opening day, which make the school, its passphrase and its recovery code, and
// the screen that unlocks them on later starts.
//
// Allowed imports: app, Fyne (not its app and driver packages), ui/look, ui/words,
// ui/task, ui/widgets, and the package that weighs passphrases.
package welcome
