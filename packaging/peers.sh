#!/usr/bin/env bash
# Times the program beside the office programs that do the same work: LibreOffice
# opening the same rows and printing the same page, Chromium printing the same page
# and the same list. One that is not installed is left out.
#
#   peers.sh PROGRAM [ROWS]
set -euo pipefail
program=$(realpath "$1") rows=${2:-100000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf 'a long passphrase for a test\n' >passphrase
export CAMPUSKEEPER_PASSPHRASE_FILE=$work/passphrase
ours=("$program" --home "$work/home" --lang zh-Hans)

# clock NAME COMMAND... prints how long a command took; its words are not wanted.
clock() {
	local name=$1 began ended
	shift
	began=$(date +%s%N)
	if ! "$@" >"$work/said" 2>&1; then
		echo "$name: failed" >&2
		cat "$work/said" >&2
		return 1
	fi
	ended=$(date +%s%N)
	printf '  %-58s %8d ms\n' "$name" $(((ended - began) / 1000000))
}

has() {
	command -v "$1" >/dev/null 2>&1 || { echo "  $1 is not installed: left out"; return 1; }
}

# table COUNT writes a list of that many rows as a page.
table() {
	echo '<meta charset="utf-8"><style>td{border:1px solid}</style><table>'
	head -n "$1" rows.csv | sed 's/,/<td>/g; s/^/<tr><td>/'
	echo '</table>'
}

office() { soffice --headless "-env:UserInstallation=file://$work/office" "$@"; }
browser() { chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer "$@"; }

awk -v rows="$rows" 'BEGIN {
	print "发现日期,隐患来源,具体位置,隐患类别,存在问题,隐患等级,整改责任人,整改期限"
	for (i = 1; i <= rows; i++)
		printf "2026-%02d-%02d,日常检查,教学楼%d层,消防,第%d处：疏散通道堆放杂物，应急照明损坏，灭火器压力不足,一般隐患,王芳%d,2026-12-%02d\n",
			1 + i % 11, 1 + i % 28, 1 + i % 6, i, i % 40, 1 + i % 28
}' >rows.csv

echo "$rows rows"
"${ours[@]}" new --school 滨河学校 >/dev/null
clock "campuskeeper: import them" "${ours[@]}" import --ledger hazard rows.csv
number=$("${ours[@]}" list --ledger hazard --query 第7处 --json | sed -n 's/.*"number": *"\([^"]*\)".*/\1/p' | head -n 1)
"${ours[@]}" list --ledger hazard --out rows.xlsx >/dev/null
clock "campuskeeper: start, unlock, show one record" "${ours[@]}" show "$number"
if has soffice; then
	office --convert-to pdf rows.csv --outdir warm >/dev/null 2>&1 || true # its first start makes a profile
	clock "LibreOffice Calc: open the same rows, write them as text" office --convert-to csv --outdir opened rows.xlsx
fi

echo "one order, one page"
clock "campuskeeper: start, unlock, print it" "${ours[@]}" print "$number" --out order.pdf
pdftotext -layout order.pdf order.txt
{
	echo '<meta charset="utf-8"><pre>'
	sed 's/&/\&amp;/g; s/</\&lt;/g' order.txt
	echo '</pre>'
} >order.html
has soffice && clock "LibreOffice Writer: print its words" office --convert-to pdf:writer_web_pdf_Export --outdir printed order.html
has chromium && clock "Chromium: print its words" browser --print-to-pdf=chromium.pdf order.html

echo "a register"
clock "campuskeeper: print $rows rows" "${ours[@]}" print --ledger hazard --out register.pdf
pdfinfo register.pdf | sed -n 's/^Pages: */    pages: /p'
few=$((rows / 10))
table "$few" >register.html
if has chromium; then
	clock "Chromium: print $few rows" browser --print-to-pdf=chromium.pdf register.html
	pdfinfo chromium.pdf | sed -n 's/^Pages: */    pages: /p'
fi
if has soffice; then
	head -n "$few" rows.csv >few.csv
	clock "LibreOffice Calc: print $few rows" office --convert-to pdf --outdir printed few.csv
	pdfinfo printed/few.pdf | sed -n 's/^Pages: */    pages: /p'
fi
