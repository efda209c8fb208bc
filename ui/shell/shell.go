package shell

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Finder searches every record of the school.
type Finder interface {
	// Find returns the first hits, best first, and how many there are in all. It
	// runs beside the window.
	Find(ctx context.Context, text string, limit int) (hits []Hit, total int, err error)
	// Open shows the record of a hit; it runs on the window's goroutine.
	Open(hit Hit)
}

// Hit is one line of the results of a search.
type Hit struct {
	Key    string // what Open needs
	Number string
	Title  string
	Where  string // the ledger's name
	Shape  look.Shape
	State  string
}

// Undoer takes back the last change of the school's data.
type Undoer interface {
	// LastChange says what would be taken back, in the chosen language; false when
	// there is nothing.
	LastChange() (text string, ok bool)
	// UndoLast takes it back. It runs beside the window.
	UndoLast(ctx context.Context) error
}

// Memory keeps small things that may be lost, such as the window's size.
type Memory interface {
	Recall(key string) string
	Remember(key, value string)
}

// Deps is what the shell needs.
type Deps struct {
	Window   fyne.Window
	Words    *words.Book
	Runner   *task.Runner
	Clock    app.Clock
	Finder   Finder
	Undoer   Undoer
	Memory   Memory
	Language func(app.Lang) // the user chose a language at the foot of the window
	Raise    func()         // brings the window before the others, also when it was minimized
	Quit     func()         // the user closed the window and nothing stands in the way
	Version  string
}

// Shell is the frame of the window.
type Shell struct {
	deps     Deps
	stacks   map[PlaceID][]Screen
	at       PlaceID
	cover    Screen // over the whole window; nil for none
	nav      *navigation
	status   *statusLine
	undo     *widgets.UndoLine
	content  *fyne.Container
	root     fyne.CanvasObject
	commands []Command
	finding  *finder
	closing  bool
}

// New returns the frame without any screen. Plug screens in with Add, then Start.
func New(deps Deps) *Shell {
	s := &Shell{deps: deps, stacks: map[PlaceID][]Screen{}}
	s.nav = newNavigation(deps.Words, s.Go)
	s.status = newStatusLine(deps.Words, deps.Clock, func(lang app.Lang) { deps.Language(lang) })
	s.undo = widgets.NewUndoLine(deps.Runner, deps.Words)
	s.content = container.NewStack()
	body := widgets.Column(0, widgets.Grow(widgets.Fill(look.Paper, s.content)), s.undo)
	s.undo.OnMoved = body.Refresh
	s.root = container.New(&frameLayout{}, s.nav, body, s.status,
		widgets.Fill(look.Ground, widgets.Column(0, widgets.Stretch(), widgets.NewRule())))
	s.commands = s.ownCommands()
	deps.Words.Listen(s.speak)
	return s
}

// Add plugs a screen into a place of the navigation.
func (s *Shell) Add(id PlaceID, screen Screen) {
	s.stacks[id] = []Screen{screen}
	s.nav.set(s.shownPlaces())
}

// AddCommand adds a command to the menu.
func (s *Shell) AddCommand(commands ...Command) { s.commands = append(s.commands, commands...) }

func (s *Shell) shownPlaces() []place {
	var shown []place
	for _, p := range places {
		if len(s.stacks[p.id]) > 0 {
			shown = append(shown, p)
		}
	}
	return shown
}

// Start puts the frame into the window and shows the first place.
func (s *Shell) Start() {
	window := s.deps.Window
	window.SetPadded(false)
	window.SetContent(s.root)
	window.SetCloseIntercept(s.AskClose)
	window.Canvas().SetOnTypedKey(s.typed)
	s.RefreshMenu()
	if shown := s.shownPlaces(); len(shown) > 0 {
		s.Go(shown[0].id)
	}
}

// Go shows a place of the navigation, with the page that was last open there. Going
// to the place that is shown leads from a page back to the place, and from there to
// its beginning.
func (s *Shell) Go(id PlaceID) {
	if len(s.stacks[id]) == 0 || s.Covered() {
		return
	}
	if s.at == id {
		s.home()
		return
	}
	s.leave()
	s.at = id
	s.nav.choose(id)
	s.enter()
}

// home is Go to where one already is.
func (s *Shell) home() {
	if len(s.stacks[s.at]) > 1 {
		s.Back()
		return
	}
	if screen, ok := s.Current().(Homer); ok {
		screen.Home()
	}
}

// At returns the place that is shown.
func (s *Shell) At() PlaceID { return s.at }

// Current returns the screen that is shown; nil before Start.
func (s *Shell) Current() Screen {
	if s.Covered() {
		return s.cover
	}
	stack := s.stacks[s.at]
	if len(stack) == 0 {
		return nil
	}
	return stack[len(stack)-1]
}

// Push opens a page over the place that is shown.
func (s *Shell) Push(page Screen) {
	if s.Covered() {
		return
	}
	s.leave()
	s.stacks[s.at] = append(s.stacks[s.at], page)
	s.enter()
}

