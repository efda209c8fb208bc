package form

import "campuskeeper/app"

// Document is a paper as blocks, in the order in which they are read.
type Document struct {
	Title     string   // name of the paper, for the file's properties and the running head
	Number    string   // number of the record, for the running head; may be empty
	Lang      app.Lang // leading language
	Landscape bool
	Slips     bool // the pages are cut into cards or slips: no running head
	Blocks    []Block
	Annex     []Block // begins on a page of its own and does not count for Fit
	Fit       Fit
	Foot      Foot
}

// Fit lets a paper be set smaller where that saves pages. The zero value does not.
type Fit struct {
	Pages int     // that are to be reached; 0 for one less than without
	Least float64 // share of the usual size that it is not set below, such as 0.8
}

// Foot stands at the bottom of every page.
type Foot struct {
	Left string // what the paper belongs to, when it was printed
	Page Label  // with the places {page} and {pages}
}

// Label is a short text in the leading language and, on papers in two languages,
// also in the other. Also is empty where it would say the same.
type Label struct{ Main, Also string }

// String joins both languages in one line.
func (l Label) String() string {
	if l.Also == "" {
		return l.Main
	}
	if l.Main == "" {
		return l.Also
	}
	return l.Main + " " + l.Also
}

// Block is a part of a Document: one of the types of this file.
type Block interface{ block() }

// Letterhead heads the first page: the school, the title over a rule, number and
// code at the right.
type Letterhead struct {
	School      string
	Title       Label
	Caption     string // one line under the title
	NumberLabel Label
	Number      string
	Code        string // content of the QR code, "" for none
	Mark        Label  // framed word such as "Restricted", empty for none
}

// Heading opens a part of the paper and stays with what follows.
type Heading struct {
	Text  Label
	Aside Label  // at the right end of the line
	Value string // in bold behind Aside, a rule to write on when empty
	Minor bool   // heads a table within a part
}

// Paragraph is running text. Newlines start new lines.
type Paragraph struct {
	Text  Label
	Muted bool // grey and smaller, for notes
}

// Fields is a grid of labels with their values over thin rules.
type Fields struct {
	Columns int // beside each other; 0 means 2
	Items   []Field
	Dense   bool // smaller type and lower lines, for papers that must not grow
	Tight   bool // smaller still
}

// Field is one label with its value.
type Field struct {
	Label   Label
	Value   string
	Choices []Check // words to tick instead of a value
	Wide    bool    // takes the whole width
	Lines   int     // lines to write on when there is no value; 0 means 1
}

// Align says where the text of a column stands.
type Align int

// The alignments.
const (
	Left Align = iota
	Center
	Right
)

// Tone is the weight of a text on paper; it must not depend on colour alone.
type Tone int

// The tones. Alert is red, and bold so that a copy shows it too.
const (
	Ink Tone = iota
	Muted
	Strong
	Alert
)

// Table is rows under a head that is repeated on each page.
type Table struct {
	Columns []Column
	Rows    []Row
	Merge   bool // equal first cells below each other become one, drawn again on each page
	Dense   bool // smaller type, for registers
	Tight   bool // no room between the rows, for lists within a paper
	Grid    bool // lines between the columns, for rows that are filled in by hand
}

// Column is a column of a Table. Width is a share of the table's width; where all
// are zero the columns are as wide as their texts ask.
type Column struct {
	Head  Label
	Width float64
	Align Align
}

// Row is one row of a Table.
type Row struct {
	Band   Label // heads a group across all columns, then there are no cells
	Cells  []Cell
	Height float64 // at least so many lines, for writing by hand
}

// Cell is one cell of a Row: text, or boxes to tick.
type Cell struct {
	Text   string
	Tone   Tone
	Checks []Check
}

// Check is a box to tick with its word.
type Check struct {
	Text Label
	On   bool
}

// Checks is a line of boxes to tick behind a label.
type Checks struct {
	Label Label
	Items []Check
	Blank Label // asks for a value behind the last box, on a short rule
	Value string
}

// Ruled is a label with ruled lines to write on, or the text that was written.
type Ruled struct {
	Label Label
	Text  string
	Lines int
}

// Signatures is the places to sign, and the seal's. It never stands alone on a
// page.
type Signatures struct {
	Lines []Signature
	Seal  Label // dashed place for the seal, empty for none
}

// Signature is one place to sign. Value is written on the line when known.
type Signature struct {
	Label Label
	Value string
	Share float64 // of the width beside the others; 0 means 1
}

// Tear is the line where the paper is cut or torn.
type Tear struct{ Text Label }

// Photos shows pictures two beside each other, each with a caption.
type Photos struct{ Items []Photo }

// Photo is a picture that was made ready at import: a JPEG, upright, scaled.
type Photo struct {
	Caption string
	JPEG    []byte
}

// Tiles is a line of figures with their labels.
type Tiles struct{ Items []Tile }

// Tile is one figure.
type Tile struct {
	Label Label
	Value string
	Tone  Tone
}

// Stations is the way through the loop, in order.
type Stations struct{ Items []Station }

// Station is one state of the loop and whether, when and by whom it was reached.
type Station struct {
	Text Label
	Day  string
	Who  string
	Done bool
}

// Codes is a grid of short codes, numbered, four beside each other.
type Codes struct{ Groups []string }

// Keep holds blocks together on a page.
type Keep struct{ Blocks []Block }

// Ticks is a grid of boxes to tick, in columns beside each other, read downwards.
type Ticks struct {
	Columns int // 0 means 2
	Items   []Check
	Tight   bool // smaller type and lower lines
}

// Timeline is moments on a line that begins at 0.
type Timeline struct {
	Items []Moment // in any order
	Unit  Label    // of the figures below the line, "min"
}

// Moment is a point of a Timeline, in seconds.
type Moment struct {
	Text    Label
	Seconds int
	Tone    Tone
}

// Chart is figures over an axis: points joined by a line, or bars.
type Chart struct {
	Title  Label
	Bars   bool
	Clock  bool // the values are seconds, shown as minutes and seconds
	Target Target
	Items  []ChartItem // from left to right
}

// Target is a dashed line across a Chart. There is none where Value is 0.
type Target struct {
	Label Label
	Value float64
}

// ChartItem is one figure of a Chart. Text stands below the axis. Alert marks it by
// its shape as well as by its colour.
type ChartItem struct {
	Text  string
	Value float64
	Tone  Tone
}

// CardHead heads a card or slip that is too narrow for a letterhead.
type CardHead struct {
	School  string
	Title   Label
	Caption string // one line under the title
	Code    string // content of the QR code, "" for none
}

// Cards are four to a page, with lines to cut along. A card that is full goes on
// in the next place.
type Cards struct {
	Items [][]Block
}

// PageBreak starts a new page.
type PageBreak struct{}

// Halves are two slips on one page with a line to cut between them.
type Halves struct {
	Top, Bottom []Block
	Cut         Label
}

func (Letterhead) block() {}
func (Heading) block()    {}
func (Paragraph) block()  {}
func (Fields) block()     {}
func (Table) block()      {}
func (Checks) block()     {}
func (Ruled) block()      {}
func (Signatures) block() {}
func (Tear) block()       {}
func (Photos) block()     {}
func (Tiles) block()      {}
func (Stations) block()   {}
func (Codes) block()      {}
func (Keep) block()       {}
func (Ticks) block()      {}
func (Timeline) block()   {}
func (Chart) block()      {}
func (CardHead) block()   {}
func (Cards) block()      {}
func (PageBreak) block()  {}
func (Halves) block()     {}
