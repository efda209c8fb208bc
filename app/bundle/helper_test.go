package bundle

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"aead.dev/minisign"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
	"campuskeeper/assets"
	"campuskeeper/assets/words"
)

var director = app.Actor{Name: "陆建平", Role: app.RoleDirector}

var november = app.Period{From: app.MustDay("2026-11-01"), To: app.MustDay("2026-11-30")}

// files is a folder of kept files in memory.
type files map[string][]byte

func (f files) Keep(_ context.Context, name string, r io.Reader, _ app.KeepOptions) (app.Attachment, error) {
	content, err := io.ReadAll(r)
	hash := fmt.Sprintf("kept-%x", sha256.Sum256(append([]byte("vault"), content...)))[:20]
	f[hash] = content
	return app.Attachment{Hash: hash, Name: name, MediaType: "image/jpeg", Size: int64(len(content))}, err
}

func (f files) OpenAttachment(_ context.Context, hash string) (io.ReadCloser, app.Attachment, error) {
	content, ok := f[hash]
	if !ok {
		return nil, app.Attachment{}, app.Errorf(app.CodeNotFound, "attachment.none")
	}
	return io.NopCloser(bytes.NewReader(content)), app.Attachment{Hash: hash, Name: "x.jpg", MediaType: "image/jpeg", Size: int64(len(content))}, nil
}

// paper is a Printer that writes what it was asked for.
type paper struct{ seen []string }

func (p *paper) page(what ...any) ([]byte, error) {
	p.seen = append(p.seen, fmt.Sprint(what...))
	return []byte("%PDF-1.4 " + fmt.Sprint(what...)), nil
}

func (p *paper) Cover(_ context.Context, c Cover) ([]byte, error) {
	return p.page("cover ", c.School.Name, len(c.Gaps), c.Masked)
}

func (p *paper) Register(_ context.Context, _ Cover, t Table) ([]byte, error) {
	return p.page("register ", t.Template.Name, t.Entries)
}

func (p *paper) Form(_ context.Context, _ Cover, form string, t Table, e ledger.Entry) ([]byte, error) {
	return p.page(form, " ", t.Template.Name, e)
}

// world is a school with its ledgers, for tests.
type world struct {
	t       testing.TB
	clock   *app.ManualClock
	store   *apptest.Store
	ledgers *ledger.Service
	files   files
	paper   *paper
	words   *app.Words
	service *Service
}

func newWorld(t testing.TB) *world {
	t.Helper()
	library, err := ledger.ReadLibrary(assets.Loops(), assets.Ledgers())
	must(t, err)
	profiles, err := ReadProfiles(assets.Recipients(), library)
	must(t, err)
	w := &world{t: t, clock: app.NewManualClock(time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))), files: files{}, paper: &paper{}}
	w.store = apptest.NewStore(w.clock)
	w.words, err = app.LoadWords(words.Files())
	must(t, err)
	w.ledgers, err = ledger.New(context.Background(), w.store, library)
	must(t, err)
	must(t, w.store.Write(context.Background(), director, func(tx app.Writer) error {
		return tx.Put(app.Record{Kind: app.KindSetting, ID: app.SchoolID, Value: app.School{Name: "滨河示例学校", Type: "primary", Director: "陆建平", Phone: "0571-1234"}, Sensitivity: app.Internal})
	}))
	w.service = w.serviceWith(profiles)
	return w
}

func (w *world) serviceWith(profiles []Profile) *Service {
	return New(Deps{
		Store: w.store, Library: w.ledgers.Library(), Attachments: w.files, Clock: w.clock, Words: w.words,
		Profiles: profiles, Version: "0.1.0", Heads: w.heads,
		Chain:   func(context.Context) (ChainHead, error) { return ChainHead{42, strings.Repeat("ab", 32)}, nil },
		Printer: w.paper,
	})
}

// heads makes the headlines anew from the records.
func (w *world) heads(ctx context.Context) ([]app.Head, error) {
	var heads []app.Head
	library := w.ledgers.Library()
	err := w.store.Read(ctx, func(r app.Reader) error {
		return r.Each(app.KindEntry, func(_ app.ID, decode func(any) error) error {
			var e ledger.Entry
			if err := decode(&e); err != nil {
				return err
			}
			t, err := library.Of(e)
			heads = append(heads, t.Head(e, library.Loop(t)))
			return err
		})
	})
	return heads, err
}

func (w *world) on(day string) { w.clock.Set(app.MustDay(day).At(9, 0, w.clock.Now().Location())) }

