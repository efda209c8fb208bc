package main

import (
	"context"
	"crypto/sha256"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/reminder"
	"campuskeeper/ui/look"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/today"
)

// readNotices is the record of which notices were read.
type readNotices struct {
	Keys   []string
	Before app.Day // those from before that day were all read, too; zero for none
}

// readID is its fixed ID.
var readID = app.DerivedID(sha256.Sum256([]byte("inbox read")))

// mostRead bounds the record: older keys belong to notices that are long gone.
const mostRead = 2000

func (r readNotices) has(n reminder.Notice) bool {
	return n.Since.Before(r.Before) || slices.Contains(r.Keys, n.Key)
}

// inboxSource is where the inbox comes from: everything that is due now.
type inboxSource struct{ *office }

// Notices implements today.Notices.
func (i inboxSource) Notices(ctx context.Context) (today.NoticeList, error) {
	now := i.clock.Now()
	notices, read, err := i.present(ctx, now)
	if err != nil {
		return today.NoticeList{}, err
	}
	wrong, err := i.wrongKinds(read.Keys)
	if err != nil {
		return today.NoticeList{}, err
	}
	list := today.NoticeList{Notices: wrong, Total: len(wrong) + len(notices)}
	for _, n := range wrong {
		if !n.Read {
			list.Unread++
		}
	}
	for _, n := range notices {
		if !read.has(n) && !n.AsleepAt(now) {
			list.Unread++
		}
		if len(list.Notices) < mostListed {
			list.Notices = append(list.Notices, i.notice(n, now, read.has(n)))
		}
	}
	return list, nil
}

// present returns all notices, the newest first and those that were put off last, and
// which of them were read.
func (i inboxSource) present(ctx context.Context, now time.Time) ([]reminder.Notice, readNotices, error) {
	var read readNotices
	notices, err := i.desk.reminders.Due(ctx, now)
	if err != nil {
		return nil, read, err
	}
	err = i.desk.vault.Read(ctx, func(r app.Reader) error { return r.Get(app.KindShown, readID, &read) })
	if err != nil && app.CodeOf(err) != app.CodeNotFound {
		return nil, read, err
	}
	slices.SortStableFunc(notices, func(a, b reminder.Notice) int {
		if a.AsleepAt(now) != b.AsleepAt(now) {
			if a.AsleepAt(now) {
				return 1
			}
			return -1
		}
		return b.Since.Compare(a.Since)
	})
	return notices, read, nil
}

func (i inboxSource) notice(n reminder.Notice, now time.Time, read bool) today.Notice {
	shape := look.Ordered
	switch {
	case n.OverdueDays > 0:
		shape = look.Late
	case n.OverdueDays == 0:
		shape = look.DueNow
	}
	line := today.Notice{
		Key: n.Key + "|" + rowKey(n.Kind, n.Ledger, n.ID, n.Of, n.Scheduled), When: i.book.Day(n.Since), Text: n.Say(i.words, i.book.Lang()),
		Detail: n.Number, Shape: shape, Read: read,
	}
	if n.AsleepAt(now) {
		until := n.Asleep.In(now.Location())
		line.Asleep = i.book.T("today.inbox.until", "day", i.book.NearDay(app.DayOf(until)), "time", i.book.Time(until))
	}
	return line
}

// wrongKinds tells of each file of the school's own kinds of drills that cannot be
// used.
func (i inboxSource) wrongKinds(read []string) ([]today.Notice, error) {
	wrong, err := i.desk.drills.own.wrong()
	out := make([]today.Notice, 0, len(wrong))
	for _, p := range wrong {
		text := i.words.Problem(i.book.Lang(), p)
		key := "kinds " + strings.ReplaceAll(text, "|", " ")
		out = append(out, today.Notice{
			Key: key + "|file " + filepath.Join(i.desk.drills.own.folder, p.Where), When: i.book.T("window.kinds.wrong"), Text: text, Shape: look.Late,
			Read: slices.Contains(read, key), Fixed: true,
		})
	}
	return out, err
}

// noticeKey is what a line of the inbox is remembered by.
func noticeKey(line string) string {
	key, _, _ := strings.Cut(line, "|")
	return key
}

// MarkRead implements today.Notices.
func (i inboxSource) MarkRead(ctx context.Context, keys []string) error {
	return i.keepRead(ctx, func(read *readNotices) { read.add(keys...) })
}

// MarkAllRead implements today.Notices.
func (i inboxSource) MarkAllRead(ctx context.Context) error {
	now := i.clock.Now()
	notices, read, err := i.present(ctx, now)
	if err != nil {
		return err
	}
	wrong, err := i.wrongKinds(read.Keys)
	if err != nil {
		return err
	}
	var keys []string
	for _, n := range wrong {
		keys = append(keys, n.Key)
	}
	for _, n := range notices {
		if !n.AsleepAt(now) {
			keys = append(keys, n.Key)
		}
	}
	return i.keepRead(ctx, func(read *readNotices) {
		if len(keys) > mostRead { // too many to be remembered one by one
			read.Before = app.DayOf(now)
			keys = keys[:mostRead]
		}
		read.add(keys...)
	})
}

