package settings

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// Years keeps the school's own days. Its methods run beside the window.
type Years interface {
	Year(ctx context.Context) (Year, error)
	// SaveYear answers what is saved then.
	SaveYear(ctx context.Context, own calendar.Own) (Year, error)
}

// Year is what the page of the school year begins with.
type Year struct {
	Pack    calendar.Pack // without the school's own days
	Own     calendar.Own
	Changed time.Time // zero when nobody has entered them yet
	Who     string    // who changed them last
}

// yearForm is the page of the school year: the terms of the present school year and
// the next, holidays, make-up workdays and exams of the school's own. What is typed
// stands in its rows, also while another page is shown.
type yearForm struct {
	screen *Screen
	read   Year
	usual  *calendar.Calendar  // of the pack alone
	first  calendar.SchoolYear // the present one
	past   calendar.Own        // what was over before it, which the page leaves alone
	saved  calendar.Own        // as it is saved, without the past

	terms     []*dayRow
	lists     map[string][]*dayRow // by calendar.FieldHolidays and so on
	confirmed map[int]bool         // by the year in which a school year begins
	marks     map[int]*widgets.StateMark
	checks    map[int]*widgets.Check
	save      *widgets.Button
	discard   *widgets.Button
	reason    *widgets.Text
}

// lists are the parts of the page that grow, in their order.
var lists = []string{calendar.FieldHolidays, calendar.FieldWorkdays, calendar.FieldExams}

func (s *Screen) loadYear() {
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("settings.year"),
		func(ctx context.Context, _ *task.Progress) (Year, error) { return s.deps.Years.Year(ctx) },
		func(read Year, err error) {
			if err == nil {
				s.year, err = newYearForm(s, read)
			}
			if err != nil {
				s.tell("settings.year.unread", err)
				return
			}
			if s.at == yearPage {
				s.fill(s.yearPage())
			}
		})
}

// yearPage changes the days that duties, reminders and filters go by.
func (s *Screen) yearPage() fyne.CanvasObject {
	if s.year == nil {
		return widgets.NewText(s.t("settings.reading")).In(look.Muted)
	}
	return s.year.page()
}

func newYearForm(s *Screen, read Year) (*yearForm, error) {
	usual, err := calendar.New(read.Pack)
	if err != nil {
		return nil, err
	}
	f := &yearForm{screen: s, read: read, usual: usual, first: usual.SchoolYear(app.DayOf(s.deps.Clock.Now()))}
	f.past, f.saved = read.Own.Split(f.first)
	return f, f.reset()
}

// reset makes the rows anew from what is saved.
func (f *yearForm) reset() error {
	present, err := calendar.New(f.read.Pack.With(f.saved))
	if err != nil {
		return err
	}
	f.terms, f.lists, f.confirmed = nil, map[string][]*dayRow{}, map[int]bool{}
	f.saved.Terms = nil
	for _, year := range f.years() {
		dates := present.Dates(year)
		f.saved.Terms = append(f.saved.Terms, dates...)
		f.confirmed[year] = !slices.ContainsFunc(dates, func(t calendar.TermDate) bool { return t.Confidence == calendar.Assumed })
		for _, t := range dates {
			row := f.newRow(calendar.FieldTerms, nil, t.From, t.To)
			row.term = t
			f.terms = append(f.terms, row)
		}
	}
	for _, h := range f.saved.Holidays {
		f.add(calendar.FieldHolidays, h.Title, h.From, h.To)
	}
	for _, w := range f.saved.Workdays {
		f.add(calendar.FieldWorkdays, w.For, w.Day, w.Day)
	}
	for _, e := range f.saved.Exams {
		f.add(calendar.FieldExams, e.Title, e.From, e.To)
	}
	return nil
}

func (f *yearForm) years() []int { return []int{f.first.Year, f.first.Year + 1} }

func (f *yearForm) add(list string, title app.Text, from, to app.Day) *dayRow {
	row := f.newRow(list, title, from, to)
	f.lists[list] = append(f.lists[list], row)
	return row
}

func (f *yearForm) t(key string, pairs ...any) string { return f.screen.t(key, pairs...) }

