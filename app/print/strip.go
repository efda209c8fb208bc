package print

// strip is a horizontal part of the paper that may not be cut: a line of text, a
// row of a table, a heading. Its ops stand relative to its top left corner.
type strip struct {
	ops      []op
	height   float64
	gap      float64 // space above, dropped at the top of a page
	keep     bool    // stays on one page with the next strip
	head     *strip  // drawn again before the strip when it comes first on a page
	top      []op    // drawn with the strip when it comes first on a page
	foot     []op    // drawn at the strip's lower edge when it comes last on a page
	newPage  bool    // begins a page
	row      *tableRow
	headings string // entry of the outline, "" for none
}

// flow fills pages with strips.
type flow struct {
	set   *setter
	pages []page
	y     float64 // where the next strip begins
	marks []mark
	last  *strip // placed last on this page
}

// place puts strips on pages in their order. Strips that keep together move to
// the next page together unless they are higher than a page.
func (f *flow) place(strips []*strip) {
	for i := 0; i < len(strips); {
		end := i + 1
		for end < len(strips) && strips[end-1].keep && !strips[end].newPage {
			end++
		}
		group := strips[i:end]
		if !f.fresh() && (group[0].newPage || !f.fits(group) && f.height(group, true) <= f.set.bodyHeight(len(f.pages)+1)) {
			f.turn()
		}
		for _, s := range group {
			f.put(s)
		}
		i = end
	}
}

// fresh says whether nothing stands on the page yet.
func (f *flow) fresh() bool { return f.last == nil }

func (f *flow) fits(group []*strip) bool {
	return f.y+f.height(group, f.fresh()) <= f.set.bottom+0.01
}

// height is what strips take, at the top of a page or further down.
func (f *flow) height(group []*strip, top bool) float64 {
	sum := 0.0
	for i, s := range group {
		if i == 0 && top {
			if s.head != nil {
				sum += s.head.height
			}
		} else {
			sum += s.gap
		}
		sum += s.height
	}
	return sum
}

// put places one strip, on the next page when it does not fit on this one.
func (f *flow) put(s *strip) {
	if !f.fits([]*strip{s}) {
		if s.row != nil {
			if upper, lower := s.row.cut(f.room(s), f.set.bodyHeight(len(f.pages)+1)); lower != nil {
				if upper == nil && f.fresh() {
					f.draw(s) // not even three lines fit below the head
					return
				}
				if upper != nil {
					f.draw(upper)
				}
				f.turn()
				f.put(lower)
				return
			}
		}
		if !f.fresh() {
			f.turn()
		}
	}
	f.draw(s)
}

// room is the height left for a strip on this page.
func (f *flow) room(s *strip) float64 {
	left := f.set.bottom - f.y
	if !f.fresh() {
		return left - s.gap
	}
	if s.head != nil {
		left -= s.head.height
	}
	return left
}

func (f *flow) draw(s *strip) {
	page := &f.pages[len(f.pages)-1]
	if f.fresh() {
		if s.head != nil {
			page.draw(s.head.ops, f.set.left, f.y)
			f.y += s.head.height
		}
		page.draw(s.top, f.set.left, f.y)
	} else {
		f.y += s.gap
	}
	page.draw(s.ops, f.set.left, f.y)
	if s.headings != "" {
		f.marks = append(f.marks, mark{s.headings, len(f.pages) - 1, f.y})
	}
	f.y += s.height
	f.last = s
}

// turn begins a new page.
func (f *flow) turn() {
	f.close()
	f.pages = append(f.pages, page{})
	f.y, f.last = f.set.top(len(f.pages)), nil
}

// close draws what ends a page.
func (f *flow) close() {
	if f.last != nil && len(f.pages) > 0 {
		f.pages[len(f.pages)-1].draw(f.last.foot, f.set.left, f.y)
	}
}
