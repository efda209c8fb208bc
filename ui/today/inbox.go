package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
}

// Notices is where the inbox comes from.
type Notices interface {
	// Notices lists them, newest first. It runs beside the window.
	Notices(ctx context.Context) ([]Notice, error)
	// MarkRead remembers that these were read. It runs beside the window.
	MarkRead(ctx context.Context, keys []string) error
	// Open shows what a notice is about.
	Open(notice Notice)
}

// InboxDeps is what the inbox needs.
type InboxDeps struct {
	Words  *words.Book
	Runner *task.Runner
	Source Notices
	Unread func(count int) // told when the number of unread notices changes
	Back   func()
}

// Inbox is the page of notices: what the program reminded of, read or not.
type Inbox struct {
	widgets.Page
	deps    InboxDeps
	rows    *fyne.Container
	readAll *widgets.Button
	notices []Notice
	slot    task.Slot
}

// NewInbox returns the page; it reads the notices when it is shown.
func NewInbox(deps InboxDeps) *Inbox {
	i := &Inbox{deps: deps, rows: widgets.Column(0)}
	i.Begin(deps.Words, i.dress, i.Reload)
	return i
}

func (i *Inbox) t(key string, pairs ...any) string { return i.deps.Words.T(key, pairs...) }

func (i *Inbox) dress() {
	i.readAll = widgets.NewButton(widgets.Main, "check", i.t("today.inbox.readAll"), func() { i.markRead(i.unread()) })
	back := widgets.NewButton(widgets.Ordinary, "left", i.t("today.inbox.back"), func() { i.deps.Back() })
	head := widgets.NewScreenHead(i.t("today.inbox"), "", back, i.readAll)
	i.Root.Objects = []fyne.CanvasObject{widgets.Under(head, container.NewVScroll(i.rows))}
	i.Root.Refresh()
}

// Title implements the shell's Screen.
func (i *Inbox) Title() string { return i.t("today.inbox") }

// Reload reads the notices anew, also while the page is not shown, for the count.
func (i *Inbox) Reload() {
	task.Latest(i.deps.Runner, &i.slot, context.Background(), i.t("today.inbox"),
		func(ctx context.Context, _ *task.Progress) ([]Notice, error) { return i.deps.Source.Notices(ctx) },
		func(notices []Notice, err error) {
			if err != nil {
				i.rows.Objects = []fyne.CanvasObject{widgets.Padded(look.Gap4,
					widgets.NewErrorCard(i.t("today.failed"), i.deps.Words.Explain(err)))}
				i.rows.Refresh()
				return
			}
			i.notices = notices
			i.show()
		})
}

func (i *Inbox) unread() []string {
	var keys []string
	for _, notice := range i.notices {
		if !notice.Read {
			keys = append(keys, notice.Key)
		}
	}
	return keys
}

func (i *Inbox) show() {
	unread := len(i.unread())
	if unread == 0 {
		i.readAll.Refuse(i.t("today.inbox.allRead"))
	} else {
		i.readAll.Allow()
	}
	i.deps.Unread(unread)
	// Set at once: each Add would lay all rows out again.
	rows := make([]fyne.CanvasObject, 0, most)
	for _, notice := range i.notices[:min(len(i.notices), most)] {
		rows = append(rows, i.row(notice))
	}
	i.rows.Objects = rows
	if len(i.notices) == 0 {
		i.rows.Add(widgets.NewEmptyState("bell", i.t("today.inbox.empty"), i.t("today.inbox.empty.text"), nil))
	}
	i.rows.Refresh()
}

// row is a notice as a line: what it says, when, and what it is about. An unread
// one is bold and says so in a word.
func (i *Inbox) row(notice Notice) fyne.CanvasObject {
	action := i.t("today.inbox.open")
	row := Row{What: notice.Text, Number: notice.Detail, Who: notice.When, Action: action}
	word := i.t("today.inbox.read")
	if !notice.Read {
		word = i.t("today.inbox.unread")
	}
	open := func() {
		i.markRead([]string{notice.Key})
		i.deps.Source.Open(notice)
	}
	l := newLine(row, notice.Shape, word, open, open, func(*line, int) {})
	if !notice.Read {
		l.what.Bold()
	}
	return l
}

func (i *Inbox) markRead(keys []string) {
	if len(keys) == 0 {
		return
	}
	task.Run(i.deps.Runner, context.Background(), i.t("today.inbox"),
		func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, i.deps.Source.MarkRead(ctx, keys)
		}, func(struct{}, error) { i.Reload() })
}
