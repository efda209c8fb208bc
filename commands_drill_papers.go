package main

import (
	"context"
	"os"

	"campuskeeper/app"
)

// drillPapers writes a paper of a school year's drills as PDF.
func drillPapers(ctx context.Context, p *program, args []string) error {
	set := flags("drill-papers")
	year := addYear(set)
	name := set.String("form", yearFormNames[0], "")
	blank := set.Bool("blank", false, "")
	both := set.Bool("both", false, "")
	out := set.String("out", "", "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	if *out == "" {
		return usagef("cli.usage.drill")
	}
	if err := year.check(); err != nil {
		return err
	}
	langs := []app.Lang{p.lang}
	if *both {
		langs = append(langs, otherLang(p.lang))
	}
	return p.with(ctx, func(d *desk) error {
		machine := p.press(d)
		doc, err := machine.yearDocument(ctx, *name, year.n, *blank, langs...)
		if err != nil {
			return err
		}
		pages := 0
		err = writeFile(*out, func(f *os.File) (err error) {
			pages, err = machine.pdf(f, doc)
			return err
		})
		if err != nil {
			return err
		}
		p.say("cli.printed", "file", *out, "pages", pages)
		return nil
	})
}
