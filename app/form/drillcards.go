package form

import (
	"slices"
	"strings"

	"campuskeeper/app/drill"
)

const (
	blankCards = 4 // fill a page
	cardLines  = 5 // duties to write down on a blank card
	stairLines = 3 // the same at a stair
)

// stairRole is the role that stands at stairs and on floors, in every kind that has
// one.
const stairRole = "stairs"

// RoleCards writes a card for each role of the drill, four to a page, with what it
// has to do.
func (c *Clerk) RoleCards(d Drill) Document {
	p := c.drillPaper(d)
	cards := Cards{}
	for _, g := range p.roles() {
		r, known := p.role(g.Group)
		title := Label{Main: g.Group}
		if known {
			title = p.title(r.Title)
		}
		card := []Block{
			p.cardHead(title),
			Fields{Columns: 1, Dense: true, Items: []Field{
				{Label: p.say("drill-form.card.name"), Value: p.join(p.leader(g), g.Members)},
				{Label: p.column("groups", "post"), Value: g.Post},
			}},
		}
		card = append(card, p.dutyTicks(r, g.Duty)...)
		cards.Items = append(cards.Items, append(card, p.signalLines()...))
	}
	for len(cards.Items) == 0 || p.Blank && len(cards.Items) < blankCards {
		cards.Items = append(cards.Items, p.blankCard(p.say("drill-form.card.role")))
	}
	return p.slips(p.say("drill-form.card.title"), cards)
}

// slips is a paper that is cut into cards.
func (p drillPaper) slips(title Label, blocks ...Block) Document {
	doc := p.document(title, blocks...)
	doc.Slips = true
	return doc
}

// roles are the groups of the drill, and those of its kind that it does not name.
func (p drillPaper) roles() []drill.Group {
	groups := slices.Clone(p.held.Groups)
	for _, r := range p.Kind.Roles {
		named := slices.ContainsFunc(groups, func(g drill.Group) bool {
			other, ok := p.role(g.Group)
			return ok && other.Name == r.Name
		})
		if !named && !p.Blank {
			groups = append(groups, drill.Group{Group: r.Title.In(p.lang())})
		}
	}
	return groups
}

func (p drillPaper) cardHead(title Label) CardHead {
	return CardHead{School: p.school.Name, Title: title, Caption: p.caption(), Code: CodeOf(p.Entry)}
}

// dutyTicks are duties to tick off: the drill's own words, or those of the role.
func (p drillPaper) dutyTicks(r drill.RoleCard, own string) []Block {
	ticks := Ticks{Columns: 1}
	for _, line := range strings.Split(own, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			ticks.Items = append(ticks.Items, Check{Text: p.own(line)})
		}
	}
	if len(ticks.Items) == 0 {
		for _, duty := range r.Duties {
			ticks.Items = append(ticks.Items, Check{Text: p.title(duty)})
		}
	}
	heading := Heading{Text: p.column("groups", "duty"), Minor: true}
	if len(ticks.Items) == 0 {
		return []Block{Ruled{Label: heading.Text, Lines: cardLines}}
	}
	return []Block{heading, ticks}
}

// signalLines tells on a card what is heard and what it means.
func (p drillPaper) signalLines() []Block {
	text := p.values()["signals"]
	if text == "" {
		return nil
	}
	return []Block{Paragraph{Text: p.own(text), Muted: true}}
}

func (p drillPaper) blankCard(label Label) []Block {
	return []Block{
		CardHead{School: p.school.Name, Title: p.say("drill-form.card.title")},
		Fields{Columns: 1, Items: []Field{
			{Label: label}, {Label: p.say("drill-form.card.name")}, {Label: p.column("groups", "post")},
		}},
		Ruled{Label: p.column("groups", "duty"), Lines: cardLines},
	}
}

// StairCards writes a card for each post at a stair or on a floor: who stands there,
// which classes come by, and what is noted.
func (c *Clerk) StairCards(d Drill) Document {
	p := c.drillPaper(d)
	cards := Cards{}
	for _, post := range p.posts() {
		cards.Items = append(cards.Items, p.stairCard(post))
	}
	for len(cards.Items) == 0 || p.Blank && len(cards.Items) < blankCards {
		cards.Items = append(cards.Items, p.stairCard(drill.Group{}))
	}
	return p.slips(p.say("drill-form.stair.title"), cards)
}

// posts are the places where somebody stands: those of the groups, and the ways of
// the classes that no group stands at.
func (p drillPaper) posts() []drill.Group {
	var posts []drill.Group
	for _, g := range p.held.Groups {
		if r, ok := p.role(g.Group); g.Post != "" && (!ok || r.Name == stairRole) {
			posts = append(posts, g)
		}
	}
	for _, row := range p.held.Roll {
		manned := slices.ContainsFunc(posts, func(g drill.Group) bool { return passes(row.Route, g.Post) })
		if row.Route != "" && !manned {
			posts = append(posts, drill.Group{Post: row.Route})
		}
	}
	return posts
}

