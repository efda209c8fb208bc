package bundle

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"campuskeeper/app"
	"campuskeeper/app/print"
	"campuskeeper/app/schema"
	"campuskeeper/app/sheet"
	"campuskeeper/assets/fonts"
)

func TestShippedProfilesAreWhole(t *testing.T) {
	w := newWorld(t)
	var names []string
	for _, p := range w.service.Profiles() {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, []string{"education", "police"}) {
		t.Fatalf("profiles %v", names)
	}
	for _, p := range w.service.Profiles() {
		if rule, ok := p.rule("dispute"); !ok || rule.As != AsCounts {
			t.Errorf("%s sends disputes as %q, want counts", p.Name, rule.As)
		}
	}
}

func TestProfileNamesItsMistakes(t *testing.T) {
	w := newWorld(t)
	file := `{"name":"X y","version":0,"title":{"en":"a"},"office":{"en":"a","zh-Hans":"甲"},"span":"week","due":{"months":0,"day":40},"seal":"age1wrong",
	 "ledgers":[{"ledger":"dispute","as":"entries","select":["day"]},{"ledger":"nothing","as":"entries"},{"ledger":"hazard","as":"entries","fields":["nofield"]}],
	 "forms":[{"form":"poem","ledger":"hazard"}]}`
	_, err := ReadProfile([]byte(file), w.ledgers.Library())
	if app.CodeOf(err) != app.CodeInvalid {
		t.Fatalf("got %v", err)
	}
	told := w.words.Explain(app.English, err)
	for _, want := range []string{
		"recipient's file X y has", "small letters", "not a version", "missing in this language", "not known here",
		"day of the month", "begins with age1", "as counts only", "no such ledger", "no such field", "no such form", "say which entries",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("not told: %q in\n%s", want, told)
		}
	}
}

func TestPeriods(t *testing.T) {
	day := app.MustDay("2026-11-23")
	for _, c := range []struct {
		span                    Span
		code, before, due, last string
	}{
		{Monthly, "2026-11", "2026-10", "2026-12-05", "2026-11-30"},
		{Termly, "2026-07-01_2026-12-31", "2026-01-01_2026-06-30", "2027-01-05", "2026-12-31"},
		{Yearly, "2026", "2025", "2027-01-05", "2026-12-31"},
	} {
		p := Profile{Span: c.span, Due: Due{Months: 1, Day: 5}}
		period := p.Period(day)
		if PeriodCode(period) != c.code || PeriodCode(p.Before(period)) != c.before || p.DueDay(period).String() != c.due || period.To.String() != c.last {
			t.Errorf("%s: %s, before %s, due %s, to %s", c.span, PeriodCode(period), PeriodCode(p.Before(period)), p.DueDay(period), period.To)
		}
	}
	last := Profile{Due: Due{Day: 31}}
	if due := last.DueDay(app.Period{From: app.MustDay("2027-02-01"), To: app.MustDay("2027-02-28")}); due.String() != "2027-02-28" {
		t.Errorf("due on the last day of February: %s", due)
	}
}

func TestSelectsWhatBelongsToThePeriod(t *testing.T) {
	w := filled(t)
	p, err := w.service.Profile("education")
	must(t, err)
	sel, err := w.service.pick(context.Background(), p, request())
	must(t, err)
	numbers := map[string][]string{}
	for _, s := range sel.tables {
		for _, e := range s.entries {
			numbers[s.rule.Ledger] = append(numbers[s.rule.Ledger], e.Number)
		}
	}
	// The first hazard is of October but was open until 12 November; the second was
	// closed in October.
	if want := []string{"YH-2026-0001", "YH-2026-0003", "YH-2026-0004"}; !slices.Equal(numbers["hazard"], want) {
		t.Errorf("hazards %v, want %v", numbers["hazard"], want)
	}
	october := request()
	october.Period = p.Before(november)
	sel, err = w.service.pick(context.Background(), p, october)
	must(t, err)
	if n := len(sel.tables[0].entries); n != 2 {
		t.Errorf("%d hazards of October, want 2", n)
	}
}

