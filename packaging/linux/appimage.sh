#!/usr/bin/env bash
# Make dist/BeatGen-VERSION-ARCH.AppImage of the frozen folder: packaging/linux/appimage.sh [FOLDER TO PUT IT IN]
#
# It needs appimagetool (https://github.com/AppImage/appimagetool); or mksquashfs, of Debian's squashfs-tools, with a
# runtime that BEATGEN_APPIMAGE_RUNTIME names: one by itself (https://github.com/AppImage/type2-runtime), or any other
# AppImage for the same kind of processor, whose runtime is taken. With the word --folder before, it stops at the AppDir,
# which can be started as it is: FOLDER/BeatGen.AppDir/AppRun.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tree.sh"
only_folder=
if [ "${1:-}" = --folder ]; then
    only_folder=yes
    shift
fi
out=${1:-$root/dist}
app=$out/BeatGen.AppDir
image=$out/BeatGen-$version-$(uname -m).AppImage
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

# An AppImage of type 2 is its runtime, a program, with a squashfs of the AppDir right after it. All runtimes read gzip.
pack() {
    local runtime=$BEATGEN_APPIMAGE_RUNTIME files
    files=$(mktemp -u)
    mksquashfs "$app" "$files" -root-owned -noappend -comp gzip -quiet -no-progress
    head -c "$("$runtime" --appimage-offset)" "$runtime" | cat - "$files" >"$image"
    rm "$files"
    chmod +x "$image"
}

if [ -n "$only_folder" ]; then
    exit
elif [ -n "${BEATGEN_APPIMAGE_RUNTIME:-}" ]; then
    pack
else
    ARCH=$(uname -m) appimagetool "$app" "$image"
fi
