package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/app/catalog"
)

// TestShowTellsOfTheReceipt sends the sample school's November up, takes the receipt
// of it in, and looks at a record that it covers and at one that it does not.
func TestShowTellsOfTheReceipt(t *testing.T) {
	var out, errOut bytes.Buffer
	p := testProgram(t, filepath.Join(t.TempDir(), "home"), app.English, &out, &errOut)
	if _, err := p.createSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(key, []byte(samplePassphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(passphraseFile, key)
	var covered, home string
	err := p.with(t.Context(), func(d *desk) error {
		path := filepath.Join(t.TempDir(), "november.zip")
		period, err := app.ParsePeriod("2026-11")
		if err != nil {
			return err
		}
		made, err := d.bundles.Make(t.Context(), d.who, bundle.Request{Recipient: "education", Lang: app.English, Period: period}, path, nil)
		if err != nil {
			return err
		}
		sent := map[string]bool{}
		for _, number := range made.Numbers {
			sent[number] = true
			covered = number
		}
		for _, row := range d.rows(catalog.Query{}) {
			if !sent[row.Number] {
				home = row.Number
			}
		}
		report, err := d.bundles.CheckFile(t.Context(), path, "")
		if err != nil {
			return err
		}
		answer, err := d.bundles.Answer(t.Context(), d.who, report, bundle.Accepted, "in order", path)
		if err != nil {
			return err
		}
		file, err := os.ReadFile(answer)
		if err != nil {
			return err
		}
		_, err = d.bundles.TakeReceipt(t.Context(), d.who, file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	show := func(args ...string) string {
		out.Reset()
		if err := showEntry(t.Context(), p, args); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	var card entryCard
	if err := json.Unmarshal([]byte(show(covered, "--json")), &card); err != nil {
		t.Fatal(err)
	}
	if len(card.Sent) != 1 || card.Sent[0].Recipient != "education" || card.Sent[0].Period != "2026-11" ||
		card.Sent[0].Receipt == nil || card.Sent[0].Receipt.Decision != "accepted" || card.Sent[0].Receipt.Note != "in order" {
		t.Errorf("%s was sent with %+v", covered, card.Sent)
	}
	if text := show(covered); !strings.Contains(text, "Received on 2026-11-23 (Mon), accepted") || !strings.Contains(text, "in order") {
		t.Errorf("%s says\n%s", covered, text)
	}
	if text := show(home, "--json"); !strings.Contains(text, `"sent": []`) {
		t.Errorf("%s, which stayed home, says\n%s", home, text)
	}
}