func TestNamesOfPupilsStayInTheSchool(t *testing.T) {
	w := filled(t)
	for _, recipient := range []string{"education", "police"} {
		r := request()
		r.Recipient = recipient
		_, content := w.make(r)
		for name, text := range unzipped(t, content) {
			for _, secret := range []string{"王小明", "13800000000", "王家与李家", "课间争执"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s: %q is in %s", recipient, secret, name)
				}
			}
		}
	}
	for _, seen := range w.paper.seen {
		if strings.Contains(seen, "王小明") {
			t.Errorf("the printer was given %s", seen)
		}
	}
}

func TestLegalBasisOpensRestrictedAndNeverSealed(t *testing.T) {
	w := filled(t)
	r := request()
	r.Basis = "mandatory-report"
	if _, err := w.service.Make(context.Background(), director, r, t.TempDir(), nil); app.CodeOf(err) != app.CodeInvalid {
		t.Fatalf("without a document number: %v", err)
	}
	r.Document = "公调〔2026〕12号"
	preview, err := w.service.Preview(context.Background(), r)
	must(t, err)
	if preview.Named != 1 {
		t.Errorf("%d names would leave, want 1", preview.Named)
	}
	masks := map[string]int{}
	for _, m := range preview.Masks {
		masks[m.Ledger.In(app.Chinese)+"/"+m.Field.In(app.Chinese)] += m.Count
	}
	if masks["涉校矛盾纠纷排查化解台账/当事人"] != 1 || len(masks) != preview.Masked {
		t.Errorf("masked fields %v, %d values", masks, preview.Masked)
	}
	_, content := w.make(r)
	bag := unzipped(t, content)
	table := bag["data/tables/dispute.csv"]
	if !strings.Contains(table, "王小明") || strings.Contains(table, "王家与李家") || !strings.Contains(table, Mark) {
		t.Errorf("dispute table:\n%s", table)
	}
	var list Redaction
	must(t, json.Unmarshal([]byte(bag["data/redaction.json"]), &list))
	if list.Basis == nil || list.Basis.Document != r.Document {
		t.Errorf("basis %+v", list.Basis)
	}
	want := MaskedValue{"dispute", "JF-2026-001", "parties", RuleSealed}
	if !slices.Contains(list.Masked, want) {
		t.Errorf("masked %+v, want %+v among them", list.Masked, want)
	}
}

func TestMaskedValuesAreMarkedAndListed(t *testing.T) {
	w := filled(t)
	r := request()
	r.Recipient = "police"
	made, content := w.make(r)
	bag := unzipped(t, content)
	var list Redaction
	must(t, json.Unmarshal([]byte(bag["data/redaction.json"]), &list))
	if want := (MaskedValue{"visitor", "LF-202611-0001", "name", RuleRestricted}); len(list.Masked) != 1 || list.Masked[0] != want {
		t.Errorf("masked %+v, want %+v", list.Masked, want)
	}
	if want := (WithheldRows{"dispute", 1, RuleCounts}); !slices.Contains(list.Withheld, want) {
		t.Errorf("withheld %+v", list.Withheld)
	}
	if !slices.ContainsFunc(list.Columns, func(c LeftColumn) bool { return c.Field == "phone" && c.Rule == RuleProfile }) {
		t.Errorf("columns left out %+v", list.Columns)
	}
	if !strings.Contains(bag["data/tables/visitor.csv"], ","+Mark+",") || made.Masked != 1 {
		t.Errorf("visitor table:\n%s", bag["data/tables/visitor.csv"])
	}
}

