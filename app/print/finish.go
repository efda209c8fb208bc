package print

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// finishing is what the pass knows of the document besides its bytes.
type finishing struct {
	lang  string
	marks int // entries of the outline
	fonts []finishedFont
}

// finishedFont is a font of the file: its name for gofpdf, the name that readers
// shall see, and its characters.
type finishedFont struct {
	name, title string
	cut         cut
}

var errRaw = errors.New("print: unexpected shape of the written file")

// finish repairs and compresses what gofpdf wrote: fonts get the mark of a subset
// and a true map back to characters, images a fixed order, the outline its count,
// the file a language and an identifier; page contents are compressed.
func finish(raw []byte, f finishing) ([]byte, error) {
	d, err := readObjects(raw)
	if err != nil {
		return nil, err
	}
	if err := d.sortImages(); err != nil {
		return nil, err
	}
	for _, font := range f.fonts {
		if err := d.mendFont(font); err != nil {
			return nil, err
		}
	}
	d.mendOutline(f.marks)
	if err := d.mendCatalog(f.lang); err != nil {
		return nil, err
	}
	d.compress()
	return d.bytes(), nil
}

// objects is a PDF file taken apart. Object n stands at parts[n]; parts[0] is empty.
type objects struct {
	parts      []object
	root, info int
}

// object is a dictionary as text and perhaps a stream. Of a stream the dictionary
// carries no length: it is written with the stream.
type object struct {
	dict      string
	stream    []byte
	hasStream bool
}

var (
	trailerRoot  = regexp.MustCompile(`/Root (\d+) 0 R\n/Info (\d+) 0 R`)
	streamLength = regexp.MustCompile(`/Length (\d+)`)
)

