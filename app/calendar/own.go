package calendar

import (
	"slices"
	"strconv"

	"campuskeeper/app"
)

// Own is what a school says of its own days. It is kept as one record, under OwnID,
// and takes precedence over the pack (see Pack.With).
type Own struct {
	Terms    []TermDate // Confidence says whether the dates are confirmed
	Holidays []Holiday
	Workdays []SwappedDay
	Exams    []Exam
}

// Exam is a run of days on which the school examines, and holds no drill.
type Exam struct {
	Title app.Text
	From  app.Day
	To    app.Day
}

// OwnID is the fixed ID of the school's own days, of kind app.KindSetting.
const OwnID app.ID = "5c001000-0000-4000-8000-000000000002"

// With returns the pack as it holds for a school that says this of its own days.
// What does not belong to this pack or has no sense is passed over.
func (p Pack) With(own Own) Pack {
	p.TermDates = slices.DeleteFunc(slices.Clone(p.TermDates), func(t TermDate) bool {
		return slices.ContainsFunc(own.Terms, func(o TermDate) bool { return o.Name == t.Name && o.Year == t.Year })
	})
	for _, t := range own.Terms {
		if p.hasTerm(t.Name) && sensible(t.From, t.To, longestTerm) {
			p.TermDates = append(p.TermDates, t)
		}
	}
	p.Holidays, p.exams = slices.Clone(p.Holidays), nil
	for _, h := range own.Holidays {
		if sensible(h.From, h.To, longestHoliday) {
			p.Holidays = append(p.Holidays, h)
		}
	}
	// What the school itself says of a day goes before a make-up workday of the pack.
	p.Workdays = slices.DeleteFunc(slices.Clone(p.Workdays), func(w SwappedDay) bool {
		return slices.ContainsFunc(own.Holidays, func(h Holiday) bool { return h.days().Has(w.Day) })
	})
	p.Workdays = append(p.Workdays, own.Workdays...)
	for _, e := range own.Exams {
		if sensible(e.From, e.To, longestExam) {
			p.exams = append(p.exams, e)
		}
	}
	return p
}

func (p Pack) hasTerm(name string) bool {
	return slices.ContainsFunc(p.Terms, func(s TermShape) bool { return s.Name == name })
}

// sensible wants both days, in order, and not too far apart.
func sensible(from, to app.Day, longest int) bool {
	return !from.IsZero() && !to.Before(from) && to.Sub(from) <= longest
}

func (h Holiday) days() app.Period { return app.Period{From: h.From, To: h.To} }

func (t TermDate) days() app.Period { return app.Period{From: t.From, To: t.To} }

func (e Exam) days() app.Period { return app.Period{From: e.From, To: e.To} }

// Dates returns the terms of a school year as dates. Those that nobody confirmed
// have the confidence Assumed.
func (c *Calendar) Dates(year int) []TermDate {
	dates := make([]TermDate, 0, len(c.pack.Terms))
	for _, t := range c.termsOf(year) {
		d := TermDate{Name: t.Name, Year: year, From: t.From, To: t.To, Source: Source{Confidence: Official}}
		if t.Assumed {
			d.Confidence = Assumed
		}
		dates = append(dates, d)
	}
	return dates
}

// Spare leaves out of a school's own days the terms that say no more than the
// calendar assumes without them, so that a newer pack can still mend those.
func (o Own) Spare(c *Calendar) Own {
	o.Terms = slices.DeleteFunc(slices.Clone(o.Terms), func(t TermDate) bool {
		if t.Confidence != Assumed {
			return false
		}
		return slices.ContainsFunc(c.termsOf(t.Year), func(known Term) bool {
			return known.Name == t.Name && known.Period == t.days()
		})
	})
	return o
}

// Split parts what was over before a school year from the rest.
func (o Own) Split(year SchoolYear) (past, rest Own) {
	part(&past.Terms, &rest.Terms, o.Terms, func(t TermDate) bool { return t.Year < year.Year })
	part(&past.Holidays, &rest.Holidays, o.Holidays, func(h Holiday) bool { return h.To.Before(year.From) })
	part(&past.Workdays, &rest.Workdays, o.Workdays, func(w SwappedDay) bool { return w.Day.Before(year.From) })
	part(&past.Exams, &rest.Exams, o.Exams, func(e Exam) bool { return e.To.Before(year.From) })
	return past, rest
}

func part[T any](past, rest *[]T, all []T, over func(T) bool) {
	for _, one := range all {
		if over(one) {
			*past = append(*past, one)
		} else {
			*rest = append(*rest, one)
		}
	}
}

// Join puts two parts together again.
func (o Own) Join(other Own) Own {
	return Own{
		Terms:    slices.Concat(o.Terms, other.Terms),
		Holidays: slices.Concat(o.Holidays, other.Holidays),
		Workdays: slices.Concat(o.Workdays, other.Workdays),
		Exams:    slices.Concat(o.Exams, other.Exams),
	}
}

// Changes says what differs from before, for the history: what is new, what is
// gone, and terms with their old and new dates. There are none when both say the
// same, in whatever order.
func (o Own) Changes(before Own) []app.FieldChange {
	old, fresh := before.lines(), o.lines()
	var changes []app.FieldChange
	for _, line := range old {
		if line.key != "" {
			if at := slices.IndexFunc(fresh, func(l ownLine) bool { return l.key == line.key }); at >= 0 {
				if fresh[at].text != line.text {
					changes = append(changes, app.FieldChange{Field: line.field, Old: line.text, New: fresh[at].text})
				}
				fresh = slices.Delete(fresh, at, at+1)
				continue
			}
		} else if at := slices.Index(fresh, line); at >= 0 {
			fresh = slices.Delete(fresh, at, at+1)
			continue
		}
		changes = append(changes, app.FieldChange{Field: line.field, Old: line.text})
	}
	for _, line := range fresh {
		changes = append(changes, app.FieldChange{Field: line.field, New: line.text})
	}
	return changes
}

// ownLine is one thing that a school says of its days. Lines of the same key are
// about the same thing; those without a key are each for themselves.
type ownLine struct{ field, key, text string }

func (o Own) lines() []ownLine {
	var lines []ownLine
	for _, t := range o.Terms {
		key := t.Name + " " + strconv.Itoa(t.Year)
		text := span(t.days())
		if t.Confidence == Assumed {
			text += " ?"
		}
		lines = append(lines, ownLine{"terms", key, text})
	}
	for _, h := range o.Holidays {
		lines = append(lines, ownLine{"holidays", "", named(h.days(), h.Title)})
	}
	for _, w := range o.Workdays {
		lines = append(lines, ownLine{"workdays", "", named(app.Period{From: w.Day, To: w.Day}, w.For)})
	}
	for _, e := range o.Exams {
		lines = append(lines, ownLine{"exams", "", named(e.days(), e.Title)})
	}
	return lines
}

// span writes a run of days: one day, or both ends.
func span(p app.Period) string {
	if p.From == p.To {
		return p.From.String()
	}
	return p.From.String() + "/" + p.To.String()
}

func named(p app.Period, title app.Text) string {
	if name := title.In(app.English); name != "" {
		return span(p) + " " + name
	}
	return span(p)
}
