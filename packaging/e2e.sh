#!/usr/bin/env bash
# Works through a day in the real window, on a screen of its own, and checks by
# the command line what came of it. Screenshots are kept in out/e2e.
#
#   e2e.sh PROGRAM
set -euo pipefail
# shellcheck source=packaging/screen.sh
. "$(dirname "$0")/screen.sh"
in_session "$@"

program=$(realpath "$1")
shots=$PWD/out/e2e
rm -rf "$shots"
mkdir -p "$shots"
export LANG=C.UTF-8

open_screen 1280x800
a_new_home first

# The first start: nothing is there, the welcome is shown.
open_program "$program" --home "$home/school" --lang en
shoot "$shots/01-welcome.png"
close_program

echo "end to end: passed"
