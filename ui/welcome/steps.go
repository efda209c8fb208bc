package welcome

import (
	"strconv"
	"strings"

	"campuskeeper/app"
	"campuskeeper/ui/look"
	"campuskeeper/ui/widgets"
)

func ready() string { return "" }

// languageStep chooses the language, and lets a curious person look around.
func (w *Wizard) languageStep() step {
	cards := widgets.Column(look.Gap2)
	var chosen *widgets.OptionCard
	for _, lang := range app.Langs {
		card := widgets.NewOptionCard(w.t("welcome.language."+string(lang)), w.t("welcome.language."+string(lang)+".text"),
			w.deps.Words.Lang() == lang, func() {
				w.school.Lang = lang
				w.deps.Language(lang)
			})
		if card.Chosen() {
			chosen = card
		}
		cards.Add(card)
	}
	sample := widgets.NewButton(widgets.Ordinary, "", w.t("welcome.sample"), w.openSample)
	return step{
		body: widgets.Column(look.Gap4,
			widgets.NewTitle(w.t("welcome.language.title")), widgets.NewParagraph(w.t("welcome.language.text")), cards,
			widgets.NewRule(), widgets.NewSection(w.t("welcome.sample.title")),
			widgets.NewParagraph(w.t("welcome.sample.text")), widgets.Row(0, sample, widgets.Stretch())),
		first: chosen, reason: ready,
	}
}

// schoolStep asks for the school. Once it is made, it is shown only.
func (w *Wizard) schoolStep() step {
	made := w.groups != nil
	name := widgets.NewEntry(w.t("welcome.school.name.hint"))
	name.SetText(w.school.Name)
	name.OnChanged = func(text string) {
		w.school.Name = strings.TrimSpace(text)
		w.check()
	}
	students := widgets.NewEntry("")
	students.SetText(w.students)
	studentsField := widgets.NewField(w.t("welcome.school.students"), "", students)
	students.OnChanged = func(text string) {
		w.students = strings.TrimSpace(text)
		n, ok := widgets.WholeNumber(text)
		w.school.Students = n
		students.SetWrong(!ok)
		message := ""
		if !ok {
			message = w.t("welcome.school.students.wrong")
		}
		studentsField.Complain(message)
		w.check()
	}
	kind := widgets.NewSchoolKind(w.deps.Words, &w.school, w.check)
	pack := widgets.NewSelect(w.t("widget.choose"), w.deps.Packs(), w.school.Pack, func(value string) {
		w.school.Pack = value
	})
	body := widgets.Column(look.Gap4, widgets.NewTitle(w.t("welcome.school.title")), widgets.NewParagraph(w.t("welcome.school.text")))
	if made {
		name.Disable()
		students.Disable()
		body.Add(widgets.NewParagraph(w.t("welcome.school.made")).In(look.Muted))
		return step{body: body, reason: ready}
	}
	required := w.t("widget.required")
	body.Add(widgets.NewField(w.t("welcome.school.name"), required, name))
	body.Add(widgets.Halves(widgets.NewField(w.t("welcome.school.type"), required, kind), studentsField))
	body.Add(widgets.NewField(w.t("welcome.school.pack"), required, pack))
	body.Add(widgets.NewRule())
	body.Add(widgets.NewSection(w.t("welcome.school.has")))
	body.Add(widgets.NewNote(w.t("welcome.school.has.text")))
	body.Add(widgets.NewSchoolConditions(w.deps.Words, &w.school, w.check))
	return step{body: body, first: name, reason: func() string {
		if w.school.Name == "" {
			return w.t("welcome.school.reason.name")
		}
		if _, ok := widgets.WholeNumber(w.students); !ok {
			return w.t("welcome.school.reason.students")
		}
		return ""
	}}
}

