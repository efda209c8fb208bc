package ledgers

import (
	"context"
	"errors"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// stepDialog asks for what a step of the loop needs, and says while it is filled
// what still stands against it.
type stepDialog struct {
	deps   *Deps
	detail *detail
	move   ledger.Move
	done   func(ledger.Entry)
	fields []schema.Field
	before schema.Values // what stood in the dialog's fields at first

	form   *widgets.RecordForm
	faults *widgets.Text
	fault  *fyne.Container // the faults with their sign
	yes    *widgets.Button
	dialog *widgets.Dialog
	high   float32 // room of the fields when they were last arranged
	tried  bool
	busy   bool // being written: a second press must not do it twice
	waits  bool // pressed while a photo was still being kept
}

// step does a step of the record, or asks first for what it needs.
func (p *pane) step(d *detail, move ledger.Move) {
	s := &stepDialog{deps: p.deps, detail: d, move: move, done: func(ledger.Entry) {
		p.reload()
		if p.hooks.changed != nil {
			p.hooks.changed()
		}
	}}
	s.ask()
}

func (s *stepDialog) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// asked are the fields that the step needs or may bring. What must be brought anew
// is required; the rest is judged by the guards.
func (s *stepDialog) asked() []schema.Field {
	t := s.detail.template
	var fields []schema.Field
	for _, role := range s.move.Roles() {
		if role == ledger.RolePrincipal && !s.major() {
			continue
		}
		for i, name := range t.Roles.Fields(role) {
			field, known := t.Field(name)
			if !known || slices.ContainsFunc(fields, func(f schema.Field) bool { return f.Name == name }) {
				continue
			}
			needed := slices.Contains(s.move.Needs, role) || slices.Contains(s.move.Fresh, role)
			field.Constraints.Required = needed && i == 0
			field.Group, field.After = "", ""
			fields = append(fields, field)
		}
	}
	return fields
}

// major says whether the record is of the grade that needs the principal.
func (s *stepDialog) major() bool {
	r := s.detail.template.Roles
	return r.Major == "" || r.Grade == "" || s.detail.entry.Values[r.Grade] == r.Major
}

// values are what stands in the dialog at first: what the record holds, nothing
// where the step must bring it anew, and today for the days of what was done.
func (s *stepDialog) values() schema.Values {
	t, values := s.detail.template, schema.Values{}
	today := s.deps.today().String()
	for _, role := range s.move.Roles() {
		for _, name := range t.Roles.Fields(role) {
			if !slices.Contains(s.move.Fresh, role) {
				values[name] = s.detail.entry.Values[name]
			}
			if slices.Contains(todayRoles, role) && values[name] == "" {
				values[name] = today
			}
		}
	}
	return values
}

// todayRoles are the days of what the step itself does.
var todayRoles = []ledger.Role{ledger.RoleReceived, ledger.RoleDone, ledger.RoleChecked, ledger.RoleLookBack}

func (s *stepDialog) ask() {
	s.fields = s.asked()
	if len(s.fields) == 0 && !s.move.Grave {
		s.do(schema.Values{})
		return
	}
	s.before = s.values()
	deps := formDeps(s.deps, s.detail.template)
	s.form = widgets.NewRecordForm(deps, schema.Schema{Fields: s.fields}, widgets.FormLayout{Margin: look.Gap2})
	s.form.SetTexts(s.before)
	s.before = s.form.Texts() // as the form writes it
	s.form.OnChanged = s.judge
	s.form.OnLast = s.press
	s.form.OnKept = s.filesKept
	s.faults = widgets.NewNote("").In(look.Red)
	sign := container.NewVBox(widgets.NewShape(look.Late, 16))
	s.fault = container.NewBorder(nil, nil, widgets.Inset(0, look.Gap2, 0, 0, sign), nil, s.faults)
	s.fault.Hide()
	kind := widgets.Main
	if s.move.Grave {
		kind = widgets.Grave
	}
	word := s.detail.template.MoveLabel(s.move, s.deps.Words.Lang())
	s.yes = widgets.NewButton(kind, moveIcons[s.move.To], word, s.press)
	no := widgets.NewButton(widgets.Ordinary, "", s.t("ledgers.cancel"), func() { s.dialog.Cancel() })
	about := widgets.NewText(s.detail.text).In(look.Muted).Cut()
	body := widgets.Column(look.Gap2, about, container.New(roomOf{s}, s.form), s.fault)
	title := s.t("ledgers.step.title", "number", s.detail.entry.Number, "step", word)
	s.dialog = widgets.NewDialog(s.deps.Host.Canvas(), title, stepWide, body, nil, no, s.yes)
	s.dialog.OnDrop = s.form.DropAt
	s.dialog.MayCancel = s.mayCancel
	s.dialog.Show()
	s.form.FocusFirst()
	s.judge()
}

// mayCancel asks before what was typed is thrown away.
func (s *stepDialog) mayCancel() bool {
	if maps.Equal(s.form.Texts(), s.before) {
		return true
	}
	widgets.Confirm(s.deps.Host.Canvas(), s.deps.Words, widgets.Question{
		Title: s.t("ledgers.drop.title"), Text: s.t("ledgers.step.drop"), Yes: s.t("ledgers.drop.yes"), Grave: true,
		OnYes: s.dialog.Hide,
	})
	return false
}

// Measures of the dialog in pixels of the design: its width, and what it needs besides
// the fields - title, what it is about, faults, buttons, edges.
const (
	stepWide float32 = 640
	stepRest float32 = 272
)

// height leaves the fields the room they need, within the window.
func (s *stepDialog) height() float32 {
	room := s.deps.Host.Canvas().Size().Height/look.Px(1) - stepRest
	return max(min(s.form.Height(stepWide-2*look.Gap6), room), 88)
}

// roomOf gives the fields of a step their room, which grows with photos and messages.
type roomOf struct{ step *stepDialog }

// MinSize implements fyne.Layout.
func (r roomOf) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, look.Px(r.step.height()))
}

