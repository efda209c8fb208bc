package drilllive

import (
	"context"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/ui/task"
	"campuskeeper/ui/words"
)

// Sheet is everything about one drill.
type Sheet struct {
	Entry    drill.Entry
	Kind     drill.Kind       // as the school drills it
	Log      drill.Live       // without events before the start
	LastRoll []drill.ClassRow // of the drill before, for a drill without classes
}

// Source keeps the drill. Its methods run beside the window, but for Now.
type Source interface {
	Read(ctx context.Context, id app.ID) (Sheet, error)
	// Keep changes the plan of a drill that was not started.
	Keep(ctx context.Context, id app.ID, plan drill.Drill) error
	// Now reads both clocks.
	Now() drill.Instant
	// Start starts the drill at a moment that was read before.
	Start(ctx context.Context, id app.ID, at drill.Instant) error
	// Add enters an event at the moment that it bears, durably.
	Add(ctx context.Context, id app.ID, e drill.Event) error
	// Log returns what is on the disk.
	Log(ctx context.Context, id app.ID) (drill.Live, error)
	// End writes what was timed and counted into the record of a drill whose log has
	// ended.
	End(ctx context.Context, id app.ID) error
}

// Deps is what the view needs.
type Deps struct {
	Words  *words.Book
	Runner *task.Runner
	Source Source
	Window func() fyne.Canvas

	// FullScreen gives the window the whole screen, or takes it back.
	FullScreen func(on bool)
	// Leave closes the view of a drill that does not run.
	Leave func()
	// Ended is told that the drill is over and its record written as far as it can be.
	Ended func(id app.ID)
	// ReadFile lets the user choose a file with the classes and hands its text over; nil
	// leaves its button out.
	ReadFile func(read func(text string))
}
