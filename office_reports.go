package main

import (
	"context"
	"path/filepath"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/app/catalog"
	"campuskeeper/app/form"
	"campuskeeper/ui/bundles"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// addReports plugs the month end in.
func (o *office) addReports() {
	o.frame.Add(shell.Reports, bundles.New(bundles.Deps{
		Words: o.book, Runner: o.runner, Clock: o.clock, Actor: func() app.Actor { return o.desk.who }, Service: o.desk.bundles,
		Memory: o.memory, Window: o.canvas, OpenGap: o.openGap, PrintCover: o.previewCover, PickFolder: o.pickFolder,
		PickFile: o.pickFile, Reveal: o.reveal,
	}))
}

// openGap shows what is missing: the one record, or the ledger.
func (o *office) openGap(gap bundle.Gap) {
	if len(gap.IDs) == 1 {
		o.open(recordKey(gap.Ledger, gap.IDs[0]))
		return
	}
	o.open("ledger " + gap.Ledger)
}

// previewCover shows the cover of a bundle before it is made.
func (o *office) previewCover(c bundle.Cover) {
	machine, err := printer()
	if err != nil {
		widgets.TellError(o.canvas(), o.book, o.book.T("window.print"), err)
		return
	}
	papers := bundle.NewPapers(machine, o.words)
	o.previewDocument(o.book.T("window.cover"), func(lang app.Lang) form.Document {
		c.Lang = lang
		return papers.CoverDocument(c)
	})
}

func (o *office) pickFolder(picked func(path string)) {
	o.chooser.Folder(o.book.T("window.pick.folder"), picked)
}

func (o *office) pickFile(picked func(path string)) {
	o.chooser.Open(o.book.T("window.pick.file"), nil, picked)
}

// pickTable lets the user choose a workbook.
func (o *office) pickTable(picked func(path string)) {
	o.chooser.Open(o.book.T("window.pick.table"), []string{".xlsx", ".xlsm", ".csv", ".tsv", ".txt"}, picked)
}

// reveal opens the folder of a file.
func (o *office) reveal(path string) {
	task.Run(o.runner, o.ctx, path, func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, o.opener.Open(ctx, filepath.Dir(path))
	}, func(_ struct{}, err error) {
		if err != nil {
			widgets.TellError(o.canvas(), o.book, o.book.T("window.folder"), err)
		}
	})
}

// exportList writes the records of a query, or those named, into a workbook.
func (o *office) exportList(query catalog.Query, ids []app.ID) {
	name := query.Ledger + "-" + app.DayOf(o.clock.Now()).String() + ".xlsx"
	task.Run(o.runner, o.ctx, o.book.T("window.export"), func(ctx context.Context, _ *task.Progress) (string, error) {
		path, ok := o.chooseSave(ctx, name)
		if !ok {
			return "", nil
		}
		return path, o.exportTable(ctx, o.desk, query, ids, path)
	}, func(path string, err error) {
		switch {
		case err != nil:
			widgets.TellError(o.canvas(), o.book, o.book.T("window.export"), err)
		case path != "":
			widgets.Tell(o.canvas(), o.book, o.book.T("window.export"), o.book.T("window.exported", "file", path))
		}
	})
}
