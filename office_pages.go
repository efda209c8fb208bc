package main

import (
	"context"
	"image"
	"io"
	"os"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/print"
	"campuskeeper/app/schema"
	"campuskeeper/app/sheet"
	"campuskeeper/assets"
	"campuskeeper/ui/imports"
	"campuskeeper/ui/ledgers"
	"campuskeeper/ui/preview"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/widgets"
)

// laidOut is a paper on pages, as the preview shows, prints and saves it.
type laidOut struct {
	print.Pages
	meta print.Meta
}

// Image implements preview.Paper.
func (l laidOut) Image(page int, dpi float64) image.Image { return l.Pages.Image(page, dpi) }

// WritePDF implements preview.Paper.
func (l laidOut) WritePDF(w io.Writer) error { return l.PDF(w, l.meta) }

// Only implements preview.Paper.
func (l laidOut) Only(pages []int) preview.Paper { return laidOut{l.Pages.Only(pages), l.meta} }

// lay lays a document out for the preview.
func (o *office) lay(doc form.Document) (preview.Paper, error) {
	pages, err := lay(doc)
	return laidOut{pages, print.Meta{Author: o.desk.school.Name, Subject: doc.Number, Created: o.clock.Now()}}, err
}

func (o *office) showPreview(job preview.Job) {
	o.frame.Push(preview.New(preview.Deps{
		Words: o.book, Runner: o.runner, Window: o.canvas, Memory: o.memory, Printers: o.printers,
		Temp: o.papersFolder, Back: o.frame.Pop,
		SaveAs: o.saveAs, Open: o.opener.Open,
	}, job))
}

// saveAs asks where to save a file.
func (w *window) saveAs(name string, picked func(path string)) {
	w.chooser.Save(w.book.T("window.save-as"), name, picked)
}

// previewDocument shows a paper that is made in the language chosen.
func (o *office) previewDocument(title string, document func(app.Lang) form.Document) {
	o.showPreview(preview.Job{
		Title: title, Name: title, Back: o.frame.Current().Title(), Choice: preview.Choice{Lang: o.book.Lang()},
		Lay: func(_ context.Context, c preview.Choice) (preview.Paper, error) {
			lang := c.Lang
			if lang == preview.Both {
				lang = o.book.Lang()
			}
			return o.lay(document(lang))
		},
	})
}

// previewJob shows what the ledgers' screen wants printed.
func (o *office) previewJob(want ledgers.PrintJob) {
	t, err := o.desk.ledgers.Library().Template(want.Ledger)
	if err != nil {
		return // the screen shows ledgers of this library only
	}
	machine := o.press(o.desk)
	job := preview.Job{
		Title: o.book.T("window.form." + want.Form), Name: want.Ledger + "-" + want.Form, Back: o.book.Text(t.Title),
		Offers: preview.Offers{Blank: true},
		Choice: preview.Choice{Lang: o.book.Lang(), Blank: want.Blank, Receipt: true, Reinspection: true, Photos: true, PhotoColour: true},
		Lay: func(ctx context.Context, c preview.Choice) (preview.Paper, error) {
			doc, err := machine.documents(ctx, paperOf(want, c), want.IDs)
			if err != nil {
				return nil, err
			}
			return o.lay(doc)
		},
	}
	if want.Form != formRegister && len(want.IDs) == 1 {
		head, _ := o.desk.catalog.Head(want.IDs[0])
		job.Title += " " + head.Number
		job.Name, job.Back = head.Number, head.Number
		job.Before = o.lastPrinted(want.IDs[0])
	}
	job.Offers.Receipt, job.Offers.Reinspection = want.Form == formOrder, want.Form == formOrder
	job.Offers.Photos = showsPhotos(want.Form) && slices.ContainsFunc(t.Fields, func(f schema.Field) bool { return f.Type == schema.Photo })
	job.Printed = func(ctx context.Context, note string) error { return o.notePrinted(ctx, want, note) }
	o.showPreview(job)
}

