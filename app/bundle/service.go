package bundle

import (
	"context"
	"io"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
)

// ChainHead is the end of the vault's history chain: whoever holds an older
// bundle can prove later that nothing before it was changed.
type ChainHead struct {
	Seq uint64
	MAC string // hexadecimal
}

// Printer makes the papers of a bundle as PDF. All that it gets is masked already.
type Printer interface {
	// Cover makes the cover page.
	Cover(ctx context.Context, c Cover) ([]byte, error)
	// Register makes the register of one ledger.
	Register(ctx context.Context, c Cover, t Table) ([]byte, error)
	// Form makes one form of one entry, such as the rectification order.
	Form(ctx context.Context, c Cover, form string, t Table, e ledger.Entry) ([]byte, error)
}

// Workbook writes tables and figures into one workbook that Excel opens. All that
// it gets is masked already.
type Workbook interface {
	Write(ctx context.Context, w io.Writer, c Cover, tables []Table) error
}

// Cover is what the cover of a bundle says.
type Cover struct {
	School  app.School
	Profile Profile
	Period  app.Period
	Made    app.Day
	By      string // who made the bundle
	BagID   app.ID
	Check   string // beginning of the manifest's hash, "" before the bundle is made
	Figures []Figure
	Gaps    []Gap
	Tables  []Count // what goes up
	Masked  int     // values masked
	Photos  int
	Forms   int
	KeyID   string
	Head    ChainHead
	Lang    app.Lang
}

// Count is a number of entries of one ledger.
type Count struct {
	Ledger  string
	Title   app.Text
	Entries int
}

// Deps are what a Service needs.
type Deps struct {
	Store       app.Store
	Library     *ledger.Library
	Attachments app.Attachments
	Clock       app.Clock
	Words       *app.Words
	Profiles    []Profile
	Version     string // of the program, for bag-info.txt
	// Heads lists the headlines of all entries; the catalog has them in memory.
	Heads func(context.Context) ([]app.Head, error)
	// Chain returns the end of the vault's history chain.
	Chain func(context.Context) (ChainHead, error)
	// Printer and Workbook are optional: without them the bundle has no PDFs and no
	// workbook, and says so nowhere, since the manifest lists what is there.
	Printer  Printer
	Workbook Workbook
}

// Service makes bundles, keeps what was sent and takes receipts in.
type Service struct {
	store       app.Store
	library     *ledger.Library
	attachments app.Attachments
	clock       app.Clock
	words       *app.Words
	profiles    []Profile
	version     string
	heads       func(context.Context) ([]app.Head, error)
	chain       func(context.Context) (ChainHead, error)
	printer     Printer
	workbook    Workbook
}

// New returns a service.
func New(d Deps) *Service {
	return &Service{
		store: d.Store, library: d.Library, attachments: d.Attachments, clock: d.Clock, words: d.Words,
		profiles: d.Profiles, version: d.Version, heads: d.Heads, chain: d.Chain,
		printer: d.Printer, workbook: d.Workbook,
	}
}

// Profiles lists the recipients' profiles by name.
func (s *Service) Profiles() []Profile { return s.profiles }

// Profile returns a recipient's profile; CodeNotFound when there is none.
func (s *Service) Profile(name string) (Profile, error) {
	for _, p := range s.profiles {
		if p.Name == name {
			return p, nil
		}
	}
	return Profile{}, app.Errorf(app.CodeNotFound, "bundle.recipient", "name", name)
}

func (s *Service) today() app.Day { return app.DayOf(s.clock.Now()) }

func (s *Service) school(ctx context.Context) (app.School, error) {
	var school app.School
	err := s.store.Read(ctx, func(r app.Reader) error { return r.Get(app.KindSetting, app.SchoolID, &school) })
	return school, err
}

// Preview is what would go up: for the screen, before the bundle is made.
type Preview struct {
	Cover
	Workbooks int
	Size      int64  // bytes, a good guess before packing
	Named     int    // restricted values that would leave on the legal basis
	Masks     []Mask // what is masked, by field; their counts add up to Masked
	LeftFiles int
	Seal      string // age recipient, "" when the bundle stays open
	Last      *Sent  // what was sent last to this recipient
	Again     *Sent  // what was sent for this very period already
}

// Preview counts what a request would send, without making it.
func (s *Service) Preview(ctx context.Context, r Request) (Preview, error) {
	job, err := s.prepare(ctx, app.Actor{}, r)
	if err != nil {
		return Preview{}, err
	}
	v := Preview{
		Cover: job.cover, Named: named(job.tables), Seal: job.seal(), Masks: job.redactor.masks(),
		LeftFiles: len(job.redactor.out.Files), Again: job.again,
	}
	if s.workbook != nil {
		v.Workbooks = 1
	}
	for i := range job.sent {
		if job.sent[i].Recipient == r.Recipient {
			v.Last = &job.sent[i]
			break
		}
	}
	photos, size, err := s.measure(ctx, job)
	if err != nil {
		return Preview{}, err
	}
	v.Photos = photos
	v.Size = size
	return v, nil
}

// measure guesses the size of the bundle: attachments as they are, tables packed
// to a fifth, papers by their usual size.
func (s *Service) measure(ctx context.Context, job *job) (photos int, size int64, err error) {
	const perForm = 24 << 10
	seen := map[string]bool{}
	for _, ref := range job.files() {
		if seen[ref.hash] {
			continue
		}
		seen[ref.hash] = true
		file, a, err := s.attachments.OpenAttachment(ctx, ref.hash)
		if err != nil {
			continue // told when the bundle is made
		}
		if err := file.Close(); err != nil {
			return 0, 0, err
		}
		photos++
		size += a.Size
	}
	for _, t := range job.tables {
		text, err := t.placed(nil).csv()
		if err != nil {
			return 0, 0, err
		}
		size += int64(len(text)) / 5
	}
	return photos, size + int64(job.cover.Forms)*perForm, nil
}
