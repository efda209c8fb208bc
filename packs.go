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
	calendar *calendar.Calendar
	rules    reminder.Rules
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
	days, err := calendar.Read(file)
	if err != nil {
		return pack{}, err
	}
	rules, err := reminder.ReadRules(file)
	return pack{days, rules}, err
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
