# shellcheck shell=bash disable=SC2034
# Sourced by the recipes beside it: lays BeatGen out below a folder as it lies below / on a Linux desktop.
# Both need dist/beatgen (packaging/beatgen.spec) and build/icons (packaging/icons.py).

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${BEATGEN_FOLDER:-$root/dist/beatgen}
icons=${BEATGEN_ICONS:-$root/build/icons}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/pyproject.toml")

for needed in "$program/beatgen" "$icons/beatgen-128.png"; do
    if [ ! -f "$needed" ]; then
        echo "$needed is missing: run packaging/icons.py, then pyinstaller packaging/beatgen.spec" >&2
        exit 1
    fi
done

lay_out() {
    local tree=$1 size
    mkdir -p "$tree/opt" "$tree/usr/bin" "$tree/usr/share/applications" "$tree/usr/share/mime/packages"
    cp -a "$program" "$tree/opt/beatgen"
    ln -s ../../opt/beatgen/beatgen "$tree/usr/bin/beatgen"
    cp "$root/packaging/linux/beatgen.desktop" "$tree/usr/share/applications/"
    cp "$root/packaging/linux/beatgen.xml" "$tree/usr/share/mime/packages/"
    for size in 32 64 128; do
        mkdir -p "$tree/usr/share/icons/hicolor/${size}x$size/apps"
        cp "$icons/beatgen-$size.png" "$tree/usr/share/icons/hicolor/${size}x$size/apps/beatgen.png"
    done
}
