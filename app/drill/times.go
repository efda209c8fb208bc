package drill

// Taken returns when a mark was taken, in seconds after the alarm; not Known where
// it was not.
func (d Drill) Taken(mark string) Count {
	if at, ok := d.Times.Of(mark); ok {
		return *at
	}
	for _, m := range d.Marks {
		if m.Mark == mark {
			return m.Seconds
		}
	}
	return Count{}
}

// Took returns when a mark was taken after the alarm, and the time that its target
// is compared with; that one is not known where the mark it counts from is not. The
// ledger keeps the evacuation from the signal to leave, all others from the alarm.
func (d Drill) Took(m MarkKind) (at, took Count) {
	kept := d.Taken(m.Name)
	if m.From == "" || m.From == MarkAlarm || !kept.Known {
		return kept, kept
	}
	from := d.Taken(m.From)
	switch {
	case m.Name == MarkLastOut && from.Known:
		return CountOf(kept.N + from.N), kept
	case m.Name == MarkLastOut:
		return kept, kept
	case from.Known:
		return kept, CountOf(kept.N - from.N)
	}
	return kept, Count{}
}