// own is what stands on the page. A day that cannot be read is missing from it.
func (f *yearForm) own() calendar.Own {
	var own calendar.Own
	for _, row := range f.terms {
		t := row.term
		t.From, t.To = row.days()
		t.Confidence = calendar.Assumed
		if f.confirmed[t.Year] {
			t.Confidence = calendar.Official
		}
		own.Terms = append(own.Terms, t)
	}
	source := calendar.Source{Confidence: calendar.Official}
	for _, row := range f.lists[calendar.FieldHolidays] {
		from, to := row.days()
		own.Holidays = append(own.Holidays, calendar.Holiday{Title: row.named(), From: from, To: to, Source: source})
	}
	for _, row := range f.lists[calendar.FieldWorkdays] {
		day, _ := row.days()
		own.Workdays = append(own.Workdays, calendar.SwappedDay{Day: day, For: row.named()})
	}
	for _, row := range f.lists[calendar.FieldExams] {
		from, to := row.days()
		own.Exams = append(own.Exams, calendar.Exam{Title: row.named(), From: from, To: to})
	}
	return own
}

// unsaved says whether the page says something else than what is saved.
func (f *yearForm) unsaved() bool { return len(f.own().Changes(f.saved)) > 0 }

// judge tells each field what is wrong with it, and the buttons what is possible.
func (f *yearForm) judge() {
	own := f.own()
	wrong := map[string]string{}
	for _, p := range f.read.Pack.Check(own) {
		wrong[p.Field] = f.t(p.Key, pairsOf(p.Args)...)
	}
	first := ""
	f.eachRow(func(path string, row *dayRow) {
		if message := row.judge(path, wrong); first == "" && message != "" {
			first = f.t("settings.year.reason", "where", row.where(), "message", message)
		}
	})
	f.mark()
	switch {
	case first != "":
		f.refuse(first)
	case len(own.Changes(f.saved)) == 0:
		f.refuse(f.t("settings.school.same"))
		f.discard.Refuse(f.t("settings.school.same"))
		return
	default:
		f.save.Allow()
		f.reason.SetText("")
	}
	f.discard.Allow()
}

func (f *yearForm) refuse(reason string) {
	f.save.Refuse(reason)
	f.reason.SetText(reason)
}

// mark says of each school year whether its dates are confirmed.
func (f *yearForm) mark() {
	for year, mark := range f.marks {
		if f.confirmed[year] {
			mark.Set(look.Done, f.t("settings.year.confirmed"))
		} else {
			mark.Set(look.Needed, f.t("settings.year.assumed"))
		}
		f.checks[year].SetTicked(f.confirmed[year])
	}
}

// eachRow visits the rows with the names of their fields.
func (f *yearForm) eachRow(visit func(path string, row *dayRow)) {
	for _, row := range f.terms {
		visit(calendar.TermField(row.term.Year, row.term.Name), row)
	}
	for _, list := range lists {
		for i, row := range f.lists[list] {
			visit(list+"/"+strconv.Itoa(i), row)
		}
	}
}

// pairsOf turns the places of a message into names and values in turn.
func pairsOf(args app.Args) []any {
	var pairs []any
	for name, value := range args {
		pairs = append(pairs, name, value)
	}
	return pairs
}

// drop throws away what was not saved.
func (f *yearForm) drop() {
	if err := f.reset(); err != nil {
		f.screen.tell("settings.year.unread", err)
	}
	f.screen.fill(f.page())
}

// keep saves the page when nothing on it is wrong.
func (f *yearForm) keep() {
	if refused, _ := f.save.Refused(); refused {
		return
	}
	s, own := f.screen, f.own()
	whole := f.past.Join(own.Spare(f.usual))
	task.Run(s.deps.Runner, context.Background(), s.t("settings.save"),
		func(ctx context.Context, _ *task.Progress) (Year, error) {
			return s.deps.Years.SaveYear(ctx, whole)
		}, func(read Year, err error) {
			if err != nil {
				s.tell("settings.year.unsaved", err)
				return
			}
			f.read, f.saved = read, own // what was typed meanwhile stays on the page
			if s.year == f && s.at == yearPage {
				s.fill(f.page())
			}
			s.deps.YearSaved()
		})
}

// literal is what the user wrote, which reads the same in every language.
func literal(text string) app.Text {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	return app.Text{app.English: text, app.Chinese: text}
}
