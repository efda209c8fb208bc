package widgets

import "fyne.io/fyne/v2"

// checkField looks at one field and says whether its message changed.
func (f *RecordForm) checkField(field *formField) bool {
	values, unread := f.read()
	if problem, bad := f.problem(field, values, unread); bad {
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
	relaid := f.offer()
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

// offer puts the words at choice that what is said now asks for. It says whether any
// are others than before.
func (f *RecordForm) offer() bool {
	if f.deps.Offer == nil {
		return false
	}
	changed := false
	for _, field := range f.fields {
		checks, ok := field.editor.(*checksEditor)
		if !ok {
			continue
		}
		words := f.deps.Offer(field.field.Name, f.said)
		if words == nil {
			words = field.field.Offered()
		}
		changed = checks.offer(words) || changed
	}
	return changed
}

// said is what stands in a field now, canonical where it can be.
func (f *RecordForm) said(name string) string {
	if field := f.field(name); field != nil {
		return field.editor.text()
	}
	return ""
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
