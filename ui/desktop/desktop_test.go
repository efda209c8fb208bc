package desktop_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/ui/desktop"
)

// programs are the programs of a made-up computer and what they answer.
type programs struct {
	answers map[string]string // "name argument …" → output; names alone are found
	refuse  bool
	called  []string
}

func (p *programs) Find(name string) bool {
	for call := range p.answers {
		if call == name || strings.HasPrefix(call, name+" ") {
			return true
		}
	}
	return false
}

func (p *programs) Run(_ context.Context, name string, args ...string) (string, error) {
	call := strings.Join(append([]string{name}, args...), " ")
	p.called = append(p.called, call)
	if p.refuse {
		return "out of paper", errors.New("exit status 1")
	}
	return p.answers[call], nil
}

func TestOpenUsesTheSystemsProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "整改通知书.pdf")
	for system, name := range map[string]string{"linux": "xdg-open", "darwin": "open"} {
		computer := &programs{answers: map[string]string{name: ""}}
		if err := (desktop.Opener{System: system, Commands: computer}).Open(t.Context(), file); err != nil {
			t.Errorf("%s: %v", system, err)
		}
		if !slices.Equal(computer.called, []string{name + " " + file}) {
			t.Errorf("%s called %v", system, computer.called)
		}
	}
	err := desktop.Opener{System: "linux", Commands: &programs{}}.Open(t.Context(), file)
	if app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("without a program: %v", err)
	}
}

func cups() *programs {
	return &programs{answers: map[string]string{
		"lp": "", "lpstat -e": "Copier\nOffice\n", "lpstat -d": "system default destination: Office\n",
	}}
}

func TestPrintersListTheDefaultFirst(t *testing.T) {
	got := desktop.Printers{System: "linux", Commands: cups()}.List(t.Context())
	if !slices.Equal(got, []string{"Office", "Copier"}) {
		t.Errorf("printers %v", got)
	}
	if got := (desktop.Printers{System: "linux", Commands: &programs{}}).List(t.Context()); got != nil {
		t.Errorf("printers without CUPS: %v", got)
	}
}

func TestPrintGivesTheJobToCUPS(t *testing.T) {
	computer := cups()
	printers := desktop.Printers{System: "linux", Commands: computer}
	job := desktop.PrintJob{File: "-order.pdf", Title: "整改通知书", Printer: "Copier", Copies: 2, Sides: desktop.LongEdge}
	if err := printers.Print(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	want := "lp -n 2 -d Copier -o sides=two-sided-long-edge -o media=A4 -t 整改通知书 -- -order.pdf"
	if got := computer.called[len(computer.called)-1]; got != want {
		t.Errorf("called %q, want %q", got, want)
	}
	computer.refuse = true
	if err := printers.Print(t.Context(), job); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("no printer answers: %v", err)
	}
}

