package main

import (
	"context"

	"campuskeeper/app/ledger"
)

// settingChange is a change of what is no record, such as the school year, which can be
// taken back until something else is changed.
type settingChange struct {
	words string // what is said of it, a key
	back  func(ctx context.Context) error
	shown func() // shows what follows, on the window's goroutine
}

// changed remembers the change of a setting as the last one.
func (o *office) changed(c settingChange) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.setting = &c
}

// lastSetting is the last change, when it was one of a setting; nil for another.
func (o *office) lastSetting() *settingChange {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.setting
}

// LastChange implements shell.Undoer.
func (o *office) LastChange() (string, bool) {
	if c := o.lastSetting(); c != nil {
		return o.book.T(c.words), true
	}
	last, ok := o.desk.ledgers.LastChange()
	if !ok {
		return "", false
	}
	return o.book.T("window.undo."+last.Action, "what", last.Title, "count", last.Count, "state", o.stateOf(last)), true
}

// stateOf is the word for the state that a step led to.
func (o *office) stateOf(last ledger.Undoable) string {
	id, _ := o.desk.catalog.ByNumber(last.Title)
	head, _ := o.desk.catalog.Head(id)
	t, err := o.desk.ledgers.Library().Template(head.Ledger)
	if err != nil {
		return string(last.To)
	}
	return t.StateLabel(o.desk.ledgers.Library().Loop(t), last.To, o.book.Lang())
}

// UndoLast implements shell.Undoer.
func (o *office) UndoLast(ctx context.Context) error {
	c := o.lastSetting()
	if c == nil {
		_, err := o.desk.ledgers.Undo(ctx, o.desk.who)
		return err
	}
	if err := c.back(ctx); err != nil {
		return err
	}
	o.mu.Lock()
	if o.setting == c {
		o.setting = nil
	}
	o.mu.Unlock()
	o.runner.Do(c.shown)
	return nil
}
