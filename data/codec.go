package data

import (
	"crypto/sha256"
	"fmt"

	"github.com/asdine/storm/v3/codec"
	"github.com/fxamacker/cbor/v2"

	"campuskeeper/app"
)

// codecName is what storm writes into every bucket and compares later. It never
// changes; the format byte of each value does.
const codecName = "campuskeeper"

// The one way values become bytes. Days and other types with a text form are
// written as that text, times with their zone.
var (
	encoding = must(cbor.EncOptions{
		Time:          cbor.TimeRFC3339Nano,
		TextMarshaler: cbor.TextMarshalerTextString,
	}.EncMode())
	decoding = must(cbor.DecOptions{
		TextUnmarshaler:  cbor.TextUnmarshalerTextString,
		UTF8:             cbor.UTF8DecodeInvalid, // whatever was saved can be read again
		MaxArrayElements: 1 << 24,
		MaxMapPairs:      1 << 24,
		MaxNestedLevels:  64,
	}.DecMode())
)

func must[T any](mode T, err error) T {
	if err != nil {
		panic(err) // wrong constants above
	}
	return mode
}

// envelope is what is sealed for a record.
type envelope struct {
	ID      app.ID          `cbor:"1,keyasint"`
	Links   []uint64        `cbor:"2,keyasint,omitempty"` // its entries in the history, oldest first
	HeadSum []byte          `cbor:"3,keyasint,omitempty"` // digest of the head that belongs to it
	Value   cbor.RawMessage `cbor:"4,keyasint,omitempty"` // nothing for a removed record

	tier   tier // which key seals it
	broken bool // it did not open; only Links are true
}

// hasHead says whether a head may lie beside the record.
func (e *envelope) hasHead() bool { return e != nil && (e.HeadSum != nil || e.broken) }

// headBox is a head on its way into or out of its bucket.
type headBox struct {
	id    app.ID
	tier  tier
	plain []byte
}

// digest is the digest of an encoded head that its record's envelope keeps.
func digest(plain []byte) []byte {
	sum := sha256.Sum256(plain)
	return sum[:16]
}

// Each bucket has its codec, which storm calls with our types only.
var (
	_ codec.MarshalUnmarshaler = recordCodec{}
	_ codec.MarshalUnmarshaler = headCodec{}
	_ codec.MarshalUnmarshaler = rawCodec{}
)

// recordCodec seals envelopes, bound to the kind.
type recordCodec struct {
	keys  *keyring
	kind  app.Kind
	plain *[]byte // memory for the plain text of the record being opened; nil for none
}

// Name implements codec.MarshalUnmarshaler.
func (recordCodec) Name() string { return codecName }

// Marshal implements codec.MarshalUnmarshaler for *envelope.
func (c recordCodec) Marshal(v any) ([]byte, error) {
	e, ok := v.(*envelope)
	if !ok {
		return nil, fmt.Errorf("record of type %T", v)
	}
	plain, err := encoding.Marshal(e)
	if err != nil {
		return nil, err
	}
	return c.keys.seal(forRecords, e.tier, []byte(c.kind), plain)
}

// Unmarshal implements codec.MarshalUnmarshaler for *envelope.
func (c recordCodec) Unmarshal(box []byte, v any) error {
	e, ok := v.(*envelope)
	if !ok {
		return fmt.Errorf("record into type %T", v)
	}
	var memory []byte
	if c.plain != nil {
		memory = *c.plain
	}
	plain, t, err := c.keys.openInto(memory, forRecords, []byte(c.kind), box)
	if err != nil {
		return err
	}
	if c.plain != nil {
		*c.plain = plain // the envelope takes copies of what it keeps
	}
	e.tier = t
	if err := decoding.Unmarshal(plain, e); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	return nil
}

// headCodec seals heads, bound to kind and id.
type headCodec struct {
	keys *keyring
	kind app.Kind
}

func (c headCodec) bound(id app.ID) []byte { return []byte(string(c.kind) + "\x00" + string(id)) }

// Name implements codec.MarshalUnmarshaler.
func (headCodec) Name() string { return codecName }

// Marshal implements codec.MarshalUnmarshaler for *headBox.
func (c headCodec) Marshal(v any) ([]byte, error) {
	h, ok := v.(*headBox)
	if !ok {
		return nil, fmt.Errorf("head of type %T", v)
	}
	return c.keys.seal(forHeads, h.tier, c.bound(h.id), h.plain)
}

// Unmarshal implements codec.MarshalUnmarshaler for *headBox, whose id is known
// before.
func (c headCodec) Unmarshal(box []byte, v any) (err error) {
	h, ok := v.(*headBox)
	if !ok {
		return fmt.Errorf("head into type %T", v)
	}
	h.plain, h.tier, err = c.keys.open(forHeads, c.bound(h.id), box)
	return err
}

// rawCodec passes bytes that are sealed already or are no secret.
type rawCodec struct{}

// Name implements codec.MarshalUnmarshaler.
func (rawCodec) Name() string { return codecName }

// Marshal implements codec.MarshalUnmarshaler for []byte.
func (rawCodec) Marshal(v any) ([]byte, error) {
	b, ok := v.([]byte)
	if !ok {
		return nil, fmt.Errorf("bytes of type %T", v)
	}
	return b, nil
}

// Unmarshal implements codec.MarshalUnmarshaler for *[]byte.
func (rawCodec) Unmarshal(b []byte, v any) error {
	into, ok := v.(*[]byte)
	if !ok {
		return fmt.Errorf("bytes into type %T", v)
	}
	*into = append([]byte(nil), b...)
	return nil
}
