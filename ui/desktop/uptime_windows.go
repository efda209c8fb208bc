package desktop

import (
	"strconv"
	"time"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// bootKey holds a number that Windows counts up with each start.
const bootKey = `SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters`

var tickCount = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetTickCount64")

func uptime() (string, time.Duration) {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, bootKey, registry.QUERY_VALUE)
	if err != nil {
		return "", 0
	}
	defer func() { _ = key.Close() }() // it was only read
	boot, _, err := key.GetIntegerValue("BootId")
	if err != nil {
		return "", 0
	}
	ticks, _, _ := tickCount.Call() // it cannot fail
	return strconv.FormatUint(boot, 10), time.Duration(ticks) * time.Millisecond
}
