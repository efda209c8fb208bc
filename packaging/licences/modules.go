package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// goModule is what `go list` tells about a module.
type goModule struct {
	Path    string
	Version string
	Dir     string
	Main    bool
}

// systems are the operating systems whose modules are looked at.
var systems = []string{"linux", "windows", "darwin"}

// neededModules returns the modules that the program and its tests need on any of
// the systems, in order.
func neededModules() ([]goModule, error) {
	byPath := map[string]goModule{}
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-e", "-deps", "-test", "-json=Module", "./...")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w\n%s", system, err, errs.String())
		}
		if err := addModules(byPath, out); err != nil {
			return nil, err
		}
	}
	modules := make([]goModule, 0, len(byPath))
	for _, m := range byPath {
		modules = append(modules, m)
	}
	sort.Slice(modules, func(i, j int) bool { return modules[i].Path < modules[j].Path })
	return modules, nil
}

// addModules reads the stream that `go list -json` writes.
func addModules(byPath map[string]goModule, stream []byte) error {
	for dec := json.NewDecoder(bytes.NewReader(stream)); ; {
		var p struct{ Module *goModule }
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("go list: %w", err)
		}
		if p.Module != nil && !p.Module.Main {
			byPath[p.Module.Path] = *p.Module
		}
	}
}

var requirement = regexp.MustCompile(`^(?:require )?\s*(\S+\.\S+/\S+|\S+\.\S+) (v\S+)$`)

// directDependencies returns path and version of what a go.mod requires directly.
func directDependencies(goMod string) map[string]string {
	direct := map[string]string{}
	lines := bufio.NewScanner(strings.NewReader(goMod))
	for lines.Scan() {
		if m := requirement.FindStringSubmatch(lines.Text()); m != nil {
			direct[m[1]] = m[2]
		}
	}
	return direct
}

// checkDependencyList returns the direct dependencies that the document does not
// name with their version in one line of its table.
func checkDependencyList(goModFile, document string) []string {
	goMod, err := os.ReadFile(goModFile)
	if err != nil {
		return []string{err.Error()}
	}
	text, err := os.ReadFile(document)
	if err != nil {
		return []string{err.Error()}
	}
	var faults []string
	for path, version := range directDependencies(string(goMod)) {
		line := "| " + path + " | " + version + " |"
		if !strings.Contains(string(text), line) {
			faults = append(faults, fmt.Sprintf("%s: no line that begins %q", document, line))
		}
	}
	sort.Strings(faults)
	return faults
}

var fontFile = regexp.MustCompile(`(?i)\.[ot]tf(\.gz)?$`)

// checkFonts returns the folders that hold a font and no licence.
func checkFonts(root string) []string {
	var faults []string
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !fontFile.MatchString(file) {
			return nil
		}
		names, err := fontLicences(filepath.Dir(file))
		if err != nil || !anyAllowed(names) {
			faults = append(faults, fmt.Sprintf("%s: no licence beside the font (%v, %v)", file, names, err))
		}
		return nil
	})
	if err != nil {
		faults = append(faults, err.Error())
	}
	return faults
}

// fontLicences is licencesIn for a folder of fonts, where the text is often called
// OFL.txt.
func fontLicences(folder string) ([]string, error) {
	if text, err := os.ReadFile(filepath.Join(folder, "OFL.txt")); err == nil {
		return []string{classify(string(text))}, nil
	}
	return licencesIn(os.DirFS(folder))
}
