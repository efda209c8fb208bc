package catalog

import (
	"runtime"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/corpus"
)

var sizes = []struct {
	name string
	n    int
}{{"1k", 1_000}, {"10k", 10_000}, {"100k", 100_000}}

var benchToday = app.MustDay("2026-11-23")

func benchRules() Rules {
	return Rules{Group: testGroup}
}

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
	for _, r := range records {
		c.AddText(r.Head.ID, r.Text)
	}
	return c, records
}

func heads(records []corpus.Record) []app.Head {
	all := make([]app.Head, len(records))
	for i, r := range records {
		all[i] = r.Head
	}
	return all
}

func BenchmarkLoad(b *testing.B) {
	for _, size := range sizes {
		b.Run("catalog/"+size.name, func(b *testing.B) {
			all := heads(corpus.Make(size.n, 1))
			for b.Loop() {
				New(benchRules()).Load(all)
			}
		})
	}
}

func BenchmarkMemory(b *testing.B) {
	for _, size := range sizes {
		b.Run("catalog/"+size.name, func(b *testing.B) {
			var before, after runtime.MemStats
			records := corpus.Make(size.n, 1)
			all := heads(records)
			runtime.GC()
			runtime.ReadMemStats(&before)
			c := New(benchRules())
			c.Load(all)
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-heads")
			for _, r := range records {
				c.AddText(r.Head.ID, r.Text)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-all")
			for b.Loop() {
				_ = c.Len()
			}
			runtime.KeepAlive(all)
			runtime.KeepAlive(records)
		})
	}
}

func BenchmarkSearchFirstPage(b *testing.B) {
	queries := []string{"消防栓", "xfs", "xiaofangshuan", "zzqqj", "shuang", "窨井盖 校长", "supplier", "无此词", "eta", "ref. 77", "wangfang", "防火监"}
	for _, size := range sizes {
		c, _ := loaded(b, size.n)
		for _, text := range queries {
			b.Run("catalog/"+size.name+"/"+text, func(b *testing.B) {
				total := 0
				for b.Loop() {
					c.texts.version++
					total = c.Page(Query{Text: text, Today: benchToday}, 0, 50).Total
				}
				b.ReportMetric(float64(total), "hits")
			})
		}
	}
}
