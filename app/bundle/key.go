package bundle

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"aead.dev/minisign"

	"campuskeeper/app"
)

// signingKeyID is the fixed ID of the school's own key, of kind app.KindKey.
var signingKeyID = app.DerivedID(sha256.Sum256([]byte("signing key of the school")))

// storedKey is a key as the vault keeps it. Secret is there for the school's own
// only; the others are keys of schools and departments that were told apart by a
// person.
type storedKey struct {
	Owner  string
	Public string // as minisign writes it in a .pub file, the second line
	Secret []byte
	Added  time.Time
}

// PublicKey is a key that signatures are checked with.
type PublicKey struct {
	Owner string // who it belongs to, as somebody said who checked it
	Text  string // base64, as minisign -P takes it
}

// signer signs manifests and receipts.
type signer struct {
	secret minisign.PrivateKey
	public string
}

// signer returns the school's key, made at the first call. CodeLocked when this
// user may not open it.
func (s *Service) signer(ctx context.Context, who app.Actor) (signer, error) {
	key, err := s.ownKey(ctx)
	if app.CodeOf(err) == app.CodeNotFound {
		err = s.store.Write(ctx, who, func(w app.Writer) error {
			key, err = newKey(w)
			return err
		})
	}
	if app.CodeOf(err) == app.CodeLocked {
		return signer{}, app.Wrap(err, app.CodeLocked, "bundle.key.locked")
	}
	if err != nil {
		return signer{}, err
	}
	var secret minisign.PrivateKey
	if err := secret.UnmarshalText(key.Secret); err != nil {
		return signer{}, app.Wrap(err, app.CodeCorrupt, "bundle.key.damaged")
	}
	return signer{secret, key.Public}, nil
}

func (s *Service) ownKey(ctx context.Context) (storedKey, error) {
	var key storedKey
	err := s.store.Read(ctx, func(r app.Reader) error { return r.Get(app.KindKey, signingKeyID, &key) })
	return key, err
}

func newKey(w app.Writer) (storedKey, error) {
	var key storedKey
	if err := w.Get(app.KindKey, signingKeyID, &key); app.CodeOf(err) != app.CodeNotFound {
		return key, err // somebody made it in between
	}
	public, secret, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		return key, err
	}
	if key.Secret, err = secret.MarshalText(); err != nil {
		return key, err
	}
	key.Public, key.Added = public.String(), w.Now()
	return key, w.Put(app.Record{
		Kind: app.KindKey, ID: signingKeyID, Value: key, Sensitivity: app.Restricted,
		History: &app.History{Action: "added", Note: key.Public},
	})
}

// PublicKey returns the school's own public key, for papers and for handing out;
// CodeNotFound before the first bundle was made.
func (s *Service) PublicKey(ctx context.Context) (PublicKey, error) {
	key, err := s.ownKey(ctx)
	return PublicKey{Text: key.Public}, err
}

// Trust remembers whose key that is, so that later files signed with it are told
// as known. The key is the second line of a .pub file, or the whole file.
func (s *Service) Trust(ctx context.Context, who app.Actor, owner, text string) error {
	key, err := parseKey(text)
	if err != nil {
		return err
	}
	id := app.DerivedID(sha256.Sum256([]byte("key " + key.String())))
	return s.store.Write(ctx, who, func(w app.Writer) error {
		return w.Put(app.Record{
			Kind: app.KindKey, ID: id, Sensitivity: app.Internal,
			Value:   storedKey{Owner: owner, Public: key.String(), Added: w.Now()},
			History: &app.History{Action: "added", Note: owner + " " + key.String()},
		})
	})
}

// Known lists the keys that are trusted: the school's own first.
func (s *Service) Known(ctx context.Context) ([]PublicKey, error) {
	var keys []PublicKey
	err := s.store.Read(ctx, func(r app.Reader) error {
		var school app.School
		if err := r.Get(app.KindSetting, app.SchoolID, &school); err != nil && app.CodeOf(err) != app.CodeNotFound {
			return err
		}
		return r.Each(app.KindKey, func(id app.ID, decode func(any) error) error {
			var key storedKey
			if err := decode(&key); err != nil {
				return nil // one that does not open is not trusted
			}
			if id == signingKeyID {
				keys = append([]PublicKey{{school.Name, key.Public}}, keys...)
				return nil
			}
			keys = append(keys, PublicKey{key.Owner, key.Public})
			return nil
		})
	})
	return keys, err
}

// sign returns a minisign signature of a text with a signed remark.
func (s signer) sign(text []byte, remark string) []byte {
	r := minisign.NewReader(bytes.NewReader(text))
	_, _ = new(bytes.Buffer).ReadFrom(r) // reading from memory does not fail
	return r.SignWithComments(s.secret, remark, "signature of the school, check it with school.pub")
}

// pubFile is the content of a .pub file.
func (s signer) pubFile() []byte {
	return []byte("untrusted comment: minisign public key of the school\n" + s.public + "\n")
}

// parseKey reads a public key from the text of a .pub file or its second line.
func parseKey(text string) (minisign.PublicKey, error) {
	var key minisign.PublicKey
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if err := key.UnmarshalText([]byte(strings.TrimSpace(lines[len(lines)-1]))); err != nil {
		return key, app.Wrap(err, app.CodeInvalid, "bundle.key.form")
	}
	return key, nil
}

// KeyID is the short name under which minisign shows a public key.
func KeyID(text string) string {
	key, err := parseKey(text)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%016X", key.ID())
}

// verifySignature says whether a signature of text was made with the key.
func verifySignature(key minisign.PublicKey, text, signature []byte) bool {
	return minisign.Verify(key, text, signature)
}
