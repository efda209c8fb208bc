package main

import (
	"context"

	"campuskeeper/app"
	"campuskeeper/app/catalog"
	"campuskeeper/app/drill"
	"campuskeeper/ui/ledgers"
	"campuskeeper/ui/shell"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
)

// plansInForce lists the emergency plans that a drill can test, by number.
func (o *office) plansInForce() []string {
	heads := o.desk.catalog.Heads(catalog.Query{
		Ledger: drill.PlanLedger, States: []string{drill.PlanInForce}, Sort: []catalog.Sort{{Column: catalog.ByNumber}},
	})
	names := make([]string, len(heads))
	for i, head := range heads {
		names[i] = head.Number + " " + head.Title
	}
	return names
}

// planActions is the button that draws a drill from the emergency plan it tests, where
// the school has plans.
func (o *office) planActions(id app.ID) []ledgers.Action {
	if len(o.plansInForce()) == 0 {
		return nil
	}
	return []ledgers.Action{{Icon: "plan", Word: o.book.T("window.plan.draw"), Do: func() { o.drawFromPlan(id) }}}
}

func (o *office) drawFromPlan(id app.ID) {
	task.Run(o.runner, o.ctx, o.book.T("window.plan.draw"), func(ctx context.Context, _ *task.Progress) (struct{}, error) {
		return struct{}{}, o.desk.drills.drawAnew(ctx, id)
	}, func(_ struct{}, err error) {
		if err != nil {
			widgets.TellError(o.canvas(), o.book, o.book.T("window.plan.draw"), err)
			return
		}
		if page, ok := o.frame.Current().(shell.Refresher); ok {
			page.Reload()
		}
		o.frame.OfferUndo(o.book.T("window.plan.drawn"))
	})
}
