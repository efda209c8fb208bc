package bundles

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"campuskeeper/app"
	"campuskeeper/app/bundle"
	"campuskeeper/assets/fonts"
	wordfiles "campuskeeper/assets/words"
	"campuskeeper/ui/look"
	"campuskeeper/ui/task"
	"campuskeeper/ui/widgets"
	"campuskeeper/ui/words"
)

// school answers the screen with an ordinary November.
type school struct {
	requests []bundle.Request
	sent     []bundle.Sent
	report   bundle.Report
	fail     error
	wait     chan struct{}
	receipt  []byte
	trusted  string
	answered string
}

func both(en, zh string) app.Text { return app.Text{app.English: en, app.Chinese: zh} }

func (s *school) Profiles() []bundle.Profile {
	return []bundle.Profile{
		{
			Name: "education", Title: both("District education bureau, monthly", "区教育局（月报）"), Span: bundle.Monthly, Due: bundle.Due{Day: 31},
			Bases: []bundle.Basis{{Name: "mandatory-report", Title: both("Mandatory report", "强制报告")}},
		},
		{Name: "police", Title: both("Police station, campus security", "派出所（校园安全防范）"), Span: bundle.Monthly, Due: bundle.Due{Months: 1, Day: 5}},
	}
}

func (s *school) Missing(context.Context, bundle.Profile, app.Period, app.Day) (bundle.Completeness, error) {
	return bundle.Completeness{Expected: 11, There: 7, Gaps: []bundle.Gap{
		{Name: "overdue", Ledger: "hazard", Count: 3, What: both("hazards overdue", "项隐患逾期未销号"), Note: both("Close, or extend with a reason", "销号，或说明原因办理延期"), Grave: true, Action: bundle.ActionShow, Numbers: []string{"a", "b", "c"}},
		{Name: "alarm", Ledger: "alarm-test", Count: 1, What: both("one-key alarm test to do", "次一键式报警测试未做"), Note: both("Once a month", "每月一次"), Action: bundle.ActionAdd},
		{Name: "owner", Ledger: "hazard", Count: 1, What: both("hazard without a responsible person", "项隐患未落实整改责任人"), Note: both("Name who puts it right", "补填整改责任人"), Action: bundle.ActionOpen, Numbers: []string{"YH-2026-0412"}},
	}}, nil
}

func (s *school) Preview(_ context.Context, r bundle.Request) (bundle.Preview, error) {
	s.requests = append(s.requests, r)
	if s.fail != nil {
		return bundle.Preview{}, s.fail
	}
	v := bundle.Preview{Workbooks: 1, Size: 21e6, Seal: "age1qqqqqqqqqqqqqqqqqqqq7k2q"}
	v.Figures = []bundle.Figure{
		{Name: "found", Title: both("Hazards found", "发现隐患"), Value: 31, Before: 26, Had: true, WasSent: true},
		{Name: "closed", Title: both("Hazards closed", "已销号"), Value: 28, Before: 29, Had: true, WasSent: true},
		{Name: "share", Title: both("Closed of found, %", "整改率（%）"), Value: 84, Before: 92, Had: true, WasSent: true, Worse: true},
		{Name: "late", Title: both("Overdue", "逾期未销号"), Value: 3, Before: 1, Had: true, WasSent: true, Worse: true},
		{Name: "tests", Title: both("One-key alarm tests", "一键式报警测试"), None: true},
		{Name: "open", Title: both("Conflicts, open", "未化解矛盾纠纷"), Value: 1, Before: 1, Had: true, WasSent: true},
	}
	v.Masks = []bundle.Mask{{Ledger: both("Visitors", "来访人员登记台账"), Field: both("Phone", "联系电话"), Count: 14}}
	v.Tables, v.Masked, v.Photos, v.Forms = make([]bundle.Count, 4), 14, 58, 9
	if r.Basis != "" {
		v.Named = 2
	}
	if len(s.sent) > 0 {
		v.Last = &s.sent[0]
	}
	return v, nil
}

