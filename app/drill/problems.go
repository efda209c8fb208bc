package drill

import "slices"

// Problems lists what may be ticked after a drill of a kind: the kind's own problems,
// and those general ones that another kind of one of its classes names.
func (ks Kinds) Problems(k Kind, general []string) []Choice {
	list := slices.Clone(k.Problems)
	for _, other := range ks {
		if !slices.ContainsFunc(other.Classes, k.Is) {
			continue
		}
		for _, p := range other.Problems {
			if slices.Contains(general, p.Value) && !has(list, p.Value) {
				list = append(list, p)
			}
		}
	}
	return list
}

// SpecialProblems lists the problems of all kinds that are not among the general ones.
func (ks Kinds) SpecialProblems(general []string) []Choice {
	var list []Choice
	for _, k := range ks {
		for _, p := range k.Problems {
			if !slices.Contains(general, p.Value) && !has(list, p.Value) {
				list = append(list, p)
			}
		}
	}
	return list
}

func has(list []Choice, value string) bool {
	return slices.ContainsFunc(list, func(c Choice) bool { return c.Value == value })
}
