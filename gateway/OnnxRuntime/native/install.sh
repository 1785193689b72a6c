#!/usr/bin/env bash
# Puts libonnxruntime.so.1 for this machine into native/lib. Does nothing when it is there already.
# The library comes out of the npm package pinned in package.json; package-lock.json holds its SHA-512 and leaves out the package's own
# dependencies, which only its JavaScript part needs. No script of the package is run.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
library="$here/lib/libonnxruntime.so.1"
version="$(sed -n 's/.*"onnxruntime-node": *"\([^"]*\)".*/\1/p' "$here/package.json")"

if [[ -s "$library" && "$(cat "$here/lib/version" 2>/dev/null || true)" == "$version" ]]; then
  exit 0
fi

fail() {
  echo "onnxruntime: $1" >&2
  exit 1
}

case "$(uname -s)/$(uname -m)" in
  Linux/x86_64) platform=linux/x64 ;;
  Linux/aarch64) platform=linux/arm64 ;;
  *) fail "no ready-made library for $(uname -s) on $(uname -m): build ONNX Runtime $version and set STETHOS_ONNXRUNTIME to its path" ;;
esac
command -v npm >/dev/null || fail "npm was not found: install it (apt-get install npm), or set STETHOS_ONNXRUNTIME to a libonnxruntime.so.1"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$work/"
echo "onnxruntime: fetching version $version for $platform ..." >&2
# One quick retry only: without a network npm would otherwise keep a build waiting for a minute.
retry=(--fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=2000)
if ! (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "${retry[@]}") >"$work/npm.log" 2>&1; then
  if grep -q EINTEGRITY "$work/npm.log"; then
    fail "the package received is not the one in package-lock.json (EINTEGRITY): nothing was installed"
  elif grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED' "$work/npm.log"; then
    fail "offline: run this once with a network, or copy libonnxruntime.so.1 $version from another machine to $here/lib and write $version into $here/lib/version"
  fi
  fail "npm failed: $(grep -m1 'npm error' "$work/npm.log" || tail -n 1 "$work/npm.log")"
fi

source="$work/node_modules/onnxruntime-node/bin/napi-v6/$platform/libonnxruntime.so.1"
[[ -s "$source" ]] || fail "the package has no library for $platform"
mkdir -p "$here/lib"
# Copied beside its place and renamed into it, so that nobody loads half a library.
cp "$source" "$library.$$"
mv "$library.$$" "$library"
echo "$version" > "$here/lib/version"
echo "onnxruntime: installed $library" >&2
