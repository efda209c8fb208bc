#!/usr/bin/env bash
# Builds the Windows program on Linux with the mingw-w64 cross compiler, with its
# icon, manifest and version linked in. Two files come out in dist/windows:
#
#   CampusKeeper.exe      the window
#   campuskeeper-cli.exe  the same program for the command line: Windows gives a
#                         program either a window or a console, not both
#
# LDFLAGS are passed to the Go linker.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=x86_64-w64-mingw32
work=$PWD/out/windows
mkdir -p "$work" dist/windows

version=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
go run ./packaging/windows/ico assets/icons/app-*.png >"$work/app.ico"
cp packaging/windows/campuskeeper.manifest "$work/"
sed "s/@VERSION@/$version/; s/@COMMAS@/${version//./,},0/" \
	packaging/windows/campuskeeper.rc >"$work/campuskeeper.rc"
(cd "$work" && "$target-windres" -O coff campuskeeper.rc resource.o)

# build SUBSYSTEM FILE
build() {
	GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=$target-gcc go build \
		-ldflags "${LDFLAGS:-} $1 -extldflags=$work/resource.o" -o "dist/windows/$2" .
	echo "dist/windows/$2: $(($(stat -c %s "dist/windows/$2") / 1048576)) MB"
}
build -H=windowsgui CampusKeeper.exe
build "" campuskeeper-cli.exe
