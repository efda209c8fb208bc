package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"text/tabwriter"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/data"
)

// bench measures the budgets of the design on this computer, in a school of its own
// that is thrown away. Comparisons with other programs are in `make bench`.
func bench(ctx context.Context, p *program, args []string) error {
	set := flags("bench")
	count := set.Int("entries", 100_000, "")
	if _, err := parse(set, args, 0, 0); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "campuskeeper-bench-")
	if err != nil {
		return app.Wrap(err, app.CodeInternal, "cli.file.write", "file", os.TempDir())
	}
	defer func() { _ = os.RemoveAll(folder) }() // a left-over of a measurement
	b := &benchmark{program: *p, count: max(1, *count)}
	b.home = filepath.Join(folder, "school")
	return b.measure(ctx)
}

type benchmark struct {
	program
	count int
	rows  []benchRow
}

type benchRow struct {
	what, budget, measured string
}

const benchPassphrase = "a school of its own 7"

func (b *benchmark) measure(ctx context.Context) error {
	school := app.School{Name: "Bench", Type: "primary", Pack: "cn", Lang: app.Chinese, Director: "Bench"}
	_, err := b.create(ctx, school, benchPassphrase, b.clock, func(d *desk) error {
		return b.timed("import", "", func() error {
			_, err := d.ledgers.Import(ctx, d.who, ledger.Import{File: "bench", Rows: benchRows(b.count)})
			return err
		})
	})
	if err != nil {
		return err
	}
	var d *desk
	if err := b.timed("unlock, open, heads in memory", "1.5 s", func() (err error) {
		d, err = b.openWith(ctx, data.Passphrase(benchPassphrase), b.clock)
		return err
	}); err != nil {
		return err
	}
	if err := b.timed("search ready", "1 s", func() error { return d.loadTexts(ctx) }); err != nil {
		return err
	}
	b.heap()
	b.queries(d)
	if err := b.timed("first reminders, all that is late", "1 s", func() error {
		_, err := d.reminders.TakeAll(ctx)
		return err
	}); err != nil {
		return err
	}
	if err := b.saves(ctx, d); err != nil {
		return err
	}
	if err := b.order(ctx, d); err != nil {
		return err
	}
	b.print()
	return d.Close()
}

func (b *benchmark) timed(what, budget string, do func() error) error {
	start := time.Now()
	err := do()
	b.row(what, budget, time.Since(start))
	return err
}

// median runs do several times and keeps the middle one.
func (b *benchmark) median(what, budget string, times int, do func(i int)) {
	took := make([]time.Duration, times)
	for i := range took {
		start := time.Now()
		do(i)
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	b.row(what, budget, took[times/2])
}

func (b *benchmark) row(what, budget string, took time.Duration) {
	b.rows = append(b.rows, benchRow{what, budget, took.Round(10 * time.Microsecond).String()})
}

// heap notes what is held in memory once everything is loaded.
func (b *benchmark) heap() {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.rows = append(b.rows, benchRow{
		"memory held, without a window", "250 MB with it", fmt.Sprintf("%.0f MB", float64(m.HeapAlloc)/(1<<20)),
	})
}

func (b *benchmark) queries(d *desk) {
	const page = 50
	today := app.DayOf(b.clock.Now())
	b.median("list page", "5 ms", 21, func(i int) {
		d.catalog.Page(catalog.Query{Ledger: "hazard", Today: today}, i*page, page)
	})
	b.median("filter by state and due", "5 ms", 21, func(i int) {
		d.catalog.Page(catalog.Query{Ledger: "hazard", Group: catalog.Open, DueBefore: today.AddDays(i), Today: today}, 0, page)
	})
	for _, column := range []catalog.Column{catalog.ByTitle, catalog.ByNumber, catalog.ByOwner} {
		b.median("list page, first by "+string(column), "5 ms", 5, func(i int) {
			// Another period each time, so that no answer is remembered.
			period := app.Period{To: today.AddDays(i)}
			d.catalog.Page(catalog.Query{Period: period, Today: today, Sort: []catalog.Sort{{Column: column}}}, 0, page)
		})
	}
	for _, text := range []string{"消", "消防栓", "xfs", "xiaofangshuan", "zhangf", "第777处", "no such text"} {
		b.median("search "+text, "16 ms", 5, func(i int) {
			d.catalog.Page(catalog.Query{Text: text, Period: app.Period{To: today.AddDays(i)}, Today: today}, 0, page)
		})
	}
}

func (b *benchmark) saves(ctx context.Context, d *desk) error {
	var failure error
	b.median("save one record, durable", "2 commits", 21, func(i int) {
		if _, err := d.ledgers.Add(ctx, d.who, "hazard", benchValues(b.count+i)); err != nil {
			failure = err
		}
	})
	return failure
}

func (b *benchmark) order(ctx context.Context, d *desk) error {
	rows := d.catalog.Page(catalog.Query{Ledger: "hazard"}, 0, 1).Rows
	var failure error
	b.median("one printed order", "30 ms", 11, func(int) {
		doc, err := b.press(d).document(ctx, paper{Entry: rows[0].ID, Form: formOrder})
		if err == nil {
			_, err = b.press(d).pdf(discard{}, doc)
		}
		if err != nil {
			failure = err
		}
	})
	return failure
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func (b *benchmark) print() {
	table := tabwriter.NewWriter(b.out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintf(table, "%d entries\tmeasured\tbudget\n", b.count)
	for _, r := range b.rows {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", r.what, r.measured, r.budget)
	}
	_ = table.Flush() // a closed pipe is the reader's choice
}

func benchRows(count int) []ledger.ImportRow {
	rows := make([]ledger.ImportRow, count)
	for i := range rows {
		rows[i] = ledger.ImportRow{Where: fmt.Sprintf("row %d", i+1), Ledger: "hazard", Key: fmt.Sprint(i), Values: benchValues(i)}
		if i%3 > 0 {
			rows[i].State = ledger.Closed
		}
	}
	return rows
}

var (
	benchPlaces   = []string{"B楼梯二层", "食堂库房", "运动场", "第二实验室", "1号宿舍楼", "校车停靠区", "Library", "Gatehouse"}
	benchProblems = []string{"室内消防栓箱内缺水带", "插座面板破裂，带电部分外露", "燃气报警器检定过期", "Fire door wedged open", "扶手松动", "应急照明灯不亮"}
	benchPeople   = []string{"方淑琴", "陆建平", "K. Lindqvist", "何立新"}
)

// benchValues is an entry of about 1 KB, half of it Chinese.
func benchValues(i int) schema.Values {
	found := app.MustDay("2020-01-01").AddDays(i % 2500)
	return schema.Values{
		"foundOn": found.String(), "source": "inspection", "category": "fire", "level": "general",
		"place":       benchPlaces[i%len(benchPlaces)] + fmt.Sprint(i%97),
		"description": fmt.Sprintf("%s（第%d处）", benchProblems[i%len(benchProblems)], i),
		"responsible": benchPeople[i%len(benchPeople)],
		"measure":     "立即清除并修复，张贴标识，完成前每日巡查两次并做好记录，完成后通知安全办公室复查。 Put right at once, patrol twice a day until then, and tell the safety office.",
		"protection":  "现场设置警示标志，安排专人看护。", "deadline": found.AddDays(7 + i%20).String(),
	}
}
