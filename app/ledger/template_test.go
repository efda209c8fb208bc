package ledger_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// TestEachLedgerSpeaksOfItsOwnField: only the hazard register may speak of
// rectification, striking off and receipts.
func TestEachLedgerSpeaksOfItsOwnField(t *testing.T) {
	library := shipped(t)
	for _, template := range library.Templates() {
		if template.Name == "hazard" {
			continue
		}
		loop := library.Loop(template)
		var words []string
		for _, s := range loop.States {
			words = append(words, template.StateLabel(loop, s.Name, app.English), template.StateLabel(loop, s.Name, app.Chinese))
		}
		for _, m := range loop.Moves {
			words = append(words, template.MoveLabel(m, app.English), template.MoveLabel(m, app.Chinese))
		}
		for _, word := range words {
			for _, foreign := range []string{"整改", "销号", "回执", "复查", "停用", "order", "re-inspect", "inspect"} {
				if strings.Contains(strings.ToLower(word), foreign) {
					t.Errorf("%s says %q", template.Name, word)
				}
			}
		}
	}
}

func TestMovesAreCalledAsTheTemplateSays(t *testing.T) {
	library := shipped(t)
	for _, c := range []struct {
		ledger   string
		from, to ledger.State
		en, zh   string
	}{
		{"hazard", ledger.InProgress, ledger.Submitted, "Enter reply", "登记回执"},
		{"dispute", ledger.InProgress, ledger.Submitted, "Enter the result", "登记化解结果"},
		{"dispute", ledger.Found, ledger.Void, "Void", "作废"}, // not renamed: as the loop says
		{"document", ledger.InProgress, ledger.Closed, "Enter reply", "登记办结"},
		{"alarm-test", ledger.Found, ledger.Received, "Assign repair", "派修"},
	} {
		template, err := library.Template(c.ledger)
		if err != nil {
			t.Fatal(err)
		}
		move, ok := library.Loop(template).Move(c.from, c.to)
		if en, zh := template.MoveLabel(move, app.English), template.MoveLabel(move, app.Chinese); !ok || en != c.en || zh != c.zh {
			t.Errorf("%s from %s to %s is called %q, %q, want %q, %q", c.ledger, c.from, c.to, en, zh, c.en, c.zh)
		}
	}
}

// TestStepLabels: the move stands beside the state only where it is not the usual
// one.
func TestStepLabels(t *testing.T) {
	library := shipped(t)
	for _, c := range []struct {
		ledger      string
		from, to    ledger.State
		state, move string
	}{
		{"hazard", ledger.Found, ledger.Graded, "Graded", ""},
		{"hazard", ledger.Received, ledger.InProgress, "In progress", ""},
		{"hazard", ledger.Submitted, ledger.Closed, "Closed", ""},
		{"hazard", ledger.Transferred, ledger.Closed, "Closed", "Other department settled it"},
		{"hazard", ledger.Submitted, ledger.InProgress, "In progress", "Re-inspect: failed"},
		{"hazard", ledger.LookBack, ledger.InProgress, "In progress", "Came back"},
		{"dispute", ledger.Submitted, ledger.InProgress, "Mediating", "Verify: not settled"},
		{"hazard", ledger.Found, ledger.Closed, "Closed", ""}, // no such move: brought by an import
	} {
		template, err := library.Template(c.ledger)
		if err != nil {
			t.Fatal(err)
		}
		state, move := template.StepLabels(library.Loop(template), c.from, c.to, app.English)
		if state != c.state || move != c.move {
			t.Errorf("%s from %s to %s reads %q, %q, want %q, %q", c.ledger, c.from, c.to, state, move, c.state, c.move)
		}
	}
}

func TestTemplateRenamesOnlyMovesThatExist(t *testing.T) {
	file, err := os.ReadFile("../../assets/ledgers/dispute.json")
	if err != nil {
		t.Fatal(err)
	}
	file = bytes.Replace(file, []byte(`"moves": {"grade"`), []byte(`"moves": {"graduate"`), 1)
	library := shipped(t)
	dispute, err := library.Template("dispute")
	if err != nil {
		t.Fatal(err)
	}
	_, err = ledger.ReadTemplate(file, map[string]ledger.Loop{"rectification": library.Loop(dispute)})
	var wrong *app.Error
	if !errors.As(err, &wrong) || len(wrong.Problems) != 1 || wrong.Problems[0].Key != "template.move" || wrong.Problems[0].Value != "graduate" {
		t.Errorf("a move that the loop does not have gives %v", err)
	}
}

func TestLoopNamesEachMoveOnce(t *testing.T) {
	file, err := os.ReadFile("../../assets/loops/acknowledge.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]string{"twice": `"name": "assign"`, "none": `"name": ""`} {
		_, err := ledger.ReadLoop(bytes.Replace(file, []byte(`"name": "start"`), []byte(other), 1))
		if app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%s: the loop was read (%v)", name, err)
		}
	}
}
