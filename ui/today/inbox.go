package today

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// Notice is one line of the inbox.
type Notice struct {
	Key    string
	When   string // in words, such as "2026-11-23 (Mon) 08:00"
	Text   string
	Detail string
	Shape  look.Shape
	Read   bool
	Asleep string // until when it is put off, in words; "" for not
	Fixed  bool   // it cannot be put off
}

// NoticeList is what the inbox shows. Of very many only the first are among Notices.
type NoticeList struct {
	Notices []Notice
	Total   int // how many there are
	Unread  int // how many of all are new
}

// Later says until when a notice is put off.
type Later struct {
	Day app.Day // until the morning of that day; zero for one hour
}

// Notices is where the inbox comes from.
type Notices interface {
	// Notices lists them, newest first, those that are put off last. It runs beside the
	// window.
	Notices(ctx context.Context) (NoticeList, error)
	// MarkRead remembers that these were read, MarkAllRead that all were. They run
	// beside the window.
	MarkRead(ctx context.Context, keys []string) error
	MarkAllRead(ctx context.Context) error
	// PutOff lets a notice come again later. It runs beside the window.
	PutOff(ctx context.Context, notice Notice, until Later) error
	// Open shows what a notice is about.
	Open(notice Notice)
}

// InboxDeps is what the inbox needs.
type InboxDeps struct {
	Words  *words.Book
	Runner *task.Runner
	Clock  app.Clock
	Source Notices
	Window func() fyne.Canvas // for dialogs and focus
	Unread func(count int)    // told when the number of unread notices changes
	Back   func()
}

// Inbox is the page of notices: what the program reminded of, read or not.
type Inbox struct {
	widgets.Page
	deps    InboxDeps
	rows    *fyne.Container
	scroll  *container.Scroll
	readAll *widgets.Button
	list    NoticeList
	lines   []*line
	slot    task.Slot
}

// NewInbox returns the page; it reads the notices when it is shown.
func NewInbox(deps InboxDeps) *Inbox {
	i := &Inbox{deps: deps, rows: widgets.Column(0)}
	i.scroll = container.NewVScroll(i.rows)
	i.Begin(deps.Words, i.dress, i.Reload)
	return i
}

func (i *Inbox) t(key string, pairs ...any) string { return i.deps.Words.T(key, pairs...) }

func (i *Inbox) dress() {
	i.readAll = widgets.NewButton(widgets.Main, "check", i.t("today.inbox.readAll"), i.markAllRead)
	back := widgets.NewButton(widgets.Ordinary, "left", i.t("today.inbox.back"), func() { i.deps.Back() })
	head := widgets.NewScreenHead(i.t("today.inbox"), i.t("today.inbox.keys"), back, i.readAll)
	i.Root.Objects = []fyne.CanvasObject{widgets.Under(head, i.scroll)}
	i.Root.Refresh()
}

// Title implements the shell's Screen.
func (i *Inbox) Title() string { return i.t("today.inbox") }

// Panes implements the shell's Paned.
func (i *Inbox) Panes() []fyne.Focusable {
	if len(i.lines) == 0 {
		return nil
	}
	return []fyne.Focusable{i.lines[0]}
}

// Reload reads the notices anew, also while the page is not shown, for the count.
func (i *Inbox) Reload() {
	task.Latest(i.deps.Runner, &i.slot, context.Background(), i.t("today.inbox"),
		func(ctx context.Context, _ *task.Progress) (NoticeList, error) { return i.deps.Source.Notices(ctx) },
		func(list NoticeList, err error) {
			if err != nil {
				i.lines = nil
				i.rows.Objects = []fyne.CanvasObject{widgets.Padded(look.Gap4,
					widgets.NewErrorCard(i.t("today.failed"), i.deps.Words.Explain(err)))}
				i.rows.Refresh()
				return
			}
			i.list = list
			i.show()
		})
}

func (i *Inbox) show() {
	if i.list.Unread == 0 {
		i.readAll.Refuse(i.t("today.inbox.allRead"))
	} else {
		i.readAll.Allow()
	}
	i.deps.Unread(i.list.Unread)
	at := slices.IndexFunc(i.lines, func(l *line) bool { return l.focused })
	// Set at once: each Add would lay all rows out again.
	shown := i.list.Notices[:min(len(i.list.Notices), most)]
	rows := make([]fyne.CanvasObject, 0, len(shown)+1)
	i.lines = make([]*line, 0, len(shown))
	for _, notice := range shown {
		l := i.row(notice)
		i.lines = append(i.lines, l)
		rows = append(rows, l)
	}
	if more := i.list.Total - len(shown); more > 0 {
		rows = append(rows, moreNote(i.t("today.more", "n", more)))
	}
	i.rows.Objects = rows
	if len(i.list.Notices) == 0 {
		i.rows.Add(widgets.NewEmptyState("bell", i.t("today.inbox.empty"), i.t("today.inbox.empty.text"), nil))
	}
	i.rows.Refresh()
	if at >= 0 && len(i.lines) > 0 {
		i.deps.Window().Focus(i.lines[min(at, len(i.lines)-1)]) // where the keyboard was
	}
}

