package imports

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/sheet"
	"campuskeeper/ui/task"
	"campuskeeper/ui/words"
)

// Reader reads sheets into plans; *sheet.Importer is one.
type Reader interface {
	// Target returns a ledger as a target of columns; CodeNotFound when there is none.
	Target(ledgerName string) (*sheet.Target, error)
	// ProfileFor returns the profile that reads a sheet into a ledger, if one does.
	ProfileFor(s *sheet.Sheet, ledgerName string) (sheet.Profile, bool)
	ReadProfile(ctx context.Context, file string, s *sheet.Sheet, p sheet.Profile, report sheet.Report) (sheet.Plan, error)
}

// Mappings remembers how files were read; *sheet.Memory is one.
type Mappings interface {
	Recall(ctx context.Context, ledgerName string, h sheet.Header) (sheet.Remembered, bool, error)
	Remember(ctx context.Context, who app.Actor, ledgerName, file string, l sheet.Layout) error
}

// Records takes entries in, all or none; *ledger.Service is one.
type Records interface {
	Import(ctx context.Context, who app.Actor, in ledger.Import) (ledger.ImportResult, error)
	// LastChange tells what UndoLast would take back, false when there is nothing.
	LastChange() (ledger.Undoable, bool)
}

// Host is the frame of the window; *shell.Shell is one.
type Host interface {
	Pop()
	Canvas() fyne.Canvas
	OfferUndo(text string)
}

// Deps is what the wizard needs.
type Deps struct {
	Words    *words.Book
	Runner   *task.Runner
	Actor    func() app.Actor
	Reader   Reader
	Mappings Mappings
	Records  Records
	Host     Host

	// PickFile lets the user choose the file to import; SaveFile lets them choose where
	// a list is saved.
	PickFile func(picked func(path string))
	SaveFile func(name string, chosen func(out io.WriteCloser))
	// ShowLedger shows the ledger after the import. UndoLast takes the last change
	// back; Screen.Changed is to be called after it. Has says whether an entry bears a
	// number.
	ShowLedger func(ledgerName string)
	UndoLast   func()
	Has        func(number string) bool
}
