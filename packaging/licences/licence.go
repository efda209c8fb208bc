package main

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"
)

// A licence is known by words that only its text has.
type licence struct {
	name  string   // SPDX name
	words []string // all of them stand in the text, spaces folded, lower case
}

// known lists the licences that are told apart, the more particular first.
var known = []licence{
	{"MPL-2.0", []string{"mozilla public license version 2.0"}}, // speaks of the GNU licences too
	{"AGPL-3.0", []string{"gnu affero general public license"}},
	{"LGPL", []string{"gnu lesser general public license"}},
	{"GPL", []string{"gnu general public license"}},
	{"Apache-2.0", []string{"apache license", "version 2.0"}},
	{"OFL-1.1", []string{"sil open font license"}},
	{"Unlicense", []string{"this is free and unencumbered software released into the public domain"}},
	{"CC0-1.0", []string{"cc0 1.0 universal"}},
	{"ISC", []string{"permission to use, copy, modify, and/or distribute this software for any purpose"}},
	{"ISC", []string{"permission to use, copy, modify, and distribute this software for any purpose"}},
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "neither the name"}},
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "may not be used to endorse"}},
	{"BSD-2-Clause", []string{"redistribution and use in source and binary forms"}},
	{"Zlib", []string{"provided 'as-is', without any express or implied warranty", "must not be misrepresented"}},
	{"MIT", []string{"permission is hereby granted, free of charge"}},
}

// allowed are the licences under which a part may be shipped with a program under
// the MIT licence, with its notice kept.
var allowed = map[string]bool{
	"MIT": true, "BSD-2-Clause": true, "BSD-3-Clause": true, "Apache-2.0": true, "ISC": true,
	"MPL-2.0": true, "OFL-1.1": true, "CC0-1.0": true, "Zlib": true, "Unlicense": true,
}

// licenceFile matches the names under which a licence's text is kept.
var licenceFile = regexp.MustCompile(`(?i)^(un)?licen[cs]e([-.].*)?$|^copying([-.].*)?$`)

var errNoLicence = errors.New("no licence file")

// licencesIn returns the names of the licences in the root folder of a module,
// "unknown" for a text that is none of the known ones.
func licencesIn(folder fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() || !licenceFile.MatchString(entry.Name()) {
			continue
		}
		text, err := fs.ReadFile(folder, entry.Name())
		if err != nil {
			return nil, err
		}
		names = append(names, classify(string(text)))
	}
	if len(names) == 0 {
		return nil, errNoLicence
	}
	return names, nil
}

// classify returns the name of the licence that a text is, or "unknown".
func classify(text string) string {
	folded := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, l := range known {
		all := true
		for _, words := range l.words {
			all = all && strings.Contains(folded, words)
		}
		if all {
			return l.name
		}
	}
	return "unknown"
}

// anyAllowed says whether one of the names is on the list: a module under two
// licences may be taken under either.
func anyAllowed(names []string) bool {
	for _, name := range names {
		if allowed[name] {
			return true
		}
	}
	return false
}
