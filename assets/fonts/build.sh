#!/bin/sh
# Builds NotoSansSC-Regular.ttf.gz and NotoSansSC-Bold.ttf.gz from the fonts that
# npm carries. Needs npm, tar and python3 with fontTools (Debian: npm
# python3-fonttools; PYTHON names another interpreter). The sources are pinned by
# version and by SHA-256, so the same fonts come out on every machine.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for source in noto-sans-sc-0.4.3 noto-sans-0.4.2 noto-sans-symbols-2-0.4.1; do
  npm pack --silent "@expo-google-fonts/${source%-*}@${source##*-}" >/dev/null
  tar -xzf "expo-google-fonts-$source.tgz"
  mv package "${source%-*}"
done

sha256sum -c - <<'SUMS'
d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16  noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf
9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96  noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf
fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614  noto-sans/400Regular/NotoSans_400Regular.ttf
13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431  noto-sans/700Bold/NotoSans_700Bold.ttf
f67f40c65f929f029827ab37cfdc4897dfd9ae3c28d9e98ba46e0d52e39eb97e  noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf
SUMS

for weight in 400Regular 700Bold; do
  "${PYTHON:-python3}" "$here/build.py" "noto-sans-sc/$weight/NotoSansSC_$weight.ttf" "noto-sans/$weight/NotoSans_$weight.ttf" \
    noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf "$here/NotoSansSC-${weight#?00}.ttf.gz"
done

{
  cat noto-sans-sc/LICENSE_FONT
  printf '\nMerged into it under the same licence:\n'
  printf 'Noto Sans (letters of names): %s\n' "$(head -n 1 noto-sans/LICENSE_FONT)"
  printf 'Noto Sans Symbols 2 (signs of forms): %s\n' "$(head -n 1 noto-sans-symbols-2/LICENSE_FONT)"
} >"$here/OFL.txt"
