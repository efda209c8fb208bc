package imports

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// checkStep says once more what will come in and what will not.
func (s *Screen) checkStep() fyne.CanvasObject {
	if s.working != nil {
		s.progress = widgets.NewProgressLine(s.deps.Words)
		return middle(480, s.progress)
	}
	entries := 0
	for _, e := range s.view.entries {
		entries += e.count
	}
	s.forward = widgets.NewButton(widgets.Main, "", s.t("imports.check.import", "n", entries), s.write)
	s.focus = s.forward
	if entries == 0 {
		s.forward.Refuse(s.t("imports.check.nothing"))
	}
	left := widgets.Column(look.Gap4, s.comingIn(entries))
	if s.view.misfits > 0 {
		left.Add(s.waitingCard(entries))
	}
	body := widgets.Padded(look.Gap6, left)
	return parted(container.NewVScroll(body), s.passedPane())
}

// comingIn lists what will be written.
func (s *Screen) comingIn(entries int) fyne.CanvasObject {
	list := widgets.Column(look.Gap2, widgets.NewSection(s.t("imports.check.head")))
	if entries == 0 {
		list.Add(widgets.NewParagraph(s.t("imports.check.nothing")))
	}
	for _, e := range s.view.entries {
		list.Add(widgets.NewStateMark(look.Done, s.t("imports.check.entries", "n", e.count, "ledger", e.ledger)))
	}
	if len(s.view.states) > 0 {
		states := make([]string, len(s.view.states))
		for i, state := range s.view.states {
			states[i] = s.t("imports.check.state", "state", state.label, "n", state.count)
		}
		list.Add(widgets.NewParagraph(s.t("imports.check.states", "states", strings.Join(states, s.t("imports.and")))))
	}
	numbers := s.t("imports.check.newNumbers")
	if s.view.numbers > 0 {
		numbers = s.t("imports.check.numbers", "n", s.view.numbers)
	}
	list.Add(widgets.NewParagraph(numbers))
	for _, sheet := range s.view.sheets {
		for _, c := range sheet.fixed {
			if sheet.chosen {
				value := c.field.Format(c.value, s.deps.Words.Lang())
				list.Add(widgets.NewParagraph(s.t("imports.check.constant", "field", c.field.Title, "value", value)))
			}
		}
	}
	list.Add(widgets.NewParagraph(s.t("imports.check.known")).In(look.Muted))
	return list
}

// waitingCard says which rows do not fit, and asks whether they are left out.
func (s *Screen) waitingCard(entries int) fyne.CanvasObject {
	agree := func() {
		switch {
		case s.leave && entries > 0:
			s.forward.Allow()
		case entries > 0:
			s.forward.Refuse(s.t("imports.check.reason"))
		}
	}
	agree()
	s.leaving = widgets.NewCheck(s.t("imports.check.leave"), s.leave, func(ticked bool) {
		s.leave = ticked
		agree()
	})
	s.focus = s.leaving
	save := widgets.NewButton(widgets.Ordinary, "save", s.t("imports.misfits.save"), s.saveList)
	mark := widgets.NewStateMark(look.Late, s.t("imports.check.misfits", "n", s.view.waiting)).Bold()
	return widgets.Card(widgets.Column(look.Gap2, mark, widgets.NewParagraph(s.t("imports.check.misfitsNote")),
		widgets.Row(look.Gap4, s.leaving, save)))
}

// passedPane lists the rows that are passed over, and why.
func (s *Screen) passedPane() fyne.CanvasObject {
	title := widgets.Row(look.Gap2, widgets.NewStrong(s.t("imports.check.passed")))
	if n := len(s.view.passed) + s.view.blank; n > 0 {
		title.Add(widgets.NewCountPill(n))
	}
	head := tableHead(title)
	list := widgets.Column(look.Gap2)
	if s.view.blank > 0 {
		list.Add(widgets.NewParagraph(s.t("imports.check.blank", "n", s.view.blank)))
	}
	for _, p := range s.view.passed[:min(len(s.view.passed), mostPassed)] {
		line := s.t("imports.check.one", "row", p.row, "why", s.t(p.key))
		if p.sheet != "" && len(s.view.sheets) > 1 {
			line = s.t("imports.check.oneOf", "sheet", p.sheet, "row", p.row, "why", s.t(p.key))
		}
		list.Add(widgets.Column(0, widgets.NewText(line).Cut(), widgets.NewCaption(p.text).Cut()))
	}
	if len(s.view.passed)+s.view.blank == 0 {
		list.Add(widgets.NewText(s.t("imports.check.noPassed")).In(look.Muted))
	}
	return widgets.Under(head, container.NewVScroll(widgets.Padded(look.Gap4, list)))
}

