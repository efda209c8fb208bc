package main

import (
	"context"
	"image"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/print"
	"campuskeeper/data"
	"campuskeeper/ui/task"
	"campuskeeper/ui/welcome"
	"campuskeeper/ui/widgets"
)

// sampleFolder holds the sample school, beside the real one and apart from it.
const sampleFolder = "sample"

// begin shows what comes first: the lock of the school, the sample, or the opening
// day.
func (w *window) begin() {
	switch {
	case data.Exists(w.home):
		w.showLock()
	case w.sample:
		w.openSample()
	default:
		w.showWelcome()
	}
}

// strip takes from the window what belongs to a school that is open: its menu with
// all shortcuts, its keys, and what it does with dropped files.
func (w *window) strip() {
	w.main.SetMainMenu(nil)
	w.main.SetTitle(w.book.T("shell.name"))
	w.main.SetOnDropped(nil)
	w.main.SetCloseIntercept(w.quit)
	w.canvas().SetOnTypedKey(nil)
}

func (w *window) showLock() {
	g := &gate{window: w}
	lock := welcome.NewUnlock(welcome.UnlockDeps{
		Words: w.book, Runner: w.runner, Window: w.canvas(), Gate: g, Language: w.speak,
		Opened: func(withCode bool) {
			w.openOffice(g.desk)
			if withCode { // the passphrase is forgotten, or somebody would have typed it
				w.office.settings.AskAfterRecovery(g.renew)
			}
		},
	})
	w.fill(lock.Object())
	lock.Begin()
}

// openSample opens the sample school without a question: its passphrase is public.
func (w *window) openSample() {
	g := &gate{window: w}
	work := widgets.NewProgressLine(w.book)
	w.fill(container.NewCenter(widgets.Sized(400, 0, work)))
	work.Follow(task.Run(w.runner, w.ctx, w.book.T("window.sample"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, g.OpenSample(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			w.log.Error("sample", "err", err)
			w.showWelcome()
			widgets.TellError(w.canvas(), w.book, w.book.T("window.sample"), err)
			return
		}
		w.openOffice(g.desk)
	}))
}

// showWelcome leads through the opening day.
func (w *window) showWelcome() {
	g := &gate{window: w}
	wizard := welcome.New(welcome.Deps{
		Words: w.book, Runner: w.runner, Clock: w.clock, Window: w.canvas(), Gate: g, Packs: w.packs, Ledgers: g.ledgers,
		Print: g.printSlip, Save: g.saveSlip, QR: qrImage, Language: w.speak,
		Done: func(first welcome.First) {
			w.openOffice(g.desk)
			if first == welcome.ImportWorkbook {
				w.office.openImport("hazard")
			}
		},
	})
	w.fill(wizard.Object())
}

// gate makes and opens schools for the welcome and the lock.
type gate struct {
	*window
	desk *desk
	code string // the recovery code that opened the school
}

// Create implements welcome.Gate.
func (g *gate) Create(ctx context.Context, school app.School, passphrase string) (string, error) {
	if school.Director == "" {
		school.Director = g.book.T("cli.director")
	}
	code, err := g.create(ctx, school, passphrase, g.clock, nil)
	if err != nil {
		return "", err
	}
	g.desk, err = g.openWith(ctx, data.Passphrase(passphrase), g.clock)
	return code, err
}

// Unlock implements welcome.Gate.
func (g *gate) Unlock(ctx context.Context, passphrase string) error {
	return g.unlock(ctx, data.Passphrase(passphrase))
}

// unlock opens the school, and first puts the backup in place that was chosen in
// the settings. The present database is kept beside it.
func (g *gate) unlock(ctx context.Context, key data.Key) (err error) {
	if g.restoring != "" {
		if _, err := data.Restore(ctx, g.vaultOptions(g.clock), g.restoring, key); err != nil {
			return err
		}
		g.restoring = ""
	}
	g.desk, err = g.openWith(ctx, key, g.clock)
	return err
}

// UnlockWithCode implements welcome.Gate.
func (g *gate) UnlockWithCode(ctx context.Context, code string) error {
	g.code = code
	return g.unlock(ctx, data.RecoveryCode(code))
}

// renew sets another passphrase with the recovery code instead of the present one.
func (g *gate) renew(ctx context.Context, fresh string) error {
	return g.desk.vault.ChangePassphrase(ctx, data.RecoveryCode(g.code), fresh)
}

// groupsOf takes a recovery code apart as it is printed.
func groupsOf(code string) []string { return strings.Fields(code) }

// OpenSample implements welcome.Gate.
func (g *gate) OpenSample(ctx context.Context) (err error) {
	beside := *g.program
	beside.home = filepath.Join(g.home, sampleFolder)
	if !data.Exists(beside.home) {
		if _, err := beside.createSample(ctx); err != nil {
			return err
		}
	}
	g.desk, err = beside.openWith(ctx, data.Passphrase(samplePassphrase), g.clock)
	return err
}

// packs lists the rule packs in the chosen language.
func (w *window) packs() []widgets.Option {
	titles, err := packTitles()
	if err != nil {
		w.log.Error("packs", "err", err)
	}
	options := make([]widgets.Option, len(titles))
	for i, t := range titles {
		options[i] = widgets.Option{Value: t.name, Label: w.book.Text(t.title)}
	}
	return options
}

// ledgers lists the ledgers of a pack; all packs have the same so far.
func (g *gate) ledgers(string) []welcome.Ledger {
	library, err := readLibrary()
	if err != nil {
		g.log.Error("ledgers", "err", err)
		return nil
	}
	var list []welcome.Ledger
	for _, t := range library.Templates() {
		list = append(list, welcome.Ledger{Code: t.Code, Title: g.book.Text(t.Title)})
	}
	return list
}

// slip is the paper with the recovery code.
func (g *gate) slip(s welcome.Slip) form.Document {
	school := app.School{Name: s.School, Lang: g.book.Lang()}
	return form.NewClerk(g.words, school, g.clock.Now(), g.book.Lang()).Recovery(form.Recovery{Groups: s.Groups, Made: s.Made})
}

func (g *gate) printSlip(ctx context.Context, s welcome.Slip) error {
	return g.printDocument(ctx, g.slip(s), s.School)
}

func (g *gate) saveSlip(ctx context.Context, s welcome.Slip) error {
	path, ok := g.chooseSave(ctx, g.book.T("window.recovery.file"))
	if !ok {
		return app.Errorf(app.CodeCanceled, "task.canceled")
	}
	return g.savePDF(path, g.slip(s), s.School)
}

// qrSide is how many pixels the code on the screen has.
const qrSide = 256

// qrImage draws a code for the preview of the slip.
func qrImage(text string) image.Image { return print.QR(text, qrSide) }