func (s *school) Make(ctx context.Context, _ app.Actor, r bundle.Request, path string, progress bundle.Progress) (bundle.Made, error) {
	s.requests = append(s.requests, r)
	progress(bundle.PartFiles, 1, 2)
	if s.wait != nil {
		select {
		case <-s.wait:
		case <-ctx.Done():
			return bundle.Made{}, app.Wrap(ctx.Err(), app.CodeCanceled, "task.canceled")
		}
	}
	if s.fail != nil {
		return bundle.Made{}, s.fail
	}
	return bundle.Made{Path: filepath.Join(path, "滨河_2026-11_education.zip"), Sent: bundle.Sent{File: "滨河_2026-11_education.zip", Cover: bundle.Cover{Check: "0011223344556677"}, Size: 21e6, Entries: make([]app.ID, 31)}, Report: s.report}, nil
}

func (s *school) Sent(context.Context) ([]bundle.Sent, error) { return s.sent, s.fail }

func (s *school) TakeReceipt(_ context.Context, _ app.Actor, file []byte) (bundle.Receipted, error) {
	s.receipt = file
	return bundle.Receipted{Sent: s.sent[0]}, s.fail
}

func (s *school) CheckFile(_ context.Context, path, identity string) (bundle.Report, error) {
	if strings.HasSuffix(path, ".age") && identity != "the key" {
		return bundle.Report{}, app.Errorf(app.CodeLocked, "bundle.sealed")
	}
	return s.report, s.fail
}

func (s *school) Answer(_ context.Context, _ app.Actor, about bundle.Report, decision bundle.Decision, note, path string) (string, error) {
	s.answered = string(decision) + " " + note
	return path + ".receipt.json", s.fail
}

func (s *school) Trust(_ context.Context, _ app.Actor, owner, key string) error {
	s.trusted = owner + " " + key
	return s.fail
}

type memory map[string]string

func (m memory) Recall(key string) string   { return m[key] }
func (m memory) Remember(key, value string) { m[key] = value }

// desk is the screen on a window without a display.
type desk struct {
	t        *testing.T
	school   *school
	screen   *Screen
	window   fyne.Window
	queue    *task.Queue
	runner   *task.Runner
	book     *words.Book
	memory   memory
	gaps     []string
	covers   []string
	revealed string
	picked   string
}

func newDesk(t *testing.T, lang app.Lang) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Style{}, fonts.Regular(), fonts.Bold()))
	all, err := app.LoadWords(wordfiles.Files())
	if err != nil {
		t.Fatal(err)
	}
	clock := app.NewManualClock(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	d := &desk{t: t, queue: &task.Queue{}, book: words.New(all, lang), memory: memory{}, school: &school{report: bundle.Report{Files: 80, Signer: "Riverside School"}}}
	d.school.sent = []bundle.Sent{{
		File: "october.zip", Title: d.school.Profiles()[0].Title, Period: app.Period{From: app.MustDay("2026-10-01"), To: app.MustDay("2026-10-31")},
		Made: time.Date(2026, 10, 30, 9, 0, 0, 0, time.UTC), By: "D. Whitlock", Size: 19e6, Entries: make([]app.ID, 26),
		Receipt: &bundle.Receipt{Decision: bundle.Accepted, Time: "2026-11-02T09:00:00Z", Receiver: "Bureau", Key: "RWQ"},
	}}
	d.runner = task.New(d.queue.Do, clock, &task.ManualTimers{})
	d.screen = New(Deps{
		Words: d.book, Runner: d.runner, Clock: clock, Service: d.school, Memory: d.memory,
		Actor:      func() app.Actor { return app.Actor{Name: "D. Whitlock", Role: app.RoleDirector} },
		Window:     func() fyne.Canvas { return d.window.Canvas() },
		OpenGap:    func(g bundle.Gap) { d.gaps = append(d.gaps, g.Name) },
		PrintCover: func(c bundle.Cover) { d.covers = append(d.covers, c.Check) },
		PickFolder: func(picked func(string)) { picked(d.picked) },
		PickFile:   func(picked func(string)) { picked(d.picked) },
		Reveal:     func(path string) { d.revealed = path },
	})
	d.window = test.NewWindow(d.screen.Object())
	t.Cleanup(d.window.Close)
	d.window.Resize(fyne.NewSize(1104, 744))
	d.screen.Shown()
	d.settle()
	return d
}

