package form

import (
	"slices"
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
)

// DrillPlan writes the plan of a drill: what is assumed, who does what where, the
// ways out, the signals, who is told and when it is broken off. What the entry does
// not say is taken from its kind.
func (c *Clerk) DrillPlan(d Drill) Document {
	p := c.drillPaper(d)
	p.held = drill.FromValues(p.values())
	title := p.say("drill-form.plan.title")
	facts := append([]Field{
		{Label: p.fieldTitle("kind"), Value: p.kindTitle().String()},
		{Label: p.fieldTitle("date"), Value: p.when()},
	}, p.facts("place", "participants")...)
	expected := p.fact("expected")
	if expected.Value == "" {
		expected.Value = rollCount(p.held.Roll)
	}
	facts = append(append(facts, expected), p.facts("exercise", "commander", "deputy", "plan", "planPart")...)
	facts = append(facts, Field{Label: p.fieldTitle("rules"), Value: strings.Join(p.held.Rules, ", ")}, p.announced(), p.fact("window"))
	if tags := p.fact("tags"); tags.Value != "" {
		facts = append(facts, tags)
	}
	blocks := []Block{
		p.head(title),
		Fields{Dense: true, Items: facts},
		Heading{Text: p.say("drill-form.plan.scenario")},
		Fields{Items: []Field{p.wide("scenario", 3), p.wide("objective", 3)}},
		Heading{Text: p.fieldTitle("groups")},
		p.groupTable(),
		Heading{Text: p.say("drill-form.plan.ways")},
		Fields{Items: []Field{p.wide("signals", 2), p.fact("assembly"), p.fact("blocked")}},
	}
	blocks = append(blocks, p.routes()...)
	blocks = append(blocks, p.script()...)
	blocks = append(blocks, Heading{Text: p.say("drill-form.plan.care")}, Fields{
		Items: []Field{p.wide("assistance", 3), p.wide("abort", 3), p.wide("weatherLimits", 1)},
	})
	blocks = append(blocks, p.told()...)
	blocks = append(blocks,
		Heading{Text: p.say("drill-form.plan.ready")},
		Fields{Items: []Field{p.wide("materials", 3), p.wide("training", 2)}},
		Signatures{Lines: []Signature{
			{Label: p.fieldTitle("safetyOffice"), Value: p.held.SafetyOffice},
			{Label: p.fieldTitle("commander"), Value: p.held.Commander},
			{Label: p.fieldTitle("approver"), Value: p.held.Approver},
			p.date(),
		}, Seal: p.say("form.seal")})
	doc := p.document(title, blocks...)
	doc.Fit = Fit{Least: planLeast}
	if len(p.langs) > 1 {
		doc.Fit.Least = planLeastBoth
	}
	return doc
}

// The shares of the usual size below which no plan is set to save a page.
const (
	planLeast     = 0.82
	planLeastBoth = 0.73
)

// rollCount is how many pupils the classes expect, "" when none says it.
func rollCount(roll []drill.ClassRow) string {
	if sum := drill.Total(roll).Expected; sum > 0 {
		return strconv.Itoa(sum)
	}
	return ""
}

// groupTable lists the groups with their people, posts and duties.
func (p drillPaper) groupTable() Block {
	table := Table{Dense: true, Tight: !p.Blank, Grid: p.Blank, Columns: []Column{
		{Head: p.column("groups", "group"), Width: 1.5},
		{Head: p.column("groups", "leader"), Width: 1.2},
		{Head: p.column("groups", "members"), Width: 1.5},
		{Head: p.column("groups", "post"), Width: 1.4},
		{Head: p.column("groups", "duty"), Width: 4.4},
	}}
	for _, g := range p.held.Groups {
		name := g.Group
		if r, ok := p.role(g.Group); ok {
			name = stacked(p.title(r.Title))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: name, Tone: Strong}, {Text: p.leader(g)}, {Text: g.Members}, {Text: g.Post}, {Text: p.duties(g)},
		}})
	}
	if p.Blank {
		for range 6 {
			table.Rows = append(table.Rows, Row{Height: 1.8})
		}
	}
	return table
}

// leader is who leads a group; the commander and those beside him stand in fields of
// their own.
func (p drillPaper) leader(g drill.Group) string {
	if g.Leader != "" {
		return g.Leader
	}
	r, _ := p.role(g.Group)
	return map[string]string{"commander": p.held.Commander, "deputy": p.held.Deputy, "recorder": p.held.Recorder}[r.Name]
}

