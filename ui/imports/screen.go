package imports

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// The steps of the wizard.
const (
	stepFile = iota
	stepSheet
	stepColumns
	stepCheck
	stepDone
)

var stepKeys = []string{"imports.step.file", "imports.step.sheet", "imports.step.columns", "imports.step.check", "imports.step.done"}

// Screen is the wizard for one ledger.
type Screen struct {
	deps   Deps
	ledger string
	title  app.Text

	step    int
	job     *job
	view    view
	current int  // sheet that the Columns step shows
	leave   bool // rows that do not fit are left out
	mended  bool // something was decided that would be lost
	result  done
	working *task.Task
	slot    task.Slot

	root     *fyne.Container
	progress *widgets.ProgressLine
	leaving  *widgets.Check
	forward  *widgets.Button
	focus    fyne.Focusable // first control of the step, or the one that was used last
	decided  string         // column or sheet that was decided last
	columns  *container.Scroll
	misfits  *widget.List
}

// New returns the wizard for a ledger at its first step. CodeNotFound when there is
// no such ledger.
func New(deps Deps, ledgerName string) (*Screen, error) {
	target, err := deps.Reader.Target(ledgerName)
	if err != nil {
		return nil, err
	}
	s := &Screen{deps: deps, ledger: ledgerName, title: target.Template.Title, root: container.NewStack()}
	s.draw()
	deps.Words.Listen(s.draw)
	return s, nil
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// Title implements the shell's Screen.
func (s *Screen) Title() string { return s.t("imports.title") }

// Object implements the shell's Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Shown implements the shell's Screen. What was imported may have been taken back
// while another screen was shown.
func (s *Screen) Shown() {
	s.Changed()
	s.takeFocus()
}

func (s *Screen) takeFocus() {
	if s.focus != nil {
		s.deps.Host.Canvas().Focus(s.focus)
	}
}

// Changed is to be called on the window's thread after records were written: the
// last step says what still holds.
func (s *Screen) Changed() {
	if s.step != stepDone {
		return
	}
	gone, undoable := s.result.added > 0 && !s.deps.Has(s.result.first), s.undoable()
	if s.result.gone != gone || s.result.undoable != undoable {
		s.result.gone, s.result.undoable = gone, undoable
		s.draw()
		if !widgets.DialogOpen(s.deps.Host.Canvas()) {
			s.takeFocus()
		}
	}
}

// undoable says whether the import is the last change, which can be taken back.
func (s *Screen) undoable() bool {
	last, ok := s.deps.Records.LastChange()
	return ok && last.Action == "imported" && last.Title == s.view.file && last.Count == s.result.added
}

// Hidden implements the shell's Screen.
func (s *Screen) Hidden() {}

// Unsaved implements the shell's Screen: what was mended or chosen would be lost.
func (s *Screen) Unsaved() bool { return s.mended && s.step != stepDone }

// Dropped takes a file that was dropped on the window.
func (s *Screen) Dropped(path string) {
	if s.step == stepFile && s.working == nil {
		s.OpenFile(path)
	}
}

// draw draws the step anew, in the chosen language.
func (s *Screen) draw() {
	s.progress, s.leaving, s.forward, s.focus, s.misfits = nil, nil, nil, nil, nil
	var body fyne.CanvasObject
	switch s.step {
	case stepFile:
		body = s.fileStep()
	case stepSheet:
		body = s.sheetStep()
	case stepColumns:
		body = s.columnsStep()
	case stepCheck:
		body = s.checkStep()
	default:
		body = s.doneStep()
	}
	head := widgets.NewScreenHead(s.t("imports.title"), s.t("imports.into", "ledger", s.title), newSteps(s.stepNames(), s.step))
	s.root.Objects = []fyne.CanvasObject{widgets.Fill(look.Paper,
		widgets.Column(0, head, widgets.Grow(body), s.foot()))}
	s.root.Refresh()
}

func (s *Screen) stepNames() []string {
	names := make([]string, len(stepKeys))
	for i, key := range stepKeys {
		names[i] = s.t(key)
	}
	return names
}

// goTo shows another step, from its top.
func (s *Screen) goTo(step int) {
	s.step, s.decided, s.columns = step, "", nil
	s.draw()
	s.takeFocus()
}

// OpenFile reads a file and goes on to what it needs next.
func (s *Screen) OpenFile(path string) {
	name := s.t("imports.reading", "file", filepath.Base(path))
	s.follow(task.Run(s.deps.Runner, context.Background(), name,
		func(ctx context.Context, p *task.Progress) (opened, error) {
			j, err := openJob(ctx, s.deps, s.ledger, path, p.Set)
			if err != nil {
				return opened{}, err
			}
			v, err := j.apply(ctx, nothing)
			return opened{j, v}, err
		},
		func(o opened, err error) {
			s.working = nil
			if err != nil {
				s.draw()
				s.fail(s.t("imports.failed"), err)
				return
			}
			s.job, s.view, s.current, s.leave, s.mended = o.job, o.view, 0, false, false
			s.showChosen()
			if len(s.view.sheets) > 1 {
				s.goTo(stepSheet)
			} else {
				s.goTo(stepColumns)
			}
		}))
}

// opened is a job with its first view.
type opened struct {
	job  *job
	view view
}

// follow shows work in the step's progress line.
func (s *Screen) follow(work *task.Task) {
	s.working = work
	s.draw()
	if s.progress != nil {
		s.progress.Follow(work)
	}
}

func (s *Screen) fail(title string, err error) {
	if app.CodeOf(err) == app.CodeCanceled {
		return
	}
	widgets.TellError(s.deps.Host.Canvas(), s.deps.Words, title, err)
}

// decide applies a decision beside the window and shows what comes of it.
func (s *Screen) decide(what change) {
	s.mended = true
	j := s.job
	task.Latest(s.deps.Runner, &s.slot, context.Background(), s.t("imports.matching"),
		func(ctx context.Context, _ *task.Progress) (view, error) {
			// A decision is never dropped: only its drawing may be overtaken.
			return j.apply(context.WithoutCancel(ctx), what)
		},
		func(v view, err error) {
			if err != nil {
				s.fail(s.t("imports.failed"), err)
				return
			}
			s.view = v
			s.drawInPlace()
		})
}

// drawInPlace draws the step anew where the user was in its lists.
func (s *Screen) drawInPlace() {
	at := float32(0)
	if s.misfits != nil {
		at = s.misfits.GetScrollOffset()
	}
	s.draw()
	s.takeFocus()
	if s.misfits != nil {
		s.misfits.ScrollToOffset(at)
	}
}

// showChosen makes the first chosen sheet the one that is shown.
func (s *Screen) showChosen() {
	for i, sheet := range s.view.sheets {
		if sheet.chosen {
			s.current = i
			return
		}
	}
}

// foot is the line at the bottom: what fits on the left, the way on the right.
func (s *Screen) foot() fyne.CanvasObject {
	row := []fyne.CanvasObject{}
	idle := s.working == nil // the progress line has a button to stop the work
	if idle && (s.step == stepColumns || s.step == stepCheck) {
		row = append(row, s.footFit()...)
	} else {
		row = append(row, widgets.Stretch())
	}
	if idle && s.step != stepDone {
		row = append(row, widgets.NewButton(widgets.Ordinary, "", s.t("imports.cancel"), s.cancel))
	}
	if idle && s.step > stepFile && s.step < stepDone {
		row = append(row, widgets.NewButton(widgets.Ordinary, "left", s.t("imports.back"), s.back))
	}
	if s.forward != nil {
		row = append(row, s.forward)
	}
	line := widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.Row(look.Gap2, row...))
	return widgets.Column(0, widgets.NewRule(), widgets.Sized(0, look.HeadHeight-1, widgets.Fill(look.Ground, line)))
}

