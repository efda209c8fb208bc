package data

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"campuskeeper/app"
)

func tryKey(o Options, key Key) error {
	v, err := Open(context.Background(), o, key)
	if err == nil {
		err = v.Close()
	}
	return err
}

func TestKeys(t *testing.T) {
	o := testOptions(t)
	v, code := newVault(t, o)
	id := app.NewID()
	put(t, v, hazard(id, 1))
	closeVault(t, v)

	wantCode(t, tryKey(o, Passphrase(otherWord)), app.CodeLocked, "vault.locked.passphrase")
	wantCode(t, tryKey(o, Passphrase("")), app.CodeLocked, "")
	for _, key := range []Key{
		Passphrase(testPassphrase),
		Passphrase("竹林　ｑｕｉｅｔ　ｒｉｖｅｒ　７"), // an input method left on
		RecoveryCode(code),
		RecoveryCode(strings.ToLower(code)),
		RecoveryCode(strings.ReplaceAll(code, " ", "-")),
		RecoveryCode("\n" + strings.ReplaceAll(code, " ", "") + " "),
	} {
		if err := tryKey(o, key); err != nil {
			t.Errorf("%q: %v", key.secret, err)
		}
	}
	other, err := newRecoveryCode()
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, tryKey(o, RecoveryCode(other)), app.CodeLocked, "vault.locked.code")
	wantCode(t, tryKey(o, RecoveryCode(code[:20])), app.CodeInvalid, "vault.code.length")
}

func TestKeyNeverShowsItself(t *testing.T) {
	for _, format := range []string{"%v", "%s", "%+v", "%#v", "%q"} {
		if text := fmt.Sprintf(format, Passphrase(testPassphrase)); strings.Contains(text, "quiet") {
			t.Errorf("%s shows %s", format, text)
		}
	}
}

func TestChangePassphrase(t *testing.T) {
	ctx := context.Background()
	o := testOptions(t)
	v, code := newVault(t, o)
	oldFile, err := os.ReadFile(place(o.Dir).keyFile())
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, v.ChangePassphrase(ctx, Passphrase(otherWord), "new one"), app.CodeLocked, "vault.locked.passphrase")
	wantCode(t, v.ChangePassphrase(ctx, Passphrase(testPassphrase), ""), app.CodeInvalid, "vault.passphrase.empty")
	if err := v.ChangePassphrase(ctx, Passphrase(testPassphrase), "second word"); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	wantCode(t, tryKey(o, Passphrase(testPassphrase)), app.CodeLocked, "")
	if err := tryKey(o, Passphrase("second word")); err != nil {
		t.Fatal(err)
	}

	// A copy of the old key file put back does not bring the old passphrase back.
	if err := os.WriteFile(place(o.Dir).keyFile(), oldFile, fileMode); err != nil {
		t.Fatal(err)
	}
	wantCode(t, tryKey(o, Passphrase(testPassphrase)), app.CodeLocked, "vault.locked.passphrase")
	if err := tryKey(o, Passphrase("second word")); err != nil {
		t.Fatal(err)
	}

	// Who forgot it sets a new one with the recovery code.
	v, err = Open(ctx, o, RecoveryCode(code))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase(ctx, RecoveryCode(code), "third word"); err != nil {
		t.Fatal(err)
	}
	fresh, err := v.NewRecoveryCode(ctx, Passphrase("third word"))
	if err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	wantCode(t, tryKey(o, RecoveryCode(code)), app.CodeLocked, "vault.locked.code")
	if err := tryKey(o, RecoveryCode(fresh)); err != nil {
		t.Fatal(err)
	}
}

func TestLostKeyFile(t *testing.T) {
	o := testOptions(t)
	v, _ := newVault(t, o)
	closeVault(t, v)
	for _, content := range [][]byte{nil, []byte("{}"), []byte("garbage")} {
		if err := os.Remove(place(o.Dir).keyFile()); err != nil {
			t.Fatal(err)
		}
		if content != nil {
			if err := os.WriteFile(place(o.Dir).keyFile(), content, fileMode); err != nil {
				t.Fatal(err)
			}
		}
		closeVault(t, openVault(t, o))
		text, err := os.ReadFile(place(o.Dir).keyFile())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := readKeyFile(text); err != nil {
			t.Errorf("the key file was not mended: %v", err)
		}
	}
}

