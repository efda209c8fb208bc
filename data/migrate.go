package data

import (
	"errors"
	"strconv"

	"github.com/asdine/storm/v3"

	"campuskeeper/app"
)

// migration changes a vault from one version to the next. It runs in the same
// transaction that stamps the version, after a backup.
type migration struct {
	name  string
	apply func(*session) error
}

// migrations are all there ever were, in order; the version of a vault is how many
// of them it has seen. A released one is never changed, only followed by another.
var migrations = []migration{
	{"lay out the first version", func(*session) error { return nil }},
}

// Keys of the meta bucket.
const (
	metaVersion  = "version"  // decimal text
	metaDatabase = "database" // id of the vault
	metaKeyFile  = "keys"     // copy of the key file
)

// metaText reads a value of the meta bucket, "" for none.
func (s *session) metaText(key string) (string, error) {
	var text []byte
	err := s.get(metaBucket, key, &text)
	if errors.Is(err, storm.ErrNotFound) {
		return "", nil
	}
	return string(text), err
}

// version reads the version of the database.
func (s *session) version() (int, error) {
	text, err := s.metaText(metaVersion)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, &damage{"no version"}
	}
	return n, nil
}

// migrateFrom runs the migrations that a database of some version has not seen and
// stamps the new version.
func (s *session) migrateFrom(version int, list []migration) error {
	for _, m := range list[version:] {
		if err := m.apply(s); err != nil {
			return app.Wrap(explain(err), app.CodeOf(explain(err)), "vault.migration", "name", m.name)
		}
	}
	return s.set(metaBucket, metaVersion, []byte(strconv.Itoa(len(list))))
}
