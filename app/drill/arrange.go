package drill

import (
	"strings"

	"campuskeeper/app"
)

// Arrange fills what a plan does not say yet from its kind: name, scenario,
// objective, signals, groups, materials, when to break off - in a language.
func (k Kind) Arrange(d Drill, lang app.Lang) Drill {
	fill := func(field *string, text string) {
		if *field == "" {
			*field = text
		}
	}
	fill(&d.Name, k.Title.In(lang))
	fill(&d.Participants, WholeSchool)
	fill(&d.Scenario, k.Scenario.In(lang))
	fill(&d.Objective, lines(k.Objectives, lang))
	fill(&d.Materials, lines(k.Materials, lang))
	fill(&d.Abort, lines(k.Abort, lang))
	signals := make([]string, len(k.Signals))
	for i, s := range k.Signals {
		signals[i] = s.line().In(lang)
	}
	fill(&d.Signals, strings.Join(signals, "\n"))
	if len(d.Groups) == 0 {
		for _, role := range k.Roles {
			d.Groups = append(d.Groups, Group{Group: role.Title.In(lang)})
		}
	}
	return d
}

func lines(texts []app.Text, lang app.Lang) string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = t.In(lang)
	}
	return strings.Join(all, "\n")
}

func colon(lang app.Lang) string {
	if lang == app.Chinese {
		return "："
	}
	return ": "
}
