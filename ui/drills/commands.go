package drills

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/ui/shell"
	"campuskeeper/ui/widgets"
)

// The days by which the keys move a drill.
const (
	aDay  = 1
	aWeek = 7
)

// ctrl is the shortcut of an arrow with Ctrl on every system: on a Mac, Cmd with an
// arrow belongs to text.
func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}
}

// Commands implements shell.Commander.
func (s *Screen) Commands() []shell.Command {
	read := func() bool { return s.year != nil }
	moves := func() bool {
		slot, ok := s.slot()
		return ok && movable(slot)
	}
	nudge := func(key string, arrow fyne.KeyName, days int) shell.Command {
		return shell.Command{Menu: shell.RecordMenu, Group: 2, Key: key, Shortcut: ctrl(arrow), Possible: moves, Do: func() { s.nudge(days) }}
	}
	commands := []shell.Command{
		{Menu: shell.RecordMenu, Group: 1, Key: "drills.move", Shortcut: widgets.Ctrl(fyne.KeyM), Possible: moves, Do: func() {
			if slot, ok := s.slot(); ok {
				s.askMove(slot)
			}
		}},
		nudge("drills.move.later", fyne.KeyRight, aDay),
		nudge("drills.move.earlier", fyne.KeyLeft, -aDay),
		nudge("drills.move.week-later", fyne.KeyDown, aWeek),
		nudge("drills.move.week-earlier", fyne.KeyUp, -aWeek),
		{Menu: shell.RecordMenu, Group: 3, Key: "drills.propose", Shortcut: widgets.CtrlShift(fyne.KeyP), Possible: read, Do: s.Propose},
		{Menu: shell.RecordMenu, Group: 3, Key: "drills.copy", Possible: read, Do: s.CopyYear},
		{Menu: shell.FileMenu, Group: 1, Key: "drills.import", Possible: read, Do: s.ImportCalendar},
		{Menu: shell.FileMenu, Group: 1, Key: "drills.export", Shortcut: widgets.CtrlShift(fyne.KeyE), Possible: read, Do: s.export},
		{Menu: shell.ToolsMenu, Group: 1, Key: "drills.rules.edit", Possible: read, Do: s.editRules},
	}
	for n, v := range []view{asYear, asList, asMonth} {
		key := []fyne.KeyName{fyne.KeyF2, fyne.KeyF3, fyne.KeyF4}[n]
		commands = append(commands, shell.Command{
			Menu: shell.ViewMenu, Group: 3, Key: "drills.view." + string(v), Shortcut: shell.FunctionKey(key), Possible: read, Do: func() { s.look(v) },
		})
	}
	if s.deps.Start != nil {
		commands = append(commands, shell.Command{
			Menu: shell.RecordMenu, Group: 1, Key: "drills.start", Shortcut: shell.FunctionKey(fyne.KeyF8), Possible: func() bool {
				slot, ok := s.slot()
				return ok && s.canStart(slot)
			}, Do: func() {
				if slot, ok := s.slot(); ok {
					s.deps.Start(slot.ID)
				}
			},
		})
	}
	return commands
}

// items are what the menu in the head offers; in short also what has no room there.
func (s *Screen) items(short bool) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	add := func(key string, do func()) { items = append(items, fyne.NewMenuItem(s.t(key), do)) }
	if short {
		for _, option := range s.spans() {
			item := fyne.NewMenuItem(option.Label, func() { s.choose(readSpan(option.Value)) })
			item.Checked = option.Value == s.span.key()
			items = append(items, item)
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	add("drills.propose", s.Propose)
	add("drills.copy", s.CopyYear)
	if s.deps.Trends != nil {
		add("trends.menu", s.deps.Trends)
	}
	items = append(items, fyne.NewMenuItemSeparator())
	for n, paper := range s.deps.Papers {
		if n > 0 || short { // the first has a button of its own
			add("drills.paper."+paper, func() { s.print(paper) })
		}
	}
	items = append(items, fyne.NewMenuItemSeparator())
	add("drills.export", s.export)
	add("drills.import", s.ImportCalendar)
	if len(s.year.Question.Rules) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
		add("drills.rules.edit", s.editRules)
	}
	return items
}

func (s *Screen) export() { s.deps.Export(schoolYear(s.year.Question.Calendar, s.year.span.year)) }
