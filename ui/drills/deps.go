package drills

import (
	"context"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/drill"
	"campuskeeper/app/drill/agenda"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Book is everything that is known of the school's drills.
type Book struct {
	Question drill.Question
	Entries  []drill.Entry
	Pack     app.Text // title of the rule pack
}

// Source keeps the drills. Its methods run beside the window.
type Source interface {
	Read(ctx context.Context) (Book, error)
	// Take enters drills that are to be held, and puts others on their new day and
	// time by their ID: all of them or none, and they can be taken back in one step.
	Take(ctx context.Context, plans []drill.Drill, moved []drill.Held) error
	// Schedule is Take for new drills only.
	Schedule(ctx context.Context, plans []drill.Drill) error
	// Move puts a drill that was not held yet on another day; an empty time leaves
	// the time as it is.
	Move(ctx context.Context, id app.ID, day app.Day, time string) error
	// Keep keeps what the school says about its drills.
	Keep(ctx context.Context, settings drill.Settings) error
}

// Host is the frame of the window; *shell.Shell is one.
type Host interface {
	Canvas() fyne.Canvas
	OfferUndo(text string)
	// RefreshMenu is called when other commands are possible than before.
	RefreshMenu()
}

// Deps is what the screen needs.
type Deps struct {
	Words     *words.Book
	Sentences *app.Words // from which the rules make their sentences
	Runner    *task.Runner
	Clock     app.Clock
	Source    Source
	Host      Host
	Memory    widgets.Memory

	// Open shows the record of a drill.
	Open func(id app.ID)
	// Start opens the live view of a drill; nil leaves its button out.
	Start func(id app.ID)
	// Trends shows how the times develop over the years; nil leaves it out.
	Trends func()
	// Papers are the names of the papers of a school year, the plan first. Print shows
	// one of them before it is printed.
	Papers []string
	Print  func(paper string, year calendar.SchoolYear)
	// Export writes the planned drills of a school year into a calendar file.
	Export func(year calendar.SchoolYear)
	// Import lets the user choose a calendar file and reads it.
	Import func(read func(agenda.Reading))
}

func (d *Deps) today() app.Day { return app.DayOf(d.Clock.Now()) }

func (d *Deps) t(key string, pairs ...any) string { return d.Words.T(key, pairs...) }
