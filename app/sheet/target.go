package sheet

import (
	"slices"
	"sort"
	"strings"

	"campuskeeper/app"
	"campuskeeper/app/ledger"
	"campuskeeper/app/schema"
)

// Target is a ledger that rows are to come into.
type Target struct {
	Template ledger.Template
	Loop     ledger.Loop

	names  []names
	states map[string]ledger.State // folded word → state
	titles map[string]float64      // how well a title is known, asked again and again for a heading
}

// NewTarget prepares a ledger for matching.
func NewTarget(t ledger.Template, loop ledger.Loop) *Target {
	target := &Target{Template: t, Loop: loop, states: stateWords(t, loop), titles: map[string]float64{}}
	for _, f := range t.Fields {
		n := names{target: f.Name}
		n.add(1, f.Name)
		for _, lang := range app.Langs {
			n.add(1, f.Title[lang], f.Title[lang]+" ("+f.Name+")")
		}
		n.add(0.99, f.Synonyms...)
		target.names = append(target.names, n)
	}
	target.addOwn(TargetNumber, 0.95, numberTitles)
	target.addOwn(TargetID, 0.95, idTitles)
	if loop.Name != ledger.NoLoop && loop.Name != "" {
		target.addOwn(TargetState, 0.95, stateTitles)
	}
	return target
}

// addOwn adds a target that is no field, unless a field has its name.
func (t *Target) addOwn(target string, weight float64, titles []string) {
	if _, taken := t.Template.Field(target); taken {
		return
	}
	n := names{target: target}
	for _, lang := range app.Langs {
		n.add(1, exportTitles[target][lang])
	}
	n.add(weight, titles...)
	t.names = append(t.names, n)
}

// stateWords collects what a state may be called: its name, its words in both
// languages, and the synonyms of the loop. A word that could be two states is none.
func stateWords(t ledger.Template, loop ledger.Loop) map[string]ledger.State {
	words := map[string]ledger.State{}
	add := func(word string, state ledger.State) {
		if key := titleKey(word); key != "" {
			if _, taken := words[key]; !taken {
				words[key] = state
			}
		}
	}
	for _, s := range loop.States {
		add(string(s.Name), s.Name)
	}
	for _, s := range loop.States {
		for _, lang := range app.Langs {
			add(t.StateLabel(loop, s.Name, lang), s.Name)
		}
	}
	for _, s := range loop.States {
		for _, lang := range app.Langs {
			add(s.Label[lang], s.Name)
		}
		for _, word := range s.Synonyms {
			add(word, s.Name)
		}
	}
	return words
}

// State returns the state that a word of a state column means.
func (t *Target) State(word string) (ledger.State, bool) {
	state, ok := t.states[titleKey(word)]
	return state, ok
}

// known says how well a title fits anything in the ledger, for FindHeader.
func (t *Target) known(path []string) float64 {
	key := strings.Join(path, "\x00")
	if score, ok := t.titles[key]; ok {
		return score
	}
	best := 0.0
	for _, n := range t.names {
		best = max(best, n.similarity(path, contains))
	}
	if slices.Contains(countTitles, titleKey(path[len(path)-1])) {
		best = max(best, 0.9)
	}
	t.titles[key] = best
	return best
}

// Targets lists what a column may become, in the order of the ledger: the fields,
// then number, state and ID.
func (t *Target) Targets() []string {
	list := make([]string, len(t.names))
	for i, n := range t.names {
		list[i] = n.target
	}
	return list
}

// has says whether a column may become that.
func (t *Target) has(target string) bool {
	return slices.ContainsFunc(t.names, func(n names) bool { return n.target == target })
}

// isField says whether a target is a field of the ledger.
func (t *Target) isField(target string) (schema.Field, bool) { return t.Template.Field(target) }

// proposal is a possible match of a column and a target.
type proposal struct {
	column int // index into the heading's columns
	target string
	score  float64
}

// Thresholds of the proposal, found with the headings of the tests.
const (
	certain  = 0.9  // the title says it: what stands below decides nothing
	enough   = 0.6  // below it a title says nothing
	sampled  = 200  // rows that are looked at
	fitting  = 0.8  // share of cells that must fit where the title does not say it
	worthFew = 0.35 // what fitting cells add at most
)

