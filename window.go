package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"
	"gopkg.in/natefinch/lumberjack.v2"

	"campuskeeper/app"
	"campuskeeper/assets/fonts"
	"campuskeeper/ui/choose"
	"campuskeeper/ui/desktop"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// appID names the program to the desktop and to Fyne's preferences.
const appID = "org.campuskeeper.app"

// Limits of what the window waits for.
const (
	firstFrameLimit = 20 * time.Second // without OpenGL nothing ever appears
	stopLimit       = 5 * time.Second  // for work beside the window, when it closes
	hangLimit       = 3 * time.Second  // for Fyne, once the vault is closed
)

// gcPercent keeps the program small while it rests: with 100,000 records in memory
// the usual 100 would let as much garbage wait as there are records.
const gcPercent = 40

// window is the program with a window: before the school is open it shows the
// welcome or the lock, then the desk.
type window struct {
	*program
	ctx      context.Context
	fyne     fyne.App
	main     fyne.Window
	book     *words.Book
	runner   *task.Runner
	timers   task.Timers
	theme    *look.Theme
	memory   memory
	notifier desktop.Notifier
	opener   desktop.Opener
	printers desktop.Printers
	chooser  *choose.Chooser
	appeared func() // told when the window was drawn for the first time

	office    *office // nil until the school is open
	restoring string  // backup that the next passphrase puts in place, "" for none
}

// window opens the window and returns when it is closed.
func (p *program) window(ctx context.Context) error {
	if !desktop.HasDisplay(desktop.System(), os.Getenv) {
		return app.Errorf(app.CodeInternal, "window.no-display")
	}
	if err := os.MkdirAll(p.home, 0o700); err != nil {
		return app.Wrap(err, app.CodeInternal, "cli.file.write", "file", p.home)
	}
	debug.SetGCPercent(gcPercent)
	closeLog := p.logToFile()
	defer closeLog()
	instance, err := desktop.Claim(ctx, p.home)
	if err != nil {
		return alreadyOpen(p, err)
	}
	defer func() { _ = instance.Release() }() // the system frees it in any case
	w, err := p.newWindow(ctx)
	if err != nil {
		return err
	}
	drawn := desktop.FirstFrame(w.timers, firstFrameLimit, w.noFrame)
	w.appeared = func() {
		drawn()
		fyne.Do(w.fitScreen)
	}
	task.Run(w.runner, ctx, "instance", func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, instance.Serve(ctx, func() { fyne.Do(w.raise) })
	}, nil)
	stop := context.AfterFunc(ctx, func() { fyne.Do(w.quit) })
	defer stop()
	w.forgetPapers()
	w.begin()
	w.main.ShowAndRun()
	w.leave()
	w.forgetPapers()
	return nil
}

// papersFolder is where PDF files lie while the printing system or the viewer has
// them open.
func (w *window) papersFolder() string { return filepath.Join(w.home, "print") }

// forgetPapers takes away what was left there: papers are not sealed.
func (w *window) forgetPapers() {
	if err := os.RemoveAll(w.papersFolder()); err != nil {
		w.log.Warn("papers", "err", err) // Windows keeps a file that a viewer has open
	}
}

// alreadyOpen is no failure when the first window came to the front.
func alreadyOpen(p *program, err error) error {
	var e *app.Error
	if errors.As(err, &e) && e.Key == "shell.instance.shown" {
		p.line(p.words.Explain(p.lang, err))
		return nil
	}
	return err
}

// logToFile writes the log beside the data, five files of a megabyte at most. It
// holds no text of any record.
func (p *program) logToFile() (closeLog func()) {
	if crash, err := os.Create(filepath.Join(p.home, "crash.log")); err == nil {
		_ = debug.SetCrashOutput(crash, debug.CrashOptions{}) // without it the crash is told on stderr only
		_ = crash.Close()                                     // the runtime has its own copy
	}
	file := &lumberjack.Logger{Filename: filepath.Join(p.home, "log", "campuskeeper.log"), MaxSize: 1, MaxBackups: 5}
	p.log = slog.New(slog.NewTextHandler(file, nil))
	return func() { _ = file.Close() } // a log is no reason to fail
}

