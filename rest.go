package main

import (
	"runtime/debug"
	"runtime/metrics"
)

// spareMemory is how much more memory than its records need the program may hold
// while it rests, in bytes.
const spareMemory = 48 << 20

// giveBack returns to the system what work left behind, if that is much: by itself
// the runtime waits for the next work, which on a quiet day does not come.
func giveBack() {
	samples := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"},
		{Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/unused:bytes"},
		{Name: "/memory/classes/heap/free:bytes"},
	}
	metrics.Read(samples)
	held := uint64(0)
	for _, s := range samples[1:] {
		held += s.Value.Uint64()
	}
	if held > samples[0].Value.Uint64()+spareMemory {
		debug.FreeOSMemory()
	}
}