// readObjects takes a file of gofpdf apart along its cross-reference table.
func readObjects(raw []byte) (*objects, error) {
	at := bytes.LastIndex(raw, []byte("\nxref\n0 "))
	if at < 0 {
		return nil, errRaw
	}
	table := string(raw[at+1:])
	lines := strings.Split(table, "\n")
	count, err := strconv.Atoi(strings.TrimPrefix(lines[1], "0 "))
	if err != nil || len(lines) < count+2 {
		return nil, errRaw
	}
	m := trailerRoot.FindStringSubmatch(table)
	if m == nil {
		return nil, errRaw
	}
	d := &objects{parts: make([]object, count)}
	d.root, _ = strconv.Atoi(m[1])
	d.info, _ = strconv.Atoi(m[2])
	starts := make([]int, count)
	for n := 1; n < count; n++ {
		if starts[n], err = strconv.Atoi(strings.Fields(lines[n+2])[0]); err != nil || starts[n] > at {
			return nil, errRaw
		}
	}
	order := append([]int{at}, starts[1:]...)
	sort.Ints(order)
	for n := 1; n < count; n++ {
		end := order[sort.SearchInts(order, starts[n]+1)]
		if d.parts[n], err = readObject(raw[starts[n]:end]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func readObject(text []byte) (object, error) {
	_, body, ok := bytes.Cut(text, []byte(" obj\n"))
	end := bytes.LastIndex(body, []byte("endobj"))
	if !ok || end < 0 {
		return object{}, errRaw
	}
	body = bytes.TrimRight(body[:end], "\n")
	if !bytes.HasSuffix(body, []byte("\nendstream")) {
		return object{dict: string(body)}, nil
	}
	dict, stream, ok := bytes.Cut(body, []byte("stream\n"))
	m := streamLength.FindSubmatchIndex(dict)
	if !ok || m == nil {
		return object{}, errRaw
	}
	length, err := strconv.Atoi(string(dict[m[2]:m[3]]))
	if err != nil || length > len(stream) {
		return object{}, errRaw
	}
	text2 := strings.TrimSpace(string(dict[:m[0]]) + string(dict[m[1]:]))
	return object{dict: text2, stream: stream[:length], hasStream: true}, nil
}

var imageReference = regexp.MustCompile(`/I([0-9a-f]{40}) (\d+) 0 R`)

// sortImages gives the images the order of their names: gofpdf writes images of
// the same width in an order that changes from run to run.
func (d *objects) sortImages() error {
	resources := &d.parts[2]
	found := imageReference.FindAllStringSubmatch(resources.dict, -1)
	numbers := make([]int, len(found))
	images := map[string]object{}
	names := make([]string, len(found))
	for i, m := range found {
		n, err := strconv.Atoi(m[2])
		if err != nil || n >= len(d.parts) {
			return errRaw
		}
		numbers[i], names[i], images[m[1]] = n, m[1], d.parts[n]
	}
	sort.Ints(numbers)
	sort.Strings(names)
	place := map[string]int{}
	for i, name := range names {
		place[name] = numbers[i]
		d.parts[numbers[i]] = images[name]
	}
	resources.dict = imageReference.ReplaceAllStringFunc(resources.dict, func(ref string) string {
		name := ref[2:42]
		return fmt.Sprintf("/I%s %d 0 R", name, place[name])
	})
	return nil
}

// mendFont marks a font as a subset and writes which characters its codes mean.
func (d *objects) mendFont(font finishedFont) error {
	name, given := subsetTag(font.cut.data)+"+"+font.title, "utf8"+font.name
	toUnicode := regexp.MustCompile(`/BaseFont /` + given + `\n/Encoding /Identity-H\n/DescendantFonts \[\d+ 0 R\]\n/ToUnicode (\d+) 0 R`)
	done := false
	for n := range d.parts {
		if m := toUnicode.FindStringSubmatch(d.parts[n].dict); m != nil {
			k, err := strconv.Atoi(m[1])
			if err != nil || k+1 >= len(d.parts) {
				return errRaw
			}
			d.parts[k].stream = []byte(characterCodes(font.cut.runes))
			d.parts[k+1].dict = "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
			done = true
		}
	}
	if !done {
		return errRaw
	}
	for n := range d.parts {
		for _, key := range []string{"/BaseFont /", "/FontName /"} {
			d.parts[n].dict = strings.ReplaceAll(d.parts[n].dict, key+given+"\n", key+name+"\n")
		}
	}
	return nil
}

// subsetTag is the six letters that mark a subset, made from its content.
func subsetTag(data []byte) string {
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// characterCodes writes a ToUnicode map: the character of each code.
func characterCodes(runes map[rune]rune) string {
	codes := make([]rune, 0, len(runes))
	for code := range runes {
		codes = append(codes, code)
	}
	sort.Slice(codes, func(i, j int) bool { return codes[i] < codes[j] })
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(codes) > 0 {
		n := min(100, len(codes)) // the most that one section may hold
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, code := range codes[:n] {
			fmt.Fprintf(&b, "<%04X> <%s>\n", code, utf16Hex(runes[code]))
		}
		b.WriteString("endbfchar\n")
		codes = codes[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.String()
}

func utf16Hex(r rune) string {
	if r < 0x10000 {
		return fmt.Sprintf("%04X", r)
	}
	r -= 0x10000
	return fmt.Sprintf("%04X%04X", 0xD800+r>>10, 0xDC00+r&0x3FF)
}

// mendOutline says how many headings the outline shows; gofpdf says none.
func (d *objects) mendOutline(marks int) {
	for n := range d.parts {
		dict := d.parts[n].dict
		if strings.HasPrefix(dict, "<</Type /Outlines ") {
			d.parts[n].dict = strings.TrimSuffix(dict, ">>") + fmt.Sprintf(" /Count %d>>", marks)
		} else if strings.HasPrefix(dict, "<</Title ") {
			d.parts[n].dict = strings.TrimSuffix(dict, "/Count 0>>") + ">>"
		}
	}
}

// mendCatalog drops the empty name trees and says in which language the paper is.
func (d *objects) mendCatalog(lang string) error {
	dict := d.parts[d.root].dict
	from, to := strings.Index(dict, "/Names <<"), strings.LastIndex(dict, ">>")
	if from < 0 || to < from {
		return errRaw
	}
	if lang == "" {
		lang = "en"
	}
	d.parts[d.root].dict = dict[:from] + "/Lang (" + lang + ")\n/ViewerPreferences <</DisplayDocTitle true>>\n>>"
	return nil
}

// compress deflates the streams that are plain, on all processors.
func (d *objects) compress() {
	jobs := make(chan *object)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(d.parts)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for o := range jobs {
				o.stream = deflate(o.stream)
				o.dict = "<</Filter /FlateDecode " + strings.TrimPrefix(o.dict, "<<")
			}
		}()
	}
	for n := range d.parts {
		if o := &d.parts[n]; o.hasStream && !strings.Contains(o.dict, "/Filter") {
			jobs <- o
		}
	}
	close(jobs)
	workers.Wait()
}

// bytes writes the file with a new cross-reference table.
func (d *objects) bytes() []byte {
	size := 1024
	for _, o := range d.parts {
		size += len(o.dict) + len(o.stream) + 96
	}
	out := make([]byte, 0, size)
	out = append(out, "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n"...)
	offsets := make([]int, len(d.parts))
	for n := 1; n < len(d.parts); n++ {
		offsets[n] = len(out)
		o := d.parts[n]
		out = append(strconv.AppendInt(out, int64(n), 10), " 0 obj\n"...)
		if o.hasStream {
			dict := strings.TrimRight(strings.TrimSuffix(o.dict, ">>"), "\n ")
			out = append(append(out, dict...), " /Length "...)
			out = append(strconv.AppendInt(out, int64(len(o.stream)), 10), ">>\nstream\n"...)
			out = append(append(out, o.stream...), "\nendstream"...)
		} else {
			out = append(out, o.dict...)
		}
		out = append(out, "\nendobj\n"...)
	}
	id := sha256.Sum256(out)
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(d.parts))
	for _, offset := range offsets[1:] {
		out = fmt.Appendf(out, "%010d 00000 n \n", offset)
	}
	return fmt.Appendf(out, "trailer\n<</Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%X> <%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(d.parts), d.root, d.info, id[:16], id[:16], start)
}
