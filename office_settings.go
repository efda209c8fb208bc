package main

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	fynedesktop "fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/app"
	"campuskeeper/data"
	"campuskeeper/ui/look"
	"campuskeeper/ui/settings"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/welcome"
	"campuskeeper/ui/widgets"
)

// addSettings plugs the settings in.
func (o *office) addSettings() {
	o.settings = settings.New(settings.Deps{
		Words: o.book, Runner: o.runner, Clock: o.clock, Window: o.canvas, Style: func() look.Style { return o.theme.Style() },
		SetStyle: o.restyle, Language: o.speak, Packs: o.packs, Schools: schoolKeeper{o}, Years: yearKeeper{o}, Reminders: reminderKeeper{o},
		Backups: backupKeeper{o}, Security: keyKeeper{o}, YearSaved: o.yearSaved,
		Strength: func(passphrase string) int { return welcome.Strength(passphrase) },
		Open:     func(path string) { o.reveal(filepath.Join(path, "x")) },
		Restored: o.reopen, Saved: o.schoolSaved, Data: o.desk.vault.Path(), Version: version, Licences: o.book.T("window.licences"),
	})
	o.frame.Add(shell.Settings, o.settings)
}

// schoolKeeper keeps the school's own record.
type schoolKeeper struct{ *office }

// School implements settings.Schools.
func (k schoolKeeper) School(ctx context.Context) (app.School, error) {
	return readSchool(ctx, k.desk.vault)
}

// SaveSchool implements settings.Schools.
func (k schoolKeeper) SaveSchool(ctx context.Context, school app.School) error {
	if err := school.Check(); err != nil {
		return err
	}
	if _, err := readPack(school.Pack); err != nil {
		return err
	}
	if err := writeSchool(ctx, k.desk.vault, school); err != nil {
		return err
	}
	if err := k.desk.usePack(ctx, school); err != nil {
		return err
	}
	k.runner.Do(func() {
		k.desk.school = school
		k.desk.who.Name = school.Director
	})
	return nil
}

func (o *office) schoolSaved() {
	o.refresh()
	o.showStatus()
}

// backupKeeper makes, lists and restores backups.
type backupKeeper struct{ *office }

// List implements settings.Backups.
func (k backupKeeper) List(context.Context) ([]settings.Backup, error) {
	backups, err := data.Backups(k.desk.vault.BackupFolder())
	list := make([]settings.Backup, len(backups))
	for i, b := range backups {
		list[i] = settings.Backup{Name: b.Path, Made: b.Made, Size: b.Size}
	}
	return list, err
}

// Make implements settings.Backups.
func (k backupKeeper) Make(ctx context.Context) error {
	made, err := k.desk.vault.Backup(ctx, "")
	if err != nil {
		return err
	}
	k.runner.Do(func() {
		k.backedUp = made.Made
		k.showStatus()
	})
	return nil
}

// Compare implements settings.Backups.
func (k backupKeeper) Compare(ctx context.Context, name string) (settings.Difference, error) {
	d, err := k.desk.vault.Inspect(ctx, name)
	if err != nil {
		return settings.Difference{}, err
	}
	out := settings.Difference{Made: d.Backup.Newest}
	for _, l := range d.Ledgers {
		title := l.Ledger
		if t, err := k.desk.ledgers.Library().Template(l.Ledger); err == nil {
			title = k.book.Text(t.Title)
		}
		out.Rows = append(out.Rows, settings.DifferenceRow{Ledger: title, Now: l.Present, Then: l.Backup})
		out.Lost += l.OnlyPresent
	}
	return out, nil
}

// Restore implements settings.Backups. It only chooses the backup: the vault is
// closed, and the passphrase that opens it again does the rest (see gate.Unlock).
func (k backupKeeper) Restore(_ context.Context, name string) error {
	if k.desk.vault.Path() != k.home {
		return app.Errorf(app.CodeReadOnly, "window.sample.restore")
	}
	k.runner.Do(func() { k.restoring = name })
	return nil
}

// Folder implements settings.Backups.
func (k backupKeeper) Folder() string { return k.desk.vault.BackupFolder() }

// reopen closes the school and asks for the passphrase, with which the chosen
// backup is put in place.
func (o *office) reopen() {
	w := o.window
	w.office = nil
	o.close()
	w.strip()
	w.showLock()
}

// keyKeeper changes the keys of the vault.
type keyKeeper struct{ *office }

// ChangePassphrase implements settings.Security.
func (k keyKeeper) ChangePassphrase(ctx context.Context, old, fresh string) error {
	return k.desk.vault.ChangePassphrase(ctx, data.Passphrase(old), fresh)
}

// NewRecoveryCode implements settings.Security.
func (k keyKeeper) NewRecoveryCode(ctx context.Context, passphrase string) (string, error) {
	return k.desk.vault.NewRecoveryCode(ctx, data.Passphrase(passphrase))
}

// PrintCode implements settings.Security.
func (k keyKeeper) PrintCode(ctx context.Context, code string) error {
	g := &gate{window: k.window}
	return g.printSlip(ctx, k.slipOf(code))
}