// wordWide and laterWide are the widths of the mark of a notice, a short word, and of its
// button, in pixels of the design.
const (
	wordWide  = 80
	laterWide = 76
)

// row is a notice as a line: what it says, when, and what it is about. An unread
// one is bold and says so in a word. Enter opens it, Space puts it off.
func (i *Inbox) row(notice Notice) *line {
	row := Row{What: notice.Text, Number: notice.Detail, Who: notice.When, Where: notice.Asleep}
	if strings.Contains(notice.Text, notice.Detail) { // the sentence names it already
		row.Number = ""
	}
	if !notice.Fixed {
		row.Action = i.t("today.inbox.later")
	}
	word := i.t("today.inbox.read")
	switch {
	case notice.Asleep != "":
		word = i.t("today.inbox.asleep")
	case !notice.Read:
		word = i.t("today.inbox.unread")
	}
	open := func() {
		i.markRead([]string{notice.Key})
		i.deps.Source.Open(notice)
	}
	var l *line
	later := func() {
		if !notice.Fixed {
			widgets.ShowMenuBelow(l.button, i.laterItems(notice))
		}
	}
	l = newLine(row, notice.Shape, word, open, later, i.step)
	l.when, l.side = wordWide, laterWide
	if !notice.Read && notice.Asleep == "" {
		l.what.Bold()
	}
	return l
}

// step moves the focus from one line to another and keeps it in view.
func (i *Inbox) step(from *line, by int) {
	if to := slices.Index(i.lines, from) + by; to >= 0 && to < len(i.lines) {
		i.deps.Window().Focus(i.lines[to])
		bringIntoView(i.scroll, i.lines[to])
	}
}

// laterItems are the moments to which a notice can be put off.
func (i *Inbox) laterItems(notice Notice) []*fyne.MenuItem {
	tomorrow := app.DayOf(i.deps.Clock.Now()).AddDays(1)
	return []*fyne.MenuItem{
		fyne.NewMenuItem(i.t("today.inbox.later.hour"), func() { i.putOff(notice, Later{}) }),
		fyne.NewMenuItem(i.t("today.inbox.later.tomorrow"), func() { i.putOff(notice, Later{Day: tomorrow}) }),
		fyne.NewMenuItem(i.t("today.inbox.later.day"), func() { i.askDay(notice, tomorrow) }),
	}
}

// askDay puts a notice off to a day that the user chooses.
func (i *Inbox) askDay(notice Notice, first app.Day) {
	entry := widgets.NewDayEntry(i.deps.Words, i.deps.Clock)
	entry.SetDay(first)
	field := widgets.NewField(i.t("today.inbox.later.until"), "", entry)
	var dialog *widgets.Dialog
	cancel := widgets.NewButton(widgets.Ordinary, "", i.t("widget.cancel"), func() { dialog.Cancel() })
	ok := widgets.NewButton(widgets.Main, "check", i.t("today.inbox.later.ok"), func() {
		day, err := entry.Day()
		if err == nil && day.Before(first) {
			err = app.Errorf(app.CodeInvalid, "reminder.nap.over")
		}
		if err != nil {
			field.Complain(i.deps.Words.Explain(err))
			dialog.Rearrange()
			return
		}
		dialog.Hide()
		i.putOff(notice, Later{Day: day})
	})
	body := widgets.Column(look.Gap3, widgets.NewParagraph(notice.Text), field)
	dialog = widgets.NewDialog(i.deps.Window(), i.t("today.inbox.later.title"), 420, body, ok, cancel, ok)
	dialog.Show()
	entry.FocusIn()
}

func (i *Inbox) putOff(notice Notice, until Later) {
	i.change(func(ctx context.Context) error { return i.deps.Source.PutOff(ctx, notice, until) })
}

func (i *Inbox) markRead(keys []string) {
	i.change(func(ctx context.Context) error { return i.deps.Source.MarkRead(ctx, keys) })
}

func (i *Inbox) markAllRead() { i.change(i.deps.Source.MarkAllRead) }

// change does something to the notices and shows them anew.
func (i *Inbox) change(do func(ctx context.Context) error) {
	task.Run(i.deps.Runner, context.Background(), i.t("today.inbox"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) { return struct{}{}, do(ctx) },
		func(_ struct{}, err error) {
			if err != nil {
				widgets.TellError(i.deps.Window(), i.deps.Words, i.t("today.inbox"), err)
			}
			i.Reload()
		})
}
