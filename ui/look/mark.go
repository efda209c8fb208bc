package look

import "fyne.io/fyne/v2"

// Shape is a mark of state or level: a form and a colour, always shown beside its
// word, so that nothing is said by colour alone.
type Shape string

// The shapes of state and level.
const (
	NoShape     Shape = ""
	Needed      Shape = "needed"      // dashed ring: found, not yet, needed, missing
	Ordered     Shape = "ordered"     // ring: ordered, planned
	Received    Shape = "received"    // ring with dot
	Running     Shape = "running"     // half filled ring: in progress
	DueNow      Shape = "due"         // disc with clock hands: to re-inspect, due today
	Done        Shape = "done"        // disc with tick: closed, done, met
	LookBack    Shape = "look-back"   // open ring with returning end
	Transferred Shape = "transferred" // arrow
	Void        Shape = "void"        // ring with slash: void, out of use
	Late        Shape = "late"        // triangle with !: late, missing person, wrong
	Major       Shape = "major"       // filled diamond
	General     Shape = "general"     // diamond outline
	RiskRed     Shape = "risk-red"
	RiskOrange  Shape = "risk-orange"
	RiskYellow  Shape = "risk-yellow"
	RiskBlue    Shape = "risk-blue"
)

// Shapes lists all shapes in the order of the table of the design.
var Shapes = []Shape{
	Needed, Ordered, Received, Running, DueNow, Done, LookBack, Transferred, Void, Late,
	Major, General, RiskRed, RiskOrange, RiskYellow, RiskBlue,
}

// drawn says how a shape is drawn.
type drawn struct {
	file        string
	main, inner Role
}

var shapes = map[Shape]drawn{
	Needed:      {"state-needed", Field, OnShape},
	Ordered:     {"state-ordered", Blue, OnShape},
	Received:    {"state-received", Blue, OnShape},
	Running:     {"state-running", Blue, OnShape},
	DueNow:      {"state-due", Orange, OnShape},
	Done:        {"state-done", Green, OnShape},
	LookBack:    {"state-look-back", Green, OnShape},
	Transferred: {"state-transferred", Blue, OnShape},
	Void:        {"state-void", Muted, OnShape},
	Late:        {"state-late", Red, OnShape},
	Major:       {"state-diamond", Red, OnShape},
	General:     {"state-diamond-outline", Blue, OnShape},
	RiskRed:     {"state-diamond", Red, OnShape},
	RiskOrange:  {"state-triangle", Orange, OnShape},
	RiskYellow:  {"state-square", Yellow, YellowEdge},
	RiskBlue:    {"state-disc", Blue, OnShape},
}

// Mark returns the drawing of a shape; nil for NoShape.
func Mark(shape Shape) fyne.Resource {
	d, ok := shapes[shape]
	if !ok {
		return nil
	}
	return &picture{name: d.file, main: d.main, inner: d.inner}
}

// WordRole returns the colour of the word beside a shape. Only red may colour a
// word; the other words stay in ink.
func WordRole(shape Shape) Role {
	if shape == Late {
		return Red
	}
	return Ink
}

// ShapeNamed returns the shape that a loop names for a state ("running"); Needed for
// one it does not know.
func ShapeNamed(name string) Shape {
	if _, ok := shapes[Shape(name)]; ok {
		return Shape(name)
	}
	return Needed
}

var gradeShapes = map[string]Shape{
	"major": Major, "general": General,
	"red": RiskRed, "orange": RiskOrange, "yellow": RiskYellow, "blue": RiskBlue,
}

// ShapeOfGrade returns the shape of a level or risk colour by its canonical name;
// NoShape for one it does not know.
func ShapeOfGrade(grade string) Shape { return gradeShapes[grade] }