// SaveCode implements settings.Security.
func (k keyKeeper) SaveCode(ctx context.Context, code string) error {
	g := &gate{window: k.window}
	return g.saveSlip(ctx, k.slipOf(code))
}

func (k keyKeeper) slipOf(code string) welcome.Slip {
	return welcome.Slip{School: k.desk.school.Name, Code: code, Groups: groupsOf(code), Made: app.DayOf(k.clock.Now())}
}

// newSchool leaves the sample for the opening day of a school of one's own.
func (o *office) newSchool() {
	widgets.Confirm(o.canvas(), o.book, widgets.Question{
		Title: o.book.T("window.new-school"), Text: o.book.T("window.new-school.text"), Yes: o.book.T("window.new-school.yes"),
		OnYes: func() {
			w := o.window
			w.office = nil
			o.close()
			w.showWelcome()
		},
	})
}

// addCommands adds the commands that belong to no screen.
func (o *office) addCommands() {
	o.frame.AddCommand(
		shell.Command{
			Menu: shell.FileMenu, Group: 0, Key: "window.new-school", Do: o.newSchool,
			Possible: func() bool { return !data.Exists(o.home) },
		},
		shell.Command{Menu: shell.FileMenu, Group: 1, Key: "window.import", Shortcut: widgets.CtrlShift(fyne.KeyI), Do: func() { o.openImport(firstOf(o.habits.Recall("ledgers.last"), "hazard")) }},
		shell.Command{Menu: shell.FileMenu, Group: 2, Key: "window.backup.now", Shortcut: widgets.CtrlShift(fyne.KeyB), Do: o.backupNow},
		shell.Command{Menu: shell.ToolsMenu, Group: 1, Key: "window.check", Shortcut: widgets.CtrlShift(fyne.KeyK), Do: o.checkNow},
		shell.Command{Menu: shell.ToolsMenu, Group: 1, Key: "window.duties", Shortcut: widgets.CtrlShift(fyne.KeyD), Do: o.openDuties},
		shell.Command{Menu: shell.ToolsMenu, Group: 1, Key: "live.command", Shortcut: shell.FunctionKey(fyne.KeyF9), Do: o.openNextDrill},
		shell.Command{Menu: shell.ToolsMenu, Group: 1, Key: "window.inbox", Shortcut: widgets.Ctrl(fyne.KeyI), Do: o.openInbox},
		shell.Command{Menu: shell.ViewMenu, Group: 3, Key: "window.tray", Do: o.switchTray, Possible: o.hasTray},
	)
}

// keyTray remembers whether the program shows itself in the tray.
const keyTray = "tray"

func (o *office) hasTray() bool {
	_, ok := o.fyne.(fynedesktop.App)
	return ok
}

// showTray puts the icon into the tray when the user asked for it.
func (o *office) showTray() {
	if tray, ok := o.fyne.(fynedesktop.App); ok && o.memory.Recall(keyTray) == "on" {
		o.frame.ShowTray(tray)
	}
}

// switchTray turns the tray on at once, and off from the next start: Fyne cannot
// take an icon away again.
func (o *office) switchTray() {
	if o.memory.Recall(keyTray) == "on" {
		o.memory.Remember(keyTray, "")
		widgets.Tell(o.canvas(), o.book, o.book.T("window.tray"), o.book.T("window.tray.off"))
		return
	}
	o.memory.Remember(keyTray, "on")
	o.showTray()
}

// backupNow makes a backup and says so.
func (o *office) backupNow() {
	task.Run(o.runner, o.ctx, o.book.T("window.backup"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, backupKeeper{o}.Make(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			widgets.TellError(o.canvas(), o.book, o.book.T("window.backup.now"), err)
			return
		}
		widgets.Tell(o.canvas(), o.book, o.book.T("window.backup.now"), o.book.T("cli.backed-up", "file", o.desk.vault.BackupFolder()))
	})
}

// checkNow checks the whole vault and tells what it found.
func (o *office) checkNow() {
	line := widgets.NewProgressLine(o.book)
	dialog := widgets.NewDialog(o.canvas(), o.book.T("window.check"), 440, line, nil)
	work := task.Run(o.runner, o.ctx, o.book.T("window.check"), func(ctx context.Context, progress *task.Progress) (data.Report, error) {
		return o.desk.vault.Check(ctx, progress.Set)
	}, func(report data.Report, err error) {
		dialog.Hide()
		switch {
		case err != nil:
			widgets.TellError(o.canvas(), o.book, o.book.T("window.check"), err)
		case !report.Whole():
			widgets.TellError(o.canvas(), o.book, o.book.T("window.check"), &app.Error{
				Code: app.CodeCorrupt, Key: "cli.check.wrong", Args: app.Args{"count": len(report.Problems)}, Problems: report.Problems,
			})
		default:
			widgets.Tell(o.canvas(), o.book, o.book.T("window.check"), o.book.T("cli.checked",
				"records", report.Records, "history", report.Entries, "attachments", report.Attachments))
		}
	})
	line.Follow(work)
	dialog.Show()
}
