package reminder

import (
	"context"
	"slices"
	"testing"
	"time"

	"campuskeeper/app"
)

// desk is a service over a store that survives a restart.
type desk struct {
	*testing.T
	in      Input
	store   *memory
	clock   *app.ManualClock
	drills  Drills
	service *Service
}

func newDesk(t *testing.T, at string, heads ...app.Head) *desk {
	d := &desk{T: t, in: inputOf(t, heads), store: newMemory(), clock: app.NewManualClock(time.Time{})}
	d.restart()
	d.at(at)
	return d
}

func (d *desk) restart() {
	d.service = New(d.store, d.clock, known(func(app.Day) Drills { return d.drills }), func() Input { return d.in })
}

func (d *desk) at(moment string) {
	d.Helper()
	now, err := time.Parse("2006-01-02 15:04", moment)
	if err != nil {
		d.Fatal(err)
	}
	d.clock.Set(now)
}

// pops checks what pops up at a moment.
func (d *desk) pops(moment string, want ...string) {
	d.Helper()
	d.at(moment)
	b, err := d.service.Take(context.Background())
	if got := steps(b); err != nil || !slices.Equal(got, want) {
		d.Errorf("%s: %v pops up, want %v (%v)", moment, got, want, err)
	}
}

// putOff puts the most urgent notice off.
func (d *desk) putOff(until string) {
	d.Helper()
	due, err := d.service.Due(context.Background(), d.clock.Now())
	if err != nil || len(due) == 0 {
		d.Fatalf("%v %v", due, err)
	}
	at, err := time.Parse("2006-01-02 15:04", until)
	if err != nil {
		d.Fatal(err)
	}
	if err := d.service.PutOff(context.Background(), app.System, due[0].Key, at); err != nil {
		d.Fatal(err)
	}
}

// TestPutOff: what was put off is told once more when its time has come, whatever the
// program and the clock do meanwhile.
func TestPutOff(t *testing.T) {
	d := newDesk(t, "2026-11-20 08:00", hazard("1", "2026-11-27"))
	d.pops("2026-11-20 08:00", "YH-2026-1 -7")
	d.putOff("2026-11-20 09:00")
	d.pops("2026-11-20 08:59")
	d.restart()
	d.pops("2026-11-20 08:59")
	d.pops("2026-11-20 09:00", "YH-2026-1 -7")
	d.pops("2026-11-20 09:01")
	d.pops("2026-11-20 08:30") // the clock is set back
	d.restart()
	d.pops("2026-11-20 09:30")
	d.putOff("2026-11-23 07:30")
	d.pops("2026-11-23 07:29")
	d.putOff("2026-11-24 07:30") // once more, in its sleep
	d.pops("2026-11-23 07:31")
	d.pops("2026-11-24 20:00", "YH-2026-1 -7")
	d.pops("2026-11-24 20:01")
	d.putOff("2026-12-01 07:30")
	d.pops("2026-11-26 08:00", "YH-2026-1 -1") // a later step comes all the same
	d.pops("2026-12-01 08:00", "YH-2026-1 +3")
	if err := d.service.PutOff(context.Background(), app.System, "1", d.clock.Now()); app.CodeOf(err) != app.CodeInvalid {
		t.Error(err)
	}
}

// TestSleepIsSeen: the inbox lists what was put off, and says until when.
func TestSleepIsSeen(t *testing.T) {
	d := newDesk(t, "2026-11-20 08:00", hazard("1", "2026-11-27"))
	d.putOff("2026-11-23 07:30")
	due, err := d.service.Due(context.Background(), d.clock.Now())
	if err != nil || len(due) != 1 || !due[0].AsleepAt(d.clock.Now()) || due[0].Since.String() != "2026-11-23" {
		t.Fatalf("%+v %v", due, err)
	}
	if d.at("2026-11-23 07:30"); due[0].AsleepAt(d.clock.Now()) {
		t.Error("it does not wake up")
	}
}

// TestNapsAreForgotten: the record stays small.
func TestNapsAreForgotten(t *testing.T) {
	var naps Naps
	for n := range mostNaps + 5 {
		naps = naps.put(app.DayNumber(n).String(), time.Unix(int64(n), 0))
	}
	if naps = naps.put("x@3", time.Unix(1, 0)).put("x@1", time.Unix(2, 0)); len(naps) != mostNaps {
		t.Errorf("%d naps", len(naps))
	}
	if last := naps[len(naps)-1]; last.Key != "x" || last.Times != 2 || last.Until.Unix() != 2 {
		t.Errorf("%+v", last)
	}
}

