#!/usr/bin/env bash
# Installs the system packages that building, running or testing needs; does
# nothing, and needs neither network nor rights, when they are there already.
#
#   install-packages.sh build|run|test|windows...
#
# build    compiler and headers for the window
# run      build, and what an opened window uses
# test     run, and the programs that the tests and the gate call
# windows  the cross compiler
set -euo pipefail

usage="usage: $0 build|run|test|windows..."

# packages_of FAMILY PART prints the packages of one part. "command=package" is a
# package that is needed only where the command is missing, because people often
# have it from elsewhere.
packages_of() {
	case $1-$2 in
	debian-build) echo gcc libc6-dev pkg-config libgl-dev libxcursor-dev libxrandr-dev \
		libxinerama-dev libxi-dev libxxf86vm-dev ca-certificates ;;
	debian-run) echo libgl1 libgl1-mesa-dri x11-utils xdg-utils ;;
	debian-test) echo xvfb xauth openbox xdotool imagemagick dbus dunst libnotify-bin \
		poppler-utils qpdf minisign age unzip shellcheck node=nodejs npm=npm ;;
	debian-windows) echo gcc-mingw-w64-x86-64 binutils-mingw-w64-x86-64 ;;

	fedora-build) echo gcc glibc-devel pkgconf-pkg-config mesa-libGL-devel libXcursor-devel \
		libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel ca-certificates ;;
	fedora-run) echo mesa-dri-drivers xdpyinfo xdg-utils ;;
	fedora-test) echo xorg-x11-server-Xvfb xorg-x11-xauth openbox xdotool ImageMagick dbus-daemon dunst libnotify \
		poppler-utils qpdf minisign age unzip ShellCheck node=nodejs npm=nodejs-npm ;;
	fedora-windows) echo mingw64-gcc mingw64-binutils ;;

	arch-build) echo gcc glibc pkgconf libglvnd libxcursor libxrandr \
		libxinerama libxi libxxf86vm ca-certificates ;;
	arch-run) echo mesa xorg-xdpyinfo xdg-utils ;;
	arch-test) echo xorg-server-xvfb xorg-xauth openbox xdotool imagemagick dbus dunst libnotify \
		poppler qpdf minisign age unzip shellcheck node=nodejs npm=npm ;;
	arch-windows) echo mingw-w64-gcc mingw-w64-binutils ;;
	esac
}

# modes_of MODE prints the parts that a mode is made of.
modes_of() {
	case $1 in
	build) echo build ;;
	run) echo build run ;;
	test) echo build run test ;;
	windows) echo windows ;;
	*) return 1 ;;
	esac
}

# wanted FAMILY MODE... prints every package of the modes.
wanted() {
	local family=$1 mode part
	shift
	for mode in "$@"; do
		for part in $(modes_of "$mode"); do
			packages_of "$family" "$part"
		done
	done | tr ' ' '\n' | sort -u
}

# installed FAMILY PACKAGE says whether the package is there.
installed() {
	case $1 in
	debian) [[ $(dpkg-query -W -f='${db:Status-Status}' "$2" 2>/dev/null) == installed ]] ;;
	fedora) rpm -q --whatprovides "$2" >/dev/null 2>&1 ;;
	arch) pacman -Q "$2" >/dev/null 2>&1 ;;
	esac
}

# missing FAMILY MODE... prints the packages that are not there.
missing() {
	local family=$1 name
	wanted "$@" | while read -r name; do
		if [[ $name == *=* ]]; then
			command -v "${name%%=*}" >/dev/null 2>&1 || echo "${name#*=}"
		elif ! installed "$family" "$name"; then
			echo "$name"
		fi
	done
}

# as_root runs a command with the rights to install, or says what to run.
as_root() {
	if [[ $(id -u) == 0 ]]; then
		"$@" </dev/null
	elif command -v sudo >/dev/null 2>&1; then
		sudo "$@"
	else
		echo "Installing needs the rights of root, and sudo is not here. As root, run:" >&2
		echo "  $*" >&2
		exit 1
	fi
}

install_debian() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
		install --no-install-recommends "$@"
}

install_fedora() { as_root dnf install -y --setopt=install_weak_deps=False "$@"; }

install_arch() { as_root pacman -S --needed --noconfirm "$@"; }

family_of_this_system() {
	case $(uname -s) in
	Darwin) echo macos ;;
	MINGW* | MSYS* | CYGWIN*) echo windows ;;
	*)
		if command -v apt-get >/dev/null 2>&1; then
			echo debian
		elif command -v dnf >/dev/null 2>&1; then
			echo fedora
		elif command -v pacman >/dev/null 2>&1; then
			echo arch
		fi
		;;
	esac
}

explain_macos() {
	if ! xcode-select -p >/dev/null 2>&1; then
		echo "On macOS install Apple's command line tools first: xcode-select --install" >&2
		exit 1
	fi
}

explain_windows() {
	if ! command -v gcc >/dev/null 2>&1; then
		cat >&2 <<-'END'
			On Windows install MSYS2 (https://www.msys2.org), open its "MINGW64" window and run
			  pacman -S mingw-w64-x86_64-gcc
			then put C:\msys64\mingw64\bin on the PATH and start again.
		END
		exit 1
	fi
}

explain_other() {
	echo "This system is not Debian, Fedora or Arch. Install what these Debian packages hold," >&2
	echo "then run 'go build' and 'go test' with the GOFLAGS of the Makefile:" >&2
	echo "  $(wanted debian "$@" | sed 's/.*=//' | tr '\n' ' ')" >&2
}

main() {
	local mode family
	local -a packages
	if [[ $# == 0 ]]; then
		echo "$usage" >&2
		exit 2
	fi
	for mode in "$@"; do
		if ! modes_of "$mode" >/dev/null; then
			echo "$usage" >&2
			exit 2
		fi
	done
	family=$(family_of_this_system)
	case $family in
	debian | fedora | arch)
		mapfile -t packages < <(missing "$family" "$@")
		if [[ ${#packages[@]} -gt 0 ]]; then
			echo "== installing: ${packages[*]}"
			"install_$family" "${packages[@]}"
		fi
		;;
	macos) explain_macos ;;
	windows) explain_windows ;;
	*) explain_other "$@" ;;
	esac
}

main "$@"
