package data

import (
	"bytes"
	"encoding/binary"
	"strings"
	"time"
)

// Numbers of the few Exif fields that are read (Exif 2.32, TIFF 6.0).
const (
	tagOrientation  = 0x0112
	tagExif         = 0x8769 // pointer to the fields of the camera
	tagGPS          = 0x8825 // pointer to the fields of the place
	tagTaken        = 0x9003 // "2006:01:02 15:04:05"
	tagTakenOffset  = 0x9011 // "+08:00"
	tiffEntrySize   = 12
	mostTIFFEntries = 512
)

// tiffTypeSize is the size of one value of each TIFF type, in bytes.
var tiffTypeSize = [...]int{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}

// exifFacts are what a photo says about itself.
type exifFacts struct {
	orientation int // 1 to 8; 1 is upright
	taken       time.Time
}

// readExif reads the facts of the TIFF block in a photo. What is missing or wrong
// is left out: a photo with odd data is still a photo. A time without a zone is
// taken to be in zone.
func readExif(block []byte, zone *time.Location) exifFacts {
	facts := exifFacts{orientation: 1}
	t, ok := newTIFF(block)
	if !ok {
		return facts
	}
	first := t.entries(t.first)
	if e, ok := first[tagOrientation]; ok && e.kind == 3 {
		if n := int(t.order.Uint16(t.block[e.at:])); n >= 1 && n <= 8 {
			facts.orientation = n
		}
	}
	pointer, ok := first[tagExif]
	if !ok || pointer.kind != 4 {
		return facts
	}
	camera := t.entries(t.order.Uint32(t.block[pointer.at:]))
	taken := t.text(camera[tagTaken])
	if offset := t.text(camera[tagTakenOffset]); offset != "" {
		if at, err := time.Parse("2006:01:02 15:04:05 -07:00", taken+" "+offset); err == nil {
			facts.taken = at.In(zone)
			return facts
		}
	}
	if at, err := time.ParseInLocation("2006:01:02 15:04:05", taken, zone); err == nil {
		facts.taken = at
	}
	return facts
}

// wipePlace blanks the fields of the place in a TIFF block, keeping its length.
func wipePlace(block []byte) {
	t, ok := newTIFF(block)
	if !ok {
		return
	}
	pointer, ok := t.entries(t.first)[tagGPS]
	if !ok || pointer.kind != 4 {
		return
	}
	for _, e := range t.entries(t.order.Uint32(t.block[pointer.at:])) {
		clear(t.block[e.at : e.at+e.size])
		clear(t.block[e.entry : e.entry+tiffEntrySize])
	}
}

// tiff is a TIFF block.
type tiff struct {
	block []byte
	order binary.ByteOrder
	first uint32 // offset of the first list of entries
}

// tiffEntry is a field whose value lies wholly inside the block.
type tiffEntry struct {
	kind  uint16
	entry int // offset of the entry
	at    int // offset of the value
	size  int // bytes of the value
}

func newTIFF(block []byte) (*tiff, bool) {
	t := &tiff{block: block}
	switch {
	case bytes.HasPrefix(block, []byte("II*\x00")):
		t.order = binary.LittleEndian
	case bytes.HasPrefix(block, []byte("MM\x00*")):
		t.order = binary.BigEndian
	default:
		return nil, false
	}
	if len(block) < 8 {
		return nil, false
	}
	t.first = t.order.Uint32(block[4:])
	return t, true
}

// entries reads the list of entries at an offset; those that do not fit are left out.
func (t *tiff) entries(offset uint32) map[uint16]tiffEntry {
	list := map[uint16]tiffEntry{}
	if uint64(offset)+2 > uint64(len(t.block)) {
		return list
	}
	count := min(int(t.order.Uint16(t.block[offset:])), mostTIFFEntries)
	for i := range count {
		at := int(offset) + 2 + i*tiffEntrySize
		if at+tiffEntrySize > len(t.block) {
			break
		}
		raw := t.block[at:]
		e := tiffEntry{kind: t.order.Uint16(raw[2:]), entry: at, at: at + 8}
		values := uint64(t.order.Uint32(raw[4:]))
		if int(e.kind) >= len(tiffTypeSize) || values > uint64(len(t.block)) {
			continue
		}
		e.size = int(values) * tiffTypeSize[e.kind]
		if e.size > 4 {
			start := uint64(t.order.Uint32(raw[8:]))
			if start+uint64(e.size) > uint64(len(t.block)) {
				continue
			}
			e.at = int(start)
		}
		if e.size > 0 {
			list[t.order.Uint16(raw)] = e
		}
	}
	return list
}

// text reads a text field without the zero at its end.
func (t *tiff) text(e tiffEntry) string {
	if e.kind != 2 {
		return ""
	}
	return strings.TrimRight(string(t.block[e.at:e.at+e.size]), "\x00 ")
}

// exifBlock finds the TIFF block inside a JPEG, PNG or WebP file, nil when there is
// none.
func exifBlock(file []byte) []byte {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xd8")):
		return exifInJPEG(file)
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")):
		return exifInChunks(file[8:], "eXIf", binary.BigEndian, 0, 4, 4)
	case bytes.HasPrefix(file, []byte("RIFF")) && len(file) >= 12:
		return exifInChunks(file[12:], "EXIF", binary.LittleEndian, 4, 0, 0)
	}
	return nil
}

// exifInJPEG walks the segments up to the picture's data.
func exifInJPEG(file []byte) []byte {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker := file[at+1]
		if marker == 0xff { // a fill byte
			at++
			continue
		}
		if marker == 0xda || marker == 0xd9 { // data, end
			return nil
		}
		size := int(binary.BigEndian.Uint16(file[at+2:]))
		if size < 2 || at+2+size > len(file) {
			return nil
		}
		body := file[at+4 : at+2+size]
		if marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return body[6:]
		}
		at += 2 + size
	}
	return nil
}

// exifInChunks walks chunks of a size, a name and a body: PNG has the size first
// and a checksum behind, WebP has the name first and bodies of even length.
func exifInChunks(file []byte, name string, order binary.ByteOrder, sizeAt, nameAt, after int) []byte {
	for len(file) >= 8 {
		size := uint64(order.Uint32(file[sizeAt:]))
		if size > uint64(len(file)-8) {
			return nil
		}
		if string(file[nameAt:nameAt+4]) == name {
			body := file[8 : 8+size]
			return bytes.TrimPrefix(body, []byte("Exif\x00\x00"))
		}
		step := 8 + size + uint64(after)
		if after == 0 {
			step += size % 2
		}
		if step > uint64(len(file)) {
			return nil
		}
		file = file[step:]
	}
	return nil
}
