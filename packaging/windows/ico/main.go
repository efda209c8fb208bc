// Package main packs PNG pictures of one icon into a Windows .ico file:
//
//	go run ./packaging/windows/ico app-16.png app-32.png ... >app.ico
//
// Allowed imports: the standard library only.
package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"image/png"
	"io"
	"os"
	"slices"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "ico:", err)
		os.Exit(1)
	}
}

// picture is one size of the icon.
type picture struct {
	side int // pixels, 1 to 256
	png  []byte
}

// run reads the files and writes the icon.
func run(files []string, out io.Writer) error {
	pictures := make([]picture, 0, len(files))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		config, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if config.Width != config.Height || config.Width > 256 {
			return fmt.Errorf("%s is %d × %d: an icon is square and at most 256 wide", file, config.Width, config.Height)
		}
		pictures = append(pictures, picture{config.Width, data})
	}
	if len(pictures) == 0 {
		return fmt.Errorf("no pictures given")
	}
	slices.SortFunc(pictures, func(a, b picture) int { return cmp.Compare(a.side, b.side) })
	_, err := out.Write(pack(pictures))
	return err
}

// Sizes of the parts of an .ico file in bytes.
const (
	headSize  = 6
	entrySize = 16
)

// pack lays out the file: a head, one entry per picture, the pictures.
func pack(pictures []picture) []byte {
	le := binary.LittleEndian
	file := le.AppendUint16(nil, 0)                     // reserved
	file = le.AppendUint16(file, 1)                     // an icon, not a cursor
	file = le.AppendUint16(file, uint16(len(pictures))) // how many
	offset := headSize + entrySize*len(pictures)
	for _, p := range pictures {
		side := byte(p.side)                  // 256 is written as 0
		file = append(file, side, side, 0, 0) // width, height, no palette, reserved
		file = le.AppendUint16(file, 1)       // planes
		file = le.AppendUint16(file, 32)      // bits per pixel
		file = le.AppendUint32(file, uint32(len(p.png)))
		file = le.AppendUint32(file, uint32(offset))
		offset += len(p.png)
	}
	for _, p := range pictures {
		file = append(file, p.png...)
	}
	return file
}
