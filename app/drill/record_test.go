package drill_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
	"campuskeeper/app/drill"
	"campuskeeper/app/schema"
)

// ledgerFields reads the fields of the drill ledger.
func ledgerFields(t testing.TB) schema.Schema {
	t.Helper()
	file, err := os.ReadFile("../../assets/ledgers/drill.json")
	if err != nil {
		t.Fatal(err)
	}
	var fields schema.Schema
	if err := json.Unmarshal(file, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

// canonical draws a value that the field lets in.
func canonical(t *rapid.T, f schema.Field) string {
	words := rapid.StringMatching(`[a-z一-龥]{1,6}`)
	if len(f.Categories) > 0 {
		words = rapid.Custom(func(t *rapid.T) string { return rapid.SampledFrom(f.Categories).Draw(t, "word").Value })
	}
	switch f.Type {
	case schema.Integer:
		return drill.CountOf(rapid.IntRange(0, 3000).Draw(t, f.Name)).String()
	case schema.Date:
		return app.MustDay("2026-09-01").AddDays(rapid.IntRange(0, 400).Draw(t, f.Name)).String()
	case schema.Time:
		return "10:05"
	case schema.List, schema.Photo, schema.File:
		return schema.WriteList(rapid.SliceOfNDistinct(words, 1, 2, rapid.ID).Draw(t, f.Name))
	case schema.Rows:
		all := make([]schema.Values, rapid.IntRange(1, 3).Draw(t, f.Name))
		for i := range all {
			all[i] = schema.Values{}
			for _, inner := range f.Fields {
				if rapid.Bool().Draw(t, inner.Name) || inner.Name == f.Fields[0].Name {
					all[i][inner.Name] = canonical(t, inner)
				}
			}
		}
		return schema.WriteRows(all)
	}
	return words.Draw(t, f.Name)
}

// Whatever the ledger holds comes back as it was, a school's own field too.
func TestDrillKeepsEveryValue(t *testing.T) {
	fields := ledgerFields(t)
	rapid.Check(t, func(t *rapid.T) {
		values := schema.Values{"ownField": "x"}
		for _, f := range fields.Fields {
			if rapid.Bool().Draw(t, "has") {
				values[f.Name] = canonical(t, f)
			}
		}
		if got := drill.FromValues(values).Values(); !maps.Equal(got, values) {
			t.Fatalf("got  %v\nwant %v", got, values)
		}
	})
}

// Every field of the ledger has a place in Drill.
func TestDrillKnowsEveryField(t *testing.T) {
	values := schema.Values{}
	for _, f := range ledgerFields(t).Fields {
		values[f.Name] = "2026-09-01"
	}
	if d := drill.FromValues(values); len(d.Other) > 0 {
		t.Errorf("the struct does not know %v", d.Other)
	}
}

// The ledger offers the tags that rules ask for.
func TestLedgerKnowsEveryTag(t *testing.T) {
	tags, _ := ledgerFields(t).Field("tags")
	if len(tags.Categories) != len(drill.Tags) {
		t.Fatalf("the ledger has %d tags, want %d", len(tags.Categories), len(drill.Tags))
	}
	for _, tag := range drill.Tags {
		if _, ok := tags.Category(string(tag)); !ok {
			t.Errorf("the ledger does not offer %s", tag)
		}
	}
}

// The ledger offers the kinds that are shipped.
func TestLedgerKnowsEveryKind(t *testing.T) {
	offered, _ := ledgerFields(t).Field("kind")
	shipped, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"))
	if err != nil {
		t.Fatal(err)
	}
	if len(shipped) != len(offered.Categories) {
		t.Errorf("%d kinds are shipped, %d offered", len(shipped), len(offered.Categories))
	}
	for _, k := range shipped {
		c, ok := offered.Category(k.Name)
		if !ok {
			t.Errorf("the ledger does not offer %s", k.Name)
		} else if !maps.Equal(c.Label, k.Title) {
			t.Errorf("the ledger calls %s %v, the kind is called %v", k.Name, c.Label, k.Title)
		}
	}
}

func TestSplit(t *testing.T) {
	of := func(ledger, state string, values schema.Values) drill.Entry {
		return drill.Entry{ID: app.ID(state), Ledger: ledger, Number: "N-" + state, State: state, Values: values}
	}
	fire := schema.Values{
		"kind": "fire", "date": "2026-09-16", "time": "10:05", "route": "west stair", "callPoint": "lobby",
		"evacuationSeconds": "118", "tags": `["secondary-exit"]`,
	}
	test := schema.Values{"testedOn": "2026-09-08", "pressedAt": "09:00", "button": "gatehouse"}
	held, planned := drill.Split([]drill.Entry{
		of("drill", "scheduled", fire), of("drill", "running", fire), of("drill", "extended", fire), of("drill", "held", fire),
		of("drill", "recorded", fire), of("drill", "completed", fire), of("drill", "void", fire),
		of("alarm-test", "found", test), of("alarm-test", "void", test), of("hazard", "found", fire), of("drill", "held", nil),
	})
	if len(held) != 4 || len(planned) != 3 {
		t.Fatalf("%d held and %d planned, want 4 and 3", len(held), len(planned))
	}
	h := held[0]
	if h.Number != "N-held" || h.Kind != "fire" || h.Day != app.MustDay("2026-09-16") || h.Time != "10:05" ||
		h.Route != "west stair" || h.CallPoint != "lobby" || h.Seconds != 118 || !h.Has(drill.SecondaryExit) {
		t.Errorf("got %+v", h)
	}
	if a := held[3]; a.Kind != "alarm-test" || a.Day != app.MustDay("2026-09-08") || a.CallPoint != "gatehouse" {
		t.Errorf("got %+v", a)
	}
}

func TestTimesOfMarks(t *testing.T) {
	d := drill.Drill{}
	for _, mark := range []string{
		drill.MarkFirstOut, drill.MarkLastOut, drill.MarkRollComplete, drill.MarkAllClear, drill.MarkSelfRescue,
		drill.MarkMutualRescue, drill.MarkReinforcement, drill.MarkLocked, drill.MarkControlled,
	} {
		c, ok := d.Times.Of(mark)
		if !ok {
			t.Fatalf("no time for %s", mark)
		}
		*c = drill.CountOf(7)
	}
	if n := len(d.Values()); n != 9 {
		t.Errorf("%d times are kept, want 9", n)
	}
	if _, ok := d.Times.Of(drill.MarkAlarm); ok {
		t.Error("the alarm is counted from itself")
	}
}

// The next drill knows the classes of the last one, not what they reported.
func TestLastRoll(t *testing.T) {
	of := func(state, day string, classes ...string) drill.Entry {
		d := drill.Drill{Kind: "fire", Date: app.MustDay(day)}
		for _, c := range classes {
			d.Roll = append(d.Roll, drill.ClassRow{Class: c, Teacher: "Yan", Expected: drill.CountOf(40), Present: drill.CountOf(40), Remark: "late"})
		}
		return drill.Entry{Ledger: drill.Ledger, State: state, Values: d.Values()}
	}
	roll := drill.LastRoll([]drill.Entry{
		of(drill.StateHeld, "2026-09-16", "1"), of(drill.StateCompleted, "2026-10-14", "1", "2"),
		of(drill.StateScheduled, "2026-11-18"), of(drill.StateVoid, "2026-11-20", "3"),
	})
	if len(roll) != 2 || roll[1] != (drill.ClassRow{Class: "2", Teacher: "Yan", Expected: drill.CountOf(40)}) {
		t.Errorf("got %+v", roll)
	}
	if roll := drill.LastRoll(nil); len(roll) != 0 {
		t.Errorf("no drills give %+v", roll)
	}
}

// A kind arranges what a plan does not say; what it says stays.
func TestArrange(t *testing.T) {
	kinds, err := drill.ReadKinds(os.DirFS("../../assets/drills/kinds"))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		for _, lang := range app.Langs {
			d := kind.Arrange(drill.Drill{Kind: kind.Name, Objective: "ours"}, lang)
			if d.Name != kind.Title.In(lang) || d.Objective != "ours" || d.Scenario == "" || d.Abort == "" || d.Participants == "" {
				t.Errorf("%s in %s: %+v", kind.Name, lang, d)
			}
		}
	}
}

func TestOpenActionsGetTheirNumbers(t *testing.T) {
	d := drill.Drill{Actions: []drill.Action{{Action: "Mend the siren"}, {Action: "Train stair B", Number: "YH-2026-001"}, {}, {Action: "Label keys"}}}
	if open := d.OpenActions(); !slices.Equal(open, []int{0, 3}) {
		t.Errorf("open are %v", open)
	}
	numbered := d.Numbered([]string{"YH-2026-002", "YH-2026-003", "YH-2026-004"})
	if numbered.Actions[0].Number != "YH-2026-002" || numbered.Actions[3].Number != "YH-2026-003" || len(numbered.OpenActions()) != 0 || d.Actions[0].Number != "" {
		t.Errorf("numbered are %+v, before %+v", numbered.Actions, d.Actions)
	}
}

func TestKindAsksEachQuestionOnce(t *testing.T) {
	kind := drill.Kind{Questions: []app.Text{
		{app.English: "Who was late?", app.Chinese: "谁迟到了？"}, {app.English: "What will change?", app.Chinese: "哪些要改？"},
	}}
	before := drill.Drill{Answers: []drill.Answer{{Question: "谁迟到了？", Answer: "没有"}, {Question: "And the cat?"}}}
	after := kind.Ask(before, app.English)
	want := append(slices.Clone(before.Answers), drill.Answer{Question: "What will change?"})
	if !slices.Equal(after.Answers, want) || len(before.Answers) != 2 {
		t.Errorf("asked %+v", after.Answers)
	}
	if again := kind.Ask(after, app.Chinese); !slices.Equal(again.Answers, want) {
		t.Errorf("asked again %+v", again.Answers)
	}
}
