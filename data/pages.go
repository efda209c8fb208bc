package data

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// bbolt's own check trusts what it reads: in a garbled file it may walk in circles,
// take an endless list of free pages for true, or touch memory beyond the file. So
// the pages are walked here first, with plain reads and every number checked; only
// what passes is shown to bbolt.

// Flags of pages and of leaf elements.
const (
	pageBranch   = 0x01
	pageLeaf     = 0x02
	pageFreelist = 0x10
	leafIsBucket = 0x01
)

// Sizes of bbolt's structures, in bytes.
const (
	pageHeader    = 16
	pageElement   = 16
	bucketHeader  = 16
	deepestBucket = 8  // ours are two deep
	deepestTree   = 64 // more levels than any disk has room for
)

// pageWalk is a walk over all pages of a file.
type pageWalk struct {
	file  *os.File
	pages uint64 // in use by the file
	seen  []bool // reached or free
}

// walkPages checks the structure of a database file without bbolt. The caller has
// seen that the file is as long as its head says.
func walkPages(path string, facts fileFacts) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	head := make([]byte, pageSize)
	if _, err := f.ReadAt(head, facts.head); err != nil {
		return err
	}
	pages, txid, ok := readBoltMeta(head)
	if !ok || txid != facts.TxID || int64(pages)*pageSize > facts.Size {
		return errors.New("the head changed meanwhile")
	}
	meta := head[boltMetaOffset:]
	w := &pageWalk{file: f, pages: pages, seen: make([]bool, pages)}
	w.seen[0], w.seen[1] = true, true
	if err := w.tree(binary.LittleEndian.Uint64(meta[16:]), nil, nil, 0, 0); err != nil {
		return err
	}
	if err := w.freelist(binary.LittleEndian.Uint64(meta[32:])); err != nil {
		return err
	}
	for id, seen := range w.seen {
		if !seen {
			return fmt.Errorf("page %d is lost", id)
		}
	}
	return nil
}

// mark notes that a run of pages is taken; each may be only once.
func (w *pageWalk) mark(id, overflow uint64) error {
	if id < 2 || id >= w.pages || overflow >= w.pages-id {
		return fmt.Errorf("page %d lies outside", id)
	}
	for i := id; i <= id+overflow; i++ {
		if w.seen[i] {
			return fmt.Errorf("page %d is used twice", i)
		}
		w.seen[i] = true
	}
	return nil
}

// page reads a page with what overflows it, and marks both.
func (w *pageWalk) page(id uint64) (page []byte, flags uint16, count int, err error) {
	if id < 2 || id >= w.pages {
		return nil, 0, 0, fmt.Errorf("page %d lies outside", id)
	}
	header := make([]byte, pageHeader)
	if _, err := w.file.ReadAt(header, int64(id)*pageSize); err != nil {
		return nil, 0, 0, err
	}
	order := binary.LittleEndian
	overflow := uint64(order.Uint32(header[12:]))
	if order.Uint64(header) != id {
		return nil, 0, 0, fmt.Errorf("page %d says it is another", id)
	}
	if err := w.mark(id, overflow); err != nil {
		return nil, 0, 0, err
	}
	page = make([]byte, (overflow+1)*pageSize)
	if _, err := w.file.ReadAt(page, int64(id)*pageSize); err != nil {
		return nil, 0, 0, err
	}
	return page, order.Uint16(header[8:]), int(order.Uint16(header[10:])), nil
}

// tree walks a tree of pages whose keys lie from low up to but not at high; nil is
// no bound.
func (w *pageWalk) tree(id uint64, low, high []byte, level, bucket int) error {
	if level > deepestTree {
		return errors.New("a tree too deep")
	}
	page, flags, count, err := w.page(id)
	if err != nil {
		return err
	}
	switch flags {
	case pageLeaf:
		return w.leaf(id, page, count, low, high, bucket)
	case pageBranch:
		return w.branch(id, page, count, low, high, level, bucket)
	}
	return fmt.Errorf("page %d has flags %x", id, flags)
}

