package main

import (
	"context"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/sheet"
	"campuskeeper/assets"
)

// importFile brings a workbook or a CSV file into a ledger, all of it or nothing.
func importFile(ctx context.Context, p *program, args []string) error {
	set := flags("import")
	name := set.String("ledger", "", "")
	mapFile := set.String("map", "", "")
	sheetName := set.String("sheet", "", "")
	dryRun := set.Bool("dry-run", false, "")
	words, err := parse(set, args, 1, 1)
	if err != nil {
		return err
	}
	if *name == "" {
		return usagef("cli.usage.import")
	}
	var mapping sheet.Mapping
	if *mapFile != "" {
		text, err := readText(*mapFile)
		if err != nil {
			return err
		}
		if mapping, err = sheet.ReadMapping(text); err != nil {
			return err
		}
	}
	switch *sheetName {
	case "":
	case "all":
		mapping.Sheet = sheet.AllSheets
	default:
		mapping.Sheet = sheet.SheetRef(*sheetName)
	}
	return p.with(ctx, func(d *desk) error {
		return p.importInto(ctx, d, *name, words[0], mapping, *mapFile == "", *dryRun)
	})
}

// importInto reads the file by the mapping, or by the one remembered for its
// heading, and imports it.
func (p *program) importInto(ctx context.Context, d *desk, name, file string, mapping sheet.Mapping, guess, dryRun bool) error {
	importer, err := sheet.NewImporter(d.ledgers.Library(), assets.Profiles())
	if err != nil {
		return err
	}
	book, err := sheet.OpenFile(ctx, file, nil)
	if err != nil {
		return err
	}
	memory := sheet.NewMemory(d.vault)
	if guess {
		if mapping, err = recalled(ctx, importer, memory, book, name, mapping); err != nil {
			return err
		}
	}
	plan, err := importer.Read(ctx, book, name, mapping, nil)
	if err != nil {
		return err
	}
	p.printMappings(plan)
	p.printSkipped(plan)
	if err := plan.Err(); err != nil {
		return err
	}
	in := plan.Import()
	if dryRun {
		if problems := d.ledgers.CheckImport(in.Rows); len(problems) > 0 {
			return &app.Error{Code: app.CodeInvalid, Key: "import.wrong", Args: app.Args{"count": len(problems), "file": in.File}, Problems: problems}
		}
		return nil
	}
	result, err := d.ledgers.Import(ctx, d.who, in)
	if err != nil {
		return err
	}
	for _, part := range plan.Parts {
		if plan.Profile != "" {
			break // a profile needs no memory: it is chosen by the heading
		}
		if err := memory.Remember(ctx, d.who, name, filepath.Base(file), part.Layout); err != nil {
			return err
		}
	}
	p.printImported(filepath.Base(file), result)
	return nil
}

// recalled is the mapping that was used for a sheet with the same heading before.
func recalled(ctx context.Context, importer *sheet.Importer, memory *sheet.Memory, book *sheet.Workbook, name string, mapping sheet.Mapping) (sheet.Mapping, error) {
	target, err := importer.Target(name)
	if err != nil {
		return mapping, err
	}
	for _, s := range book.Visible() {
		if _, byProfile := importer.ProfileFor(s, name); byProfile {
			continue
		}
		layout, err := target.Layout(s, sheet.Mapping{})
		if err != nil {
			continue // a sheet without a heading; Read tells of it if it is wanted
		}
		kept, ok, err := memory.Recall(ctx, name, layout.Header)
		if err != nil || !ok {
			if err != nil {
				return mapping, err
			}
			continue
		}
		remembered, err := kept.Mapping()
		remembered.Sheet = mapping.Sheet
		return remembered, err
	}
	return mapping, nil
}

// printMappings prints what was used, so that what was guessed can be seen, kept
// in a file and corrected.
func (p *program) printMappings(plan sheet.Plan) {
	p.say("cli.imported.mapping")
	for _, part := range plan.Parts {
		p.line(strings.TrimRight(string(part.Layout.Mapping.File()), "\n"))
	}
}

// mostRows is how many rows a line names; the others are in its count.
const mostRows = 20

// printSkipped tells what was not read, and why: whole sheets, rows that are no
// entries, rows in which nothing stands.
func (p *program) printSkipped(plan sheet.Plan) {
	for _, s := range plan.Skipped {
		p.say("cli.skipped.sheet", "sheet", s.Name, "rows", len(s.Rows), "why", p.words.Explain(p.lang, s.Why))
	}
	rows, blank := map[string][]string{}, 0
	var reasons []string
	for _, part := range plan.Parts {
		blank += part.Blank
		for _, passed := range part.Layout.Passed {
			if rows[passed.Key] == nil {
				reasons = append(reasons, passed.Key)
			}
			row := strconv.Itoa(passed.Row)
			if len(plan.Parts) > 1 {
				row = passed.Where
			}
			rows[passed.Key] = append(rows[passed.Key], row)
		}
	}
	for _, key := range reasons {
		named := rows[key]
		more := ""
		if len(named) > mostRows {
			named, more = named[:mostRows], " ..."
		}
		p.say("cli.skipped.rows", "n", len(rows[key]), "why", p.words.T(p.lang, key), "rows", strings.Join(named, ", ")+more)
	}
	if blank > 0 {
		p.say("cli.skipped.blank", "n", blank)
	}
}

func (p *program) printImported(file string, result ledger.ImportResult) {
	names := map[string]bool{}
	for _, counts := range []map[string]int{result.Added, result.Known} {
		for name := range counts {
			names[name] = true
		}
	}
	order := make([]string, 0, len(names))
	for name := range names {
		order = append(order, name)
	}
	sort.Strings(order)
	for _, name := range order {
		p.say("cli.imported", "file", file, "ledger", name, "added", result.Added[name], "known", result.Known[name])
	}
	if result.First != "" && len(result.Added) == 1 { // of several ledgers they would span both
		p.say("cli.imported.numbers", "first", result.First, "last", result.Last)
	}
}

// exportTable writes the entries of one ledger that are named, or what a query
// finds, as a workbook or as CSV by the file's ending.
func (p *program) exportTable(ctx context.Context, d *desk, query catalog.Query, ids []app.ID, file string) error {
	t, err := d.ledgers.Library().Template(query.Ledger)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		ids = d.found(query)
	}
	entries, err := d.entries(ctx, ids)
	if err != nil {
		return err
	}
	export := sheet.Export{Template: t, Loop: d.ledgers.Library().Loop(t), Lang: p.lang}
	write := export.WriteXLSX
	switch strings.ToLower(filepath.Ext(file)) {
	case ".xlsx":
	case ".csv":
		write = export.WriteCSV
	default:
		return app.Errorf(app.CodeInvalid, "cli.table", "file", file)
	}
	return writeFile(file, func(f *os.File) error { return write(ctx, f, sheet.All(entries)) })
}