func (w *world) add(name string, values schema.Values) ledger.Entry {
	w.t.Helper()
	e, err := w.ledgers.Add(context.Background(), director, name, values)
	must(w.t, err)
	return e
}

func (w *world) hazard(day string, more schema.Values) ledger.Entry {
	w.t.Helper()
	w.on(day)
	values := schema.Values{"foundOn": day, "place": "B 楼梯二层", "description": "常闭式防火门被椅子抵住", "level": "general", "responsible": "李海", "deadline": app.MustDay(day).AddDays(7).String()}
	for name, value := range more {
		values[name] = value
	}
	return w.add("hazard", values)
}

// close brings a hazard to its end on that day.
func (w *world) close(e ledger.Entry, day string) {
	w.t.Helper()
	w.on(day)
	set := schema.Values{"measure": "清除堆放物", "doneOn": day, "reinspector": "周敏", "evidence": "照片", "principal": "韩校长"}
	for _, to := range []ledger.State{ledger.Graded, ledger.Ordered, ledger.Received, ledger.InProgress, ledger.Submitted, ledger.Closed} {
		_, err := w.ledgers.Step(context.Background(), director, e.ID, to, set)
		must(w.t, err)
	}
}

// filled is a school in the middle of an ordinary month.
func filled(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	old := w.hazard("2026-10-12", nil)
	w.close(w.hazard("2026-10-20", nil), "2026-10-25")
	photo, err := w.files.Keep(context.Background(), "door.jpg", strings.NewReader("\xff\xd8\xff door"), app.KeepOptions{})
	must(t, err)
	ordered := w.hazard("2026-11-05", schema.Values{"photosBefore": schema.WriteList([]string{photo.Hash}), "level": "major"})
	w.close(ordered, "2026-11-09")
	w.hazard("2026-11-20", schema.Values{"description": "配电箱, \"未上锁\"\n第二行", "photosBefore": schema.WriteList([]string{photo.Hash})})
	w.close(old, "2026-11-12")
	w.add("visitor", schema.Values{"visitedOn": "2026-11-10", "inAt": "08:05", "reason": "家长会", "name": "王小明妈妈", "phone": "13800000000", "unit": "家长"})
	w.add("dispute", schema.Values{"foundOn": "2026-11-11", "summary": "课间争执", "pupils": "王小明", "parties": "王家与李家"})
	w.add("canteen", schema.Values{"inspectedOn": "2026-11-12", "place": "食堂", "outcome": "pass"})
	w.on("2026-11-23")
	return w
}

func request() Request { return Request{Recipient: "education", Period: november, Lang: app.Chinese} }

// make packs a bundle and returns its bytes.
func (w *world) make(r Request) (Made, []byte) {
	w.t.Helper()
	made, err := w.service.Make(context.Background(), director, r, w.t.TempDir(), nil)
	must(w.t, err)
	content, err := os.ReadFile(made.Path)
	must(w.t, err)
	return made, content
}

func (w *world) verify(content []byte, o VerifyOptions) Report {
	w.t.Helper()
	report, err := Verify(context.Background(), bytes.NewReader(content), int64(len(content)), o)
	must(w.t, err)
	return report
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// keys lists the defects of a report by their message keys.
func keys(r Report) string {
	var list []string
	for _, d := range r.Defects {
		list = append(list, strings.TrimPrefix(d.Key, "bundle.defect."))
	}
	return strings.Join(list, " ")
}

func sha(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// office is somebody who answers bundles: a key and the receipts it signs.
type office struct {
	t   testing.TB
	key signer
}

func newOffice(t testing.TB) office {
	t.Helper()
	public, secret, err := minisign.GenerateKey(rand.Reader)
	must(t, err)
	return office{t, signer{secret, public.String()}}
}

// answer signs a receipt of 2 December.
func (o office) answer(about Report, decision Decision, note string) []byte {
	o.t.Helper()
	file, err := makeReceipt(Receipt{
		Bag: about.BagID, Manifest: about.Manifest, Time: "2026-12-02T10:00:00Z", Receiver: "区教育局 <安全科>", Decision: decision, Note: note,
	}, o.key)
	must(o.t, err)
	return file
}

func mustOpen(t testing.TB, path string) *os.File {
	t.Helper()
	file, err := os.Open(path)
	must(t, err)
	t.Cleanup(func() { must(t, file.Close()) })
	return file
}

func sectionOf(r io.ReaderAt, size int64) io.Reader { return io.NewSectionReader(r, 0, size) }
