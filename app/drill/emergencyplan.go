package drill

import (
	"slices"
	"strings"

	"campuskeeper/app/schema"
)

// PlanLedger is the ledger of emergency plans, and PlanInForce the state of those that
// hold.
const (
	PlanLedger  = "plan"
	PlanInForce = "in-force"
)

// PlanOf returns the emergency plan that a drill tests: the one whose number it names,
// or else, where it names none, the newest in force for its kind.
func PlanOf(d Drill, plans []Entry) (Entry, bool) {
	number, _, _ := strings.Cut(d.Plan, " ")
	var newest Entry
	for _, p := range plans {
		switch {
		case number != "" && p.Number == number:
			return p, true
		case d.Plan != "" || p.State != PlanInForce || !slices.Contains(schema.ReadList(p.Values["kinds"]), d.Kind):
		case newest.ID == "" || p.Values["approvedOn"] > newest.Values["approvedOn"]:
			newest = p
		}
	}
	return newest, newest.ID != ""
}

// DrawnFrom returns the drill with what an emergency plan lays down: command, groups,
// signals, assembly point, who needs help, materials, when to break off, and the way
// out of each class. What the drill says already stays, unless anew says that the plan
// goes before it; what the plan leaves open stays in any case.
func (d Drill) DrawnFrom(plan Entry, anew bool) Drill {
	laid := FromValues(plan.Values) // the plan's fields bear the names of the drill's
	take := func(field *string, text string) {
		if text != "" && (anew || *field == "") {
			*field = text
		}
	}
	d.Plan = strings.TrimSpace(plan.Number + " " + plan.Values["name"])
	take(&d.Commander, laid.Commander)
	take(&d.Deputy, laid.Deputy)
	take(&d.Signals, laid.Signals)
	take(&d.Assembly, laid.Assembly)
	take(&d.Assistance, laid.Assistance)
	take(&d.Materials, laid.Materials)
	take(&d.Abort, laid.Abort)
	if len(laid.Groups) > 0 && (anew || len(d.Groups) == 0) {
		d.Groups = laid.Groups
	}
	d.Roll = slices.Clone(d.Roll)
	for _, way := range schema.ReadRows(plan.Values["routes"]) {
		i := slices.IndexFunc(d.Roll, func(r ClassRow) bool { return r.Class == way["class"] })
		if i < 0 {
			d.Roll = append(d.Roll, ClassRow{Class: way["class"]})
			i = len(d.Roll) - 1
		}
		take(&d.Roll[i].Route, way["route"])
	}
	return d
}
