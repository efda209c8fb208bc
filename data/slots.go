package data

import (
	"context"
	"encoding/hex"
	"os"

	bolt "go.etcd.io/bbolt"

	"campuskeeper/app"
)

// MayReadRestricted says whether the key that opened the vault opens restricted and
// sealed records too.
func (v *Vault) MayReadRestricted() bool { return v.keys.holds(tierRestricted) }

// ChangePassphrase sets a new passphrase for the person whose present one is given
// as proof; the recovery code as proof sets the owner's, for one who forgot it. The
// old one stops working at once, also in an old key file put back beside the
// database. Errors: CodeLocked for a wrong proof, CodeInvalid for a mistyped code
// or an empty passphrase.
func (v *Vault) ChangePassphrase(ctx context.Context, proof Key, fresh string) error {
	if fresh == "" {
		return app.Errorf(app.CodeInvalid, "vault.passphrase.empty")
	}
	return v.changeKeys(ctx, proof, func(f *keyFile, keys *keyring, name string) (*keyFile, error) {
		s, err := newSlot(Passphrase(fresh), name, f.Database, v.opts.cost, keys.master)
		return f.with(s, keys), err
	})
}

// NewRecoveryCode makes a new recovery code; the old one stops working at once.
// Errors as for ChangePassphrase.
func (v *Vault) NewRecoveryCode(ctx context.Context, proof Key) (code string, err error) {
	err = v.changeKeys(ctx, proof, func(f *keyFile, keys *keyring, _ string) (*keyFile, error) {
		if code, err = newRecoveryCode(); err != nil {
			return nil, err
		}
		s, err := newSlot(RecoveryCode(code), "", f.Database, v.opts.cost, keys.master)
		return f.with(s, keys), err
	})
	if err != nil {
		return "", err
	}
	return code, nil
}

// Grant gives another person a passphrase of their own, with or without the key of
// restricted records. A name that has one gets the new one instead. Errors: as for
// ChangePassphrase; CodeLocked also when the proof itself does not open restricted
// records.
func (v *Vault) Grant(ctx context.Context, proof Key, name, passphrase string, restricted bool) error {
	if name == "" || passphrase == "" {
		return app.Errorf(app.CodeInvalid, "vault.passphrase.empty")
	}
	return v.changeKeys(ctx, proof, func(f *keyFile, keys *keyring, _ string) (*keyFile, error) {
		master := keys.master
		if !restricted {
			master.restricted = nil
		} else if master.restricted == nil {
			return nil, app.Errorf(app.CodeLocked, "vault.record.locked")
		}
		s, err := newSlot(Passphrase(passphrase), name, f.Database, v.opts.cost, master)
		return f.with(s, keys), err
	})
}

// Revoke takes a person's passphrase away again. Errors as for ChangePassphrase.
func (v *Vault) Revoke(ctx context.Context, proof Key, name string) error {
	if name == "" {
		return app.Errorf(app.CodeInvalid, "vault.passphrase.empty")
	}
	return v.changeKeys(ctx, proof, func(f *keyFile, keys *keyring, _ string) (*keyFile, error) {
		return f.without(slotPassphrase, name, keys), nil
	})
}

// changeKeys writes the next revision of the key file: first into the database,
// then beside it. After a crash in between the newer one counts.
func (v *Vault) changeKeys(ctx context.Context, proof Key, change func(*keyFile, *keyring, string) (*keyFile, error)) error {
	if err := v.takeTurn(ctx); err != nil {
		return err
	}
	defer v.giveTurn()
	keys, name, err := v.file.unlock(proof)
	if err != nil {
		return explain(err)
	}
	next, err := change(v.file, keys, name)
	if err != nil {
		return explain(err)
	}
	if err := v.keepKeyFile(next); err != nil {
		return explain(err)
	}
	v.file = next
	return nil
}

// keepKeyFile makes sure that the database and the folder hold this key file.
func (v *Vault) keepKeyFile(f *keyFile) error {
	text, err := f.bytes()
	if err != nil {
		return err
	}
	v.gate.RLock()
	defer v.gate.RUnlock()
	if err := v.missing(); err != nil {
		return err
	}
	err = v.engine.update(func(tx *bolt.Tx) (bool, error) {
		s := newSession(v.engine, tx, v.keys, v.zone())
		inside, err := s.metaText(metaKeyFile)
		if err != nil || inside == string(text) {
			return false, err
		}
		return true, s.set(metaBucket, metaKeyFile, text)
	})
	if err != nil {
		return err
	}
	if beside, err := os.ReadFile(v.place.keyFile()); err == nil && string(beside) == string(text) {
		return nil
	}
	return writeFileAtomic(v.place.keyFile(), text)
}

func hexText(b []byte) string { return hex.EncodeToString(b) }
