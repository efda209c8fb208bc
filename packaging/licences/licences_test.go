package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestClassify(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"MIT License\n\nPermission is hereby granted,\n free of charge, to any person", "MIT"},
		{"Apache License\n Version 2.0, January 2004", "Apache-2.0"},
		{"Redistribution and use in source and binary forms, with ... 3. Neither the name of", "BSD-3-Clause"},
		{"Redistribution and use in source and binary forms, with or without", "BSD-2-Clause"},
		{"Mozilla Public License Version 2.0 ... means the GNU Affero General Public License", "MPL-2.0"},
		{"Permission to use, copy, modify, and/or distribute this software for any purpose", "ISC"},
		{"SIL OPEN FONT LICENSE Version 1.1", "OFL-1.1"},
		{"GNU GENERAL PUBLIC LICENSE Version 3", "GPL"},
		{"GNU LESSER GENERAL PUBLIC LICENSE, which includes the GNU General Public License", "LGPL"},
		{"GNU AFFERO GENERAL PUBLIC LICENSE", "AGPL-3.0"},
		{"All rights reserved.", "unknown"},
	} {
		if got := classify(c.text); got != c.want {
			t.Errorf("classify(%q) = %s, want %s", c.text, got, c.want)
		}
	}
}

func TestLicencesIn(t *testing.T) {
	mit := &fstest.MapFile{Data: []byte("Permission is hereby granted, free of charge")}
	gpl := &fstest.MapFile{Data: []byte("GNU General Public License")}
	for _, c := range []struct {
		name   string
		folder fstest.MapFS
		ok     bool
	}{
		{"plain", fstest.MapFS{"LICENSE": mit}, true},
		{"british, with an ending", fstest.MapFS{"licence.md": mit}, true},
		{"either of two", fstest.MapFS{"COPYING": gpl, "LICENSE-MIT": mit}, true},
		{"copyleft only", fstest.MapFS{"COPYING": gpl}, false},
	} {
		names, err := licencesIn(c.folder)
		if err != nil || anyAllowed(names) != c.ok {
			t.Errorf("%s: %v, %v; want allowed %v", c.name, names, err, c.ok)
		}
	}
	if _, err := licencesIn(fstest.MapFS{"README": mit}); !errors.Is(err, errNoLicence) {
		t.Errorf("without a licence file: %v", err)
	}
}

func TestDependencyListMustNameEachVersion(t *testing.T) {
	dir := t.TempDir()
	mod, doc := filepath.Join(dir, "go.mod"), filepath.Join(dir, "dependencies.md")
	write := func(file, text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(mod, "module m\n\ngo 1.26.0\n\nrequire (\n\texample.org/a v1.2.3\n\texample.org/b v0.1.0\n\texample.org/c v1.0.0 // indirect\n)\n")
	write(doc, "| example.org/a | v1.2.3 | MIT | why |\n| example.org/b | v0.0.9 | MIT | why |\n")
	faults := checkDependencyList(mod, doc)
	if len(faults) != 1 || !strings.Contains(faults[0], "example.org/b | v0.1.0") {
		t.Errorf("faults = %q, want one about example.org/b", faults)
	}
}

func TestFontsNeedALicence(t *testing.T) {
	dir := t.TempDir()
	font := filepath.Join(dir, "a.ttf.gz")
	if err := os.WriteFile(font, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if faults := checkFonts(dir); len(faults) != 1 {
		t.Errorf("without a licence: %q", faults)
	}
	if err := os.WriteFile(filepath.Join(dir, "OFL.txt"), []byte("SIL Open Font License"), 0o600); err != nil {
		t.Fatal(err)
	}
	if faults := checkFonts(dir); len(faults) != 0 {
		t.Errorf("with its licence: %q", faults)
	}
}
