package form

import (
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
)

// Compliance is what the yearly statement on the drill rules is made of.
type Compliance struct {
	Year     calendar.SchoolYear
	Day      app.Day         // the day of the judgement
	Verdicts []drill.Verdict // in the order of the rules
	View     drill.YearView  // the drills of the year
	Trends   drill.Trends    // none for no charts
	Uploads  []drill.Upload  // days of the year on which the log goes up
	Blank    bool            // the rules, with what was done to be filled in by hand
}

const (
	statementPages = 1    // if it goes; two are usual, and lists and charts follow as annexes
	statementLeast = 0.76 // share of the usual size at least
	blankCounting  = 24   // rows for drills on a blank statement
)

// Compliance writes how the school stands with each drill rule: what it asks, what
// was done, where it stands, and is signed. The drills that count and the times over
// the years are annexes.
func (c *Clerk) Compliance(s Compliance) Document {
	title := c.say("drill-form.compliance.title")
	head := c.letterhead(title, s.Year.String(), "")
	head.NumberLabel = c.say("drill-form.year.of")
	blocks := []Block{head}
	if !s.Blank {
		head.Caption = c.words.T(c.lang(), "drill-form.compliance.as-of", "day", c.day(s.Day))
		blocks = []Block{head, c.complianceFigures(s.Verdicts), Paragraph{Text: c.declared(s)}}
	}
	blocks = append(blocks, Heading{Text: c.say("drill-form.compliance.rules")}, c.verdicts(s))
	if spared := notConcerned(s.Verdicts); len(spared) > 0 {
		blocks = append(blocks, Paragraph{Text: c.say("drill-form.compliance.not-applicable", "rules", strings.Join(spared, ", ")), Muted: true})
	}
	blocks = append(blocks, c.handedIn(s.Uploads)...)
	blocks = append(blocks, c.keptFor(s.Verdicts)...)
	blocks = append(blocks, Signatures{Lines: []Signature{
		{Label: c.say("drill-form.director")}, {Label: c.say("drill-form.principal")}, c.date(),
	}, Seal: c.say("form.seal")})
	return Document{
		Title: title.String(), Number: s.Year.String(), Lang: c.lang(), Blocks: blocks, Annex: c.annexes(s),
		Fit:  Fit{Pages: statementPages, Least: statementLeast},
		Foot: c.foot(c.school.Name, title.Main, s.Year.String()),
	}
}

// declared says in a sentence what the statement comes to.
func (c *Clerk) declared(s Compliance) Label {
	asked, kept := 0, 0
	for _, v := range s.Verdicts {
		switch v.Status {
		case drill.NotApplicable:
			continue
		case drill.Fulfilled, drill.OnCourse:
			kept++
		}
		asked++
	}
	held := 0
	for _, slot := range s.View.List() {
		if counts(slot) {
			held++
		}
	}
	return c.say("drill-form.compliance.declared", "held", held, "asked", asked, "kept", kept)
}

// annexes are the drills that count, and the times over the years.
func (c *Clerk) annexes(s Compliance) []Block {
	blocks := append([]Block{Heading{Text: c.annex(1, "drill-form.compliance.drills")}}, c.counting(s)...)
	if len(s.Trends) > 0 && !s.Blank {
		blocks = append(blocks, Heading{Text: c.annex(2, "drill-form.trends.title")})
		blocks = append(blocks, c.charts(s.Trends)...)
	}
	return blocks
}

// annex numbers the heading of an annex.
func (c *Clerk) annex(number int, key string) Label {
	return c.each(func(lang app.Lang) string {
		return c.words.T(lang, "drill-form.annex", "number", number, "title", c.words.T(lang, key))
	})
}

// handedIn says on which days the log of drills goes up.
func (c *Clerk) handedIn(uploads []drill.Upload) []Block {
	blocks := make([]Block, len(uploads))
	for i, u := range uploads {
		blocks[i] = Paragraph{Text: c.each(func(lang app.Lang) string {
			return c.words.T(lang, "drill-form.compliance.hand-in", "title", u.Rule.UploadTitle.In(lang), "day", u.Day.In(lang), "rule", u.Rule.ID)
		})}
	}
	return blocks
}

// complianceFigures counts the rules by their status.
func (c *Clerk) complianceFigures(verdicts []drill.Verdict) Block {
	counts := map[drill.Status]int{}
	for _, v := range verdicts {
		counts[v.Status]++
	}
	tiles := Tiles{}
	for _, status := range []drill.Status{drill.Fulfilled, drill.OnCourse, drill.Due, drill.Short, drill.OutOfCompliance} {
		tile := Tile{Label: c.status(status), Value: strconv.Itoa(counts[status])}
		if status == drill.OutOfCompliance && counts[status] > 0 {
			tile.Tone = Alert
		}
		tiles.Items = append(tiles.Items, tile)
	}
	return tiles
}

