package ledgers

import (
	"context"
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// pageSize is how many rows are fetched at once.
const pageSize = 200

// rows are the rows of a list as far as they have been fetched. It implements
// widgets.Rows: what is scrolled to is fetched beside the window; what is needed
// at once, the keys of a choice, is fetched on the spot.
type rows struct {
	total int
	pages map[int][]line
	at    map[string]int // place of each fetched key
	asked map[int]bool
	fetch func(page int) []line
	ask   func(page int)
}

func newRows(total int, fetch func(page int) []line, ask func(page int)) *rows {
	return &rows{total: total, pages: map[int][]line{}, at: map[string]int{}, asked: map[int]bool{}, fetch: fetch, ask: ask}
}

func (r *rows) put(page int, lines []line) {
	r.pages[page] = lines
	for i, l := range lines {
		r.at[l.key] = page*pageSize + i
	}
}

// Len implements widgets.Rows.
func (r *rows) Len() int { return r.total }

// Row implements widgets.Rows.
func (r *rows) Row(i int) (line, bool) {
	if i < 0 || i >= r.total {
		return line{}, false
	}
	page := i / pageSize
	lines, here := r.pages[page]
	if !here {
		if !r.asked[page] {
			r.asked[page] = true
			r.ask(page)
		}
		return line{}, false
	}
	if i%pageSize >= len(lines) {
		return line{}, false
	}
	return lines[i%pageSize], true
}

// Key implements widgets.Rows.
func (r *rows) Key(i int) string {
	page := i / pageSize
	if _, here := r.pages[page]; !here && i >= 0 && i < r.total {
		r.put(page, r.fetch(page))
	}
	if lines := r.pages[page]; i >= 0 && i%pageSize < len(lines) {
		return lines[i%pageSize].key
	}
	return ""
}

// Find implements widgets.Rows.
func (r *rows) Find(key string) int {
	if i, known := r.at[key]; known {
		return i
	}
	return -1
}

// answer is what was found for a filter.
type answer struct {
	filter filter
	total  int
	all    int    // records of the ledger, whatever the filter says
	hidden int    // what period and grade keep out of the list
	left   app.ID // the record that was asked after and is not among these
	pages  map[int][]line
	groups []widgets.TableGroup
	counts map[catalog.Group]int
}

// load asks the catalog for the rows and counts of the present filter.
func (v *list) load() {
	f, makes, show := v.filter, newLiner(v.deps.Words, v.template, v.loop), v.pagesInSight()
	mine := v.wanted
	if mine == "" && f == v.shown {
		mine = v.current()
	}
	task.Latest(v.deps.Runner, &v.loading, context.Background(), v.t("ledgers.reading"),
		func(ctx context.Context, _ *task.Progress) (answer, error) {
			return v.find(ctx, f, makes, show, mine)
		}, v.loaded)
}

// pagesInSight are the pages to fetch again when the list changes: the first one
// and those around the cursor.
func (v *list) pagesInSight() []int {
	pages := []int{0}
	if v.rows == nil {
		return pages
	}
	if i := v.rows.Find(v.table.SelectedKey()); i >= 0 {
		for page := max(i/pageSize-1, 1); page <= i/pageSize+1; page++ {
			pages = append(pages, page)
		}
	}
	return pages
}

// find asks for the rows of a filter, those of some pages and those around a record.
func (v *list) find(ctx context.Context, f filter, makes *liner, pages []int, mine app.ID) (answer, error) {
	q := v.query(f)
	a := answer{filter: f, pages: map[int][]line{}, counts: map[catalog.Group]int{}}
	a.total = v.deps.Catalog.Total(q).Rows
	for _, page := range pages {
		if page == 0 || page*pageSize < a.total {
			a.pages[page] = fetchPage(v.deps.Catalog, makes, q, page)
		}
	}
	if mine != "" && !a.holds(mine) {
		if page := v.pageOf(ctx, q, mine); page >= 0 {
			a.pages[page] = fetchPage(v.deps.Catalog, makes, q, page)
		} else {
			a.left = mine
		}
	}
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	if f.narrowed() {
		a.hidden = v.deps.Catalog.Total(v.query(f.widened())).Rows - a.total
	}
	a.groups = v.dueGroups(f, q, a.total)
	for _, chip := range chips {
		counted := q // chips count whatever is being searched for
		counted.Group, counted.Sort, counted.Text = chip.group, nil, ""
		a.counts[chip.group] = v.deps.Catalog.Total(counted).Rows
	}
	whole := v.deps.Catalog.Counts(v.template.Name, q.Today)
	a.all = whole.Total + whole.Groups[catalog.Void]
	return a, nil
}

// holds says whether a record is on the pages that were fetched.
func (a answer) holds(id app.ID) bool {
	for _, lines := range a.pages {
		if slices.ContainsFunc(lines, func(l line) bool { return l.key == string(id) }) {
			return true
		}
	}
	return false
}

// pageOf finds the page on which a record stands, -1 when the list does not have it.
func (v *list) pageOf(ctx context.Context, q catalog.Query, id app.ID) int {
	const run = 10 * pageSize
	for offset := 0; ctx.Err() == nil; offset += run {
		found := v.deps.Catalog.Page(q, offset, run).Rows
		if i := slices.IndexFunc(found, func(row catalog.Row) bool { return row.ID == id }); i >= 0 {
			return (offset + i) / pageSize
		}
		if len(found) < run {
			break
		}
	}
	return -1
}

func fetchPage(c Catalog, makes *liner, q catalog.Query, page int) []line {
	found := c.Page(q, page*pageSize, pageSize)
	lines := make([]line, len(found.Rows))
	for i, row := range found.Rows {
		lines[i] = makes.line(row)
	}
	return lines
}

// dueGroups parts what is open by its due day: overdue, this week, later, without
// one. Only a list that is sorted by the due day can be parted so.
func (v *list) dueGroups(f filter, q catalog.Query, total int) []widgets.TableGroup {
	if v.template.Headline.Due == "" || f.sortBy != v.template.Headline.Due || f.back || total == 0 {
		return nil
	}
	if f.chip != catalog.Open && f.chip != catalog.Reinspect {
		return nil
	}
	before := func(day app.Day) int {
		q.DueBefore = day
		return v.deps.Catalog.Total(q).Rows
	}
	late := before(q.Today)
	week, dated := before(endOfWeek(q.Today).AddDays(1)), before(app.Day{Year: 2200, Month: 1, Dom: 1})
	var groups []widgets.TableGroup
	add := func(key string, count int, role look.Role) {
		if count > 0 {
			groups = append(groups, widgets.TableGroup{Key: key, Title: v.t("ledgers.group." + key), Count: count, Role: role})
		}
	}
	add("late", late, look.Red)
	add("week", week-late, look.Ink)
	add("later", dated-week, look.Ink)
	add("undated", total-dated, look.Ink)
	return groups
}

// endOfWeek is the Sunday on or after a day.
func endOfWeek(day app.Day) app.Day { return day.AddDays((7 - int(day.Weekday())) % 7) }

// loaded shows an answer.
func (v *list) loaded(a answer, err error) {
	if err != nil {
		return // it was asked again, or the program ends
	}
	q, makes := v.query(a.filter), newLiner(v.deps.Words, v.template, v.loop)
	var mine *rows
	mine = newRows(a.total,
		func(page int) []line { return fetchPage(v.deps.Catalog, makes, q, page) },
		func(page int) {
			task.Run(v.deps.Runner, context.Background(), v.t("ledgers.reading"),
				func(context.Context, *task.Progress) ([]line, error) {
					return fetchPage(v.deps.Catalog, makes, q, page), nil
				},
				func(lines []line, _ error) {
					mine.put(page, lines)
					if v.rows == mine {
						v.table.Arrived()
					}
				})
		})
	for page, lines := range a.pages {
		mine.put(page, lines)
	}
	v.rows = mine
	v.show(a)
}
