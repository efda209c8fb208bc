package app

// School is what the ledgers need to know about the school itself: it heads every
// paper, and its conditions decide which rules apply.
type School struct {
	Name       string
	Type       SchoolType
	Pack       string // rule pack: "cn", "us-ny", …
	Lang       Lang   // language of the papers unless another is asked for
	Students   int
	Boarding   bool
	Bus        bool
	Canteen    bool
	Laboratory bool
	WaterNear  bool // water near the school: drowning prevention applies
	Since      Day  // the day from which the school is kept here
	Director   string
	Phone      string
}

// SchoolType is the kind of school, as rule packs name it.
type SchoolType string

// SchoolTypes lists the kinds of school in the order in which they are offered.
var SchoolTypes = []SchoolType{"kindergarten", "primary", "junior", "senior", "nine-year", "vocational", "special"}

// SchoolID is the fixed ID of the school's record, of kind KindSetting.
const SchoolID ID = "5c001000-0000-4000-8000-000000000001"

// Check says what is wrong with a school as it was entered.
func (s School) Check() error {
	var problems []Problem
	if s.Name == "" {
		problems = append(problems, Problem{Field: "name", Key: "school.name"})
	}
	known := false
	for _, t := range SchoolTypes {
		known = known || t == s.Type
	}
	if !known {
		problems = append(problems, Problem{Field: "type", Value: string(s.Type), Key: "school.type"})
	}
	if s.Students < 0 {
		problems = append(problems, Problem{Field: "students", Key: "school.students"})
	}
	if len(problems) == 0 {
		return nil
	}
	return &Error{Code: CodeInvalid, Key: "school.wrong", Problems: problems}
}
