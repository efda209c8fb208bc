package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
	"campuskeeper/app/print"
	"campuskeeper/app/schema"
	"campuskeeper/assets/fonts"
)

// Names of the forms, as templates list them and scripts give them.
const (
	formOrder    = "order"
	formRecord   = "record"
	formRegister = "register"
	formBlank    = "blank"

	formDrillRecord = "drill-record"
)

// press turns records into papers: the one place that joins form and print.
type press struct {
	*desk
	words *app.Words
	clock app.Clock
}

func (p *program) press(d *desk) press { return press{desk: d, words: p.words, clock: p.clock} }

// printer holds the parsed fonts; reading them takes a tenth of a second.
var printer = sync.OnceValues(func() (*print.Printer, error) {
	return print.New(fonts.Regular(), fonts.Bold())
})

// paper says what is to be printed.
type paper struct {
	Entry  app.ID // of one record; "" for a register or a blank form
	Ledger string // needed without Entry
	Form   string // "" for the main form of the ledger, or the register without Entry
	Blank  bool
	Langs  []app.Lang // none for the school's language
	Query  catalog.Query
	IDs    []app.ID // entries of a register; those of Query when empty
	Filter string   // what Query asks for, in the reader's words
	Photos bool     // on their own page
	Grey   bool     // the photos without colour, for a printer that has only black
	// Without leaves parts of an order out.
	Without form.OrderParts
}

// document builds the paper.
func (p press) document(ctx context.Context, want paper) (form.Document, error) {
	var e ledger.Entry
	var err error
	if want.Entry != "" {
		if e, err = p.ledgers.Entry(ctx, want.Entry); err != nil {
			return form.Document{}, err
		}
		want.Ledger = e.Ledger
	}
	t, err := p.ledgers.Library().Template(want.Ledger)
	if err != nil {
		return form.Document{}, err
	}
	name, err := chosenForm(t, want)
	if err != nil {
		return form.Document{}, err
	}
	clerk := form.NewClerk(p.words, p.school, p.clock.Now(), want.Langs...)
	if name == formRegister {
		return p.register(ctx, clerk, t, p.ledgers.Library().Loop(t), want)
	}
	return p.single(ctx, clerk, e, t, name, want)
}

// single builds the paper of one record, or a blank one.
func (p press) single(ctx context.Context, clerk *form.Clerk, e ledger.Entry, t ledger.Template, name string, want paper) (form.Document, error) {
	blank := want.Blank || want.Entry == ""
	var photos []form.Photo
	var err error
	if want.Photos && !blank && showsPhotos(name) {
		if photos, err = p.photos(ctx, t, e, want.Grey); err != nil {
			return form.Document{}, err
		}
	}
	if write, ok := drillForms[name]; ok {
		return p.drillPaper(ctx, clerk, write, form.Drill{Template: t, Entry: e, Photos: photos, Blank: blank})
	}
	if name == formOrder {
		return clerk.Order(form.Order{Template: t, Entry: e, Photos: photos, Without: want.Without, Blank: blank}), nil
	}
	record := form.Record{Template: t, Loop: p.ledgers.Library().Loop(t), Entry: e, Photos: photos, Blank: blank || name == formBlank}
	if !record.Blank {
		if record.History, err = p.ledgers.History(ctx, e.ID); err != nil {
			return form.Document{}, err
		}
	}
	return clerk.Record(record), nil
}

// chosenForm is the form that was asked for, or the one that fits best.
func chosenForm(t ledger.Template, want paper) (string, error) {
	name := want.Form
	switch {
	case name == "" && want.Entry != "":
		name = t.Forms[0]
	case name == "" && want.Blank:
		name = formBlank
	case name == "":
		name = formRegister
	}
	if !slices.Contains(t.Forms, name) {
		return "", app.Errorf(app.CodeInvalid, "cli.form", "form", name, "forms", strings.Join(t.Forms, ", "))
	}
	return name, nil
}

// register collects the entries that the query finds, in its order.
func (p press) register(ctx context.Context, clerk *form.Clerk, t ledger.Template, loop ledger.Loop, want paper) (form.Document, error) {
	r := form.Register{Template: t, Loop: loop, Period: want.Query.Period, Filter: want.Filter}
	if want.Blank {
		r.Blank = form.BlankRows
		return clerk.Register(r), nil
	}
	query := want.Query
	query.Ledger = t.Name
	if len(query.Sort) == 0 {
		query.Sort = []catalog.Sort{{Column: catalog.ByNumber}}
	}
	ids := want.IDs
	if len(ids) == 0 {
		ids = p.found(query)
	}
	entries, err := p.entries(ctx, ids)
	if err != nil {
		return form.Document{}, err
	}
	r.Entries = entries
	return clerk.Register(r), nil
}

// found lists the records that a query finds, in its order.
func (d *desk) found(query catalog.Query) []app.ID {
	rows := d.rows(query)
	ids := make([]app.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	return ids
}

// entries opens records.
func (d *desk) entries(ctx context.Context, ids []app.ID) ([]ledger.Entry, error) {
	entries := make([]ledger.Entry, 0, len(ids))
	for _, id := range ids {
		e, err := d.ledgers.Entry(ctx, id)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// photos opens the pictures of an entry, with the title of their field, in colour or
// in grey.
func (p press) photos(ctx context.Context, t ledger.Template, e ledger.Entry, grey bool) ([]form.Photo, error) {
	var photos []form.Photo
	for _, f := range t.Fields {
		if f.Type != schema.Photo {
			continue
		}
		for _, hash := range schema.ReadList(e.Values[f.Name]) {
			jpeg, err := p.attachment(ctx, hash)
			if err != nil {
				return nil, err
			}
			if grey {
				jpeg = print.Grey(jpeg)
			}
			photos = append(photos, form.Photo{Caption: f.Title.In(p.school.Lang), JPEG: jpeg})
		}
	}
	return photos, nil
}

func (d *desk) attachment(ctx context.Context, hash string) ([]byte, error) {
	file, _, err := d.vault.OpenAttachment(ctx, hash)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(file)
	if closing := file.Close(); err == nil {
		err = closing
	}
	return content, err
}

// lay lays a document out.
func lay(doc form.Document) (print.Pages, error) {
	machine, err := printer()
	if err != nil {
		return print.Pages{}, err
	}
	return machine.Layout(doc)
}

// pdf writes a document for the school.
func (p press) pdf(w io.Writer, doc form.Document) (pages int, err error) {
	laid, err := lay(doc)
	if err != nil {
		return 0, err
	}
	return laid.Len(), laid.PDF(w, print.Meta{Author: p.school.Name, Subject: doc.Number, Created: p.clock.Now()})
}
