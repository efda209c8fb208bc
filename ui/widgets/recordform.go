package widgets

import (
	"context"
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
	// OpenFile shows a kept file in the program of the system.
	OpenFile func(ctx context.Context, hash string)
	// Earlier hands the values that were written into a field before to found, most
	// frequent first, now or later on the window's thread.
	Earlier func(field string, found func([]string))
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

	deps    FormDeps
	schema  schema.Schema
	later   map[string]bool // groups that are folded at first
	outside map[string]bool // fields that stand elsewhere
	margin  float32

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
		name := field.field.Name
		if problem, bad := unread[name]; bad {
			problems = append(problems, problem)
		} else if problem, bad := f.schema.Problem(name, values); bad {
			problems = append(problems, problem)
		}
	}
	return values, problems
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

// checkField looks at one field and says whether its message changed.
func (f *RecordForm) checkField(field *formField) bool {
	values, unread := f.read()
	name := field.field.Name
	if problem, bad := unread[name]; bad {
		return field.tell(f.say(problem))
	}
	if problem, bad := f.schema.Problem(name, values); bad {
		return field.tell(f.say(problem))
	}
	return field.tell("")
}

// hooks are what the editor of a field calls.
func (f *RecordForm) hooks(name string) hooks {
	return hooks{
		changed: func() { f.changed(name) },
		focused: func(focused bool) {
			if focused {
				f.reveal(name)
			} else {
				f.left(name)
			}
		},
		key: func(key *fyne.KeyEvent) bool { return f.key(name, key) },
	}
}

func (f *RecordForm) changed(name string) {
	relaid := false
	for _, field := range f.fields {
		if field.told && (field.field.Name == name || field.field.After == name) {
			relaid = f.checkField(field) || relaid
		}
	}
	if relaid {
		f.relay()
	}
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// left checks a field that the cursor leaves. An empty required field that was
// only passed through is not complained about yet.
func (f *RecordForm) left(name string) {
	field := f.field(name)
	if field == nil || field.editor.text() == "" && !field.told {
		return
	}
	if f.checkField(field) {
		f.relay()
	}
}

func (f *RecordForm) key(name string, key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		f.next(name)
		return true
	case fyne.KeyEscape:
		if f.OnCancel != nil {
			f.OnCancel()
			return true
		}
	}
	return false
}

// next puts the cursor into the field after name that can be seen and written into;
// files are passed over.
func (f *RecordForm) next(name string) {
	found := false
	for _, object := range f.order {
		field, ok := object.(*formField)
		if !ok {
			continue
		}
		_, files := field.editor.(*filesEditor)
		if found && !files && !f.isFolded(field) {
			field.editor.focus()
			return
		}
		found = found || field.field.Name == name
	}
	if f.OnLast != nil {
		f.OnLast()
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

// formBody lays headings and fields out in two columns.
type formBody struct {
	widget.BaseWidget
	form  *RecordForm
	width float32
}

// arrange places everything for a width and returns the height.
func (b *formBody) arrange(width float32) float32 {
	margin, gap := look.Px(b.form.margin), look.Px(fieldGap)
	width -= 2 * margin
	column := (width - look.Px(look.Gap6)) / 2
	y, high := margin/2, float32(0) // top of the row, height of what stands in its left column
	left := false                   // the left column of the row is taken
	end := func() {
		if left {
			y += high + gap
		}
		left, high = false, 0
	}
	for i, object := range b.form.order {
		field, isField := object.(*formField)
		if !isField {
			end()
			if i > 0 {
				y += gap
			}
			place(object, margin, y, width, object.MinSize().Height)
			y += object.MinSize().Height + gap
			continue
		}
		field.Hidden = b.form.isFolded(field)
		switch {
		case field.Hidden:
		case field.wide:
			end()
			place(field, margin, y, width, field.height(width))
			y += field.height(width) + gap
		case left:
			place(field, margin+column+look.Px(look.Gap6), y, column, field.height(column))
			high = max(high, field.height(column))
			end()
		default:
			high, left = field.height(column), true
			place(field, margin, y, column, high)
		}
	}
	end()
	return y + max(margin/2-gap, 0)
}

// CreateRenderer implements fyne.Widget.
func (b *formBody) CreateRenderer() fyne.WidgetRenderer { return &formBodyRenderer{b} }

type formBodyRenderer struct{ body *formBody }

func (r *formBodyRenderer) Destroy() {}

func (r *formBodyRenderer) Layout(size fyne.Size) {
	changed := r.body.width != size.Width
	r.body.width = size.Width
	r.body.arrange(size.Width)
	if changed {
		r.body.form.scroll.Refresh()
	}
}

func (r *formBodyRenderer) MinSize() fyne.Size {
	width := r.body.width
	if width == 0 {
		width = look.Px(752)
	}
	return fyne.NewSize(look.Px(320), r.body.arrange(width))
}

func (r *formBodyRenderer) Objects() []fyne.CanvasObject { return r.body.form.order }

func (r *formBodyRenderer) Refresh() {
	r.body.arrange(r.body.Size().Width)
	for _, object := range r.body.form.order {
		object.Refresh()
	}
}
