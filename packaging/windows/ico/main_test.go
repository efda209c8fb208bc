package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// square writes a picture and returns its file.
func square(t *testing.T, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "p.png")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestIconHoldsEveryPicture(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{square(t, 256, 256), square(t, 16, 16)}, &out); err != nil {
		t.Fatal(err)
	}
	file := out.Bytes()
	if n := binary.LittleEndian.Uint16(file[4:]); n != 2 {
		t.Fatalf("%d pictures, want 2", n)
	}
	for i, side := range []int{16, 256} {
		entry := file[headSize+entrySize*i:]
		if entry[0] != byte(side) || entry[1] != byte(side) {
			t.Errorf("picture %d is %d × %d, want %d", i, entry[0], entry[1], side)
		}
		size, offset := binary.LittleEndian.Uint32(entry[8:]), binary.LittleEndian.Uint32(entry[12:])
		config, err := png.DecodeConfig(bytes.NewReader(file[offset : offset+size]))
		if err != nil || config.Width != side {
			t.Errorf("picture %d: width %d, %v; want %d", i, config.Width, err, side)
		}
	}
}

func TestIconRefusesWrongPictures(t *testing.T) {
	for name, files := range map[string][]string{
		"none": nil, "not square": {square(t, 16, 8)}, "too large": {square(t, 512, 512)},
		"missing": {filepath.Join(t.TempDir(), "none.png")},
	} {
		if err := run(files, new(bytes.Buffer)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
