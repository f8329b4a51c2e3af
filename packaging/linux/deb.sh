#!/usr/bin/env bash
# Make dist/beatgen_VERSION_ARCH.deb of the frozen folder: packaging/linux/deb.sh [FOLDER TO PUT IT IN]
set -euo pipefail
umask 022
source "$(dirname "${BASH_SOURCE[0]}")/tree.sh"
out=${1:-$root/dist}
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"
lay_out "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/share/doc/beatgen"
cp "$root/LICENSE" "$tree/usr/share/doc/beatgen/copyright"
architecture=$(dpkg --print-architecture)

# What the program takes from the system: the synthesizer, and what Qt's plugins load. Desktops, menus and file types are
# brought up to date by the triggers of the packages that own them.
cat >"$tree/DEBIAN/control" <<CONTROL
Package: beatgen
Version: $version
Architecture: $architecture
Maintainer: The BeatGen authors <noreply@beatgen.invalid>
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f1)
Section: sound
Priority: optional
Depends: libc6, libdbus-1-3, libegl1, libgl1, libfontconfig1, libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4, libxcb-keysyms1
Recommends: libfluidsynth3
Description: drum-beat generator for people who make music
 BeatGen makes drum beats with a hierarchical MusicVAE, plays them, lets you edit and morph them on a piano roll, and
 hands them to a DAW as MIDI.
CONTROL

mkdir -p "$out"
dpkg-deb --root-owner-group -Zzstd --build "$tree" "$out/beatgen_${version}_$architecture.deb"
