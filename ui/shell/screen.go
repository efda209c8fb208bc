package shell

import "fyne.io/fyne/v2"

// Screen is what the shell shows beside the navigation: the screen of a place, or
// a page that was opened over it (a form, an import, a preview).
type Screen interface {
	// Title names the screen for the window's title, in the chosen language.
	Title() string
	// Object is what is shown; always the same one.
	Object() fyne.CanvasObject
	// Shown is called when the screen comes into view, Hidden when it leaves it.
	// A hidden screen keeps what was typed and need not follow changes.
	Shown()
	Hidden()
	// Unsaved says whether something was typed that is not saved; closing asks then.
	Unsaved() bool
}

// Searcher is a screen with a search box of its own: Ctrl+F leads there.
type Searcher interface{ FocusSearch() }

// Saver is a screen that Ctrl+S saves.
type Saver interface{ Save() }

// Adder is a screen on which Ctrl+N begins something new.
type Adder interface{ AddNew() }

// Printer is a screen that Ctrl+P prints.
type Printer interface{ Print() }

// Paned is a screen with several panes: F6 goes from one to the next.
type Paned interface{ Panes() []fyne.Focusable }

// Commander is a screen with commands of its own in the Record menu. They are
// asked for when the screen is shown and after RefreshMenu.
type Commander interface{ Commands() []Command }

// Refresher is a screen that F5 reads anew.
type Refresher interface{ Reload() }

// Homer is the screen of a place that can lead back to its beginning, when its place
// is chosen once more.
type Homer interface{ Home() }

// KeyHearer is a screen with keys of its own, such as those that scroll it. It is
// asked about the keys that nothing with the focus used, and says whether it did.
type KeyHearer interface {
	TypedKey(key *fyne.KeyEvent) bool
}

// Closer is a page that lets go of what it holds when it is closed for good.
type Closer interface{ Close() }

// PlaceID names a place of the navigation.
type PlaceID string

// The places, in the order of the navigation.
const (
	Today       PlaceID = "today"
	Ledgers     PlaceID = "ledgers"
	Inspections PlaceID = "inspections"
	Drills      PlaceID = "drills"
	Plans       PlaceID = "plans"
	Education   PlaceID = "education"
	Risk        PlaceID = "risk"
	Reports     PlaceID = "reports"
	Settings    PlaceID = "settings"
)

// place is a row of the navigation.
type place struct {
	id   PlaceID
	icon string
	foot bool // stands at the foot of the navigation
}

// places is the order of the navigation. Only those that main plugged a screen
// into are shown.
var places = []place{
	{id: Today, icon: "today"},
	{id: Ledgers, icon: "ledger"},
	{id: Inspections, icon: "inspect"},
	{id: Drills, icon: "drill"},
	{id: Plans, icon: "plan"},
	{id: Education, icon: "edu"},
	{id: Risk, icon: "risk"},
	{id: Reports, icon: "report"},
	{id: Settings, icon: "set", foot: true},
}

// title is the message key of a place's name.
func (p place) title() string { return "shell.place." + string(p.id) }
