package data

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
)

// killRounds is how often the writing program is killed.
const killRounds = 200

// roundsPerVault bounds the size of what has to be checked after each kill.
const roundsPerVault = 10

// TestKillAtAnyMoment kills a writing program without warning, 200 times. After
// each time no acknowledged record is lost, every record opens and agrees with its
// head and its history, and the chain is whole.
func TestKillAtAnyMoment(t *testing.T) {
	rounds := killRounds
	if testing.Short() {
		rounds = 20
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	acknowledged, seen := 0, 0
	for n := 0; n < rounds; n += roundsPerVault {
		a, s := killOneVault(t, chance, min(roundsPerVault, rounds-n))
		acknowledged, seen = acknowledged+a, seen+s
	}
	t.Logf("%d rounds, %d acknowledged writes, %d records found whole", rounds, acknowledged, seen)
	if acknowledged == 0 {
		t.Error("nothing was ever acknowledged: the test tests nothing")
	}
}

func killOneVault(t *testing.T, chance *rand.Rand, rounds int) (acknowledged, seen int) {
	dir := filepath.Join(t.TempDir(), "vault")
	v, _ := newVault(t, childOptions(dir))
	closeVault(t, v)
	safe := map[app.ID]int{}
	for round := range rounds {
		after := time.Duration(chance.Int64N(int64(60 * time.Millisecond)))
		acknowledged += writeAndDie(t, dir, after, safe)
		v := openVault(t, childOptions(dir))
		wantSafe(t, v, safe)
		if round == rounds-1 || round%3 == 0 {
			seen += wantWhole(t, v).Records
		}
		closeVault(t, v)
		if t.Failed() {
			t.Fatalf("after round %d", round)
		}
	}
	return acknowledged, seen
}

// writeAndDie runs the writer, kills it some time after it is ready, and adds what
// it acknowledged to safe: the newest revision of each record.
func writeAndDie(t *testing.T, dir string, after time.Duration, safe map[app.ID]int) (acknowledged int) {
	t.Helper()
	cmd := child("writer", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("the writer did not start: %q", lines.Text())
	}
	killer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer killer.Stop()
	for lines.Scan() {
		var id app.ID
		var revision int
		line := lines.Text()
		if n, err := fmt.Sscan(line, &id, &revision); err != nil || n != 2 {
			if strings.Contains(line, ":") {
				t.Fatalf("the writer failed: %s", line)
			}
			continue // the line at which it died
		}
		safe[id] = max(revision, safe[id])
		acknowledged++
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the writer ended by itself")
	}
	return acknowledged
}

// wantSafe fails for every acknowledged record that is not there in that revision
// or a later one.
func wantSafe(t *testing.T, v *Vault, safe map[app.ID]int) {
	t.Helper()
	heads, err := v.Heads(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	found := map[app.ID]int{}
	for _, h := range heads {
		found[h.ID] = h.Revision
	}
	for id, revision := range safe {
		if found[id] < revision {
			t.Errorf("record %s: revision %d was acknowledged, %d found", id, revision, found[id])
		}
	}
}
