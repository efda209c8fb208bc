package drilllive

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"campuskeeper/app/drill"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

// askMissing asks how many of a class are missing, and what is known of each.
func (r *running) askMissing(class int) {
	c := r.model.state.Classes[class]
	var known []string
	for _, p := range r.model.state.People {
		if p.Class == c.Class && p.Known != "" {
			known = append(known, p.Known)
		}
	}
	var save *widgets.Button
	press := func(string) bool {
		save.OnTapped()
		return false
	}
	hear := func(shortcut fyne.Shortcut) bool {
		enters := shortcut.ShortcutName() == widgets.Ctrl(fyne.KeyReturn).ShortcutName()
		return enters && !press("")
	}
	count, absent := newLineEntry("1", press, hear), newLineEntry("0", press, hear)
	count.SetText(strconv.Itoa(max(1, c.Missing.N)))
	absent.SetText(strconv.Itoa(c.AbsentKnown.N))
	names := newTextArea(r.t("live.miss.names.hint"), 4, func() { save.OnTapped() })
	names.SetText(strings.Join(known, "\n"))
	missing := widgets.NewField(r.t("live.miss.count"), "", count)
	away := widgets.NewField(r.t("live.miss.absent"), "", absent)
	body := widgets.Column(look.Gap3, widgets.Row(look.Gap4, widgets.Grow(missing), widgets.Grow(away)),
		widgets.NewField(r.t("live.miss.names"), "", names), widgets.NewNote(r.t("live.miss.privacy")))

	var dialog *widgets.Dialog
	save = widgets.NewButton(widgets.Main, "", r.t("live.miss.save"), func() {
		e, wrong := missingReport(c, count.Text, absent.Text, names.Text)
		if wrong {
			missing.Complain(r.t("live.miss.wrong", "expected", c.Expected.N))
			dialog.Rearrange()
			return
		}
		dialog.Hide()
		r.grid.choose(class, true)
		r.enter(e)
	})
	cancel := widgets.NewButton(widgets.Ordinary, "", r.t("live.cancel"), func() { dialog.Cancel() })
	dialog = widgets.NewDialog(r.deps.Window(), r.t("live.miss.title", "class", className(r.book, c.Class)), 480, body, save, cancel, save).FocusOn(count)
	dialog.Show()
	count.TypedShortcut(&fyne.ShortcutSelectAll{}) // typing goes over the suggestion
}

// missingReport reads the fields of askMissing. More lines than the number raise it.
func missingReport(c drill.ClassRow, count, absent, names string) (e drill.Event, wrong bool) {
	counts, ok := countsOf([]string{strings.TrimSpace(narrow(count)), strings.TrimSpace(narrow("0" + absent))})
	if !ok {
		return drill.Event{}, true
	}
	lines := drill.Lines(names)
	missing := max(counts[0].N, len(lines))
	if c.Expected.Known && missing+counts[1].N > c.Expected.N {
		return drill.Event{}, true
	}
	return drill.Event{
		Kind: drill.EventClass, Class: c.Class, Missing: drill.CountOf(missing), AbsentKnown: counts[1], Text: strings.Join(lines, "\n"),
	}, false
}

// askAgain asks whether a mark that was set at a time is set to this moment, that of the
// press that asks.
func (r *running) askAgain(m drill.MarkKind, title, before string) {
	now := r.deps.Source.Now()
	r.again = ""
	r.unsay()
	r.model.tick(now)
	widgets.Confirm(r.deps.Window(), r.book, widgets.Question{
		Title: r.t("live.marked.ask", "mark", title), Yes: r.t("live.marked.yes"), Grave: true,
		Text: r.t("live.marked.ask.text", "before", before, "now", drill.ClockText(r.model.state.Elapsed)),
		OnYes: func() {
			if r.enterAt(drill.Event{Kind: drill.EventMark, Mark: m.Name}, now) {
				r.say(r.t("live.marked.again", "mark", title, "before", before), false)
			}
		},
	})
}

// askEnd asks whether the drill is over, and says what is still open.
func (r *running) askEnd() {
	if r.ending {
		return
	}
	open := r.open()
	widgets.Confirm(r.deps.Window(), r.book, widgets.Question{
		Title: r.t("live.end.title"), Text: strings.Join(open, "\n"), Yes: r.t("live.end"), Grave: len(open) > 1, OnYes: r.end,
	})
}

// mostNamed is how many classes the question at the end names: the buttons under it
// must stay in the window. The list of the view has them all.
const mostNamed = 12

// open lists what is still open, and at the end what ending means.
func (r *running) open() []string {
	var lines []string
	if n := r.model.state.Totals.Missing; n > 0 {
		lines = append(lines, r.t("live.end.missing", "n", n))
	}
	if silent := r.model.unreported(); len(silent) > 0 {
		key := "live.end.silent"
		if len(silent) > mostNamed {
			key = "live.end.silent.many"
		}
		lines = append(lines, r.t(key, "n", len(silent), "classes", r.names(silent)))
	}
	if unset := r.model.unset(); len(unset) > 0 {
		names := make([]string, len(unset))
		for i, m := range unset {
			names[i] = markTitle(r.book, m)
		}
		lines = append(lines, r.t("live.end.unset", "marks", strings.Join(names, r.t("live.list.join"))))
	}
	return append(lines, r.t("live.end.text"))
}

// end ends the drill. The view stays until all of it is written.
func (r *running) end() {
	if !r.enter(drill.Event{Kind: drill.EventEnd}) {
		return
	}
	r.ending = true
	r.stop()
	r.say(r.t("live.ending"), false)
}
