package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/app/sheet"
	"campuskeeper/assets"
	"campuskeeper/data"
)

// demo does the first working day without a window: a new school, last year's
// ledger from a file, one hazard through the whole loop, the papers, what is due,
// and a bundle that is verified. Everything lies in one folder to look at.
func demo(ctx context.Context, p *program, args []string) error {
	set := flags("demo")
	out := set.String("out", "", "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	if *out == "" {
		return usagef("cli.usage.demo")
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return app.Wrap(err, app.CodeInternal, "cli.file.write", "file", *out)
	}
	day := &firstDay{program: *p, out: *out}
	day.home = filepath.Join(*out, "school-"+string(p.lang))
	if err := day.work(ctx); err != nil {
		return err
	}
	p.say("cli.demo.done", "dir", *out)
	return nil
}

// firstDay is the day's work in a folder.
type firstDay struct {
	program
	out string
}

func (f *firstDay) work(ctx context.Context) error {
	if !data.Exists(f.home) {
		code, err := f.createSample(ctx)
		if err != nil {
			return err
		}
		if err := f.recoverySheet(ctx, code); err != nil {
			return err
		}
	}
	d, err := f.openWith(ctx, data.Passphrase(samplePassphrase), f.clock)
	if err != nil {
		return err
	}
	for _, part := range []func(context.Context, *desk) error{f.lastYear, f.oneHazard, f.papers, f.due, f.sendUp} {
		if err := part(ctx, d); err != nil {
			_ = d.Close()
			return err
		}
	}
	return d.Close()
}

// recoverySheet prints the two slips with the recovery code.
func (f *firstDay) recoverySheet(ctx context.Context, code string) error {
	d, err := f.openWith(ctx, data.Passphrase(samplePassphrase), f.clock)
	if err != nil {
		return err
	}
	clerk := form.NewClerk(f.words, d.school, f.clock.Now(), f.lang)
	err = f.paper(d, "recovery.pdf", clerk.Recovery(form.Recovery{Groups: strings.Fields(code), Made: app.DayOf(f.clock.Now())}))
	if closing := d.Close(); err == nil {
		err = closing
	}
	return err
}

func (f *firstDay) paper(d *desk, name string, doc form.Document) error {
	file := filepath.Join(f.out, name)
	pages := 0
	err := writeFile(file, func(w *os.File) (err error) {
		pages, err = f.press(d).pdf(w, doc)
		return err
	})
	if err == nil {
		f.say("cli.printed", "file", file, "pages", pages)
	}
	return err
}

// lastYear imports the ledger that the school kept in a table.
func (f *firstDay) lastYear(ctx context.Context, d *desk) error {
	name := "hazards-2025." + string(f.lang) + ".csv"
	content, err := fs.ReadFile(assets.Sample(), name)
	if err != nil {
		return err
	}
	file := filepath.Join(f.out, name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		return app.Wrap(err, app.CodeInternal, "cli.file.write", "file", file)
	}
	return f.importInto(ctx, d, "hazard", file, sheet.Mapping{}, true, false)
}

// oneHazard takes a new hazard through every station.
func (f *firstDay) oneHazard(ctx context.Context, d *desk) error {
	today := app.DayOf(f.clock.Now())
	say := func(key string) string { return f.words.T(f.lang, "demo."+key) }
	e, err := d.ledgers.Add(ctx, d.who, "hazard", schema.Values{
		"foundOn": today.String(), "source": "patrol", "place": say("place"), "category": "fire", "description": say("problem"),
		"level": "general", "responsible": say("owner"), "measure": say("measure"), "deadline": today.AddDays(7).String(),
	})
	if err != nil {
		return err
	}
	for _, s := range []struct {
		to  ledger.State
		set schema.Values
	}{
		{ledger.Graded, nil},
		{ledger.Ordered, nil},
		{ledger.Received, nil},
		{ledger.InProgress, nil},
		{ledger.Submitted, schema.Values{"result": say("result"), "evidence": say("evidence")}},
		{ledger.Closed, schema.Values{"reinspector": say("checker")}},
		{ledger.LookBack, schema.Values{"lookBackResult": say("look-back")}},
	} {
		if s.to == ledger.Received {
			if err := f.order(ctx, d, e.ID); err != nil {
				return err
			}
		}
		if e, err = d.ledgers.Step(ctx, d.who, e.ID, s.to, s.set); err != nil {
			return err
		}
		f.line(fmt.Sprintf("%s %s", e.Number, e.State))
	}
	return nil
}

// order prints the rectification order of an entry.
func (f *firstDay) order(ctx context.Context, d *desk, id app.ID) error {
	doc, err := f.press(d).document(ctx, paper{Entry: id, Form: formOrder, Langs: []app.Lang{f.lang}})
	if err != nil {
		return err
	}
	return f.paper(d, "order.pdf", doc)
}

func (f *firstDay) papers(ctx context.Context, d *desk) error {
	for name, want := range map[string]paper{
		"register.pdf": {Ledger: "hazard", Form: formRegister},
		"blank.pdf":    {Ledger: "hazard", Form: formBlank, Blank: true},
	} {
		want.Langs = []app.Lang{f.lang}
		doc, err := f.press(d).document(ctx, want)
		if err != nil {
			return err
		}
		if err := f.paper(d, name, doc); err != nil {
			return err
		}
	}
	return nil
}

func (f *firstDay) due(ctx context.Context, d *desk) error {
	notices, err := d.reminders.Due(ctx, f.clock.Now())
	if err != nil {
		return err
	}
	return f.printDue(notices, false)
}

// sendUp makes the month's bundle for the education bureau and verifies it.
func (f *firstDay) sendUp(ctx context.Context, d *desk) error {
	today := app.DayOf(f.clock.Now())
	period := app.Period{From: today.FirstOfMonth(), To: today.LastOfMonth()}
	file := filepath.Join(f.out, "bundle-education.zip")
	made, err := d.bundles.Make(ctx, d.who, bundle.Request{Recipient: "education", Period: period, Lang: f.lang}, file, nil)
	if err != nil {
		return err
	}
	f.say("cli.exported", "file", made.Path, "entries", len(made.Entries), "masked", made.Masked, "key", bundle.KeyID(made.Report.Key))
	return verifyBundle(ctx, &f.program, []string{file})
}
