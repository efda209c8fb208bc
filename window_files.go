package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/print"
	"campuskeeper/ui/desktop"
)

// chooseSave asks where to save a file and waits for the answer. It is called
// beside the window.
func (w *window) chooseSave(ctx context.Context, name string) (path string, ok bool) {
	answer := make(chan string, 1)
	fyne.Do(func() { w.chooser.Save(w.book.T("window.save-as"), name, func(path string) { answer <- path }) })
	select {
	case path = <-answer:
		return path, true
	case <-ctx.Done():
		return "", false
	}
}

// savePDF writes a document of a school to a file.
func (w *window) savePDF(path string, doc form.Document, school string) error {
	pages, err := lay(doc)
	if err != nil {
		return err
	}
	return w.savePages(path, pages, doc, school)
}

func (w *window) savePages(path string, pages print.Pages, doc form.Document, school string) error {
	return writeFile(path, func(f *os.File) error {
		return pages.PDF(f, print.Meta{Author: school, Subject: doc.Number, Created: w.clock.Now()})
	})
}

// printDocument sends a document to the computer's own printer.
func (w *window) printDocument(ctx context.Context, doc form.Document, school string) error {
	pages, err := lay(doc)
	if err != nil {
		return err
	}
	return w.printPages(ctx, pages, doc, school, desktop.PrintJob{})
}

// paperKept is how long a printed file is kept for a program that reads it later.
const paperKept = 2 * time.Minute

// printPages hands a PDF to the printing system in a folder that only this user can
// read, and takes it away again once it was read.
func (w *window) printPages(ctx context.Context, pages print.Pages, doc form.Document, school string, job desktop.PrintJob) error {
	folder, err := w.paperFolder("paper-")
	if err != nil {
		return err
	}
	forget := func() { _ = os.RemoveAll(folder) } // tried again at the next start
	if w.printers.ReadsLater() {
		w.timers.AfterFunc(paperKept, forget)
	} else {
		defer forget()
	}
	job.File = filepath.Join(folder, "paper.pdf")
	job.Title = doc.Title
	if err := w.savePages(job.File, pages, doc, school); err != nil {
		return err
	}
	return w.printers.Print(ctx, job)
}

// paperFolder makes a folder of its own, that only this user can read, among the
// papers.
func (w *window) paperFolder(prefix string) (string, error) {
	err := os.MkdirAll(w.papersFolder(), 0o700)
	if err != nil {
		return "", app.Wrap(err, app.CodeInternal, "cli.file.write", "file", w.home)
	}
	folder, err := os.MkdirTemp(w.papersFolder(), prefix)
	if err != nil {
		return "", app.Wrap(err, app.CodeInternal, "cli.file.write", "file", w.home)
	}
	return folder, nil
}
