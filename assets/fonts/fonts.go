package fonts

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"
)

var (
	//go:embed NotoSansSC-Regular.ttf.gz
	packedRegular []byte
	//go:embed NotoSansSC-Bold.ttf.gz
	packedBold []byte
)

var (
	regular = sync.OnceValue(func() []byte { return unpack(packedRegular) })
	bold    = sync.OnceValue(func() []byte { return unpack(packedBold) })
)

// Regular returns the TrueType file of the regular weight. The bytes are shared
// and must not be changed.
func Regular() []byte { return regular() }

// Bold returns the TrueType file of the bold weight. The bytes are shared and must
// not be changed.
func Bold() []byte { return bold() }

// unpack panics on damage: the bytes are part of the program, so a damaged font
// means a damaged program.
func unpack(packed []byte) []byte {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("fonts: " + err.Error())
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		panic("fonts: " + err.Error())
	}
	return plain
}
