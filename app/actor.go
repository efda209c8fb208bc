package app

// Role is what a person may do in the program.
type Role string

// The roles. A director reads and writes everything, restricted records too.
const (
	RoleDirector Role = "director"
	RoleStaff    Role = "staff"
	RoleReader   Role = "reader"
)

// Actor is who does something: a person at the keyboard, or the program itself.
type Actor struct {
	Name string
	Role Role
}

// MayReadRestricted says whether the actor may open restricted and sealed records.
func (a Actor) MayReadRestricted() bool { return a.Role == RoleDirector }

// System is the actor of what the program does on its own, such as a migration.
var System = Actor{Name: "CampusKeeper", Role: RoleDirector}
