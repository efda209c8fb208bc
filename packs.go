package main

import (
	"io/fs"
	"path"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/reminder"
	"campuskeeper/assets"
)

// pack is a rule pack as far as this program reads it.
type pack struct {
	days     calendar.Pack      // as the file says, without the school's own days
	calendar *calendar.Calendar // with them
	rules    reminder.Rules     // as the file says until of chooses those of a school
	since    app.Day            // from when the school is kept here
}

// of returns the pack as it holds for one school.
func (p pack) of(school app.School, own calendar.Own) (pack, error) {
	days, err := calendar.New(p.days.With(own))
	return pack{p.days, days, p.rules.For(school), school.Since}, err
}

// readPack reads a rule pack by its name; "us-tx" takes "us" where a state has no
// file of its own.
func readPack(name string) (pack, error) {
	file, err := fs.ReadFile(assets.Packs(), name+".json")
	if err != nil {
		general, _, _ := strings.Cut(name, "-")
		if file, err = fs.ReadFile(assets.Packs(), general+".json"); err != nil {
			return pack{}, app.Errorf(app.CodeInvalid, "cli.pack", "pack", name, "packs", strings.Join(packNames(), ", "))
		}
	}
	p := pack{}
	if p.days, err = calendar.ReadPack(file); err != nil {
		return pack{}, err
	}
	if p.calendar, err = calendar.New(p.days); err != nil {
		return pack{}, err
	}
	p.rules, err = reminder.ReadRules(file)
	return p, err
}

// packNames lists the packs that are shipped.
func packNames() []string {
	files, _ := fs.Glob(assets.Packs(), "*.json") // the pattern is right
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(path.Base(file), ".json")
	}
	return names
}
