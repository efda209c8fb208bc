package drills

import (
	"slices"
	"strings"

	"campuskeeper/app/drill"
)

// weighed notes beside the drills of last year which rules each would serve. One whose
// kind the month has already, or against which its day speaks, is not ticked and says
// why; each that is ticked counts as scheduled for those after it.
func (s *Screen) weighed(copied []drill.Held) []offered {
	y := *s.year
	list := make([]offered, 0, len(copied))
	for _, h := range copied {
		o := offered{Held: h}
		if o.note = s.against(&y, h); o.note != "" {
			o.known = true
		} else {
			o.note = s.served(h)
			y.Question.Planned = append(slices.Clip(y.Question.Planned), h)
		}
		list = append(list, o)
	}
	return list
}

// against says in a few words what speaks against copying a drill, "" for nothing.
func (s *Screen) against(y *year, h drill.Held) string {
	month := h.Day.FirstOfMonth()
	for _, other := range slices.Concat(s.year.Question.Planned, s.year.Question.Held) {
		if other.Kind == h.Kind && other.Day.FirstOfMonth() == month {
			return s.t("drills.copy.there", "day", s.deps.Words.Day(other.Day))
		}
	}
	if other, ok := y.sameWeek(h); ok {
		return s.t("drills.copy.week", "kind", y.kindTitle(other.Kind, s.deps.Words.Lang()))
	}
	if broken := y.breaks(h); len(broken) > 0 {
		return s.t("drills.check.breaks", "rule", strings.Join(broken, s.t("drills.comma")))
	}
	return ""
}

// served names the rules that a drill would serve.
func (s *Screen) served(h drill.Held) string {
	return strings.Join(s.plan(h).Rules, s.t("drills.comma"))
}
