package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Schools keeps the school's own record. Its methods run beside the window.
type Schools interface {
	School(ctx context.Context) (app.School, error)
	SaveSchool(ctx context.Context, school app.School) error
}

// Backup is one copy of the vault.
type Backup struct {
	Name string // what the other methods need
	Made time.Time
	Size int64  // bytes
	Kept string // why it is kept, in words ("daily"); may be empty
}

// Difference is what restoring a backup would change.
type Difference struct {
	Made time.Time
	Rows []DifferenceRow
	Lost int // records that are in the present file and not in the backup
}

// DifferenceRow compares one ledger.
type DifferenceRow struct {
	Ledger    string
	Now, Then int
}

// Backups makes, lists and restores copies of the vault. Its methods except Folder
// run beside the window.
type Backups interface {
	List(ctx context.Context) ([]Backup, error)
	Make(ctx context.Context) error
	Compare(ctx context.Context, name string) (Difference, error)
	Restore(ctx context.Context, name string) error
	Folder() string
}

// Security changes the keys of the vault. Its methods run beside the window.
type Security interface {
	// ChangePassphrase answers CodeLocked when the old one is wrong.
	ChangePassphrase(ctx context.Context, old, fresh string) error
	// NewRecoveryCode makes the old code worthless and returns the new one.
	NewRecoveryCode(ctx context.Context, passphrase string) (code string, err error)
	// PrintCode and SaveCode bring a code on paper.
	PrintCode(ctx context.Context, code string) error
	SaveCode(ctx context.Context, code string) error
}

// Deps is what the screen needs.
type Deps struct {
	Words    *words.Book
	Runner   *task.Runner
	Clock    app.Clock
	Window   func() fyne.Canvas
	Style    func() look.Style
	SetStyle func(look.Style)
	Language func(app.Lang)
	Packs    func() []widgets.Option
	Schools  Schools
	Years    Years
	// Reminders keeps which reminders there are.
	Reminders Reminders
	Backups   Backups
	Security  Security
	Strength  func(passphrase string) int // 0 to 4; 3 is enough
	Open      func(path string)           // shows a folder
	Restored  func()                      // a backup took the place of the vault
	Saved     func()                      // the school was saved
	// YearSaved is told after the school's own days were saved.
	YearSaved func()
	Data      string // the folder of the school's data
	Version   string
	Licences  string
}

// page names a part of the settings.
type page string

const (
	lookPage     page = "look"
	schoolPage   page = "school"
	yearPage     page = "year"
	reminderPage page = "reminders"
	backupPage   page = "backups"
	securityPage page = "security"
	aboutPage    page = "about"
)

var pages = []page{lookPage, schoolPage, yearPage, reminderPage, backupPage, securityPage, aboutPage}

// Screen is the settings.
type Screen struct {
	deps    Deps
	at      page
	root    *fyne.Container
	content *fyne.Container
	scroll  *container.Scroll
	foot    *fyne.Container // the buttons of a long page, which stay in view
	chips   map[page]*widgets.Chip
	visible bool

	school    app.School // as it is saved
	edited    app.School // as it stands on the screen
	wrong     bool       // a number cannot be read
	loaded    bool
	save      *widgets.Button
	year      *yearForm     // nil until it is read
	reminders *reminderForm // nil until it is read
	backups   []Backup
	folder    string
	slot      task.Slot
}

// New returns the screen; each page reads what it shows when it is opened.
func New(deps Deps) *Screen {
	s := &Screen{deps: deps, at: lookPage, root: container.NewStack()}
	s.dress()
	deps.Words.Listen(s.dress)
	return s
}

func (s *Screen) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// dress draws the screen in the chosen language.
func (s *Screen) dress() {
	s.chips = map[page]*widgets.Chip{}
	row := widgets.NewFlow(look.Gap2, look.Gap2)
	for _, p := range pages {
		chip := widgets.NewChip(look.NoShape, s.t("settings."+string(p)), -1, func() { s.Go(string(p)) })
		s.chips[p] = chip
		row.Add(chip)
	}
	s.content = container.NewStack()
	line := widgets.Column(0, widgets.Inset(look.Gap2, look.Gap4, look.Gap2, look.Gap4, row), widgets.NewRule())
	head := widgets.Column(0, widgets.NewScreenHead(s.t("settings.title"), ""), line)
	s.scroll = container.NewVScroll(widgets.Padded(look.Gap4, widgets.Readable(640, s.content)))
	s.foot = container.NewStack()
	s.root.Objects = []fyne.CanvasObject{widgets.Column(0, head, widgets.Grow(s.scroll), s.foot)}
	s.root.Refresh()
	s.show()
}