func (r *readNotices) add(keys ...string) {
	for _, key := range keys {
		if key = noticeKey(key); !slices.Contains(r.Keys, key) {
			r.Keys = append(r.Keys, key)
		}
	}
	if over := len(r.Keys) - mostRead; over > 0 {
		r.Keys = r.Keys[over:]
	}
}

func (i inboxSource) keepRead(ctx context.Context, change func(*readNotices)) error {
	return i.desk.vault.Write(ctx, i.desk.who, func(w app.Writer) error {
		var read readNotices
		if err := w.Get(app.KindShown, readID, &read); err != nil && app.CodeOf(err) != app.CodeNotFound {
			return err
		}
		change(&read)
		return w.Put(app.Record{Kind: app.KindShown, ID: readID, Value: read, Sensitivity: app.Internal})
	})
}

// PutOff implements today.Notices.
func (i inboxSource) PutOff(ctx context.Context, notice today.Notice, until today.Later) error {
	now := i.clock.Now()
	at := reminder.AnHour(now)
	if !until.Day.IsZero() {
		settings, err := i.desk.reminders.Settings(ctx)
		if err != nil {
			return err
		}
		at = settings.MorningOf(until.Day, now.Location())
	}
	return i.desk.reminders.PutOff(ctx, i.desk.who, noticeKey(notice.Key), at)
}

// Open implements today.Notices.
func (i inboxSource) Open(notice today.Notice) {
	_, target, _ := strings.Cut(notice.Key, "|")
	i.open(target)
}

// openInbox shows the inbox over Today.
func (o *office) openInbox() {
	if o.frame.Current() == shell.Screen(o.inbox) {
		return
	}
	o.frame.Go(shell.Today)
	if o.frame.Current() != shell.Screen(o.inbox) {
		o.frame.Push(o.inbox)
	}
}

// listenForFocus shows the inbox when the window comes to the front after a desktop
// notice popped up behind its back: not every desktop says that a notice was clicked.
func (o *office) listenForFocus() {
	o.fyne.Lifecycle().SetOnExitedForeground(func() { o.away = true })
	o.fyne.Lifecycle().SetOnEnteredForeground(func() {
		o.away = false
		if o.popped && o.window.office == o {
			o.popped = false
			o.showPopped()
		}
	})
}

// showPopped opens the inbox, unless somebody is in the middle of something.
func (o *office) showPopped() {
	if !o.busy() {
		o.openInbox()
	}
}

// busy says that somebody is in the middle of something that must not go from the
// screen by itself.
func (o *office) busy() bool {
	screen := o.frame.Current()
	return o.frame.Covered() || screen == nil || screen.Unsaved() || o.canvas().Overlays().Top() != nil
}

// answer shows what a desktop notice was about when it is clicked: the record or the
// place of the only thing that became due, else the inbox.
func (o *office) answer(batch reminder.Batch) {
	o.popped = false
	o.raise()
	if o.window.office != o {
		return // the window asks for the passphrase, or another school is open by now
	}
	switch only := len(batch.Notices) == 1 && len(batch.Standing) == 0; {
	case o.busy():
	case !only:
		o.openInbox()
	default:
		n := batch.Notices[0]
		o.open(rowKey(n.Kind, n.Ledger, n.ID, n.Of, n.Scheduled))
		task.Run(o.runner, o.ctx, o.book.T("window.remind"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
			return struct{}{}, inboxSource{o}.MarkRead(ctx, []string{n.Key})
		}, func(_ struct{}, err error) {
			o.logged("inbox", err)
			o.inbox.Reload()
		})
	}
}

// remind pops what became due and was never shown, and looks again in a minute: at the
// start the summary of the day, then what may pop up by itself. Each step is told once
// for ever, so a sleep of the computer or a restart neither repeats nor loses one.
func (o *office) remind(take func(context.Context) (reminder.Batch, error)) {
	task.Run(o.runner, o.ctx, o.book.T("window.remind"), func(ctx context.Context, _ *task.Progress) (reminder.Batch, error) {
		defer giveBack() // once a minute is enough, and this is when nobody waits
		return take(ctx)
	}, func(batch reminder.Batch, err error) {
		if o.window.office != o {
			return // closed, or another school is open by now
		}
		o.logged("reminders", err)
		if title, body := o.popup(batch); title != "" {
			o.popped = o.away
			o.nudge(title, body, func() { o.runner.Do(func() { o.answer(batch) }) })
			o.inbox.Reload()
		}
		o.runner.After(reminderPause, func() { o.remind(o.desk.reminders.Take) })
	})
}

// nudge shows the desktop notice. The inbox has it in any case.
func (o *office) nudge(title, body string, clicked func()) {
	task.Run(o.runner, o.ctx, title, func(context.Context, *task.Progress) (struct{}, error) {
		return struct{}{}, o.notifier.Notify(title, body, clicked)
	}, func(_ struct{}, err error) { o.logged("notice", err) })
}
