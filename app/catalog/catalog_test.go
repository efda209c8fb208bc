package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/catalog/internal/corpus"
	"campuskeeper/app/catalog/internal/text"
)

// model is the catalog as one would write it without a thought of speed.
type model struct {
	heads map[app.ID]app.Head
	texts map[app.ID]string
	coded map[string][]byte // by text, to go through it once
}

func newModel() *model {
	return &model{map[app.ID]app.Head{}, map[app.ID]string{}, map[string][]byte{}}
}

func (m *model) all() []app.Head {
	var all []app.Head
	for _, h := range m.heads {
		all = append(all, h)
	}
	return all
}

func (m *model) passes(q Query, h app.Head) bool {
	group := testGroup(h.Ledger, h.State)
	open := group == Open || group == Reinspect
	if q.Ledger != "" && h.Ledger != q.Ledger ||
		len(q.States) > 0 && !slices.Contains(q.States, h.State) ||
		len(q.Grades) > 0 && !slices.Contains(q.Grades, h.Grade) ||
		!q.Period.From.IsZero() && (h.Day.IsZero() || h.Day.Before(q.Period.From)) ||
		!q.Period.To.IsZero() && (h.Day.IsZero() || h.Day.After(q.Period.To)) ||
		!q.DueBefore.IsZero() && (h.Due.IsZero() || !h.Due.Before(q.DueBefore)) ||
		q.Owner != "" && h.Owner != q.Owner ||
		q.UpTo != "" && !q.UpTo.AtLeast(h.Sensitivity) {
		return false
	}
	switch q.Group {
	case Any:
	case Open:
		if !open {
			return false
		}
	case Overdue:
		if !open || h.Due.IsZero() || !h.Due.Before(q.Today) {
			return false
		}
	default:
		if group != q.Group {
			return false
		}
	}
	says := strings.Join([]string{h.Number, h.Title, h.Place, h.Owner, m.texts[h.ID]}, "\n")
	coded, known := m.coded[says]
	if !known {
		coded = text.Append(nil, text.Fold(says))
		m.coded[says] = coded
	}
	sign := text.Sign(coded)
	return text.Compile(q.Text, nil).Match(coded, &sign)
}

