package drilllive

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// ready is the page before the start: what is drilled, the classes, who is told, who
// does what, when it is broken off - and the button that starts.
type ready struct {
	screen  *Screen
	deps    *Deps
	book    *words.Book
	drill   drill.Drill // as it is planned now
	changed bool
	slim    bool // made for a narrow window
	object  fyne.CanvasObject
	classes *fyne.Container
	message *widgets.Text
}

func newReady(s *Screen) *ready {
	r := &ready{screen: s, deps: &s.deps, book: s.deps.Words, drill: drill.FromValues(s.sheet.Entry.Values)}
	if len(r.drill.Roll) == 0 && len(s.sheet.LastRoll) > 0 {
		r.drill.Roll, r.changed = slices.Clone(s.sheet.LastRoll), true
	}
	r.dress()
	return r
}

func (r *ready) t(key string, pairs ...any) string { return r.book.T(key, pairs...) }

// said is a text of the plan: what the kind says itself in the chosen language, what
// the school wrote as it is.
func (r *ready) said(text string) string {
	return r.screen.sheet.Kind.Translate(text, r.book.Lang())
}

// complain says what stands in the way.
func (r *ready) complain(err error) { r.message.Set(r.book.Explain(err), look.Red, false) }

// dress makes the page in the chosen language.
func (r *ready) dress() {
	kind, d := r.screen.sheet.Kind, r.drill
	r.slim = r.deps.narrow()
	r.message = widgets.NewParagraph("").In(look.Red)
	back := widgets.NewButton(widgets.Ordinary, "left", r.t("live.leave"), r.leave)
	name := nameOf(r.book, kind, d)
	second := widgets.NewText(r.screen.sheet.Entry.Number + "  " + r.book.Day(d.Date) + "  " + d.Time).In(look.Muted).Cut()
	head := widgets.Row(look.Gap3, badge(r.t("live.ready")), widgets.Grow(container.New(headline{}, widgets.NewTitle(name).Cut(), second, widgets.NewText(""))), back)
	r.classes = widgets.Column(look.Gap2)
	start := widgets.NewButton(widgets.Main, "flag", r.t("live.start"), r.screen.askStart).Tall(56)
	note := widgets.NewNote(r.t("live.start.note", "mark", r.firstMark()))
	foot := widgets.Row(look.Gap4, widgets.Grow(widgets.Column(look.Gap1, note, r.message)), widgets.Sized(startWidth, 0, start))
	r.object = container.New(page{narrow: r.slim, outgrown: r.screen.outgrown}, widgets.Fill(look.Paper, widgets.Column(0,
		widgets.Fill(look.Ground, widgets.Sized(0, headHeight, widgets.Inset(0, look.Gap4, 0, look.Gap4, head))), widgets.NewRule(),
		widgets.Grow(r.body()), widgets.NewRule(), widgets.Fill(look.Ground, widgets.Padded(look.Gap4, foot)))))
	r.showClasses()
}

// startWidth is the width of the button that starts, in pixels of the design.
const startWidth = 280

// body is what is planned beside the classes and roles; over them in a narrow window.
func (r *ready) body() fyne.CanvasObject {
	left := []fyne.CanvasObject{r.facts(), r.told(), r.abort()}
	right := []fyne.CanvasObject{r.classPart(), r.groups()}
	scroll := func(parts ...fyne.CanvasObject) fyne.CanvasObject {
		return container.NewVScroll(widgets.Padded(look.Gap6, widgets.Column(look.Gap6, parts...)))
	}
	if r.slim {
		return scroll(append(left, right...)...)
	}
	return container.NewGridWithColumns(2, scroll(left...), scroll(right...))
}

func (r *ready) firstMark() string {
	if marks := r.screen.sheet.Kind.Marks; len(marks) > 0 {
		return markTitle(r.book, marks[0])
	}
	return ""
}

