#!/usr/bin/env bash
# Takes the screenshots of the manual from the real window with the sample school,
# in both languages, into docs/manual/images.
#
#   manual.sh PROGRAM
set -euo pipefail
# shellcheck source=packaging/screen.sh
. "$(dirname "$0")/screen.sh"

program=$(realpath "$1")
samples=$(realpath "$(dirname "$0")/samples")
export LANG=C.UTF-8
export DBUS_SESSION_BUS_ADDRESS=disabled: # no notice covers the window

# keeper ARGUMENTS... runs the program on the school of this home.
keeper() { "$program" --home "$home/school" --lang "$language" "$@"; }

# start ARGUMENTS... opens the window on the school of this home.
start() { open_program "$program" --home "$home/school" --lang "$language" "$@"; }

# the_opening_day takes the pictures of a program that has no school yet.
the_opening_day() {
	a_new_home "$language-welcome"
	start
	shoot "$shots/01-welcome.png"
	close_program
}

# the_lock takes the picture of a school that is closed.
the_lock() {
	a_new_home "$language-lock"
	echo 'orchard violin granite seven' >"$home/passphrase"
	CAMPUSKEEPER_PASSPHRASE_FILE=$home/passphrase keeper new --school "$school" >/dev/null
	start
	shoot "$shots/05-unlock.png"
	close_program
}

# the_sample_school walks through every screen.
the_sample_school() {
	a_new_home "$language-sample"
	start --sample
	await "$today"
	shoot "$shots/02-today.png"
	click 1010 56 # the bell
	shoot "$shots/09-inbox.png"
	press alt+Left ctrl+shift+d
	shoot "$shots/13-duties.png"

	# The hazard register, its fourth record, the order, a new hazard.
	press ctrl+2
	press Down # all ledgers; the hazard register is the second
	press Return
	await "$register"
	press Down Down Down
	shoot "$shots/03-ledger.png"
	press Return
	shoot "$shots/07-record.png"
	press alt+Left
	press ctrl+p
	shoot "$shots/08-preview.png"
	press alt+Left
	press ctrl+n
	shoot "$shots/04-form.png"
	press alt+Left
	the_import

	press ctrl+8
	shoot "$shots/10-month-end.png"
	press ctrl+9
	shoot "$shots/11-settings.png"
	press ctrl+1 ctrl+shift+f
	write "$word"
	shoot "$shots/12-search.png"
	close_program
}

# the_drills shows the year of drills, their times, and one that runs until the
# program is ended from outside.
the_drills() {
	a_new_home "$language-drills"
	start --sample
	await "$today"
	press ctrl+4
	shoot "$shots/18-drill-year.png"
	press ctrl+shift+t
	shoot "$shots/19-drill-trends.png"
	press F9
	shoot "$shots/20-drill-ready.png"
	press space
	press Tab Return # it is planned for another day
	sleep 2
	press F2
	press Down Return Right Return Right # two classes are all there
	write 46
	press Return
	shoot "$shots/21-drill-day.png"
	kill -9 "$program_pid"
	wait "$program_pid" 2>/dev/null || true
}

# the_import goes through the steps of an import, and takes it back.
the_import() {
	press ctrl+shift+i
	await "$import"
	shoot "$shots/06-import.png"
	press Return ctrl+a
	write "$samples/hazards.$language.xlsx"
	press Return
	sleep 1 # the file is read beside the window
	shoot "$shots/14-import-sheet.png"
	forward
	shoot "$shots/15-import-columns.png"
	forward
	press space # what does not fit is left out
	shoot "$shots/16-import-check.png"
	forward
	sleep 1
	shoot "$shots/17-import-done.png"
	press ctrl+z
	press Return
}

# forward presses the button at the foot that leads to the next step.
forward() { click 1220 745; }

# pictures takes one set.
pictures() {
	language=$1 school=$2 today=$3 register=$4 import=$5 word=$6
	shots=$PWD/docs/manual/images/$language
	mkdir -p "$shots"
	the_opening_day
	the_lock
	the_sample_school
	the_drills
	rm "$shots/program.log"
	mogrify +dither -colors 128 "$shots"/*.png # a third of the size, no difference to the eye
}

open_screen
pictures en 'Riverside School' Today 'Hazard register' Import gate
pictures zh-Hans 滨河示例学校 今日待办 隐患排查整改台账 导入 mws # 门卫室 by its initials
