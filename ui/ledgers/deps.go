package ledgers

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Library knows the ledgers' templates and loops; *ledger.Library is one.
type Library interface {
	// Templates lists the ledgers in use, by code.
	Templates() []ledger.Template
	// Template returns the template in use; CodeNotFound when there is none.
	Template(name string) (ledger.Template, error)
	// Of returns the template that an entry was written with.
	Of(e ledger.Entry) (ledger.Template, error)
	// Loop returns the loop of a template.
	Loop(t ledger.Template) ledger.Loop
}

// Catalog lists and counts; *catalog.Catalog is one. It is asked beside the window.
type Catalog interface {
	Page(q catalog.Query, offset, limit int) catalog.Page
	Total(q catalog.Query) catalog.Totals
	Counts(ledger string, today app.Day) catalog.Counts
}

// Records are the entries of all ledgers; *ledger.Service is one. Errors are
// *app.Error and are told as they are.
type Records interface {
	Entry(ctx context.Context, id app.ID) (ledger.Entry, error)
	History(ctx context.Context, id app.ID) ([]app.History, error)
	Fresh(t ledger.Template, who app.Actor, today app.Day) schema.Values
	Add(ctx context.Context, who app.Actor, name string, values schema.Values) (ledger.Entry, error)
	Change(ctx context.Context, who app.Actor, id app.ID, values schema.Values, base int) (ledger.Entry, error)
	Step(ctx context.Context, who app.Actor, id app.ID, to ledger.State, set schema.Values) (ledger.Entry, error)
	// Problems says what a step would still need, without doing it.
	Problems(e ledger.Entry, to ledger.State, set schema.Values, today app.Day) error
}

// Drafts keep what was typed and not saved; *ledger.Service is one.
type Drafts interface {
	KeepDraft(ctx context.Context, who app.Actor, d ledger.Draft) (ledger.Draft, error)
	// Draft returns a kept draft; CodeNotFound when there is none.
	Draft(ctx context.Context, name string, entry app.ID) (ledger.Draft, error)
	DropDraft(ctx context.Context, who app.Actor, name string, entry app.ID) error
}

// Host is the frame of the window; *shell.Shell is one.
type Host interface {
	Push(page shell.Screen)
	Pop()
	Back()
	Canvas() fyne.Canvas
	OfferUndo(text string)
	// RefreshMenu is called when the screen shows something else: it also makes the
	// title of the window anew.
	RefreshMenu()
	// Find searches all records.
	Find(text string)
}

// PrintJob is what is to be printed: a form of a ledger, blank, of some records, or
// of all records of a query.
type PrintJob struct {
	Ledger string
	Form   string // of the template: "register", "order", …
	Blank  bool
	IDs    []app.ID      // the records; empty for those of Query
	Query  catalog.Query // of the list, for a register
}

// Files opens and chooses files; any function may be nil, and then its button is
// not there.
type Files struct {
	// Kept keeps photos and files; the vault is one.
	Kept app.Attachments
	// Pick lets the user choose files, see widgets.FormDeps.
	Pick func(photos bool, picked func(name string, content io.ReadCloser))
	// Save lets the user keep a copy of a file outside the vault.
	Save func(hash string)
	// Open shows a file in the program of the system.
	Open func(hash string)
}

// Action is a button of a record that its loop does not know.
type Action struct {
	Icon string
	Word string // in the chosen language
	Do   func()
	Main bool         // the first thing to do now
	For  ledger.State // the step to this state is left to the action; "" for none
}

// Deps is what the screen needs.
type Deps struct {
	Words   *words.Book
	Runner  *task.Runner
	Clock   app.Clock
	Actor   func() app.Actor
	Library Library
	Catalog Catalog
	Records Records
	Drafts  Drafts
	Host    Host
	Memory  widgets.Memory
	Files   Files

	// Period gives the days of "year" (the school year), "term" and "month" around today; false for a
	// term in the holidays or where none is known.
	Period func(name string, today app.Day) (app.Period, bool)
	// Earlier lists what was written into a field of a ledger before, most frequent
	// first; it is asked beside the window. Nil offers nothing.
	Earlier func(ctx context.Context, ledger, field string) []string
	// Offer lists the words that a field of a ledger offers, see widgets.FormDeps. Nil
	// offers those of the template.
	Offer func(ledger, field string, said func(name string) string) []schema.Category
	// Sent lists the bundles that took a record up, newest first; nil shows none. It is
	// asked beside the window.
	Sent func(ctx context.Context, id app.ID) ([]Sending, error)
	// Print shows the preview of a job; Import begins the wizard for a ledger; Export
	// writes the records of a query, or those named, into a workbook.
	Print  func(PrintJob)
	Import func(ledger string)
	Export func(q catalog.Query, ids []app.ID)
	// More lists what else can be done with a record than the steps of its loop; nil
	// offers nothing.
	More func(e ledger.Entry) []Action
	// OpenRecord shows the record of a number on whichever screen shows it.
	OpenRecord func(number string)
}

func (d *Deps) today() app.Day { return app.DayOf(d.Clock.Now()) }

// mayRead is the most sensitive kind of record that the present user may list.
func (d *Deps) mayRead() app.Sensitivity {
	if d.Actor().MayReadRestricted() {
		return ""
	}
	return app.Internal
}

// view shows kept files large over the window, beginning at one of them.
func (d *Deps) view(files []widgets.ViewedFile, at int) {
	viewer := widgets.FileViewer{Book: d.Words, Tasks: d.Runner, Files: d.Files.Kept, Save: d.Files.Save, Open: d.Files.Open}
	viewer.Show(d.Host.Canvas(), files, at)
}