func (d *desk) settle() { d.queue.Settle(d.runner) }

// texts lists every word on the window, dialogs included.
func (d *desk) texts() string {
	var all []string
	for _, object := range test.LaidOutObjects(d.window.Content()) {
		all = append(all, textOf(object))
	}
	if top := d.window.Canvas().Overlays().Top(); top != nil {
		for _, object := range test.LaidOutObjects(top) {
			all = append(all, textOf(object))
		}
	}
	return strings.Join(all, "\n")
}

func textOf(object fyne.CanvasObject) string {
	switch o := object.(type) {
	case *widgets.Text:
		return o.Text()
	case *widgets.Button:
		return o.Text()
	case *widgets.StateMark:
		return o.Word()
	}
	return ""
}

// press taps the button of that word.
func (d *desk) press(word string) {
	d.t.Helper()
	roots := []fyne.CanvasObject{d.window.Content()}
	if top := d.window.Canvas().Overlays().Top(); top != nil {
		roots = append(roots, top)
	}
	for i := len(roots) - 1; i >= 0; i-- {
		for _, object := range test.LaidOutObjects(roots[i]) {
			if b, ok := object.(*widgets.Button); ok && b.Text() == word && b.Visible() {
				b.Tapped(nil)
				d.settle()
				return
			}
		}
	}
	d.t.Fatalf("no button %q in\n%s", word, d.texts())
}

func (d *desk) says(wanted ...string) {
	d.t.Helper()
	all := d.texts()
	for _, want := range wanted {
		if !strings.Contains(all, want) {
			d.t.Errorf("the window does not say %q; it says\n%s", want, all)
		}
	}
}

func TestMonthIsShown(t *testing.T) {
	d := newDesk(t, app.English)
	d.says("Month end", "November 2026, due 2026-11-30 (Mon)", "Still missing", "7 of 11 things are there", "3 hazards overdue", "Show the 3",
		"1 one-key alarm test to do", "YH-2026-0412: Name who puts it right", "Nov 2026", "Oct, sent", "+5", "\u22121", "Worse where the bureau looks first",
		"14, listed", "age1...7k2q", "21 MB", "Last sent 2026-10-30 (Fri)", "receipt 2026-11-02 (Mon), accepted", "The 3 gaps are named on the cover.")
	if err := d.book.Use(app.Chinese); err != nil {
		t.Fatal(err)
	}
	d.settle()
	d.says("月末上报", "3 项隐患逾期未销号", "10月已报", "14 处，附清单", "封面将列明 3 个缺项。")
	if last := d.school.requests[len(d.school.requests)-1]; last.Lang != app.Chinese {
		t.Errorf("asked for %q after the change of language", last.Lang)
	}
}

func TestDoorsLeadToTheGaps(t *testing.T) {
	d := newDesk(t, app.English)
	d.press("Show the 3")
	d.press("Fill in")
	d.press("Open")
	if strings.Join(d.gaps, " ") != "overdue alarm owner" {
		t.Errorf("opened %v", d.gaps)
	}
	d.press("Print cover")
	if len(d.covers) != 1 || d.covers[0] != "" {
		t.Errorf("covers printed: %q", d.covers)
	}
}

func TestPeriodAndRecipientAreChosen(t *testing.T) {
	d := newDesk(t, app.English)
	d.screen.choosePeriod("2026-10")
	d.settle()
	d.says("October 2026, due 2026-10-31 (Sat)")
	d.screen.chooseRecipient("police")
	d.settle()
	d.says("October 2026, due 2026-11-05 (Thu)")
	if last := d.school.requests[len(d.school.requests)-1]; last.Recipient != "police" || bundle.PeriodCode(last.Period) != "2026-10" {
		t.Errorf("asked for %+v", last)
	}
	if d.memory[memoryRecipient] != "police" {
		t.Error("the recipient is not remembered")
	}
}

