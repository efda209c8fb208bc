package widgets

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/schema"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
)

// filesEditor edits photos and files: small pictures with a cross, a frame to drop
// them on, and what went wrong with one under it.
type filesEditor struct {
	form   *RecordForm
	deps   FormDeps
	field  schema.Field
	hooks  hooks
	hashes []string
	flow   *fyne.Container
	area   *DropArea
	fault  *Text
	busy   *Text // that a file is being kept
	whole  *fyne.Container
}

// Measures of a small picture in a form, in pixels of the design.
const (
	formThumbWide float32 = 129
	formThumbHigh float32 = 96
)

func newFilesEditor(f *RecordForm, field schema.Field, h hooks) *filesEditor {
	deps := f.deps
	e := &filesEditor{form: f, deps: deps, field: field, hooks: h}
	e.flow = NewFlow(look.Gap3, look.Gap2)
	icon, kind := "photo", "photos"
	if field.Type == schema.File {
		icon, kind = "file", "files"
	}
	e.area = NewDropArea(icon, deps.Book.T("record."+kind+".drop"), deps.Book.T("record."+kind+".note"), e.pick)
	e.fault = NewNote("").In(look.Red)
	e.fault.Hide()
	e.busy = NewCaption("")
	e.busy.Hide()
	e.whole = Column(look.Gap2, e.flow, e.area, e.busy, e.fault)
	e.flow.Hide()
	return e
}

func (e *filesEditor) object() fyne.CanvasObject { return e.whole }
func (e *filesEditor) value() (string, error)    { return e.text(), nil }
func (e *filesEditor) text() string              { return schema.WriteList(e.hashes) }
func (e *filesEditor) mark(bool)                 {}
func (e *filesEditor) focus()                    { focusMe(e.area) }

func (e *filesEditor) set(text string) {
	e.hashes = schema.ReadList(text)
	e.show()
}

func (e *filesEditor) show() {
	e.flow.RemoveAll()
	for i, hash := range e.hashes {
		thumb := NewThumb(formThumbWide, formThumbHigh, "")
		thumb.OnRemove = func() { e.remove(hash) }
		thumb.OnOpen = func() { e.view(i) }
		if e.deps.Tasks != nil && e.deps.Files != nil {
			thumb.Load(e.deps.Tasks, e.deps.Files, hash)
		}
		e.flow.Add(thumb)
	}
	e.flow.Hidden = len(e.hashes) == 0
	e.whole.Refresh()
}

// view shows the files of the field large, beginning at one of them.
func (e *filesEditor) view(at int) {
	if e.deps.View == nil {
		return
	}
	files := make([]ViewedFile, len(e.hashes))
	for i, hash := range e.hashes {
		files[i] = ViewedFile{Hash: hash, Caption: e.deps.Book.Text(e.field.Title)}
	}
	e.deps.View(files, at)
}

func (e *filesEditor) remove(hash string) {
	e.hashes = slices.DeleteFunc(slices.Clone(e.hashes), func(h string) bool { return h == hash })
	e.show()
	e.hooks.changed()
}

func (e *filesEditor) pick() {
	if e.deps.Pick != nil {
		e.deps.Pick(e.field.Type == schema.Photo, e.take)
	}
}

// take keeps a file beside the window and adds it. The form may be built anew in the
// meantime, so the file goes into the editor that the field has by then.
func (e *filesEditor) take(name string, content io.ReadCloser) {
	form, field := e.form, e.field.Name
	form.keeping++
	e.busy.SetText(e.deps.Book.T("record.photos.keeping", "name", name))
	e.busy.Show()
	e.whole.Refresh()
	task.Run(e.deps.Tasks, context.Background(), e.deps.Book.T("record.photos.keeping", "name", name),
		func(ctx context.Context, _ *task.Progress) (app.Attachment, error) {
			defer func() { _ = content.Close() }() // it was only read
			return e.deps.Files.Keep(ctx, name, content, app.KeepOptions{Sensitivity: e.deps.Sensitivity})
		}, func(attachment app.Attachment, err error) {
			form.keeping--
			form.lost = form.lost || err != nil
			if now := form.filesOf(field); now != nil {
				now.kept(attachment, err)
			}
			form.tellKept()
		})
}

// kept shows a file that was kept, or why it could not be.
func (e *filesEditor) kept(attachment app.Attachment, err error) {
	e.busy.Hidden = !e.form.Keeping()
	e.fault.Hidden = err == nil
	if err != nil {
		e.fault.SetText(e.deps.Book.Explain(err))
		e.whole.Refresh()
		return
	}
	if !slices.Contains(e.hashes, attachment.Hash) {
		e.hashes = append(e.hashes, attachment.Hash)
	}
	e.show()
	e.hooks.changed()
}

// Keeping says whether files are still being kept beside the window: the form does not
// hold them yet.
func (f *RecordForm) Keeping() bool { return f.keeping > 0 }

// tellKept tells when the last file is kept.
func (f *RecordForm) tellKept() {
	if f.Keeping() {
		return
	}
	lost := f.lost
	f.lost = false
	for _, field := range f.fields {
		if files, ok := field.editor.(*filesEditor); ok && files.busy.Visible() {
			files.busy.Hide()
			files.whole.Refresh()
		}
	}
	if f.OnKept != nil {
		f.OnKept(!lost)
	}
}

// filesOf returns the editor of a field for files; nil when it is none.
func (f *RecordForm) filesOf(name string) *filesEditor {
	if found := f.field(name); found != nil {
		files, _ := found.editor.(*filesEditor)
		return files
	}
	return nil
}

// Drop keeps a file that was dropped on the window, in the field of that name or,
// with "", in the first field for such files. False when the form has none.
func (f *RecordForm) Drop(field, name string, content io.ReadCloser) bool {
	for _, candidate := range f.fields {
		files, ok := candidate.editor.(*filesEditor)
		if ok && (field == "" || candidate.field.Name == field) {
			files.take(name, content)
			return true
		}
	}
	return false
}

// DropAt keeps a file that was dropped on a place of the window: in the field that
// lies under it, or else in the first one for such files.
func (f *RecordForm) DropAt(at fyne.Position, name string, content io.ReadCloser) bool {
	field := ""
	for _, candidate := range f.fields {
		if files, ok := candidate.editor.(*filesEditor); ok && !f.isFolded(candidate) && lies(at, files.whole) {
			field = candidate.field.Name
		}
	}
	return f.Drop(field, name, content)
}

// lies says whether a place of the window lies on an object.
func lies(at fyne.Position, on fyne.CanvasObject) bool {
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(on)
	to := from.Add(on.Size())
	return at.X >= from.X && at.Y >= from.Y && at.X < to.X && at.Y < to.Y
}

// Pick lets the user choose files for a field, as its frame does.
func (f *RecordForm) Pick(field string) {
	if files := f.filesOf(field); files != nil {
		files.pick()
	}
}
