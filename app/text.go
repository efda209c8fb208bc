package app

// Lang is a language of the program, as a BCP 47 tag.
type Lang string

// The two first languages, equal in rank.
const (
	English Lang = "en"
	Chinese Lang = "zh-Hans"
)

// Langs lists the languages in which everything must be said.
var Langs = []Lang{English, Chinese}

// ParseLang returns the language of a tag or locale such as "zh_CN.UTF-8".
// Anything that is not Chinese is English.
func ParseLang(tag string) Lang {
	if len(tag) >= 2 && (tag[:2] == "zh" || tag[:2] == "ZH") {
		return Chinese
	}
	return English
}

// Text is a short text in each language, as templates carry it.
type Text map[Lang]string

// In returns the text in lang, in English when there is none, or any.
func (t Text) In(lang Lang) string {
	if s, ok := t[lang]; ok && s != "" {
		return s
	}
	if s := t[English]; s != "" {
		return s
	}
	return t[Chinese]
}
