package widgets

import (
	"fyne.io/fyne/v2"

	"campuskeeper/app/schema"
)

// newEditor makes the control that suits a field.
func (f *RecordForm) newEditor(field schema.Field) editor {
	hooks := f.hooks(field.Name)
	switch field.Type {
	case schema.LongText:
		return newAreaEditor(field, hooks)
	case schema.Date:
		return newDayEditor(f.deps, hooks)
	case schema.Time:
		return newTimeEditor(f.deps, hooks)
	case schema.DateTime:
		return newMomentEditor(f.deps, hooks)
	case schema.Boolean:
		return newYesNoEditor(f.deps, hooks)
	case schema.List:
		if len(field.Categories) > 0 {
			return newChecksEditor(f.deps, field, hooks)
		}
	case schema.Photo, schema.File:
		return newFilesEditor(f, field, hooks)
	case schema.Rows:
		return newRowsEditor(f, field, hooks)
	}
	return f.newLineEditor(field, hooks)
}

// newLineEditor makes the control of a value that stands in one line.
func (f *RecordForm) newLineEditor(field schema.Field, hooks hooks) editor {
	switch {
	case len(field.Categories) > 0 && !field.Open && len(field.Categories) <= 3:
		return newRadioEditor(f.deps, field, hooks)
	case len(field.Categories) > 0 && !field.Open:
		return newSelectEditor(f.deps, field, hooks)
	case len(field.Categories) > 0, field.Type == schema.Person, field.Type == schema.Place, field.Type == schema.Link:
		return newComboEditor(f.deps, field, hooks)
	}
	return newTextEditor(f.deps, field, hooks)
}

// hooks are what an editor tells its form.
type hooks struct {
	changed func()
	focused func(focused bool)
	key     func(*fyne.KeyEvent) bool
}
