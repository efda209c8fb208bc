package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/catalog"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/assets"
)

// drillDesk is what an open school knows of its drills.
type drillDesk struct {
	*desk
	live *drill.LiveService
	own  *ownKinds
}

// drillKinds are the kinds of drills that the program knows, read when they are first
// asked for.
var drillKinds = sync.OnceValues(func() (drill.Kinds, error) { return drill.ReadKinds(assets.DrillKinds()) })

// ownKinds are the kinds of drills of one school: the program's and its own, which
// are read once, when the school is opened.
type ownKinds struct {
	kinds  func() (drill.Kinds, error)
	folder string        // of the school's own
	faults []app.Problem // of its files, known once kinds was called
}

// newOwnKinds reads the kinds of a school from the folder kinds in its home.
func newOwnKinds(home string) *ownKinds {
	o := &ownKinds{folder: filepath.Join(home, "kinds")}
	o.kinds = sync.OnceValues(func() (kinds drill.Kinds, err error) {
		if kinds, err = drillKinds(); err != nil {
			return nil, err
		}
		kinds, o.faults, err = kinds.WithOwn(os.DirFS(o.folder))
		if err != nil { // the disk: the program's own kinds serve on
			o.faults = []app.Problem{{Where: o.folder, Key: "drill.file.json", Args: app.Args{"cause": err.Error()}}}
		}
		return kinds, nil
	})
	return o
}

// wrong lists what is wrong in the school's own files; those are left out.
func (o *ownKinds) wrong() ([]app.Problem, error) {
	_, err := o.kinds()
	return o.faults, err
}

// words are the titles of the kinds that only this school has, for its ledger; none
// when the kinds cannot be read, which is told where they are used.
func (o *ownKinds) words() []schema.Category {
	shipped, err := drillKinds()
	if err != nil {
		return nil
	}
	all, err := o.kinds()
	if err != nil {
		return nil
	}
	var words []schema.Category
	for _, kind := range all {
		if _, known := shipped.Kind(kind.Name); !known {
			words = append(words, schema.Category{Value: kind.Name, Label: kind.Title})
		}
	}
	return words
}

// newDrillDesk wires the drills of a school; home is where its data lies.
func newDrillDesk(d *desk, home string, clock app.Clock, watch drill.Stopwatch) *drillDesk {
	drills := &drillDesk{desk: d, own: newOwnKinds(home)}
	for name, field := range map[string]string{drill.Ledger: "kind", drill.PlanLedger: "kinds"} {
		d.ledgers.Library().Widen(name, field, drills.own.words())
	}
	drills.live = drill.NewLive(d.vault, clock, watch, drillBook{drills})
	return drills
}

// kind returns a kind as this school drills it. CodeInvalid names those that there
// are.
func (d *drillDesk) kind(ctx context.Context, name string) (drill.Kind, error) {
	kinds, err := d.own.kinds()
	if err != nil {
		return drill.Kind{}, err
	}
	settings, err := d.settings(ctx)
	if err != nil {
		return drill.Kind{}, err
	}
	kind, known := kinds.Kind(name)
	if !known {
		names := make([]string, len(kinds))
		for i, k := range kinds {
			names[i] = k.Name
		}
		return drill.Kind{}, app.Errorf(app.CodeInvalid, "drill-cli.kind", "kind", name, "kinds", strings.Join(names, ", "))
	}
	return kind.At(drill.Site{School: d.school, Settings: settings}), nil
}

// drillBook lets a running drill look into its ledger and write there.
type drillBook struct{ *drillDesk }

// Kind implements drill.Book.
func (b drillBook) Kind(ctx context.Context, name string) (drill.Kind, error) {
	kind, err := b.kind(ctx, name)
	if app.CodeOf(err) == app.CodeInvalid {
		return drill.Kind{Name: name}, nil // the school's own word
	}
	return kind, err
}

// Drill implements drill.Book.
func (b drillBook) Drill(ctx context.Context, id app.ID) (drill.Entry, error) {
	e, err := b.ledgers.Entry(ctx, id)
	if err == nil && e.Ledger != drill.Ledger {
		err = app.Errorf(app.CodeInvalid, "drill-cli.other-ledger", "number", e.Number)
	}
	return drillEntry(e), err
}

// Step implements drill.Book.
func (b drillBook) Step(ctx context.Context, who app.Actor, id app.ID, state string, set schema.Values) (drill.Entry, error) {
	e, err := b.ledgers.Step(ctx, who, id, ledger.State(state), set)
	return drillEntry(e), err
}

// drillEntry is an entry as app/drill sees it.
func drillEntry(e ledger.Entry) drill.Entry {
	return drill.Entry{
		ID: e.ID, Ledger: e.Ledger, Number: e.Number, State: string(e.State), Values: e.Values, Revision: e.Revision, Updated: e.Updated,
	}
}

// drillRules reads what a pack asks of drills; nothing for a pack without rules.
func drillRules(pack string) (drill.Rules, error) {
	rules, err := drill.ReadRules(assets.DrillRules(), pack)
	if app.CodeOf(err) == app.CodeNotFound {
		return nil, nil
	}
	return rules, err
}

// entries reads all drills and alarm tests, by number.
func (d *drillDesk) entries(ctx context.Context) ([]drill.Entry, error) {
	return d.all(ctx, drill.Ledger, drill.AlarmLedger)
}

