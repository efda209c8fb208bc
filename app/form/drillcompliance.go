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
}

// Compliance writes how the school stands with each drill rule: what it asks, what
// was done, where it stands, and the drills that count.
func (c *Clerk) Compliance(s Compliance) Document {
	title := c.say("drill-form.compliance.title")
	head := c.letterhead(title, s.Year.String(), "")
	head.NumberLabel = c.say("drill-form.year.of")
	head.Caption = c.words.T(c.lang(), "drill-form.compliance.as-of", "day", c.day(s.Day))
	blocks := []Block{head, c.complianceFigures(s.Verdicts), Heading{Text: c.say("drill-form.compliance.rules")}, c.verdicts(s.Verdicts)}
	if spared := notConcerned(s.Verdicts); len(spared) > 0 {
		blocks = append(blocks, Paragraph{Text: c.say("drill-form.compliance.not-applicable", "rules", strings.Join(spared, ", ")), Muted: true})
	}
	blocks = append(blocks, Heading{Text: c.say("drill-form.compliance.drills")})
	blocks = append(blocks, c.counting(s.View)...)
	if len(s.Trends) > 0 {
		blocks = append(blocks, Heading{Text: c.say("drill-form.trends.title")})
		blocks = append(blocks, c.charts(s.Trends)...)
	}
	blocks = append(blocks, c.keptFor(s.Verdicts)...)
	blocks = append(blocks, Signatures{Lines: []Signature{
		{Label: c.say("drill-form.director")}, {Label: c.say("drill-form.principal")}, c.date(),
	}, Seal: c.say("form.seal")})
	return Document{
		Title: title.String(), Number: s.Year.String(), Lang: c.lang(), Blocks: blocks,
		Foot: c.foot(c.school.Name, title.Main, s.Year.String()),
	}
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
func (c *Clerk) verdicts(all []drill.Verdict) Block {
	table := Table{Dense: true, Merge: true, Columns: []Column{
		{Head: c.say("drill-form.rule"), Width: 1.2},
		{Head: c.say("drill-form.asks"), Width: 4},
		{Head: c.say("drill-form.done"), Width: 1.1},
		{Head: c.say("drill-form.status"), Width: 1.6},
		{Head: c.say("drill-form.basis"), Width: 3.4},
	}}
	for _, v := range all {
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
			table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: v.Rule.ID}, {Text: stacked(c.title(says))}, {Text: doneOf(part)}, status, basis}})
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
func (c *Clerk) counting(v drill.YearView) []Block {
	titles := v.Titles()
	table := Table{Dense: true, Columns: []Column{
		{Head: c.say("drill-form.row"), Width: 0.6},
		{Head: c.say("drill-form.date"), Width: 3.2},
		{Head: c.say("form.number"), Width: 2},
		{Head: c.say("drill-form.kind"), Width: 2.2},
		{Head: c.say("drill-form.rules"), Width: 3.2},
	}}
	for _, s := range v.List() {
		if s.Standing != drill.Completed && s.Standing != drill.Unwritten {
			continue
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: strconv.Itoa(len(table.Rows) + 1)},
			{Text: strings.TrimSpace(c.day(s.Day) + " " + s.Time)},
			{Text: s.Number},
			{Text: stacked(c.title(titles[s.Kind]))},
			{Text: strings.Join(s.Rules, ", ")},
		}})
	}
	if len(table.Rows) == 0 {
		return []Block{Paragraph{Text: c.say("drill-form.compliance.none")}}
	}
	return []Block{table}
}

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
