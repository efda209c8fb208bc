#!/usr/bin/env bash
# Runs all tests of the program.
#
#   test.sh plain TIMEOUT   every test, in random order
#   test.sh race  TIMEOUT   every test with the race detector, in random order.
#                           Tests that draw and compare pictures take ten times
#                           as long with it; their files say "//go:build !race",
#                           and their packages run once more without it. go vet is
#                           a step of the gate of its own.
set -euo pipefail
how=$1 timeout=$2

# excluded [FLAG] prints "package file..." for what the build constraints leave out.
excluded() {
	go list "$@" -f '{{.ImportPath}}{{range .IgnoredGoFiles}} {{.}}{{end}}' ./...
}

case $how in
plain)
	echo "== all tests"
	go test -shuffle=on -timeout "$timeout" ./...
	;;
race)
	echo "== all tests with the race detector"
	go test -race -vet=off -shuffle=on -timeout "$timeout" ./...
	mapfile -t pictures < <(comm -13 <(excluded | sort) <(excluded -race | sort) | cut -d' ' -f1)
	if [[ ${#pictures[@]} -gt 0 ]]; then
		echo "== tests of pictures, without the race detector"
		go test -shuffle=on -timeout "$timeout" "${pictures[@]}"
	fi
	;;
*)
	echo "usage: $0 plain|race TIMEOUT" >&2
	exit 2
	;;
esac
