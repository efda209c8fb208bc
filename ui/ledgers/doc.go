// Package ledgers is the screen of the ledgers: the list of ledgers, the list of
// one ledger's records with the record beside it, the page of a record, the form in
// which one is written, and the dialogs of the closed loop.
//
// The screen asks the catalog for rows and the ledgers' service for the one record
// that is shown; both beside the window. What it needs from elsewhere stands in
// Deps as small interfaces, so that tests bring their own.
//
// Allowed imports: app, app/schema, app/ledger, app/catalog, Fyne (not its app and
// driver/glfw packages), ui/look, ui/words, ui/task, ui/widgets, and ui/shell for
// the types of pages and commands.
package ledgers
