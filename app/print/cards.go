package print

import (
	"math"

	"campuskeeper/app/form"
)

const (
	cardOuter = 34.0 // between the text of a card and the edge of the paper
	cardInner = 16.0 // between the text of a card and the line to cut along
	cutInset  = 18.0 // between the end of a line to cut along and the edge, which printers leave white
	cardCode  = 38.0 // side of the QR code
	cardLeast = 0.79 // share of the usual size at least
	tickLine  = 15.0 // height of a line of a tick list
	tightTick = 13.3 // the same where it must not grow
	cardsDown = 2
	cardsWide = 2
)

// cards sets cards four to a page, with dashed lines to cut along; all of them smaller
// where that keeps each in its place.
func (s *setter) cards(b form.Cards) ([]*strip, error) {
	scale := 1.0
	places, err := s.cardPlaces(b, scale)
	for smaller := 1 - fitStep; err == nil && len(places) > len(b.Items) && smaller >= cardLeast; smaller -= fitStep {
		var all [][]*strip
		if all, err = s.cardPlaces(b, smaller); len(all) == len(b.Items) {
			places, scale = all, smaller
		}
	}
	if err != nil {
		return nil, err
	}
	var pages []*strip
	for from := 0; from < len(places); from += cardsDown * cardsWide {
		page := s.cutLines()
		for i, strips := range places[from:min(from+cardsDown*cardsWide, len(places))] {
			x, y := cardOuter-s.left, 0.0
			if i%cardsWide > 0 {
				x = s.pageWidth/cardsWide + cardInner - s.left
			}
			if i >= cardsWide {
				y = s.pageHeight/cardsDown + cardInner - topMargin
			}
			for _, o := range piled(strips, 0, 0) {
				o = o.scaled(scale)
				o.x, o.y = o.x+x, o.y+y
				page.ops = append(page.ops, o)
			}
		}
		pages = append(pages, page)
	}
	return pages, nil
}

// cardPlaces sets the cards at a share of the usual size, in as many places as they
// need.
func (s *setter) cardPlaces(b form.Cards, scale float64) ([][]*strip, error) {
	narrow := *s
	narrow.width = (s.pageWidth/cardsWide - cardOuter - cardInner) / scale
	height := func(place int) float64 {
		edge := topMargin
		if place%(cardsDown*cardsWide) >= cardsWide { // at the foot of the page
			edge = s.pageHeight - s.bottom
		}
		return (s.pageHeight/cardsDown - cardInner - edge) / scale
	}
	var places [][]*strip
	for _, item := range b.Items {
		strips, err := narrow.strips(item)
		if err != nil {
			return nil, err
		}
		places = split(places, strips, height)
	}
	s.images = narrow.images
	return places, nil
}

// split adds a card to the places, in as many of them as it needs. What keeps
// together moves on together where it can.
func split(places [][]*strip, strips []*strip, height func(place int) float64) [][]*strip {
	var place []*strip
	used := 0.0
	for from := 0; from < len(strips); {
		to := from + 1
		sum := strips[from].gap + strips[from].height
		for ; to < len(strips) && strips[to-1].keep; to++ {
			sum += strips[to].gap + strips[to].height
		}
		if len(place) > 0 && used+sum > height(len(places)) {
			places, place, used = append(places, place), nil, 0
		}
		place = append(place, strips[from:to]...)
		used += sum
		from = to
	}
	return append(places, place)
}

// piled draws strips below each other.
func piled(strips []*strip, x, y float64) []op {
	var ops []op
	for i, st := range strips {
		if i > 0 {
			y += st.gap
		} else if st.head != nil {
			ops = append(ops, moved(st.head.ops, x, y)...)
			y += st.head.height
		}
		ops = append(ops, moved(st.ops, x, y)...)
		y += st.height
	}
	return ops
}

func moved(ops []op, dx, dy float64) []op {
	out := make([]op, len(ops))
	for i, o := range ops {
		o.x, o.y = o.x+dx, o.y+dy
		out[i] = o
	}
	return out
}

// cutLines begins a page of cards.
func (s *setter) cutLines() *strip {
	st := &strip{newPage: true, height: s.bodyHeight(1)}
	across := rule(cutInset-s.left, s.pageHeight/cardsDown-topMargin, s.pageWidth-2*cutInset, 0.7, middle)
	down := op{kind: opLine, x: s.pageWidth/cardsWide - s.left, y: cutInset - topMargin, h: s.pageHeight - cutInset - footHeight, size: 0.7, color: middle}
	across.dashed, down.dashed = true, true
	st.ops = []op{across, down}
	return st
}

// cardHead is the head of a card: the school and the title over a navy rule, the
// code at the right.
func (s *setter) cardHead(b form.CardHead) *strip {
	st := &strip{}
	room := s.width
	if b.Code != "" {
		if code := qrCode(s.width-cardCode, 0, cardCode, b.Code); code != nil {
			st.ops = code
			room -= cardCode + 10
			st.height = cardCode
		}
	}
	y := 0.0
	label := s.label(b.Title)
	for _, part := range []struct {
		text  string
		style typeStyle
	}{{s.oneLine(b.School), smallText}, {label.Main, cardText}, {label.Also, smallText}, {s.oneLine(b.Caption), smallText}} {
		if part.text == "" {
			continue
		}
		var h float64
		st.ops, h = s.setLines(st.ops, 0, y, room, s.lines(part.text, part.style, room), part.style, form.Left)
		y += h
	}
	st.height = math.Max(st.height, y) + 5
	st.ops = append(st.ops, rule(0, st.height, s.width, 1.4, navy))
	return st
}

// ticks sets boxes with their words in columns, read downwards.
func (s *setter) ticks(b form.Ticks) []*strip {
	columns := b.Columns
	if columns < 1 {
		columns = 2
	}
	text, least := tableText, tickLine
	if b.Tight {
		text, least = denseText, tightTick
	}
	rows := (len(b.Items) + columns - 1) / columns
	width := s.width / float64(columns)
	strips := make([]*strip, rows)
	for row := range rows {
		st := &strip{height: least, keep: row == 0 || row == rows-2}
		for column := range columns {
			at := column*rows + row
			if at >= len(b.Items) {
				break
			}
			x, item := float64(column)*width, b.Items[at]
			style := text
			style.bold = item.On
			lines := s.lines(s.label(item.Text).String(), style, width-boxIndent-10)
			st.ops = box(st.ops, x, 0.6+(text.leading-boxSide)/2, item.On)
			var h float64
			st.ops, h = s.setLines(st.ops, x+boxIndent, 0.6, width-boxIndent-10, lines, style, form.Left)
			st.height = math.Max(st.height, h+least-text.leading)
		}
		strips[row] = st
	}
	if rows > 0 {
		strips[0].gap, strips[rows-1].keep = 6, false
	}
	return strips
}