func TestBundleIsMadeCheckedAndShown(t *testing.T) {
	d := newDesk(t, app.English)
	d.picked = "/bundles"
	d.press("Make the bundle")
	d.says("The bundle is made", "滨河_2026-11_education.zip", "21 MB, 31 entries", "80 files are as they were, the signature holds")
	d.press("Open folder")
	if !strings.HasSuffix(d.revealed, "education.zip") {
		t.Errorf("revealed %q", d.revealed)
	}
	d.press("Print cover")
	if len(d.covers) != 1 || d.covers[0] != "0011223344556677" {
		t.Errorf("covers printed: %q", d.covers)
	}
	if widgets.DialogOpen(d.window.Canvas()) {
		t.Error("the dialog stays")
	}
}

func TestMakingCanBeCancelled(t *testing.T) {
	d := newDesk(t, app.English)
	d.school.wait = make(chan struct{})
	d.screen.MakeIn("/bundles")
	if !d.screen.Unsaved() {
		t.Error("closing would not ask while the bundle is made")
	}
	d.screen.Make() // a second one is not begun
	d.says("Cancel")
	d.press("Cancel")
	if d.screen.Unsaved() || widgets.DialogOpen(d.window.Canvas()) {
		t.Error("the cancelled work is still there")
	}
	d.says("Make the bundle")
}

func TestFailuresAreToldInWords(t *testing.T) {
	d := newDesk(t, app.English)
	d.school.fail = app.Errorf(app.CodeDiskFull, "bundle.write.full")
	d.screen.MakeIn("/bundles")
	d.settle()
	d.says("The bundle was not made", "the disk is full")
	d.press("OK")
	d.screen.Reload()
	d.settle()
	d.says("The month could not be read")
	d.school.fail = nil
	d.press("Try again")
	d.says("3 hazards overdue")
}

func TestMasksAreListed(t *testing.T) {
	d := newDesk(t, app.English)
	d.screen.ShowMasks()
	d.settle()
	d.says("Fields masked", "Visitors: Phone", "These values leave as ***.")
}

