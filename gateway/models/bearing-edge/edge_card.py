"""CARD.md: what the model is, where it comes from, and what int8 on the node costs."""

import hashlib
import os

import numpy as np

RAISE_AT = 0.8


def text(groups, labels, names, source, on_codes, device, blob):
    sets = np.array([group.split("/")[0] for group in groups])
    machines = np.array([group.split("/")[1] if group.startswith(("cwru", "mfpt")) else group for group in groups])
    parts = [
        ("generated, healthy, never trained on", sets == "healthy"),
        ("generated, faulty, never trained on", sets == "test"),
        ("CWRU (race faults and healthy were trained on)", (sets == "cwru") & (labels != names.index("ball"))),
        ("CWRU ball, not trained on", (sets == "cwru") & (labels == names.index("ball"))),
        ("MFPT, another rig, never trained on", sets == "mfpt"),
    ]
    accuracy = "\n".join(
        f"| {name} | {len(set(machines[part]))} | {part.sum()} | {right(source, labels, part)} | {right(on_codes, labels, part)} "
        f"| {right(device, labels, part)} | {share(np.sum(best(source, part) == best(device, part)), part.sum())} "
        f"| {np.abs(source[part] - device[part]).max():.3f} | {other_side(source, device, part)} |"
        for name, part in parts)
    with open(blob, "rb") as file:
        data = file.read()
    return HEAD.format(
        size=len(data), name=data[-32:-28].hex(), hash=hashlib.sha256(data).hexdigest(), accuracy=accuracy, count=len(labels))


def best(probabilities, part):
    return probabilities[part].argmax(1)


def right(probabilities, labels, part):
    return share(np.sum(best(probabilities, part) == labels[part]), part.sum())


def share(hits, count):
    """Wilson's 95 % interval."""
    hits, count = int(hits), int(count)
    z = 1.96
    p = hits / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{hits} = {100 * p:.1f} % ({100 * max(0, middle - half):.1f} to {100 * min(1, middle + half):.1f})"


def other_side(source, device, part):
    """Windows of which one side alone would count as an alarm."""
    return int(np.sum((source[part][:, 1:].max(1) >= RAISE_AT) != (device[part][:, 1:].max(1) >= RAISE_AT)))


HEAD = """# bearing-edge 1.0.0

Sample model for nodes: the function of [bearing-condition](../bearing-condition/CARD.md) on 18 codes of one byte, int8 throughout, run by
`firmware/Inference` on the node and again by the gateway ([docs/edge.md](../../../docs/edge.md)). All that card says of data, limits and
what it cannot do holds here too; nothing was trained anew.

This file is written by `make.sh` with its figures; do not edit it by hand.

| | |
|---|---|
| File | `bearing-edge.nqm`, {size:,} bytes, arithmetic B; verdicts name it `{name}` |
| SHA-256 | `{hash}` |
| The same in float | `bearing-edge-fp32.onnx`, what the quantizer was given |
| Input | 18 codes 0 to 255 in quarters of a decibel, `firmware/Edge/EdgeInput.cs`: 15 lines as the frame codes them, kurtosis, crest factor, floor over RMS |
| Output | 4 codes, probability = code / 256: normal, outer, inner, ball |
| Network | a filter per input (standardises, clips at ±4), 18-32-16-4, ReLU, softmax; 1,134 MACs (one hidden unit is never active) |
| Quantized | `model-quantizer quantize --device`, min-max over 2,000 windows of the machines that bearing-condition was trained on |

The input's scale is exactly 1: a code goes into the model as it stands, nothing is rounded on the way in.

## What int8 on the node costs

{count} windows made by the firmware. "fp32" is bearing-condition in float on its own inputs; "fp32 on codes" the same network on the codes, with
logarithms of kurtosis, crest factor and RMS from the bits of their halves; "int8" the blob. Right labels with Wilson's 95 % interval; windows
of one bearing resemble each other, so the number of bearings or machines is what counts.

| Windows of | Bearings or machines | Windows | fp32 right | fp32 on codes right | int8 right | int8 says what fp32 says | Largest difference of a probability | Other side of 0.8 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
{accuracy}
"""