// propose matches columns and targets: the best pair first, each once.
func (t *Target) propose(s *Sheet, h Header, body []Row, taken map[string]bool, columns []int) map[int]string {
	var list []proposal
	for _, i := range columns {
		list = append(list, t.proposals(s, h.Columns[i], i, body, taken)...)
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a].score > list[b].score })
	chosen, used := map[int]string{}, map[string]bool{}
	for _, p := range list {
		if _, done := chosen[p.column]; done || used[p.target] {
			continue
		}
		chosen[p.column], used[p.target] = p.target, true
	}
	return chosen
}

func (t *Target) proposals(s *Sheet, c Column, index int, body []Row, taken map[string]bool) []proposal {
	sample := sampleOf(body, c.Index)
	if slices.Contains(countTitles, titleKey(c.Title())) && counts(sample) {
		return nil
	}
	var list []proposal
	for _, n := range t.names {
		if taken[n.target] {
			continue
		}
		if score := t.scoreOf(s, n, c.Path, sample); score >= enough*0.6 {
			list = append(list, proposal{index, n.target, score})
		}
	}
	return list
}

// scoreOf says how well a column fits a target by its title and by what stands in it.
func (t *Target) scoreOf(s *Sheet, n names, path []string, sample []Cell) float64 {
	score := n.similarity(path, alike)
	must := t.mustFit(n.target)
	switch {
	case !must && score >= certain:
		return score
	case !must && score < enough && !t.tells(n.target):
		return 0
	}
	fit := t.fit(s, n.target, sample)
	switch {
	case must && (fit < fitting || score < enough && n.target != TargetState):
		return 0
	case n.target == TargetState && must:
		return max(score, enough) + worthFew // a column of states may bear the title of a field
	case must:
		return score
	case score >= enough:
		return score * (0.6 + 0.4*fit)
	}
	return t.byContent(n.target, sample, fit)
}

// tells says whether the cells of a column can tell by themselves that it is a field.
func (t *Target) tells(target string) bool {
	f, ok := t.isField(target)
	return ok && (len(f.Categories) > 0 || f.Type == schema.Date && f.Constraints.Required)
}

// mustFit says which targets are never proposed by title alone.
func (t *Target) mustFit(target string) bool {
	if f, field := t.isField(target); field {
		return f.Type == schema.Photo || f.Type == schema.File
	}
	return target == TargetNumber || target == TargetState || target == TargetID
}

// byContent proposes a field for a column with an unknown title when its cells are
// the words of a closed field, or days where the ledger needs just one.
func (t *Target) byContent(target string, sample []Cell, fit float64) float64 {
	f, ok := t.isField(target)
	if !ok || len(sample) == 0 || fit < fitting {
		return 0
	}
	switch {
	case len(f.Categories) > 0 && distinct(sample) <= 2*len(f.Categories) && !counts(sample):
		return 0.5 * fit
	case f.Type == schema.Date && f.Constraints.Required:
		return 0.4 * fit
	}
	return 0
}

// fit is the share of cells that the target takes.
func (t *Target) fit(s *Sheet, target string, sample []Cell) float64 {
	if len(sample) == 0 {
		return 0
	}
	f, _ := t.isField(target)
	if len(f.Categories) > 0 {
		f.Open = false // words of its own would fit everything
	}
	good := 0
	for _, c := range sample {
		if t.takes(s, target, f, c) {
			good++
		}
	}
	return float64(good) / float64(len(sample))
}

func (t *Target) takes(s *Sheet, target string, f schema.Field, c Cell) bool {
	if f.Name != "" {
		return c.Kind != Fault && parseField(f, s.readable(f, c)).key == ""
	}
	switch target {
	case TargetState:
		_, ok := t.State(c.Text)
		return ok
	case TargetNumber:
		return t.Template.NumberFits(c.Text)
	}
	_, err := app.ParseID(strings.ToLower(c.Text))
	return err == nil
}

// sampleOf returns the first filled cells of a column.
func sampleOf(body []Row, column int) []Cell {
	var sample []Cell
	for _, row := range body {
		if c := row.At(column); c.Text != "" {
			if sample = append(sample, c); len(sample) == sampled {
				break
			}
		}
	}
	return sample
}

func distinct(sample []Cell) int {
	seen := map[string]bool{}
	for _, c := range sample {
		seen[c.Text] = true
	}
	return len(seen)
}

// counts says whether cells are whole numbers, as a column of running numbers has.
func counts(sample []Cell) bool {
	number := schema.Field{Type: schema.Integer}
	for _, c := range sample {
		if _, err := number.Parse(c.Text); err != nil {
			return false
		}
	}
	return true
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
