package welcome

import (
	"context"
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// First is what the user wants to do first.
type First string

// The ways into the first day.
const (
	ImportWorkbook First = "import"
	StartEmpty     First = "empty"
	OpenSample     First = "sample"
)

// Ledger is a line of the list of templates.
type Ledger struct{ Code, Title string }

// Deps is what the opening day needs.
type Deps struct {
	Words    *words.Book
	Runner   *task.Runner
	Clock    app.Clock
	Window   fyne.Canvas
	Gate     Gate
	Packs    func() []widgets.Option                    // rule packs, in the chosen language
	Ledgers  func(pack string) []Ledger                 // its ledgers, in the chosen language
	Print    func(ctx context.Context, slip Slip) error // prints two copies; runs beside the window
	Save     func(ctx context.Context, slip Slip) error // saves a PDF; runs beside the window
	QR       func(text string) image.Image              // nil when the preview shows none
	Language func(app.Lang)                             // chooses the language of the program
	Done     func(first First)                          // the opening day is over
}

// stepID names a step of the opening day.
type stepID int

const (
	languageStep stepID = iota
	schoolStep
	passphraseStep
	recoveryStep
	rulesStep
	dataStep
	stepCount
)

var stepNames = [stepCount]string{"language", "school", "passphrase", "recovery", "rules", "data"}

// minutesLeft is how long the steps from each one on take, as people were seen to need.
var minutesLeft = [stepCount]int{8, 7, 5, 3, 1, 1}

// step is the inside of one step. reason says why Next is not possible yet, "" when
// it is.
type step struct {
	body   fyne.CanvasObject
	side   fyne.CanvasObject // the pane at the right; nil for none
	first  fyne.Focusable    // where the cursor begins
	reason func() string
}

// Wizard leads through the opening day.
type Wizard struct {
	deps Deps
	at   stepID
	step step

	school     app.School
	passphrase string
	repeated   string
	shown      bool
	students   string
	groups     []string // of the recovery code; nil until the school is made
	proof      [2]string
	inPlace    [2]bool
	printed    string // when it was printed or saved last, in words
	onPaper    bool   // it was printed
	trouble    string // why printing or saving failed, in words
	first      First

	root *fyne.Container
	why  *widgets.Text
	back *widgets.Button
	next *widgets.Button
	busy bool
	stop func()
}

// New returns the opening day at its first step.
func New(deps Deps) *Wizard {
	w := &Wizard{deps: deps, first: ImportWorkbook, root: container.NewStack()}
	w.school = app.School{Type: "primary", Pack: "cn", Lang: deps.Words.Lang()}
	w.show()
	w.stop = deps.Words.Listen(w.show)
	deps.Window.SetOnTypedKey(w.typed)
	return w
}

// typed goes on when Enter is pressed in an entry, and back with Escape.
func (w *Wizard) typed(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		w.goNext()
	case fyne.KeyEscape:
		if !w.busy {
			w.goBack()
		}
	}
}

// Object is what the window shows.
func (w *Wizard) Object() fyne.CanvasObject { return w.root }

func (w *Wizard) t(key string, pairs ...any) string { return w.deps.Words.T(key, pairs...) }

// show draws the step that is at hand, with what was typed before.
func (w *Wizard) show() {
	w.step = w.build()
	w.why = widgets.NewText("").In(look.Muted).Cut()
	w.back = widgets.NewButton(widgets.Ordinary, "left", w.t("welcome.back"), w.goBack)
	w.next = widgets.NewButton(widgets.Main, "", w.nextWord(), w.goNext).Trailing("right")
	if w.at == languageStep {
		w.back.Hide()
	}
	foot := widgets.Column(0, widgets.NewRule(), widgets.Sized(0, look.HeadHeight-1, widgets.Fill(look.Ground,
		widgets.Inset(0, look.Gap6, 0, look.Gap6, widgets.Row(look.Gap2, widgets.Grow(w.why), w.back, w.next)))))
	content := widgets.Fill(look.Paper, container.NewVScroll(
		widgets.Inset(look.Gap6, look.Gap6+8, look.Gap6, look.Gap6+8, widgets.Readable(608, w.step.body))))
	main := widgets.Beside(content, container.NewStack())
	if w.step.side != nil {
		main = widgets.Beside(content, widgets.Sized(352, 0, w.step.side))
	}
	w.root.Objects = []fyne.CanvasObject{container.New(&wizardLayout{}, w.steps(), main, foot)}
	w.root.Refresh()
	w.check()
	if w.step.first != nil {
		w.deps.Window.Focus(w.step.first)
	}
}

func (w *Wizard) build() step {
	switch w.at {
	case languageStep:
		return w.languageStep()
	case schoolStep:
		return w.schoolStep()
	case passphraseStep:
		return w.passphraseStep()
	case recoveryStep:
		return w.recoveryStep()
	case rulesStep:
		return w.rulesStep()
	}
	return w.dataStep()
}

// nextWord names where Next leads.
func (w *Wizard) nextWord() string {
	if w.at+1 == stepCount {
		return w.t("welcome.start")
	}
	return w.t("welcome.next", "step", w.t("welcome.step."+stepNames[w.at+1]+".lower"))
}

