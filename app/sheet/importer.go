package sheet

import (
	"context"
	"io/fs"
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// Importer reads opened files into plans for any ledger of a library.
type Importer struct {
	library  *ledger.Library
	profiles []Profile
}

// NewImporter returns an importer with the profiles of a folder.
func NewImporter(library *ledger.Library, profiles fs.FS) (*Importer, error) {
	list, err := ReadProfiles(profiles)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		for _, name := range p.ledgers() {
			if _, err := library.Template(name); err != nil {
				return nil, app.Wrap(err, app.CodeInvalid, "sheet.profile.file", "file", p.Name)
			}
		}
	}
	return &Importer{library, list}, nil
}

// Profiles lists the profiles, by name.
func (im *Importer) Profiles() []Profile { return slices.Clone(im.profiles) }

// Target returns a ledger as a target of columns. CodeNotFound when there is none.
func (im *Importer) Target(ledgerName string) (*Target, error) {
	t, err := im.library.Template(ledgerName)
	if err != nil {
		return nil, err
	}
	return NewTarget(t, im.library.Loop(t)), nil
}

// ProfileFor returns the profile by which a sheet is read into a ledger: the first
// one all of whose titles stand in the sheet's heading.
func (im *Importer) ProfileFor(s *Sheet, ledgerName string) (Profile, bool) {
	for _, p := range im.profiles {
		if !slices.Contains(p.ledgers(), ledgerName) || len(s.Rows) == 0 {
			continue
		}
		if header, err := s.FindHeader(p.known()); err == nil && p.fits(header) {
			return p, true
		}
	}
	return Profile{}, false
}

// known says how well a title fits the profile, for FindHeader.
func (p Profile) known() func([]string) float64 {
	titles := map[string]bool{}
	for _, title := range p.Header {
		titles[titleKey(title)] = true
	}
	return func(path []string) float64 {
		if titles[titleKey(path[len(path)-1])] {
			return 1
		}
		return 0
	}
}

// ReadProfile reads a sheet by a profile.
func (im *Importer) ReadProfile(ctx context.Context, file string, s *Sheet, p Profile, report Report) (Plan, error) {
	targets := map[string]*Target{}
	for _, name := range p.ledgers() {
		t, err := im.Target(name)
		if err != nil {
			return Plan{}, err
		}
		targets[name] = t
	}
	header, err := s.FindHeader(p.known())
	if err != nil {
		return Plan{}, err
	}
	if !p.fits(header) {
		return Plan{}, app.Errorf(app.CodeInvalid, "sheet.profile.header", "profile", p.Title)
	}
	l := Layout{Sheet: s, Header: header}
	l.cutBody()
	l.Columns = l.usedColumns()
	main := p.Entries[0]
	for i := range l.Columns {
		for title, field := range main.Columns {
			if titleKey(title) == titleKey(l.Columns[i].Name) {
				l.Columns[i].Target = field
			}
		}
		if main.Inside == nil {
			continue
		}
		for title := range main.Inside.Columns {
			if titleKey(title) == titleKey(l.Columns[i].Name) {
				l.Columns[i].Target = main.Inside.Field
			}
		}
	}
	l.complete()
	l.Mapping.Profile, l.Mapping.Columns, l.Mapping.Ignore = p.Name, nil, nil
	return readProfile(ctx, file, l, p, targets, report)
}

