package data

import (
	"context"
	"errors"
	"hash/maphash"
	"io"
	"os"
	"strings"

	"campuskeeper/app"
)

// Report is what a check of the whole vault found.
type Report struct {
	Records     int           // that opened and agree with their heads and their history
	Locked      int           // that this key may not read; their place in the chain was checked
	Entries     uint64        // of the history, chained without a gap
	Attachments int           // whose files are there and whole
	Loose       int           // attachment files without a record; they do no harm
	Problems    []app.Problem // what is wrong, with the place in Where
	Complete    bool          // false when there were too many problems to go on listing
}

// Whole says whether nothing is wrong.
func (r *Report) Whole() bool { return len(r.Problems) == 0 }

// mostProblems are listed; a database that is shot through has no use for more.
const mostProblems = 1000

// checkBatch is how many values are copied out of one transaction.
const checkBatch = 512

// checker is a check that is under way.
type checker struct {
	v        *Vault
	ctx      context.Context
	report   Report
	progress func(done, total int)
	done     int
	total    int
	seed     maphash.Seed
	owners   map[uint64]uint64 // of history entries that opened: whose each is
	claimed  map[uint64]bool   // entries that a record knows as its own
	last     uint64            // number of the last entry that was checked
}

// Check opens every record, compares it with its head and its history, walks the
// chain of the history, reads every attachment, and checks the structure of the
// file. Others may read and write meanwhile; it copies out and leaves. progress may
// be nil; it is called on this goroutine. The error is only for a check that could
// not be done; what it found is in the report.
func (v *Vault) Check(ctx context.Context, progress func(done, total int)) (Report, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	c := &checker{
		v: v, ctx: ctx, progress: progress, seed: maphash.MakeSeed(),
		owners: map[uint64]uint64{}, claimed: map[uint64]bool{},
	}
	for _, step := range []func() error{c.count, c.structure, c.history, c.records, c.heads, c.unclaimed, c.counters, c.attachments} {
		if err := step(); err != nil {
			return c.report, explain(err)
		}
		if err := ctx.Err(); err != nil {
			return c.report, explain(err)
		}
	}
	c.progress(c.total, c.total)
	c.report.Complete = len(c.report.Problems) < mostProblems
	return c.report, nil
}

// found adds a problem.
func (c *checker) found(where, key string, args app.Args) {
	if len(c.report.Problems) < mostProblems {
		c.report.Problems = append(c.report.Problems, app.Problem{Where: where, Key: key, Args: args})
	}
}

func (c *checker) step(n int) {
	c.done += n
	c.progress(min(c.done, c.total), c.total)
}

// count finds out how much there is to do.
func (c *checker) count() error {
	return c.v.read(c.ctx, func(s *session) error {
		head, err := s.chainHead()
		if err != nil {
			return err
		}
		c.total = int(head.seq)
		buckets, err := s.buckets(recordPrefix)
		if err != nil {
			return err
		}
		for _, bucket := range buckets {
			err = errors.Join(err, s.walk(bucket, nil, func(_, _ []byte) error {
				c.total++
				return nil
			}))
		}
		return err
	})
}

// structure has a copy of the file checked.
func (c *checker) structure() error {
	if err := os.MkdirAll(c.v.place.backups(), folderMode); err != nil {
		return err
	}
	path, _, err := c.v.snapshot(c.ctx)
	switch {
	case err == nil:
		return os.Remove(path)
	case app.CodeOf(explain(err)) == app.CodeCorrupt:
		c.found(c.v.place.database(), "vault.check.structure", app.Args{"cause": err.Error()})
		return nil
	case app.CodeOf(explain(err)) == app.CodeDiskFull: // no room for a copy: check in place
		c.v.gate.RLock()
		defer c.v.gate.RUnlock()
		if err := c.v.missing(); err != nil {
			return err
		}
		if err := c.v.engine.checkPages(); err != nil {
			c.found(c.v.place.database(), "vault.check.structure", app.Args{"cause": err.Error()})
		}
		return nil
	}
	return err
}

