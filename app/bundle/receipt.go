package bundle

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"time"

	"campuskeeper/app"
)

// Decision is what the receiver says about a bundle.
type Decision string

// The decisions.
const (
	Accepted Decision = "accepted"
	Returned Decision = "returned" // to be mended and sent again
	Rejected Decision = "rejected"
)

func (d Decision) known() bool { return d == Accepted || d == Returned || d == Rejected }

// receiptType names the two kinds of JSON file.
const (
	receiptRequestType = "campuskeeper-receipt-request"
	receiptType        = "campuskeeper-receipt"
)

// receiptRequest is receipt_request.json: what the receiver is asked to send back.
type receiptRequest struct {
	Type      string   `json:"type"`
	Version   int      `json:"version"`
	Bag       app.ID   `json:"bag"`
	School    string   `json:"school"`
	Recipient string   `json:"recipient"`
	Period    string   `json:"period"`
	Wanted    []string `json:"wanted"`
	Decisions []string `json:"decisions"`
}

func (j *job) receiptRequest() receiptRequest {
	return receiptRequest{
		Type: receiptRequestType, Version: 1, Bag: j.cover.BagID, School: j.cover.School.Name,
		Recipient: j.profile.Name, Period: j.request.Period.From.String() + "/" + j.request.Period.To.String(),
		Wanted:    []string{"bag", "manifest", "time", "receiver", "decision", "note"},
		Decisions: []string{string(Accepted), string(Returned), string(Rejected)},
	}
}

// Receipt says that a bundle arrived and what the receiver decided.
type Receipt struct {
	Bag      app.ID   `json:"bag"`
	Manifest string   `json:"manifest"` // SHA-256 of manifest-sha256.txt, hexadecimal
	Time     string   `json:"time"`     // RFC 3339
	Receiver string   `json:"receiver"`
	Decision Decision `json:"decision"`
	Note     string   `json:"note,omitempty"`
	Key      string   `json:"key,omitempty"` // public key that signed it; outside the signed text
}

// Day is the day on which the receipt was given.
func (r Receipt) Day() app.Day {
	t, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		return app.Day{}
	}
	return app.DayOf(t)
}

// receiptFile is the file that comes back. The signature is made over the compact
// text of receipt, so that any tool can check it: jq -cj .receipt.
type receiptFile struct {
	Type      string          `json:"type"`
	Version   int             `json:"version"`
	Receipt   json.RawMessage `json:"receipt"`
	Key       string          `json:"key"`
	Signature string          `json:"signature"`
}

// Answer writes the receipt for a bundle that CheckFile has read, signed with this
// house's own key, as a file beside the bundle, and returns its path. Error:
// CodeInvalid for a bundle so broken that it says not which one it is.
func (s *Service) Answer(ctx context.Context, who app.Actor, about Report, decision Decision, note, bundle string) (string, error) {
	if about.BagID == "" || about.Manifest == "" {
		return "", app.Errorf(app.CodeInvalid, "bundle.receipt.nameless")
	}
	school, err := s.school(ctx)
	if err != nil {
		return "", err
	}
	key, err := s.signer(ctx, who)
	if err != nil {
		return "", err
	}
	file, err := makeReceipt(Receipt{
		Bag: about.BagID, Manifest: about.Manifest, Time: s.clock.Now().Format(time.RFC3339),
		Receiver: school.Name, Decision: decision, Note: note,
	}, key)
	if err != nil {
		return "", err
	}
	path := bundle + ".receipt.json"
	if err := os.WriteFile(path, file, 0o644); err != nil {
		return "", fileError(err)
	}
	return path, nil
}

// makeReceipt writes and signs a receipt.
func makeReceipt(r Receipt, key signer) ([]byte, error) {
	if !r.Decision.known() {
		return nil, app.Errorf(app.CodeInvalid, "bundle.receipt.decision", "text", string(r.Decision))
	}
	text, err := compactJSON(r)
	if err != nil {
		return nil, err
	}
	return jsonText(receiptFile{
		Type: receiptType, Version: 1, Receipt: text, Key: key.public,
		Signature: string(key.sign(text, "receipt for bag:"+string(r.Bag))),
	})
}

