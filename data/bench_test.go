package data

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// The budgets stand in the design: a save costs at most twice one commit of bbolt,
// heads of 100,000 records are there well within a second.

func BenchmarkSave(b *testing.B) {
	b.Run("vault", func(b *testing.B) {
		v, _ := newVault(b, testOptions(b))
		put(b, v, hazards(1000)...)
		b.ResetTimer()
		for n := 0; b.Loop(); n++ {
			put(b, v, hazard(app.NewID(), n))
		}
	})
	b.Run("bbolt", func(b *testing.B) {
		db, err := bolt.Open(filepath.Join(b.TempDir(), "plain.db"), fileMode, nil)
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		value := make([]byte, 700)
		put := func() {
			err := db.Update(func(tx *bolt.Tx) error {
				bucket, err := tx.CreateBucketIfNotExists([]byte("entry"))
				if err != nil {
					return err
				}
				return bucket.Put([]byte(app.NewID()), value)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		for range 100 {
			put()
		}
		b.ResetTimer()
		for b.Loop() {
			put()
		}
	})
}

var benchSizes = []int{1_000, 10_000, 100_000}

func hazards(n int) []app.Record {
	records := make([]app.Record, n)
	for i := range records {
		records[i] = hazard(app.NewID(), i)
	}
	return records
}

func BenchmarkBatch(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			var peak uint64
			for b.Loop() {
				b.StopTimer()
				v, _ := newVault(b, testOptions(b))
				records := hazards(size)
				runtime.GC()
				b.StartTimer()
				put(b, v, records...)
				b.StopTimer()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapSys-m.HeapReleased)
				closeVault(b, v)
				b.StartTimer()
			}
			b.ReportMetric(float64(peak>>20), "heap-MB")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*size), "us/record")
		})
	}
}

func BenchmarkHeads(b *testing.B) {
	for _, size := range benchSizes {
		v, _ := newVault(b, testOptions(b))
		put(b, v, hazards(size)...)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				heads, err := v.Heads(context.Background())
				if err != nil || len(heads) != size {
					b.Fatal(len(heads), err)
				}
			}
		})
		closeVault(b, v)
	}
}

func BenchmarkOpen(b *testing.B) {
	o := testOptions(b)
	v, _ := newVault(b, o)
	put(b, v, hazards(100_000)...)
	closeVault(b, v)
	for b.Loop() {
		closeVault(b, openVault(b, o))
	}
}

func BenchmarkBackup(b *testing.B) {
	v, _ := newVault(b, testOptions(b))
	put(b, v, hazards(100_000)...)
	b.ResetTimer()
	var size int64
	for b.Loop() {
		backup, err := v.Backup(context.Background(), "")
		if err != nil {
			b.Fatal(err)
		}
		size = backup.Size
	}
	b.ReportMetric(float64(size>>20), "file-MB")
}

func BenchmarkCheck(b *testing.B) {
	v, _ := newVault(b, testOptions(b))
	put(b, v, hazards(100_000)...)
	b.ResetTimer()
	for b.Loop() {
		if r, err := v.Check(context.Background(), nil); err != nil || !r.Whole() {
			b.Fatal(r.Problems, err)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	v, _ := newVault(b, testOptions(b))
	records := hazards(10_000)
	put(b, v, records...)
	b.ResetTimer()
	for n := 0; b.Loop(); n++ {
		if _, err := get(v, records[n%len(records)].ID); err != nil {
			b.Fatal(err)
		}
	}
}
