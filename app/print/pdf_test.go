package print_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/color"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	reader "github.com/ledongthuc/pdf"

	"campuskeeper/app"
	"campuskeeper/app/form"
	"campuskeeper/app/print"
)

// The same data and clock give the same bytes: in one run, and from run to run.
func TestSameDataSameBytes(t *testing.T) {
	all := allForms(t)
	for _, name := range []string{"order.zh", "record.both", "register.en", "recovery.en", "drill-record.both", "role-cards.zh", "drill-trends.en"} {
		if again := pdf(t, layout(t, all[name].doc)); !bytes.Equal(again, all[name].pdf) {
			t.Errorf("%s differs when made again", name)
		}
	}
	var sums strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sum := sha256.Sum256(all[name].pdf)
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), name)
	}
	golden := filepath.Join("testdata", "forms.sha256")
	if *update {
		if err := os.WriteFile(golden, []byte(sums.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if sums.String() != string(want) {
		t.Errorf("the files changed; look at them and run the test with -update.\ngot:\n%s", sums.String())
	}
}

// Pictures of one width come from gofpdf in a random order.
func TestPicturesHaveOneOrder(t *testing.T) {
	var items []form.Photo
	for i := range 8 {
		items = append(items, form.Photo{JPEG: photo(t, 400, 300, color.RGBA{uint8(30 * i), 90, 60, 255})})
	}
	items = append(items, items[0]) // the same picture twice is stored once
	doc := form.Document{Blocks: []form.Block{form.Photos{Items: items}}}
	first := pdf(t, layout(t, doc))
	for range 12 {
		if !bytes.Equal(first, pdf(t, layout(t, doc))) {
			t.Fatal("the file differs when made again")
		}
	}
	if n := bytes.Count(first, []byte("/Subtype /Image")); n != 8 {
		t.Errorf("%d pictures stored", n)
	}
}

func TestMetaIsInTheFile(t *testing.T) {
	pages := layout(t, form.Document{Title: "安全隐患整改通知书 𬭚\n2", Lang: app.Chinese})
	var b bytes.Buffer
	err := pages.PDF(&b, print.Meta{Author: "滨河\xff示例学校", Subject: "ZG-2026-0131", Created: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/Lang (zh-Hans)", "/DisplayDocTitle true", "/CreationDate (D:20261123080000", "/ID [<"} {
		if !bytes.Contains(b.Bytes(), []byte(want)) {
			t.Errorf("the file lacks %q", want)
		}
	}
}

// A second reader finds the Chinese text, which shows that the map back to
// characters is right.
func TestAnotherReaderFindsTheText(t *testing.T) {
	for name, probes := range map[string][]string{
		"order.zh":          {"安全隐患整改通知书", "常闭式防火门", "整改回执", "不得为整改责任人"},
		"order.en":          {"Rectification order", "Fire door wedged open", "Receipt"},
		"register.zh":       {"隐患排查整改台账", "逾期", "食堂热加工间"},
		"cover.both":        {"校园安全资料报送封面", "Safety records submitted"},
		"drill-record.both": {"应急演练记录", "Drill record", "楼梯人流交汇", "全部撤出 Everybody out"},
		"compliance.zh":     {"教基一厅〔2014〕2号", "通行做法，使用前请核对"},
	} {
		data := allForms(t)[name].pdf
		file, err := reader.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for n := 1; n <= file.NumPage(); n++ {
			text, err := file.Page(n).GetPlainText(nil)
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString(text)
		}
		bare := strings.Join(strings.Fields(all.String()), "")
		for _, probe := range probes {
			if !strings.Contains(bare, strings.Join(strings.Fields(probe), "")) {
				t.Errorf("%s: %q is not read back", name, probe)
			}
		}
	}
}

// A Printer serves several goroutines at the same time.
func TestPrinterIsSharedSafely(t *testing.T) {
	doc, want := allForms(t)["order.both"].doc, allForms(t)["order.both"].pdf
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			p, err := printer()
			if err != nil {
				t.Error(err)
				return
			}
			pages, err := p.Layout(doc)
			if err != nil {
				t.Error(err)
				return
			}
			var b bytes.Buffer
			if err := pages.PDF(&b, print.Meta{Author: "Riverside School", Subject: "2026", Created: printed}); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("another file came out, %v", err)
			}
			pages.Image(0, 48)
		})
	}
	group.Wait()
}

// tool runs a standard PDF tool. Without it the test ends, except in CI.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", name)
		}
		t.Logf("%s is not installed, so its part is not checked", name)
		return ""
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func TestStandardToolsAgree(t *testing.T) {
	all := maps.Clone(allForms(t))
	rare := layout(t, form.Document{Title: "𬭚", Blocks: []form.Block{
		form.Paragraph{Text: form.Label{Main: "张𬭚 (tungsten) \\ 李𬬻 ☑①—…“”"}},
		form.Heading{Text: form.Label{Main: "標題 Škoda Łódź"}},
	}})
	all["rare"] = made{pages: rare, pdf: pdf(t, rare)}
	file := filepath.Join(t.TempDir(), "form.pdf")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		pages := all[name].pages
		if err := os.WriteFile(file, all[name].pdf, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := tool(t, "qpdf", "--check", file); out != "" && !strings.Contains(out, "No syntax or stream encoding errors found") {
			t.Errorf("%s: qpdf says %s", name, out)
		}
		if out := tool(t, "pdffonts", file); out != "" {
			checkFonts(t, name, out)
		}
		if out := tool(t, "pdftotext", "-layout", file, "-"); out != "" {
			checkCharacters(t, name, pages, out)
		}
	}
}

// checkFonts wants every font embedded, subset and mapped to Unicode.
func checkFonts(t *testing.T, name, table string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(table), "\n")
	if len(lines) < 3 {
		t.Errorf("%s: no fonts:\n%s", name, table)
	}
	for _, line := range lines[2:] {
		if !strings.Contains(line, "+NotoSansSC-") || strings.Join(strings.Fields(line)[4:7], " ") != "yes yes yes" {
			t.Errorf("%s: %s", name, line)
		}
	}
}

// checkCharacters wants back each character as often as it stands on the pages.
func checkCharacters(t *testing.T, name string, pages print.Pages, text string) {
	t.Helper()
	balance := map[rune]int{}
	for n := range pages.Len() {
		for _, r := range pages.Text(n) {
			balance[r]++
		}
	}
	for _, r := range text {
		balance[r]--
	}
	for r, n := range balance {
		if n != 0 && !unicode.IsSpace(r) {
			t.Errorf("%s: %c (%U) is off by %d", name, r, r, n)
		}
	}
}
