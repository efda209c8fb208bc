package main

import (
	"context"
	"os"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// printForm writes a form of a record, or a register or blank form of a ledger, as
// PDF.
func printForm(ctx context.Context, p *program, args []string) error {
	set := flags("print")
	name := set.String("ledger", "", "")
	formName := set.String("form", "", "")
	blank := set.Bool("blank", false, "")
	both := set.Bool("both", false, "")
	from := set.String("from", "", "")
	to := set.String("to", "", "")
	out := set.String("out", "", "")
	words, err := parse(set, args, 0, 1)
	if err != nil {
		return err
	}
	if *out == "" || (len(words) == 0) == (*name == "") {
		return usagef("cli.usage.print")
	}
	want := paper{Ledger: *name, Form: *formName, Blank: *blank, Langs: []app.Lang{p.lang}, Photos: true}
	if *both {
		want.Langs = append(want.Langs, otherLang(p.lang))
	}
	if want.Query.Period, err = readPeriod(*from, *to); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		if len(words) == 1 {
			if want.Entry, err = d.byNumber(words[0]); err != nil {
				return err
			}
		}
		return p.printTo(ctx, d, want, *out)
	})
}

func otherLang(lang app.Lang) app.Lang {
	if lang == app.Chinese {
		return app.English
	}
	return app.Chinese
}

// readPeriod reads two days, each of which may be empty.
func readPeriod(from, to string) (app.Period, error) {
	var period app.Period
	for _, end := range []struct {
		text string
		day  *app.Day
	}{{from, &period.From}, {to, &period.To}} {
		if end.text == "" {
			continue
		}
		day, err := schema.ReadDay(end.text)
		if err != nil {
			return app.Period{}, err
		}
		*end.day = day
	}
	return period, nil
}

// printTo writes the paper to a file and notes it in the record's history.
func (p *program) printTo(ctx context.Context, d *desk, want paper, file string) error {
	machine := p.press(d)
	doc, err := machine.document(ctx, want)
	if err != nil {
		return err
	}
	pages := 0
	err = writeFile(file, func(f *os.File) (err error) {
		pages, err = machine.pdf(f, doc)
		return err
	})
	if err != nil {
		return err
	}
	if want.Entry != "" {
		if err := d.ledgers.Noted(ctx, d.who, want.Entry, "printed", doc.Title); err != nil {
			return err
		}
	}
	p.say("cli.printed", "file", file, "pages", pages)
	return nil
}
