package data

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/asdine/storm/v3"
	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// A link is an entry of the history in its bucket: format, tier, the MAC, then
// nonce and sealed entry. The MAC covers the MAC of the link before, the sequence
// number and all sealed bytes, so that whoever does not hold the key can neither
// change, drop, insert nor reorder entries; and it can be checked without the key
// of restricted entries.

const linkMAC = 2 // where the MAC starts

// chainHead is the newest link: its number and MAC; zero and nil for none.
type chainHead struct {
	seq uint64
	mac []byte
}

// sealLink seals an entry as the link after head and returns the new head.
func (s *session) sealLink(head chainHead, t tier, plain []byte) (link []byte, next chainHead, err error) {
	seq := head.seq + 1
	box, err := s.keys.seal(forHistory, t, linkBound(seq), plain)
	if err != nil {
		return nil, head, err
	}
	mac := s.keys.linkSum(head.mac, seq, box)
	link = make([]byte, 0, len(box)+len(mac))
	link = append(link, box[:linkMAC]...)
	link = append(link, mac...)
	link = append(link, box[linkMAC:]...)
	return link, chainHead{seq, mac}, nil
}

func linkBound(seq uint64) []byte { return append([]byte("history"), seqKey(seq)...) }

// linkSum is the MAC of a link.
func (k *keyring) linkSum(previous []byte, seq uint64, box []byte) []byte {
	return keyedHash(k.chain, previous, seqKey(seq), box)
}

// splitLink takes a link apart into its MAC and the sealed box.
func splitLink(link []byte) (mac, box []byte, err error) {
	if len(link) < linkMAC+sha256.Size {
		return nil, nil, errDamaged
	}
	mac = link[linkMAC : linkMAC+sha256.Size]
	box = append(append(make([]byte, 0, len(link)-sha256.Size), link[:linkMAC]...), link[linkMAC+sha256.Size:]...)
	return mac, box, nil
}

// checkLink says whether a link follows the one with the MAC previous.
func (k *keyring) checkLink(previous []byte, seq uint64, link []byte) (mac []byte, ok bool) {
	mac, box, err := splitLink(link)
	if err != nil {
		return nil, false
	}
	return mac, hmac.Equal(mac, k.linkSum(previous, seq, box))
}

// openLink opens an entry of the history.
func (s *session) openLink(seq uint64, link []byte) (app.History, error) {
	_, box, err := splitLink(link)
	if err != nil {
		return app.History{}, err
	}
	plain, _, err := s.keys.open(forHistory, linkBound(seq), box)
	if err != nil {
		return app.History{}, err
	}
	return decodeHistory(seq, plain, s.zone)
}

// chainHead reads the newest link. It is always read inside the transaction: one
// remembered from before would break the chain after a failed commit.
func (s *session) chainHead() (chainHead, error) {
	var key, link []byte
	err := guarded(func() error {
		b := s.node(historyBucket).GetBucket(s.tx, historyBucket)
		if b == nil {
			return nil
		}
		c := b.Cursor()
		var k, v []byte
		for k, v = c.Last(); k != nil && v == nil; k, v = c.Prev() {
			continue // storm's own bucket sorts behind our keys
		}
		key, link = append(key, k...), append(link, v...)
		return nil
	})
	if err != nil || len(key) == 0 {
		return chainHead{}, err
	}
	mac, _, err := splitLink(link)
	if err != nil || len(key) != 8 {
		return chainHead{}, fmt.Errorf("%w: newest link of the history", errDamaged)
	}
	return chainHead{seqOf(key), mac}, nil
}

// linkMACAt returns the MAC of one link, nil when there is no such link.
func (s *session) linkMACAt(seq uint64) ([]byte, error) {
	var link []byte
	err := s.get(historyBucket, seqKey(seq), &link)
	if errors.Is(err, storm.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	mac, _, err := splitLink(link)
	return mac, err
}

// history opens the entries with the given numbers. Those whose key is not held
// are left out.
func (s *session) history(links []uint64) ([]app.History, error) {
	entries := make([]app.History, 0, len(links))
	for _, seq := range links {
		var link []byte
		if err := s.get(historyBucket, seqKey(seq), &link); err != nil {
			if errors.Is(err, storm.ErrNotFound) {
				err = fmt.Errorf("%w: history entry %d is missing", errDamaged, seq)
			}
			return nil, err
		}
		h, err := s.openLink(seq, link)
		if errors.Is(err, errLocked) {
			continue
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, h)
	}
	return entries, nil
}

// findLinks searches the whole history for the entries of one record. It is for a
// record whose envelope no longer opens.
func (s *session) findLinks(kind app.Kind, id app.ID) (links []uint64, err error) {
	err = s.walk(historyBucket, nil, func(key, link []byte) error {
		h, err := s.openLink(seqOf(key), link)
		if err == nil && h.Kind == kind && h.ID == id {
			links = append(links, h.Seq)
		}
		return nil
	})
	return links, err
}

// holdsAnchor says whether the history of the file is the one an anchor was taken
// from, or a continuation of it.
func (s *session) holdsAnchor(a anchor) (bool, error) {
	if a.Seq == 0 {
		return true, nil
	}
	mac, err := s.linkMACAt(a.Seq)
	return err == nil && hmac.Equal(mac, a.Head), err
}

// anchorOf describes a database as it is in a transaction.
func (s *session) anchorOf(tx *bolt.Tx) (anchor, error) {
	head, err := s.chainHead()
	return anchor{Size: tx.Size(), TxID: uint64(tx.ID()), Seq: head.seq, Head: head.mac}, err
}
