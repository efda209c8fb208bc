package catalog

import (
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/corpus"
)

// The benchmarks ask the catalog and SQLite (modernc, FTS5 with trigrams, indexes on
// what lists ask for) the same questions about the same records in the same run:
//
//	go test -run - -bench . ./app/catalog
//
// Budgets at 100k on two cores: a keystroke 16 ms, a list page or filter 5 ms.

var sizes = []struct {
	name string
	n    int
}{{"1k", 1_000}, {"10k", 10_000}, {"100k", 100_000}}

var benchToday = app.MustDay("2026-11-23")

func benchRules() Rules { return Rules{Group: testGroup} }

func testGroup(_, state string) Group {
	switch state {
	case "closed", "look-back":
		return Closed
	case "void":
		return Void
	case "submitted":
		return Reinspect
	}
	return Open
}

// loaded returns a catalog of n records with all text.
func loaded(tb testing.TB, n int) (*Catalog, []corpus.Record) {
	tb.Helper()
	records := corpus.Make(n, 1)
	c := New(benchRules())
	c.Load(heads(records))
	for batch := range slices.Chunk(texts(records), textBatch) {
		c.AddTexts(batch)
	}
	return c, records
}

// textBatch is how many texts the program brings at a time.
const textBatch = 256

func texts(records []corpus.Record) []Text {
	all := make([]Text, len(records))
	for i, r := range records {
		all[i] = Text{r.Head.ID, r.Text}
	}
	return all
}

func heads(records []corpus.Record) []app.Head {
	all := make([]app.Head, len(records))
	for i, r := range records {
		all[i] = r.Head
	}
	return all
}

// rival is both sides of one size, each made once for all benchmarks.
type rival struct {
	catalog *Catalog
	records []corpus.Record
	sqlite  *sqliteCatalog
	folder  string
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, r := range rivals {
		if r.sqlite != nil {
			_ = r.sqlite.db.Close()
			_ = os.RemoveAll(r.folder)
		}
	}
	os.Exit(code)
}

var (
	rivalsMu sync.Mutex
	rivals   = map[int]*rival{}
)

func rivalOf(b *testing.B, n int) *rival {
	b.Helper()
	rivalsMu.Lock()
	defer rivalsMu.Unlock()
	if rivals[n] == nil {
		c, records := loaded(b, n)
		rivals[n] = &rival{catalog: c, records: records}
	}
	return rivals[n]
}

// sqliteRivalOf is rivalOf with the other side, which takes long to make.
func sqliteRivalOf(b *testing.B, n int) *rival {
	b.Helper()
	r := rivalOf(b, n)
	if r.sqlite == nil {
		folder, err := os.MkdirTemp("", "catalog-bench")
		if err != nil {
			b.Fatal(err)
		}
		r.folder, r.sqlite = folder, newSQLite(b, folder, r.records)
	}
	return r
}

// each runs one question against both sides at every size; either may be nil.
func each(b *testing.B, name string, catalog func(*rival), sqlite func(*rival)) {
	for _, size := range sizes {
		if catalog != nil {
			b.Run("catalog/"+size.name+name, func(b *testing.B) {
				r := rivalOf(b, size.n)
				for b.Loop() {
					catalog(r)
				}
			})
		}
		if sqlite != nil {
			b.Run("sqlite/"+size.name+name, func(b *testing.B) {
				r := sqliteRivalOf(b, size.n)
				for b.Loop() {
					sqlite(r)
				}
			})
		}
	}
}

// forget makes the next question one that was not asked before.
func (c *Catalog) forget() {
	c.mu.Lock()
	c.version++
	c.mu.Unlock()
}

// BenchmarkStart is what stands between opening and a usable list: SQLite has its
// indexes on disk and only opens.
func BenchmarkStart(b *testing.B) {
	for _, size := range sizes {
		b.Run("catalog/"+size.name, func(b *testing.B) {
			all := heads(rivalOf(b, size.n).records)
			for b.Loop() {
				New(benchRules()).Load(all)
			}
		})
		b.Run("sqlite/"+size.name, func(b *testing.B) {
			r := sqliteRivalOf(b, size.n)
			for b.Loop() {
				r.sqlite.reopen(b)
			}
		})
	}
}

// BenchmarkText is the text of all records made searchable, by one goroutine.
func BenchmarkText(b *testing.B) {
	for _, size := range sizes {
		b.Run("catalog/"+size.name, func(b *testing.B) {
			records := rivalOf(b, size.n).records
			for b.Loop() {
				b.StopTimer()
				c := New(benchRules())
				c.Load(heads(records))
				b.StartTimer()
				for batch := range slices.Chunk(texts(records), textBatch) {
					c.AddTexts(batch)
				}
			}
		})
	}
}

var searches = []struct{ name, text string }{
	{"many", "消防栓"},
	{"two", "校长"},
	{"one-hit", "00077"},
	{"none", "无此词"},
	{"words", "窨井盖 supplier"},
}