// passphraseStep asks for the passphrase and says how good it is.
func (w *Wizard) passphraseStep() step {
	body := widgets.Column(look.Gap4, widgets.NewTitle(w.t("welcome.passphrase.title")),
		widgets.NewParagraph(w.t("welcome.passphrase.text")))
	if w.groups != nil {
		body.Add(widgets.NewParagraph(w.t("welcome.passphrase.made")).In(look.Muted))
		return step{body: body, reason: ready}
	}
	meter := widgets.NewMeter(4)
	verdict := widgets.NewText("")
	advice := widgets.NewNote("")
	first, again := widgets.NewSecretEntry("").WithoutEye(), widgets.NewSecretEntry("").WithoutEye()
	againField := widgets.NewField(w.t("welcome.passphrase.again"), "", again)
	tell := func() {
		score := Strength(w.passphrase, w.school.Name)
		level := strconv.Itoa(score)
		shape := look.Needed
		if score >= enough {
			shape = look.Done
		}
		meter.Set(score, shape == look.Done)
		verdict.SetText("")
		advice.SetText(w.t("welcome.passphrase.advice"))
		if w.passphrase != "" {
			verdict.SetText(w.t("welcome.passphrase.score." + level))
			advice.SetText(w.t("welcome.passphrase.advice." + level))
		}
		differs := w.repeated != "" && !strings.HasPrefix(w.passphrase, w.repeated)
		again.SetWrong(differs)
		message := ""
		if differs {
			message = w.t("welcome.passphrase.differs")
		}
		againField.Complain(message)
	}
	weigh := func() {
		tell()
		body.Refresh()
		w.check()
	}
	first.SetText(w.passphrase)
	again.SetText(w.repeated)
	first.OnChanged = func(text string) { w.passphrase = text; weigh() }
	again.OnChanged = func(text string) { w.repeated = text; weigh() }
	reveal := func(shown bool) {
		w.shown = shown
		first.Password, again.Password = !shown, !shown
		first.Refresh()
		again.Refresh()
	}
	body.Add(widgets.NewField(w.t("welcome.passphrase.first"), w.t("widget.required"), first))
	body.Add(widgets.Row(look.Gap3, widgets.Grow(meter), widgets.Sized(160, 0, verdict)))
	body.Add(advice)
	body.Add(againField)
	body.Add(widgets.NewCheck(w.t("welcome.passphrase.show"), w.shown, reveal))
	reveal(w.shown)
	tell()
	s := step{body: body, first: first, reason: func() string {
		switch {
		case w.passphrase == "":
			return w.t("welcome.passphrase.reason.empty")
		case Strength(w.passphrase, w.school.Name) < enough:
			return w.t("welcome.passphrase.reason.weak")
		case w.passphrase != w.repeated:
			return w.t("welcome.passphrase.reason.again")
		}
		return ""
	}}
	w.step = s
	return s
}

// rulesStep shows the pack that was chosen and its ledgers.
func (w *Wizard) rulesStep() step {
	pack := w.school.Pack
	for _, option := range w.deps.Packs() {
		if option.Value == w.school.Pack {
			pack = option.Label
		}
	}
	list := widgets.Column(0, widgets.NewRule())
	for _, ledger := range w.deps.Ledgers(w.school.Pack) {
		list.Add(widgets.Sized(0, look.ControlHeight-1, widgets.Row(look.Gap3,
			widgets.NewShape(look.Done, 14), widgets.Sized(56, 0, widgets.NewText(ledger.Code).In(look.Muted)),
			widgets.Grow(widgets.NewText(ledger.Title).Cut()))))
		list.Add(widgets.NewRule())
	}
	return step{
		body: widgets.Column(look.Gap4, widgets.NewTitle(w.t("welcome.rules.title")),
			widgets.NewParagraph(w.t("welcome.rules.text")),
			widgets.Row(look.Gap2, widgets.NewText(w.t("welcome.rules.pack")).In(look.Muted), widgets.NewStrong(pack)),
			list, widgets.NewNote(w.t("welcome.rules.more"))),
		reason: ready,
	}
}

// dataStep asks what to do first.
func (w *Wizard) dataStep() step {
	cards := widgets.Column(look.Gap2)
	ways := map[First]*widgets.OptionCard{}
	for _, first := range []First{ImportWorkbook, StartEmpty, OpenSample} {
		ways[first] = widgets.NewOptionCard(w.t("welcome.data."+string(first)), w.t("welcome.data."+string(first)+".text"),
			w.first == first, func() {
				w.first = first
				for way, card := range ways {
					card.SetChosen(way == first)
				}
			})
		cards.Add(ways[first])
	}
	return step{
		body: widgets.Column(look.Gap4, widgets.NewTitle(w.t("welcome.data.title")),
			widgets.NewParagraph(w.t("welcome.data.text")), cards),
		first: ways[w.first], reason: ready,
	}
}
