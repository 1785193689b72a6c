#!/usr/bin/env bash
# Makes the model again from the recordings and the generator: frames by the firmware, inputs by the gateway, then training.
# Needs Debian's python3-numpy and python3-onnx, the .NET SDK, and the recordings in ../shared beside the repository
# (or in $STETHOS_SHARED). Takes about three minutes.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
shared="${STETHOS_SHARED:-$root/../shared}"
data="$shared/data/vibration"
work="$root/artifacts/bearing-condition"

fail() {
  echo "train.sh: $1" >&2
  exit 1
}

[[ -d "$data/cwru" && -d "$data/mfpt" ]] || fail "no recordings: $data/cwru and $data/mfpt are wanted (STETHOS_SHARED names another place)"
/usr/bin/python3 -c 'import numpy, onnx' 2>/dev/null || fail "Debian's python3-numpy and python3-onnx are wanted: apt-get install python3-numpy python3-onnx"

mkdir -p "$work"
for project in firmware/Boards/Virtual gateway/Gateway.Host; do
  dotnet build "$root/$project" -nologo >"$work/build.log" || fail "$project does not build: see $work/build.log"
done
/usr/bin/python3 "$here/train.py" jobs --data "$data" --work "$work"
"$root/artifacts/bin/Boards.Virtual/debug/stethos-virtual-board" export --jobs "$work/jobs.csv" --out "$work/frames.txt"
"$root/artifacts/bin/Gateway.Host/debug/stethos" model-inputs "$work/frames.txt" --out "$work/inputs.csv"
/usr/bin/python3 "$here/train.py" train --work "$work" --out "$here"
