#!/usr/bin/env bash
# Works through the first day twice, and checks what came of it with tools that
# are not ours: once by the command line, once in the real window on a screen of
# its own. What it makes, and screenshots, are kept in out/e2e.
#
#   e2e.sh PROGRAM
set -euo pipefail
here=$(realpath "$(dirname "$0")")
# shellcheck source=packaging/screen.sh
. "$here/screen.sh"
in_session "$@"

program=$(realpath "$1")
shots=$PWD/out/e2e
rm -rf "$shots"
mkdir -p "$shots"
export LANG=C.UTF-8

# keeper ARGUMENTS... runs the program on the school of this home, in English.
keeper() { "$program" --home "$home/school" --lang en "$@"; }

# gives CODE COMMAND... fails unless the command ends with that exit code.
gives() {
	local want=$1 code=0
	shift
	"$@" >"$scratch/said" 2>&1 || code=$?
	[[ $code == "$want" ]] || fail "exit code $code instead of $want from: $* ($(<"$scratch/said"))"
}

# holds FILE TEXT fails unless the text stands in the file.
holds() { grep -qF -- "$2" "$1" || fail "\"$2\" is not in $1: $(head -c 600 "$1")"; }

# pdf_holds FILE TEXT checks a paper with the tools of poppler and qpdf.
pdf_holds() {
	qpdf --check "$1" >/dev/null || fail "qpdf finds fault with $1"
	pdftotext -layout "$1" "$scratch/text"
	holds "$scratch/text" "$2"
	if pdffonts "$1" | awk 'NR > 2 && ($(NF-4) != "yes" || $(NF-3) != "yes") { found = 1 } END { exit !found }'; then
		fail "$1 has a font that is not embedded and cut: $(pdffonts "$1")"
	fi
}

today=$(date +%F)
in_a_week=$(date -d '+7 days' +%F)

by_command_line() {
	echo "== by the command line"
	a_new_home lines
	echo 'orchard violin granite seven' >"$home/passphrase"
	echo 'not the passphrase' >"$home/wrong"
	export CAMPUSKEEPER_PASSPHRASE_FILE=$home/passphrase

	gives 2 keeper nonsense
	keeper new --school 'Riverside School' --canteen --students 800 >"$shots/new.txt"
	CAMPUSKEEPER_PASSPHRASE_FILE=$home/wrong gives 4 keeper list --ledger hazard
	gives 3 keeper step YH-0000-0001 graded

	# A hazard through every state, with the rules on the way.
	echo "{\"foundOn\":\"$today\",\"place\":\"B 楼梯二层\",\"source\":\"patrol\",\"category\":\"fire\",
		\"description\":\"常闭式防火门被抵住\"}" >"$scratch/hazard.json"
	number=$(keeper add --ledger hazard "$scratch/hazard.json")
	keeper step "$number" graded --set level=general
	gives 3 keeper step "$number" closed
	keeper step "$number" ordered --set "responsible=Lu Jianping" --set "deadline=$in_a_week"
	keeper print "$number" --out "$shots/order.pdf"
	pdf_holds "$shots/order.pdf" "$number"
	pdf_holds "$shots/order.pdf" 常闭式防火门被抵住
	keeper print --ledger hazard --out "$shots/register.pdf"
	pdf_holds "$shots/register.pdf" "$number"
	keeper print --ledger hazard --blank --out "$shots/blank.pdf"
	qpdf --check "$shots/blank.pdf" >/dev/null
	keeper due --at "$in_a_week" --json >"$shots/due.json"
	holds "$shots/due.json" "$number"
	keeper step "$number" received --set "receivedOn=$today"
	keeper step "$number" in-progress --set 'measure=Door freed, sign put up'
	keeper step "$number" submitted --set "doneOn=$today" --set 'evidence=Seen on the evening round'
	gives 3 keeper step "$number" closed --set 'reinspector=Lu Jianping' --set "reinspectedOn=$today"
	keeper step "$number" closed --set 'reinspector=Duan Zhiyuan' --set "reinspectedOn=$today"
	keeper list --ledger hazard --json >"$shots/list.json"
	holds "$shots/list.json" '"closed"'
	keeper show "$number" --history >"$shots/show.txt"

	# A drill is reminded of before it, on its day, and until it is written up.
	drill=$(keeper drill plan --kind fire --date "$in_a_week" --time 10:05)
	keeper due --json >"$shots/due-drill.json"
	holds "$shots/due-drill.json" "$drill"
	keeper due --at "$in_a_week" --json >"$shots/due-drill-day.json"
	grep -A 2 -F "\"$drill\"" "$shots/due-drill-day.json" | tr -d ' \n' >"$scratch/told"
	holds "$scratch/told" '"kind":"drill","step":"0"'

	# What goes up, proved without the program.
	age-keygen -o "$home/bureau.txt" 2>/dev/null
	keeper export --recipient education --period "${today:0:7}" --out "$shots/bundle.zip"
	keeper export --recipient education --period "${today:0:7}" --out "$shots/bundle.zip.age" \
		--seal "$(age-keygen -y "$home/bureau.txt")"
	keeper verify "$shots/bundle.zip"
	mkdir "$home/keys"
	cp "$home/bureau.txt" "$home/keys/"
	unzip -p "$shots/bundle.zip" '*school.pub' >"$home/keys/school.pub"
	"$here/verify-bundle.sh" "$shots/bundle.zip" "$home/keys"
	"$here/verify-bundle.sh" "$shots/bundle.zip.age" "$home/keys" >"$scratch/sealed"
	head -c 2000 "$shots/bundle.zip" >"$scratch/cut.zip"
	gives 3 keeper verify "$scratch/cut.zip"

	# Back from a backup.
	keeper check >"$shots/check.txt"
	keeper backup --to "$home/backups"
	echo '{"foundOn":"'"$today"'","place":"Gate 2","description":"Barrier does not lock"}' |
		keeper add --ledger hazard - >/dev/null
	keeper restore "$(find "$home/backups" -type f | head -1)"
	[[ $(keeper list --ledger hazard --json | grep -c '"number"') == 1 ]] || fail "the backup did not come back"
	unset CAMPUSKEEPER_PASSPHRASE_FILE
}

