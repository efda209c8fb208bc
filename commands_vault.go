package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/data"
)

// checkVault opens every record, follows the chain of the history and tells what
// does not fit, also in the school's own files.
func checkVault(ctx context.Context, p *program, args []string) error {
	if _, err := parse(flags("check"), args, 0, 0); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		report, err := d.vault.Check(ctx, nil)
		if err != nil {
			return err
		}
		if !report.Whole() {
			return &app.Error{Code: app.CodeCorrupt, Key: "cli.check.wrong", Args: app.Args{"count": len(report.Problems)}, Problems: report.Problems}
		}
		seq, mac := d.vault.ChainHead()
		p.say("cli.checked", "records", report.Records, "history", report.Entries, "attachments", report.Attachments)
		p.say("cli.chain", "seq", seq, "mac", mac)
		wrong, err := d.drills.own.wrong()
		if err == nil && len(wrong) > 0 {
			err = &app.Error{
				Code: app.CodeInvalid, Key: "cli.check.kinds", Problems: wrong,
				Args: app.Args{"count": len(wrong), "folder": d.drills.own.folder},
			}
		}
		return err
	})
}

func backupVault(ctx context.Context, p *program, args []string) error {
	set := flags("backup")
	to := set.String("to", "", "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	return p.with(ctx, func(d *desk) error {
		made, err := d.vault.Backup(ctx, *to)
		if err != nil {
			return err
		}
		p.say("cli.backed-up", "file", made.Path)
		return nil
	})
}

// restoreVault puts a backup in the place of the school's database, which is kept.
// The passphrase is that of the backup; the home may be empty or damaged.
func restoreVault(ctx context.Context, p *program, args []string) error {
	words, err := parse(flags("restore"), args, 1, 1)
	if err != nil {
		return err
	}
	passphrase, err := p.passphrase(false)
	if err != nil {
		return err
	}
	kept, err := data.Restore(ctx, p.vaultOptions(p.clock), words[0], data.Passphrase(passphrase))
	if err != nil {
		return err
	}
	if kept == "" {
		p.say("cli.restored.first", "file", words[0])
		return nil
	}
	p.say("cli.restored", "file", words[0], "kept", kept)
	return nil
}
