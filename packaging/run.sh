#!/usr/bin/env bash
# Opens the program's window, with the sample school when there is no school
# yet. Where no window can be opened it says so and does the same day's work
# without one.
#
#   run.sh PROGRAM
set -euo pipefail
program=$1

# why_no_window prints the reason why no window can be opened, or nothing.
why_no_window() {
	case $(uname -s) in Darwin | MINGW* | MSYS* | CYGWIN*) return ;; esac
	if [[ -z ${DISPLAY:-} && -n ${WAYLAND_DISPLAY:-} ]]; then
		echo "this Wayland desktop has no Xwayland, which the window needs for Chinese input"
	elif [[ -z ${DISPLAY:-} ]]; then
		echo "there is no display"
	elif command -v xdpyinfo >/dev/null 2>&1 && ! xdpyinfo >/dev/null 2>&1; then
		echo "the display $DISPLAY does not answer"
	fi
}

reason=$(why_no_window)
if [[ -n $reason ]]; then
	echo "No window can be opened here: $reason."
	echo "Doing the same day's work without one; the results are in out/."
	exec "$program" demo --out out/
fi
exec "$program" --sample
