package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"campuskeeper/app"
)

func init() {
	childParts["full disk"] = childOnFullDisk
	childParts["file limit"] = childWithFileLimit
	childParts["lost map"] = childWithLostMap
}

// run runs a child that plays a part and fails with what it says.
func run(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// smallDisk is the size of the disk that fills up, in bytes.
const smallDisk = 6 << 20

// TestFullDisk fills a real small disk: a child mounts one in a space of its own,
// which needs no rights. Where the system forbids even that, the next test stands
// alone.
func TestFullDisk(t *testing.T) {
	cmd := child("full disk", t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if err != nil && (len(out) == 0 || strings.Contains(string(out), "mount:")) {
		t.Logf("no disk of its own here: %v %s", err, out)
		return
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

func childOnFullDisk(args []string) error {
	disk := args[0]
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, fmt.Sprintf("size=%d", smallDisk)); err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	o := childOptions(filepath.Join(disk, "vault"))
	o.ballast = 1 << 20
	o.mapSize = 1 << 16
	ctx := context.Background()
	v, _, err := Create(ctx, o, testPassphrase)
	if err != nil {
		return err
	}
	if !exists(v.place.ballast()) {
		return errors.New("no ballast")
	}
	safe, err := fillUp(v)
	if err != nil {
		return err
	}
	if exists(v.place.ballast()) || len(v.Warnings()) == 0 {
		return errors.New("the ballast was not given away, or nobody was told")
	}
	if _, err := v.Keep(ctx, "big.bin", &endlessText{left: smallDisk}, app.KeepOptions{}); app.CodeOf(err) != app.CodeDiskFull {
		return fmt.Errorf("keeping a file: %w", err)
	}
	if _, err := v.Backup(ctx, ""); app.CodeOf(err) != app.CodeDiskFull {
		return fmt.Errorf("backup: %w", err)
	}
	if err := wantAll(v, safe); err != nil {
		return err
	}
	if err := v.Close(); err != nil {
		return err
	}
	// A full disk is no reason not to read.
	if v, err = Open(ctx, o, Passphrase(testPassphrase)); err != nil {
		return err
	}
	if err := wantAll(v, safe); err != nil {
		return err
	}
	// After space was made it goes on.
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%d", 4*smallDisk)); err != nil {
		return err
	}
	id := app.NewID()
	err = v.Write(ctx, director, func(w app.Writer) error { return w.Put(hazard(id, 1)) })
	if err != nil {
		return err
	}
	fmt.Printf("%d records before the disk was full", len(safe))
	return errors.Join(wantAll(v, append(safe, id)), v.Close())
}

// fillUp writes until the disk is full and returns what was acknowledged.
func fillUp(v *Vault) (safe []app.ID, err error) {
	for n := range 100_000 {
		id := app.NewID()
		err := v.Write(context.Background(), director, func(w app.Writer) error { return w.Put(hazard(id, n)) })
		if app.CodeOf(err) == app.CodeDiskFull {
			return safe, nil
		}
		if err != nil {
			return nil, err
		}
		safe = append(safe, id)
	}
	return nil, errors.New("the disk never filled")
}

// wantAll fails unless exactly these records are there and everything is whole.
func wantAll(v *Vault, ids []app.ID) error {
	r, err := v.Check(context.Background(), nil)
	if err != nil {
		return err
	}
	if !r.Whole() || r.Records != len(ids) {
		return fmt.Errorf("%d records, want %d: %v", r.Records, len(ids), r.Problems)
	}
	for _, id := range ids {
		if _, err := get(v, id); err != nil {
			return err
		}
	}
	return nil
}

// TestFileLimit runs into a limit on the size of files, which looks like a full disk.
func TestFileLimit(t *testing.T) { run(t, child("file limit", t.TempDir())) }

func childWithFileLimit(args []string) error {
	signal.Ignore(syscall.SIGXFSZ) // the limit then is an error and not the end
	o := childOptions(filepath.Join(args[0], "vault"))
	o.mapSize = 1 << 16
	v, _, err := Create(context.Background(), o, testPassphrase)
	if err != nil {
		return err
	}
	limit := func(bytes uint64) error {
		return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: unix.RLIM_INFINITY})
	}
	if err := limit(1 << 19); err != nil {
		return err
	}
	safe, err := fillUp(v)
	if err != nil {
		return err
	}
	if err := wantAll(v, safe); err != nil {
		return err
	}
	if err := limit(unix.RLIM_INFINITY); err != nil {
		return err
	}
	id := app.NewID()
	err = v.Write(context.Background(), director, func(w app.Writer) error { return w.Put(hazard(id, 1)) })
	return errors.Join(err, wantAll(v, append(safe, id)), v.Close())
}

// TestLostMap takes address space away, so that the growing database cannot be
// mapped any more. bbolt never recovers from that by itself.
func TestLostMap(t *testing.T) { run(t, child("lost map", t.TempDir())) }

func childWithLostMap(args []string) error {
	o := childOptions(filepath.Join(args[0], "vault"))
	o.mapSize = 1 << 16
	ctx := context.Background()
	v, _, err := Create(ctx, o, testPassphrase)
	if err != nil {
		return err
	}
	first := app.NewID()
	err = v.Write(ctx, director, func(w app.Writer) error { return w.Put(hazard(first, 1)) })
	if err != nil {
		return err
	}
	count := 1
	write := func(megabytes int) error {
		err := v.Write(ctx, director, func(w app.Writer) error {
			return w.Put(app.Record{Kind: app.KindSetting, ID: app.NewID(), Value: make([]byte, megabytes<<20)})
		})
		if err == nil {
			count++
		}
		return err
	}
	limit := func(bytes uint64) error {
		return unix.Setrlimit(unix.RLIMIT_AS, &unix.Rlimit{Cur: bytes, Max: unix.RLIM_INFINITY})
	}
	// The map doubles: at 32 MB of data it wants 64. What lies between must be enough
	// for the small writes and too little for the map.
	for size := int64(0); size < 24<<20; {
		if err := write(1); err != nil {
			return err
		}
		err := v.view(func(s *session) error {
			size = s.tx.Size()
			return nil
		})
		if err != nil {
			return err
		}
	}
	used, err := addressSpace()
	if err != nil {
		return err
	}
	if err := limit(used + 24<<20); err != nil {
		return err
	}
	var failure error
	for n := 0; n < 32 && failure == nil; n++ {
		failure = write(1)
	}
	if err := limit(unix.RLIM_INFINITY); err != nil {
		return err
	}
	if failure == nil {
		return errors.New("the map was not lost: the test tests nothing")
	}
	if _, err := get(v, first); err != nil {
		return fmt.Errorf("reading after the map was lost (%w): %w", failure, err)
	}
	if err := write(8); err != nil {
		return fmt.Errorf("writing after the map was lost (%w): %w", failure, err)
	}
	r, err := v.Check(ctx, nil)
	if err != nil || !r.Whole() || r.Records != count {
		return fmt.Errorf("%v %v", r, err)
	}
	return v.Close()
}

// addressSpace reads how much of it this process uses, in bytes.
func addressSpace() (uint64, error) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var pages uint64
	_, err = fmt.Sscan(string(text), &pages)
	return pages * uint64(os.Getpagesize()), err
}
