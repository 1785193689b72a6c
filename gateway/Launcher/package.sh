#!/usr/bin/env bash
# Makes a package of the gateway (program, page, models, boards, ONNX Runtime) for `stethos self install`, and the launcher.
# Run by ./run package VERSION [FOLDER]; the page and the library have to be built.
set -euo pipefail
version=$1
output=${2:-artifacts/package}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$output"
dotnet publish gateway/Gateway.Host -c Release -v quiet -o "$work/app" -p:FetchOnnxRuntime=false >"$work/log" || { tail "$work/log" >&2; exit 3; }
dotnet publish gateway/Launcher -c Release -v quiet -o "$output/launcher" >"$work/log" || { tail "$work/log" >&2; exit 3; }
for part in gateway/models gateway/web/dist hardware/boards hardware/chips hardware/tiers; do
  mkdir -p "$work/app/$(dirname "$part")"
  cp -r "$part" "$work/app/$part"
done
cp gateway/OnnxRuntime/native/lib/libonnxruntime.so.1 "$work/app/"
cp gateway/Launcher/systemd/*.service "$output/launcher/"
"$work/app/stethos" self pack "$work/app" --version "$version" --out "$output/stethos-$version.tar.gz"
