package print

import (
	"bytes"
	"compress/zlib"
	"sync"
)

// Compressors are kept: a new one costs a megabyte, more than a page's work.
var compressors = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// deflate compresses a stream.
func deflate(plain []byte) []byte {
	var packed bytes.Buffer
	packed.Grow(len(plain)/3 + 64)
	w, _ := compressors.Get().(*zlib.Writer)
	w.Reset(&packed)
	_, _ = w.Write(plain) // a buffer never fails
	_ = w.Close()
	compressors.Put(w)
	return packed.Bytes()
}
