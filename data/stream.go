package data

import (
	"bufio"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"hash"
	"io"
)

// A sealed file is a header (format, tier, random prefix) and pieces of 64 KiB, each
// sealed on its own with the header bound to it. The nonce of a piece is the prefix,
// its number, and whether it is the last: so pieces cannot be dropped, repeated,
// reordered, cut off or carried into another file, and any size streams through
// little memory.
const (
	pieceSize    = 64 << 10
	streamPrefix = 19
	streamHeader = 2 + streamPrefix
)

// pieceNonce is the nonce of one piece.
func pieceNonce(header []byte, number uint32, last bool) []byte {
	nonce := append(make([]byte, 0, streamPrefix+5), header[2:]...)
	nonce = binary.BigEndian.AppendUint32(nonce, number)
	if last {
		return append(nonce, 1)
	}
	return append(nonce, 0)
}

// newStreamHeader makes the header of a file.
func newStreamHeader(t tier) []byte {
	header := make([]byte, streamHeader)
	header[0], header[1] = formatSealed, byte(t)
	random(header[2:])
	return header
}

// sealStream seals all of r into w and returns its size.
func sealStream(w io.Writer, r io.Reader, aead cipher.AEAD, header []byte) (size int64, err error) {
	if _, err := w.Write(header); err != nil {
		return 0, err
	}
	in := bufio.NewReaderSize(r, pieceSize)
	piece := make([]byte, pieceSize)
	box := make([]byte, 0, pieceSize+aead.Overhead())
	for number := uint32(0); ; number++ {
		n, err := io.ReadFull(in, piece)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return size, err
		}
		size += int64(n)
		_, peekErr := in.Peek(1)
		last := errors.Is(peekErr, io.EOF)
		if peekErr != nil && !last {
			return size, peekErr
		}
		box = aead.Seal(box[:0], pieceNonce(header, number, last), piece[:n], header)
		if _, err := w.Write(box); err != nil || last {
			return size, err
		}
		if number == 1<<32-1 {
			return size, errors.New("file too large")
		}
	}
}

// streamReader opens a sealed file. At its end the keyed hash of all that was read
// must be the file's name.
type streamReader struct {
	file   io.ReadCloser
	in     *bufio.Reader
	aead   cipher.AEAD
	header []byte
	number uint32
	plain  []byte // what was opened and not read yet
	done   bool
	sum    hash.Hash
	name   string
	err    error
}

// newStreamReader reads the header of a sealed file. It returns errDamaged when the
// header is not the expected one.
func newStreamReader(file io.ReadCloser, aead cipher.AEAD, header []byte, sum hash.Hash, name string) (*streamReader, error) {
	r := &streamReader{
		file: file, in: bufio.NewReaderSize(file, pieceSize+64), aead: aead,
		header: header, sum: sum, name: name,
	}
	found := make([]byte, streamHeader)
	if _, err := io.ReadFull(r.in, found); err != nil || string(found) != string(header) {
		return nil, errDamaged
	}
	return r, nil
}

// Read implements io.Reader. A damaged file gives an Error with CodeCorrupt.
func (r *streamReader) Read(b []byte) (int, error) {
	for len(r.plain) == 0 && r.err == nil {
		r.err = r.next()
	}
	if r.err != nil && len(r.plain) == 0 {
		return 0, r.err
	}
	n := copy(b, r.plain)
	r.plain = r.plain[n:]
	return n, nil
}

// next opens the next piece.
func (r *streamReader) next() error {
	if r.done {
		return io.EOF
	}
	box := make([]byte, pieceSize+r.aead.Overhead())
	n, err := io.ReadFull(r.in, box)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fileDamaged(errors.Join(errDamaged, err), r.name)
	}
	_, peekErr := r.in.Peek(1)
	r.done = errors.Is(peekErr, io.EOF)
	r.plain, err = r.aead.Open(box[:0], pieceNonce(r.header, r.number, r.done), box[:n], r.header)
	if err != nil {
		return fileDamaged(errDamaged, r.name)
	}
	r.number++
	_, _ = r.sum.Write(r.plain) // a hash never fails
	if r.done && hexText(r.sum.Sum(nil)) != r.name {
		r.plain = nil
		return fileDamaged(errDamaged, r.name)
	}
	return nil
}

// Close implements io.Closer.
func (r *streamReader) Close() error { return r.file.Close() }
