package ledger

import "campuskeeper/app/schema"

// Roles name the fields that the guards of the loop ask about. An empty role is not
// asked for.
type Roles struct {
	Grade     string   `json:"grade,omitempty"`     // must be filled before Graded
	Major     string   `json:"major,omitempty"`     // value of the grade that needs the principal
	Owner     string   `json:"owner,omitempty"`     // who puts it right
	Measure   string   `json:"measure,omitempty"`   // what is to be done
	Due       string   `json:"due,omitempty"`       // by when
	Received  string   `json:"received,omitempty"`  // day the order was received
	Done      string   `json:"done,omitempty"`      // day it was put right
	Checker   string   `json:"checker,omitempty"`   // who re-inspects, never the owner
	Checked   string   `json:"checked,omitempty"`   // day of the re-inspection
	Evidence  []string `json:"evidence,omitempty"`  // one of these must be filled before Closed
	Principal string   `json:"principal,omitempty"` // who approved a major one
	Reason    string   `json:"reason,omitempty"`    // why extended, out of use, void, failed
	Approver  string   `json:"approver,omitempty"`  // who approved an extension
	To        string   `json:"to,omitempty"`        // who it was transferred to
	Letter    string   `json:"letter,omitempty"`    // number of the letter to the department
	LookBack  string   `json:"lookBack,omitempty"`  // day of the look-back
	Found     string   `json:"found,omitempty"`     // what the look-back found
	People    string   `json:"people,omitempty"`    // who took part
	Results   []string `json:"results,omitempty"`   // what was measured or seen; one of these must be filled
	Recorder  string   `json:"recorder,omitempty"`  // who wrote the record
	Review    []string `json:"review,omitempty"`    // what was learned; one of these must be filled
	Verdict   string   `json:"verdict,omitempty"`   // how it is judged
}

// The roles by name, as loop files speak of them.
const (
	RoleGrade     Role = "grade"
	RoleOwner     Role = "owner"
	RoleMeasure   Role = "measure"
	RoleDue       Role = "due"
	RoleReceived  Role = "received"
	RoleDone      Role = "done"
	RoleChecker   Role = "checker"
	RoleChecked   Role = "checked"
	RoleEvidence  Role = "evidence"
	RolePrincipal Role = "principal"
	RoleReason    Role = "reason"
	RoleApprover  Role = "approver"
	RoleTo        Role = "to"
	RoleLetter    Role = "letter"
	RoleLookBack  Role = "lookBack"
	RoleFound     Role = "found"
	RolePeople    Role = "people"
	RoleResults   Role = "results"
	RoleRecorder  Role = "recorder"
	RoleReview    Role = "review"
	RoleVerdict   Role = "verdict"
)

var knownRoles = map[Role]bool{
	RoleGrade: true, RoleOwner: true, RoleMeasure: true, RoleDue: true, RoleReceived: true, RoleDone: true,
	RoleChecker: true, RoleChecked: true, RoleEvidence: true, RolePrincipal: true, RoleReason: true,
	RoleApprover: true, RoleTo: true, RoleLetter: true, RoleLookBack: true, RoleFound: true,
	RolePeople: true, RoleResults: true, RoleRecorder: true, RoleReview: true, RoleVerdict: true,
}

// Fields returns the fields that play a role in the ledger; none when the template
// does not know the role, and then no guard asks for it.
func (r Roles) Fields(role Role) []string {
	switch role {
	case RoleEvidence:
		return r.Evidence
	case RoleResults:
		return r.Results
	case RoleReview:
		return r.Review
	}
	name := map[Role]string{
		RoleGrade: r.Grade, RoleOwner: r.Owner, RoleMeasure: r.Measure, RoleDue: r.Due, RoleReceived: r.Received,
		RoleDone: r.Done, RoleChecker: r.Checker, RoleChecked: r.Checked, RolePrincipal: r.Principal,
		RoleReason: r.Reason, RoleApprover: r.Approver, RoleTo: r.To, RoleLetter: r.Letter,
		RoleLookBack: r.LookBack, RoleFound: r.Found, RolePeople: r.People, RoleRecorder: r.Recorder, RoleVerdict: r.Verdict,
	}[role]
	if name == "" {
		return nil
	}
	return []string{name}
}

// value returns what the first filled field of a role holds.
func (r Roles) value(role Role, values schema.Values) string {
	for _, name := range r.Fields(role) {
		if values[name] != "" {
			return values[name]
		}
	}
	return ""
}

// dayRoles are filled with the day of the step when nobody says another.
var dayRoles = []Role{RoleReceived, RoleDone, RoleChecked, RoleLookBack}