// routes are the ways of the classes, two classes in a row.
func (p drillPaper) routes() []Block {
	rows := p.held.Roll
	if p.Blank {
		rows = make([]drill.ClassRow, 8)
	}
	if len(rows) == 0 {
		return nil
	}
	table := Table{Dense: true, Tight: !p.Blank, Grid: p.Blank}
	for range 2 {
		table.Columns = append(table.Columns,
			Column{Head: p.rowTitle("class"), Width: 1.4},
			Column{Head: p.rowTitle("expected"), Width: 1.2, Align: Right},
			Column{Head: p.rowTitle("route"), Width: 2.6})
	}
	half := (len(rows) + 1) / 2
	for i := range half {
		row := Row{}
		if p.Blank {
			row.Height = 1.5
		}
		for _, at := range []int{i, half + i} {
			if at < len(rows) {
				r := rows[at]
				row.Cells = append(row.Cells, Cell{Text: r.Class}, Cell{Text: r.Expected.String()}, Cell{Text: r.Route})
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return []Block{Heading{Text: p.say("drill-form.plan.routes"), Minor: true}, table}
}

// script is the course of the drill as its kind has it.
func (p drillPaper) script() []Block {
	if len(p.Kind.Script) == 0 {
		return nil
	}
	table := Table{Dense: true, Tight: true, Columns: []Column{
		{Head: p.say("drill-form.script.at"), Width: 1.3},
		{Head: p.say("drill-form.script.who"), Width: 2},
		{Head: p.say("drill-form.script.does"), Width: 5},
	}}
	for _, row := range p.Kind.Script {
		at := clock(row.At)
		if row.At < 0 {
			at = p.words.T(p.lang(), "drill-form.script.before", "minutes", -row.At/60)
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: at}, {Text: stacked(p.title(row.Who))}, {Text: stacked(p.title(row.Does))},
		}})
	}
	return []Block{Heading{Text: p.say("drill-form.script")}, table}
}

// told lists who is to be told beforehand, and who was.
func (p drillPaper) told() []Block {
	table := Table{Dense: true, Tight: !p.Blank, Grid: p.Blank, Columns: []Column{
		{Head: p.column("told", "who"), Width: 3},
		{Head: p.say("drill-form.told.ahead"), Width: 2},
		{Head: p.column("told", "on"), Width: 2},
		{Head: p.column("told", "by"), Width: 2},
	}}
	listed := map[string]bool{}
	for _, b := range p.Kind.Before {
		listed[b.Name] = true
		notice := drill.Notice{}
		if i := slices.IndexFunc(p.held.Told, func(n drill.Notice) bool { return n.Who == b.Name }); i >= 0 {
			notice = p.held.Told[i]
		}
		table.Rows = append(table.Rows, p.toldRow(p.title(b.Title).String(), p.ahead(b.Days), notice))
	}
	for _, n := range p.held.Told {
		if !listed[n.Who] {
			table.Rows = append(table.Rows, p.toldRow(p.toldName(n.Who), "", n))
		}
	}
	if p.Blank {
		for range 4 {
			table.Rows = append(table.Rows, Row{Height: 1.5})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []Block{Heading{Text: p.fieldTitle("told")}, table}
}

func (p drillPaper) toldRow(who, ahead string, n drill.Notice) Row {
	on := ""
	if !n.On.IsZero() {
		on = n.On.String()
	}
	return Row{Cells: []Cell{{Text: who}, {Text: ahead}, {Text: on}, {Text: n.By}}}
}

// ahead says how many days before the drill somebody is told.
func (p drillPaper) ahead(days int) string {
	if days == 0 {
		return p.say("drill-form.told.same-day").String()
	}
	return p.each(func(lang app.Lang) string { return p.words.T(lang, "drill-form.told.days", "days", days) }).String()
}

// toldName is the ledger's word for who was told, or the school's own.
func (p drillPaper) toldName(who string) string {
	f, _ := p.Template.Field("told")
	for _, inner := range f.Fields {
		if category, ok := inner.Category(who); ok && inner.Name == "who" {
			return p.title(category.Label).String()
		}
	}
	return who
}
