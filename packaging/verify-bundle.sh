#!/usr/bin/env bash
# Proves a bundle with standard tools alone, as a department without our program
# would: age opens it, unzip unpacks it, sha256sum compares every file with the
# manifest, minisign checks the manifest's signature, and the validator of the
# Frictionless Data project reads the tables.
#
#   verify-bundle.sh FILE KEYS
#
# KEYS is a folder with the school's public key (*.pub) and, for a sealed bundle,
# the recipient's identity (*.age or *.txt with an AGE-SECRET-KEY).
set -euo pipefail
if [[ $# != 2 ]]; then
	echo "usage: $0 FILE KEYS" >&2
	exit 2
fi
file=$(realpath "$1") keys=$(realpath "$2")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# one PATTERN... prints the only file that matches and complains otherwise.
one() {
	local found
	found=$(grep -lE "$1" "${@:2}" 2>/dev/null || true)
	if [[ $(grep -c . <<<"$found") != 1 ]]; then
		echo "expected one file with $1 in $keys, found: ${found:-none}" >&2
		exit 1
	fi
	echo "$found"
}

say() { printf '%-12s %s\n' "$1" "$2"; }

if [[ $(head -c 21 "$file" | tr -d '\0') == age-encryption.org/v1 ]]; then
	age --decrypt --identity "$(one '^AGE-SECRET-KEY-' "$keys"/*)" --output "$work/bundle.zip" "$file"
	file=$work/bundle.zip
	say age "opened"
fi

unzip -tqq "$file"
if unzip -Z1 "$file" | grep -qE '^/|(^|/)[.][.](/|$)|[\]'; then
	echo "the zip has a path that leaves its folder" >&2
	exit 1
fi
unzip -qq "$file" -d "$work/bag"
say unzip "$(unzip -Z1 "$file" | wc -l) files"

declaration=$(find "$work/bag" -maxdepth 2 -name bagit.txt)
cd "$(dirname "$declaration")"
grep -q '^BagIt-Version: 1.0' bagit.txt
say bagit "$(head -1 bagit.txt)"

for manifest in manifest-sha256.txt tagmanifest-sha256.txt; do
	if [[ $manifest == manifest-* || -e $manifest ]]; then
		sha256sum --strict --check --quiet "$manifest"
		say sha256sum "$manifest: $(wc -l <"$manifest") files as they were"
	fi
done
if ! diff <(find data -type f | LC_ALL=C sort) <(cut -c67- manifest-sha256.txt | LC_ALL=C sort); then
	echo "the files in data/ are not those of the manifest" >&2
	exit 1
fi

signed=0
for signature in *.minisig; do
	say minisign "$(minisign -V -p "$(one '^untrusted comment: ' "$keys"/*.pub)" -m "${signature%.minisig}" | head -1)"
	[[ $signature == manifest-sha256.txt.minisig ]] && signed=1
done
if [[ $signed == 0 ]]; then
	echo "the manifest is not signed" >&2
	exit 1
fi

validator=$here/../out/datapackage
mkdir -p "$validator"
cp "$here"/datapackage/{package.json,package-lock.json,validate.js} "$validator/"
if [[ ! $validator/node_modules/.package-lock.json -nt $here/datapackage/package-lock.json ]]; then
	npm ci --prefix "$validator" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
fi
node "$validator/validate.js" data | while read -r line; do say datapackage "$line"; done

while IFS= read -r -d '' pdf; do
	qpdf --check "$pdf" >/dev/null
	say qpdf "$pdf"
done < <(find data -name '*.pdf' -print0 | LC_ALL=C sort -z)
while IFS= read -r -d '' workbook; do
	unzip -tqq "$workbook"
	say workbook "$workbook"
done < <(find data -name '*.xlsx' -print0 | LC_ALL=C sort -z)
echo "the bundle holds"