# unlock types the passphrase at the lock.
unlock() {
	await CampusKeeper
	click 640 381
	write 'orchard violin granite seven'
	press Return
	await Today
}

# open_hazards goes from anywhere to the hazard register.
open_hazards() {
	press ctrl+2
	press ctrl+l
	press Home Down Return # the second ledger by code
}

in_the_window() {
	echo "== in the window"
	open_screen
	open_notices
	a_new_home window

	# The first start: nothing is there, the opening day is shown.
	open_program "$program" --home "$home/school" --lang en
	shoot "$shots/01-welcome.png"
	close_program

	# A school with a hazard that is overdue.
	echo 'orchard violin granite seven' >"$home/passphrase"
	export CAMPUSKEEPER_PASSPHRASE_FILE=$home/passphrase
	keeper new --school 'Riverside School' --canteen --students 800 >/dev/null
	echo '{"foundOn":"'"$(date -d '-20 days' +%F)"'","place":"Gym","description":"Net torn","level":"general"}' |
		keeper add --ledger hazard - >"$scratch/number"
	number=$(<"$scratch/number")
	keeper step "$number" graded
	keeper step "$number" ordered --set 'responsible=Lu Jianping' --set "deadline=$(date -d '-3 days' +%F)"
	keeper drill plan --kind fire --date "$today" --time 23:55 >/dev/null

	# It is on Today, and the desktop was told, without a name.
	open_program "$program" --home "$home/school" --lang en
	shoot "$shots/02-lock.png"
	unlock
	for _ in $(seq 100); do
		[[ $(dunstctl count displayed) != 0 ]] && break
		sleep 0.1
	done
	dunstctl action 0 # what a click on it does
	await Notices
	press Escape
	await Today
	notices >"$shots/notices.txt"
	[[ -s $shots/notices.txt ]] || fail "no desktop notice came"
	holds "$shots/notices.txt" 'Drills: 1 today'
	if grep -q 'Lu Jianping' "$shots/notices.txt"; then
		fail "a desktop notice bears a name"
	fi
	shoot "$shots/03-today.png"

	# A second start brings the first window to the front and ends.
	gives 0 "$program" --home "$home/school" --lang en

	# A hazard is typed in and saved by keys alone.
	open_hazards
	press ctrl+n
	await 'New hazard'
	write 'Gate 2'
	press Tab Tab
	write 'Barrier does not lock'
	shoot "$shots/04-form.png"
	press ctrl+s
	await 'Hazard register'
	shoot "$shots/05-register.png"

	# Another one is begun, and the power fails.
	press ctrl+n
	await 'New hazard'
	write 'Library'
	press Tab Tab
	write 'Shelf leans'
	sleep 6 # drafts are kept every few seconds
	kill -9 "$program_pid"
	wait "$program_pid" 2>/dev/null || true
	open_program "$program" --home "$home/school" --lang en
	unlock
	[[ $(notices) == "$(<"$shots/notices.txt")" ]] || fail "a notice was shown twice"
	open_hazards
	press ctrl+n
	await 'New hazard'
	shoot "$shots/06-draft.png"
	click 763 108 # Go on with it
	press ctrl+s
	await 'Hazard register'

	press ctrl+8
	shoot "$shots/07-month-end.png"
	press ctrl+9
	shoot "$shots/08-settings.png"
	press ctrl+shift+l
	await 设置
	shoot "$shots/09-settings-zh.png"
	close_program

	# What the window wrote, told by the command line.
	keeper list --ledger hazard --json >"$shots/window-list.json"
	holds "$shots/window-list.json" 'Barrier does not lock'
	holds "$shots/window-list.json" 'Shelf leans'
	keeper check
	unset CAMPUSKEEPER_PASSPHRASE_FILE
}

by_command_line
in_the_window
echo "end to end: passed"
