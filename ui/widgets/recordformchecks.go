package widgets

import (
	"slices"

	"fyne.io/fyne/v2"

	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
)

// checksEditor edits a list of words: a box for each that is offered, and for each
// that the record holds besides, so that none is lost.
type checksEditor struct {
	deps    FormDeps
	field   schema.Field
	hooks   hooks
	offered []schema.Category
	words   []schema.Category // those with a box
	checks  []*Check
	grid    *fyne.Container
}

func newChecksEditor(deps FormDeps, field schema.Field, h hooks) *checksEditor {
	e := &checksEditor{deps: deps, field: field, hooks: h, grid: NewFlow(look.Gap6, look.Gap1), offered: field.Offered()}
	e.show(nil)
	return e
}

func (e *checksEditor) object() fyne.CanvasObject { return e.grid }
func (e *checksEditor) value() (string, error)    { return e.text(), nil }
func (e *checksEditor) mark(bool)                 {}

func (e *checksEditor) focus() {
	if len(e.checks) > 0 {
		focusMe(e.checks[0])
	}
}

func (e *checksEditor) text() string {
	var items []string
	for i, check := range e.checks {
		if check.Ticked() {
			items = append(items, e.words[i].Value)
		}
	}
	return schema.WriteList(items)
}

func (e *checksEditor) set(text string) { e.show(schema.ReadList(text)) }

// offer puts other words at choice; what is ticked stays. It says whether anything
// changed.
func (e *checksEditor) offer(words []schema.Category) bool {
	if slices.EqualFunc(words, e.offered, func(a, b schema.Category) bool { return a.Value == b.Value }) {
		return false
	}
	e.offered = words
	e.show(schema.ReadList(e.text()))
	return true
}

// show makes the boxes, some of them ticked.
func (e *checksEditor) show(ticked []string) {
	e.words = slices.Clone(e.offered)
	for _, item := range ticked {
		if !slices.ContainsFunc(e.words, func(c schema.Category) bool { return c.Value == item }) {
			e.words = append(e.words, e.word(item))
		}
	}
	e.checks, e.grid.Objects = nil, nil
	for _, c := range e.words {
		label := e.deps.Book.Text(c.Label)
		if label == "" {
			label = c.Value // somebody's own word
		}
		check := NewCheck(label, slices.Contains(ticked, c.Value), func(bool) { e.hooks.changed() })
		check.OnFocus = e.hooks.focused
		e.checks = append(e.checks, check)
		e.grid.Add(check)
	}
	e.grid.Refresh()
}

// word is an item that is not offered, with its label when the field knows it.
func (e *checksEditor) word(item string) schema.Category {
	if c, known := e.field.Category(item); known {
		return c
	}
	return schema.Category{Value: item}
}
