package data

import (
	"fmt"
	"time"

	"campuskeeper/app"
)

// The rows below are what is written for heads, history entries and counters.
// Their fields and order are frozen: a change is a new row type and a migration.

// headRow is a head as it is written: an array, because there may be 100,000.
type headRow struct {
	_           struct{} `cbor:",toarray"`
	Ledger      string
	Number      string
	Title       string
	State       string
	Grade       string
	Place       string
	Owner       string
	Day         int // year*10000 + month*100 + day, 0 for none
	Due         int
	Sensitivity string
	Template    int
	Revision    int
	Cells       []string
	Created     int64 // nanoseconds since 1970, 0 for none
	Updated     int64
}

func encodeHead(h *app.Head) ([]byte, error) {
	return encoding.Marshal(headRow{
		Ledger: h.Ledger, Number: h.Number, Title: h.Title, State: h.State, Grade: h.Grade,
		Place: h.Place, Owner: h.Owner, Day: packDay(h.Day), Due: packDay(h.Due),
		Sensitivity: string(h.Sensitivity), Template: h.Template, Revision: h.Revision,
		Cells: h.Cells, Created: packTime(h.Created), Updated: packTime(h.Updated),
	})
}

func decodeHead(kind app.Kind, id app.ID, plain []byte, zone *time.Location) (*app.Head, error) {
	var r headRow
	if err := decoding.Unmarshal(plain, &r); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return &app.Head{
		Kind: kind, ID: id,
		Ledger: r.Ledger, Number: r.Number, Title: r.Title, State: r.State, Grade: r.Grade,
		Place: r.Place, Owner: r.Owner, Day: unpackDay(r.Day), Due: unpackDay(r.Due),
		Sensitivity: app.Sensitivity(r.Sensitivity), Template: r.Template, Revision: r.Revision,
		Cells: r.Cells, Created: unpackTime(r.Created, zone), Updated: unpackTime(r.Updated, zone),
	}, nil
}

// historyRow is an entry of the history as it is written.
type historyRow struct {
	_      struct{} `cbor:",toarray"`
	Time   int64
	Who    string
	Kind   string
	ID     string
	Action string
	From   string
	To     string
	Fields [][3]string
	Late   bool
	Note   string
}

func encodeHistory(h *app.History) ([]byte, error) {
	r := historyRow{
		Time: packTime(h.Time), Who: h.Who, Kind: string(h.Kind), ID: string(h.ID), Action: h.Action,
		From: h.From, To: h.To, Late: h.Late, Note: h.Note,
	}
	for _, f := range h.Fields {
		r.Fields = append(r.Fields, [3]string{f.Field, f.Old, f.New})
	}
	return encoding.Marshal(r)
}

func decodeHistory(seq uint64, plain []byte, zone *time.Location) (app.History, error) {
	var r historyRow
	if err := decoding.Unmarshal(plain, &r); err != nil {
		return app.History{}, fmt.Errorf("%w: %w", errDamaged, err)
	}
	h := app.History{
		Seq: seq, Time: unpackTime(r.Time, zone), Who: r.Who, Kind: app.Kind(r.Kind), ID: app.ID(r.ID),
		Action: r.Action, From: r.From, To: r.To, Late: r.Late, Note: r.Note,
	}
	for _, f := range r.Fields {
		h.Fields = append(h.Fields, app.FieldChange{Field: f[0], Old: f[1], New: f[2]})
	}
	return h, nil
}

// counterRow is the last number given in a series.
type counterRow struct {
	_      struct{} `cbor:",toarray"`
	Series string
	Last   int
}

func packDay(d app.Day) int { return d.Year*10000 + int(d.Month)*100 + d.Dom }

func unpackDay(n int) app.Day {
	return app.Day{Year: n / 10000, Month: time.Month(n / 100 % 100), Dom: n % 100}
}

func packTime(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func unpackTime(n int64, zone *time.Location) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).In(zone)
}