// keysOf reads the keys of a page, which must lie inside it, in order and in bounds.
// posAt and sizeAt are where an element keeps the place and length of its key.
func keysOf(id uint64, page []byte, count, posAt, sizeAt int, low, high []byte) ([][]byte, error) {
	order := binary.LittleEndian
	if pageHeader+count*pageElement > len(page) {
		return nil, fmt.Errorf("page %d has too many elements", id)
	}
	keys := make([][]byte, count)
	for i := range count {
		at := pageHeader + i*pageElement
		start := uint64(at) + uint64(order.Uint32(page[at+posAt:]))
		end := start + uint64(order.Uint32(page[at+sizeAt:]))
		if end > uint64(len(page)) || start == end {
			return nil, fmt.Errorf("page %d, element %d lies outside", id, i)
		}
		keys[i] = page[start:end]
		misplaced := i == 0 && low != nil && bytes.Compare(keys[i], low) < 0 ||
			i > 0 && bytes.Compare(keys[i-1], keys[i]) >= 0 ||
			high != nil && bytes.Compare(keys[i], high) >= 0
		if misplaced {
			return nil, fmt.Errorf("page %d, element %d is out of order", id, i)
		}
	}
	return keys, nil
}

func (w *pageWalk) branch(id uint64, page []byte, count int, low, high []byte, level, bucket int) error {
	if count == 0 {
		return fmt.Errorf("page %d is an empty branch", id)
	}
	keys, err := keysOf(id, page, count, 0, 4, low, high)
	if err != nil {
		return err
	}
	for i := range count {
		next := high
		if i+1 < count {
			next = keys[i+1]
		}
		child := binary.LittleEndian.Uint64(page[pageHeader+i*pageElement+8:])
		if err := w.tree(child, keys[i], next, level+1, bucket); err != nil {
			return err
		}
	}
	return nil
}

func (w *pageWalk) leaf(id uint64, page []byte, count int, low, high []byte, bucket int) error {
	order := binary.LittleEndian
	if _, err := keysOf(id, page, count, 4, 8, low, high); err != nil {
		return err
	}
	for i := range count {
		at := pageHeader + i*pageElement
		start := uint64(at) + uint64(order.Uint32(page[at+4:])) + uint64(order.Uint32(page[at+8:]))
		end := start + uint64(order.Uint32(page[at+12:]))
		if end > uint64(len(page)) {
			return fmt.Errorf("page %d, value %d lies outside", id, i)
		}
		if order.Uint32(page[at:])&leafIsBucket == 0 {
			continue
		}
		if err := w.bucket(id, page[start:end], bucket+1); err != nil {
			return err
		}
	}
	return nil
}

// bucket walks a bucket: a page number, or 0 and a small page inside the value.
func (w *pageWalk) bucket(id uint64, value []byte, bucket int) error {
	if bucket > deepestBucket || len(value) < bucketHeader {
		return fmt.Errorf("page %d has a broken bucket", id)
	}
	if root := binary.LittleEndian.Uint64(value); root != 0 {
		return w.tree(root, nil, nil, 0, bucket)
	}
	inside := value[bucketHeader:]
	if len(inside) < pageHeader || binary.LittleEndian.Uint16(inside[8:]) != pageLeaf {
		return fmt.Errorf("page %d has a broken small bucket", id)
	}
	return w.leaf(id, inside, int(binary.LittleEndian.Uint16(inside[10:])), nil, nil, bucket)
}

// freelist reads the list of free pages; each must be free indeed.
func (w *pageWalk) freelist(id uint64) error {
	page, flags, count, err := w.page(id)
	if err != nil {
		return err
	}
	if flags != pageFreelist {
		return fmt.Errorf("page %d is no list of free pages", id)
	}
	ids := page[pageHeader:]
	if count == 0xffff { // too many for the header: the first number is the count
		large := binary.LittleEndian.Uint64(ids)
		if large > w.pages {
			return fmt.Errorf("page %d lists too many free pages", id)
		}
		count, ids = int(large), ids[8:]
	}
	if count*8 > len(ids) {
		return fmt.Errorf("page %d lists too many free pages", id)
	}
	for i := range count {
		if err := w.mark(binary.LittleEndian.Uint64(ids[i*8:]), 0); err != nil {
			return err
		}
	}
	return nil
}
