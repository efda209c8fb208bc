package form

import (
	"strconv"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Clerk writes papers for one school in one or two languages. It is not changed
// after NewClerk and may be used from several goroutines.
type Clerk struct {
	words   *app.Words
	school  app.School
	langs   []app.Lang
	printed time.Time
}

// NewClerk returns a clerk who prints at that time. The first language leads; with
// a second one labels and words of the program stand in both. Without any the
// school's own language is used.
func NewClerk(words *app.Words, school app.School, printed time.Time, langs ...app.Lang) *Clerk {
	if len(langs) == 0 {
		langs = []app.Lang{school.Lang}
	}
	return &Clerk{words: words, school: school, printed: printed, langs: langs[:min(2, len(langs))]}
}

func (c *Clerk) lang() app.Lang { return c.langs[0] }

// say returns a message in the languages of the paper.
func (c *Clerk) say(key string, pairs ...any) Label {
	return c.each(func(lang app.Lang) string { return c.words.T(lang, key, pairs...) })
}

// title returns a text of a template in the languages of the paper.
func (c *Clerk) title(t app.Text) Label { return c.each(t.In) }

func (c *Clerk) each(in func(app.Lang) string) Label {
	l := Label{Main: in(c.langs[0])}
	if len(c.langs) > 1 {
		if also := in(c.langs[1]); also != l.Main {
			l.Also = also
		}
	}
	return l
}

// value shows a canonical value. Words of the program stand in every language of
// the paper; what people wrote and days stand once.
func (c *Clerk) value(f schema.Field, canonical string) string {
	if canonical == "" {
		return ""
	}
	text := f.Format(canonical, c.lang())
	switch f.Type {
	case schema.Photo:
		return c.say("form.record.photos", "count", len(schema.ReadList(canonical))).Main
	case schema.File:
		return c.say("form.record.files", "count", len(schema.ReadList(canonical))).Main
	case schema.Date, schema.DateTime:
		return text
	case schema.Integer, schema.Number:
		if unit := f.Unit.In(c.lang()); unit != "" {
			return text + " " + unit
		}
		return text
	}
	return c.each(func(lang app.Lang) string { return f.Format(canonical, lang) }).String()
}

// cell shows a canonical value in a table, one language below the other.
func (c *Clerk) cell(f schema.Field, canonical string) string {
	switch f.Type {
	case schema.Date, schema.DateTime, schema.LongText:
		return f.Short(canonical, c.lang())
	case schema.Photo, schema.File, schema.Integer, schema.Number:
		return c.value(f, canonical)
	}
	return stacked(c.each(func(lang app.Lang) string { return f.Format(canonical, lang) }))
}

// stacked sets both languages below each other.
func stacked(l Label) string {
	if l.Also == "" {
		return l.Main
	}
	return l.Main + "\n" + l.Also
}

// day shows a day in the leading language.
func (c *Clerk) day(d app.Day) string { return d.In(c.lang()) }

// foot is the foot of every paper: what it belongs to, when it was printed.
func (c *Clerk) foot(what ...string) Foot {
	day, clock := app.DayOf(c.printed).String(), c.printed.Format("15:04")
	left := make([]string, 0, len(what)+1)
	for _, w := range what {
		if w != "" {
			left = append(left, w)
		}
	}
	left = append(left, c.words.T(c.lang(), "form.printed", "day", day, "time", clock))
	page := c.each(func(lang app.Lang) string {
		return c.words.T(lang, "form.page", "page", "{page}", "pages", "{pages}")
	})
	return Foot{Left: strings.Join(left, "   "), Page: page}
}

// letterhead is the head of a paper of this school.
func (c *Clerk) letterhead(title Label, number, code string) Letterhead {
	return Letterhead{School: c.school.Name, Title: title, NumberLabel: c.say("form.number"), Number: number, Code: code}
}

// CodeOf is what the QR code of a record's paper holds: the record and a short hash
// of what it said when it was printed.
func CodeOf(e ledger.Entry) string {
	if e.ID == "" {
		return ""
	}
	return "CK1:" + string(e.ID) + ":" + e.Hash()
}

// mark is the framed word on papers that not everybody may read.
func (c *Clerk) mark(s app.Sensitivity) Label {
	switch {
	case s == app.Sealed:
		return c.say("form.sealed")
	case s.AtLeast(app.Restricted):
		return c.say("form.restricted")
	}
	return Label{}
}

// dayOf reads the day of a canonical date or datetime, the zero day otherwise.
func dayOf(canonical string) app.Day {
	if len(canonical) < 10 {
		return app.Day{}
	}
	d, err := app.ParseDay(canonical[:10])
	if err != nil {
		return app.Day{}
	}
	return d
}

// percent shows a share, "90 %"; "" of nothing.
func percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return strconv.Itoa((part*100+whole/2)/whole) + " %"
}

// join puts a comma of the leading language between what is not empty.
func (c *Clerk) join(parts ...string) string { return joinIn(c.lang(), parts...) }

func joinIn(lang app.Lang, parts ...string) string {
	sep := ", "
	if lang == app.Chinese {
		sep = "，"
	}
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
