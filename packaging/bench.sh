#!/usr/bin/env bash
# Runs every benchmark and prints what they measured as a table. The raw output,
# which benchstat can compare, is kept in out/bench.txt.
set -euo pipefail
mkdir -p out
go test -run '^$' -bench . -benchmem -timeout 60m ./... | tee out/bench.txt |
	grep -E '^(pkg:|Benchmark|FAIL|panic)' --line-buffered >&2 || true
if grep -qE '^(FAIL|panic)' out/bench.txt; then
	echo "a benchmark failed; see out/bench.txt" >&2
	exit 1
fi

# A result line is: name, rounds, then pairs of value and unit.
awk '
	function time(ns) {
		if (ns >= 1e9) return sprintf("%.2f s", ns / 1e9)
		if (ns >= 1e6) return sprintf("%.2f ms", ns / 1e6)
		if (ns >= 1e3) return sprintf("%.2f us", ns / 1e3)
		return sprintf("%.1f ns", ns)
	}
	function size(bytes) {
		if (bytes >= 1048576) return sprintf("%.1f MB", bytes / 1048576)
		if (bytes >= 1024) return sprintf("%.1f KB", bytes / 1024)
		return bytes " B"
	}
	/^pkg:/ { printf "\n%s\n", $2 }
	/^Benchmark/ && NF >= 4 {
		name = $1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
		t = b = a = ""; more = ""
		for (i = 3; i < NF; i += 2) {
			if ($(i + 1) == "ns/op") t = time($i)
			else if ($(i + 1) == "B/op") b = size($i)
			else if ($(i + 1) == "allocs/op") a = $i
			else more = more sprintf("  %s %s", $i, $(i + 1))
		}
		printf "  %-56s %12s %12s %10s %s\n", name, t, b, a, more
	}
	BEGIN { printf "  %-56s %12s %12s %10s\n", "benchmark", "time", "memory", "allocs" }
' out/bench.txt
