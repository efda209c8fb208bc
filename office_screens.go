package main

import (
	"context"
	"io"
	"path/filepath"
	"sort"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/drill"
	"campuskeeper/app/ledger"
	"campuskeeper/ui/ledgers"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/today"
)

// addScreens plugs every screen into the frame.
func (o *office) addScreens() {
	o.inbox = today.NewInbox(today.InboxDeps{
		Words: o.book, Runner: o.runner, Clock: o.clock, Source: inboxSource{o}, Window: o.canvas, Back: o.frame.Back,
		Unread: func(count int) { o.today.SetUnread(count) },
	})
	o.today = today.New(today.Deps{
		Words: o.book, Runner: o.runner, Source: morning{o}, Find: o.frame.Find, Kinds: o.kinds, Add: o.addTo,
		Print: o.printToday, Notices: func() { o.frame.Push(o.inbox) }, Window: o.canvas, Counted: o.counted,
		Year: func() {
			o.settings.Go("year")
			o.frame.Go(shell.Settings)
		},
	})
	o.frame.Add(shell.Today, o.today)
	o.ledgers = ledgers.New(o.ledgerDeps())
	o.frame.Add(shell.Ledgers, o.ledgers)
	o.addDrills()
	o.addReports()
	o.addSettings()
	o.addCommands()
	o.main.SetOnDropped(o.dropped)
	o.showTray()
}

func (o *office) ledgerDeps() ledgers.Deps {
	return ledgers.Deps{
		Words: o.book, Runner: o.runner, Clock: o.clock, Actor: func() app.Actor { return o.desk.who },
		Library: o.desk.ledgers.Library(), Catalog: o.desk.catalog, Records: o.desk.ledgers, Drafts: o.desk.ledgers,
		Host: o.frame, Memory: o.habits, Period: o.period, Earlier: o.earlier,
		Files:      ledgers.Files{Kept: o.desk.vault, Pick: o.pick, Save: o.copyOut, Open: o.openKept},
		OpenRecord: func(number string) { o.openNumber(number) },
		Print:      o.previewJob,
		Import:     o.openImport,
		Sent:       o.desk.sentWith,
		Export:     o.exportList,
		More:       o.drillActions,
		Offer:      o.desk.drills.offer,
	}
}

// openNumber shows the record that bears a number.
func (o *office) openNumber(number string) {
	id, ok := o.desk.catalog.ByNumber(number)
	if !ok {
		return
	}
	if head, ok := o.desk.catalog.Head(id); ok {
		o.open(recordKey(head.Ledger, id))
	}
}

// How many earlier values of a field are offered, and in how many of the newest
// records they are looked for.
const (
	mostEarlier  = 50
	earlierAmong = 500
)

// earlier lists what was written into a field before, most frequent first; for the plan
// that a drill tests, the plans in force.
func (o *office) earlier(ctx context.Context, name, field string) []string {
	if name == drill.Ledger && field == "plan" {
		return o.plansInForce()
	}
	rows := o.desk.catalog.Page(catalog.Query{Ledger: name}, 0, earlierAmong).Rows
	counts := map[string]int{}
	err := o.desk.vault.Read(ctx, func(r app.Reader) error {
		for _, row := range rows {
			var e ledger.Entry
			if r.Get(app.KindEntry, row.ID, &e) == nil && e.Values[field] != "" {
				counts[e.Values[field]]++
			}
		}
		return nil
	})
	if err != nil {
		return nil // suggestions are a courtesy: without them the field is typed
	}
	values := make([]string, 0, len(counts))
	for value := range counts {
		values = append(values, value)
	}
	sort.Slice(values, func(i, j int) bool {
		if counts[values[i]] != counts[values[j]] {
			return counts[values[i]] > counts[values[j]]
		}
		return values[i] < values[j]
	})
	return values[:min(len(values), mostEarlier)]
}

// pictures are the endings of photos that can be kept.
var pictures = []string{".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG"}

// pick lets the user choose a photo or a file.
func (o *office) pick(photos bool, picked func(name string, content io.ReadCloser)) {
	title, endings := o.book.T("window.pick.file"), []string(nil)
	if photos {
		title, endings = o.book.T("window.pick.photo"), pictures
	}
	o.chooser.Open(title, endings, func(path string) {
		content, err := openFile(path)
		if err != nil {
			o.dropFailed(err)
			return
		}
		picked(filepath.Base(path), content)
	})
}