// TestQuietHours: what comes up in the evening or on a day off waits; a drill on a day
// off is told all the same, in the morning.
func TestQuietHours(t *testing.T) {
	friday := hazard("1", "2026-11-27")
	d := newDesk(t, "2026-11-20 06:59", friday)
	d.pops("2026-11-20 06:59")
	d.pops("2026-11-20 07:00", "YH-2026-1 -7")
	d.in.Records = book{friday, hazard("2", "2026-11-20")}
	d.pops("2026-11-20 21:00")
	d.pops("2026-11-21 12:00") // Saturday
	d.pops("2026-11-23 06:00")
	d.pops("2026-11-23 07:00", "YH-2026-2 +3")
	d.in.Records = book{drillOn("3", "scheduled", "2026-11-28")} // Saturday: in a boarding school
	d.pops("2026-11-28 07:29")
	d.pops("2026-11-28 07:30", "YL-2026-3 0")
	settings := Defaults()
	settings.Quiet.Off = true
	if err := d.service.KeepSettings(context.Background(), app.System, settings); err != nil {
		t.Fatal(err)
	}
	d.in.Records = book{friday}
	d.pops("2026-11-28 23:30", "YH-2026-1 0")
}

// TestQuietOver: when the quiet is over, also over holidays.
func TestQuietOver(t *testing.T) {
	cal, _ := readPack(t, "cn")
	day := Quiet{From: "12:00", To: "14:00"}
	tests := []struct {
		quiet     Quiet
		now, want string
	}{
		{Defaults().Quiet, "2026-11-23 12:00", "2026-11-23 12:00"},
		{Defaults().Quiet, "2026-11-23 21:00", "2026-11-24 07:00"},
		{Defaults().Quiet, "2026-11-23 03:00", "2026-11-23 07:00"},
		{Defaults().Quiet, "2026-11-20 22:00", "2026-11-23 07:00"}, // Friday
		{Defaults().Quiet, "2026-09-30 22:00", "2026-10-08 07:00"}, // National Day
		{Defaults().Quiet, "2026-09-20 09:00", "2026-09-20 09:00"}, // a Sunday that is worked
		{day, "2026-11-21 12:30", "2026-11-21 14:00"},
		{day, "2026-11-21 15:00", "2026-11-21 15:00"},
		{Quiet{From: "08:00", To: "08:00"}, "2026-11-21 08:00", "2026-11-21 08:00"},
		{Quiet{}, "2026-11-21 08:00", "2026-11-21 08:00"},
	}
	for _, test := range tests {
		now, _ := time.Parse("2006-01-02 15:04", test.now)
		if got := test.quiet.until(now, cal, true).Format("2006-01-02 15:04"); got != test.want {
			t.Errorf("%+v at %s: until %s, want %s", test.quiet, test.now, got, test.want)
		}
	}
}

// TestStartTellsTheDay: the first start of a day sums up what is still due; no later
// one repeats it.
func TestStartTellsTheDay(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t, "2026-11-30 06:00", hazard("1", "2026-11-20"), hazard("2", "2026-12-04"))
	start := func(moment string, missed, standing int, want ...string) {
		t.Helper()
		d.restart()
		d.at(moment)
		b, err := d.service.Start(ctx)
		if got := steps(b); err != nil || !slices.Equal(got, want) || b.Missed != missed || len(b.Standing) != standing {
			t.Errorf("%s: %v, %d missed, %d standing (%v)", moment, got, b.Missed, len(b.Standing), err)
		}
	}
	start("2026-11-30 06:00", 1, 0, "YH-2026-1 +8", "YH-2026-2 -7") // early: somebody is there
	start("2026-11-30 09:00", 0, 0)
	d.store.fail = errUnused
	d.restart()
	d.at("2026-12-01 08:00")
	if b, err := d.service.Start(ctx); err == nil || len(b.Notices)+len(b.Standing) > 0 {
		t.Errorf("told though it was not remembered: %+v", b)
	}
	start("2026-12-01 08:00", 0, 1)
	start("2026-12-01 08:05", 0, 0)
	d.pops("2026-12-03 08:00", "YH-2026-2 -1")
	start("2026-12-03 08:05", 0, 0) // something was told today
	d.putOff("2026-12-05 07:30")
	start("2026-12-04 08:05", 0, 0, "YH-2026-2 0")
}