// Go opens a page by its name, such as "backups".
func (s *Screen) Go(name string) {
	s.at = page(name)
	s.show()
}

func (s *Screen) show() {
	for p, chip := range s.chips {
		chip.SetChosen(p == s.at)
	}
	s.foot.Objects = nil
	s.fill(s.build())
	if s.visible {
		s.load()
	}
}

func (s *Screen) fill(body fyne.CanvasObject) {
	s.content.Objects = []fyne.CanvasObject{body}
	s.root.Refresh()
}

// setFoot puts the buttons of a page under it, where they do not scroll away.
func (s *Screen) setFoot(buttons ...fyne.CanvasObject) {
	line := widgets.Sized(0, look.HeadHeight-1, widgets.Fill(look.Ground,
		widgets.Inset(0, look.Gap4, 0, look.Gap4, widgets.Row(look.Gap2, buttons...))))
	s.foot.Objects = []fyne.CanvasObject{widgets.Column(0, widgets.NewRule(), line)}
}

func (s *Screen) build() fyne.CanvasObject {
	switch s.at {
	case schoolPage:
		return s.schoolPage()
	case yearPage:
		return s.yearPage()
	case reminderPage:
		return s.remindersPage()
	case backupPage:
		return s.backupPage()
	case securityPage:
		return s.securityPage()
	case aboutPage:
		return s.aboutPage()
	}
	return s.lookPage()
}

// load reads what the page at hand shows.
func (s *Screen) load() {
	switch {
	case s.at == schoolPage && !s.loaded:
		s.loadSchool()
	case s.at == yearPage && s.year == nil:
		s.loadYear()
	case s.at == reminderPage && s.reminders == nil:
		s.loadReminders()
	case s.at == backupPage:
		s.loadBackups()
	}
}

// Title implements the shell's Screen.
func (s *Screen) Title() string { return s.t("settings.title") }

// Object implements the shell's Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Shown implements the shell's Screen.
func (s *Screen) Shown() {
	s.visible = true
	s.load()
}

// Hidden implements the shell's Screen.
func (s *Screen) Hidden() { s.visible = false }

// Unsaved implements the shell's Screen.
func (s *Screen) Unsaved() bool {
	return s.schoolUnsaved() || s.year != nil && s.year.unsaved() || s.reminders != nil && s.reminders.unsaved()
}

func (s *Screen) schoolUnsaved() bool { return s.loaded && s.edited != s.school }

// Save implements the shell's Saver: it saves the page at hand, the school, its year or
// its reminders.
func (s *Screen) Save() {
	switch {
	case s.at == schoolPage && s.schoolUnsaved() && !s.wrong && s.edited.Check() == nil:
		s.saveSchool()
	case s.at == yearPage && s.year != nil:
		s.year.keep()
	case s.at == reminderPage && s.reminders != nil:
		s.reminders.keep()
	}
}

// ReloadYear reads the school year anew: somebody else changed it.
func (s *Screen) ReloadYear() {
	s.year = nil
	if s.at == yearPage {
		s.show()
	}
}

// reveal brings a control of the page into view, with some room around it.
func (s *Screen) reveal(control fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(control).Y - driver.AbsolutePositionForObject(s.scroll).Y
	room := look.Px(2 * look.ControlHeight)
	offset := s.scroll.Offset
	switch bottom := top + control.Size().Height; {
	case top < room:
		offset.Y += top - room
	case bottom > s.scroll.Size().Height-room:
		offset.Y += bottom - s.scroll.Size().Height + room
	default:
		return
	}
	s.scroll.ScrollToOffset(offset)
}

// Panes implements the shell's Paned.
func (s *Screen) Panes() []fyne.Focusable { return []fyne.Focusable{s.chips[s.at]} }

// tell says that something failed.
func (s *Screen) tell(key string, err error) {
	widgets.TellError(s.deps.Window(), s.deps.Words, s.t(key), err)
}

// setting is a line of a page: what it is, what it does, and the control at the right.
func setting(title, text string, control fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Column(look.Gap3, widgets.Row(look.Gap4,
		widgets.Grow(widgets.Column(0, widgets.NewStrong(title), widgets.NewNote(text))), control), widgets.NewRule())
}
