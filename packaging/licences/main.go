package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run returns 0 when all is well, 1 when something is not allowed and 2 for wrong
// usage.
func run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("licences", flag.ContinueOnError)
	flags.SetOutput(errs)
	verbose := flags.Bool("v", false, "list every module with its licence")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	modules, err := neededModules()
	if err != nil {
		_, _ = fmt.Fprintln(errs, err)
		return 1
	}
	faults := checkModules(modules, verbose, out)
	faults = append(faults, checkDependencyList("go.mod", "docs/dependencies.md")...)
	faults = append(faults, checkFonts("assets/fonts")...)
	for _, fault := range faults {
		_, _ = fmt.Fprintln(errs, fault)
	}
	if len(faults) > 0 {
		return 1
	}
	_, _ = fmt.Fprintf(out, "%d modules, all with a licence on the list\n", len(modules))
	return 0
}

// checkModules classifies the licence of each module and returns what is wrong.
func checkModules(modules []goModule, verbose *bool, out io.Writer) []string {
	var faults []string
	for _, m := range modules {
		names, err := licencesIn(os.DirFS(m.Dir))
		if err != nil {
			faults = append(faults, fmt.Sprintf("%s %s: %v", m.Path, m.Version, err))
			continue
		}
		if *verbose {
			_, _ = fmt.Fprintf(out, "%-60s %-40s %v\n", m.Path, m.Version, names)
		}
		if !anyAllowed(names) {
			faults = append(faults, fmt.Sprintf("%s %s: licence %v is not on the list", m.Path, m.Version, names))
		}
	}
	sort.Strings(faults)
	return faults
}
