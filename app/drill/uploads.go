package drill

import (
	"slices"

	"campuskeeper/app"
)

// Upload is a day by which the log of drills is handed in.
type Upload struct {
	Rule Rule // that asks for it, with its citation
	Day  app.Day
}

// Uploads returns when the rules that concern the school want its log within a
// period, in the order of the days; on the same day in that of the rules.
func (q Question) Uploads(p app.Period) []Upload {
	var all []Upload
	for _, r := range q.Rules {
		if !r.Applies(q.Site) {
			continue
		}
		for _, text := range r.Uploads {
			each, ok := parseMonthDay(text)
			for year := p.From.Year; ok && year <= p.To.Year; year++ {
				if day := each.in(year); p.Has(day) {
					all = append(all, Upload{r, day})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Upload) int { return a.Day.Compare(b.Day) })
	return all
}
