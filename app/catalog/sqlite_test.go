package catalog

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	_ "modernc.org/sqlite" // the engine to compare with

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/corpus"
)

// sqliteCatalog answers the same questions by SQLite.
type sqliteCatalog struct {
	tb   testing.TB
	path string
	db   *sql.DB
}

const sqliteSchema = `
CREATE TABLE entries (id TEXT UNIQUE, ledger TEXT, number TEXT, title TEXT, state TEXT, grade TEXT,
	place TEXT, owner TEXT, day TEXT, due TEXT, cells TEXT);
CREATE INDEX by_day ON entries (ledger, day DESC, number DESC);
CREATE INDEX by_all_day ON entries (day DESC, number DESC);
CREATE INDEX by_state ON entries (state, due);
CREATE INDEX by_ledger ON entries (ledger, state, grade);
CREATE INDEX by_title ON entries (title);
CREATE VIRTUAL TABLE texts USING fts5 (says, tokenize='trigram');`

const sqliteColumns = "id, ledger, number, title, state, grade, place, owner, day, due, cells"

func newSQLite(tb testing.TB, folder string, records []corpus.Record) *sqliteCatalog {
	tb.Helper()
	s := &sqliteCatalog{tb: tb, path: filepath.Join(folder, "bench.db")}
	s.reopen(tb)
	s.exec(sqliteSchema)
	tx, err := s.db.Begin()
	if err != nil {
		tb.Fatal(err)
	}
	for i, r := range records {
		h := r.Head
		_, err := tx.Exec("INSERT INTO entries (rowid, "+sqliteColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", i+1, string(h.ID),
			h.Ledger, h.Number, h.Title, h.State, h.Grade, h.Place, h.Owner, h.Day.String(), h.Due.String(), strings.Join(h.Cells, "\t"))
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := tx.Exec("INSERT INTO texts (rowid, says) VALUES (?,?)", i+1, r.Text); err != nil {
			tb.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
	s.exec("ANALYZE")
	return s
}

// reopen opens the file and reads one row, as a start does.
func (s *sqliteCatalog) reopen(tb testing.TB) {
	tb.Helper()
	if s.db != nil {
		_ = s.db.Close()
	}
	db, err := sql.Open("sqlite", s.path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)")
	if err != nil {
		tb.Fatal(err)
	}
	s.db = db
	var n int
	if err := db.QueryRow("SELECT count(*) FROM sqlite_master").Scan(&n); err != nil {
		tb.Fatal(err)
	}
}

func (s *sqliteCatalog) exec(query string, args ...any) {
	if _, err := s.db.Exec(query, args...); err != nil {
		s.tb.Fatal(err)
	}
}

func (s *sqliteCatalog) rows(query string, args ...any) []Row {
	rows, err := s.db.Query(query, args...)
	if err != nil {
		s.tb.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []Row
	for rows.Next() {
		var r Row
		var day, due, cells string
		err := rows.Scan(&r.ID, &r.Ledger, &r.Number, &r.Title, &r.State, &r.Grade, &r.Place, &r.Owner, &day, &due, &cells)
		if err != nil {
			s.tb.Fatal(err)
		}
		_ = r.Day.UnmarshalText([]byte(day))
		_ = r.Due.UnmarshalText([]byte(due))
		r.Cells = strings.Split(cells, "\t")
		all = append(all, r)
	}
	if rows.Err() != nil {
		s.tb.Fatal(rows.Err())
	}
	return all
}

func (s *sqliteCatalog) number(query string, args ...any) int {
	var n int
	if err := s.db.QueryRow(query, args...).Scan(&n); err != nil {
		s.tb.Fatal(err)
	}
	return n
}

// condition is the search as FTS5 answers it: trigrams for words of three
// characters, a scan for shorter ones.
func condition(search string) (where string, args []any) {
	var parts []string
	for word := range strings.FieldsSeq(search) {
		if utf8.RuneCountInString(word) < 3 {
			parts, args = append(parts, "says LIKE ?"), append(args, "%"+word+"%")
		} else {
			parts, args = append(parts, "texts MATCH ?"), append(args, `"`+word+`"`)
		}
	}
	return strings.Join(parts, " AND "), args
}

func (s *sqliteCatalog) search(text string, limit int) []Row {
	where, args := condition(text)
	return s.rows("SELECT "+sqliteColumns+" FROM entries WHERE rowid IN (SELECT rowid FROM texts WHERE "+where+
		") ORDER BY day DESC, number DESC LIMIT ?", append(args, limit)...)
}

func (s *sqliteCatalog) searchTotal(text string) int {
	where, args := condition(text)
	return s.number("SELECT count(*) FROM texts WHERE "+where, args...)
}

func (s *sqliteCatalog) page(ledger string, offset, limit int) []Row {
	s.number("SELECT count(*) FROM entries WHERE ledger = ?", ledger)
	return s.rows("SELECT "+sqliteColumns+" FROM entries WHERE ledger = ? ORDER BY day DESC, number DESC LIMIT ? OFFSET ?",
		ledger, limit, offset)
}

func (s *sqliteCatalog) byTitle(limit int) []Row {
	return s.rows("SELECT "+sqliteColumns+" FROM entries ORDER BY title LIMIT ?", limit)
}

func (s *sqliteCatalog) filter(limit int) []Row {
	const where = " FROM entries WHERE state IN ('ordered', 'in-progress') AND due <> '' AND due < ?"
	s.number("SELECT count(*)"+where, benchToday.String())
	return s.rows("SELECT "+sqliteColumns+where+" ORDER BY day DESC, number DESC LIMIT ?", benchToday.String(), limit)
}

func (s *sqliteCatalog) counts(ledger string) int {
	rows, err := s.db.Query("SELECT state, grade, substr(day, 1, 7), count(*) FROM entries WHERE ledger = ? GROUP BY 1, 2, 3", ledger)
	if err != nil {
		s.tb.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	total := 0
	for rows.Next() {
		var state, grade, month string
		var n int
		if err := rows.Scan(&state, &grade, &month, &n); err != nil {
			s.tb.Fatal(err)
		}
		total += n
	}
	return total
}

func (s *sqliteCatalog) save(id app.ID, state string) {
	s.exec("UPDATE entries SET state = ? WHERE id = ?", state, string(id))
}

// TestSQLiteIsAskedTheSame keeps the comparison honest: both sides find the same.
func TestSQLiteIsAskedTheSame(t *testing.T) {
	c, records := loaded(t, 400)
	s := newSQLite(t, t.TempDir(), records)
	defer func() { _ = s.db.Close() }()
	for _, search := range searches {
		page := c.Page(Query{Text: search.text, Today: benchToday}, 0, 50)
		rows := s.search(search.text, 50)
		if len(rows) != len(page.Rows) {
			t.Errorf("%s: %d rows, SQLite finds %d", search.text, len(page.Rows), len(rows))
			continue
		}
		for i := range rows {
			if rows[i].ID != page.Rows[i].ID {
				t.Errorf("%s: row %d differs", search.text, i)
			}
		}
		if got, want := c.Total(Query{Text: search.text}).Rows, s.searchTotal(search.text); got != want {
			t.Errorf("%s: total %d, SQLite %d", search.text, got, want)
		}
	}
	if got, want := len(c.Page(Query{Ledger: "hazard"}, 0, 50).Rows), len(s.page("hazard", 0, 50)); got != want {
		t.Errorf("page of %d rows, SQLite %d", got, want)
	}
}
