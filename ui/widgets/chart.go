package widgets

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"campuskeeper/ui/look"
)

// ChartPoint is one time on a chart.
type ChartPoint struct {
	Key    string // of what it stands for
	At     int    // place along the axis: the number of a day
	Value  int    // seconds
	Target int    // seconds; 0 for none
}

func (p ChartPoint) mark() chartMark {
	switch {
	case p.Target == 0:
		return markPlain
	case p.Value > p.Target:
		return markOver
	}
	return markWithin
}

// ChartSpan is a stretch of the axis with its name, such as a school year.
type ChartSpan struct {
	From, To int // places along the axis, both in it
	Label    string
}

// ChartWords are the words of a chart.
type ChartWords struct {
	Within string // took no longer than the target
	Over   string // took longer
	Plain  string // had no target
	Target string // the dashed line
	Label  string // what the chart shows, for those who cannot see it
}

// Chart shows times over the years: points that a line joins, each with the target
// of its day. A point is told apart by its form: a dot within the target, a hollow
// square beyond it, a ring where there was none. Left and Right go from point to
// point, Home and End to the ends, Page Up and Down to another span, Enter opens.
type Chart struct {
	focusable

	// OnCursor is told which point is pointed at, by its place in the list.
	OnCursor func(place int)
	// OnOpen is told the key of the point that is to be opened.
	OnOpen func(key string)

	points  []ChartPoint
	spans   []ChartSpan
	words   ChartWords
	cursor  int // place of the point under the cursor, -1 where there is none
	pointed int // place of the point under the pointer, -1 where there is none
}

// NewChart returns an empty chart.
func NewChart(words ChartWords) *Chart {
	c := &Chart{words: words, cursor: -1, pointed: -1}
	c.ExtendBaseWidget(c)
	return c
}

// SetWords changes the language.
func (c *Chart) SetWords(words ChartWords) {
	c.words = words
	c.Refresh()
}

// Set shows other points, sorted by place, over spans that hold all of them. The
// cursor stays with its key, else it goes to the last point.
func (c *Chart) Set(points []ChartPoint, spans []ChartSpan) {
	key := ""
	if c.cursor >= 0 {
		key = c.points[c.cursor].Key
	}
	c.points, c.spans, c.pointed = points, spans, -1
	c.cursor = slices.IndexFunc(points, func(p ChartPoint) bool { return p.Key == key })
	if c.cursor < 0 {
		c.cursor = len(points) - 1
	}
	c.Refresh()
}

// Select puts the cursor on the point of a key and tells nobody.
func (c *Chart) Select(key string) {
	if at := slices.IndexFunc(c.points, func(p ChartPoint) bool { return p.Key == key }); at >= 0 && at != c.cursor {
		c.cursor = at
		c.Refresh()
	}
}

// Shown is the place of the point that is pointed at, else of that under the
// cursor; -1 where there is none.
func (c *Chart) Shown() int {
	if c.pointed >= 0 {
		return c.pointed
	}
	return c.cursor
}

func (c *Chart) tell() {
	c.Refresh()
	if at := c.Shown(); at >= 0 && c.OnCursor != nil {
		c.OnCursor(at)
	}
}

func (c *Chart) move(to int) {
	if len(c.points) == 0 {
		return
	}
	c.cursor, c.pointed = min(max(to, 0), len(c.points)-1), -1
	c.tell()
}

// TypedKey implements fyne.Focusable.
func (c *Chart) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		c.move(c.cursor - 1)
	case fyne.KeyRight:
		c.move(c.cursor + 1)
	case fyne.KeyHome:
		c.move(0)
	case fyne.KeyEnd:
		c.move(len(c.points) - 1)
	case fyne.KeyPageUp:
		c.move(c.inSpan(-1))
	case fyne.KeyPageDown:
		c.move(c.inSpan(1))
	case fyne.KeyReturn, fyne.KeyEnter:
		c.open()
	default:
		PassKey(c, key)
	}
}

// inSpan is the place of the nearest point in another span before or after that of
// the cursor, or the end in that direction.
func (c *Chart) inSpan(step int) int {
	here := c.spanOf(c.cursor)
	at := c.cursor
	for at >= 0 && at < len(c.points) && c.spanOf(at) == here {
		at += step
	}
	return at
}

func (c *Chart) spanOf(place int) int {
	if place < 0 {
		return -1
	}
	at := c.points[place].At
	return slices.IndexFunc(c.spans, func(s ChartSpan) bool { return s.From <= at && at <= s.To })
}

func (c *Chart) open() {
	if at := c.cursor; at >= 0 && c.OnOpen != nil {
		c.OnOpen(c.points[at].Key)
	}
}

// MouseDown implements desktop.Mouseable: it takes the focus, and the cursor goes
// to the point under the pointer.
func (c *Chart) MouseDown(event *desktop.MouseEvent) {
	focusMe(c)
	if at := c.under(event.Position); at >= 0 {
		c.move(at)
	}
}

// MouseUp implements desktop.Mouseable.
func (c *Chart) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped implements fyne.DoubleTappable.
func (c *Chart) DoubleTapped(event *fyne.PointEvent) {
	if c.under(event.Position) >= 0 {
		c.open()
	}
}

// MouseIn implements desktop.Hoverable.
func (c *Chart) MouseIn(event *desktop.MouseEvent) { c.MouseMoved(event) }

// MouseMoved implements desktop.Hoverable.
func (c *Chart) MouseMoved(event *desktop.MouseEvent) { c.point(c.under(event.Position)) }

// MouseOut implements desktop.Hoverable.
func (c *Chart) MouseOut() { c.point(-1) }

func (c *Chart) point(at int) {
	if at != c.pointed {
		c.pointed = at
		c.tell()
	}
}

// chartReach is how far from a point, in pixels of the design, it is still meant.
const chartReach float32 = 24

// under is the place of the point nearest to a position, -1 for none in reach.
func (c *Chart) under(at fyne.Position) int {
	p := c.plot(c.Size())
	nearest, least := -1, float64(look.Px(chartReach))
	for i, point := range c.points {
		far := math.Hypot(float64(p.x(point.At)-at.X), float64(p.y(point.Value)-at.Y))
		if far < least {
			nearest, least = i, far
		}
	}
	return nearest
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Chart) AccessibilityLabel() string { return c.words.Label }

// AccessibilityRole implements fyne.Accessible.
func (c *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

var (
	_ fyne.Focusable      = (*Chart)(nil)
	_ fyne.DoubleTappable = (*Chart)(nil)
	_ desktop.Hoverable   = (*Chart)(nil)
	_ desktop.Mouseable   = (*Chart)(nil)
)