func TestLockedBundleIsCheckedWithItsKeyFile(t *testing.T) {
	d := newDesk(t, app.English)
	d.school.report = bundle.Report{Files: 28, Key: "key", Signer: "Riverside School", Period: "2026-11-01/2026-11-30", Made: "2026-11-23"}
	d.screen.Check("/received/bundle.zip.age")
	d.settle()
	d.says("This bundle is locked", "Give the key file of its recipient.")
	d.picked = filepath.Join(t.TempDir(), "bureau.txt")
	d.press("Choose the key file")
	d.says("The key file cannot be read.")
	d.screen.dialog.Cancel()
	if err := os.WriteFile(d.picked, []byte("the key"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.screen.Check("/received/bundle.zip.age")
	d.settle()
	d.press("Choose the key file")
	d.says("28 files are as they were", "November 2026, made 2026-11-23 (Mon)")
}

// A wrong key must not come as far as the reading of the month, which then fails.
func TestWrongKeyIsRefusedWhereItIsTyped(t *testing.T) {
	d := newDesk(t, app.English)
	d.press("Protection")
	var key *widgets.Entry
	for _, object := range test.LaidOutObjects(d.window.Canvas().Overlays().Top()) {
		if entry, ok := object.(*widgets.Entry); ok {
			key = entry // the last
		}
	}
	asked := len(d.school.requests)
	key.SetText("age1nonsense")
	d.press("Use")
	d.says("This is not a key to lock for")
	if len(d.school.requests) != asked || !key.Wrong() {
		t.Errorf("asked for %+v", d.school.requests[asked:])
	}
	key.SetText(" age1n448hwcdl4vskwf705z8amvsfu8luce2xkrjpt0f5xfqnrn3r5gqwgf5p9\n")
	d.press("Use")
	if last := d.school.requests[len(d.school.requests)-1]; last.Seal != "age1n448hwcdl4vskwf705z8amvsfu8luce2xkrjpt0f5xfqnrn3r5gqwgf5p9" {
		t.Errorf("asked for %+v", last)
	}
}

func TestNamesLeaveOnlyWithABasisAndADocument(t *testing.T) {
	d := newDesk(t, app.English)
	d.press("Protection")
	d.says("Names of pupils and other restricted data stay in the school.")
	var basis *widgets.Select
	var document *widgets.Entry
	for _, object := range test.LaidOutObjects(d.window.Canvas().Overlays().Top()) {
		switch o := object.(type) {
		case *widgets.Select:
			basis = o
		case *widgets.Entry:
			if document == nil {
				document = o
			}
		}
	}
	basis.SetValue("mandatory-report")
	d.press("Use")
	d.says("Enter the number of the paper.")
	document.SetText("No. 12")
	d.press("Use")
	if last := d.school.requests[len(d.school.requests)-1]; last.Basis != "mandatory-report" || last.Document != "No. 12" {
		t.Errorf("asked for %+v", last)
	}
	d.screen.chooseRecipient("police")
	d.settle()
	if last := d.school.requests[len(d.school.requests)-1]; last.Basis != "" || last.Document != "" {
		t.Errorf("the basis went over to another recipient: %+v", last)
	}
}

func TestReceiptIsTakenIn(t *testing.T) {
	d := newDesk(t, app.English)
	d.picked = filepath.Join(t.TempDir(), "receipt.json")
	if err := os.WriteFile(d.picked, []byte("signed"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.press("Sent before")
	d.says("October 2026, District education bureau, monthly", "2026-10-30 (Fri), D. Whitlock, 26 entries, 19 MB, october.zip")
	d.press("Cover")
	d.press("Sent before")
	d.press("Take in a receipt")
	d.says("Receipt taken in", "Bureau answers october.zip. It is shown on all 26 entries of the bundle.", "seen for the first time")
	if string(d.school.receipt) != "signed" {
		t.Errorf("taken %q", d.school.receipt)
	}
	d.press("The key is right")
	if d.school.trusted != "Bureau RWQ" || widgets.DialogOpen(d.window.Canvas()) {
		t.Errorf("trusted %q", d.school.trusted)
	}
	d.screen.TakeReceipt(filepath.Join(t.TempDir(), "none.json"))
	d.settle()
	d.says("The receipt was not taken in", "The file cannot be read.")
}

func TestCheckNamesTheDefects(t *testing.T) {
	d := newDesk(t, app.English)
	d.screen.Check("/somewhere/x.zip")
	d.settle()
	d.says("The bundle holds: 80 files are as they were", "Signed by Riverside School.")
	d.press("Answer: accepted")
	d.says("The receipt is written", "x.zip.receipt.json")
	if d.school.answered != "accepted " {
		t.Errorf("answered %q", d.school.answered)
	}
	d.press("OK")
	d.school.report.BagID, d.school.report.Manifest = app.NewID(), "00"
	for range 15 {
		d.school.report.Defects = append(d.school.report.Defects, app.Problem{Where: "data/a.csv", Key: "bundle.defect.changed"})
	}
	d.screen.Check("/somewhere/x.zip")
	d.settle()
	d.says("15 defects found", "data/a.csv: was changed: its checksum is another one", "and 3 more")
	d.press("Answer: to be mended")
	if d.school.answered != "returned data/a.csv: was changed: its checksum is another one" {
		t.Errorf("answered %q", d.school.answered)
	}
	d.press("OK")
	d.school.fail = errors.New("disk on fire")
	d.screen.Check("/somewhere/x.zip")
	d.settle()
	d.says("The bundle was not checked")
}