// facts are kind, targets, place, commander and the blocked way.
func (r *ready) facts() fyne.CanvasObject {
	kind, d := r.screen.sheet.Kind, r.drill
	var targets []string
	for _, m := range kind.Marks {
		if m.Target > 0 {
			targets = append(targets, r.t("live.ready.target", "mark", markTitle(r.book, m), "target", m.Target))
		}
	}
	column := widgets.Column(look.Gap3)
	for _, f := range []struct{ key, text string }{
		{"live.ready.kind", cmp.Or(r.book.Text(kind.Title), d.Kind)},
		{"live.ready.targets", cmp.Or(strings.Join(targets, r.t("live.list.join")), r.t("live.ready.no-target"))},
		{"live.ready.commander", d.Commander},
		{"live.ready.assembly", cmp.Or(d.Assembly, d.Place)},
		{"live.ready.blocked", cmp.Or(d.Blocked, r.t("live.ready.nothing-blocked"))},
		{"live.ready.signals", r.said(d.Signals)},
	} {
		if f.text != "" {
			column.Add(widgets.Column(0, widgets.NewCaption(r.t(f.key)), widgets.NewParagraph(f.text)))
		}
	}
	return column
}

// abort says when the drill is broken off: as planned, or as the kind has it.
func (r *ready) abort() fyne.CanvasObject {
	text := r.said(r.drill.Abort)
	if text == "" {
		lines := make([]string, len(r.screen.sheet.Kind.Abort))
		for i, line := range r.screen.sheet.Kind.Abort {
			lines[i] = r.book.Text(line)
		}
		text = strings.Join(lines, "\n")
	}
	column := widgets.Column(look.Gap2)
	if text != "" {
		column.Add(widgets.NewSection(r.t("live.ready.abort")))
		column.Add(widgets.NewParagraph(text))
	}
	return column
}

// told lists who must be told beforehand, with a box to tick and the time.
func (r *ready) told() fyne.CanvasObject {
	column := widgets.Column(look.Gap2, widgets.NewSection(r.t("live.ready.told")))
	who := []string{}
	for _, b := range r.screen.sheet.Kind.Before {
		who = append(who, b.Name)
	}
	for _, n := range r.drill.Told {
		if !slices.Contains(who, n.Who) {
			who = append(who, n.Who)
		}
	}
	for _, name := range who {
		column.Add(r.toldRow(name))
	}
	if len(who) == 0 {
		column.Add(widgets.NewText(r.t("live.ready.told.none")).In(look.Muted))
	}
	return column
}

func (r *ready) toldRow(who string) fyne.CanvasObject {
	at := slices.IndexFunc(r.drill.Told, func(n drill.Notice) bool { return n.Who == who && !n.On.IsZero() })
	when := widgets.NewText("").In(look.Muted)
	say := func(n drill.Notice) {
		when.SetText(strings.TrimSpace(r.book.Day(n.On) + "  " + n.At))
	}
	was := false
	if at >= 0 {
		now := r.deps.Source.Now().Time
		was = !later(&r.drill.Told[at], app.DayOf(now), now)
		say(r.drill.Told[at])
	}
	box := widgets.NewCheck(whoName(r.book, r.screen.sheet.Kind, who), was, func(ticked bool) {
		r.changed = true
		r.drill.Told = slices.DeleteFunc(slices.Clone(r.drill.Told), func(n drill.Notice) bool { return n.Who == who })
		if !ticked {
			when.SetText("")
			return
		}
		now := r.deps.Source.Now().Time
		n := drill.Notice{Who: who, On: app.DayOf(now), At: r.book.Time(now)}
		r.drill.Told = append(r.drill.Told, n)
		say(n)
	})
	return widgets.Row(look.Gap3, widgets.Grow(box), when)
}

// classPart is the class roll with the ways to enter it.
func (r *ready) classPart() fyne.CanvasObject {
	edit := widgets.NewButton(widgets.Ordinary, "pen", r.t("live.roll.edit"), r.editRoll)
	row := widgets.Row(look.Gap2, widgets.Grow(widgets.NewSection(r.t("live.roll.head"))))
	if r.deps.ReadFile != nil {
		read := func(text string) { _ = r.takeRoll(text) } // the foot of the page says what is wrong
		row.Add(widgets.NewButton(widgets.Ordinary, "sheet", r.t("live.roll.file"), func() { r.deps.ReadFile(read) }))
	}
	row.Add(edit)
	return widgets.Column(look.Gap2, row, r.classes)
}

