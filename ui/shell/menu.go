package shell

import (
	"context"
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/app"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// MenuID names a menu of the menu line.
type MenuID string

// The menus, in their order.
const (
	FileMenu   MenuID = "file"
	RecordMenu MenuID = "record"
	ViewMenu   MenuID = "view"
	ToolsMenu  MenuID = "tools"
	HelpMenu   MenuID = "help"
)

var menus = []MenuID{FileMenu, RecordMenu, ViewMenu, ToolsMenu, HelpMenu}

// Command is something the user can do from the menu, by its word or its keys.
type Command struct {
	Menu     MenuID
	Group    int           // commands of one group stand together, groups in order
	Key      string        // message key of the word
	Shortcut fyne.Shortcut // nil for none
	Do       func()
	Possible func() bool // nil for always
}

// FunctionKey is the shortcut of a key that needs no other, such as F5.
func FunctionKey(key fyne.KeyName) fyne.Shortcut { return &desktop.CustomShortcut{KeyName: key} }

// ownCommands are the commands of the shell itself.
func (s *Shell) ownCommands() []Command {
	commands := []Command{
		{Menu: FileMenu, Group: 9, Key: "shell.quit", Shortcut: widgets.Ctrl(fyne.KeyQ), Do: s.AskClose},

		{Menu: RecordMenu, Group: 0, Key: "shell.new", Shortcut: widgets.Ctrl(fyne.KeyN), Do: func() {
			if screen, ok := s.Current().(Adder); ok {
				screen.AddNew()
			}
		}, Possible: func() bool { return can[Adder](s) }},
		{Menu: RecordMenu, Group: 0, Key: "shell.save", Shortcut: widgets.Ctrl(fyne.KeyS), Do: func() {
			if screen, ok := s.Current().(Saver); ok {
				screen.Save()
			}
		}, Possible: func() bool { return can[Saver](s) }},
		{Menu: RecordMenu, Group: 0, Key: "shell.print", Shortcut: widgets.Ctrl(fyne.KeyP), Do: func() {
			if screen, ok := s.Current().(Printer); ok {
				screen.Print()
			}
		}, Possible: func() bool { return can[Printer](s) }},
		{Menu: RecordMenu, Group: 8, Key: "shell.undo", Shortcut: &fyne.ShortcutUndo{}, Do: s.undoHere},
		{Menu: RecordMenu, Group: 9, Key: "shell.back", Shortcut: &desktop.CustomShortcut{
			KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt,
		}, Do: s.Back, Possible: func() bool { return len(s.stacks[s.at]) > 1 }},

		{Menu: ViewMenu, Group: 1, Key: "shell.pane", Shortcut: FunctionKey(fyne.KeyF6), Do: s.nextPane},
		{Menu: ViewMenu, Group: 1, Key: "shell.reload", Shortcut: FunctionKey(fyne.KeyF5), Do: func() {
			if screen, ok := s.Current().(Refresher); ok {
				screen.Reload()
			}
		}, Possible: func() bool { return can[Refresher](s) }},
		{Menu: ViewMenu, Group: 2, Key: "shell.language", Shortcut: widgets.CtrlShift(fyne.KeyL), Do: s.otherLanguage},

		{Menu: ToolsMenu, Group: 0, Key: "shell.find", Shortcut: widgets.Ctrl(fyne.KeyF), Do: s.findHere},
		{Menu: ToolsMenu, Group: 0, Key: "shell.findAll", Shortcut: widgets.CtrlShift(fyne.KeyF), Do: func() { s.Find("") }},

		{Menu: HelpMenu, Group: 0, Key: "shell.keyboard", Shortcut: FunctionKey(fyne.KeyF1), Do: s.ShowKeyboard},
		{Menu: HelpMenu, Group: 9, Key: "shell.about", Do: s.ShowAbout},
	}
	for n, p := range places {
		commands = append(commands, Command{
			Menu: ViewMenu, Key: p.title(), Shortcut: widgets.Ctrl(fyne.KeyName(rune('1' + n))),
			Do: func() { s.Go(p.id) }, Possible: func() bool { return len(s.stacks[p.id]) > 0 },
		})
	}
	return commands
}

// can says whether the screen that is shown has an ability.
func can[Ability any](s *Shell) bool {
	_, ok := s.Current().(Ability)
	return ok
}

// present lists the commands that there are now: the shell's, main's, and those of
// the screen that is shown. Places without a screen are left out.
func (s *Shell) present() []Command {
	all := append([]Command{}, s.commands...)
	if s.Covered() {
		all = nil
	}
	if screen, ok := s.Current().(Commander); ok {
		all = append(all, screen.Commands()...)
	}
	kept := all[:0]
	for _, c := range all {
		if !strings.HasPrefix(c.Key, "shell.place.") || c.possible() {
			kept = append(kept, c)
		}
	}
	return kept
}

func (c Command) possible() bool { return c.Possible == nil || c.Possible() }

// RefreshMenu makes the menu and the title of the window anew, after another screen
// or language was chosen or a screen shows something else.
func (s *Shell) RefreshMenu() {
	s.entitle()
	if s.Covered() {
		return
	}
	commands := s.present()
	bar := make([]*fyne.Menu, 0, len(menus))
	for _, id := range menus {
		bar = append(bar, fyne.NewMenu(menuLabel(s.t("shell.menu."+string(id))), s.menuItems(id, commands)...))
	}
	s.deps.Window.SetMainMenu(fyne.NewMainMenu(bar...))
}

// menuLabel gives the words of the menu line the room that Fyne does not; the menu
// line of a Mac has its own.
func menuLabel(word string) string {
	if runtime.GOOS == "darwin" {
		return word
	}
	return "  " + word + "  "
}

func (s *Shell) menuItems(id MenuID, commands []Command) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for group := range 10 {
		started := false
		for _, c := range commands {
			if c.Menu != id || c.Group != group {
				continue
			}
			if !started && len(items) > 0 {
				items = append(items, fyne.NewMenuItemSeparator())
			}
			started = true
			item := fyne.NewMenuItem(s.t(c.Key), func() { s.obey(c) })
			item.Shortcut, item.Disabled, item.IsQuit = c.Shortcut, !c.possible(), c.Key == "shell.quit"
			items = append(items, item)
		}
	}
	writeKeys(items)
	return items
}

