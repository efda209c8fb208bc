package data

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"campuskeeper/app"
)

func TestCloudFolder(t *testing.T) {
	for path, want := range map[string]string{
		`C:\Users\li\OneDrive - School\safety`: "OneDrive - School",
		`C:\Users\li\AppData\Local\CK`:         "",
		"/home/li/Dropbox/x":                   "Dropbox",
		"/Users/li/Library/Mobile Documents/x": "Mobile Documents",
		`D:\坚果云\学校`:                            "坚果云",
		`D:\WPS云盘\台账`:                          "WPS云盘",
		"/home/li/.local/share/campuskeeper":   "",
	} {
		if got := cloudFolder(path); got != want {
			t.Errorf("%s: %q", path, got)
		}
	}
}

func TestUNC(t *testing.T) {
	for path, want := range map[string]bool{
		`\\server\share\x`:       true,
		`//server/share`:         true,
		`\\?\UNC\server\share`:   true,
		`\\?\unc\server\share`:   true,
		`\\?\C:\school`:          false,
		`\\.\C:\school`:          false,
		`C:\school`:              false,
		`/home/li/campuskeeper`:  false,
		`\\?\`:                   false,
		`\single\backslash\path`: false,
	} {
		if got := isUNC(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestCloudWarning(t *testing.T) {
	o := testOptions(t)
	o.Dir = filepath.Join(t.TempDir(), "OneDrive", "vault")
	var log strings.Builder
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	v, _ := newVault(t, o)
	found := false
	for _, w := range v.Warnings() {
		found = found || w.Key == "vault.warn.cloud" && w.Args["folder"] == "OneDrive"
	}
	if !found || !strings.Contains(log.String(), "vault.warn.cloud") {
		t.Errorf("warnings %v, log %s", v.Warnings(), log.String())
	}
	if strings.Contains(log.String(), testPassphrase) {
		t.Error("the log holds the passphrase")
	}
}

// TestNobodyElseMayLook: folder and files are the user's alone.
func TestNobodyElseMayLook(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // rights there come from the folder of the user
	}
	o := testOptions(t)
	v, _ := newVault(t, o)
	if _, err := v.Keep(context.Background(), "a.txt", strings.NewReader("a"), app.KeepOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Backup(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	err := filepath.WalkDir(o.Dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCreate(t *testing.T) {
	ctx := context.Background()
	o := testOptions(t)
	_, _, err := Create(ctx, o, "")
	wantCode(t, err, app.CodeInvalid, "vault.passphrase.empty")
	if Exists(o.Dir) {
		t.Error("something was made")
	}
	_, err = Open(ctx, o, Passphrase(testPassphrase))
	wantCode(t, err, app.CodeNotFound, "vault.none")
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, _, err = Create(cancelled, o, testPassphrase)
	wantCode(t, err, app.CodeCanceled, "")
	v, code := newVault(t, o)
	if !Exists(o.Dir) || v.Path() != o.Dir || CheckRecoveryCode(code) != nil {
		t.Errorf("got %s, %q", v.Path(), code)
	}
	_, _, err = Create(ctx, o, testPassphrase)
	wantCode(t, err, app.CodeConflict, "vault.exists")
}

func TestUsualCosts(t *testing.T) {
	if testing.Short() {
		return
	}
	o := testOptions(t)
	o.cost, o.ballast = argonCost{}, 0
	v, _ := newVault(t, o)
	if cost := *v.file.Slots[0].Argon2id; cost != (argonCost{3, 64 << 10, 4}) {
		t.Errorf("got %+v", cost)
	}
	if size := sizeOf(t, v.place.ballast()); size != 16<<20 {
		t.Errorf("ballast of %d bytes", size)
	}
	st, err := v.Stats(context.Background())
	if err != nil || st.FileSize == 0 || st.DiskFree == 0 {
		t.Errorf("got %+v, %v", st, err)
	}
}
