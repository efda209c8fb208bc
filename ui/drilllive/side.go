package drilllive

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// side shows who is missing, which classes did not report, how the stairs emptied,
// and the notes.
type side struct {
	r      *running
	object fyne.CanvasObject
	entry  *lineEntry
	lists  *fyne.Container
	scroll *container.Scroll

	shown    bool
	people   []drill.Person
	silent   []string
	splits   []split
	notes    []drill.Note
	parts    [4]fyne.CanvasObject
	expected int // classes on the roll
}

func newSide(r *running) *side {
	s := &side{r: r, lists: widgets.Column(0)}
	s.entry = newLineEntry(r.t("live.note.hint"), r.note, r.hear)
	s.entry.Icon = look.Icon("pen", look.Muted)
	s.scroll = container.NewVScroll(s.lists)
	foot := widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, s.entry)
	s.object = widgets.Fill(look.Paper, widgets.Column(0, widgets.Grow(s.scroll), foot))
	return s
}

// show writes those lists anew that changed.
func (s *side) show() {
	state, silent, splits := s.r.model.state, s.r.model.unreported(), s.r.model.splits()
	all := !s.shown || s.expected != len(state.Classes)
	same := !all
	if all || !slices.Equal(s.people, state.People) {
		s.parts[0], same = s.missing(state.People), false
	}
	if all || !slices.Equal(s.silent, silent) {
		s.parts[1], same = s.unreported(silent), false
	}
	if all || !slices.Equal(s.splits, splits) {
		s.parts[2], same = s.stairs(splits), false
	}
	if all || !slices.Equal(s.notes, state.Notes) {
		s.parts[3], same = s.written(state.Notes), false
	}
	if same {
		return
	}
	s.shown, s.expected, s.people, s.silent, s.splits, s.notes = true, len(state.Classes), state.People, silent, splits, state.Notes
	s.lists.Objects = slices.DeleteFunc(slices.Clone(s.parts[:]), func(part fyne.CanvasObject) bool { return part == nil })
	s.lists.Refresh()
	s.scroll.Refresh()
}

// section sets a part over a rule.
func section(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Column(0, widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, widgets.Column(look.Gap2, parts...)), widgets.NewRule())
}

// missing lists those who are missing, in red, each with a button for when they are
// found.
func (s *side) missing(people []drill.Person) fyne.CanvasObject {
	if len(people) == 0 {
		return nil
	}
	head := widgets.Row(look.Gap2, widgets.NewShape(look.Late, 16), widgets.NewSection(s.r.t("live.missing", "n", len(people))).In(look.Red))
	parts := []fyne.CanvasObject{head}
	for _, p := range people {
		known := p.Known
		if known == "" {
			known = s.r.t("live.missing.unknown")
		}
		text := widgets.Column(0, widgets.NewStrong(className(s.r.book, p.Class)).Cut(), widgets.NewCaption(known).In(look.Ink).Cut())
		parts = append(parts, widgets.Row(look.Gap2, widgets.Grow(text), widgets.NewRowButton(s.r.t("live.found"), s.r.tapped(func() { s.r.found(p) }))))
	}
	return widgets.Fill(look.RedTint, section(parts...))
}

// unreported lists the classes that said nothing yet.
func (s *side) unreported(silent []string) fyne.CanvasObject {
	if len(s.r.model.state.Classes) == 0 {
		return nil
	}
	if len(silent) == 0 {
		return section(widgets.NewStateMark(look.Done, s.r.t("live.silent.none")))
	}
	head := widgets.Row(look.Gap2, widgets.NewStrong(s.r.t("live.silent")), widgets.NewText(s.r.t("live.silent.count", "n", len(silent))).In(look.Muted))
	return section(head, widgets.NewParagraph(s.r.names(silent)))
}

// names lists classes by their shortest names: 一（3）、二（4）.
func (r *running) names(classes []string) string {
	short := make([]string, len(classes))
	for i, class := range classes {
		short[i] = strings.TrimSuffix(class, "班")
	}
	return strings.Join(short, r.t("live.list.join"))
}

// stairs says of each way how many of its classes are out, which one was last, and
// when. The name of a way is as long as a sentence in many schools, and has its own line.
func (s *side) stairs(splits []split) fyne.CanvasObject {
	if len(splits) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{widgets.NewStrong(s.r.t("live.stairs"))}
	for _, one := range splits {
		role, key, last, at := look.Muted, "live.stairs.some", "", ""
		if one.counts == one.classes {
			role, key = look.Ink, "live.stairs.all"
		}
		if one.last.Known {
			last = s.r.t("live.stairs.last", "class", className(s.r.book, s.lastBy(one)))
			at = drill.ClockText(time.Duration(one.last.N) * time.Second)
		}
		word := widgets.NewText(s.r.t(key, "n", one.counts, "classes", one.classes)).In(role)
		line := widgets.Row(look.Gap2, word, widgets.Grow(widgets.NewText(last).Align(fyne.TextAlignTrailing).Cut()), widgets.NewStrong(at))
		parts = append(parts, widgets.Column(0, widgets.NewParagraph(one.route), line))
	}
	return section(parts...)
}

// lastBy is the class of a way that reported last.
func (s *side) lastBy(way split) string {
	for _, c := range s.r.model.state.Classes {
		if c.Route == way.route && c.ReportedAt == way.last {
			return c.Class
		}
	}
	return ""
}

// written lists the notes, the newest first.
func (s *side) written(notes []drill.Note) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.NewStrong(s.r.t("live.notes"))}
	for _, n := range slices.Backward(notes) {
		parts = append(parts, container.NewBorder(nil, nil, widgets.Sized(56, 0, container.NewVBox(widgets.NewStrong(drill.ClockText(n.At)))), nil,
			widgets.NewParagraph(n.Text)))
	}
	return widgets.Inset(look.Gap3, look.Gap4, look.Gap3, look.Gap4, widgets.Column(look.Gap2, parts...))
}
