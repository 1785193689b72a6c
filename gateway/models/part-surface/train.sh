#!/usr/bin/env bash
# Makes the model again: pictures by the generator, training, figures by the gateway's own ONNX Runtime.
# Needs Debian's python3-numpy, python3-onnx and libopenblas0-pthread (numpy's own BLAS is fifteen times slower), the .NET SDK, and
# for the real tiles ../shared beside the repository (or in $STETHOS_SHARED). Takes about 10 minutes on two free cores.
# With the same BLAS on the same kind of processor sums are added in the same order, and a second run writes the same bytes (checked
# with OpenBLAS 0.3.21: all files, 8 minutes); elsewhere figures may differ by chance.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
tiles="${STETHOS_SHARED:-$root/../shared}/data/vision"
work="$root/artifacts/part-surface"

fail() {
  echo "train.sh: $1" >&2
  exit 1
}

[[ -f "$tiles/magnetic_tile_all_96.u8" ]] || fail "no tiles: $tiles is wanted (STETHOS_SHARED names another place)"
/usr/bin/python3 -c 'import numpy, onnx' 2>/dev/null || fail "Debian's python3-numpy and python3-onnx are wanted: apt-get install python3-numpy python3-onnx"
# The reference BLAS that numpy falls back to adds in another order, and would take hours.
/usr/bin/python3 -c 'import numpy; raise SystemExit("openblas" not in open("/proc/self/maps").read())' ||
  fail "numpy runs without OpenBLAS: apt-get install libopenblas0-pthread"

mkdir -p "$work"
for project in firmware/Boards/Virtual gateway/Gateway.Host; do
  dotnet build "$root/$project" -nologo >"$work/build.log" || fail "$project does not build: see $work/build.log"
done
board="$root/artifacts/bin/Boards.Virtual/debug/stethos-virtual-board"
gateway="$root/artifacts/bin/Gateway.Host/debug/stethos"
train=(/usr/bin/python3 "$here/train.py")
places=(--work "$work" --tiles "$tiles" --out "$here")

# Families are never shared: trained on, tested, healthy parts only for false alarms, and what the threshold is chosen on.
"$board" pictures --first-family 1 --families 600 --healthy 8 --defective 3 --out "$work/train.u8" &
drawing=$!
"$board" pictures --first-family 5001 --families 100 --healthy 8 --defective 4 --out "$work/test.u8"
"$board" pictures --first-family 7001 --families 100 --healthy 60 --defective 0 --out "$work/healthy.u8"
"$board" pictures --first-family 8001 --families 60 --healthy 30 --defective 0 --out "$work/choose.u8"
wait "$drawing" || fail "the pictures to train on were not drawn"
"${train[@]}" fit "${places[@]}"
"${train[@]}" choose "${places[@]}"
"${train[@]}" tiles "${places[@]}"
"${train[@]}" files "${places[@]}"
for pictures in test healthy tiles; do
  "$gateway" score-crops "$here/part-surface.onnx" "$work/$pictures.u8" --out "$work/$pictures-int8-answers.csv"
  "$gateway" score-crops "$here/part-surface-fp32.onnx" "$work/$pictures.u8" --out "$work/$pictures-fp32-answers.csv"
done
"${train[@]}" card "${places[@]}"