func TestPrintOnWindowsPrintsEachCopy(t *testing.T) {
	var printed []string
	printers := desktop.Printers{System: "windows", Shell: func(file string) error {
		printed = append(printed, file)
		return nil
	}}
	if err := printers.Print(t.Context(), desktop.PrintJob{File: `C:\a b.pdf`, Copies: 2}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(printed, []string{`C:\a b.pdf`, `C:\a b.pdf`}) {
		t.Errorf("printed %v", printed)
	}
	printers.Shell = func(string) error { return errors.New("no program for PDF") }
	if err := printers.Print(t.Context(), desktop.PrintJob{File: "a.pdf"}); app.CodeOf(err) != app.CodeInternal {
		t.Errorf("refused print: %v", err)
	}
}

func TestAlertIsAlwaysOnStderrAndInTheFirstBoxThereIs(t *testing.T) {
	for _, c := range []struct {
		name, system string
		found        []string
		want         string
	}{
		{"GNOME", "linux", []string{"zenity", "xmessage"}, "zenity --error --no-markup --title T --text words"},
		{"KDE", "linux", []string{"kdialog"}, "kdialog --title T --error words"},
		{"bare X", "linux", []string{"xmessage"}, "xmessage -center T\n\nwords"},
		{"nothing", "linux", nil, ""},
	} {
		computer := &programs{answers: map[string]string{}}
		for _, name := range c.found {
			computer.answers[name] = ""
		}
		var out bytes.Buffer
		desktop.Alerter{System: c.system, Commands: computer, Out: &out}.Alert(t.Context(), "T", "words")
		if out.String() != "T\nwords\n" {
			t.Errorf("%s: stderr %q", c.name, out.String())
		}
		if got := strings.Join(computer.called, "|"); got != c.want {
			t.Errorf("%s: called %q, want %q", c.name, got, c.want)
		}
	}
	computer := &programs{answers: map[string]string{"xmessage": ""}}
	long := strings.TrimSpace(strings.Repeat("Your data is untouched. ", 8))
	desktop.Alerter{System: "linux", Commands: computer, Out: &bytes.Buffer{}}.Alert(t.Context(), "T", long)
	for _, line := range strings.Split(computer.called[0], "\n") {
		if len(line) > 72 {
			t.Errorf("line of %d characters in the plainest box: %q", len(line), line)
		}
	}
	boxed := ""
	desktop.Alerter{System: "windows", Out: &bytes.Buffer{}, Box: func(title, text string) error {
		boxed = title + ": " + text
		return nil
	}}.Alert(t.Context(), "T", "words")
	if boxed != "T: words" {
		t.Errorf("Windows showed %q", boxed)
	}
}

func env(pairs ...string) desktop.Environment {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestHasDisplay(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }() // the end of the test
	port := listener.Addr().(*net.TCPAddr).Port
	there := env("DISPLAY", "127.0.0.1:"+strconv.Itoa(port-6000)+".0")
	for name, c := range map[string]struct {
		system string
		env    desktop.Environment
		want   bool
	}{
		"Windows":          {"windows", env(), true},
		"no DISPLAY":       {"linux", env(), false},
		"senseless":        {"linux", env("DISPLAY", "screen"), false},
		"nobody answers":   {"linux", env("DISPLAY", "127.0.0.1:1"), false},
		"a server answers": {"linux", there, port >= 6000},
	} {
		if got := desktop.HasDisplay(c.system, c.env); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestInputMethodNeedsX11ForChinese(t *testing.T) {
	x11 := func(got map[string]string) bool { return got["FYNE_PLATFORM"] == "x11" && len(got) == 1 }
	for name, c := range map[string]struct {
		system string
		lang   app.Lang
		env    desktop.Environment
		want   bool
	}{
		"Chinese program":       {"linux", app.Chinese, env("DISPLAY", ":0", "LANG", "en_GB.UTF-8"), true},
		"Chinese computer":      {"linux", app.English, env("DISPLAY", ":0", "LANG", "zh_CN.UTF-8"), true},
		"English":               {"linux", app.English, env("DISPLAY", ":0", "LANG", "en_GB.UTF-8"), false},
		"the user chose":        {"linux", app.Chinese, env("DISPLAY", ":0", "FYNE_PLATFORM", "wayland"), false},
		"no X server":           {"linux", app.Chinese, env(), false},
		"Windows has its own":   {"windows", app.Chinese, env(), false},
		"XMODIFIERS left alone": {"linux", app.Chinese, env("DISPLAY", ":0", "XMODIFIERS", "@im=fcitx"), true},
	} {
		if got := desktop.InputMethod(c.system, c.lang, c.env); x11(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestNoticesArePlain(t *testing.T) {
	for text, want := range map[string]string{
		"5 overdue, 3 due today.":      "5 overdue, 3 due today.",
		"逾期 5 项，今日到期 3 项":              "逾期 5 项，今日到期 3 项",
		"$(calc) `rm` \"a\" '; x":      "(calc) rm a ; x",
		"<b>bold</b>\n& more\\":        "bbold/b\n more",
		strings.Repeat("安", 500):       strings.Repeat("安", 400),
		"  \t one line\r\n\x00\x1b[0m": "one line \n0m",
	} {
		if got := desktop.Plain(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"", "$(x)", "`", "安全\x00", "<a href='x'>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		plain := desktop.Plain(text)
		if strings.ContainsAny(plain, "$`\"'\\<>&|{}\x00\n\r\t") {
			t.Errorf("%q is shown as %q", text, plain)
		}
		if len([]rune(plain)) > 200 {
			t.Errorf("%q is too long", plain)
		}
	})
}

func TestSecondStartShowsTheFirst(t *testing.T) {
	folder := t.TempDir()
	first, err := desktop.Claim(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	shown, served := make(chan struct{}, 1), make(chan error, 1)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { served <- first.Serve(ctx, func() { shown <- struct{}{} }) }()

	_, err = desktop.Claim(t.Context(), folder)
	var told *app.Error
	if !errors.As(err, &told) || told.Code != app.CodeInUse || told.Key != "shell.instance.shown" {
		t.Fatalf("second start: %v", err)
	}
	<-shown
	stop()
	if err := <-served; err != nil {
		t.Errorf("serving ended with %v", err)
	}
	if err := first.Release(); err != nil {
		t.Error(err)
	}
	third, err := desktop.Claim(t.Context(), folder)
	if err != nil {
		t.Fatalf("after the first ended: %v", err)
	}
	if err := third.Release(); err != nil {
		t.Error(err)
	}
}

func TestStrangerCannotAskForTheWindow(t *testing.T) {
	folder := t.TempDir()
	first, err := desktop.Claim(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() {
		served <- first.Serve(t.Context(), func() { t.Error("a stranger without the secret was let in") })
	}()
	file := filepath.Join(folder, "instance.address")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	address, _, _ := strings.Cut(string(text), "\n")
	if err := os.WriteFile(file, []byte(address+"\nwrong\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = desktop.Claim(t.Context(), folder)
	var told *app.Error
	if !errors.As(err, &told) || told.Key != "shell.instance.silent" {
		t.Errorf("stranger was told %v", err)
	}
	if err := first.Release(); err != nil {
		t.Error(err)
	}
	if err := <-served; err != nil {
		t.Errorf("serving ended with %v", err)
	}
}

// hands are timers that the test turns.
type hands struct{ waiting []func() }

func (h *hands) AfterFunc(_ time.Duration, f func()) (stop func()) {
	h.waiting = append(h.waiting, f)
	n := len(h.waiting) - 1
	return func() { h.waiting[n] = nil }
}

func (h *hands) pass() {
	for _, f := range h.waiting {
		if f != nil {
			f()
		}
	}
}

func TestFirstFrameThatNeverComesIsTold(t *testing.T) {
	var clock hands
	late := 0
	desktop.FirstFrame(&clock, 8*time.Second, func() { late++ })
	appeared := desktop.FirstFrame(&clock, 8*time.Second, func() { late += 10 })
	appeared()
	clock.pass()
	if late != 1 {
		t.Errorf("late %d, want the first window only", late)
	}
}