// sorted answers a query by going through everything.
func (m *model) sorted(q Query) []app.Head {
	var found []app.Head
	for _, h := range m.all() {
		if m.passes(q, h) {
			found = append(found, h)
		}
	}
	keys := q.Sort
	if len(keys) == 0 {
		keys = []Sort{{ByDay, true}, {ByNumber, true}}
	}
	if q.GroupBy != "" {
		keys = append([]Sort{{Column: q.GroupBy}}, keys...)
	}
	slices.SortFunc(found, func(a, b app.Head) int {
		for _, k := range keys {
			x, y := naiveValue(a, k.Column), naiveValue(b, k.Column)
			if x == y {
				continue
			}
			if x == "" || y == "" {
				return emptyLast(x, y)
			}
			c := text.Compare(x, y)
			if k.Desc {
				c = -c
			}
			return c
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return found
}

func naiveValue(h app.Head, c Column) string {
	switch c {
	case ByLedger:
		return h.Ledger
	case ByNumber:
		return h.Number
	case ByTitle:
		return h.Title
	case ByState:
		return h.State
	case ByGrade:
		return h.Grade
	case ByPlace:
		return h.Place
	case ByOwner:
		return h.Owner
	case ByDay:
		return h.Day.String()
	case ByDue:
		return h.Due.String()
	case ByMonth:
		return h.Day.String()[:min(7, len(h.Day.String()))]
	case ByUpdated:
		return h.Updated.Format(time.RFC3339)
	}
	for i, cell := range h.Cells {
		if c == Cell(i) {
			return cell
		}
	}
	return ""
}

func naiveGroup(h app.Head, c Column) string {
	if c == ByUpdated {
		return app.DayOf(h.Updated).String()
	}
	return naiveValue(h, c)
}

var (
	someIDs = func() []app.ID {
		ids := make([]app.ID, 40)
		for i := range ids {
			ids[i] = app.ID(fmt.Sprintf("%08x-0000-4000-8000-000000000000", i*7919))
		}
		return ids
	}()
	someLedgers = []string{"hazard", "document", "visitor"}
	someStates  = []string{"", "found", "in-progress", "submitted", "closed", "void"}
	someTitles  = []string{"消防栓箱门锁闭", "校车逃生锤缺失", "Fire door wedged open", "重新校验压力表", "食堂3号冰箱", "", "安全出口A座"}
	someOwners  = []string{"", "王芳", "李强", "T. Okoro"}
	someDays    = []string{"", "2026-09-01", "2026-10-31", "2026-11-01", "2026-11-22", "2026-11-23", "2026-11-24", "2027-01-01"}
	someTexts   = []string{"", "立即停用并设置警示标识", "contractor comes on Monday\nref 12", "校长\n长期跟踪 B栋2层"}
	someWords   = []string{"", "消防", "xf", "xiaofangs", "jy", "cx", "fire", "3hbx", "校", "安全 xf", "wf", "zzz", "2026", "aqckaz", "monday", "b", "标识 lj"}
)

func someDay(t *rapid.T, name string) app.Day {
	day := rapid.SampledFrom(someDays).Draw(t, name)
	if day == "" {
		return app.Day{}
	}
	return app.MustDay(day)
}

func someHead(t *rapid.T, id app.ID) app.Head {
	h := app.Head{
		Kind: app.KindEntry, ID: id,
		Ledger: rapid.SampledFrom(someLedgers).Draw(t, "ledger"), Number: fmt.Sprintf("YH-%d", rapid.IntRange(1, 30).Draw(t, "number")),
		Title: rapid.SampledFrom(someTitles).Draw(t, "title"), State: rapid.SampledFrom(someStates).Draw(t, "state"),
		Grade: rapid.SampledFrom([]string{"", "general", "major"}).Draw(t, "grade"),
		Place: rapid.SampledFrom([]string{"", "东大门", "食堂"}).Draw(t, "place"), Owner: rapid.SampledFrom(someOwners).Draw(t, "owner"),
		Day: someDay(t, "day"), Due: someDay(t, "due"),
		Sensitivity: rapid.SampledFrom([]app.Sensitivity{app.Internal, app.Restricted}).Draw(t, "sensitivity"),
		Template:    1, Revision: rapid.IntRange(1, 3).Draw(t, "revision"),
		Created: app.MustDay("2026-09-01").At(8, 0, time.UTC),
		Updated: app.MustDay("2026-09-01").At(8, rapid.IntRange(0, 59).Draw(t, "minute"), time.UTC),
	}
	if rapid.Bool().Draw(t, "cells") {
		h.Cells = []string{h.Number, rapid.SampledFrom([]string{"", "a", "b", "某处"}).Draw(t, "cell"), h.Day.String(), h.Due.String(), h.State, h.Title}
	}
	return h
}

func someQuery(t *rapid.T) Query {
	q := Query{
		Ledger: rapid.SampledFrom(append(someLedgers, "", "none")).Draw(t, "of"),
		Text:   rapid.SampledFrom(someWords).Draw(t, "text"),
		Group:  rapid.SampledFrom([]Group{Any, Any, Open, Reinspect, Closed, Void, Overdue}).Draw(t, "group"),
		Today:  app.MustDay("2026-11-23"),
	}
	pick := func(name string) bool { return rapid.IntRange(0, 4).Draw(t, name) == 0 }
	if pick("states") {
		q.States = rapid.SliceOfN(rapid.SampledFrom(someStates), 1, 3).Draw(t, "which")
	}
	if pick("grades") {
		q.Grades = []string{"major"}
	}
	if pick("period") {
		q.Period = app.Period{From: someDay(t, "from"), To: someDay(t, "to")}
	}
	if pick("due") {
		q.DueBefore = someDay(t, "before")
	}
	if pick("owner") {
		q.Owner = rapid.SampledFrom(someOwners).Draw(t, "whose")
	}
	if pick("upto") {
		q.UpTo = app.Internal
	}
	columns := []Column{ByLedger, ByNumber, ByTitle, ByState, ByGrade, ByPlace, ByOwner, ByDay, ByDue, ByMonth, ByUpdated, Cell(1)}
	for range rapid.IntRange(0, 2).Draw(t, "keys") {
		q.Sort = append(q.Sort, Sort{rapid.SampledFrom(columns).Draw(t, "column"), rapid.Bool().Draw(t, "desc")})
	}
	if pick("grouped") {
		q.GroupBy = rapid.SampledFrom(columns).Draw(t, "by")
	}
	return q
}

// TestAnswersAsNaively runs random changes and asks random questions after them.
func TestAnswersAsNaively(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := New(benchRules())
		m := newModel()
		load := rapid.SliceOfNDistinct(rapid.SampledFrom(someIDs), 0, 30, rapid.ID[app.ID]).Draw(t, "load")
		for _, id := range load {
			m.heads[id] = someHead(t, id)
		}
		c.Load(m.all())
		t.Repeat(map[string]func(*rapid.T){
			"change": func(t *rapid.T) { change(t, c, m) },
			"say": func(t *rapid.T) {
				id := rapid.SampledFrom(someIDs).Draw(t, "id")
				says := rapid.SampledFrom(someTexts).Draw(t, "says")
				c.AddTexts([]Text{{id, says}})
				if _, known := m.heads[id]; known {
					m.texts[id] = says
				}
			},
			"ask":   func(t *rapid.T) { ask(t, c, m) },
			"count": func(t *rapid.T) { count(t, c, m) },
		})
	})
}

func change(t *rapid.T, c *Catalog, m *model) {
	var changes []app.Change
	for range rapid.IntRange(1, 25).Draw(t, "changes") {
		id := rapid.SampledFrom(someIDs).Draw(t, "id")
		change := app.Change{Kind: app.KindEntry, ID: id}
		if before, known := m.heads[id]; known {
			change.Before = &before
		}
		if rapid.IntRange(0, 3).Draw(t, "remove") == 0 {
			delete(m.heads, id)
			delete(m.texts, id)
		} else {
			after := someHead(t, id)
			change.After = &after
			m.heads[id] = after
		}
		changes = append(changes, change)
	}
	removed := map[app.ID]bool{}
	for _, ch := range changes { // a record that went and came back in one commit keeps its text
		removed[ch.ID] = ch.After == nil
	}
	c.Apply(changes)
	for _, ch := range changes {
		if ch.After != nil && !removed[ch.ID] {
			c.AddTexts([]Text{{ch.ID, m.texts[ch.ID]}})
		}
	}
}

func ask(t *rapid.T, c *Catalog, m *model) {
	q := someQuery(t)
	want := m.sorted(q)
	offset, limit := rapid.IntRange(0, 10).Draw(t, "offset"), rapid.IntRange(0, 20).Draw(t, "limit")
	page := c.Page(q, offset, limit)
	if page.Exact && page.Total != len(want) || !page.Exact && (page.Total <= offset+limit || page.Total > len(want)) {
		t.Fatalf("%+v: total %d (exact %v), want %d", q, page.Total, page.Exact, len(want))
	}
	wantRows := want[min(offset, len(want)):min(offset+limit, len(want))]
	if len(page.Rows) != len(wantRows) {
		t.Fatalf("%+v: %d rows, want %d", q, len(page.Rows), len(wantRows))
	}
	for i, r := range page.Rows {
		if diff := gocmp.Diff(wantRow(wantRows[i], q), r); diff != "" {
			t.Fatalf("%+v: row %d: %s", q, i, diff)
		}
	}
	var groups []GroupTotal
	for i, h := range want {
		if q.GroupBy == "" {
			break
		}
		value := naiveGroup(h, q.GroupBy)
		if n := len(groups); n == 0 || groups[n-1].Value != value {
			groups = append(groups, GroupTotal{Value: value, First: i})
		}
		groups[len(groups)-1].Rows++
	}
	totals := c.Total(q)
	if diff := gocmp.Diff(Totals{Rows: len(want), Groups: groups, Version: c.Version()}, totals); diff != "" {
		t.Fatalf("%+v: %s", q, diff)
	}
	if diff := gocmp.Diff(append([]app.Head{}, want...), c.Heads(q)); diff != "" {
		t.Fatalf("%+v: heads: %s", q, diff)
	}
	if again := c.Page(q, offset, limit); again.Total != len(want) || !gocmp.Equal(again.Rows, page.Rows) {
		t.Fatalf("%+v: the page changed after counting", q)
	}
}

func wantRow(h app.Head, q Query) Row {
	r := Row{
		Kind: h.Kind, ID: h.ID, Ledger: h.Ledger, Number: h.Number, Title: h.Title, State: h.State, Grade: h.Grade,
		Place: h.Place, Owner: h.Owner, Day: h.Day, Due: h.Due, Sensitivity: h.Sensitivity, Cells: h.Cells,
	}
	group := testGroup(h.Ledger, h.State)
	if !h.Due.IsZero() && h.Due.Before(q.Today) && (group == Open || group == Reinspect) {
		r.Late = q.Today.Sub(h.Due)
	}
	if q.GroupBy != "" {
		r.Group = naiveGroup(h, q.GroupBy)
	}
	return r
}

func count(t *rapid.T, c *Catalog, m *model) {
	today := app.MustDay("2026-11-23")
	for _, ledger := range append(someLedgers, "") {
		want := Counts{Groups: map[Group]int{}, States: map[string]int{}, Grades: map[string]int{}, Months: map[string]int{}}
		november := 0
		for _, h := range m.heads {
			if ledger != "" && h.Ledger != ledger {
				continue
			}
			group := testGroup(h.Ledger, h.State)
			want.Groups[group]++
			want.States[h.State]++
			if group == Void {
				continue
			}
			want.Total++
			want.Grades[h.Grade]++
			if !h.Day.IsZero() {
				want.Months[h.Day.String()[:7]]++
			}
			if !h.Due.IsZero() && h.Due.Before(today) && group != Closed {
				want.Overdue++
			}
			if h.Day.Year == 2026 && h.Day.Month == time.November && h.Ledger == ledger {
				november++
			}
		}
		if diff := gocmp.Diff(want, c.Counts(ledger, today)); diff != "" {
			t.Fatalf("%q: %s", ledger, diff)
		}
		for _, period := range []string{"2026-11", "2026-11-01/2026-11-29"} {
			p, err := app.ParsePeriod(period)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Entries(ledger, p); got != november {
				t.Fatalf("%q: %d entries in %s, want %d", ledger, got, period, november)
			}
		}
	}
	if c.Len() != len(m.heads) {
		t.Fatalf("%d records, want %d", c.Len(), len(m.heads))
	}
	due := 0
	for _, h := range m.heads {
		got, ok := c.Head(h.ID)
		if diff := gocmp.Diff(h, got); !ok || diff != "" {
			t.Fatalf("head of %s: %s", h.ID, diff)
		}
		if id, ok := c.ByNumber(strings.ToLower(h.Number)); !ok || m.heads[id].Number != h.Number {
			t.Fatalf("number %s: %s %v", h.Number, id, ok)
		}
		if !h.Due.IsZero() && !h.Due.After(today) && h.State != "void" {
			due++
		}
	}
	if got := c.Due(today); len(got) != due || !slices.IsSortedFunc(got, func(a, b app.Head) int { return a.Due.Compare(b.Due) }) {
		t.Fatalf("%d due, want %d", len(got), due)
	}
	if _, ok := c.ByNumber("YH-99"); ok {
		t.Fatal("found a number that nothing has")
	}
}

// TestLarge asks what only many records bring about: early stops, pages without a
// sorted list, narrowing, many changes at once.
func TestLarge(t *testing.T) {
	c, records := loaded(t, 1500)
	m := newModel()
	for _, r := range records {
		m.heads[r.Head.ID], m.texts[r.Head.ID] = r.Head, r.Text
	}
	check := func(q Query) {
		t.Helper()
		q.Today = benchToday
		want := m.sorted(q)
		page := c.Page(q, 0, 50)
		if len(page.Rows) != min(50, len(want)) || page.Exact && page.Total != len(want) || page.Total > len(want) {
			t.Fatalf("%+v: %d rows of %d, want %d", q, len(page.Rows), page.Total, len(want))
		}
		for i, r := range page.Rows {
			if r.ID != want[i].ID {
				t.Fatalf("%+v: row %d is %s, want %s", q, i, r.Number, want[i].Number)
			}
		}
		if got := c.Total(q).Rows; got != len(want) {
			t.Fatalf("%+v: total %d, want %d", q, got, len(want))
		}
	}
	queries := []Query{
		{},
		{Text: "x"},
		{Text: "xf"},
		{Text: "xfs"},
		{Text: "xfsx"},
		{Text: "xfsx 校车"},
		{Text: "wangfang"},
		{Text: "无此词"},
		{Text: "消防", Sort: []Sort{{ByOwner, false}}},
		{Ledger: "hazard", Group: Overdue, Sort: []Sort{{ByDue, false}}},
		{Sort: []Sort{{ByTitle, true}}},
		{Sort: []Sort{{Cell(5), false}, {ByNumber, false}}},
		{GroupBy: ByPlace, Group: Open},
	}
	for _, q := range queries {
		check(q)
	}
	var changes []app.Change
	for i, r := range records[:200] {
		before, after := r.Head, r.Head
		after.State, after.Owner = "closed", "赵明"
		ch := app.Change{Kind: app.KindEntry, ID: r.Head.ID, Before: &before, After: &after}
		if i%10 == 0 {
			ch.After = nil
			delete(m.heads, r.Head.ID)
			delete(m.texts, r.Head.ID)
		} else {
			m.heads[r.Head.ID] = after
		}
		changes = append(changes, ch)
	}
	for i := range 200 {
		r := corpus.One(9, 900_000+i, app.MustDay("2026-11-20"))
		m.heads[r.Head.ID] = r.Head
		changes = append(changes, app.Change{Kind: app.KindEntry, ID: r.Head.ID, After: &r.Head})
	}
	c.Apply(changes)
	for _, id := range c.Wanted(len(changes)) {
		c.AddTexts([]Text{{id, m.texts[id]}})
	}
	for _, q := range append(queries, Query{Owner: "赵明"}, Query{Text: "zhaoming"}) {
		check(q)
	}
}

func TestTextIsWantedUntilItCame(t *testing.T) {
	records := corpus.Make(10, 3)
	c := New(Rules{})
	c.Load(heads(records))
	says := map[app.ID]string{}
	for _, r := range records {
		says[r.Head.ID] = r.Text
	}
	if have, all := c.Progress(); have != 0 || all != 10 {
		t.Fatalf("progress %d of %d", have, all)
	}
	if page := c.Page(Query{Text: records[0].Head.Title}, 0, 5); page.Total == 0 {
		t.Error("headlines are not found before the text came")
	}
	for {
		ids := c.Wanted(3)
		if len(ids) == 0 {
			break
		}
		for _, id := range ids {
			c.AddTexts([]Text{{id, says[id]}})
		}
	}
	if have, all := c.Progress(); have != 10 || all != 10 {
		t.Fatalf("progress %d of %d", have, all)
	}
	changed := records[4].Head
	changed.Title = "更换后的标题"
	c.Apply([]app.Change{{Kind: app.KindEntry, ID: changed.ID, Before: &records[4].Head, After: &changed}})
	if ids := c.Wanted(10); len(ids) != 1 || ids[0] != changed.ID {
		t.Errorf("wanted after a change: %v", ids)
	}
	if page := c.Page(Query{Text: "ghhdbt"}, 0, 5); page.Total != 1 {
		t.Errorf("the new title is found %d times", page.Total)
	}
	c.Apply([]app.Change{{Kind: app.KindEntry, ID: changed.ID, Before: &changed}})
	if have, all := c.Progress(); have != 9 || all != 9 {
		t.Errorf("progress %d of %d after a removal", have, all)
	}
}

// TestMemoryOfText: texts that were replaced do not stay.
func TestMemoryOfText(t *testing.T) {
	c, records := loaded(t, 1000)
	size := func() int {
		n := 0
		for _, ch := range c.texts.chunks {
			n += cap(ch.data)
		}
		return n
	}
	before := size()
	for range 20 {
		for _, r := range records {
			c.AddTexts([]Text{{r.Head.ID, r.Text}})
		}
	}
	if after := size(); after > 3*before {
		t.Errorf("text takes %d bytes after changes, %d before", after, before)
	}
}

func TestManyAtOnce(t *testing.T) {
	c, records := loaded(t, 500)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range 50 {
				r := records[(worker*50+i)%len(records)]
				switch i % 5 {
				case 0:
					after := r.Head
					after.State = "closed"
					c.Apply([]app.Change{{Kind: app.KindEntry, ID: r.Head.ID, Before: &r.Head, After: &after}})
				case 1:
					c.AddTexts([]Text{{r.Head.ID, r.Text}})
				case 2:
					c.Total(Query{Text: "xf", Sort: []Sort{{ByTitle, worker%2 == 0}}, GroupBy: ByPlace})
				case 3:
					c.Page(Query{Ledger: "hazard", Text: "消防", Today: benchToday}, 0, 20)
					c.Wanted(2)
				default:
					c.Counts("", benchToday)
					c.Due(benchToday)
				}
			}
		})
	}
	group.Wait()
	if c.Len() != len(records) {
		t.Errorf("%d records", c.Len())
	}
}