// obey does a command, unless a dialog is open or it is not possible now. Fyne
// itself calls the shortcuts of the menu in both cases.
func (s *Shell) obey(c Command) {
	if !widgets.DialogOpen(s.Canvas()) && c.possible() {
		c.Do()
	}
}

// typed hears the keys that nothing else used: those of the screen, function keys
// of the menu, and Escape, which goes back.
func (s *Shell) typed(key *fyne.KeyEvent) {
	if screen, ok := s.Current().(KeyHearer); ok && !widgets.DialogOpen(s.Canvas()) && screen.TypedKey(key) {
		return
	}
	if key.Name == fyne.KeyEscape {
		if !widgets.DialogOpen(s.Canvas()) {
			s.Back()
		}
		return
	}
	for _, c := range s.present() {
		shortcut, ok := c.Shortcut.(fyne.KeyboardShortcut)
		if ok && shortcut.Mod() == 0 && shortcut.Key() == key.Name {
			s.obey(c)
			return
		}
	}
}

// undoHere takes back typing where an entry has the focus, and the last change of
// the data elsewhere. What the undo line offers is taken back at once; of an older
// change it is said first which it is.
func (s *Shell) undoHere() {
	// A table hears shortcuts too, but only an entry takes typing back.
	if entry, ok := s.Canvas().Focused().(interface{ Undo() }); ok {
		entry.Undo()
		return
	}
	if s.undo.Accept() {
		return
	}
	text, ok := s.deps.Undoer.LastChange()
	if !ok {
		widgets.Tell(s.Canvas(), s.deps.Words, s.t("shell.undo"), s.t("shell.undo.nothing"))
		return
	}
	widgets.Confirm(s.Canvas(), s.deps.Words, widgets.Question{
		Title: s.t("shell.undo.title"), Text: text, Yes: s.t("shell.undo"), OnYes: s.undoLast,
	})
}

func (s *Shell) undoLast() { s.TakeBack(s.deps.Undoer.UndoLast) }

// patience is how long something may take before the window says what it waits for.
const patience = 500 * time.Millisecond

// TakeBack runs undo beside the window. It says so when that takes long, as for a
// hundred thousand records, and why when it fails.
func (s *Shell) TakeBack(undo func(ctx context.Context) error) {
	s.undo.Leave()
	work := task.Run(s.deps.Runner, context.Background(), s.t("shell.undo"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, undo(ctx)
	}, func(_ struct{}, err error) {
		s.undo.Leave()
		if err != nil {
			widgets.TellError(s.Canvas(), s.deps.Words, s.t("shell.undo.failed"), err)
		}
	})
	s.deps.Runner.After(patience, func() {
		if !work.Ended() {
			s.undo.Tell(s.t("shell.undo.working"))
		}
	})
}

// nextPane brings the focus from the navigation into the panes of the screen, from
// one to the next, and back.
func (s *Shell) nextPane() {
	stops := []fyne.Focusable{}
	if item := s.nav.first(); item != nil {
		stops = append(stops, item)
	}
	if screen, ok := s.Current().(Paned); ok {
		stops = append(stops, screen.Panes()...)
	}
	if len(stops) == 0 {
		return
	}
	focused := s.Canvas().Focused()
	for n, stop := range stops {
		if stop == focused {
			s.Canvas().Focus(stops[(n+1)%len(stops)])
			return
		}
	}
	s.Canvas().Focus(stops[0])
}

func (s *Shell) otherLanguage() {
	if s.deps.Words.Lang() == app.Chinese {
		s.deps.Language(app.English)
		return
	}
	s.deps.Language(app.Chinese)
}

// findHere leads to the search box of the screen, or searches everywhere.
func (s *Shell) findHere() {
	if screen, ok := s.Current().(Searcher); ok {
		screen.FocusSearch()
		return
	}
	s.Find("")
}