// plans reads the emergency plans, by number.
func (d *drillDesk) plans(ctx context.Context) ([]drill.Entry, error) {
	return d.all(ctx, drill.PlanLedger)
}

// all reads the records of ledgers, each by number.
func (d *drillDesk) all(ctx context.Context, ledgers ...string) ([]drill.Entry, error) {
	var list []drill.Entry
	err := d.vault.Read(ctx, func(r app.Reader) error {
		for _, name := range ledgers {
			for _, head := range d.catalog.Heads(catalog.Query{Ledger: name, Sort: []catalog.Sort{{Column: catalog.ByNumber}}}) {
				var e ledger.Entry
				if err := r.Get(app.KindEntry, head.ID, &e); err != nil {
					return err
				}
				list = append(list, drillEntry(e))
			}
		}
		return nil
	})
	return list, err
}

// settings reads what the school says about its drills; nothing until somebody did.
func (d *drillDesk) settings(ctx context.Context) (drill.Settings, error) {
	var s drill.Settings
	err := d.vault.Read(ctx, func(r app.Reader) error { return r.Get(app.KindSetting, drill.SettingsID, &s) })
	if app.CodeOf(err) == app.CodeNotFound {
		err = nil
	}
	return s, err
}

// question is what the rules of the school's pack ask, with what was held and what
// is planned.
func (d *drillDesk) question(ctx context.Context) (drill.Question, error) {
	kinds, err := d.own.kinds()
	if err != nil {
		return drill.Question{}, err
	}
	rules, err := drillRules(d.school.Pack)
	if err != nil {
		return drill.Question{}, err
	}
	settings, err := d.settings(ctx)
	if err != nil {
		return drill.Question{}, err
	}
	entries, err := d.entries(ctx)
	if err != nil {
		return drill.Question{}, err
	}
	held, planned := drill.Split(entries)
	return drill.Question{
		Rules: rules, Kinds: kinds, Site: drill.Site{School: d.school, Settings: settings},
		Calendar: d.pack.Load().calendar, Held: held, Planned: planned,
	}, nil
}

// schedule enters a drill that is to be held, with what its kind arranges and the
// classes of the last roll.
func (d *drillDesk) schedule(ctx context.Context, plan drill.Drill) (ledger.Entry, error) {
	added, err := d.take(ctx, []drill.Drill{plan}, nil)
	if err != nil {
		return ledger.Entry{}, err
	}
	return added[0], nil
}

// take enters drills that are to be held, each as schedule does, and corrects others,
// all of them or none, so that they can be taken back in one step.
func (d *drillDesk) take(ctx context.Context, plans []drill.Drill, corrections []ledger.Correction) ([]ledger.Entry, error) {
	all := make([]schema.Values, 0, len(plans))
	for _, plan := range plans {
		arranged, err := d.arranged(ctx, plan)
		if err != nil {
			return nil, err
		}
		all = append(all, arranged.Values())
	}
	return d.ledgers.AddAndCorrect(ctx, d.who, drill.Ledger, all, corrections)
}

// arranged is a plan with the classes of the last roll, with what the emergency plan
// that it tests lays down, and for the rest with what its kind arranges.
func (d *drillDesk) arranged(ctx context.Context, plan drill.Drill) (drill.Drill, error) {
	kind, err := d.kind(ctx, plan.Kind)
	if err != nil {
		return drill.Drill{}, err
	}
	if kind.Roll && len(plan.Roll) == 0 {
		entries, err := d.entries(ctx)
		if err != nil {
			return drill.Drill{}, err
		}
		plan.Roll = drill.LastRoll(entries)
	}
	plans, err := d.plans(ctx)
	if err != nil {
		return drill.Drill{}, err
	}
	if tested, ok := drill.PlanOf(plan, plans); ok {
		plan = plan.DrawnFrom(tested, false)
	}
	return kind.Arrange(plan, d.school.Lang), nil
}

// drawAnew puts what the emergency plan of a drill lays down before what the drill
// says. CodeNotFound when there is no plan that it tests.
func (d *drillDesk) drawAnew(ctx context.Context, id app.ID) error {
	e, err := d.ledgers.Entry(ctx, id)
	if err != nil {
		return err
	}
	plans, err := d.plans(ctx)
	if err != nil {
		return err
	}
	planned := drill.FromValues(e.Values)
	tested, ok := drill.PlanOf(planned, plans)
	if !ok {
		return app.Errorf(app.CodeNotFound, "window.plan.none")
	}
	_, err = d.ledgers.Change(ctx, d.who, id, planned.DrawnFrom(tested, true).Values(), e.Revision)
	return err
}

// writeAgenda writes what is planned for a school year, and what else is given, as
// an iCalendar file.
func (d *drillDesk) writeAgenda(ctx context.Context, year calendar.SchoolYear, more []drill.Held, style agenda.Style, path string) error {
	q, err := d.question(ctx)
	if err != nil {
		return err
	}
	list := slices.DeleteFunc(slices.Clone(q.Planned), func(h drill.Held) bool { return !year.Has(h.Day) })
	text, err := agenda.Write(q, append(list, more...), style)
	if err != nil {
		return err
	}
	return writeFile(path, func(f *os.File) error {
		_, err := f.Write(text)
		return err
	})
}