// showClasses lists the classes, four in a line.
func (r *ready) showClasses() {
	defer r.classes.Refresh()
	if len(r.drill.Roll) == 0 {
		r.classes.Objects = []fyne.CanvasObject{widgets.NewParagraph(r.t("live.roll.none")).In(look.Muted)}
		return
	}
	pupils := 0
	flow := widgets.NewFlow(look.Gap2, look.Gap2)
	for _, c := range r.drill.Roll {
		pupils += c.Expected.N
		name := widgets.Sized(80, 0, widgets.NewStrong(c.Class).Cut())
		cell := widgets.Row(look.Gap1, name, widgets.NewText(c.Expected.String()).In(look.Muted))
		flow.Add(widgets.Sized(128, 0, cell))
	}
	sum := widgets.NewText(r.t("live.roll.sum", "n", len(r.drill.Roll), "pupils", pupils)).In(look.Muted)
	r.classes.Objects = []fyne.CanvasObject{sum, flow}
}

// groups lists who does what.
func (r *ready) groups() fyne.CanvasObject {
	column := widgets.Column(look.Gap1, widgets.NewSection(r.t("live.ready.groups")))
	if len(r.drill.Groups) == 0 {
		column.Add(widgets.NewText(r.t("live.ready.groups.none")).In(look.Muted))
		return column
	}
	names := &pairs{}
	for _, g := range r.drill.Groups {
		name := widgets.NewText(r.said(g.Group))
		names.first = max(names.first, name.Wide())
		who := cmp.Or(g.Leader, r.commands(g), g.Members, g.Post, r.t("live.ready.nobody"))
		column.Add(container.New(names, name.Wrap(), widgets.NewParagraph(who).In(look.Muted)))
	}
	return column
}

// commands is who leads a group by the plan itself: the commander and the deputy of a
// drill are named there, and need not be named once more.
func (r *ready) commands(g drill.Group) string {
	for _, role := range r.screen.sheet.Kind.Roles {
		if r.said(g.Group) != r.book.Text(role.Title) {
			continue
		}
		switch role.Name {
		case "commander":
			return r.drill.Commander
		case "deputy":
			return r.drill.Deputy
		}
	}
	return ""
}

// takeRoll reads classes; it says whether it could.
func (r *ready) takeRoll(text string) error {
	roll, err := readRoll(text)
	if err != nil {
		r.complain(err)
		return err
	}
	r.message.SetText("")
	r.drill.Roll, r.changed = roll, true
	r.showClasses()
	return nil
}

// editRoll lets the classes be typed or pasted.
func (r *ready) editRoll() {
	var save *widgets.Button
	area := newTextArea(r.t("live.roll.hint"), 12, func() { save.OnTapped() })
	area.SetText(rollText(r.drill.Roll))
	field := widgets.NewField(r.t("live.roll.text"), "", area)
	var dialog *widgets.Dialog
	save = widgets.NewButton(widgets.Main, "", r.t("live.roll.take"), func() {
		if err := r.takeRoll(area.Text); err != nil {
			field.Complain(r.book.Explain(err))
			dialog.Rearrange()
			return
		}
		dialog.Hide()
	})
	cancel := widgets.NewButton(widgets.Ordinary, "", r.t("live.cancel"), func() { dialog.Cancel() })
	dialog = widgets.NewDialog(r.deps.Window(), r.t("live.roll.head"), 560, field, save, cancel, save).FocusOn(area)
	dialog.Show()
}

// leave keeps what was entered and goes back to the office.
func (r *ready) leave() {
	if !r.changed {
		r.deps.Leave()
		return
	}
	plan := r.drill
	task.Run(r.deps.Runner, context.Background(), r.t("live.saving"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, r.deps.Source.Keep(context.WithoutCancel(ctx), r.screen.id, plan)
	}, func(_ struct{}, err error) {
		if err != nil {
			r.complain(err)
			return
		}
		r.changed = false
		r.deps.Leave()
	})
}
