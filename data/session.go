package data

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/asdine/storm/v3"
	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// Names of the buckets; those of kinds have the kind behind the dot.
const (
	recordPrefix  = "record."
	headPrefix    = "head."
	historyBucket = "history"
	counterBucket = "counter"
	metaBucket    = "meta"
)

// session is one transaction on the database: the only place where storm and
// bbolt are spoken to. Every call into them is guarded.
type session struct {
	storm *storm.DB
	tx    *bolt.Tx
	keys  *keyring
	zone  *time.Location // in which times are given back
	nodes map[string]storm.Node

	plain  []byte   // of the record opened last
	opened envelope // of the record read last
}

func newSession(e *engine, tx *bolt.Tx, keys *keyring, zone *time.Location) *session {
	return &session{storm: e.storm, tx: tx, keys: keys, zone: zone, nodes: map[string]storm.Node{}}
}

// node returns the storm node of a bucket, bound to the transaction and with the
// bucket's codec. Nodes hang directly below the root: chains of From share memory.
func (s *session) node(bucket string) storm.Node {
	if n, ok := s.nodes[bucket]; ok {
		return n
	}
	n := s.storm.WithTransaction(s.tx)
	switch {
	case strings.HasPrefix(bucket, recordPrefix):
		n = n.WithCodec(recordCodec{s.keys, app.Kind(bucket[len(recordPrefix):]), &s.plain})
	case strings.HasPrefix(bucket, headPrefix):
		n = n.WithCodec(headCodec{s.keys, app.Kind(bucket[len(headPrefix):])})
	default:
		n = n.WithCodec(rawCodec{})
	}
	s.nodes[bucket] = n
	return n
}

// get reads one value into what the bucket's codec takes; storm.ErrNotFound when
// there is none.
func (s *session) get(bucket string, key, into any) error {
	return guarded(func() error { return s.node(bucket).Get(bucket, key, into) })
}

// set writes one value.
func (s *session) set(bucket string, key, value any) error {
	return guarded(func() error { return s.node(bucket).Set(bucket, key, value) })
}

// remove takes one value away, if there.
func (s *session) remove(bucket string, key any) error {
	err := guarded(func() error { return s.node(bucket).Delete(bucket, key) })
	if errors.Is(err, storm.ErrNotFound) { // no such bucket yet
		return nil
	}
	return err
}

// walk calls visit for each key and value of a bucket from start on, in order of
// keys. The slices are valid only during the call.
func (s *session) walk(bucket string, start []byte, visit func(key, value []byte) error) error {
	var c *bolt.Cursor
	var k, v []byte
	err := guarded(func() error {
		if b := s.node(bucket).GetBucket(s.tx, bucket); b != nil {
			c = b.Cursor()
			k, v = c.Seek(start)
		}
		return nil
	})
	for err == nil && k != nil {
		if v != nil { // storm keeps a bucket of its own in each of ours
			if err := visit(k, v); err != nil {
				return err
			}
		}
		err = guarded(func() error {
			k, v = c.Next()
			return nil
		})
	}
	return err
}

// buckets lists the buckets whose names begin with prefix.
func (s *session) buckets(prefix string) (names []string, err error) {
	err = guarded(func() error {
		return s.tx.ForEach(func(name []byte, _ *bolt.Bucket) error {
			if bytes.HasPrefix(name, []byte(prefix)) {
				names = append(names, string(name))
			}
			return nil
		})
	})
	return names, err
}

// record opens a record's envelope: storm.ErrNotFound, errLocked or errDamaged.
func (s *session) record(kind app.Kind, id app.ID) (*envelope, error) {
	e := new(envelope)
	if err := s.recordInto(e, kind, id); err != nil {
		return nil, err
	}
	return e, nil
}

func (s *session) recordInto(e *envelope, kind app.Kind, id app.ID) error {
	if err := s.get(recordPrefix+string(kind), string(id), e); err != nil {
		return err
	}
	if e.ID != id { // a sealed value carried to another key
		return fmt.Errorf("%w: record of another id", errDamaged)
	}
	return nil
}

// head opens a head.
func (s *session) head(kind app.Kind, id app.ID) (*app.Head, error) {
	box := headBox{id: id}
	if err := s.get(headPrefix+string(kind), string(id), &box); err != nil {
		return nil, err
	}
	return decodeHead(kind, id, box.plain, s.zone)
}

// counterKey names a series without telling it.
func (s *session) counterKey(series string) string {
	return hex.EncodeToString(keyedHash(s.keys.series, []byte(series))[:16])
}

// counter reads the last number given in a series, 0 for none.
func (s *session) counter(series string) (int, error) {
	key := s.counterKey(series)
	var box []byte
	err := s.get(counterBucket, key, &box)
	if errors.Is(err, storm.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	row, err := s.openCounter(key, box)
	return row.Last, err
}

func (s *session) openCounter(key string, box []byte) (counterRow, error) {
	plain, _, err := s.keys.open(forCounters, []byte(key), box)
	if err != nil {
		return counterRow{}, err
	}
	var row counterRow
	if err := decoding.Unmarshal(plain, &row); err != nil || s.counterKey(row.Series) != key {
		return counterRow{}, fmt.Errorf("%w: counter", errDamaged)
	}
	return row, nil
}

// setCounter writes the last number given in a series.
func (s *session) setCounter(series string, last int) error {
	plain, err := encoding.Marshal(counterRow{Series: series, Last: last})
	if err != nil {
		return err
	}
	key := s.counterKey(series)
	box, err := s.keys.seal(forCounters, tierSchool, []byte(key), plain)
	if err != nil {
		return err
	}
	return s.set(counterBucket, key, box)
}

// packed says that many values will be written in order of their keys, so that
// bbolt fills its pages.
func (s *session) packed(bucket string) error {
	return guarded(func() error {
		b, err := s.node(bucket).CreateBucketIfNotExists(s.tx, bucket)
		if err == nil {
			b.FillPercent = 0.95
		}
		return err
	})
}

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func seqOf(key []byte) uint64 {
	if len(key) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}
