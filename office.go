package main

import (
	"context"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"campuskeeper/app"
	"campuskeeper/app/calendar"
	"campuskeeper/app/catalog"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/drills"
	"campuskeeper/ui/imports"
	"campuskeeper/ui/ledgers"
	"campuskeeper/ui/look"
	"campuskeeper/ui/settings"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/today"
)

// reminderPause is how often the window looks whether something has become due.
const reminderPause = time.Minute

// office is an open school in the window: the desk, the frame and its screens.
type office struct {
	*window
	desk   *desk
	habits habits
	frame  *shell.Shell

	today    *today.Screen
	inbox    *today.Inbox
	ledgers  *ledgers.Screen
	drills   *drills.Screen
	settings *settings.Screen
	deaf     func() // ends the subscription to the vault

	mu       sync.Mutex
	stale    bool // a refresh of the screens is on its way
	saved    time.Time
	backedUp time.Time
	overdue  int
	dueToday int
	away     bool           // another window has the focus
	popped   bool           // a notice popped up since then
	setting  *settingChange // the last change, when it was one of a setting
}

// openOffice shows the school in the window.
func (w *window) openOffice(d *desk) {
	w.book.Forget() // the lock and the welcome are over
	o := &office{window: w, desk: d, habits: w.habitsOf(d)}
	w.office = o
	o.frame = shell.New(shell.Deps{
		Window: w.main, Words: w.book, Runner: w.runner, Clock: w.clock, Finder: o, Undoer: o, Memory: w.memory,
		Language: w.speak, Raise: w.raise, Quit: w.quit, Version: version,
	})
	o.addScreens()
	o.deaf = d.vault.Subscribe(o.heard)
	o.frame.Start()
	o.resumeDrill()
	o.showStatus()
	o.background()
}

// background starts what goes on beside the screens: the text for search, the
// morning's backup, the reminders.
func (o *office) background() {
	task.Run(o.runner, o.ctx, o.book.T("window.search"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		err := o.desk.loadTexts(ctx)
		debug.FreeOSMemory() // the opened records, some hundred megabytes in a large school
		return struct{}{}, err
	}, func(_ struct{}, err error) { o.logged("texts", err) })
	o.backup()
	o.inbox.Reload()
	o.listenForFocus()
	o.remind(o.desk.reminders.Start)
}

func (o *office) logged(what string, err error) {
	if err != nil && app.CodeOf(err) != app.CodeCanceled {
		o.log.Error(what, "err", err)
	}
}

// backup makes a backup when something changed since the last one.
func (o *office) backup() {
	task.Run(o.runner, o.ctx, o.book.T("window.backup"), func(ctx context.Context, _ *task.Progress) (time.Time, error) {
		if _, _, err := o.desk.vault.BackupIfChanged(ctx); err != nil {
			return time.Time{}, err
		}
		return o.desk.lastBackup()
	}, func(made time.Time, err error) {
		o.logged("backup", err)
		o.backedUp = made
		o.showStatus()
	})
}

// heard is told of each commit, on the goroutine that wrote. A thousand changes in
// one moment refresh the screens once.
func (o *office) heard(changes []app.Change) {
	if len(changes) == 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.saved = o.clock.Now()
	if slices.ContainsFunc(changes, func(c app.Change) bool { return c.Kind == app.KindEntry }) {
		o.setting = nil // the last change is another one now
	}
	if o.stale {
		return
	}
	o.stale = true
	o.runner.Do(func() {
		o.mu.Lock()
		o.stale = false
		o.mu.Unlock()
		if o.window.office == o {
			o.refresh()
		}
	})
}

// refresh shows the present state of everything that is on the screen.
func (o *office) refresh() {
	o.ledgers.Changed()
	o.drills.Changed()
	if wizard, ok := o.frame.Current().(*imports.Screen); ok {
		wizard.Changed()
	}
	o.today.Reload()
	o.showStatus()
	o.frame.RefreshMenu()
	task.Run(o.runner, o.ctx, o.book.T("window.search"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, o.desk.loadTexts(ctx)
	}, func(_ struct{}, err error) { o.logged("texts", err) })
}

// counted is told by Today how much is due.
func (o *office) counted(overdue, due int) {
	o.overdue, o.dueToday = overdue, due
	o.showStatus()
}

func (o *office) showStatus() {
	o.mu.Lock()
	saved := o.saved
	o.mu.Unlock()
	late := 0
	now := app.DayOf(o.clock.Now())
	for _, t := range o.desk.ledgers.Library().Templates() {
		late += o.desk.catalog.Counts(t.Name, now).Overdue
	}
	o.frame.SetStatus(shell.Status{
		School: o.desk.school.Name, Saved: saved, BackedUp: o.backedUp, Overdue: o.overdue, DueToday: o.dueToday,
	})
	o.frame.SetCounts(map[shell.PlaceID]int{shell.Today: o.overdue + o.dueToday, shell.Ledgers: late, shell.Drills: o.lateDrills(now)})
}

// close makes the evening's backup and closes the school.
func (o *office) close() {
	o.deaf()
	o.book.Forget()
	if _, _, err := o.desk.vault.BackupIfChanged(context.WithoutCancel(o.ctx)); err != nil {
		o.log.Error("backup", "err", err)
	}
	if err := o.desk.Close(); err != nil {
		o.log.Error("close", "err", err)
	}
}

// Find implements shell.Finder: every record, by text, number or pinyin.
func (o *office) Find(_ context.Context, text string, limit int) ([]shell.Hit, int, error) {
	page := o.desk.catalog.Page(catalog.Query{Text: text, Today: app.DayOf(o.clock.Now())}, 0, limit)
	hits := make([]shell.Hit, 0, len(page.Rows))
	for _, r := range page.Rows {
		t, err := o.desk.ledgers.Library().Template(r.Ledger)
		if err != nil {
			continue // a ledger that is gone has no screen to open
		}
		loop := o.desk.ledgers.Library().Loop(t)
		info, _ := loop.State(ledger.State(r.State))
		hits = append(hits, shell.Hit{
			Key: recordKey(r.Ledger, r.ID), Number: r.Number, Title: r.Title, Where: o.book.Text(t.Title),
			Shape: look.ShapeNamed(info.Shape), State: t.StateLabel(loop, ledger.State(r.State), o.book.Lang()),
		})
	}
	return hits, page.Total, nil
}

// Open implements shell.Finder.
func (o *office) Open(hit shell.Hit) {
	o.open(hit.Key)
}

// period is the run of days that a filter names, around today.
func (o *office) period(name string, day app.Day) (app.Period, bool) {
	switch name {
	case "month":
		return app.Period{From: day.FirstOfMonth(), To: day.LastOfMonth()}, true
	case "year":
		year := o.desk.pack.Load().calendar.SchoolYear(day)
		return app.Period{From: year.From, To: year.To}, true
	}
	term := o.desk.pack.Load().calendar.TermAt(day)
	return term.Period, !term.From.IsZero()
}

// teachingWeek is the number of the week in term, 0 outside it.
func teachingWeek(c *calendar.Calendar, day app.Day) int {
	week, ok := c.Week(day)
	if !ok {
		return 0
	}
	return week
}

func (w *window) canvas() fyne.Canvas { return w.main.Canvas() }
