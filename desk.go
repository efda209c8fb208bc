package main

import (
	"context"
	"runtime/debug"
	"sync/atomic"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/reminder"
	"campuskeeper/assets"
	"campuskeeper/data"
)

// desk is an open school: the vault and the services over it, wired.
type desk struct {
	vault     *data.Vault
	ledgers   *ledger.Service
	catalog   *catalog.Catalog
	pack      atomic.Pointer[pack] // read beside the window too
	reminders *reminder.Service
	bundles   *bundle.Service
	drills    *drillDesk
	school    app.School
	who       app.Actor
}

// vaultOptions say where the school of this home lies. A database file that may be
// damaged is looked into by a second process of this program (see verify-db), so
// that only that one dies of it.
func (p *program) vaultOptions(clock app.Clock) data.Options {
	o := data.Options{Dir: p.home, Clock: clock, Log: p.log}
	if p.self != "" {
		o.CheckInChild = data.InChild(p.self, "verify-db")
	}
	return o
}

// open unlocks the school of this home with the passphrase and wires the services.
func (p *program) open(ctx context.Context) (*desk, error) {
	if !data.Exists(p.home) {
		return nil, app.Errorf(app.CodeNotFound, "cli.no-school", "home", p.home)
	}
	passphrase, err := p.passphrase(false)
	if err != nil {
		return nil, err
	}
	return p.openWith(ctx, data.Passphrase(passphrase), p.clock)
}

func (p *program) openWith(ctx context.Context, key data.Key, clock app.Clock) (*desk, error) {
	vault, err := data.Open(ctx, p.vaultOptions(clock), key)
	if err != nil {
		return nil, err
	}
	return p.wire(ctx, vault, clock)
}

// wire puts the services on an open vault. The vault is closed when that fails.
func (p *program) wire(ctx context.Context, vault *data.Vault, clock app.Clock) (_ *desk, err error) {
	d := &desk{vault: vault}
	defer func() {
		if err != nil {
			_ = vault.Close() // the first failure is the one to tell
		}
	}()
	library, err := readLibrary()
	if err != nil {
		return nil, err
	}
	if d.ledgers, err = ledger.New(ctx, vault, library); err != nil {
		return nil, err
	}
	if d.school, err = readSchool(ctx, vault); err != nil {
		return nil, err
	}
	d.who = app.Actor{Name: d.school.Director, Role: app.RoleDirector}
	d.catalog = catalog.New(catalogRules(library))
	heads, err := vault.Heads(ctx)
	if err != nil {
		return nil, err
	}
	d.catalog.Load(heads)
	debug.FreeOSMemory() // the passphrase took 64 MB to check, which nobody needs again
	vault.Subscribe(d.catalog.Apply)
	if err = d.usePack(ctx, d.school); err != nil {
		return nil, err
	}
	d.drills = newDrillDesk(d, p.home, clock, p.watch)
	d.drills.useKinds()
	d.reminders = reminder.New(vault, clock, d.drills, d.remindOf)
	d.bundles, err = p.bundleService(d, clock)
	return d, err
}

// readLibrary reads the ledgers that come with the program.
func readLibrary() (*ledger.Library, error) {
	return ledger.ReadLibrary(assets.Loops(), assets.Ledgers())
}

// lastBackup is when the newest backup in the standard place was made.
func (d *desk) lastBackup() (time.Time, error) {
	backups, err := data.Backups(d.vault.BackupFolder())
	if err != nil || len(backups) == 0 {
		return time.Time{}, err
	}
	return backups[0].Made, nil
}

// remindOf is what reminders depend on at present.
func (d *desk) remindOf() reminder.Input {
	pack := d.pack.Load()
	return reminder.Input{
		Records: d.catalog, Rules: pack.rules, Calendar: pack.calendar, Since: pack.since, Open: d.ledgers.Library().IsOpen,
	}
}

// bundleService wires the bundles with what prints and writes for them.
func (p *program) bundleService(d *desk, clock app.Clock) (*bundle.Service, error) {
	profiles, err := bundle.ReadProfiles(assets.Recipients(), d.ledgers.Library())
	if err != nil {
		return nil, err
	}
	machine, err := printer()
	if err != nil {
		return nil, err
	}
	papers := bundle.NewPapers(machine, p.words).WithDrills(d.drills.paperKind)
	return bundle.New(bundle.Deps{
		Store: d.vault, Library: d.ledgers.Library(), Attachments: d.vault, Clock: clock, Words: p.words, Profiles: profiles,
		Version: version,
		Heads:   func(context.Context) ([]app.Head, error) { return d.catalog.Heads(catalog.Query{}), nil },
		Chain: func(context.Context) (bundle.ChainHead, error) {
			seq, mac := d.vault.ChainHead()
			return bundle.ChainHead{Seq: seq, MAC: mac}, nil
		},
		Printer:  papers,
		Workbook: papers,
	}), nil
}

// Close leaves the school in order: the sidecar manifest is written by the vault.
func (d *desk) Close() error { return d.vault.Close() }

// catalogRules tell the catalog what the loops know of states.
func catalogRules(library *ledger.Library) catalog.Rules {
	return catalog.Rules{Group: func(name, state string) catalog.Group {
		t, err := library.Template(name)
		if err != nil {
			return catalog.Open
		}
		s, ok := library.Loop(t).State(ledger.State(state))
		switch {
		case !ok:
			return catalog.Closed // a ledger without a loop: nothing is left to do
		case s.Name == ledger.Void:
			return catalog.Void
		case s.Check:
			return catalog.Reinspect
		case s.Open:
			return catalog.Open
		}
		return catalog.Closed
	}}
}

func readSchool(ctx context.Context, store app.Store) (app.School, error) {
	var school app.School
	err := store.Read(ctx, func(r app.Reader) error { return r.Get(app.KindSetting, app.SchoolID, &school) })
	return school, err
}

func writeSchool(ctx context.Context, store app.Store, school app.School) error {
	who := app.Actor{Name: school.Director, Role: app.RoleDirector}
	return store.Write(ctx, who, func(w app.Writer) error {
		return w.Put(app.Record{
			Kind: app.KindSetting, ID: app.SchoolID, Value: school, Sensitivity: app.Internal,
			History: &app.History{Action: "school", Note: school.Name},
		})
	})
}

// byNumber finds an entry by its number.
func (d *desk) byNumber(number string) (app.ID, error) {
	id, ok := d.catalog.ByNumber(number)
	if !ok {
		return "", app.Errorf(app.CodeNotFound, "ledger.number.unknown", "number", number)
	}
	return id, nil
}
