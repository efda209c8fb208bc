package ledger

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"sync"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Library holds the loops and every version of every template. It is safe for use
// from several goroutines.
type Library struct {
	mu     sync.RWMutex
	loops  map[string]Loop
	newest map[string]Template
	all    map[string]Template // name@version
	files  map[string][]byte   // name@version, as read
	names  []string            // by code
}

// ReadLibrary reads the loops and templates that come with the program.
func ReadLibrary(loops, ledgers fs.FS) (*Library, error) {
	l := &Library{loops: map[string]Loop{}, newest: map[string]Template{}, all: map[string]Template{}, files: map[string][]byte{}}
	if err := eachFile(loops, func(file []byte) error {
		loop, err := ReadLoop(file)
		l.loops[loop.Name] = loop
		return err
	}); err != nil {
		return nil, err
	}
	return l, eachFile(ledgers, func(file []byte) error {
		_, err := l.add(file)
		return err
	})
}

func eachFile(folder fs.FS, read func([]byte) error) error {
	names, err := fs.Glob(folder, "*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		file, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		if err := read(file); err != nil {
			return app.Wrap(err, app.CodeInvalid, "template.file", "file", path.Base(name))
		}
	}
	return nil
}

// add takes a template in; the highest version of a name is the one in use.
func (l *Library) add(file []byte) (Template, error) {
	t, err := ReadTemplate(file, l.loops)
	if err != nil {
		return Template{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	key := versionKey(t.Name, t.Version)
	l.all[key], l.files[key] = t, file
	if t.Version >= l.newest[t.Name].Version {
		l.newest[t.Name] = t
	}
	l.names = make([]string, 0, len(l.newest))
	for name := range l.newest {
		l.names = append(l.names, name)
	}
	sort.Slice(l.names, func(i, j int) bool {
		a, b := l.newest[l.names[i]], l.newest[l.names[j]]
		return a.Code+a.Name < b.Code+b.Name
	})
	return t, nil
}

// Widen adds words to those that a field of a ledger may have, in all its versions,
// such as the kinds of drills of a school's own. The template files stay as they are.
func (l *Library) Widen(ledger, field string, more []schema.Category) {
	l.mu.Lock()
	defer l.mu.Unlock()
	widen := func(t Template) Template {
		t.Fields = slices.Clone(t.Fields)
		for i, f := range t.Fields {
			if f.Name == field {
				t.Fields[i].Categories = slices.Concat(f.Categories, more)
			}
		}
		return t
	}
	for key, t := range l.all {
		if t.Name == ledger {
			l.all[key] = widen(t)
		}
	}
	if t, ok := l.newest[ledger]; ok {
		l.newest[ledger] = widen(t)
	}
}

func versionKey(name string, version int) string { return name + "@" + strconv.Itoa(version) }

// Templates lists the templates in use, by code.
func (l *Library) Templates() []Template {
	l.mu.RLock()
	defer l.mu.RUnlock()
	list := make([]Template, len(l.names))
	for i, name := range l.names {
		list[i] = l.newest[name]
	}
	return list
}

// Template returns the template in use of a ledger; CodeNotFound when there is none.
func (l *Library) Template(name string) (Template, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	t, ok := l.newest[name]
	if !ok {
		return Template{}, app.Errorf(app.CodeNotFound, "ledger.unknown", "name", name)
	}
	return t, nil
}

// Of returns the template an entry was written with, or the one in use when that
// version is gone.
func (l *Library) Of(e Entry) (Template, error) {
	l.mu.RLock()
	t, ok := l.all[versionKey(e.Ledger, e.Template)]
	l.mu.RUnlock()
	if ok {
		return t, nil
	}
	return l.Template(e.Ledger)
}

// Loop returns the loop of a template.
func (l *Library) Loop(t Template) Loop { return l.loops[t.Loop] }

// IsOpen says whether an entry of that ledger in that state still has to be dealt
// with: what "late" and "due" mean depends on it.
func (l *Library) IsOpen(ledger, state string) bool {
	t, err := l.Template(ledger)
	return err == nil && l.loops[t.Loop].IsOpen(State(state))
}

// storedTemplate keeps a template file in the vault, so that an entry's version
// outlives an update of the program.
type storedTemplate struct {
	Name    string
	Version int
	File    []byte
}

func templateID(name string, version int) app.ID {
	return app.DerivedID(sha256.Sum256([]byte("template " + versionKey(name, version))))
}

// sync brings library and vault together: templates that a school added come in,
// shipped versions that the vault does not hold yet are stored.
func (l *Library) sync(ctx context.Context, store app.Store) error {
	stored := map[string]bool{}
	err := store.Read(ctx, func(r app.Reader) error {
		return r.Each(app.KindTemplate, func(_ app.ID, decode func(any) error) error {
			var s storedTemplate
			if err := decode(&s); err != nil {
				return err
			}
			stored[versionKey(s.Name, s.Version)] = true
			if _, have := l.all[versionKey(s.Name, s.Version)]; have {
				return nil
			}
			_, err := l.add(s.File)
			return err
		})
	})
	if err != nil {
		return err
	}
	var missing []app.Record
	for key, t := range l.all {
		if !stored[key] {
			missing = append(missing, templateRecord(t, l.files[key], "shipped"))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	err = store.Write(ctx, app.System, func(w app.Writer) error { return w.Put(missing...) })
	if app.CodeOf(err) == app.CodeReadOnly {
		return nil
	}
	return err
}

func templateRecord(t Template, file []byte, action string) app.Record {
	return app.Record{
		Kind: app.KindTemplate, ID: templateID(t.Name, t.Version), Sensitivity: app.Public,
		Value:   storedTemplate{t.Name, t.Version, file},
		History: &app.History{Action: "template", Note: versionKey(t.Name, t.Version) + " " + action},
	}
}

// errStop ends a walk early.
var errStop = errors.New("stop")