func BenchmarkSearchFirstPage(b *testing.B) {
	for _, s := range searches {
		each(b, "/"+s.name,
			func(r *rival) {
				r.catalog.forget()
				r.catalog.Page(Query{Text: s.text, Today: benchToday}, 0, 50)
			},
			func(r *rival) { r.sqlite.search(s.text, 50) })
	}
	for _, s := range []struct{ name, text string }{
		{"initials", "xfs"},
		{"pinyin", "xiaofangshuan"},
		{"pinyin-rare", "wangfang"},
		{"pinyin-none", "zzqqj"},
		{"letters-rare", "eta"},
		{"pinyin-few", "zhangw"},
	} {
		each(b, "/"+s.name, func(r *rival) {
			r.catalog.forget()
			r.catalog.Page(Query{Text: s.text, Today: benchToday}, 0, 50)
		}, nil)
	}
}

// BenchmarkTyping is a whole word typed letter by letter: divide by 13 for a
// keystroke.
func BenchmarkTyping(b *testing.B) {
	const word = "xiaofangshuan"
	each(b, "", func(r *rival) {
		r.catalog.forget()
		for n := range len(word) {
			r.catalog.Page(Query{Text: word[:n+1], Today: benchToday}, 0, 50)
		}
	}, nil)
}

func BenchmarkSearchTotal(b *testing.B) {
	for _, s := range searches {
		each(b, "/"+s.name,
			func(r *rival) {
				r.catalog.forget()
				r.catalog.Total(Query{Text: s.text, Today: benchToday})
			},
			func(r *rival) { r.sqlite.searchTotal(s.text) })
	}
}

func BenchmarkListPage(b *testing.B) {
	each(b, "/first",
		func(r *rival) {
			r.catalog.forget()
			r.catalog.Page(Query{Ledger: "hazard", Today: benchToday}, 0, 50)
		},
		func(r *rival) { r.sqlite.page("hazard", 0, 50) })
	each(b, "/middle",
		func(r *rival) {
			r.catalog.forget()
			r.catalog.Page(Query{Ledger: "hazard", Today: benchToday}, len(r.records)/40, 50)
		},
		func(r *rival) { r.sqlite.page("hazard", len(r.records)/40, 50) })
	each(b, "/by-title", // an order that is not kept yet
		func(r *rival) {
			r.catalog.forget()
			r.catalog.Page(Query{Sort: []Sort{{ByTitle, false}}, Today: benchToday}, 0, 50)
		},
		func(r *rival) { r.sqlite.byTitle(50) })
	for _, column := range []Column{ByNumber, ByOwner, ByState, Cell(1)} {
		each(b, "/by-"+string(column), func(r *rival) {
			r.catalog.forget()
			r.catalog.Page(Query{Sort: []Sort{{column, false}}, Today: benchToday}, 0, 50)
		}, nil)
	}
}

// BenchmarkFilter asks for all that is open and due, in every ledger, by due day,
// with the exact total.
func BenchmarkFilter(b *testing.B) {
	each(b, "",
		func(r *rival) {
			r.catalog.forget()
			r.catalog.Page(Query{
				States: []string{"ordered", "in-progress"}, DueBefore: benchToday, Today: benchToday,
			}, 0, 50)
		},
		func(r *rival) { r.sqlite.filter(50) })
}

func BenchmarkCounts(b *testing.B) {
	each(b, "",
		func(r *rival) { r.catalog.Counts("hazard", benchToday) },
		func(r *rival) { r.sqlite.counts("hazard") })
}

// BenchmarkSaveVisible changes one record and shows the first page of its ledger.
// SQLite does it in a transaction that is not forced to the disk.
func BenchmarkSaveVisible(b *testing.B) {
	i := 0
	each(b, "",
		func(r *rival) {
			i++
			before := r.records[i%len(r.records)].Head
			after := before
			after.State, after.Revision = nextState(i), before.Revision+i
			r.catalog.Apply([]app.Change{{Kind: app.KindEntry, ID: before.ID, Before: &before, After: &after}})
			r.catalog.Page(Query{Ledger: before.Ledger, Today: benchToday}, 0, 50)
		},
		func(r *rival) {
			i++
			h := r.records[i%len(r.records)].Head
			r.sqlite.save(h.ID, nextState(i))
			r.sqlite.page(h.Ledger, 0, 50)
		})
}

// nextState gives the i-th save a state.
func nextState(i int) string { return corpus.States[i%len(corpus.States)] }

// BenchmarkMemory reports what the catalog takes at rest, in bytes of the heap.
func BenchmarkMemory(b *testing.B) {
	for _, size := range sizes {
		b.Run("catalog/"+size.name, func(b *testing.B) {
			heap := func() float64 {
				var m runtime.MemStats
				runtime.GC()
				runtime.GC()
				runtime.ReadMemStats(&m)
				return float64(m.HeapAlloc) / 1e6
			}
			records := corpus.Make(size.n, 2)
			text := 0
			for _, r := range records {
				text += len(r.Text)
			}
			all := heads(records)
			before := heap()
			c := New(benchRules())
			c.Load(all)
			loaded := heap() - before
			for batch := range slices.Chunk(texts(records), textBatch) {
				c.AddTexts(batch)
			}
			full := heap() - before
			for b.Loop() {
				c.Len()
			}
			b.ReportMetric(loaded, "MB-heads")
			b.ReportMetric(full, "MB-all")
			b.ReportMetric(float64(text)/1e6, "MB-text-given")
			runtime.KeepAlive(records)
			runtime.KeepAlive(all)
		})
	}
}