func compactJSON(v any) ([]byte, error) {
	text, err := jsonText(v)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = json.Compact(&b, text)
	return b.Bytes(), err
}

// largestReceipt is the largest receipt that is read, in bytes.
const largestReceipt = 64 << 10

// ReadReceipt reads a receipt and checks its signature against the key that it
// brings along; whether that key is the receiver's is for the caller to know.
// Error: CodeInvalid with what is wrong.
func ReadReceipt(file []byte) (Receipt, error) {
	var f receiptFile
	if len(file) > largestReceipt {
		return Receipt{}, app.Errorf(app.CodeInvalid, "bundle.receipt.form")
	}
	if err := json.Unmarshal(file, &f); err != nil || f.Type != receiptType || f.Version != 1 {
		return Receipt{}, app.Wrap(err, app.CodeInvalid, "bundle.receipt.form")
	}
	var r Receipt
	if err := json.Unmarshal(f.Receipt, &r); err != nil {
		return Receipt{}, app.Wrap(err, app.CodeInvalid, "bundle.receipt.form")
	}
	if _, err := app.ParseID(string(r.Bag)); err != nil {
		return Receipt{}, app.Wrap(err, app.CodeInvalid, "bundle.receipt.form")
	}
	if _, err := time.Parse(time.RFC3339, r.Time); err != nil {
		return Receipt{}, app.Wrap(err, app.CodeInvalid, "bundle.receipt.form")
	}
	if !r.Decision.known() {
		return Receipt{}, app.Errorf(app.CodeInvalid, "bundle.receipt.decision", "text", string(r.Decision))
	}
	key, err := parseKey(f.Key)
	if err != nil {
		return Receipt{}, err
	}
	var signed bytes.Buffer
	if err := json.Compact(&signed, f.Receipt); err != nil {
		return Receipt{}, app.Wrap(err, app.CodeInvalid, "bundle.receipt.form")
	}
	if !verifySignature(key, signed.Bytes(), []byte(f.Signature)) {
		return Receipt{}, app.Errorf(app.CodeInvalid, "bundle.receipt.signature")
	}
	r.Key = key.String()
	return r, nil
}

// Receipted is a receipt that was taken in.
type Receipted struct {
	Sent   Sent
	Signer string // who the key belongs to; "" for a key that is seen for the first time
	Again  bool   // the very same receipt was there already
}

// TakeReceipt reads a receipt, finds the bundle that it answers and keeps it there,
// so that every entry of the bundle can show it. Errors: CodeInvalid for a wrong
// file or signature, CodeNotFound when the bundle is not ours, CodeConflict when
// its manifest is another one than ours.
func (s *Service) TakeReceipt(ctx context.Context, who app.Actor, file []byte) (Receipted, error) {
	r, err := ReadReceipt(file)
	if err != nil {
		return Receipted{}, err
	}
	known, err := s.Known(ctx)
	if err != nil {
		return Receipted{}, err
	}
	var result Receipted
	for _, key := range known {
		if key.Text == r.Key {
			result.Signer = key.Owner
		}
	}
	err = s.store.Write(ctx, who, func(w app.Writer) error {
		var one Sent
		switch err := w.Get(app.KindSent, r.Bag, &one); {
		case app.CodeOf(err) == app.CodeNotFound:
			return app.Errorf(app.CodeNotFound, "bundle.receipt.unknown", "bag", string(r.Bag))
		case err != nil:
			return err
		}
		if one.Manifest != r.Manifest {
			return app.Errorf(app.CodeConflict, "bundle.receipt.other", "file", one.File)
		}
		result.Again = one.Receipt != nil && *one.Receipt == r
		one.Receipt = &r
		result.Sent = one
		if result.Again {
			return nil
		}
		return w.Put(app.Record{
			Kind: app.KindSent, ID: one.ID, Value: one, Sensitivity: app.Internal,
			History: &app.History{Action: "received", To: string(r.Decision), Note: r.Receiver + " " + r.Note},
		})
	})
	return result, err
}
