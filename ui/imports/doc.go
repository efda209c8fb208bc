// Package imports is the wizard that brings a file into a ledger: the file, its
// sheets, what each column becomes, a last look, and what came in.
//
// A job (job.go) holds the opened file and what was decided; it works beside the
// window only and hands over a view: flat rows that the steps draw. Nothing is
// written before the last step, and that is one change which Undo takes back.
//
// Allowed imports: app, app/ledger, app/schema, app/sheet, Fyne (not its app and
// driver/glfw packages), ui/look, ui/task, ui/widgets, ui/words.
package imports
