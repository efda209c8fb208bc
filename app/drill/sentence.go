package drill

import (
	"strings"

	"campuskeeper/app"
)

// Say writes in a sentence or two how the school stands: what is asked, what was
// done, what is missing by when.
func (v Verdict) Say(words *app.Words, lang app.Lang) string {
	says := v.Rule.Says.In(lang)
	if own := v.Requirement.Says.In(lang); own != "" {
		says = own
	}
	state := v.Finding.say(words, lang)
	if lang == app.Chinese {
		return says + state
	}
	return says + " " + state
}

func (f Finding) say(words *app.Words, lang app.Lang) string {
	args := app.Args{
		"required": f.Required, "done": f.Done, "short": f.Short, "by": f.By.In(lang), "max": f.Requirement.Max,
	}
	var said []string
	add := func(key string) { said = append(said, words.Say(lang, key, args)) }
	switch {
	case f.Status == NotApplicable:
		return words.Say(lang, "drill.verdict.not-applicable", args)
	case f.Requirement.Name == "":
		return words.Say(lang, "drill.verdict.allowed", args)
	case f.Requirement.Forbid != "" || f.Requirement.Max > 0:
		args["drills"] = f.broken(lang)
		add(f.limitKey())
	case f.Requirement.Reviewed:
		args["drills"] = f.broken(lang)
		add(f.reviewKey())
	case f.Status == OutOfCompliance:
		args["periods"] = periods(f.Missed, lang)
		args["count"] = len(f.Missed)
		add("drill.verdict.missed")
	case f.Period.From.IsZero():
		add("drill.verdict.not-yet")
	default:
		add("drill.verdict." + string(f.Status))
	}
	if !f.Next.IsZero() && f.Requirement.Min > 0 {
		args["next"] = f.Next.In(lang)
		add("drill.verdict.next")
	}
	if lang == app.Chinese {
		return strings.Join(said, "")
	}
	return strings.Join(said, " ")
}

// limitKey is the message for a maximum or a prohibition.
func (f Finding) limitKey() string {
	key := "drill.verdict.max"
	if f.Requirement.Forbid != "" {
		key = "drill.verdict.forbid"
	}
	if f.Status == OutOfCompliance {
		return key + ".broken"
	}
	return key + ".kept"
}

// reviewKey is the message for reviews.
func (f Finding) reviewKey() string {
	if f.Short > 0 {
		return "drill.verdict.reviewed.missing"
	}
	return "drill.verdict.reviewed.all"
}

// broken lists the drills that break a rule, or lack something, by their numbers, or
// days.
func (f Finding) broken(lang app.Lang) string {
	names := make([]string, len(f.Broken))
	for i, h := range f.Broken {
		if names[i] = h.Number; names[i] == "" {
			names[i] = h.Day.String()
		}
	}
	return strings.Join(names, comma(lang))
}

func periods(all []app.Period, lang app.Lang) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = periodText(p)
	}
	return strings.Join(texts, comma(lang))
}

// periodText writes a period short: 2026-10 for a month, else both of its days.
func periodText(p app.Period) string {
	if p.From.FirstOfMonth() == p.To.FirstOfMonth() && p.To == p.To.LastOfMonth() {
		return p.To.String()[:len("2006-01")]
	}
	return p.From.String() + " - " + p.To.String()
}

func comma(lang app.Lang) string {
	if lang == app.Chinese {
		return "、"
	}
	return ", "
}
