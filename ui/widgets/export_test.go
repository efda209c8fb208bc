package widgets

// InSight says whether a row is wholly in sight.
func (t *DataTable[T]) InSight(key string) bool { return t.sees(t.find(key)) }