func TestSameDataSameBytes(t *testing.T) {
	a, b := filled(t), filled(t)
	a.printed()
	// The second school has the same records under the same IDs and key.
	b.store, b.files = a.store, a.files
	b.service = a.serviceWith(a.service.Profiles())
	b.printed()
	key, err := a.service.signer(context.Background(), director)
	must(t, err)
	pack := func(s *Service) []byte {
		var out bytes.Buffer
		j, err := s.prepare(context.Background(), director, request())
		must(t, err)
		_, err = s.pack(context.Background(), &out, j, key, func(Part, int, int) {})
		must(t, err)
		return out.Bytes()
	}
	one := pack(a.service)
	a.clock.Advance(2 * time.Hour)
	if two := pack(b.service); !bytes.Equal(one, two) {
		t.Error("the same data gave other bytes")
	}
}

func TestBundleHoldsAndSaysWhatItIs(t *testing.T) {
	w := filled(t)
	made, content := w.make(request())
	if !made.Report.OK() {
		t.Fatalf("defects: %s", keys(made.Report))
	}
	r := made.Report
	if r.School != "滨河示例学校" || r.BagID != made.BagID || r.History != "42 "+strings.Repeat("ab", 32) || r.Period != "2026-11-01/2026-11-30" || r.FirstSeen {
		t.Errorf("report %+v", r)
	}
	if filepath.Base(made.Path) != "滨河示例学校_2026-11_education.zip" || made.FileHash != sha(content) {
		t.Errorf("file %s %s", made.Path, made.FileHash)
	}
	bag := unzipped(t, content)
	for _, name := range []string{
		"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha256.txt.minisig", "tagmanifest-sha256.txt",
		"README.txt", "说明.txt", "school.pub", "data/datapackage.json", "data/redaction.json", "data/receipt_request.json",
		"data/tables/hazard.csv", "data/tables/cover-figures.csv", "data/forms/cover.pdf", "data/forms/hazard-register.pdf",
		"data/forms/hazard-order-YH-2026-0003.pdf",
	} {
		if bag[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	photos := 0
	for name := range bag {
		if strings.HasPrefix(name, "data/attachments/") {
			photos++
		}
	}
	if photos != 1 {
		t.Errorf("%d photos, want 1: the same one is in two entries", photos)
	}
	if !strings.Contains(bag["说明.txt"], "隐患排查整改台账，3 条") || !strings.Contains(bag["README.txt"], "Hazard register, 3 entries") {
		t.Errorf("read-me:\n%s\n%s", bag["说明.txt"], bag["README.txt"])
	}
}

func TestSentAgainSupersedes(t *testing.T) {
	w := filled(t)
	first, _ := w.make(request())
	second, content := w.make(request())
	if second.Supersedes != first.BagID || !strings.Contains(unzipped(t, content)["bag-info.txt"], "Supersedes: "+string(first.BagID)) {
		t.Errorf("second bundle supersedes %q", second.Supersedes)
	}
	if filepath.Base(second.Path) != "滨河示例学校_2026-11_education_2.zip" {
		t.Errorf("file name %s", second.Path)
	}
}

func TestSentIsRememberedOnEveryEntry(t *testing.T) {
	w := filled(t)
	made, _ := w.make(request())
	list, err := w.service.Sent(context.Background())
	must(t, err)
	if len(list) != 1 || list[0].Manifest != made.Manifest || !slices.Contains(list[0].Numbers, "YH-2026-0003") {
		t.Fatalf("sent %+v", list)
	}
	if c := list[0].Cover; c.Check == "" || !strings.HasPrefix(made.Manifest, c.Check) || c.Photos != 1 || len(c.Figures) == 0 || len(c.Gaps) == 0 {
		t.Errorf("cover %+v", c)
	}
	history, err := w.ledgers.History(context.Background(), list[0].Entries[0])
	must(t, err)
	if last := history[len(history)-1]; last.Action != "exported" || last.Note != made.File {
		t.Errorf("history ends with %+v", last)
	}
}

func TestFiguresCompareWithThePeriodBefore(t *testing.T) {
	w := filled(t)
	figures, err := w.service.Figures(context.Background(), request())
	must(t, err)
	by := map[string]Figure{}
	for _, f := range figures {
		by[f.Name] = f
	}
	for name, want := range map[string][2]int{
		"hazards-found": {2, 2}, "hazards-closed": {2, 1}, "hazards-closed-share": {50, 50},
		"hazards-overdue": {0, 1}, "hazards-major-open": {0, 0}, "alarm-tests": {0, 0}, "disputes-open": {1, 0}, "canteen-inspections": {1, 0},
	} {
		if f := by[name]; f.Value != want[0] || f.Before != want[1] || !f.Had {
			t.Errorf("%s: %d, before %d (%v); want %v", name, f.Value, f.Before, f.Had, want)
		}
	}
	// What was sent stays what was sent, even when October is changed later.
	october := request()
	october.Period = app.Period{From: app.MustDay("2026-10-01"), To: app.MustDay("2026-10-31")}
	w.make(october)
	w.hazard("2026-10-30", nil)
	w.on("2026-11-23")
	figures, err = w.service.Figures(context.Background(), request())
	must(t, err)
	if f := figures[0]; f.Before != 2 || !f.WasSent {
		t.Errorf("hazards found before: %d (sent %v), want the 2 that were sent", f.Before, f.WasSent)
	}
}

func TestMissingListsWhatIsNotThere(t *testing.T) {
	w := filled(t)
	w.hazard("2026-11-02", schema.Values{"responsible": "", "deadline": "2026-11-10"})
	w.on("2026-11-23")
	p, err := w.service.Profile("education")
	must(t, err)
	c, err := w.service.Missing(context.Background(), p, november, app.MustDay("2026-11-23"))
	must(t, err)
	type row struct {
		name   string
		count  int
		action Action
	}
	var got []row
	for _, g := range c.Gaps {
		got = append(got, row{g.Name, g.Count, g.Action})
	}
	want := []row{{"hazards-overdue", 1, ActionOpen}, {"alarm-test", 1, ActionAdd}, {"canteen-weekly", 3, ActionAdd}, {"hazards-owner", 1, ActionOpen}}
	if !slices.Equal(got, want) {
		t.Errorf("gaps %+v, want %+v", got, want)
	}
	if c.Expected != 11 || c.There != 5 {
		t.Errorf("%d of %d are there", c.There, c.Expected)
	}
}

func TestSealedBundleOpensForItsRecipientOnly(t *testing.T) {
	w := filled(t)
	identity, err := age.GenerateX25519Identity()
	must(t, err)
	r := request()
	r.Seal = identity.Recipient().String()
	made, content := w.make(r)
	if !strings.HasSuffix(made.Path, ".zip.age") || !made.Sealed || KeyID(made.Report.Key) == "" {
		t.Errorf("file %s, report %+v", made.Path, made.Report)
	}
	if _, err := Verify(context.Background(), bytes.NewReader(content), int64(len(content)), VerifyOptions{}); app.CodeOf(err) != app.CodeLocked {
		t.Errorf("without a key: %v", err)
	}
	other, err := age.GenerateX25519Identity()
	must(t, err)
	if _, err := Verify(context.Background(), bytes.NewReader(content), int64(len(content)), VerifyOptions{Identity: other.String()}); app.CodeOf(err) != app.CodeLocked {
		t.Errorf("with another key: %v", err)
	}
	if report := w.verify(content, VerifyOptions{Identity: identity.String()}); !report.OK() || !report.Sealed || !report.FirstSeen {
		t.Errorf("with the key: %s %+v", keys(report), report)
	}
	for _, at := range []int{len(content) / 8, len(content) / 2, len(content) - 1} {
		broken := bytes.Clone(content)
		broken[at] ^= 1
		_, err := Verify(context.Background(), bytes.NewReader(broken), int64(len(broken)), VerifyOptions{Identity: identity.String()})
		if app.CodeOf(err) != app.CodeCorrupt {
			t.Errorf("changed at byte %d: %v", at, err)
		}
	}
}

func TestReceiptComesBackToEveryEntry(t *testing.T) {
	w := filled(t)
	made, _ := w.make(request())
	bureau := newOffice(t)
	file := bureau.answer(made.Report, Accepted, "")
	got, err := w.service.TakeReceipt(context.Background(), director, file)
	must(t, err)
	if got.Signer != "" || got.Again || got.Sent.Receipt.Decision != Accepted || got.Sent.Receipt.Day().String() != "2026-12-02" {
		t.Errorf("taken %+v", got)
	}
	sent, err := w.service.SentWith(context.Background(), made.Entries[0])
	must(t, err)
	if len(sent) != 1 || sent[0].Receipt == nil || sent[0].Receipt.Receiver != "区教育局 <安全科>" {
		t.Errorf("sent with the entry: %+v", sent)
	}
	must(t, w.service.Trust(context.Background(), director, "区教育局", bureau.key.public))
	if got, err = w.service.TakeReceipt(context.Background(), director, file); err != nil || got.Signer != "区教育局" || !got.Again {
		t.Errorf("taken again %+v, %v", got, err)
	}
}

func TestAnotherHouseAnswersWithAReceipt(t *testing.T) {
	w, centre := filled(t), newWorld(t)
	made, _ := w.make(request())
	report, err := centre.service.CheckFile(context.Background(), made.Path, "")
	must(t, err)
	if !report.OK() || !report.FirstSeen {
		t.Fatalf("report %s, first seen %v", keys(report), report.FirstSeen)
	}
	path, err := centre.service.Answer(context.Background(), director, report, Returned, "缺封面", made.Path)
	must(t, err)
	file, err := os.ReadFile(path)
	must(t, err)
	taken, err := w.service.TakeReceipt(context.Background(), director, file)
	must(t, err)
	if r := taken.Sent.Receipt; r.Decision != Returned || r.Note != "缺封面" || r.Receiver != "滨河示例学校" {
		t.Errorf("receipt %+v", r)
	}
	if _, err := centre.service.Answer(context.Background(), director, Report{}, Returned, "", made.Path); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a bundle without a name is answered: %v", err)
	}
	if _, err := centre.service.Answer(context.Background(), director, report, "perhaps", "", made.Path); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("no decision is answered: %v", err)
	}
}

