#!/usr/bin/env bash
# Makes bearing-edge.nqm from the float network of bearing-condition: frames by the firmware, codes by firmware/Edge, int8 by the
# quantizer. Needs Debian's python3-numpy and python3-onnx, the .NET SDK, and the recordings in ../shared beside the repository (or
# in $STETHOS_SHARED). Takes about two minutes.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
shared="${STETHOS_SHARED:-$root/../shared}"
data="$shared/data/vibration"
work="$root/artifacts/bearing-edge"

fail() {
  echo "make.sh: $1" >&2
  exit 1
}

[[ -d "$data/cwru" && -d "$data/mfpt" ]] || fail "no recordings: $data/cwru and $data/mfpt are wanted (STETHOS_SHARED names another place)"
/usr/bin/python3 -c 'import numpy, onnx' 2>/dev/null || fail "Debian's python3-numpy and python3-onnx are wanted: apt-get install python3-numpy python3-onnx"

mkdir -p "$work"
for project in firmware/Boards/Virtual gateway/Gateway.Host tools/model-quantizer/ModelQuantizer.Cli; do
  dotnet build "$root/$project" -nologo >"$work/build.log" || fail "$project does not build: see $work/build.log"
done
board="$root/artifacts/bin/Boards.Virtual/debug/stethos-virtual-board"
stethos="$root/artifacts/bin/Gateway.Host/debug/stethos"
quantizer="$root/artifacts/bin/ModelQuantizer.Cli/debug/model-quantizer"

/usr/bin/python3 "$here/edge.py" jobs --data "$data" --work "$work"
"$board" export --jobs "$work/jobs.csv" --out "$work/frames.txt"
"$stethos" model-inputs "$work/frames.txt" --out "$work/inputs.csv"
"$stethos" edge-inputs "$work/frames.txt" --out "$work/codes.csv"
/usr/bin/python3 "$here/edge.py" float --work "$work" --out "$here"
"$quantizer" quantize "$here/bearing-edge-fp32.onnx" -o "$work/bearing-edge.onnx" --device \
  --data "$work/calibration.csv" --samples 2000
"$quantizer" convert "$work/bearing-edge.onnx" -o "$here/bearing-edge.nqm"
"$quantizer" verify "$here/bearing-edge.nqm" --against "$work/bearing-edge.onnx"
"$stethos" edge-inputs "$work/frames.txt" --model "$here/bearing-edge.nqm" --out "$work/scores.csv"
/usr/bin/python3 "$here/edge.py" card --work "$work" --out "$here"
