package choose

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Deps is what a Chooser needs.
type Deps struct {
	Words  *words.Book
	Runner *task.Runner
	Window fyne.Window
	Memory widgets.Memory // remembers the folder that was used last
	School string         // whose folder that is: each school's papers have their own
	Home   string         // folder to begin with
}

// Chooser asks for paths over one window.
type Chooser struct{ deps Deps }

// New returns a chooser.
func New(deps Deps) *Chooser { return &Chooser{deps} }

// memoryFolder is where the memory keeps the folder that was used last, followed by
// the school.
const memoryFolder = "choose.folder."

// what is asked for.
type what string

const (
	open         what = "open"
	save         what = "save"
	chooseFolder what = "folder"
)

// Open asks for a file to read; endings, such as ".csv", narrow what Browse shows.
// picked is called with its path, and not when the user cancels.
func (c *Chooser) Open(title string, endings []string, picked func(path string)) {
	c.ask(&question{what: open, title: title, endings: endings, picked: picked})
}

// Save asks where to write a file; name is the one that is offered. A file that is
// there already is only replaced when the user says so.
func (c *Chooser) Save(title, name string, picked func(path string)) {
	c.ask(&question{what: save, title: title, name: name, picked: picked})
}

// Folder asks for a folder.
func (c *Chooser) Folder(title string, picked func(path string)) {
	c.ask(&question{what: chooseFolder, title: title, picked: picked})
}

// question is one dialog.
type question struct {
	what    what
	title   string
	name    string
	endings []string
	picked  func(path string)

	path   *widgets.Entry
	field  *widgets.Field
	ok     *widgets.Button
	dialog *widgets.Dialog
	agreed string // path of an existing file that the user agreed to replace
}

func (c *Chooser) t(key string, pairs ...any) string { return c.deps.Words.T(key, pairs...) }

// lastFolder is where the last file was, or the beginning.
func (c *Chooser) lastFolder() string {
	if last := c.deps.Memory.Recall(memoryFolder + c.deps.School); last != "" {
		return last
	}
	return c.deps.Home
}

func (c *Chooser) ask(q *question) {
	q.path = widgets.NewEntry(c.t("choose.hint"))
	q.path.SetText(c.proposal(q))
	q.field = widgets.NewField(c.t("choose.path."+string(q.what)), "", q.path)
	cancel := widgets.NewButton(widgets.Ordinary, "", c.t("choose.cancel"), func() { q.dialog.Cancel() })
	browse := widgets.NewButton(widgets.Ordinary, "", c.t("choose.browse"), func() { c.browse(q) })
	q.ok = widgets.NewButton(widgets.Main, "", c.t("choose."+string(q.what)), func() { c.try(q) })
	q.path.OnSubmitted = func(string) { c.try(q) }
	q.path.OnChanged = func(string) {
		q.field.Tell("")
		q.path.SetWrong(false)
	}
	q.dialog = widgets.NewDialog(c.deps.Window.Canvas(), q.title, 560, q.field, q.ok, cancel, browse, q.ok).FocusOn(q.path)
	q.dialog.Show()
	q.path.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// proposal is what stands in the entry at first.
func (c *Chooser) proposal(q *question) string {
	start := c.lastFolder()
	if q.what == save {
		return filepath.Join(start, q.name)
	}
	if start == "" {
		return ""
	}
	return strings.TrimRight(start, `/\`) + string(filepath.Separator)
}

// try looks beside the window whether the path can be used.
func (c *Chooser) try(q *question) {
	path := unquoted(q.path.Text)
	q.ok.Refuse(c.t("choose.looking"))
	task.Run(c.deps.Runner, context.Background(), q.title,
		func(context.Context, *task.Progress) (string, error) {
			return usable(q.what, path, q.agreed != "" && path == q.agreed)
		},
		func(path string, err error) {
			q.ok.Allow()
			if !q.dialog.Showing() {
				return
			}
			if err != nil {
				c.refuse(q, path, err)
				return
			}
			q.dialog.Hide()
			c.deps.Memory.Remember(memoryFolder+c.deps.School, folderOf(q.what, path))
			q.picked(path)
		})
}

// refuse says what is wrong with the path. A second press on Save replaces a file
// that is there.
func (c *Chooser) refuse(q *question, path string, err error) {
	if app.CodeOf(err) == app.CodeConflict {
		q.agreed = unquoted(q.path.Text)
		q.ok.SetText(c.t("choose.replace"))
	}
	q.path.SetWrong(true)
	q.field.Complain(c.deps.Words.Explain(err))
	q.dialog.Rearrange()
	c.deps.Window.Canvas().Focus(q.path)
}

// unquoted takes off the quotation marks that file managers copy with a path.
func unquoted(text string) string {
	return strings.Trim(strings.TrimSpace(text), `"'`)
}

func folderOf(w what, path string) string {
	if w == chooseFolder {
		return path
	}
	return filepath.Dir(path)
}

// usable checks a path and makes it absolute. CodeNotFound, CodeInvalid; for a file
// to be written that is there already CodeConflict, unless that was agreed.
func usable(w what, path string, agreed bool) (string, error) {
	if path == "" {
		return path, app.Errorf(app.CodeInvalid, "choose.empty")
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path, app.Wrap(err, app.CodeInvalid, "choose.wrong")
	}
	info, err := os.Stat(absolute)
	if w == save {
		return absolute, writable(absolute, info, err, agreed)
	}
	switch {
	case err != nil:
		return path, app.Errorf(app.CodeNotFound, "choose.none")
	case w == chooseFolder && !info.IsDir():
		return path, app.Errorf(app.CodeInvalid, "choose.is-file")
	case w == open && info.IsDir():
		return path, app.Errorf(app.CodeInvalid, "choose.is-folder")
	}
	return absolute, nil
}

// writable checks a place to save; info and missing are what os.Stat says of it.
func writable(path string, info os.FileInfo, missing error, agreed bool) error {
	switch {
	case missing == nil && info.IsDir():
		return app.Errorf(app.CodeInvalid, "choose.is-folder")
	case missing == nil && !agreed:
		return app.Errorf(app.CodeConflict, "choose.there")
	}
	folder, err := os.Stat(filepath.Dir(path))
	if err != nil || !folder.IsDir() {
		return app.Errorf(app.CodeNotFound, "choose.no-folder", "folder", filepath.Dir(path))
	}
	return nil
}

// browse opens Fyne's dialog over ours and writes what was chosen into the entry.
func (c *Chooser) browse(q *question) {
	chosen := func(uri fyne.URI) {
		if uri != nil {
			q.path.SetText(uri.Path())
			c.deps.Window.Canvas().Focus(q.path)
		}
	}
	var browser *dialog.FileDialog
	if q.what == open {
		browser = dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
			if err == nil && file != nil {
				_ = file.Close() // only its name was wanted
				chosen(file.URI())
			}
		}, c.deps.Window)
		if len(q.endings) > 0 {
			browser.SetFilter(storage.NewExtensionFileFilter(q.endings))
		}
	} else {
		browser = dialog.NewFolderOpen(func(place fyne.ListableURI, err error) {
			switch {
			case err != nil || place == nil:
			case q.what == save:
				chosen(storage.NewFileURI(filepath.Join(place.Path(), filepath.Base(unquoted(q.path.Text)))))
			default:
				chosen(place)
			}
		}, c.deps.Window)
	}
	browser.Show()
	browser.Resize(fyne.NewSize(look.Px(720), look.Px(520)))
}