func (c *Clerk) status(s drill.Status) Label { return c.say("drill.status." + string(s)) }

// verdicts lists the rules that concern the school, one row for each thing asked.
func (c *Clerk) verdicts(s Compliance) Block {
	table := Table{Dense: true, Merge: true, Grid: s.Blank, Columns: []Column{
		{Head: c.say("drill-form.rule"), Width: 1.2},
		{Head: c.say("drill-form.asks"), Width: 4},
		{Head: c.say("drill-form.done"), Width: 1.1},
		{Head: c.say("drill-form.status"), Width: 1.6},
		{Head: c.say("drill-form.basis"), Width: 3.4},
	}}
	for _, v := range s.Verdicts {
		if v.Status == drill.NotApplicable {
			continue
		}
		parts := v.Parts
		if len(parts) == 0 {
			parts = []drill.Finding{v.Finding}
		}
		for i, part := range parts {
			says := v.Rule.Says
			if part.Requirement.Says != nil {
				says = part.Requirement.Says
			}
			basis := c.basis(v.Rule)
			if i > 0 {
				basis = Cell{}
			}
			status := Cell{Text: stacked(c.status(part.Status)), Tone: Strong}
			if part.Status == drill.OutOfCompliance {
				status.Tone = Alert
			}
			done := Cell{Text: doneOf(part)}
			if s.Blank {
				done, status = Cell{}, Cell{}
			}
			table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: v.Rule.ID}, {Text: stacked(c.title(says))}, done, status, basis}})
		}
	}
	return table
}

// doneOf is what was done of what is asked: "8 / 12", "3 ≤ 8" for a maximum.
func doneOf(f drill.Finding) string {
	switch {
	case f.Requirement.Max > 0:
		return strconv.Itoa(f.Done) + " ≤ " + strconv.Itoa(f.Requirement.Max)
	case f.Requirement.Min > 0, f.Requirement.Reviewed:
		return strconv.Itoa(f.Done) + " / " + strconv.Itoa(f.Required)
	case f.Requirement.Forbid != "":
		return strconv.Itoa(f.Done)
	}
	return ""
}

func notConcerned(verdicts []drill.Verdict) []string {
	var ids []string
	for _, v := range verdicts {
		if v.Status == drill.NotApplicable {
			ids = append(ids, v.Rule.ID)
		}
	}
	return ids
}

// counting lists the drills of the year that were held, with the rules they count for.
func (c *Clerk) counting(s Compliance) []Block {
	titles := s.View.Titles()
	table := Table{Dense: true, Grid: s.Blank, Columns: []Column{
		{Head: c.say("drill-form.row"), Width: 0.6},
		{Head: c.say("drill-form.date"), Width: 3.2},
		{Head: c.say("form.number"), Width: 2},
		{Head: c.say("drill-form.kind"), Width: 2.2},
		{Head: c.say("drill-form.rules"), Width: 3.2},
	}}
	if s.Blank {
		table.Rows = emptyRows(blankCounting)
		return []Block{table}
	}
	for _, slot := range s.View.List() {
		if !counts(slot) {
			continue
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: strconv.Itoa(len(table.Rows) + 1)},
			{Text: strings.TrimSpace(c.day(slot.Day) + " " + slot.Time)},
			{Text: slot.Number},
			{Text: stacked(c.title(titles[slot.Kind]))},
			{Text: strings.Join(slot.Rules, ", ")},
		}})
	}
	if len(table.Rows) == 0 {
		return []Block{Paragraph{Text: c.say("drill-form.compliance.none")}}
	}
	return []Block{table}
}

// counts says whether a drill was held.
func counts(s drill.Slot) bool { return s.Standing == drill.Completed || s.Standing == drill.Unwritten }

// keptFor says how long the rules ask for the records to be kept.
func (c *Clerk) keptFor(verdicts []drill.Verdict) []Block {
	years, rule := 0, ""
	for _, v := range verdicts {
		if v.Status != drill.NotApplicable && v.Rule.Retention > years {
			years, rule = v.Rule.Retention, v.Rule.ID
		}
	}
	if years == 0 {
		return []Block{Paragraph{Text: c.say("drill-form.compliance.keep"), Muted: true}}
	}
	return []Block{Paragraph{Text: c.say("drill-form.compliance.keep-years", "years", years, "rule", rule), Muted: true}}
}
