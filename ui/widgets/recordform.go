package widgets

import (
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/words"
)

// FormDeps is what a form needs from outside. Book and Clock must be given.
type FormDeps struct {
	Book  *words.Book
	Clock app.Clock
	Tasks *task.Runner
	Files app.Attachments
	// Pick lets the user choose files; picked may be called several times, on the
	// window's thread, and closes nothing: the form closes content.
	Pick func(photos bool, picked func(name string, content io.ReadCloser))
	// View shows kept files large, beginning at one of them; nil shows none.
	View func(files []ViewedFile, at int)
	// Earlier hands the values that were written into a field before to found, most
	// frequent first, now or later on the window's thread.
	Earlier func(field string, found func([]string))
	// Offer lists the words that a list of words offers for what other fields say, such
	// as the problems of a kind of drill; said returns what stands in a field now. Nil,
	// or none, offers those of the schema.
	Offer func(field string, said func(name string) string) []schema.Category
	// EndOfTerm is the last day of the present term, the zero day if unknown.
	EndOfTerm func() app.Day
	// Sensitivity of the record, for the files kept with it.
	Sensitivity app.Sensitivity
}

// RecordForm is the form of a record, built from its schema: groups with a thin
// rule, two columns, the word "required", a message under a field when it is left
// and while it is typed after the first message. Enter goes on to the next field.
type RecordForm struct {
	widget.BaseWidget

	// OnChanged is told after each change of a value.
	OnChanged func()
	// OnCancel is told when Escape is pressed in a field.
	OnCancel func()
	// OnLast is told when Enter is pressed in the last field.
	OnLast func()
	// OnKept is told when the last of the files that were being kept is in the form;
	// all is false when one of them could not be kept.
	OnKept func(all bool)

	deps    FormDeps
	schema  schema.Schema
	later   map[string]bool // groups that are folded at first
	outside map[string]bool // fields that stand elsewhere
	margin  float32
	keeping int  // files that are being kept beside the window
	lost    bool // one of them could not be kept

	fields []*formField
	groups map[string]*formGroup
	order  []fyne.CanvasObject // as drawn, from top to bottom
	body   *formBody
	scroll *container.Scroll
}

// FormLayout says how a form differs from one field after the other.
type FormLayout struct {
	Later   []string // groups that are folded until they are opened or filled
	Outside []string // fields whose control the screen puts elsewhere
	Margin  float32  // room at the sides, half of it above and below; pixels of the design
}

// NewRecordForm returns an empty form of a schema.
func NewRecordForm(deps FormDeps, s schema.Schema, l FormLayout) *RecordForm {
	f := &RecordForm{deps: deps, schema: s, later: map[string]bool{}, outside: map[string]bool{}, margin: l.Margin}
	for _, name := range l.Later {
		f.later[name] = true
	}
	for _, name := range l.Outside {
		f.outside[name] = true
	}
	f.body = &formBody{form: f}
	f.body.ExtendBaseWidget(f.body)
	f.scroll = container.NewVScroll(f.body)
	f.build()
	f.ExtendBaseWidget(f)
	return f
}

// build makes all controls in the language of the book.
func (f *RecordForm) build() {
	f.fields, f.order = nil, nil
	f.groups = map[string]*formGroup{}
	for _, group := range append([]schema.Group{{}}, f.schema.Groups...) {
		f.buildGroup(group)
	}
}

func (f *RecordForm) buildGroup(group schema.Group) {
	first := true
	for _, field := range f.schema.Fields {
		if field.Group != group.Name {
			continue
		}
		if first && group.Name != "" && !f.outside[field.Name] {
			head := newFormGroup(f.deps.Book.Text(group.Title), f.later[group.Name], f.relay)
			f.groups[group.Name] = head
			f.order = append(f.order, head)
			first = false
		}
		note := ""
		if field.Constraints.Required {
			note = f.deps.Book.T("record.required")
		}
		made := newFormField(field, f.deps.Book.Text(field.Title), note, f.deps.Book.Text(field.Help), f.newEditor(field))
		f.fields = append(f.fields, made)
		if !f.outside[field.Name] {
			f.order = append(f.order, made)
		}
	}
}

// Retell builds the form anew in the language that is chosen now; what was typed
// and what was complained about stays.
func (f *RecordForm) Retell() {
	texts, told := f.Texts(), map[string]bool{}
	folded := map[string]bool{}
	for _, field := range f.fields {
		told[field.field.Name] = field.told
	}
	for name, group := range f.groups {
		folded[name] = group.folded
	}
	f.build()
	f.SetTexts(texts)
	for name, group := range f.groups {
		group.folded = group.foldable && folded[name]
	}
	for _, field := range f.fields {
		if told[field.field.Name] {
			f.checkField(field)
		}
	}
	f.relay()
}

// Outside returns the control of a field that stands outside the form; nil when
// there is none of that name.
func (f *RecordForm) Outside(name string) fyne.CanvasObject {
	if field := f.field(name); field != nil && f.outside[name] {
		return field.editor.object()
	}
	return nil
}

func (f *RecordForm) field(name string) *formField {
	for _, field := range f.fields {
		if field.field.Name == name {
			return field
		}
	}
	return nil
}

// SetTexts shows values: canonical ones, or those of a draft. Groups with a filled
// field are opened. It tells nobody.
func (f *RecordForm) SetTexts(values schema.Values) {
	for _, field := range f.fields {
		field.editor.set(values[field.field.Name])
		if group := f.groups[field.field.Group]; group != nil && values[field.field.Name] != "" {
			group.folded = false
		}
	}
	f.offer()
	f.relay()
}

