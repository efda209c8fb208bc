package drilllive

import (
	"time"

	"campuskeeper/app/drill"
)

// What tests from outside look at.
var (
	ReadRoll    = readRoll
	RollText    = rollText
	FindClasses = findClasses
	ReadOther   = readOther
)

// Report is readReport in plain values: the class, "" for none; how many others fit;
// the numbers.
func Report(text string, classes []drill.ClassRow) (class string, others int, present, absent drill.Count) {
	r := readReport(text, classes)
	if r.class >= 0 {
		class = classes[r.class].Class
	}
	return class, r.others, r.present, r.absent
}

// Next names the mark that the big button sets.
func Next(kind drill.Kind, set ...string) string {
	log := drill.Live{Events: []drill.Event{{Kind: drill.EventStart}}}
	for i, mark := range set {
		log.Events = append(log.Events, drill.Event{Seq: i + 1, Kind: drill.EventMark, Mark: mark, Is: time.Duration(i) * time.Second})
	}
	next, _ := newModel(kind, nil, log, drill.Instant{}).next()
	return next.Mark.Name
}
