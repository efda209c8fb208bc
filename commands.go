package main

import (
	"context"
	"encoding/json"
	"path/filepath"

	"campuskeeper/app"
	"campuskeeper/data"
)

// command is one use case without a window. Its usage is the message
// "cli.usage.<name>".
type command struct {
	name string
	run  func(ctx context.Context, p *program, args []string) error
}

// commands are in the order in which help lists them. Filled in init, since help
// itself walks over them.
var commands []command

func init() {
	commands = []command{
		{"new", newSchool},
		{"ledgers", listLedgers},
		{"import", importFile},
		{"add", addEntry},
		{"list", listEntries},
		{"show", showEntry},
		{"step", stepEntry},
		{"print", printForm},
		{"due", listDue},
		{"drill", drillCommand},
		{"export", exportBundle},
		{"verify", verifyBundle},
		{"check", checkVault},
		{"backup", backupVault},
		{"restore", restoreVault},
		{"demo", demo},
		{"bench", bench},
		{"paths", showPaths},
		{"version", showVersion},
		{"help", help},
		{"verify-db", verifyDatabase},
	}
	for i, c := range commands {
		commands[i] = helpful(c)
	}
}

// newSchool creates the school of this home and prints its recovery code.
func newSchool(ctx context.Context, p *program, args []string) error {
	set := flags("new")
	name := set.String("school", "", "")
	pack := set.String("pack", "cn", "")
	kind := set.String("type", "primary", "")
	director := set.String("director", "", "")
	boarding := set.Bool("boarding", false, "")
	bus := set.Bool("bus", false, "")
	canteen := set.Bool("canteen", false, "")
	laboratory := set.Bool("laboratory", false, "")
	water := set.Bool("water", false, "")
	students := set.Int("students", 0, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	if *name == "" {
		return usagef("cli.usage.new")
	}
	school := app.School{
		Name: *name, Pack: *pack, Type: app.SchoolType(*kind), Lang: p.lang, Students: *students, Boarding: *boarding,
		Bus: *bus, Canteen: *canteen, Laboratory: *laboratory, WaterNear: *water,
		Director: firstOf(*director, p.words.T(p.lang, "cli.director")),
	}
	if err := school.Check(); err != nil {
		return err
	}
	if _, err := readPack(school.Pack); err != nil {
		return err
	}
	passphrase, err := p.passphrase(true)
	if err != nil {
		return err
	}
	code, err := p.create(ctx, school, passphrase, p.clock, nil)
	if err != nil {
		return err
	}
	p.say("cli.new", "school", school.Name, "home", p.home)
	p.line(code)
	p.say("cli.new.code")
	return nil
}

// create makes the vault of a school, lets fill work in it, and closes it.
func (p *program) create(ctx context.Context, school app.School, passphrase string, clock app.Clock, fill func(*desk) error) (string, error) {
	if school.Since.IsZero() {
		school.Since = app.DayOf(clock.Now())
	}
	vault, code, err := data.Create(ctx, p.vaultOptions(clock), passphrase)
	if err != nil {
		return "", err
	}
	if err := writeSchool(ctx, vault, school); err != nil {
		_ = vault.Close()
		return "", err
	}
	d, err := p.wire(ctx, vault, clock)
	if err != nil {
		return "", err
	}
	if fill != nil {
		if err := fill(d); err != nil {
			_ = d.Close()
			return "", err
		}
	}
	return code, d.Close()
}

// with opens the school, does the work and closes it.
func (p *program) with(ctx context.Context, do func(*desk) error) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	err = do(d)
	if closing := d.Close(); err == nil {
		err = closing
	}
	return err
}

// asJSON prints a value as indented JSON with plain characters.
func (p *program) asJSON(v any) error {
	encoder := json.NewEncoder(p.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func showVersion(_ context.Context, p *program, _ []string) error {
	p.line("CampusKeeper " + version)
	return nil
}

// showPaths prints where everything of this school lies.
func showPaths(_ context.Context, p *program, _ []string) error {
	for _, name := range []string{"", "backups", "log"} {
		p.line(filepath.Join(p.home, name))
	}
	return nil
}

// verifyDatabase is what checkInChild runs: it looks into a database file without
// keys and may die of it.
func verifyDatabase(_ context.Context, _ *program, args []string) error {
	words, err := parse(flags("verify-db"), args, 1, 1)
	if err != nil {
		return err
	}
	return data.VerifyFile(words[0])
}