// Layout implements fyne.Layout.
func (roomOf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Resize(size)
	}
}

// set is what the step brings: the fields that differ from the record, and those
// that must be brought anew.
func (s *stepDialog) set() schema.Values {
	set := schema.Values{}
	texts := s.form.Texts()
	for _, field := range s.fields {
		if value := texts[field.Name]; value != s.detail.entry.Values[field.Name] || s.fresh(field.Name) {
			set[field.Name] = value
		}
	}
	return set
}

func (s *stepDialog) fresh(name string) bool {
	for _, role := range s.move.Fresh {
		if slices.Contains(s.detail.template.Roles.Fields(role), name) {
			return true
		}
	}
	return false
}

// judge says what still stands against the step. Before the button was pressed once
// it says only what no empty field explains.
func (s *stepDialog) judge() {
	problems := problemsOf(s.deps.Records.Problems(s.detail.entry, s.move.To, s.set(), s.deps.today()))
	var under []app.Problem
	text := ""
	for _, p := range problems {
		if slices.ContainsFunc(s.fields, func(f schema.Field) bool { return f.Name == p.Field }) {
			under = append(under, p)
			continue
		}
		if text != "" {
			text += "\n"
		}
		text += s.say(p)
	}
	if s.tried {
		s.form.Complain(under)
	}
	if s.faults.Text() != text {
		s.faults.SetText(text)
		s.fault.Hidden = text == ""
		s.high = 0
	}
	if high := s.height(); high != s.high {
		s.high = high
		s.dialog.Rearrange()
	}
}

// problemsOf takes an error of the service apart; one without problems is one.
func problemsOf(err error) []app.Problem {
	var e *app.Error
	if !errors.As(err, &e) {
		return nil
	}
	if len(e.Problems) == 0 {
		return []app.Problem{{Key: e.Key, Args: e.Args}}
	}
	return e.Problems
}

// say tells a problem with the titles of fields in the place of their names.
func (s *stepDialog) say(p app.Problem) string {
	var pairs []any
	for name, value := range p.Args {
		if field, ok := value.(string); ok && name == "field" {
			if known, is := s.detail.template.Field(field); is {
				value = s.deps.Words.Text(known.Title)
			}
		}
		pairs = append(pairs, name, value)
	}
	text := s.t(p.Key, pairs...)
	if field, known := s.detail.template.Field(p.Field); known {
		return s.t("ledgers.step.field", "field", s.deps.Words.Text(field.Title), "text", text)
	}
	return text
}

// filesKept does the step if that waited for photos, unless one of them could not be
// kept: under its frame stands why.
func (s *stepDialog) filesKept(all bool) {
	pressed := s.waits
	s.waits = false
	s.yes.Allow()
	s.judge()
	if pressed && all && s.dialog.Showing() {
		s.press()
	}
}

func (s *stepDialog) press() {
	if s.form.Keeping() {
		s.waits = true
		s.yes.Refuse(s.t("ledgers.save.waits"))
		return
	}
	s.tried = true
	_, problems := s.form.Values()
	if wrong := s.form.Complain(problems); len(wrong) > 0 {
		s.form.Focus(wrong[0])
		return
	}
	s.judge()
	if wrong := s.form.Wrong(); len(wrong) > 0 {
		s.form.Focus(wrong[0])
		return
	}
	if s.faults.Text() != "" {
		return
	}
	s.do(s.set())
}

// do writes the step and offers to take it back.
func (s *stepDialog) do(set schema.Values) {
	if s.busy {
		return
	}
	s.busy = true
	id, actor, to := s.detail.entry.ID, s.deps.Actor(), s.move.To
	task.Run(s.deps.Runner, context.Background(), s.t("ledgers.saving"),
		func(ctx context.Context, _ *task.Progress) (ledger.Entry, error) {
			return s.deps.Records.Step(ctx, actor, id, to, set)
		}, s.written)
}

func (s *stepDialog) written(e ledger.Entry, err error) {
	s.busy = false
	if err != nil {
		widgets.TellError(s.deps.Host.Canvas(), s.deps.Words, s.t("ledgers.step.failed"), err)
		return
	}
	if s.dialog != nil {
		s.dialog.Hide()
	}
	state := s.detail.template.StateLabel(s.detail.loop, e.State, s.deps.Words.Lang())
	s.deps.Host.OfferUndo(s.t("ledgers.stepped", "number", e.Number, "state", state))
	s.done(e)
}

// formDeps is what the forms of a ledger need.
func formDeps(deps *Deps, t ledger.Template) widgets.FormDeps {
	f := widgets.FormDeps{
		Book: deps.Words, Clock: deps.Clock, Tasks: deps.Runner,
		Files: deps.Files.Kept, Pick: deps.Files.Pick, View: deps.view, Sensitivity: t.Sensitivity,
	}
	if deps.Period != nil {
		f.EndOfTerm = func() app.Day {
			term, _ := deps.Period("term", deps.today())
			return term.To
		}
	}
	if deps.Offer != nil {
		f.Offer = func(field string, said func(string) string) []schema.Category { return deps.Offer(t.Name, field, said) }
	}
	if deps.Earlier != nil {
		f.Earlier = func(field string, found func([]string)) {
			task.Run(deps.Runner, context.Background(), deps.Words.T("ledgers.reading"),
				func(ctx context.Context, _ *task.Progress) ([]string, error) {
					return deps.Earlier(ctx, t.Name, field), nil
				}, func(known []string, _ error) { found(known) })
		}
	}
	return f
}
