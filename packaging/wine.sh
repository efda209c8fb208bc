#!/usr/bin/env bash
# Runs the Windows program of `make windows` under Wine: a short day by the command
# line, checked with tools that are not ours, then the window once on a screen of
# its own. It builds nothing of the program. Needs wine, the cross compiler, Xvfb,
# openbox, xdotool, ImageMagick and poppler's tools.
#
#   wine.sh [FOLDER]     FOLDER holds the two .exe files; dist/windows when not given
set -euo pipefail
here=$(realpath "$(dirname "$0")")
# shellcheck source=packaging/screen.sh
. "$here/screen.sh"

folder=$(realpath "${1:-$here/../dist/windows}")
shots=$here/../out/wine
rm -rf "$shots"
mkdir -p "$shots"
shots=$(realpath "$shots")

for tool in wine wineserver x86_64-w64-mingw32-gcc Xvfb openbox xdotool import pdftotext; do
	command -v "$tool" >/dev/null || fail "$tool is not installed"
done
for file in campuskeeper-cli.exe CampusKeeper.exe; do
	[[ -f $folder/$file ]] || fail "$folder/$file is not there: make windows builds it"
done

export WINEPREFIX=$scratch/prefix WINEDEBUG=-all LANG=C.UTF-8
unset LC_ALL LC_MESSAGES CAMPUSKEEPER_HOME CAMPUSKEEPER_LANG WAYLAND_DISPLAY
trap end_wine EXIT

end_wine() {
	wineserver -k 2>/dev/null || true # of this prefix only
	wineserver -w 2>/dev/null || true
	clean_up
}

# wine_home makes a Windows of its own, with what older Wine lacks.
wine_home() {
	mkdir -p "$WINEPREFIX"
	WINEDLLOVERRIDES='mscoree,mshtml=' wineboot -i >"$scratch/boot" 2>&1 || fail "no Windows could be made: $(tail -5 "$scratch/boot")"
	wineserver -w
	x86_64-w64-mingw32-gcc -O2 -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
		"$here/wine/prng.c" -ladvapi32
	export WINEDLLOVERRIDES='mscoree,mshtml=;bcryptprimitives=n'
	home=$WINEPREFIX/drive_c/校安
	mkdir -p "$home"
}

# keeper ARGUMENTS... runs the command line on the school of this Windows.
keeper() { wine "$folder/campuskeeper-cli.exe" --home 'C:\校安\学校' --lang en "$@" 2>>"$shots/wine.log"; }

# gives CODE COMMAND... fails unless the command ends with that exit code.
gives() {
	local want=$1 code=0
	shift
	"$@" >"$scratch/said" || code=$?
	[[ $code == "$want" ]] || fail "exit code $code instead of $want from: $* ($(<"$scratch/said"); $(tail -3 "$shots/wine.log"))"
}

# said TEXT fails unless the last command of gives said that.
said() { grep -qF -- "$1" "$scratch/said" || fail "\"$1\" was not said: $(head -c 600 "$scratch/said")"; }

by_command_line() {
	local number today
	today=$(date +%F)
	echo "== by the command line"
	# As Notepad writes it: with a mark at the start and Windows' line ends.
	printf '\xef\xbb\xbforchard violin granite seven\r\n' >"$home/passphrase.txt"
	export CAMPUSKEEPER_PASSPHRASE_FILE='C:\校安\passphrase.txt'
	gives 0 keeper version
	gives 0 keeper new --school 滨河实验学校 --canteen --students 800
	gives 2 keeper nonsense

	# As a Chinese Windows writes it: in its code page.
	printf '{"foundOn":"%s","place":"B 楼梯二层","source":"patrol","category":"fire","description":"防火门被抵住"}' "$today" |
		iconv -t GB18030 >"$home/隐患.json"
	gives 0 keeper add --ledger hazard 'C:\校安\隐患.json'
	number=$(tr -d '\r\n' <"$scratch/said")
	gives 0 keeper list --ledger hazard
	said "$number"
	said 防火门被抵住
	gives 3 keeper step "$number" nowhere

	gives 0 keeper drill record --kind fire --date "$today" --time 10:05
	gives 0 keeper drill list
	said Held
	gives 0 keeper drill schedule --ics 'C:\校安\drills.ics'
	gives 0 keeper drill rules --json

	gives 0 keeper print --ledger hazard --out 'C:\校安\台账.pdf'
	pdftotext -layout "$home/台账.pdf" "$scratch/text"
	grep -qF 防火门被抵住 "$scratch/text" || fail "the printed register does not name the hazard"

	gives 0 keeper export --recipient education --period "${today:0:7}" --out 'C:\校安\bundle.zip'
	gives 0 keeper verify 'C:\校安\bundle.zip'
	mkdir -p "$home/usb"
	gives 0 keeper backup --to 'C:\校安\usb'
	gives 0 keeper restore "C:\\校安\\usb\\$(basename "$home"/usb/*.db)"
	gives 0 keeper check
	keeper show "$number" | grep -qF 防火门被抵住 || fail "the restored school does not know the hazard"
}

by_window() {
	echo "== in the window"
	open_program wine "$folder/CampusKeeper.exe" --home 'C:\校安\样例' --lang en --sample
	await 'Today - '
	shoot "$shots/window.png"
	local first
	first=$(window_id)
	xdotool windowminimize "$first"
	echo "== a second start brings it back"
	wine "$folder/CampusKeeper.exe" --home 'C:\校安\样例' --lang en >"$scratch/second" 2>>"$shots/wine.log" ||
		fail "the second start ended with an error: $(<"$scratch/second")"
	for _ in $(seq 50); do
		window_id >/dev/null && break
		sleep 0.1
	done
	window_id >/dev/null || fail "the minimized window did not come back"
	close_program
	! [[ -s $home/样例/crash.log ]] || fail "it crashed: $(head -5 "$home/样例/crash.log")"
}

open_screen # before all else: Wine looks for a screen once, when its desktop starts
wine_home
by_command_line
by_window
echo "== Wine: passed, screenshots in $shots"
