#!/usr/bin/env bash
# Functions to drive the real window on a screen of its own; to be sourced:
#
#   . packaging/screen.sh
#   in_session "$@"          a D-Bus session of its own, once
#   open_screen              Xvfb and a window manager
#   open_notices             a notification daemon
#   a_new_home NAME          a home folder of its own
#   open_program PROGRAM...  starts it and waits for its window
#   await TITLE              waits until the window's title begins so
#   shoot FILE.png           a picture of the window, which must show something
#   press KEY..., write TEXT, click X Y
#   close_program            as a person closes it; its exit code must be 0
#
# What these functions start and make, they end and remove when the script ends;
# screenshots stay in $shots.

title='CampusKeeper|校安台账' # of the window
started=()                       # process ids to end
program_pid=
scratch=$(mktemp -d)
trap clean_up EXIT

# fail SENTENCE ends the script; the last screen is kept beside the others.
fail() {
	echo "FAILED: $1" >&2
	if [[ -n ${DISPLAY:-} && -n ${shots:-} ]]; then
		import -window root "$shots/failed.png" 2>/dev/null || true
		echo "the last screen is $shots/failed.png" >&2
	fi
	exit 1
}

# in_session ARGUMENTS... runs the script again inside its own D-Bus session.
in_session() {
	if [[ -z ${CAMPUSKEEPER_SESSION:-} ]]; then
		CAMPUSKEEPER_SESSION=1 exec dbus-run-session -- "$0" "$@"
	fi
}

clean_up() {
	local pid
	for pid in "${started[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
	rm -rf "$scratch"
}

# open_screen opens a screen with a window manager; the window will have 1280 × 800
# of it.
open_screen() {
	local number_file=$scratch/display
	Xvfb -displayfd 3 -screen 0 1320x880x24 -nolisten tcp 3>"$number_file" 2>/dev/null &
	started+=($!)
	for _ in $(seq 100); do
		[[ -s $number_file ]] && break
		sleep 0.1
	done
	[[ -s $number_file ]] || fail "Xvfb did not start"
	DISPLAY=:$(<"$number_file")
	export DISPLAY
	unset WAYLAND_DISPLAY
	openbox >/dev/null 2>&1 &
	started+=($!)
	for _ in $(seq 100); do
		xdotool get_desktop >/dev/null 2>&1 && return
		sleep 0.1
	done
	fail "the window manager did not start"
}

# open_notices starts the daemon that shows the desktop's notices.
open_notices() {
	dunst >/dev/null 2>&1 &
	started+=($!)
}

# notices prints all that was shown so far, one text per line, and takes it away.
notices() {
	dunstctl close-all
	dunstctl history | awk '/"(summary|body)"/ { getline; getline; sub(/.*"data" : "/, ""); sub(/"$/, ""); print }'
}

# a_new_home NAME makes a folder, sets $home to it and lets the program see no other.
a_new_home() {
	home=$scratch/$1
	export HOME=$home XDG_CONFIG_HOME=$home/.config XDG_DATA_HOME=$home/.local/share \
		XDG_CACHE_HOME=$home/.cache XDG_STATE_HOME=$home/.local/state XDG_RUNTIME_DIR=$home/run
	mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
	mkdir -m 700 "$XDG_RUNTIME_DIR"
}

# open_program PROGRAM ARGUMENTS... starts the program and waits until its window
# shows something; prints how long that took. Its messages go to $shots/program.log.
open_program() {
	local began now window
	began=$(date +%s%N)
	"$@" >>"$shots/program.log" 2>&1 &
	program_pid=$!
	started+=("$program_pid")
	for _ in $(seq 200); do
		kill -0 "$program_pid" 2>/dev/null || fail "the program ended before its window came; see $shots/program.log"
		if window=$(window_id) && [[ $(colours "$window") -gt 30 ]]; then
			now=$(date +%s%N)
			echo "window after $(((now - began) / 1000000)) ms"
			xdotool windowmove --sync "$window" 0 0 windowsize --sync "$window" 1280 800 windowactivate --sync "$window"
			return
		fi
		sleep 0.05
	done
	fail "no window within 10 s"
}

# window_id prints the id of the program's window.
window_id() { xdotool search --onlyvisible --name "$title" 2>/dev/null | head -1 | grep .; }

# colours WINDOW counts the colours that a window shows: a blank one has very few.
colours() { import -window "$1" -format %k info: 2>/dev/null || echo 0; }

# await TITLE waits until the window's title begins with the text.
await() {
	local name=
	for _ in $(seq 150); do
		name=$(xdotool getwindowname "$(window_id)")
		[[ $name == "$1"* ]] && return
		sleep 0.1
	done
	fail "the window is called \"$name\", not \"$1 ...\""
}

# settle waits until two pictures of the screen in a row are the same.
settle() {
	local before='' now
	for _ in $(seq 50); do
		now=$(import -window root -depth 8 rgb:- | md5sum)
		[[ $now == "$before" ]] && return
		before=$now
		sleep 0.15
	done
}

# shoot FILE keeps a picture of the window once it stands still.
shoot() {
	settle
	import -window "$(window_id)" -strip "$1"
	[[ $(identify -format %k "$1") -gt 30 ]] || fail "$1 is blank"
	echo "screenshot $1"
}

press() { xdotool key --clearmodifiers --delay 40 "$@" && settle; }
write() { xdotool type --clearmodifiers --delay 15 "$1" && settle; }
click() { xdotool mousemove "$1" "$2" click 1 && settle; }

# close_program closes the window as a person does and waits for the program.
close_program() {
	local code=0
	xdotool windowactivate --sync "$(window_id)" key --clearmodifiers alt+F4
	for _ in $(seq 150); do
		kill -0 "$program_pid" 2>/dev/null || break
		sleep 0.1
	done
	kill -0 "$program_pid" 2>/dev/null && fail "the program did not end within 15 s"
	wait "$program_pid" || code=$?
	[[ $code == 0 ]] || fail "the program ended with exit code $code; see $shots/program.log"
	echo "closed, exit code 0"
}
