package data

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"os"
)

// pageSize is that of every database we make, whatever the computer's own is, so
// that a file moves between systems and its head can be read without bbolt.
const pageSize = 4096

// What bbolt writes at the start of each of its two meta pages, after a page
// header of 16 bytes.
const (
	boltMetaOffset  = 16
	boltMetaSummed  = 56 // bytes covered by the checksum that follows them
	boltMagic       = 0xED0CDAED
	boltVersion     = 2
	boltPageCountAt = 40
	boltTxIDAt      = 48
)

// errNotBolt says that neither head of a file can be read.
var errNotBolt = errors.New("no readable head")

// fileFacts is what can be told about a database file without mapping it: a map
// of a cut file ends the program when it is touched.
type fileFacts struct {
	Size   int64  // bytes in the file
	Needed int64  // bytes that its pages take
	TxID   uint64 // number of its newest transaction
	Torn   bool   // one of its two heads cannot be read
	head   int64  // offset of the newest head: in a copy it is always the first
}

// examine reads the facts of a database file. An empty file or one without a
// readable head gives errNotBolt together with its size.
func examine(path string) (fileFacts, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileFacts{}, err
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil {
		return fileFacts{}, err
	}
	facts := fileFacts{Size: info.Size()}
	heads := make([]byte, 2*pageSize)
	n, err := io.ReadFull(f, heads)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return facts, err
	}
	readable := 0
	for start := 0; start+pageSize <= n; start += pageSize {
		pages, txid, ok := readBoltMeta(heads[start : start+pageSize])
		if !ok {
			continue
		}
		readable++
		if readable == 1 || txid > facts.TxID {
			facts.TxID, facts.Needed, facts.head = txid, int64(pages)*pageSize, int64(start)
		}
	}
	if readable == 0 {
		return facts, errNotBolt
	}
	facts.Torn = readable == 1
	return facts, nil
}

// readBoltMeta reads one head: how many pages the file has and the number of its
// transaction.
func readBoltMeta(page []byte) (pages, txid uint64, ok bool) {
	meta := page[boltMetaOffset:]
	order := binary.LittleEndian // of every system we build for
	sum := fnv.New64a()
	_, _ = sum.Write(meta[:boltMetaSummed]) // a hash never fails
	if order.Uint32(meta) != boltMagic || order.Uint32(meta[4:]) != boltVersion ||
		order.Uint32(meta[8:]) != pageSize || order.Uint64(meta[boltMetaSummed:]) != sum.Sum64() {
		return 0, 0, false
	}
	pages = order.Uint64(meta[boltPageCountAt:])
	return pages, order.Uint64(meta[boltTxIDAt:]), pages < 1<<40
}
