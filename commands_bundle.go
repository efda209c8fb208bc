package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
)

// exportBundle packs what a recipient gets for a period into one file.
func exportBundle(ctx context.Context, p *program, args []string) error {
	set := flags("export")
	recipient := set.String("recipient", "", "")
	period := set.String("period", "", "")
	basis := set.String("basis", "", "")
	document := set.String("document", "", "")
	seal := set.String("seal", "", "")
	out := set.String("out", "", "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	if *recipient == "" || *period == "" || *out == "" {
		return usagef("cli.usage.export")
	}
	request := bundle.Request{Recipient: *recipient, Lang: p.lang, Basis: *basis, Document: *document, Seal: *seal}
	var err error
	if request.Period, err = app.ParsePeriod(*period); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		made, err := d.bundles.Make(ctx, d.who, request, *out, nil)
		if err != nil {
			return err
		}
		p.say("cli.exported", "file", made.Path, "entries", len(made.Entries), "masked", made.Masked, "key", bundle.KeyID(made.Report.Key))
		return nil
	})
}

// verifyBundle checks a bundle. It needs no school and no passphrase: the receiver
// has neither, and compares the key with the one that the school gave.
func verifyBundle(ctx context.Context, p *program, args []string) error {
	set := flags("verify")
	identity := set.String("identity", "", "")
	words, err := parse(set, args, 1, 1)
	if err != nil {
		return err
	}
	var options bundle.VerifyOptions
	if *identity != "" {
		text, err := readText(*identity)
		if err != nil {
			return err
		}
		options.Identity = string(text)
	}
	file, err := openFile(words[0])
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return app.Wrap(err, app.CodeInvalid, "cli.file", "file", words[0])
	}
	report, err := bundle.Verify(ctx, file, info.Size(), options)
	if err != nil {
		return err
	}
	if !report.OK() {
		return &app.Error{
			Code: app.CodeInvalid, Key: "cli.verify.wrong", Args: app.Args{"file": words[0], "count": len(report.Defects)},
			Problems: report.Defects,
		}
	}
	p.say("cli.verified", "file", words[0], "key", bundle.KeyID(report.Key))
	p.say("cli.verified.what", "school", report.School, "period", report.Period, "recipient", report.Recipient, "files", report.Files, "masked", report.Masked)
	return nil
}
