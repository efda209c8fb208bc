#!/usr/bin/env bash
# Takes the screenshots of the manual from the real window with the sample school,
# in both languages, into docs/manual/images.
#
#   manual.sh PROGRAM
set -euo pipefail
# shellcheck source=packaging/screen.sh
. "$(dirname "$0")/screen.sh"
in_session "$@"

program=$(realpath "$1")
export LANG=C.UTF-8

# pictures LANGUAGE takes one set.
pictures() {
	local language=$1
	shots=$PWD/docs/manual/images/$language
	mkdir -p "$shots"
	a_new_home "$language"
	open_program "$program" --home "$home/school" --lang "$language"
	shoot "$shots/01-welcome.png"
	close_program
	rm "$shots/program.log"
}

open_screen
pictures en
pictures zh-Hans
