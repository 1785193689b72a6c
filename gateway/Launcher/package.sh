#!/usr/bin/env bash
# Makes a package of the gateway (program, its .NET runtime, page, models, boards, ONNX Runtime) for `stethos self install`, and the
# launcher, for machines like this one. Run by ./run package VERSION [FOLDER]; the page and the library have to be there.
# The runtime is inside, so that it changes together with the program and returns together with it.
set -euo pipefail
case "${1:-}" in ''|-*) echo "package: VERSION is missing: ./run package VERSION [FOLDER]" >&2; exit 2 ;; esac
version=$1
output=${2:-artifacts/package}
case "$(uname -m)" in aarch64) platform=linux-arm64 ;; *) platform=linux-x64 ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$output"

# Built apart: the lock files, and what was built for this machine, stay as they are. The versions are those of Directory.Packages.props.
publish() {
  echo "package: building $1 for $platform ..." >&2
  dotnet publish "$1" -c Release -v quiet -r "$platform" --self-contained -o "$2" \
    -p:ArtifactsPath="$work/build" -p:NuGetLockFilePath="$work/lock.json" -p:FetchOnnxRuntime=false -p:DebugType=none -p:SatelliteResourceLanguages=en >"$work/log" ||
    { grep -E 'error' "$work/log" | sort -u | head -n 5 >&2 || tail "$work/log" >&2; exit 3; }
}
publish gateway/Gateway.Host "$work/app"
publish gateway/Launcher "$output/launcher"
for part in gateway/models gateway/web/dist hardware/boards hardware/chips hardware/tiers; do
  mkdir -p "$work/app/$(dirname "$part")"
  cp -r "$part" "$work/app/$part"
done
cp gateway/OnnxRuntime/native/lib/libonnxruntime.so.1 "$work/app/"
cp gateway/Launcher/systemd/*.service "$output/launcher/"
cp gateway/Launcher/systemd/install.sh "$output/"
"$work/app/stethos" self pack "$work/app" --version "$version" --out "$output/stethos-$version.tar.gz"
