package bundle

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
	"campuskeeper/app/print"
	"campuskeeper/app/sheet"
)

// Papers is the Printer and the Workbook of the program: forms by package form,
// laid out by package print, tables by package sheet.
type Papers struct {
	printer *print.Printer
	words   *app.Words
	kinds   DrillKinds
}

// DrillKinds finds a kind of drill as the school holds it; the zero Kind for a word of
// the school's own.
type DrillKinds func(ctx context.Context, name string) (drill.Kind, error)

// NewPapers returns a Printer and Workbook.
func NewPapers(printer *print.Printer, words *app.Words) *Papers {
	return &Papers{printer: printer, words: words}
}

// WithDrills lets the records of drills tell the marks and targets of their kinds.
func (p *Papers) WithDrills(kinds DrillKinds) *Papers {
	p.kinds = kinds
	return p
}

// made is the time that stands on the papers of a bundle: noon of its day, so that
// the same data gives the same bytes.
func made(c Cover) time.Time { return c.Made.At(12, 0, time.UTC) }

func (p *Papers) clerk(c Cover) *form.Clerk { return form.NewClerk(p.words, c.School, made(c), c.Lang) }

// Cover implements Printer.
func (p *Papers) Cover(_ context.Context, c Cover) ([]byte, error) {
	return p.pdf(c, p.CoverDocument(c))
}

// CoverDocument is the cover before it is laid out, for the preview too.
func (p *Papers) CoverDocument(c Cover) form.Document {
	cover := form.Cover{
		Recipient: c.Profile.Title, Period: c.Period, Check: c.Check,
		Number: strings.ToUpper(string(c.BagID[:8])),
	}
	for _, f := range c.Figures {
		if !f.None {
			cover.Figures = append(cover.Figures, form.Figure{Label: f.Title, Value: f.Value, Alert: f.Worse})
		}
	}
	for _, t := range c.Tables {
		cover.Contents = append(cover.Contents, form.Content{What: t.Title, File: "data/tables/" + t.Ledger + ".csv", Count: t.Entries})
	}
	if c.Photos > 0 {
		cover.Contents = append(cover.Contents, form.Content{What: p.both("bundle.cover.photos"), File: "data/attachments/", Count: c.Photos})
	}
	if c.Forms > 0 {
		cover.Contents = append(cover.Contents, form.Content{What: p.both("bundle.cover.forms"), File: "data/forms/", Count: c.Forms})
	}
	if c.Masked > 0 {
		cover.Masked = []string{p.words.T(c.Lang, "bundle.cover.masked", "count", c.Masked)}
	}
	doc := p.clerk(c).Cover(cover)
	doc.Blocks = p.withGaps(c, doc.Blocks)
	return doc
}

// withGaps names what is missing above the place to sign, so that who signs knows.
func (p *Papers) withGaps(c Cover, blocks []form.Block) []form.Block {
	if len(c.Gaps) == 0 {
		return blocks
	}
	lines := make([]string, len(c.Gaps))
	for i, gap := range c.Gaps {
		lines[i] = GapText(p.words, c.Lang, gap)
	}
	at := slices.IndexFunc(blocks, func(b form.Block) bool { _, ok := b.(form.Signatures); return ok })
	if at < 0 {
		at = len(blocks)
	}
	return slices.Insert(slices.Clone(blocks), at, form.Block(form.Keep{Blocks: []form.Block{
		form.Heading{Text: form.Label{Main: p.words.T(c.Lang, "bundle.cover.gaps")}},
		form.Paragraph{Text: form.Label{Main: strings.Join(lines, "\n")}},
	}}))
}

// GapText says a gap in one line: "3 hazards overdue".
func GapText(words *app.Words, lang app.Lang, gap Gap) string {
	return words.T(lang, "bundle.gap", "count", gap.Count, "what", gap.What)
}

func (p *Papers) both(key string) app.Text {
	text := app.Text{}
	for _, lang := range app.Langs {
		text[lang] = p.words.T(lang, key)
	}
	return text
}

// Register implements Printer.
func (p *Papers) Register(_ context.Context, c Cover, t Table) ([]byte, error) {
	return p.pdf(c, p.clerk(c).Register(form.Register{Template: listed(t), Loop: t.Loop, Entries: t.Entries, Period: c.Period}))
}

// listed is the template with only those columns in its list that go up.
func listed(t Table) ledger.Template {
	template := t.Template
	template.List = slices.DeleteFunc(slices.Clone(template.List), func(name string) bool {
		_, field := template.Field(name)
		return !field && name != ledger.ColumnNumber && name != ledger.ColumnState
	})
	return template
}

// Form implements Printer. Photos lie beside the form and are not printed again.
func (p *Papers) Form(ctx context.Context, c Cover, name string, t Table, e ledger.Entry) ([]byte, error) {
	switch name {
	case FormOrder:
		return p.pdf(c, p.clerk(c).Order(form.Order{Template: t.Template, Entry: e}))
	case FormDrillRecord:
		paper := form.Drill{Template: t.Template, Entry: e}
		if p.kinds != nil {
			kind, err := p.kinds(ctx, e.Values["kind"])
			if err != nil {
				return nil, err
			}
			paper.Kind = kind
		}
		return p.pdf(c, p.clerk(c).DrillRecord(paper))
	}
	return p.pdf(c, p.clerk(c).Record(form.Record{Template: t.Template, Loop: t.Loop, Entry: e}))
}

func (p *Papers) pdf(c Cover, doc form.Document) ([]byte, error) {
	pages, err := p.printer.Layout(doc)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = pages.PDF(&b, print.Meta{Author: c.School.Name, Subject: doc.Number, Created: made(c)})
	return b.Bytes(), err
}

// Write implements Workbook: the figures first, then one sheet for each table.
func (p *Papers) Write(ctx context.Context, w io.Writer, c Cover, tables []Table) error {
	say := func(key string) string { return p.words.T(c.Lang, key) }
	summary := sheet.Summary{
		Title: say("bundle.figures"),
		Head:  []string{say("bundle.sheet.figure"), PeriodCode(c.Period), say("bundle.sheet.before"), say("bundle.sheet.change")},
	}
	for _, f := range c.Figures {
		line := []any{f.Title.In(c.Lang), nil, nil, nil}
		if !f.None {
			line[1] = f.Value
		}
		if f.Had {
			line[2] = f.Before
		}
		if f.Had && !f.None {
			line[3] = f.Change()
		}
		summary.Lines = append(summary.Lines, line)
	}
	used := map[string]int{summary.Title: 1}
	for _, t := range tables {
		x := sheet.Export{Template: t.Template, Loop: t.Loop, Lang: c.Lang}
		title := t.Template.Title.In(c.Lang)
		if used[title]++; used[title] > 1 {
			x.Template.Title = app.Text{c.Lang: fmt.Sprintf("%d %s", used[title], title)}
		}
		summary.Parts = append(summary.Parts, sheet.SummaryPart{Export: x, Entries: t.Entries})
	}
	return summary.WriteXLSX(ctx, w)
}
