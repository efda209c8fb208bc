package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/app/ledger"
	"campuskeeper/ui/imports"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Screens that take files which are dropped on the window.
type (
	pathTaker interface{ Dropped(path string) }
	fileTaker interface {
		Drop(at fyne.Position, name string, content io.ReadCloser) bool
	}
)

// dropped gives files that were dropped on the window to the dialog or the screen
// that takes them: photos to a form, a workbook to the import, a template to the
// library.
func (o *office) dropped(at fyne.Position, files []fyne.URI) {
	for _, file := range files {
		if file.Scheme() == "file" {
			o.dropOne(at, file.Path())
		}
	}
}

func (o *office) dropOne(at fyne.Position, path string) {
	if widgets.DialogOpen(o.canvas()) {
		if dialog := widgets.OpenDialog(o.canvas()); dialog != nil && dialog.OnDrop != nil {
			o.handOver(path, at, dialog.OnDrop)
		}
		return
	}
	switch screen := o.frame.Current().(type) {
	case pathTaker:
		screen.Dropped(path)
		return
	case fileTaker:
		o.handOver(path, at, screen.Drop)
		return
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json":
		o.addTemplate(path)
	case ".xlsx", ".xlsm", ".csv", ".tsv", ".txt":
		o.dropWorkbook(path)
	}
}

// handOver opens a file for whoever takes it.
func (o *office) handOver(path string, at fyne.Position, take func(fyne.Position, string, io.ReadCloser) bool) {
	content, err := openFile(path)
	if err != nil {
		o.dropFailed(err)
		return
	}
	if !take(at, filepath.Base(path), content) {
		_ = content.Close() // only opened
	}
}

// dropWorkbook begins an import into the ledger that was looked at last.
func (o *office) dropWorkbook(path string) {
	name := firstOf(o.habits.Recall("ledgers.last"), "hazard")
	o.openImport(name)
	if wizard, ok := o.frame.Current().(*imports.Screen); ok {
		wizard.Dropped(path)
	}
}

// addTemplate takes a ledger template in; the school goes on working with it.
func (o *office) addTemplate(path string) {
	task.Run(o.runner, o.ctx, o.book.T("window.template"), func(ctx context.Context, _ *task.Progress) (ledger.Template, error) {
		file, err := readFile(path)
		if err != nil {
			return ledger.Template{}, err
		}
		return o.desk.ledgers.AddTemplate(ctx, o.desk.who, file)
	}, func(t ledger.Template, err error) {
		if err != nil {
			o.dropFailed(err)
			return
		}
		o.refresh()
		widgets.Tell(o.canvas(), o.book, o.book.T("window.template"),
			o.book.T("window.template.added", "title", o.book.Text(t.Title), "version", t.Version))
	})
}

func (o *office) dropFailed(err error) {
	widgets.TellError(o.canvas(), o.book, o.book.T("window.drop"), err)
}
