package data

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"campuskeeper/app"
)

// FuzzKeyFile: whatever a key file says, it is refused or it is read and written
// again the same; it never opens with a wrong word.
func FuzzKeyFile(f *testing.F) {
	file, _, _, err := newKeyFile(testPassphrase, argonCost{Time: 1, MemoryKiB: 8, Threads: 1})
	if err != nil {
		f.Fatal(err)
	}
	text, err := file.bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"format":"campuskeeper-keys","version":1,"slots":[{}]}`))
	f.Add([]byte("[]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := readKeyFile(text)
		if err != nil {
			if code := app.CodeOf(err); code != app.CodeCorrupt && code != app.CodeConflict {
				t.Fatal(err)
			}
			return
		}
		again, err := file.bytes()
		if err != nil {
			t.Fatal(err)
		}
		second, err := readKeyFile(again)
		if err != nil || len(second.Slots) != len(file.Slots) || second.Revision != file.Revision {
			t.Fatalf("not the same when written again: %v", err)
		}
		for i := range file.Slots {
			if c := file.Slots[i].Argon2id; c != nil && (c.MemoryKiB > 1024 || c.Time > 2) {
				return // refusing takes as long as opening
			}
		}
		if _, _, err := file.unlock(Passphrase(otherWord)); err == nil {
			t.Fatal("opens with a wrong word")
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"format":"campuskeeper-manifest","state":"open","now":{"size":8192,"txid":7}}`))
	f.Add([]byte(`{"format":"campuskeeper-manifest","state":"swapping","now":{},"next":{"txid":1}}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := readManifest(text)
		if err != nil {
			return
		}
		_ = m.compare(fileFacts{Size: 4096, TxID: 3}) // never panics
		p := place(t.TempDir())
		if err := m.save(p); err != nil {
			t.Fatal(err)
		}
		again, err := loadManifest(p)
		if err != nil || again == nil || again.State != m.State || again.Now.TxID != m.Now.TxID {
			t.Fatalf("not the same when written again: %+v, %v", again, err)
		}
	})
}

// FuzzRows reads arbitrary bytes as what lies inside of sealed values.
func FuzzRows(f *testing.F) {
	h := hazard("id", 1)
	head, err1 := encodeHead(h.Head)
	entry, err2 := encodeHistory(h.History)
	value, err3 := encoding.Marshal(&envelope{ID: "id", Links: []uint64{1}, Value: []byte{0xa0}})
	if err1 != nil || err2 != nil || err3 != nil {
		f.Fatal(err1, err2, err3)
	}
	f.Add(head)
	f.Add(entry)
	f.Add(value)
	f.Fuzz(func(t *testing.T, plain []byte) {
		if h, err := decodeHead(app.KindEntry, "id", plain, time.UTC); err == nil {
			again, err := encodeHead(h)
			if err != nil {
				t.Fatal(err)
			}
			second, err := decodeHead(app.KindEntry, "id", again, time.UTC)
			if err != nil || second.Title != h.Title || !second.Created.Equal(h.Created) {
				t.Fatalf("head is not the same when written again: %+v, %+v, %v", h, second, err)
			}
		}
		if h, err := decodeHistory(1, plain, time.UTC); err == nil {
			if _, err := encodeHistory(&h); err != nil {
				t.Fatal(err)
			}
		}
		var e envelope
		_ = decoding.Unmarshal(plain, &e) // never panics
	})
}

// FuzzBoxes opens arbitrary bytes as sealed values: nothing opens, nothing panics.
func FuzzBoxes(f *testing.F) {
	file, keys, _, err := newKeyFile(testPassphrase, argonCost{Time: 1, MemoryKiB: 8, Threads: 1})
	if err != nil {
		f.Fatal(file, err)
	}
	box, err := recordCodec{keys: keys, kind: app.KindEntry}.Marshal(&envelope{ID: "id", tier: tierSchool})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(box[:len(box)-1])
	f.Add([]byte{1, 2})
	f.Fuzz(func(t *testing.T, b []byte) {
		var e envelope
		if err := (recordCodec{keys: keys, kind: app.KindEntry}).Unmarshal(b, &e); err == nil {
			t.Fatal("opens")
		}
		s := &session{keys: keys, zone: time.UTC}
		if _, err := s.openLink(1, b); err == nil {
			t.Fatal("opens")
		}
		if _, ok := keys.checkLink(nil, 1, b); ok {
			t.Fatal("follows")
		}
	})
}

func FuzzRecoveryCode(f *testing.F) {
	f.Add("K7QM 2XRD 94HN TC3V 8WJP 5FYA R6KE H2ZB")
	f.Add("k7qm-2xrd")
	f.Add("22222222222222222222222222222222")
	f.Fuzz(func(t *testing.T, text string) {
		code, err := parseRecoveryCode(text)
		if err != nil {
			if app.CodeOf(err) != app.CodeInvalid {
				t.Fatal(err)
			}
			return
		}
		again, err := parseRecoveryCode(strings.ToLower(code))
		if err != nil || again != code || len(code) != recoveryLetters {
			t.Fatalf("%q: %q, %v", code, again, err)
		}
	})
}

func FuzzExif(f *testing.F) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		f.Add(exifFor(order, 6))
	}
	f.Add([]byte("II*\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, block []byte) {
		facts := readExif(block, testZone)
		if facts.orientation < 1 || facts.orientation > 8 {
			t.Fatalf("orientation %d", facts.orientation)
		}
		wiped := bytes.Clone(block)
		wipePlace(wiped)
		if len(wiped) != len(block) {
			t.Fatal("the length changed")
		}
	})
}

func FuzzPhotoFile(f *testing.F) {
	f.Add(jpegWith(f, corners(4, 4), exifFor(binary.LittleEndian, 3)))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x04eXIfII*\x00"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPEXIF\x05\x00\x00\x00II*\x00\x00"))
	f.Fuzz(func(_ *testing.T, file []byte) {
		_ = readExif(exifBlock(file), testZone) // never panics
		_ = readyHEIC(file, testZone)
	})
}

// FuzzDatabaseFile gives arbitrary changes of a real file to the walk over its pages,
// which must end and never panic.
func FuzzDatabaseFile(f *testing.F) {
	whole, err := os.ReadFile(filepath.Join(golden("v1"), "campus.db"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(3*pageSize), []byte{1, 2, 3})
	f.Add(uint32(16), []byte{0xed})
	f.Add(uint32(2*pageSize+8), []byte{0x10, 0, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, at uint32, change []byte) {
		changed := bytes.Clone(whole)
		copy(changed[int(at)%len(changed):], change)
		path := filepath.Join(t.TempDir(), "x.db")
		if err := os.WriteFile(path, changed, fileMode); err != nil {
			t.Fatal(err)
		}
		facts, err := examine(path)
		if err == nil && facts.Size >= facts.Needed {
			_ = walkPages(path, facts)
		}
	})
}

// FuzzSealedFile reads arbitrary bytes as an attachment's file.
func FuzzSealedFile(f *testing.F) {
	aead, err := chacha20poly1305.NewX(make([]byte, keySize))
	if err != nil {
		f.Fatal(err)
	}
	header := make([]byte, streamHeader)
	header[0], header[1] = formatSealed, byte(tierSchool)
	content := []byte("the content of the file")
	sum := hmac.New(sha256.New, nil)
	_, _ = sum.Write(content)
	name := hexText(sum.Sum(nil))
	var whole bytes.Buffer
	if _, err := sealStream(&whole, bytes.NewReader(content), aead, header); err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Bytes())
	f.Add(whole.Bytes()[:streamHeader])
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := newStreamReader(io.NopCloser(bytes.NewReader(file)), aead, header, hmac.New(sha256.New, nil), name)
		if err != nil {
			return
		}
		got, err := io.ReadAll(r)
		if err == nil && !bytes.Equal(got, content) {
			t.Fatalf("reads %q", got)
		}
	})
}

func FuzzBackupName(f *testing.F) {
	f.Add("campus-2026-11-23-103205+0800.db")
	f.Add("campus-2026-11-23-103205-0500-2.db")
	f.Fuzz(func(t *testing.T, name string) {
		if made, ok := backupTime(name); ok && made.IsZero() {
			t.Fatal("a backup without a time")
		}
	})
}
