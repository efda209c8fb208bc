package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/catalog"
	"campuskeeper/app/drill"
	"campuskeeper/app/form"
	"campuskeeper/app/ledger"
)

// drillForms are the papers of one drill.
var drillForms = map[string]func(*form.Clerk, form.Drill) form.Document{
	formDrillRecord: (*form.Clerk).DrillRecord,
	"drill-plan":    (*form.Clerk).DrillPlan,
	"role-cards":    (*form.Clerk).RoleCards,
	"roll-sheets":   (*form.Clerk).RollSheets,
	"stair-card":    (*form.Clerk).StairCards,
	"aar":           (*form.Clerk).Review,
}

// showsPhotos says whether a form of a record has a page of its photos.
func showsPhotos(name string) bool {
	_, ofDrill := drillForms[name]
	return name != formRegister && (!ofDrill || name == formDrillRecord)
}

// drillPaper writes a paper of a drill with what its kind says.
func (p press) drillPaper(ctx context.Context, clerk *form.Clerk, write func(*form.Clerk, form.Drill) form.Document, d form.Drill) (form.Document, error) {
	if !d.Blank {
		var err error
		if d.Kind, err = p.drills.paperKind(ctx, d.Entry.Values["kind"]); err != nil {
			return form.Document{}, err
		}
	}
	return write(clerk, d), nil
}

// paperKind is a kind as papers tell of it: nothing for the school's own word.
func (d *drillDesk) paperKind(ctx context.Context, name string) (drill.Kind, error) {
	kind, err := d.kind(ctx, name)
	if app.CodeOf(err) == app.CodeInvalid {
		return drill.Kind{}, nil
	}
	return kind, err
}

// yearForms are the papers of a school year's drills.
var yearForms = map[string]func(p press, ctx context.Context, clerk *form.Clerk, y yearDrills) (form.Document, error){
	"drill-year":   press.drillYear,
	"compliance":   press.compliance,
	"alarm-year":   press.alarmYear,
	"drill-trends": press.drillTrends,
}

// yearFormNames lists them in the order in which they are offered.
var yearFormNames = []string{"drill-year", "compliance", "alarm-year", "drill-trends"}

// yearDrills is what the papers of a year are made from.
type yearDrills struct {
	question drill.Question
	entries  []drill.Entry
	year     calendar.SchoolYear
	now      time.Time
	day      app.Day // on which it is judged: today, or the last day of a year that is over
	blank    bool    // to be filled in by hand
}

func (y yearDrills) view() drill.YearView { return y.question.View(y.year, y.entries, y.now) }

// trends follows the drills of all years.
func (y yearDrills) trends() form.DrillTrends {
	return form.DrillTrends{Marks: y.question.Trends(y.entries), Years: form.CountYears(y.question.Calendar, y.entries)}
}

// yearDocument writes a paper of the school year that begins in a calendar year; 0
// for the one of today. Trends have no blank paper.
func (p press) yearDocument(ctx context.Context, name string, year int, blank bool, langs ...app.Lang) (form.Document, error) {
	write, known := yearForms[name]
	if !known {
		return form.Document{}, app.Errorf(app.CodeInvalid, "drill-form.year.form", "form", name, "forms", strings.Join(yearFormNames, ", "))
	}
	if blank && !hasBlank(name) {
		return form.Document{}, app.Errorf(app.CodeInvalid, "drill-form.year.no-blank", "form", name)
	}
	now := p.clock.Now()
	y := yearDrills{now: now, day: app.DayOf(now), blank: blank}
	var err error
	if y.question, err = p.drills.question(ctx); err != nil {
		return form.Document{}, err
	}
	if y.entries, err = p.drills.entries(ctx); err != nil {
		return form.Document{}, err
	}
	y.year = y.question.Calendar.SchoolYear(y.day)
	if year != 0 { // it holds the last day of the calendar year
		y.year = y.question.Calendar.SchoolYear(app.Day{Year: year, Month: time.December, Dom: 31})
	}
	if y.year.To.Before(y.day) {
		y.day = y.year.To
	}
	return write(p, ctx, form.NewClerk(p.words, p.school, p.clock.Now(), langs...), y)
}

// hasBlank says whether a paper of a year can be filled in by hand.
func hasBlank(name string) bool { return name != "drill-trends" }

func (p press) drillYear(_ context.Context, clerk *form.Clerk, y yearDrills) (form.Document, error) {
	owners := map[app.ID]string{}
	for _, e := range y.entries {
		owners[e.ID] = e.Values["commander"]
		if e.Ledger == drill.AlarmLedger {
			owners[e.ID] = e.Values["tester"]
		}
	}
	return clerk.DrillYear(form.DrillYear{View: y.view(), Rules: y.question.Rules, Owners: owners, Blank: y.blank}), nil
}

func (p press) compliance(_ context.Context, clerk *form.Clerk, y yearDrills) (form.Document, error) {
	return clerk.Compliance(form.Compliance{
		Year: y.year, Day: y.day, Verdicts: y.question.Judge(y.day), View: y.view(), Trends: y.trends().Marks,
		Uploads: y.question.Uploads(y.year.Period), Blank: y.blank,
	}), nil
}

func (p press) drillTrends(_ context.Context, clerk *form.Clerk, y yearDrills) (form.Document, error) {
	return clerk.DrillTrends(y.trends()), nil
}

// alarmYear writes the tests of the one-key alarm; cancelled entries are left out.
func (p press) alarmYear(ctx context.Context, clerk *form.Clerk, y yearDrills) (form.Document, error) {
	t, err := p.ledgers.Library().Template(drill.AlarmLedger)
	if err != nil {
		return form.Document{}, err
	}
	ids := p.found(catalog.Query{Ledger: t.Name, Period: y.year.Period, Sort: []catalog.Sort{{Column: catalog.ByDay}, {Column: catalog.ByNumber}}})
	entries, err := p.desk.entries(ctx, ids)
	if err != nil {
		return form.Document{}, err
	}
	entries = slices.DeleteFunc(entries, func(e ledger.Entry) bool { return y.blank || e.State == ledger.Void })
	return clerk.AlarmYear(form.AlarmYear{Year: y.year, Template: t, Entries: entries}), nil
}