// pair is a key and a value that were copied out.
type pair struct {
	key   string
	value []byte
	other []byte // what lies beside it: the head of a record, the record of a head
}

// batches calls visit for the pairs of a bucket, a batch at a time, outside of any
// transaction. beside names the bucket from which the pair's other value comes.
func (c *checker) batches(bucket, beside string, visit func(pair)) error {
	start := []byte{}
	for {
		var batch []pair
		err := c.v.read(c.ctx, func(s *session) (err error) {
			batch, err = s.batch(bucket, beside, start)
			return err
		})
		if app.CodeOf(err) == app.CodeCorrupt {
			c.found(bucket, "vault.check.bucket", nil)
			return nil
		}
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, p := range batch {
			visit(p)
		}
		start = append([]byte(batch[len(batch)-1].key), 0) // the next possible key
	}
}

// errEnough ends a walk.
var errEnough = errors.New("enough")

// batch copies the next pairs of a bucket.
func (s *session) batch(bucket, beside string, start []byte) ([]pair, error) {
	var batch []pair
	err := s.walk(bucket, start, func(key, value []byte) error {
		if len(batch) == checkBatch {
			return errEnough
		}
		batch = append(batch, pair{key: string(key), value: append([]byte(nil), value...)})
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	if beside == "" {
		return batch, nil
	}
	err = guarded(func() error {
		b := s.node(beside).GetBucket(s.tx, beside)
		for i := range batch {
			if b != nil {
				batch[i].other = append([]byte(nil), b.Get([]byte(batch[i].key))...)
			}
		}
		return nil
	})
	return batch, err
}

// history walks the chain.
func (c *checker) history() error {
	var previous []byte
	zone := c.v.zone()
	broken := false
	err := c.batches(historyBucket, "", func(p pair) {
		seq := seqOf([]byte(p.key))
		mac, ok := c.v.keys.checkLink(previous, seq, p.value)
		if (!ok || seq != c.last+1) && !broken {
			broken = true // what follows cannot be right any more
			c.found("", "vault.check.chain", app.Args{"entry": c.last + 1})
		}
		if !broken {
			c.report.Entries = seq
		}
		previous, c.last = mac, seq
		h, err := (&session{keys: c.v.keys, zone: zone}).openLink(seq, p.value)
		switch {
		case err == nil:
			c.owners[seq] = c.owner(h.Kind, h.ID)
		case !errors.Is(err, errLocked):
			c.found("", "vault.check.entry", app.Args{"entry": seq})
		}
		c.step(1)
	})
	if err != nil {
		return err
	}
	return c.v.read(c.ctx, func(s *session) error {
		c.v.state.Lock()
		known := c.v.man.Now
		c.v.state.Unlock()
		holds, err := s.holdsAnchor(known)
		if err == nil && !holds {
			c.found("", "vault.check.cut", app.Args{"entry": known.Seq})
		}
		return err
	})
}

func (c *checker) owner(kind app.Kind, id app.ID) uint64 {
	return maphash.String(c.seed, string(kind)+"\x00"+string(id))
}

// records opens every record and compares it with its head and its history.
func (c *checker) records() error {
	var buckets []string
	err := c.v.read(c.ctx, func(s *session) (err error) {
		buckets, err = s.buckets(recordPrefix)
		return err
	})
	for _, bucket := range buckets {
		if err != nil {
			break
		}
		kind := app.Kind(strings.TrimPrefix(bucket, recordPrefix))
		err = c.batches(bucket, headPrefix+string(kind), func(p pair) {
			c.record(kind, p)
			c.step(1)
		})
	}
	return err
}

func (c *checker) record(kind app.Kind, p pair) {
	where := string(kind) + " " + p.key
	var e envelope
	err := recordCodec{keys: c.v.keys, kind: kind}.Unmarshal(p.value, &e)
	if errors.Is(err, errLocked) {
		c.report.Locked++
		return
	}
	if err != nil || string(e.ID) != p.key {
		c.found(where, "vault.check.record", nil)
		return
	}
	good := c.headFits(where, kind, &e, p.other)
	for _, seq := range e.Links {
		owner, opened := c.owners[seq]
		switch {
		case opened && owner == c.owner(kind, e.ID):
			c.claimed[seq] = true
		case opened || !c.lockedEntry(seq) && !c.newEntry(seq):
			good = false
			c.found(where, "vault.check.links", app.Args{"entry": seq})
		}
	}
	if good {
		c.report.Records++
	}
}

// lockedEntry says whether an entry is there but sealed with a key that is not held.
func (c *checker) lockedEntry(seq uint64) bool {
	return seq >= 1 && seq <= c.last && !c.v.keys.holds(tierRestricted)
}

// newEntry says whether an entry came while the check was under way.
func (c *checker) newEntry(seq uint64) (there bool) {
	if seq <= c.last {
		return false
	}
	err := c.v.read(c.ctx, func(s *session) error {
		mac, err := s.linkMACAt(seq)
		there = mac != nil
		return err
	})
	return err == nil && there
}

// headFits compares a record with the head beside it.
func (c *checker) headFits(where string, kind app.Kind, e *envelope, box []byte) bool {
	if len(e.HeadSum) == 0 {
		if len(box) > 0 {
			c.found(where, "vault.check.head.extra", nil)
		}
		return len(box) == 0
	}
	h := headBox{id: e.ID}
	if len(box) == 0 {
		c.found(where, "vault.check.head.missing", nil)
		return false
	}
	if err := (headCodec{c.v.keys, kind}).Unmarshal(box, &h); err != nil || string(digest(h.plain)) != string(e.HeadSum) {
		c.found(where, "vault.check.head.differs", nil)
		return false
	}
	return true
}

// heads looks for heads without a record.
func (c *checker) heads() error {
	var buckets []string
	err := c.v.read(c.ctx, func(s *session) (err error) {
		buckets, err = s.buckets(headPrefix)
		return err
	})
	for _, bucket := range buckets {
		if err != nil {
			break
		}
		kind := strings.TrimPrefix(bucket, headPrefix)
		err = c.batches(bucket, recordPrefix+kind, func(p pair) {
			if len(p.other) == 0 {
				c.found(kind+" "+p.key, "vault.check.head.alone", nil)
			}
		})
	}
	return err
}

// unclaimed looks for entries of the history whose record does not know them: the
// record was put back to an older one.
func (c *checker) unclaimed() error {
	for seq := uint64(1); seq <= c.last; seq++ {
		if _, opened := c.owners[seq]; opened && !c.claimed[seq] {
			c.found("", "vault.check.unclaimed", app.Args{"entry": seq})
		}
	}
	return nil
}

// counters opens the counters.
func (c *checker) counters() error {
	return c.batches(counterBucket, "", func(p pair) {
		if _, err := (&session{keys: c.v.keys}).openCounter(p.key, p.value); err != nil {
			c.found("", "vault.check.counter", nil)
		}
	})
}

// attachments reads every kept file.
func (c *checker) attachments() error {
	known := map[string]bool{}
	err := c.batches(recordPrefix+string(app.KindAttachment), "", func(p pair) {
		known[p.key] = true
		if c.ctx.Err() != nil {
			return
		}
		r, a, err := c.v.OpenAttachment(c.ctx, p.key)
		if app.CodeOf(err) == app.CodeLocked {
			return
		}
		if err == nil {
			_, err = io.Copy(io.Discard, &patientReader{c.ctx, r})
			err = errors.Join(err, r.Close())
		}
		if err != nil {
			c.found(p.key, "vault.check.attachment", app.Args{"name": a.Name})
			return
		}
		c.report.Attachments++
	})
	if err != nil {
		return err
	}
	return eachAttachment(c.v.place.attachments(), func(name, _ string) error {
		if !known[name] {
			c.report.Loose++
		}
		return nil
	})
}
