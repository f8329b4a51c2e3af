#!/usr/bin/env bash
# Make dist/BeatGen-VERSION-ARCH.AppImage of the frozen folder: packaging/linux/appimage.sh [FOLDER TO PUT IT IN]
#
# It needs appimagetool (https://github.com/AppImage/appimagetool). With the word --folder before, it stops at the
# AppDir, which can be started as it is: FOLDER/BeatGen.AppDir/AppRun.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tree.sh"
only_folder=
if [ "${1:-}" = --folder ]; then
    only_folder=yes
    shift
fi
out=${1:-$root/dist}
app=$out/BeatGen.AppDir
rm -rf "$app"
lay_out "$app"

# An AppImage shows the desktop entry and the icon at its top; its mark keeps the file from being opened as a folder.
cp "$app/usr/share/applications/beatgen.desktop" "$app/"
cp "$icons/beatgen-128.png" "$app/beatgen.png"
ln -s beatgen.png "$app/.DirIcon"
cat >"$app/AppRun" <<'RUN'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/opt/beatgen/beatgen" "$@"
RUN
chmod +x "$app/AppRun"

if [ -z "$only_folder" ]; then
    ARCH=$(uname -m) appimagetool "$app" "$out/BeatGen-$version-$(uname -m).AppImage"
fi
