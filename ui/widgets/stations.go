package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"campuskeeper/ui/look"
)

// Station is one state on a record's way through the loop.
type Station struct {
	Shape look.Shape
	Word  string
	Here  bool   // where the record is now
	Past  bool   // behind it
	When  string // day, or what it still needs
	Late  bool   // When is red
	Who   string
}

// Stations shows a record's way from top to bottom: a shape for each state, joined
// by a line that is green to where the record is, with days and names.
type Stations struct {
	widget.BaseWidget
	list []Station
}

// Measures of a station in pixels of the design.
const (
	stationHigh float32 = 20
	stationWord float32 = 22
	stationWhen float32 = 114
	stationMost float32 = 160 // a longer word is cut
)

// NewStations returns the way of a record.
func NewStations(list []Station) *Stations {
	s := &Stations{list: list}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows another way.
func (s *Stations) Set(list []Station) {
	s.list = list
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Stations) CreateRenderer() fyne.WidgetRenderer {
	r := &stationsRenderer{stations: s}
	r.Refresh()
	return r
}

type stationsRenderer struct {
	stations *Stations
	lines    []*canvas.Rectangle
	parts    []stationPart
}

type stationPart struct {
	shape           *Picture
	word, when, who *Text
}

func (r *stationsRenderer) Destroy() {}

func (r *stationsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Px(200), float32(len(r.stations.list))*look.Px(stationHigh))
}

func (r *stationsRenderer) Objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, line := range r.lines {
		objects = append(objects, line)
	}
	for _, p := range r.parts {
		objects = append(objects, p.shape, p.word, p.when, p.who)
	}
	return objects
}

// when is where the days begin: in their usual place, or after the longest word.
func (r *stationsRenderer) when() float32 {
	left := look.Px(stationWhen)
	for _, p := range r.parts {
		left = max(left, look.Px(stationWord+look.Gap2)+p.word.width(p.word.text))
	}
	return min(left, look.Px(stationMost))
}

func (r *stationsRenderer) Layout(size fyne.Size) {
	high, side, left := look.Px(stationHigh), look.Px(14), r.when()
	for i, p := range r.parts {
		top := float32(i) * high
		Place(p.shape, 0, top+middle(high, side), side, side)
		who := p.who.MinSize().Width
		Place(p.word, look.Px(stationWord), top, left-look.Px(stationWord+look.Gap1), high)
		Place(p.when, left, top, max(size.Width-left-who-look.Px(look.Gap2), 0), high)
		Place(p.who, size.Width-who, top, who, high)
	}
	for i, line := range r.lines {
		Place(line, middle(side, look.Px(2)), float32(i)*high+middle(high, side)+side, look.Px(2), high-side)
	}
}

func (r *stationsRenderer) Refresh() {
	list := r.stations.list
	for len(r.parts) < len(list) {
		r.parts = append(r.parts, stationPart{
			NewShape(look.NoShape, 14),
			newText("", look.CaptionText, false, look.Ink).Cut(), NewCaption("").Cut(), NewCaption(""),
		})
	}
	r.parts = r.parts[:len(list)]
	r.lines = r.lines[:0]
	for i, station := range list {
		p := r.parts[i]
		p.shape.SetShape(station.Shape)
		word := look.Muted
		if station.Past || station.Here {
			word = look.Ink
		}
		when := look.Muted
		if station.Late {
			when = look.Red
		}
		p.word.Set(station.Word, word, station.Here)
		p.when.Set(station.When, when, false)
		p.who.Set(station.Who, look.Muted, false)
		if i < len(list)-1 {
			line := canvas.NewRectangle(look.Color(look.Rule))
			if station.Past {
				line.FillColor = look.Color(look.Green)
			}
			r.lines = append(r.lines, line)
		}
	}
	r.Layout(r.stations.Size())
	canvas.Refresh(r.stations)
}