func TestReceiptsThatAreRefused(t *testing.T) {
	w := filled(t)
	made, _ := w.make(request())
	bureau := newOffice(t)
	good := bureau.answer(made.Report, Returned, "缺封面")
	stranger := made.Report
	stranger.BagID = app.NewID()
	foreign := bureau.answer(stranger, Accepted, "")
	other := made.Report
	other.Manifest = strings.Repeat("0", 64)
	changed := bureau.answer(other, Accepted, "")
	for name, c := range map[string]struct {
		file []byte
		key  string
	}{
		"changed after signing": {bytes.Replace(good, []byte("returned"), []byte("accepted"), 1), "bundle.receipt.signature"},
		"another bundle":        {foreign, "bundle.receipt.unknown"},
		"other contents":        {changed, "bundle.receipt.other"},
		"no receipt":            {[]byte(`{"type":"x"}`), "bundle.receipt.form"},
		"no JSON":               {[]byte("PK\x03\x04"), "bundle.receipt.form"},
		"too large":             {bytes.Repeat([]byte(" "), largestReceipt+1), "bundle.receipt.form"},
	} {
		_, err := w.service.TakeReceipt(context.Background(), director, c.file)
		var e *app.Error
		if !errors.As(err, &e) || e.Key != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}

func TestCancelledBundleLeavesNothing(t *testing.T) {
	w := filled(t)
	ctx, cancel := context.WithCancel(context.Background())
	folder := t.TempDir()
	_, err := w.service.Make(ctx, director, request(), folder, func(part Part, _, _ int) {
		if part == PartForms {
			cancel()
		}
	})
	if app.CodeOf(err) != app.CodeCanceled {
		t.Errorf("got %v", err)
	}
	left, err := os.ReadDir(folder)
	must(t, err)
	sent, err := w.service.Sent(context.Background())
	must(t, err)
	if len(left) != 0 || len(sent) != 0 {
		t.Errorf("left %v, sent %v", left, sent)
	}
}

func TestFailuresOfTheDiskAreTold(t *testing.T) {
	w := filled(t)
	_, err := w.service.Make(context.Background(), director, request(), filepath.Join(t.TempDir(), "none", "x.zip"), nil)
	if app.CodeOf(err) != app.CodeNotFound || !strings.Contains(w.words.Explain(app.English, err), "no such folder") {
		t.Errorf("got %v", err)
	}
}

func TestAttachmentsThatStayAreListed(t *testing.T) {
	w := filled(t)
	missing := schema.WriteList([]string{"kept-none"})
	big, err := w.files.Keep(context.Background(), "big.jpg", bytes.NewReader(make([]byte, 2<<20)), app.KeepOptions{})
	must(t, err)
	w.hazard("2026-11-21", schema.Values{"photosBefore": missing})
	w.hazard("2026-11-22", schema.Values{"photosBefore": schema.WriteList([]string{big.Hash})})
	w.on("2026-11-23")
	profiles := slices.Clone(w.service.Profiles())
	profiles[0].Attachments.BudgetMB = 1
	w.service = w.serviceWith(profiles)
	made, content := w.make(request())
	var list Redaction
	must(t, json.Unmarshal([]byte(unzipped(t, content)["data/redaction.json"]), &list))
	want := []LeftFile{{"hazard", "YH-2026-0005", "photosBefore", 1, RuleDamaged}, {"hazard", "YH-2026-0006", "photosBefore", 1, RuleBudget}}
	if !slices.Equal(list.Files, want) || !made.Report.OK() {
		t.Errorf("left out %+v, want %+v; %s", list.Files, want, keys(made.Report))
	}
}

// printed lets the school print with the real forms and workbook.
func (w *world) printed() *print.Printer {
	w.t.Helper()
	printer, err := print.New(fonts.Regular(), fonts.Bold())
	must(w.t, err)
	papers := NewPapers(printer, w.words)
	w.service.printer, w.service.workbook = papers, papers
	return printer
}

// TestPapersOfTheProgram makes a bundle with the real forms and workbook.
func TestPapersOfTheProgram(t *testing.T) {
	w := filled(t)
	printer := w.printed()
	papers := NewPapers(printer, w.words)
	r := request()
	r.Recipient = "police"
	_, content := w.make(r)
	bag := unzipped(t, content)
	for _, name := range []string{"data/forms/cover.pdf", "data/forms/hazard-register.pdf", "data/summary.xlsx"} {
		if len(bag[name]) < 2000 {
			t.Errorf("%s has %d bytes", name, len(bag[name]))
		}
	}
	preview, err := w.service.Preview(context.Background(), r)
	must(t, err)
	pages, err := printer.Layout(papers.CoverDocument(preview.Cover))
	must(t, err)
	for _, want := range []string{"滨河示例学校", "缺项说明", "1 次一键式报警测试未做", "已脱敏 1 处"} {
		if !strings.Contains(pages.Text(0), want) {
			t.Errorf("the cover does not say %q:\n%s", want, pages.Text(0))
		}
	}
	book, err := sheet.Open(context.Background(), "summary.xlsx", []byte(bag["data/summary.xlsx"]), nil)
	must(t, err)
	visitors, err := book.Sheet("来访人员登记台账")
	if err != nil {
		t.Fatalf("sheets: %v", err)
	}
	if text := fmt.Sprint(visitors.Rows); strings.Contains(text, "王小明") || !strings.Contains(text, Mark) {
		t.Errorf("visitors in the workbook: %s", text)
	}
}