// passes says whether a class's way leads by a post.
func passes(route, post string) bool {
	return route != "" && post != "" && (strings.Contains(route, post) || strings.Contains(post, route))
}

func (p drillPaper) stairCard(g drill.Group) []Block {
	var names []string
	passing := slices.DeleteFunc(slices.Clone(p.held.Roll), func(row drill.ClassRow) bool { return !passes(row.Route, g.Post) })
	for _, row := range passing {
		names = append(names, row.Class)
	}
	title := Label{Main: g.Post}
	if g.Post == "" {
		title = p.say("drill-form.stair.title")
	}
	facts := Fields{Columns: 1, Dense: true}
	if g.Post == "" {
		facts.Items = append(facts.Items, Field{Label: p.column("groups", "post")})
	}
	facts.Items = append(facts.Items,
		Field{Label: p.say("drill-form.card.name"), Value: p.join(g.Leader, g.Members)},
		Field{Label: p.say("drill-form.stair.classes"), Value: p.join(names...)},
		Field{Label: p.fieldTitle("expected"), Value: rollCount(passing)},
		Field{Label: p.fieldTitle("blocked"), Value: p.held.Blocked})
	r := drill.RoleCard{}
	for _, role := range p.Kind.Roles {
		if role.Name == stairRole {
			r = role
		}
	}
	card := []Block{p.cardHead(title), facts}
	if len(r.Duties) > 0 || g.Duty != "" {
		card = append(card, p.dutyTicks(r, g.Duty)...)
	}
	if p.Blank {
		card = append(card, Ruled{Label: p.column("groups", "duty"), Lines: stairLines / len(p.langs)})
	}
	return append(card, p.stairTimes())
}

// stairTimes is what the post notes during the drill.
func (p drillPaper) stairTimes() Block {
	table := Table{Dense: true, Grid: true}
	for _, key := range []string{"first", "last", "empty"} {
		table.Columns = append(table.Columns, Column{Head: p.say("drill-form.stair." + key), Width: 1})
	}
	table.Rows = []Row{{Height: 2}}
	return table
}

// RollSheets writes a slip for each class of the drill, two to a page, on which its
// teacher notes who is there and who is missing.
func (c *Clerk) RollSheets(d Drill) Document {
	p := c.drillPaper(d)
	classes := p.held.Roll
	if len(classes) == 0 {
		classes = make([]drill.ClassRow, 2)
	}
	var blocks []Block
	for from := 0; from < len(classes); from += 2 {
		sheet := Halves{Top: p.rollSheet(classes[from]), Cut: p.say("drill-form.sheet.cut")}
		if from+1 < len(classes) {
			sheet.Bottom = p.rollSheet(classes[from+1])
		}
		blocks = append(blocks, sheet)
	}
	return p.slips(p.say("drill-form.sheet.title"), blocks...)
}

func (p drillPaper) rollSheet(r drill.ClassRow) []Block {
	head := p.head(p.say("drill-form.sheet.title"))
	head.Caption = p.join(p.held.Name, p.when())
	table := Table{Grid: true, Rows: []Row{{Height: 1.9 - 0.4*float64(len(p.langs)), Cells: []Cell{
		{Text: r.Expected.String(), Tone: Strong}, {Text: r.Present.String()}, {Text: r.AbsentKnown.String()}, {Text: r.Missing.String()}, {Text: clockOf(r.ReportedAt)},
	}}}}
	for _, name := range []string{"expected", "present", "absentKnown", "missing", "reportedAt"} {
		table.Columns = append(table.Columns, Column{Head: p.rowTitle(name), Width: 1, Align: Center})
	}
	return []Block{
		head,
		Fields{Dense: len(p.langs) > 1, Items: []Field{
			{Label: p.rowTitle("class"), Value: r.Class},
			{Label: p.rowTitle("teacher"), Value: r.Teacher},
			{Label: p.rowTitle("route"), Value: r.Route},
			{Label: p.fieldTitle("assembly"), Value: p.held.Assembly},
		}},
		table,
		Ruled{Label: p.say("drill-form.sheet.absent"), Lines: 1},
		Ruled{Label: p.say("drill-form.sheet.missing"), Lines: 1},
		Ruled{Label: p.rowTitle("remark"), Text: r.Remark, Lines: 1},
		Signatures{Lines: []Signature{{Label: p.rowTitle("teacher"), Share: 1.6}, {Label: p.say("drill-form.sheet.time")}}},
	}
}