// TestKeyFileChangedByHand changes every field of a key file in turn. Cheaper costs,
// another salt, a slot taken from elsewhere: nothing of it opens.
func TestKeyFileChangedByHand(t *testing.T) {
	f, _, code, err := newKeyFile(testPassphrase, argonCost{Time: 2, MemoryKiB: 128, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	text, err := f.bytes()
	if err != nil {
		t.Fatal(err)
	}
	other, _, _, err := newKeyFile(testPassphrase, argonCost{Time: 2, MemoryKiB: 128, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(f *keyFile){
		"cheaper time":        func(f *keyFile) { f.Slots[0].Argon2id.Time = 1 },
		"cheaper memory":      func(f *keyFile) { f.Slots[0].Argon2id.MemoryKiB = 64 },
		"fewer lanes":         func(f *keyFile) { f.Slots[0].Argon2id.Threads = 2 },
		"salt":                func(f *keyFile) { f.Slots[0].Salt[0] ^= 1 },
		"database":            func(f *keyFile) { f.Database = other.Database },
		"name":                func(f *keyFile) { f.Slots[0].Name = "director" },
		"slot of another":     func(f *keyFile) { f.Slots[0] = other.Slots[0] },
		"older revision":      func(f *keyFile) { f.Revision = 7 },
		"one slot less":       func(f *keyFile) { f.Slots = f.Slots[:1] },
		"exchanged keys":      func(f *keyFile) { f.Slots[0].School, f.Slots[0].Restricted = f.Slots[0].Restricted, f.Slots[0].School },
		"no second key":       func(f *keyFile) { f.Slots[0].Restricted = nil },
		"bit of wrapped key":  func(f *keyFile) { f.Slots[0].School[30] ^= 4 },
		"recovery passphrase": func(f *keyFile) { f.Slots[1].Kind = slotPassphrase; f.Slots[1].Argon2id = &argonCost{1, 64, 1} },
	} {
		changed, err := readKeyFile(text)
		if err != nil {
			t.Fatal(err)
		}
		change(changed)
		again, err := changed.bytes()
		if err != nil {
			t.Fatal(err)
		}
		if changed, err = readKeyFile(again); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, _, err := changed.unlock(Passphrase(testPassphrase)); err == nil {
			t.Errorf("%s: opens", name)
		}
	}
	if _, _, err := f.unlock(RecoveryCode(code)); err != nil {
		t.Error(err)
	}
}

func TestKeyFileOutOfRange(t *testing.T) {
	f, _, _, err := newKeyFile(testPassphrase, argonCost{Time: 1, MemoryKiB: 64, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(f *keyFile){
		"huge memory": func(f *keyFile) { f.Slots[0].Argon2id.MemoryKiB = 1 << 31 },
		"huge time":   func(f *keyFile) { f.Slots[0].Argon2id.Time = 1 << 30 },
		"no lanes":    func(f *keyFile) { f.Slots[0].Argon2id.Threads = 0 },
		"no slots":    func(f *keyFile) { f.Slots = nil },
		"short salt":  func(f *keyFile) { f.Slots[0].Salt = f.Slots[0].Salt[:4] },
		"format":      func(f *keyFile) { f.Format = "zip" },
		"newer":       func(f *keyFile) { f.Version = 2 },
	} {
		changed := *f
		cost := *f.Slots[0].Argon2id
		changed.Slots = append([]slot(nil), f.Slots...)
		changed.Slots[0].Argon2id = &cost
		change(&changed)
		text, err := json.Marshal(changed)
		if err != nil {
			t.Fatal(err)
		}
		_, err = readKeyFile(text)
		if code := app.CodeOf(err); code != app.CodeCorrupt && (name != "newer" || code != app.CodeConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRestricted shows what someone without the second key can see: not the record,
// not its head, not its history, not its attachment, but that the chain is whole.
func TestRestricted(t *testing.T) {
	ctx := context.Background()
	o := testOptions(t)
	v, _ := newVault(t, o)
	if err := v.Grant(ctx, Passphrase(testPassphrase), "clerk", "clerk's word", false); err != nil {
		t.Fatal(err)
	}
	open, secret := app.NewID(), app.NewID()
	dispute := hazard(secret, 2)
	dispute.Sensitivity, dispute.Head.Sensitivity, dispute.Head.Ledger = app.Restricted, app.Restricted, "dispute"
	put(t, v, hazard(open, 1), dispute)
	photo, err := v.Keep(ctx, "letter.txt", strings.NewReader("the names of two pupils"), app.KeepOptions{Sensitivity: app.Sealed})
	if err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)

	v, err = Open(ctx, o, Passphrase("clerk's word"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { closeVault(t, v) }()
	if v.MayReadRestricted() {
		t.Error("the clerk holds the second key")
	}
	_, err = get(v, secret)
	wantCode(t, err, app.CodeLocked, "vault.record.locked")
	heads, err := v.Heads(ctx)
	if err != nil || len(heads) != 1 || heads[0].ID != open {
		t.Errorf("heads %v, %v", heads, err)
	}
	mustRead(t, v, func(r app.Reader) error {
		_, err := r.History(app.KindEntry, secret)
		wantCode(t, err, app.CodeLocked, "")
		return r.Each(app.KindEntry, func(id app.ID, _ func(any) error) error {
			if id != open {
				t.Errorf("Each shows %s", id)
			}
			return nil
		})
	})
	_, _, err = v.OpenAttachment(ctx, photo.Hash)
	wantCode(t, err, app.CodeLocked, "")
	for name, do := range map[string]func(w app.Writer) error{
		"overwrite": func(w app.Writer) error { return w.Put(hazard(secret, 3)) },
		"remove":    func(w app.Writer) error { return w.Remove(app.KindEntry, secret, app.History{Action: "undone"}) },
		"note":      func(w app.Writer) error { return w.Note(app.KindEntry, secret, app.History{Action: "printed"}) },
		"add":       func(w app.Writer) error { r := dispute; r.ID = app.NewID(); return w.Put(r) },
	} {
		if err := v.Write(ctx, director, do); app.CodeOf(err) != app.CodeLocked {
			t.Errorf("%s: %v", name, err)
		}
	}
	if r := wantWhole(t, v); r.Records != 1 || r.Locked != 2 || r.Entries != 2 {
		t.Errorf("got %+v", r)
	}
	wantCode(t, v.Grant(ctx, Passphrase("clerk's word"), "friend", "word", true), app.CodeLocked, "")
	if err := v.ChangePassphrase(ctx, Passphrase("clerk's word"), "clerk's new word"); err != nil {
		t.Fatal(err)
	}
	if err := v.Revoke(ctx, Passphrase(testPassphrase), "clerk"); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	wantCode(t, tryKey(o, Passphrase("clerk's new word")), app.CodeLocked, "")
	v = openVault(t, o)
	if _, err := get(v, secret); err != nil {
		t.Error(err)
	}
	mustRead(t, v, func(r app.Reader) error {
		entries, err := r.History(app.KindEntry, secret)
		if len(entries) != 1 {
			t.Errorf("history %v", entries)
		}
		return err
	})
}

// TestNothingInTheOpen looks for the words of records in all files of a vault.
func TestNothingInTheOpen(t *testing.T) {
	o := testOptions(t)
	v, code := newVault(t, o)
	put(t, v, hazard(app.NewID(), 1), app.Record{Kind: app.KindSetting, ID: "school", Value: "Riverside School"})
	mustWrite(t, v, func(w app.Writer) error { _, err := w.Next("YH-2026"); return err })
	if _, err := v.Keep(context.Background(), "Zhang San.txt", strings.NewReader("Zhang San fell"), app.KeepOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Backup(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	secrets := []string{
		"消防栓", "教学楼", "hydrant", "YH-2026", "Riverside", "Zhang", "Li Wei", "added",
		testPassphrase, code, strings.ReplaceAll(code, " ", ""),
	}
	err := eachFile(o.Dir, func(path string, content []byte) {
		for _, secret := range secrets {
			if bytes.Contains(content, []byte(secret)) || strings.Contains(path, secret) {
				t.Errorf("%s tells %q", path, secret)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRecoveryCode(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		code, err := newRecoveryCode()
		if err != nil {
			rt.Fatal(err)
		}
		if err := CheckRecoveryCode(strings.ToLower(code)); err != nil {
			rt.Fatal(err)
		}
		if len(code) != 39 || strings.ContainsAny(code, "0O1IL") {
			rt.Fatalf("code %q", code)
		}
		at := rapid.IntRange(0, len(code)-1).Filter(func(i int) bool { return code[i] != ' ' }).Draw(rt, "at")
		letter := rapid.SampledFrom([]byte(recoveryAlphabet)).Filter(func(b byte) bool { return b != code[at] }).Draw(rt, "letter")
		typo := code[:at] + string(letter) + code[at+1:]
		err = CheckRecoveryCode(typo)
		if app.CodeOf(err) != app.CodeInvalid || err.(*app.Error).Args["group"] != at/5+1 {
			rt.Fatalf("typo at %d: %v", at, err)
		}
		plain := strings.ReplaceAll(code, " ", "")
		i := rapid.IntRange(0, len(plain)-2).Draw(rt, "swap")
		swapped := plain[:i] + plain[i+1:i+2] + plain[i:i+1] + plain[i+2:]
		if swapped != plain && CheckRecoveryCode(swapped) == nil {
			rt.Fatalf("swap at %d of %s is not noticed", i, plain)
		}
	})
	for text, key := range map[string]string{
		"":                      "vault.code.length",
		"K7QM 2XRD":             "vault.code.length",
		"O7QM":                  "vault.code.letter",
		"K7QM 2XR1":             "vault.code.letter",
		"K7QM*":                 "vault.code.letter",
		strings.Repeat("2", 33): "vault.code.length",
	} {
		wantCode(t, CheckRecoveryCode(text), app.CodeInvalid, key)
	}
}
