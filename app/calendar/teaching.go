package calendar

import "campuskeeper/app"

// Teaches says whether there is teaching on more than a few days of a period that
// has both ends.
func (c *Calendar) Teaches(p app.Period) bool { return c.teaches(p) }