// Read reads a workbook into a ledger: every sheet that the mapping names, each by
// a profile where one fits and nothing was mapped, else by the mapping with what it
// leaves open guessed. Without a sheet in the mapping, all visible sheets are read
// that have the ledger's required columns; when none has, the error says what the
// best one lacks. The plan's parts tell what was done.
func (im *Importer) Read(ctx context.Context, w *Workbook, ledgerName string, m Mapping, report Report) (Plan, error) {
	t, err := im.Target(ledgerName)
	if err != nil {
		return Plan{}, err
	}
	sheets, chosen, err := chosenSheets(w, m.Sheet)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{File: w.Name}
	var passed []Plan
	var firstErr error
	for _, s := range sheets {
		part, err := im.readSheet(ctx, w, s, ledgerName, t, m, report)
		switch {
		case app.CodeOf(err) == app.CodeCanceled || err != nil && chosen:
			return Plan{}, err
		case err != nil:
			plan.Skipped = append(plan.Skipped, Skipped{s, err})
			if firstErr == nil {
				firstErr = err
			}
		case !chosen && len(sheets) > 1 && part.lacksColumns():
			plan.Skipped = append(plan.Skipped, Skipped{s, part.lacking(t)})
			passed = append(passed, part)
		default:
			plan.add(part)
		}
	}
	switch {
	case len(plan.Parts) > 0:
		return plan, nil
	case len(passed) > 0:
		return passed[0], nil
	case firstErr != nil:
		return Plan{}, firstErr
	}
	return Plan{}, app.Errorf(app.CodeInvalid, "sheet.empty", "file", w.Name)
}

func (im *Importer) readSheet(ctx context.Context, w *Workbook, s *Sheet, ledgerName string, t *Target, m Mapping, report Report) (Plan, error) {
	if m.Profile != "" {
		p, err := im.profile(m.Profile)
		if err != nil {
			return Plan{}, err
		}
		return im.ReadProfile(ctx, w.Name, s, p, report)
	}
	if len(m.Columns) == 0 && len(m.HeaderRows) == 0 {
		if p, ok := im.ProfileFor(s, ledgerName); ok {
			return im.ReadProfile(ctx, w.Name, s, p, report)
		}
	}
	l, err := t.Layout(s, m)
	if err != nil {
		return Plan{}, err
	}
	return t.Read(ctx, w.Name, l, report)
}

// profile returns the profile of that name.
func (im *Importer) profile(name string) (Profile, error) {
	names := make([]string, len(im.profiles))
	for i, p := range im.profiles {
		if p.Name == name {
			return p, nil
		}
		names[i] = p.Name
	}
	return Profile{}, app.Errorf(app.CodeInvalid, "sheet.profile.unknown", "name", name, "names", strings.Join(names, ", "))
}

// chosenSheets returns the sheets that a mapping names, and whether it names any.
func chosenSheets(w *Workbook, ref SheetRef) ([]*Sheet, bool, error) {
	switch ref {
	case "":
		return w.Visible(), len(w.Visible()) == 1, nil
	case AllSheets:
		return w.Visible(), true, nil
	}
	s, err := w.Sheet(string(ref))
	if err != nil {
		return nil, true, err
	}
	return []*Sheet{s}, true, nil
}

// lacksColumns says whether a required field has no column: then the sheet is
// something else.
func (p Plan) lacksColumns() bool {
	return slices.ContainsFunc(p.Misfits, func(m Misfit) bool { return m.Column < 0 && m.Row == 0 })
}

// lacking says which required fields no column brings.
func (p Plan) lacking(t *Target) error {
	titles := map[app.Lang][]string{}
	for _, m := range p.Misfits {
		if f, ok := t.Template.Field(m.Field); ok && m.Row == 0 {
			for _, lang := range app.Langs {
				titles[lang] = append(titles[lang], f.Title.In(lang))
			}
		}
	}
	fields := app.Text{app.English: strings.Join(titles[app.English], ", "), app.Chinese: strings.Join(titles[app.Chinese], "、")}
	return app.Errorf(app.CodeInvalid, "sheet.skipped.lacks", "fields", fields)
}

// add appends the plan of another sheet.
func (p *Plan) add(other Plan) {
	for i := range other.Rows {
		if other.Rows[i].Parent > 0 {
			other.Rows[i].Parent += len(p.Rows)
		}
	}
	p.Rows = append(p.Rows, other.Rows...)
	p.Sources = append(p.Sources, other.Sources...)
	p.Misfits = append(p.Misfits, other.Misfits...)
	p.Parts = append(p.Parts, other.Parts...)
	if other.Profile != "" {
		p.Profile = other.Profile
	}
}

// Join makes one plan of the plans of several sheets of a file.
func Join(file string, plans []Plan) Plan {
	all := Plan{File: file}
	for _, p := range plans {
		all.add(p)
	}
	return all
}
