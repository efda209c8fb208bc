package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"

	"aead.dev/minisign"

	"campuskeeper/app"
)

// Most bytes of the bag's own files that are read.
const (
	mostTag      = 1 << 20
	mostManifest = 16 << 20
)

// declaration checks bagit.txt.
func (v *verifier) declaration() {
	text, ok := v.text(fileDeclaration, mostTag)
	if !ok {
		return
	}
	tags := readTags(text)
	if version := tags["BagIt-Version"]; version != "1.0" {
		v.defect(fileDeclaration, "bundle.defect.bagit", "version", shown(version))
	}
	if !strings.EqualFold(tags["Tag-File-Character-Encoding"], "UTF-8") {
		v.defect(fileDeclaration, "bundle.defect.encoding")
	}
}

// readTags reads "Label: value" lines; a line that begins with a blank continues
// the value before it. Of a label that stands twice the first counts.
func readTags(text []byte) map[string]string {
	tags := map[string]string{}
	last := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if last != "" && strings.HasPrefix(line, " ") {
			tags[last] += " " + strings.TrimSpace(line)
			continue
		}
		label, value, ok := strings.Cut(line, ":")
		if _, twice := tags[label]; ok && !twice {
			tags[label] = strings.TrimSpace(value)
			last = label
		}
	}
	return tags
}

var manifestLine = regexp.MustCompile(`^([0-9a-fA-F]{64})[ \t]+\*?(\S.*)$`)

// manifest reads a manifest into path → hash; nil when there is none. payload says
// whether it lists the files of data/ or those beside it.
func (v *verifier) manifest(name string, payload bool) map[string]string {
	text, ok := v.text(name, mostManifest)
	if !ok {
		return nil
	}
	sums := map[string]string{}
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		where := fmt.Sprintf("%s:%d", name, number)
		m := manifestLine.FindStringSubmatch(line)
		if m == nil {
			v.defect(where, "bundle.defect.manifest.line")
			continue
		}
		file := strings.TrimPrefix(m[2], "./")
		switch _, twice := sums[file]; {
		case checkName(file) != "" || strings.HasPrefix(file, "data/") != payload:
			v.defect(where, "bundle.defect.manifest.path", "path", shown(file))
		case twice:
			v.defect(where, "bundle.defect.manifest.twice", "path", shown(file))
		default:
			sums[file] = strings.ToLower(m[1])
		}
	}
	if payload {
		sum := sha256.Sum256(text)
		v.report.Manifest = hex.EncodeToString(sum[:])
	}
	return sums
}

// hashAll reads every file of the bag once.
func (v *verifier) hashAll() {
	names := make([]string, 0, len(v.files))
	for name := range v.files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if v.ctx.Err() != nil {
			return
		}
		v.hash(name)
	}
	v.budget = v.options.Limits.Bytes // the tables are read once more, and are known to be as long as they say
}

func (v *verifier) hash(name string) {
	r, err := v.read(name)
	if err != nil {
		v.defect(name, "bundle.defect.read")
		return
	}
	h := sha256.New()
	n, err := io.Copy(h, r)
	if err != nil || r.Close() != nil {
		v.defect(name, "bundle.defect.read")
		return
	}
	v.sums[name] = fileSum{hex.EncodeToString(h.Sum(nil)), n}
	if strings.HasPrefix(name, "data/") {
		v.report.Files++
		v.report.Bytes += n
	}
}

// compare sets a manifest against the files: every payload file must be listed
// once, every listed file must be there and be as it was.
func (v *verifier) compare(manifest map[string]string, payload bool) {
	if manifest == nil {
		return
	}
	listed := make([]string, 0, len(manifest))
	for name := range manifest {
		listed = append(listed, name)
	}
	sort.Strings(listed)
	for _, name := range listed {
		sum, read := v.sums[name]
		_, there := v.files[name]
		switch {
		case !there:
			v.defect(name, "bundle.defect.missing")
		case read && sum.hash != manifest[name]:
			v.defect(name, "bundle.defect.changed")
		}
	}
	for _, name := range v.unlisted(manifest, payload) {
		v.defect(name, "bundle.defect.extra")
	}
}

// unlisted lists files that no manifest vouches for. A tag manifest can list
// neither itself nor its own signature.
func (v *verifier) unlisted(manifest map[string]string, payload bool) []string {
	var extra []string
	for name := range v.files {
		_, listed := manifest[name]
		if listed || strings.HasPrefix(name, "data/") != payload || strings.HasPrefix(name, fileTagManifest) {
			continue
		}
		extra = append(extra, name)
	}
	sort.Strings(extra)
	return extra
}

// info checks bag-info.txt and takes over what it says.
func (v *verifier) info() {
	text, ok := v.text(fileInfo, mostTag)
	if !ok {
		return
	}
	tags := readTags(text)
	r := &v.report
	r.School, r.Recipient, r.Profile = shown(tags["Source-Organization"]), shown(tags["Recipient"]), shown(tags["Profile"])
	r.Period, r.Made, r.History = shown(tags["Period"]), shown(tags["Bagging-Date"]), shown(tags["History-Head"])
	r.Supersedes = shown(tags["Supersedes"])
	if id, err := app.ParseID(tags["External-Identifier"]); err == nil {
		r.BagID = id
	} else {
		v.defect(fileInfo, "bundle.defect.id")
	}
	for _, label := range []string{"Source-Organization", "Bagging-Date", "Payload-Oxum", "Period", "Profile"} {
		if tags[label] == "" {
			v.defect(fileInfo, "bundle.defect.tag", "label", label)
		}
	}
	oxum := fmt.Sprintf("%d.%d", r.Bytes, r.Files)
	if said := tags["Payload-Oxum"]; said != "" && said != oxum {
		v.defect(fileInfo, "bundle.defect.oxum", "said", shown(said), "is", oxum)
	}
}

// signatures checks both signatures against the key that lies in the bag, and that
// key against those that are known.
func (v *verifier) signatures() {
	text, ok := v.text(filePublicKey, mostTag)
	if !ok {
		return
	}
	key, err := parseKey(string(text))
	if err != nil {
		v.defect(filePublicKey, "bundle.defect.key")
		return
	}
	good := v.signature(key, fileManifest)
	good = v.signature(key, fileTagManifest) && good
	if info, ok := v.text(fileInfo, mostTag); ok {
		if said := readTags(info)["School-Key"]; said != "" && said != key.String() {
			v.defect(fileInfo, "bundle.defect.key.other")
			good = false
		}
	}
	if !good {
		return
	}
	v.report.Key, v.report.FirstSeen = key.String(), true
	for _, known := range v.options.Known {
		if known.Text == key.String() {
			v.report.Signer, v.report.FirstSeen = known.Owner, false
		}
	}
}

func (v *verifier) signature(key minisign.PublicKey, name string) bool {
	if _, there := v.files[name+signatureEnding]; !there {
		v.defect(name+signatureEnding, "bundle.defect.unsigned")
		return false
	}
	signature, ok := v.text(name+signatureEnding, mostTag)
	if !ok {
		return false
	}
	text, ok := v.text(name, mostManifest)
	if !ok {
		return false
	}
	if !verifySignature(key, text, signature) {
		v.defect(name+signatureEnding, "bundle.defect.signature")
		return false
	}
	return true
}
