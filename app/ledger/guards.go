package ledger

import (
	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// step is what a guard looks at: the entry as it would be after the step, what the
// step brings, and what stood there before.
type step struct {
	template Template
	before   schema.Values
	after    schema.Values
	today    app.Day
}

// guards are the rules of the closed loop (domain facts 3.10), each tested alone.
// A guard returns a message key and its arguments, or "" when it lets pass.
var guards = map[Guard]func(step) (string, app.Args){
	"other-checker":   otherChecker,
	"major-principal": majorPrincipal,
	"evidence":        evidence,
	"later-due":       laterDue,
	"done-after-day":  doneAfterDay,
	"not-ahead":       notAhead,
	"looked-back":     lookedBack,
}

// otherChecker: whoever puts it right does not re-inspect it.
func otherChecker(s step) (string, app.Args) {
	owner := s.template.Roles.value(RoleOwner, s.after)
	checker := s.template.Roles.value(RoleChecker, s.after)
	if owner != "" && schema.Fold(owner) == schema.Fold(checker) {
		return "guard.other-checker", app.Args{"who": checker}
	}
	return "", nil
}

// majorPrincipal: a major one needs the principal's name.
func majorPrincipal(s step) (string, app.Args) {
	r := s.template.Roles
	if r.Major == "" || r.value(RoleGrade, s.after) != r.Major || r.Principal == "" {
		return "", nil
	}
	if r.value(RolePrincipal, s.after) == "" {
		return "guard.major-principal", app.Args{"field": r.Principal}
	}
	return "", nil
}

// evidence: nothing is closed without a photo after or a test record.
func evidence(s step) (string, app.Args) {
	r := s.template.Roles
	if len(r.Evidence) > 0 && r.value(RoleEvidence, s.after) == "" {
		return "guard.evidence", app.Args{"field": r.Evidence[0]}
	}
	return "", nil
}

// laterDue: an extension or a failed re-inspection sets a later deadline; the old
// one is kept in the step and in the history.
func laterDue(s step) (string, app.Args) {
	was := s.template.Roles.value(RoleDue, s.before)
	is := s.template.Roles.value(RoleDue, s.after)
	if is != "" && was != "" && is <= was {
		return "guard.later-due", app.Args{"was": was}
	}
	return "", nil
}

// doneAfterDay: nothing is put right before it was found.
func doneAfterDay(s step) (string, app.Args) {
	done := s.template.Roles.value(RoleDone, s.after)
	day := s.after[s.template.Headline.Day]
	if done != "" && day != "" && done < day[:min(len(day), 10)] {
		return "guard.done-after-day", app.Args{"day": day, "done": done}
	}
	return "", nil
}

// notAhead: what was done lies not in the future.
func notAhead(s step) (string, app.Args) {
	for _, role := range []Role{RoleDone, RoleChecked, RoleReceived} {
		if day := s.template.Roles.value(role, s.after); day > s.today.String() {
			return "guard.not-ahead", app.Args{"day": day, "today": s.today.String()}
		}
	}
	return "", nil
}

// lookedBack: a look-back that was made lies not in the future. Until then the same
// field says when it is due.
func lookedBack(s step) (string, app.Args) {
	if day := s.template.Roles.value(RoleLookBack, s.after); day > s.today.String() {
		return "guard.not-ahead", app.Args{"day": day, "today": s.today.String()}
	}
	return "", nil
}