func (p *program) newWindow(ctx context.Context) (*window, error) {
	for name, value := range desktop.InputMethod(desktop.System(), p.lang, os.Getenv) {
		if err := os.Setenv(name, value); err != nil {
			return nil, err
		}
	}
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700) // Fyne complains when it is not there, no more
	}
	w := &window{program: p, ctx: ctx, timers: task.SystemTimers{}}
	w.fyne = fyneapp.NewWithID(appID)
	w.fyne.SetIcon(look.AppIcon())
	w.memory = memory{w.fyne.Preferences()}
	if lang := w.memory.Recall(keyLang); lang != "" && os.Getenv("CAMPUSKEEPER_LANG") == "" && !p.langGiven {
		p.lang = app.ParseLang(lang)
	}
	w.book = words.New(p.words, p.lang)
	w.theme = look.New(w.memory.style(), fonts.Regular(), fonts.Bold())
	w.fyne.Settings().SetTheme(w.theme)
	w.runner = task.New(fyne.Do, p.clock, w.timers)
	w.notifier = newBeeper()
	w.opener = desktop.NewOpener()
	w.printers = desktop.NewPrinters()
	w.main = w.fyne.NewWindow(w.book.T("shell.name"))
	w.main.SetMaster()
	w.main.SetPadded(false)
	w.main.Resize(shell.RememberedSize(w.memory))
	w.main.SetCloseIntercept(w.quit)
	w.chooser = choose.New(choose.Deps{Words: w.book, Runner: w.runner, Window: w.main, Memory: w.memory, School: p.home, Home: documents()})
	return w, w.book.TeachFyne()
}

// fill shows something in the window, and notes that it was drawn.
func (w *window) fill(content fyne.CanvasObject) {
	w.main.SetContent(widgets.WhenPainted(content, w.appeared))
}

// noFrame says by other means than the window that the window cannot be drawn, and
// ends the program: nothing is open yet that would have to be closed.
func (w *window) noFrame() {
	desktop.NewAlerter(w.errOut).Alert(w.ctx, w.book.T("window.no-frame.title"), w.book.T("window.no-frame"))
	os.Exit(exitFailed)
}

// raise brings the window before the others, also when it was minimized: at a second
// start, from the tray, and by a click on a notice.
func (w *window) raise() {
	w.main.Show()
	if native, ok := w.main.(driver.NativeWindow); ok {
		native.RunNative(func(context any) {
			if its, ok := context.(driver.WindowsWindowContext); ok {
				desktop.ToFront(its.HWND)
			}
		})
	}
	w.main.RequestFocus()
}

// speak changes the language of everything, at once.
func (w *window) speak(lang app.Lang) {
	w.program.lang = lang
	w.memory.Remember(keyLang, string(lang))
	if err := w.book.Use(lang); err != nil {
		w.log.Warn("Fyne's own words", "err", err)
	}
}

// restyle changes theme and size of text, at once.
func (w *window) restyle(style look.Style) {
	w.memory.rememberStyle(style)
	w.theme = w.theme.With(style)
	w.fyne.Settings().SetTheme(w.theme)
}

// quit closes the school and then the window. The vault is closed first and a guard
// ends the program when Fyne hangs: nothing can be lost any more then.
func (w *window) quit() {
	w.leave()
	desktop.HangGuard(w.timers, hangLimit, func() { os.Exit(exitDone) })
	w.fyne.Quit()
}

// leave stops the work beside the window, makes the evening's backup and closes the
// school. It does nothing the second time.
func (w *window) leave() {
	w.runner.Stop(stopLimit)
	if w.office == nil {
		return
	}
	office := w.office
	w.office = nil
	office.close()
}

// Keys of what may be lost: language and look.
const (
	keyLang  = "lang"
	keyMode  = "look.mode"
	keyScale = "look.scale"
)

// memory keeps small things in Fyne's preferences, which may be lost.
type memory struct{ preferences fyne.Preferences }

// Recall implements the screens' Memory.
func (m memory) Recall(key string) string { return m.preferences.String(key) }

// Remember implements the screens' Memory.
func (m memory) Remember(key, value string) { m.preferences.SetString(key, value) }

func (m memory) style() look.Style {
	return look.Style{Mode: look.Mode(firstOf(m.Recall(keyMode), string(look.Light))), Scale: m.preferences.Int(keyScale)}
}

func (m memory) rememberStyle(style look.Style) {
	m.Remember(keyMode, string(style.Mode))
	m.preferences.SetInt(keyScale, style.Scale)
}

// habits are what the screens remember of one school, such as what its lists leave
// out: in another school the same choice would hide records that nobody looks for.
type habits struct {
	memory
	home string // where the school lies
}

// habitsOf are the habits of a school; the sample, too, has its own.
func (w *window) habitsOf(d *desk) habits { return habits{w.memory, d.vault.Path()} }

// Recall implements the screens' Memory.
func (h habits) Recall(key string) string { return h.memory.Recall(h.home + "|" + key) }

// Remember implements the screens' Memory.
func (h habits) Remember(key, value string) { h.memory.Remember(h.home+"|"+key, value) }