// mostPassed is how many of them are shown.
const mostPassed = 200

// write imports what fits.
func (s *Screen) write() {
	entries := 0
	for _, e := range s.view.entries {
		entries += e.count
	}
	j, who := s.job, s.deps.Actor()
	s.follow(task.Run(s.deps.Runner, context.Background(), s.t("imports.writing", "n", entries),
		func(ctx context.Context, p *task.Progress) (done, error) {
			return j.write(ctx, who, s.deps.Records, j.title, p.Set)
		},
		func(result done, err error) {
			s.working = nil
			if err != nil {
				s.draw()
				s.fail(s.t("imports.notWritten"), err)
				return
			}
			s.result, s.mended = result, false
			s.result.undoable = s.undoable()
			s.goTo(stepDone)
			if result.added > 0 {
				s.deps.Host.OfferUndo(s.t("imports.done.undone", "file", s.view.file))
			}
		}))
}

// doneStep says what came in and offers the ways on.
func (s *Screen) doneStep() fyne.CanvasObject {
	if s.result.gone {
		return s.goneStep()
	}
	title := s.t("imports.done.title", "n", s.result.added)
	if s.result.added == 0 {
		title = s.t("imports.done.none")
	}
	lines := widgets.Column(look.Gap2, widgets.Row(look.Gap3, widgets.NewShape(look.Done, 24), widgets.NewTitle(title)))
	for _, l := range s.result.ledgers {
		lines.Add(widgets.NewParagraph(s.t("imports.done.ledger", "ledger", l.title, "n", l.added, "known", l.known)))
	}
	switch {
	case s.result.added == 1:
		lines.Add(widgets.NewParagraph(s.t("imports.done.number", "first", s.result.first)))
	case s.result.added > 1 && len(s.result.ledgers) == 1:
		lines.Add(widgets.NewParagraph(s.t("imports.done.numbers", "first", s.result.first, "last", s.result.last)))
	}
	if s.result.remembered {
		lines.Add(widgets.NewParagraph(s.t("imports.done.remembered")).In(look.Muted))
	}
	show := widgets.NewButton(widgets.Main, "ledger", s.t("imports.done.show"), func() {
		s.deps.Host.Pop()
		s.deps.ShowLedger(s.ledger)
	})
	s.focus = show
	buttons := []fyne.CanvasObject{show, s.moreButton(widgets.Ordinary)}
	if s.result.undoable {
		buttons = append(buttons, widgets.NewButton(widgets.Ordinary, "undo", s.t("imports.done.undo"), s.deps.UndoLast))
	}
	lines.Add(widgets.Inset(look.Gap3, 0, 0, 0, widgets.Row(look.Gap2, buttons...)))
	return middle(560, lines)
}

// goneStep says that the import was taken back.
func (s *Screen) goneStep() fyne.CanvasObject {
	more := s.moreButton(widgets.Main)
	s.focus = more
	return middle(560, widgets.Column(look.Gap2, widgets.NewTitle(s.t("imports.gone.title")),
		widgets.NewParagraph(s.t("imports.gone.text", "file", s.view.file, "n", s.result.added)),
		widgets.Inset(look.Gap3, 0, 0, 0, widgets.Row(look.Gap2, more))))
}

func (s *Screen) moreButton(kind widgets.ButtonKind) *widgets.Button {
	return widgets.NewButton(kind, "sheet", s.t("imports.done.more"), func() { s.goTo(stepFile) })
}
