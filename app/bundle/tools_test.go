package bundle

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

// run runs a tool in a folder, or says that this machine has none.
func run(t *testing.T, folder, tool string, args ...string) (said string, have bool) {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err != nil {
		t.Logf("no %s here", tool)
		return "", false
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v\n%s", tool, strings.Join(args, " "), err, out)
	}
	return string(out), true
}

// TestStandardToolsAgree checks a locked bundle as a department without our
// program would. The Data Package validator is run by the proof in packaging.
func TestStandardToolsAgree(t *testing.T) {
	w := filled(t)
	identity, err := age.GenerateX25519Identity()
	must(t, err)
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "key.txt"), []byte(identity.String()+"\n"), 0o600))
	r := request()
	r.Seal = identity.Recipient().String()
	made, err := w.service.Make(context.Background(), director, r, folder, nil)
	must(t, err)
	if _, have := run(t, folder, "age", "--decrypt", "-i", "key.txt", "-o", "open.zip", made.Path); !have {
		plain, _, err := unseal(mustOpen(t, made.Path), made.Size, identity.String())
		must(t, err)
		content := new(bytes.Buffer)
		_, err = content.ReadFrom(sectionOf(plain, made.Size))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(folder, "open.zip"), content.Bytes(), 0o600))
	}
	if _, have := run(t, folder, "unzip", "-qq", "open.zip", "-d", "bag"); !have {
		t.Skip("nothing here unpacks a zip")
	}
	bag := filepath.Join(folder, "bag", strings.TrimSuffix(made.File, ".zip.age"))
	run(t, bag, "sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt")
	run(t, bag, "sha256sum", "--strict", "--quiet", "-c", "tagmanifest-sha256.txt")
	for _, manifest := range []string{"manifest-sha256.txt", "tagmanifest-sha256.txt"} {
		if said, have := run(t, bag, "minisign", "-V", "-p", "school.pub", "-m", manifest); have && !strings.Contains(said, "bag:"+string(made.BagID)) {
			t.Errorf("minisign says %s", said)
		}
	}
}

// TestReceiptIsCheckedByStandardTools follows the way that the format promises.
func TestReceiptIsCheckedByStandardTools(t *testing.T) {
	w := filled(t)
	made, _ := w.make(request())
	bureau := newOffice(t)
	file := bureau.answer(made.Report, Accepted, "")
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "receipt.json"), file, 0o600))
	text, have := run(t, folder, "jq", "-cj", ".receipt", "receipt.json")
	if !have {
		t.Skip("no jq here")
	}
	signature, _ := run(t, folder, "jq", "-rj", ".signature", "receipt.json")
	must(t, os.WriteFile(filepath.Join(folder, "receipt"), []byte(text), 0o600))
	must(t, os.WriteFile(filepath.Join(folder, "receipt.minisig"), []byte(signature), 0o600))
	run(t, folder, "minisign", "-V", "-P", bureau.key.public, "-m", "receipt")
}