// Texts returns what stands in the form, canonical where it can be: what a draft
// keeps.
func (f *RecordForm) Texts() schema.Values {
	values := schema.Values{}
	for _, field := range f.fields {
		if text := field.editor.text(); text != "" {
			values[field.field.Name] = text
		}
	}
	return values
}

// Values returns the canonical values, and everything that is wrong in the order of
// the fields.
func (f *RecordForm) Values() (schema.Values, []app.Problem) {
	values, unread := f.read()
	var problems []app.Problem
	for _, field := range f.fields {
		if problem, bad := f.problem(field, values, unread); bad {
			problems = append(problems, problem)
		}
	}
	return values, problems
}

// problem says what is wrong with a field: that it cannot be read, or else what the
// schema has against it.
func (f *RecordForm) problem(field *formField, values schema.Values, unread map[string]app.Problem) (app.Problem, bool) {
	if problem, bad := unread[field.field.Name]; bad {
		return problem, true
	}
	return f.schema.Problem(field.field.Name, values)
}

func (f *RecordForm) read() (schema.Values, map[string]app.Problem) {
	values, unread := schema.Values{}, map[string]app.Problem{}
	for _, field := range f.fields {
		value, err := field.editor.value()
		switch {
		case err != nil:
			unread[field.field.Name] = schema.ProblemOf(err, field.field.Name, field.editor.text())
		case value != "":
			values[field.field.Name] = value
		}
	}
	return values, unread
}

// Check looks at every field, shows all messages and returns the names of the
// fields that need another look. Groups with such a field are opened.
func (f *RecordForm) Check() []string {
	_, problems := f.Values()
	return f.Complain(problems)
}

// Complain shows problems under their fields, takes the other messages away, and
// returns the names of the fields concerned.
func (f *RecordForm) Complain(problems []app.Problem) []string {
	wrong := map[string]app.Problem{}
	for _, p := range problems {
		if _, first := wrong[p.Field]; !first {
			wrong[p.Field] = p
		}
	}
	var names []string
	for _, field := range f.fields {
		p, bad := wrong[field.field.Name]
		message := ""
		if bad {
			names = append(names, field.field.Name)
			message = f.say(p)
			if group := f.groups[field.field.Group]; group != nil {
				group.folded = false
			}
		}
		field.tell(message)
	}
	f.relay()
	return names
}

func (f *RecordForm) say(p app.Problem) string {
	pairs := make([]any, 0, 2*len(p.Args))
	for name, value := range p.Args {
		pairs = append(pairs, name, value)
	}
	return f.deps.Book.T(p.Key, pairs...)
}

// Wrong lists the fields that bear a message now.
func (f *RecordForm) Wrong() []string {
	var names []string
	for _, field := range f.fields {
		if field.message != "" {
			names = append(names, field.field.Name)
		}
	}
	return names
}

// Message returns what is said under a field, "" for nothing wrong.
func (f *RecordForm) Message(name string) string {
	if field := f.field(name); field != nil {
		return field.message
	}
	return ""
}

// Label returns the title of a field in the chosen language.
func (f *RecordForm) Label(name string) string {
	if field := f.field(name); field != nil {
		return f.deps.Book.Text(field.field.Title)
	}
	return name
}

// Focus puts the cursor into a field.
func (f *RecordForm) Focus(name string) {
	field := f.field(name)
	if field == nil {
		return
	}
	if group := f.groups[field.field.Group]; group != nil && group.folded {
		group.folded = false
		f.relay()
	}
	field.editor.focus()
}

// FocusFirst puts the cursor into the first empty required field, or the first one.
func (f *RecordForm) FocusFirst() {
	values, _ := f.read()
	for _, field := range f.fields {
		if field.field.Constraints.Required && values[field.field.Name] == "" {
			f.Focus(field.field.Name)
			return
		}
	}
	if len(f.fields) > 0 {
		f.Focus(f.fields[0].field.Name)
	}
}

func (f *RecordForm) isFolded(field *formField) bool {
	group := f.groups[field.field.Group]
	return group != nil && group.folded
}

// reveal scrolls a field into sight.
func (f *RecordForm) reveal(name string) {
	field := f.field(name)
	if field == nil || f.outside[name] {
		return
	}
	top, bottom := field.Position().Y-look.Px(look.Gap2), field.Position().Y+field.Size().Height+look.Px(look.Gap2)
	offset, height := f.scroll.Offset.Y, f.scroll.Size().Height
	switch {
	case top < offset:
		f.scroll.ScrollToOffset(fyne.NewPos(0, max(top, 0)))
	case bottom > offset+height:
		f.scroll.ScrollToOffset(fyne.NewPos(0, bottom-height))
	}
}

// relay places everything anew after something changed its height.
func (f *RecordForm) relay() {
	f.body.Refresh()
	f.scroll.Refresh()
}

// Summary joins the labels of fields for the line that counts what is wrong.
func (f *RecordForm) Summary(names []string) string {
	labels := make([]string, len(names))
	for i, name := range names {
		labels[i] = f.Label(name)
	}
	return strings.Join(labels, f.deps.Book.T("record.comma"))
}

// CreateRenderer implements fyne.Widget.
func (f *RecordForm) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.scroll) }