func (s *Screen) footFit() []fyne.CanvasObject {
	wait := widgets.NewText(s.t("imports.foot.yet")).Cut()
	parts := []fyne.CanvasObject{widgets.NewStateMark(look.Done, s.t("imports.foot.fit", "n", s.view.rows))}
	if s.view.waiting > 0 {
		wait.SetText(s.t("imports.foot.wait", "n", s.view.waiting))
		parts = append(parts, widgets.Inset(0, 0, 0, look.Gap2, widgets.NewShape(look.Late, 14)))
	}
	return append(parts, widgets.Grow(wait))
}

func (s *Screen) cancel() {
	if !s.Unsaved() {
		s.deps.Host.Pop()
		return
	}
	widgets.Confirm(s.deps.Host.Canvas(), s.deps.Words, widgets.Question{
		Title: s.t("imports.leave.title"), Text: s.t("imports.leave.text"), Yes: s.t("imports.leave.yes"), Grave: true,
		OnYes: func() {
			s.mended = false
			s.deps.Host.Pop()
		},
	})
}

func (s *Screen) back() {
	switch {
	case s.step == stepColumns && len(s.view.sheets) < 2:
		s.goTo(stepFile)
	default:
		s.goTo(s.step - 1)
	}
}

// field returns the field of the ledger of that name.
func (s *Screen) field(name string) (schema.Field, bool) { return s.job.target.Template.Field(name) }