func TestRanksGiveTheOrder(t *testing.T) {
	order := []string{"found", "ordered", "closed"}
	c := New(Rules{StateRank: func(state string) int { return slices.Index(order, state) }})
	var all []app.Head
	for i, state := range []string{"closed", "", "found", "ordered"} {
		all = append(all, app.Head{ID: someIDs[i], Ledger: "hazard", State: state, Number: fmt.Sprint(i)})
	}
	c.Load(all)
	var got []string
	for _, r := range c.Page(Query{Sort: []Sort{{ByState, false}}}, 0, 10).Rows {
		got = append(got, r.State)
	}
	if want := []string{"found", "ordered", "closed", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestCellsSortByValue: numbers stand in the order of their values, before other
// texts of their beginning; a record without the cell comes last.
func TestCellsSortByValue(t *testing.T) {
	cells := []string{"-12.5", "-3", "0.75", "1", "1.5", "9", "10", "2026-01-02", "2026-11-23", "Inf", "nan", "一"}
	c := New(benchRules())
	var all []app.Head
	for i := range cells {
		at := len(cells) - 1 - i
		all = append(all, app.Head{Kind: app.KindEntry, ID: someIDs[i], Ledger: "hazard", Cells: []string{"x", cells[at]}})
	}
	all = append(all, app.Head{Kind: app.KindEntry, ID: someIDs[len(cells)], Ledger: "hazard", Cells: []string{"x"}})
	c.Load(all)
	var got []string
	for _, row := range c.Page(Query{Sort: []Sort{{Cell(1), false}}}, 0, len(all)).Rows {
		got = append(got, strings.Join(row.Cells[1:], ""))
	}
	if want := append(slices.Clone(cells), ""); !slices.Equal(got, want) {
		t.Errorf("in the order %q, want %q", got, want)
	}
}