// check says at the foot why Next is not possible.
func (w *Wizard) check() {
	reason := w.step.reason()
	switch {
	case w.busy:
		w.next.Refuse(w.t("welcome.busy"))
		w.back.Refuse(w.t("welcome.busy"))
		w.why.SetText(w.t("welcome.busy"))
	case reason != "":
		w.next.Refuse(reason)
		w.back.Allow()
		w.why.SetText(reason)
	default:
		w.next.Allow()
		w.back.Allow()
		w.why.SetText("")
	}
}

func (w *Wizard) goBack() {
	if w.at > languageStep {
		w.at--
		w.show()
	}
}

func (w *Wizard) goNext() {
	if w.step.reason() != "" || w.busy {
		return
	}
	switch {
	case w.at == passphraseStep && w.groups == nil:
		w.create()
	case w.at+1 == stepCount:
		w.finish()
	default:
		w.at++
		w.show()
	}
}

// create makes the school. The passphrase is forgotten as soon as it is made.
func (w *Wizard) create() {
	w.busy = true
	w.check()
	school, passphrase := w.school, w.passphrase
	task.Run(w.deps.Runner, context.Background(), w.t("welcome.busy"), func(ctx context.Context, _ *task.Progress) (string, error) {
		return w.deps.Gate.Create(ctx, school, passphrase)
	}, func(code string, err error) {
		w.busy = false
		if err != nil {
			w.check()
			widgets.TellError(w.deps.Window, w.deps.Words, w.t("welcome.create.failed"), err)
			return
		}
		w.groups = groupsOf(code)
		w.passphrase, w.repeated = "", ""
		w.at = recoveryStep
		w.show()
	})
}

// finish ends the opening day. The sample school is opened here, for it takes time.
func (w *Wizard) finish() {
	if w.first != OpenSample {
		w.end()
		return
	}
	w.openSample()
}

func (w *Wizard) openSample() {
	w.busy, w.first = true, OpenSample
	w.check()
	task.Run(w.deps.Runner, context.Background(), w.t("welcome.busy"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, w.deps.Gate.OpenSample(ctx)
	}, func(_ struct{}, err error) {
		w.busy = false
		w.check()
		if err != nil {
			widgets.TellError(w.deps.Window, w.deps.Words, w.t("welcome.sample.failed"), err)
			return
		}
		w.end()
	})
}

func (w *Wizard) end() {
	w.stop()
	w.deps.Window.SetOnTypedKey(nil)
	w.groups = nil
	w.deps.Done(w.first)
}

// steps is the list at the left: what is done, where we are, what comes.
func (w *Wizard) steps() fyne.CanvasObject {
	list := widgets.Column(0)
	for id := range stepCount {
		list.Add(w.stepLine(id))
	}
	name := widgets.Row(look.Gap4, widgets.NewIcon("shield", look.Accent, 28),
		widgets.Column(0, widgets.NewSection(w.t("welcome.name")), widgets.NewCaption(w.t("welcome.name.other"))))
	left := widgets.Column(0,
		widgets.NewNote(w.t("welcome.left", "n", int(w.at)+1, "of", int(stepCount), "minutes", minutesLeft[w.at])),
		widgets.NewNote(w.t("welcome.offline")))
	return widgets.Fill(look.Ground, widgets.Beside(widgets.Column(0,
		widgets.Inset(look.Gap6, 0, look.Gap6, look.Gap6, name), list, widgets.Stretch(),
		widgets.Inset(0, look.Gap4, look.Gap6, look.Gap6, left)), widgets.NewUpright()))
}

func (w *Wizard) stepLine(id stepID) fyne.CanvasObject {
	word := widgets.NewText(w.t("welcome.step." + stepNames[id]))
	ground := look.Clear
	var mark fyne.CanvasObject
	switch {
	case id < w.at:
		mark = widgets.NewShape(look.Done, 20)
	case id == w.at:
		ground = look.Selected
		word.Set(word.Text(), look.Accent, true)
		mark = numberDisc(int(id)+1, look.Accent, look.Accent, look.OnAccent)
	default:
		word.In(look.Muted)
		mark = numberDisc(int(id)+1, look.Clear, look.Field, look.Muted)
	}
	return widgets.Sized(0, 40, widgets.Fill(ground, widgets.Inset(0, look.Gap4, 0, look.Gap6,
		widgets.Row(look.Gap3, mark, word))))
}

// numberDisc is the number of a step in a ring or disc of 20 pixels.
func numberDisc(n int, fill, edge, ink look.Role) fyne.CanvasObject {
	number := widgets.NewCaption(strconv.Itoa(n)).In(ink).Align(fyne.TextAlignCenter)
	if fill != look.Clear {
		number.Bold()
	}
	return widgets.Sized(20, 20, container.NewStack(widgets.NewBox(fill, edge, 10), number))
}

// wizardLayout is the steps at the left, the foot below all, the step in the rest.
type wizardLayout struct{}

const stepsWidth = 256

// MinSize implements fyne.Layout.
func (*wizardLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Px(800), look.Px(560))
}

// Layout implements fyne.Layout.
func (*wizardLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, foot := look.Px(stepsWidth), look.Px(look.HeadHeight)
	put := func(object fyne.CanvasObject, x, y, width, height float32) {
		object.Move(fyne.NewPos(x, y))
		object.Resize(fyne.NewSize(width, height))
	}
	put(objects[0], 0, 0, left, size.Height-foot)
	put(objects[1], left, 0, size.Width-left, size.Height-foot)
	put(objects[2], 0, size.Height-foot, size.Width, foot)
}
