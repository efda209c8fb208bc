package choose

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/assets/fonts"
	wordfiles "campuskeeper/assets/words"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/words"
)

type memory map[string]string

func (m memory) Recall(key string) string   { return m[key] }
func (m memory) Remember(key, value string) { m[key] = value }

func newChooser(t *testing.T, home string) (*Chooser, *task.Queue, *task.Runner) {
	t.Helper()
	dictionary, err := app.LoadWords(wordfiles.Files())
	if err != nil {
		t.Fatal(err)
	}
	program := test.NewTempApp(t)
	program.Settings().SetTheme(look.New(look.Style{Mode: look.Light}, fonts.Regular(), fonts.Bold()))
	window := test.NewTempWindow(t, nil)
	queue := &task.Queue{}
	clock := app.NewManualClock(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	runner := task.New(queue.Do, clock, &task.ManualTimers{})
	return New(Deps{Words: words.New(dictionary, app.English), Runner: runner, Window: window, Memory: memory{}, Home: home}), queue, runner
}

func TestAnExistingFileIsReplacedOnlyWhenAgreed(t *testing.T) {
	folder := t.TempDir()
	there := filepath.Join(folder, "order.pdf")
	if err := os.WriteFile(there, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, queue, runner := newChooser(t, folder)
	picked := ""
	q := &question{what: save, title: "Save", name: "order.pdf", picked: func(path string) { picked = path }}
	c.ask(q)
	if q.path.Text != there {
		t.Fatalf("offered %q", q.path.Text)
	}
	c.try(q)
	queue.Settle(runner)
	if picked != "" || !q.path.Wrong() || q.field.Message() == "" {
		t.Fatalf("taken without a question: %q", picked)
	}
	c.try(q)
	queue.Settle(runner)
	if picked != there || q.dialog.Showing() {
		t.Errorf("picked %q", picked)
	}
	if c.lastFolder() != folder {
		t.Errorf("remembers %q", c.lastFolder())
	}
}

func TestSchoolsKeepTheirFoldersApart(t *testing.T) {
	c, queue, runner := newChooser(t, "/home/li")
	folder := t.TempDir()
	first := New(c.deps)
	first.deps.School = "/data/first"
	q := &question{what: chooseFolder, title: "Folder", picked: func(string) {}}
	first.ask(q)
	q.path.SetText(folder)
	first.try(q)
	queue.Settle(runner)
	second := New(c.deps)
	second.deps.School = "/data/second"
	if first.lastFolder() != folder || second.lastFolder() != "/home/li" {
		t.Errorf("the first begins in %q, the second in %q", first.lastFolder(), second.lastFolder())
	}
}

func TestUsable(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "a.csv")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		what what
		path string
		want app.Code
	}{
		{open, file, ""},
		{open, folder, app.CodeInvalid},
		{open, filepath.Join(folder, "b.csv"), app.CodeNotFound},
		{open, "", app.CodeInvalid},
		{save, filepath.Join(folder, "b.pdf"), ""},
		{save, file, app.CodeConflict},
		{save, folder, app.CodeInvalid},
		{save, filepath.Join(folder, "no", "b.pdf"), app.CodeNotFound},
		{chooseFolder, folder, ""},
		{chooseFolder, file, app.CodeInvalid},
	}
	for _, test := range tests {
		if _, err := usable(test.what, test.path, false); app.CodeOf(err) != test.want {
			t.Errorf("%s %s gives %v, want %q", test.what, test.path, err, test.want)
		}
	}
}

func TestPathsComeWithQuotationMarks(t *testing.T) {
	if got := unquoted(` "C:\Users\x y.csv" `); got != `C:\Users\x y.csv` {
		t.Error(got)
	}
}
