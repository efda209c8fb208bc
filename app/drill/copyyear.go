package drill

import (
	"cmp"
	"slices"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
)

// CopyYear takes the drills of an earlier year over into a school year: the same
// week of the same term and the same weekday, or the nearest day on which there can
// be a drill. What would begin within the notice of a moment is left out, and drills of a kind that the week has
// already. What belongs to the earlier drill alone (ID, number, time taken) is not
// copied.
func (q Question) CopyYear(last []Held, year calendar.SchoolYear, now time.Time) []Held {
	today := app.DayOf(now)
	taken := slices.Concat(q.Held, q.Planned)
	var copied []Held
	last = slices.Clone(last)
	slices.SortStableFunc(last, Held.Compare)
	for _, h := range last {
		day, ok := q.shift(h.Day, year)
		if !ok || day.Before(today) || day == today && cmp.Or(h.Time, evening) < soonest(now) {
			continue
		}
		week := calendar.Week(day)
		if slices.ContainsFunc(taken, func(t Held) bool { return t.Kind == h.Kind && week.Has(t.Day) }) {
			continue
		}
		next := Held{Kind: h.Kind, Day: day, Time: h.Time, Route: h.Route, CallPoint: h.CallPoint, Tags: planTags(h.Tags)}
		taken = append(taken, next)
		copied = append(copied, next)
	}
	slices.SortStableFunc(copied, Held.Compare)
	return copied
}

// planTags leaves out tags that say what went wrong.
func planTags(tags []Tag) []Tag {
	return slices.DeleteFunc(slices.Clone(tags), func(t Tag) bool { return t == Untrained || t == NotTold })
}

// shift finds the day of a school year that answers to one of another year.
func (q Question) shift(d app.Day, year calendar.SchoolYear) (app.Day, bool) {
	aim := d.AddDays(year.From.Sub(q.Calendar.SchoolYear(d).From))
	aim = calendar.Week(aim).From.AddDays(d.Sub(calendar.Week(d).From))
	old, taught := q.Calendar.TermOf(d)
	if taught {
		for _, t := range q.Calendar.Terms(year.Year) {
			if t.Name == old.Name {
				first := calendar.Week(t.From).From
				aim = first.AddDays(7*(old.WeekOf(d)-1) + d.Sub(calendar.Week(d).From))
			}
		}
	}
	free := func(d app.Day) bool {
		_, teaching := q.Calendar.TermOf(d)
		return year.Has(d) && q.Calendar.IsWorkday(d) && !q.examined(d) && (teaching || !taught)
	}
	return nearest(aim, free)
}

// farthest is by how many days a drill is moved at most.
const farthest = 28

// nearest finds a day: in the same week if there is one, else the closest, later
// ones first.
func nearest(aim app.Day, free func(app.Day) bool) (app.Day, bool) {
	week := calendar.Week(aim)
	for _, within := range []func(app.Day) bool{week.Has, func(app.Day) bool { return true }} {
		for distance := range farthest {
			for _, d := range [2]app.Day{aim.AddDays(distance), aim.AddDays(-distance)} {
				if within(d) && free(d) {
					return d, true
				}
			}
		}
	}
	return app.Day{}, false
}
