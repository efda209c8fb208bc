package drill

import (
	"slices"

	"campuskeeper/app"
	"campuskeeper/app/schema"
)

// Group is a team of the drill, or one post.
type Group struct{ Group, Leader, Members, Post, Duty string }

func readGroup(v schema.Values) Group {
	return Group{v["group"], v["leader"], v["members"], v["post"], v["duty"]}
}

func (g Group) values() schema.Values {
	return schema.Values{"group": g.Group, "leader": g.Leader, "members": g.Members, "post": g.Post, "duty": g.Duty}
}

// Notice is somebody who was told of the drill beforehand.
type Notice struct {
	Who string // "police", "fire", "parents", "neighbours", or the school's own word
	On  app.Day
	At  string // "09:50"
	By  string
}

func readNotice(v schema.Values) Notice { return Notice{v["who"], readDay(v["on"]), v["at"], v["by"]} }

func (n Notice) values() schema.Values {
	return schema.Values{"who": n.Who, "on": n.On.String(), "at": n.At, "by": n.By}
}

// Moment is a mark that the ledger has no field of its own for.
type Moment struct {
	Mark    string
	Seconds Count // after the alarm
}

func readMoment(v schema.Values) Moment { return Moment{v["mark"], readCount(v["seconds"])} }

func (m Moment) values() schema.Values {
	return schema.Values{"mark": m.Mark, "seconds": m.Seconds.String()}
}

// ClassRow is one class of the roll.
type ClassRow struct {
	Class       string
	Teacher     string
	Expected    Count
	Present     Count
	AbsentKnown Count
	Missing     Count
	ReportedAt  Count // seconds after the alarm
	Route       string
	Remark      string
}

func readClassRow(v schema.Values) ClassRow {
	return ClassRow{
		v["class"], v["teacher"], readCount(v["expected"]), readCount(v["present"]), readCount(v["absentKnown"]),
		readCount(v["missing"]), readCount(v["reportedAt"]), v["route"], v["remark"],
	}
}

func (c ClassRow) values() schema.Values {
	return schema.Values{
		"class": c.Class, "teacher": c.Teacher, "expected": c.Expected.String(), "present": c.Present.String(),
		"absentKnown": c.AbsentKnown.String(), "missing": c.Missing.String(), "reportedAt": c.ReportedAt.String(),
		"route": c.Route, "remark": c.Remark,
	}
}

// Totals are the sums of a class roll.
type Totals struct {
	Classes, Reported                       int
	Expected, Present, AbsentKnown, Missing int
}

// Total sums a class roll up. A class has reported when its time is noted, or, on a
// roll that was written down afterwards, how many are present.
func Total(roll []ClassRow) Totals {
	t := Totals{Classes: len(roll)}
	for _, c := range roll {
		t.Expected += c.Expected.N
		t.Present += c.Present.N
		t.AbsentKnown += c.AbsentKnown.N
		t.Missing += c.Missing.N
		if c.ReportedAt.Known || c.Present.Known {
			t.Reported++
		}
	}
	return t
}

// Answer is a question of the review with what was said.
type Answer struct{ Question, Answer string }

func readAnswer(v schema.Values) Answer { return Answer{v["question"], v["answer"]} }

func (a Answer) values() schema.Values {
	return schema.Values{"question": a.Question, "answer": a.Answer}
}

// Attendance is how many of a group of people took part.
type Attendance struct {
	Who   string // "teachers", "police", or the school's own word
	Count Count
}

func readAttendance(v schema.Values) Attendance { return Attendance{v["who"], readCount(v["count"])} }

func (a Attendance) values() schema.Values {
	return schema.Values{"who": a.Who, "count": a.Count.String()}
}

// ObjectiveRow is how the drill went as to one of its objectives. Rating is P, S, M or
// U: performed without, with some, with major challenges, or unable to be performed.
type ObjectiveRow struct{ Objective, Strengths, Improve, Rating string }

func readObjective(v schema.Values) ObjectiveRow {
	return ObjectiveRow{v["objective"], v["strengths"], v["improve"], v["rating"]}
}

func (o ObjectiveRow) values() schema.Values {
	return schema.Values{"objective": o.Objective, "strengths": o.Strengths, "improve": o.Improve, "rating": o.Rating}
}

// Ask returns the drill with the questions of its kind in a language, below those that
// were answered already. What is asked in another language is not asked again.
func (k Kind) Ask(d Drill, lang app.Lang) Drill {
	d.Answers = slices.Clone(d.Answers)
	for _, question := range k.Questions {
		asked := slices.ContainsFunc(d.Answers, func(a Answer) bool { return saysIn(question, a.Question) })
		if !asked {
			d.Answers = append(d.Answers, Answer{Question: question.In(lang)})
		}
	}
	return d
}

// Action is an improvement that the review decided on.
type Action struct {
	Issue        string
	Action       string
	Element      string // "planning", "organisation", "equipment", "training", "exercise"
	Organisation string // that is responsible
	Owner        string
	Start        app.Day
	Due          app.Day
	Number       string  // of the hazard that it became
	DoneOn       app.Day // the day on which it was carried out
}

func readAction(v schema.Values) Action {
	return Action{
		v["issue"], v["action"], v["element"], v["organisation"], v["owner"], readDay(v["start"]), readDay(v["due"]), v["number"],
		readDay(v["doneOn"]),
	}
}

func (a Action) values() schema.Values {
	return schema.Values{
		"issue": a.Issue, "action": a.Action, "element": a.Element, "organisation": a.Organisation, "owner": a.Owner,
		"start": a.Start.String(), "due": a.Due.String(), "number": a.Number, "doneOn": a.DoneOn.String(),
	}
}
