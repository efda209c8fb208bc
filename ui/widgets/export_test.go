package widgets

// InSight says whether a row is wholly in sight.
func (t *DataTable[T]) InSight(key string) bool { return t.sees(t.find(key)) }

// Boxes are the words that a list of a form offers, and those that it holds besides.
func Boxes(f *RecordForm, field string) []string {
	var words []string
	for _, check := range f.field(field).editor.(*checksEditor).checks {
		words = append(words, check.text)
	}
	return words
}