// Pop closes the page on top of the place and shows what was under it. The screen
// of the place itself stays.
func (s *Shell) Pop() {
	if len(s.stacks[s.at]) < 2 || s.Covered() {
		return
	}
	s.leave()
	if page, ok := s.Current().(Closer); ok {
		page.Close()
	}
	s.stacks[s.at] = s.stacks[s.at][:len(s.stacks[s.at])-1]
	s.enter()
}

// Back is Pop for the user: it asks first when something is not saved.
func (s *Shell) Back() {
	page := s.Current()
	if page == nil || len(s.stacks[s.at]) < 2 || s.Covered() {
		return
	}
	if !page.Unsaved() {
		s.Pop()
		return
	}
	widgets.Confirm(s.Canvas(), s.deps.Words, widgets.Question{
		Title: s.t("shell.leave.title"), Text: s.t("shell.leave.text"), Yes: s.t("shell.leave.yes"),
		Grave: true, OnYes: s.Pop,
	})
}

func (s *Shell) leave() {
	if screen := s.Current(); screen != nil {
		screen.Hidden()
	}
	s.content.Objects = nil
	s.Canvas().Unfocus() // else what is no longer seen would hear the keys
}

func (s *Shell) enter() {
	screen := s.Current()
	s.content.Objects = []fyne.CanvasObject{screen.Object()}
	s.content.Refresh()
	screen.Shown()
	s.RefreshMenu()
}

// entitle writes the window's title: screen, school, program.
func (s *Shell) entitle() {
	parts := []string{}
	if screen := s.Current(); screen != nil && screen.Title() != "" {
		parts = append(parts, screen.Title())
	}
	if school := s.status.state.School; school != "" {
		parts = append(parts, school)
	}
	s.deps.Window.SetTitle(strings.Join(append(parts, s.t("shell.name")), " - "))
}

// SetCounts writes the numbers beside the places; 0 shows none.
func (s *Shell) SetCounts(counts map[PlaceID]int) { s.nav.setCounts(counts) }

// SetStatus writes the status line.
func (s *Shell) SetStatus(status Status) {
	s.status.set(status)
	s.entitle()
}

// Canvas returns the canvas of the window, for dialogs.
func (s *Shell) Canvas() fyne.Canvas { return s.deps.Window.Canvas() }

// OfferUndo says for 8 seconds what was done and offers to take it back.
func (s *Shell) OfferUndo(text string) {
	s.undo.Offer(text, s.undoLast)
	s.RefreshMenu()
}

// speak writes everything anew in the chosen language.
func (s *Shell) speak() {
	s.nav.speak()
	s.status.speak()
	s.undo.Leave()
	s.RefreshMenu()
	s.root.Refresh()
}

func (s *Shell) t(key string, pairs ...any) string { return s.deps.Words.T(key, pairs...) }

// The window's size is remembered in pixels of the design.
const (
	sizeKey       = "window.size"
	defaultWidth  = 1280
	defaultHeight = 690 // fits a 1366 × 768 screen with its task bar
	leastWidth    = 640
	leastHeight   = 300 // of a 1366 × 768 screen at 200 %, with its task bar
	mostPixels    = 10000
)

// RememberedSize returns the size that the window had when it was last closed.
func RememberedSize(memory Memory) fyne.Size {
	wide, high, ok := strings.Cut(memory.Recall(sizeKey), "x")
	width, err1 := strconv.ParseFloat(wide, 32)
	height, err2 := strconv.ParseFloat(high, 32)
	sane := width >= leastWidth && height >= leastHeight && width <= mostPixels && height <= mostPixels
	if !ok || err1 != nil || err2 != nil || !sane {
		return fyne.NewSize(defaultWidth, defaultHeight)
	}
	return fyne.NewSize(float32(width), float32(height))
}

func (s *Shell) rememberSize() {
	size := s.Canvas().Size()
	s.deps.Memory.Remember(sizeKey, strconv.Itoa(int(size.Width))+"x"+strconv.Itoa(int(size.Height)))
}

// frameLayout is the navigation at the left, the status line at the foot, and the
// screen in what is left.
type frameLayout struct{}

// navWidth is the navigation's width; menuRest is what Fyne's menu line lacks of the
// 28 pixels of the design.
const (
	navWidth = 176
	menuRest = 2
)

// MinSize lets the window be smaller than the screens would like.
func (*frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(leastWidth), look.Px(leastHeight))
}

// Layout implements fyne.Layout.
func (*frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	nav, body, status := objects[0], objects[1], objects[2]
	left, foot := look.Px(navWidth), look.Px(look.BarHeight)
	top := look.Px(menuRest)
	strip := objects[3]
	strip.Move(fyne.NewPos(0, 0))
	strip.Resize(fyne.NewSize(size.Width, top))
	nav.Move(fyne.NewPos(0, top))
	nav.Resize(fyne.NewSize(left, size.Height-foot-top))
	body.Move(fyne.NewPos(left, top))
	body.Resize(fyne.NewSize(size.Width-left, size.Height-foot-top))
	status.Move(fyne.NewPos(0, size.Height-foot))
	status.Resize(fyne.NewSize(size.Width, foot))
}

// Status is what the status line says.
type Status struct {
	School   string
	Saved    time.Time // of the last save in this session; zero for none
	BackedUp time.Time // zero for never
	Overdue  int
	DueToday int
}
