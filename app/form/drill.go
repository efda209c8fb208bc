package form

import (
	"fmt"
	"slices"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Drill is what the papers of one drill are made of: its plan, the cards and sheets
// for the day, its record and its review.
type Drill struct {
	Template ledger.Template
	Entry    ledger.Entry // the zero entry for blank papers
	Kind     drill.Kind   // as the school holds it; the zero Kind for a word of its own
	Photos   []Photo      // of the record, on their own page
	Blank    bool
}

// drillPaper is one drill being written onto a paper.
type drillPaper struct {
	*Clerk
	Drill
	held drill.Drill
}

func (c *Clerk) drillPaper(d Drill) drillPaper {
	if d.Blank {
		d.Entry, d.Photos = ledger.Entry{}, nil
	}
	return drillPaper{Clerk: c, Drill: d, held: drill.FromValues(d.Entry.Values)}
}

// document is a paper of the drill under its title.
func (p drillPaper) document(title Label, blocks ...Block) Document {
	return Document{
		Title: title.String(), Number: p.Entry.Number, Lang: p.lang(), Blocks: blocks,
		Foot: p.foot(p.level().Main, p.school.Name, p.Entry.Number),
	}
}

// level is the framed word on a paper that not everybody may read.
func (p drillPaper) level() Label {
	return p.mark(p.Template.Schema.Sensitivity(p.Entry.Values, p.Template.Sensitivity))
}

// head is the letterhead of a paper of the drill.
func (p drillPaper) head(title Label) Letterhead {
	head := p.letterhead(title, p.Entry.Number, CodeOf(p.Entry))
	head.Mark, head.Caption = p.level(), p.own(p.held.Name).String()
	return head
}

// caption says on a card which drill it belongs to.
func (p drillPaper) caption() string {
	return p.join(p.own(p.held.Name).Main, p.held.Date.String(), p.Entry.Number)
}

// own is a text of the drill in the languages of the paper, as far as its kind knows
// it: what the school wrote itself stays in its words.
func (p drillPaper) own(text string) Label {
	return p.each(func(lang app.Lang) string { return p.Kind.Translate(text, lang) })
}

// when is the day and the time of the drill.
func (p drillPaper) when() string {
	if p.held.Date.IsZero() {
		return ""
	}
	return strings.TrimSpace(p.day(p.held.Date) + " " + p.held.Time)
}

// fieldTitle is the ledger's own name of a field.
func (p drillPaper) fieldTitle(field string) Label {
	f, _ := p.Template.Field(field)
	return p.title(f.Title)
}

// values are those of the entry; what it does not say of its plan comes from its kind.
func (p drillPaper) values() schema.Values {
	if p.Blank || p.Kind.Name == "" {
		return p.Entry.Values
	}
	return p.Kind.Arrange(p.held, p.lang()).Values()
}

// fact is a field of the ledger with its value.
func (p drillPaper) fact(name string) Field {
	return p.factOf(name, p.Entry.Values)
}

func (p drillPaper) factOf(name string, values schema.Values) Field {
	f, _ := p.Template.Field(name)
	item := Field{Label: p.title(f.Title), Value: p.value(f, values[name])}
	if fromKind[name] {
		item.Value = stacked(p.own(values[name]))
	}
	if f.Type == schema.LongText || f.Type == schema.List {
		item.Wide = true
	}
	return item
}

// fromKind are the fields that a plan takes from its kind.
var fromKind = map[string]bool{"name": true, "scenario": true, "objective": true, "signals": true, "materials": true, "abort": true}

// facts are fields of the ledger beside each other.
func (p drillPaper) facts(names ...string) []Field {
	items := make([]Field, len(names))
	for i, name := range names {
		items[i] = p.fact(name)
	}
	return items
}

// wide is a field over the whole width, with lines to write on when it is empty.
func (p drillPaper) wide(name string, lines int) Field {
	item := p.factOf(name, p.values())
	item.Wide, item.Lines = true, lines
	return item
}

// ticked are the words of a field as boxes, those of the value ticked; what somebody
// wrote in his own words comes last.
func (p drillPaper) ticked(name string, values ...string) []Check {
	f, _ := p.Template.Field(name)
	var items []Check
	for _, category := range f.Categories {
		on := slices.Contains(values, category.Value)
		if on || !category.Special {
			items = append(items, Check{Text: p.title(category.Label), On: on})
		}
	}
	for _, value := range values {
		if _, known := f.Category(value); !known && value != "" {
			items = append(items, Check{Text: Label{Main: value}, On: true})
		}
	}
	return items
}

// choice is a field whose words are ticked.
func (p drillPaper) choice(name string, values ...string) Field {
	return Field{Label: p.fieldTitle(name), Choices: p.ticked(name, values...)}
}

// yesNo is a field that says yes or no; on a blank paper it is ticked.
func (p drillPaper) yesNo(name string) Field {
	item := p.fact(name)
	if p.Blank {
		item.Choices = []Check{{Text: p.say("form.yes")}, {Text: p.say("form.no")}}
	}
	return item
}

// announced says whether people knew of the drill, as rules look at it.
func (p drillPaper) announced() Field {
	item := Field{Label: p.say("drill-form.announced")}
	secret := slices.Contains(p.held.Tags, drill.Unannounced)
	yes, no := p.say("drill-form.announced.yes"), p.say("drill-form.announced.no")
	switch {
	case p.Blank:
		item.Choices = []Check{{Text: yes}, {Text: no}}
	case secret:
		item.Value = no.String()
	default:
		item.Value = yes.String()
	}
	return item
}

// kindTitle names the kind in the languages of the paper.
func (p drillPaper) kindTitle() Label {
	if p.Kind.Name == "" {
		return Label{Main: p.held.Kind}
	}
	return p.title(p.Kind.Title)
}

// clock writes seconds as minutes and seconds.
func clock(seconds int) string {
	sign := ""
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	return fmt.Sprintf("%s%d:%02d", sign, seconds/60, seconds%60)
}

// clockOf is clock of a time that may not have been taken.
func clockOf(c drill.Count) string {
	if !c.Known {
		return ""
	}
	return clock(c.N)
}

// measured is one mark of a drill with its target. Numbers are seconds.
type measured struct {
	title  Label
	from   Label       // what target counts from when that is not the alarm
	target int         // 0 for none
	at     drill.Count // after the alarm
	took   drill.Count // since from
}

// actual is the time that a record shows: the one that stands against the target.
func (m measured) actual() drill.Count {
	if m.target > 0 && m.took.Known {
		return m.took
	}
	return m.at
}

func (m measured) late() bool { return m.target > 0 && m.took.Known && m.took.N > m.target }

// timeFields are the fields of the ledger in which marks are kept.
var timeFields = []struct{ mark, field string }{
	{drill.MarkFirstOut, "firstOutSeconds"},
	{drill.MarkLastOut, "evacuationSeconds"},
	{drill.MarkRollComplete, "accountedSeconds"},
	{drill.MarkSelfRescue, "selfRescueSeconds"},
	{drill.MarkMutualRescue, "mutualRescueSeconds"},
	{drill.MarkReinforcement, "reinforcementSeconds"},
	{drill.MarkLocked, "lockedSeconds"},
	{drill.MarkControlled, "controlledSeconds"},
	{drill.MarkAllClear, "allClearSeconds"},
}

// measures lists the marks of the kind in their order, then what was timed besides.
// Without a kind it lists the times that the ledger has fields for.
func (p drillPaper) measures() []measured {
	var all []measured
	listed := map[string]bool{drill.MarkAlarm: true}
	for i, m := range p.Kind.Marks {
		listed[m.Name] = true
		if i == 0 {
			continue
		}
		one := measured{title: p.title(m.Title), target: m.Target}
		one.at, one.took = p.held.Took(m)
		if from, ok := p.Kind.Mark(m.From); ok {
			one.from = p.title(from.Title)
		}
		all = append(all, one)
	}
	for _, f := range timeFields {
		at := p.held.Taken(f.mark)
		if !listed[f.mark] && (at.Known || p.Blank && p.Kind.Name == "") {
			all = append(all, measured{title: p.fieldTitle(f.field), at: at, took: at})
		}
	}
	for _, m := range p.held.Marks {
		if !listed[m.Mark] {
			all = append(all, measured{title: Label{Main: m.Mark}, at: m.Seconds, took: m.Seconds})
		}
	}
	return all
}

// role finds what the kind says about a group of the drill.
func (p drillPaper) role(group string) (drill.RoleCard, bool) {
	for _, r := range p.Kind.Roles {
		for _, lang := range app.Langs {
			if group != "" && r.Title.In(lang) == group {
				return r, true
			}
		}
	}
	return drill.RoleCard{}, false
}

// duties are what a group has to do: in the drill's own words, else those of the kind.
func (p drillPaper) duties(g drill.Group) string {
	if g.Duty != "" {
		return stacked(p.own(g.Duty))
	}
	r, ok := p.role(g.Group)
	if !ok {
		return ""
	}
	var lines []string
	for _, duty := range r.Duties {
		lines = append(lines, stacked(p.title(duty)))
	}
	return strings.Join(lines, "\n")
}

// date is a place for the date of signing.
func (c *Clerk) date() Signature { return Signature{Label: c.say("form.date")} }
