package apptest_test

import (
	"testing"
	"time"

	"campuskeeper/app"
	"campuskeeper/app/apptest"
)

func TestMemoryStore(t *testing.T) {
	apptest.TestStore(t, func(*testing.T) app.Store {
		return apptest.NewStore(app.NewManualClock(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)))
	})
}
