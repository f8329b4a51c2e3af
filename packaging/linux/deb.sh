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
{
    echo "The licences of the libraries that come along lie in /opt/beatgen/_internal/licences. BeatGen's own:"
    cat "$root/LICENSE"
} >"$tree/usr/share/doc/beatgen/copyright"
architecture=$(dpkg --print-architecture)

# What the program takes from the system: beatgen.spec leaves to it what every desktop has, and the synthesizer. Nothing
# older than the C library here will do. Desktops, menus and file types are brought up to date by the triggers of the
# packages that own them.
libc=$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)
needed="libc6 (>= $libc), libstdc++6, libgcc-s1, zlib1g, libzstd1, libglib2.0-0, libdbus-1-3, libasound2"
needed+=", libfontconfig1, libfreetype6, libegl1, libgl1, libx11-6, libx11-xcb1, libxcb1, xkb-data"
needed+=", libxcb-glx0, libxcb-randr0, libxcb-shm0, libxcb-sync1, libxcb-xfixes0"
needed+=", libwayland-client0, libwayland-cursor0, libwayland-egl1"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: beatgen
Version: $version
Architecture: $architecture
Maintainer: The BeatGen authors <noreply@beatgen.invalid>
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f1)
Section: sound
Priority: optional
Depends: $needed
Recommends: libfluidsynth3
Description: drum-beat generator for people who make music
 BeatGen makes drum beats with a hierarchical MusicVAE, plays them, lets you edit and morph them on a piano roll, and
 hands them to a DAW as MIDI.
CONTROL

mkdir -p "$out"
dpkg-deb --root-owner-group -Zzstd --build "$tree" "$out/beatgen_${version}_$architecture.deb"