// paperOf says by the user's choices what is to be printed.
func paperOf(want ledgers.PrintJob, c preview.Choice) paper {
	p := paper{
		Ledger: want.Ledger, Form: want.Form, Blank: c.Blank, Query: want.Query, Photos: c.Photos, Grey: !c.PhotoColour, Langs: []app.Lang{c.Lang},
		Without: form.OrderParts{Receipt: !c.Receipt, Reinspection: !c.Reinspection},
	}
	if c.Lang == preview.Both {
		p.Langs = []app.Lang{app.Chinese, app.English}
	}
	return p
}

// documents makes one document of a paper for several records: a register of them,
// or one form after the other.
func (p press) documents(ctx context.Context, want paper, ids []app.ID) (form.Document, error) {
	if want.Form == formRegister || want.Blank || len(ids) == 0 {
		want.IDs = ids
		return p.document(ctx, want)
	}
	var all form.Document
	for i, id := range ids {
		want.Entry = id
		doc, err := p.document(ctx, want)
		if err != nil {
			return form.Document{}, err
		}
		if i == 0 {
			all = doc
			continue
		}
		all.Blocks = append(append(all.Blocks, form.PageBreak{}), doc.Blocks...)
	}
	return all, nil
}

// lastPrinted is the day on which a record was last printed.
func (o *office) lastPrinted(id app.ID) app.Day {
	history, err := o.desk.ledgers.History(o.ctx, id)
	if err != nil {
		return app.Day{} // the preview only says less
	}
	var last app.Day
	for _, h := range history {
		if h.Action == "printed" {
			last = app.DayOf(h.Time)
		}
	}
	return last
}

func (o *office) notePrinted(ctx context.Context, want ledgers.PrintJob, note string) error {
	if want.Form == formRegister || want.Blank {
		return nil
	}
	for _, id := range want.IDs {
		if err := o.desk.ledgers.Noted(ctx, o.desk.who, id, "printed", note); err != nil {
			return err
		}
	}
	return nil
}

// openImport begins the wizard for a ledger.
func (o *office) openImport(name string) {
	wizard, err := o.importWizard(name)
	if err != nil {
		widgets.TellError(o.canvas(), o.book, o.book.T("window.import"), err)
		return
	}
	o.frame.Go(shell.Ledgers)
	o.frame.Push(wizard)
}

func (o *office) importWizard(name string) (*imports.Screen, error) {
	reader, err := sheet.NewImporter(o.desk.ledgers.Library(), assets.Profiles())
	if err != nil {
		return nil, err
	}
	return imports.New(imports.Deps{
		Words: o.book, Runner: o.runner, Actor: func() app.Actor { return o.desk.who }, Reader: reader,
		Mappings: sheet.NewMemory(o.desk.vault), Records: o.desk.ledgers, Host: o.frame, PickFile: o.pickTable, SaveFile: o.saveFile,
		ShowLedger: o.ledgers.OpenLedger, UndoLast: o.undoImport,
		Has: func(number string) bool {
			_, ok := o.desk.catalog.ByNumber(number)
			return ok
		},
	}, name)
}

// undoImport takes an import back that is the last change of the ledgers.
func (o *office) undoImport() {
	o.frame.TakeBack(func(ctx context.Context) error {
		_, err := o.desk.ledgers.Undo(ctx, o.desk.who)
		return err
	})
}

// saveFile opens the file that the user chose, to be written.
func (o *office) saveFile(name string, chosen func(out io.WriteCloser)) {
	o.saveAs(name, func(path string) {
		out, err := os.Create(path)
		if err != nil {
			widgets.TellError(o.canvas(), o.book, o.book.T("window.export"), app.Wrap(err, app.CodeInternal, "cli.file.write", "file", path))
			return
		}
		chosen(out)
	})
}
