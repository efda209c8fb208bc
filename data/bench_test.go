package data

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// The budgets stand in the design: a save costs at most twice one commit of bbolt,
// heads of 100,000 records are there well within a second.

// BenchmarkSave saves one record and, in turn, puts one value into a plain bbolt file
// beside it, so that both meet the same moods of the disk.
func BenchmarkSave(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			v, _ := newVault(b, testOptions(b))
			put(b, v, hazards(size)...)
			plain := plainBolt(b, size)
			var mine, theirs time.Duration
			n := 0
			for b.Loop() {
				started := time.Now()
				put(b, v, hazard(app.NewID(), n))
				between := time.Now()
				putPlain(b, plain, 1)
				mine, theirs = mine+between.Sub(started), theirs+time.Since(between)
				n++
			}
			b.ReportMetric(float64(mine.Microseconds())/float64(n), "us/save")
			b.ReportMetric(float64(theirs.Microseconds())/float64(n), "us/bbolt")
			b.ReportMetric(float64(mine)/float64(theirs), "times")
			closeVault(b, v)
		})
	}
}

// plainBolt is a bbolt file with as many values.
func plainBolt(b *testing.B, size int) *bolt.DB {
	b.Helper()
	db, err := bolt.Open(filepath.Join(b.TempDir(), "plain.db"), fileMode, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	for done := 0; done < size; done += 1000 {
		putPlain(b, db, 1000)
	}
	return db
}

func putPlain(b *testing.B, db *bolt.DB, count int) {
	b.Helper()
	value := make([]byte, 700)
	err := db.Update(func(tx *bolt.Tx) error {
		bucket, err := tx.CreateBucketIfNotExists([]byte("entry"))
		for range count {
			if err == nil {
				err = bucket.Put([]byte(app.NewID()), value)
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
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

func BenchmarkVerify(b *testing.B) {
	v, _ := newVault(b, testOptions(b))
	put(b, v, hazards(100_000)...)
	backup, err := v.Backup(context.Background(), "")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := VerifyFile(backup.Path); err != nil {
			b.Fatal(err)
		}
	}
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
