package catalog

import "campuskeeper/app/catalog/internal/text"

// Match says whether a search finds a text as it finds records: by any part of it
// without regard to case and width, and Chinese also by pinyin or its initials.
func Match(says, search string) bool {
	coded := text.AppendFolded(nil, says)
	sign := text.Sign(coded)
	return text.Compile(search, nil).Match(coded, &sign)
}
