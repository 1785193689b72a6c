"""The data card: fixed text and the figures of one training run."""

import math

import jobs
from evaluation import wilson
from windows import LABELS

INTRODUCTION = """# {title}

Sample model. Says from one vibration window whether a rolling bearing is normal or has a fault of the outer race, the
inner race or a ball. It is a demonstration of the path from sensor to alert and no substitute for a diagnosis: it was
trained on one laboratory rig and on a signal generator.

This file is written by `train.sh` with its figures; do not edit it by hand.

| | |
|---|---|
| File | `bearing-condition.onnx`: int8, QDQ (uint8 activations per tensor, int8 weights per output in 7 bits, int32 bias); ONNX Runtime fuses it into three QGemm |
| The same in float | `bearing-condition-fp32.onnx`, for comparison |
| Input | `features` float32 [N, 18]: the inputs of `gateway/Gateway.Domain/Scoring/ModelInput.cs` |
| Output | `probabilities` float32 [N, 4]: normal, outer, inner, ball |
| Network | standardise, clip at ±4, 18-32-16-4, ReLU, softmax; cross entropy with label smoothing 0.02, L2 1e-3 |
| Metadata | name, version, inputs, labels, reference, referenceName, raiseAt, clearAt |

All figures below are of the int8 arithmetic on frames made by the firmware (0.64 s at 12.8 kHz, quantised as on the wire)
and inputs made by the gateway, unless a line says otherwise. Intervals are Wilson 95 %. Windows of one bearing resemble
each other, so an interval over windows is too narrow; the number of bearings is what counts, and it is small.

## Data

| Source | Use | Licence |
|---|---|---|
| Case Western Reserve University Bearing Data Center, drive end, 12 kHz: 13 recordings of 7 bearings (SKF 6205), about 1,770 and 1,797 rpm | 9 recordings trained on; every bearing tested by a model that never saw it | public download without an explicit licence; the recordings are not part of this project |
| MFPT bearing fault data: 4 recordings, inner and outer, another bearing and rig | tested only, never trained on | CC BY-NC-SA 4.0; neither in this project nor in the model |
| The project's own machine generator (`firmware/Hal.Virtual/Signals`), 6205 geometry | trained on and tested, other seeds and machines for each | this project's |

Cite: Case Western Reserve University Bearing Data Center, https://engineering.case.edu/bearingdatacenter.

Trained on {recorded} windows of recordings (among them copies with the shaft speed 0.2 % wrong) and {generated} windows of
{machines} generated machines: 10 to 50 Hz, severity 0.1 to 1, noise 0.0003 to 0.0015 g/√Hz, healthy ones also unbalanced.
Each window is there four times: as it is, with the lines exchanged that coincide on a 6205 only, and both with louder
shaft lines. A recorded window weighs four generated ones.

The four CWRU ball recordings are not trained on. Envelope analysis finds no ball line in them, so they could only teach the
rig; this was decided after comparing both ways on CWRU (below). MFPT took no part in choosing.

"""

LIMITS = """## What it cannot do

- **Ball faults on real bearings are not found.** All the model knows of them comes from the generator. The 7 mil ball faults
  of CWRU are called normal, the 21 mil ones mostly inner.
- Only one real healthy bearing, at one load, exists in the data: {healthy_windows} windows of one recording. Generated healthy machines
  resemble each other more than real ones do. False alarms on real machines are therefore unknown; expect more than here.
- Faults in the recordings were made by tools and are sharp. Wear, lubrication, cage faults and several faults at once were
  never seen, nor were gears, belts and frequency converters, whose lines can fall on those of the bearing.
- Bearing geometry and shaft speed must be known. From 2 % error of the speed on it misses the lines (see above).
- Training knows one geometry (6205); one other (MFPT) was tested.
- An input that lies outside the training data is still given one of the four labels.

"""


def text(title, figures):
    recorded, generated, machines = figures["trained"]
    parts = [
        INTRODUCTION.format(title=title, recorded=recorded, generated=generated, machines=machines),
        unseen(figures), mfpt(figures["mfpt"]), false_alarms(figures), generated_machines(figures["generated"]),
        ramp(figures["ramp"]), agreement(figures["agreement"]),
        LIMITS.format(healthy_windows=next(row["count"] for row in figures["unseen"] if row["label"] == "normal"))]
    return "".join(parts).rstrip() + "\n"


def share(hits, count):
    low, high = wilson(hits, count)
    digits = 0 if count < 1000 else 2
    return f"{hits} of {count} = {hits / count:.{max(1, digits)}%} ({low:.{digits}%} to {high:.{digits}%})"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines) + "\n"


def by_bearing(rows):
    merged = {}
    for row in rows:
        into = merged.setdefault(row["bearing"], {**row, "count": 0, "hits": 0, "normal": 0, "over": 0, "raised": [], "recordings": 0})
        for key in ("count", "hits", "normal", "over"):
            into[key] += row[key]
        into["raised"] = into["raised"] + row["raised"]
        into["recordings"] += 1
    return list(merged.values())


def bearing_table(rows):
    head = ["Bearing", "Truth", "Windows right", "Called normal", "A fault ≥ 0.8", "Alerts in a looped replay"]
    return table(head, [
        [row["bearing"], row["label"], share(row["hits"], row["count"]), row["normal"], row["over"],
         f"{', '.join(row['raised']) or 'none'} ({row['recordings']} × {row['replayed'] * 0.7:.0f} s)"] for row in by_bearing(rows)])


def totals(rows):
    real = [row for row in rows if row["label"] != "ball"]
    return tuple(sum(row[key] for row in chosen) for chosen in (rows, real) for key in ("hits", "count"))


def unseen(figures):
    hits, count, without_hits, without_count = totals(figures["unseen"])
    other_hits, other_count, other_without_hits, _ = totals(figures["with_ball"])
    ball_hits, other_ball_hits = hits - without_hits, other_hits - other_without_hits
    ball_count = count - without_count
    speeds = ", ".join(f"{(speed - 1) * 100:+.0f} %: {hit} of {number}" for speed, hit, number in figures["speeds"])
    faulty = [row for row in by_bearing(figures["unseen"]) if row["label"] in ("outer", "inner")]
    found = sum(row["hits"] * 2 > row["count"] for row in faulty)
    return (
        "## Bearings never seen (CWRU, leave one bearing out)\n\n"
        "For each line a model was trained without that bearing. The windows do not overlap.\n\n"
        + bearing_table(figures["unseen"])
        + f"All four classes: {share(hits, count)}. Without the ball recordings: {share(without_hits, without_count)}. "
        f"Bearings with a race fault whose windows are mostly right: {share(found, len(faulty))}.\n\n"
        f"Trained with the ball recordings of the other bearing, it gets {other_ball_hits} instead of {ball_hits} of {ball_count} ball windows, "
        f"and {other_without_hits} instead of {without_hits} of the other {without_count}; in all {share(other_hits, other_count)}.\n\n"
        f"Wrong shaft speed, same models, without the ball recordings: {speeds}.\n\n")


def mfpt(rows):
    hits, count = totals(rows)[:2]
    return (
        "## A rig never seen (MFPT)\n\nNo healthy and no ball recordings were at hand, so this says nothing of false alarms.\n\n"
        + bearing_table(rows) + f"In all: {share(hits, count)}, from two bearings.\n\n")


def false_alarms(figures):
    rows = []
    names = {"none": "generated, healthy", "unbalance": "generated, unbalanced, bearing healthy"}
    for fault, row in figures["healthy"].items():
        bound = "" if row["alerts"] else f" (95 % bound {-math.log(0.05) / row['hours']:.1f} an hour)"
        rows.append([
            names[fault], f"{row['machines']} machines, {row['hours']:.1f} h", row["count"], row["called"], row["above_clear"], row["over"],
            f"{row['q999']:.2f} / {row['highest']:.2f}", f"{row['alerts']}{bound}"])
    cwru = next(row for row in figures["unseen"] if row["label"] == "normal")
    rows.append([
        "CWRU healthy, left out of training", "1 bearing", cwru["count"], cwru["count"] - cwru["normal"], "-", cwru["over"], "-",
        f"{len(cwru['raised'])} in a looped replay of {cwru['replayed'] * 0.7:.0f} s"])
    return (
        "## False alarms at the fixed threshold 0.8\n\n"
        "Machines, seeds and speeds that were not trained on. Alerts as the gateway raises them: probability of one fault "
        "smoothed with 0.3, at least 0.8 for 5 s and 5 windows.\n\n"
        + table(["Machines", "Extent", "Windows", "Called a fault", "Fault score ≥ 0.4", "A fault ≥ 0.8",
                 "Fault score, 99.9 % / highest", "Alerts"], rows))


def generated_machines(rows):
    return (
        "## Generated machines never seen\n\nThe generator is kind: this shows that the path works, not that bearings are like that.\n\n"
        + table(["Fault", "Severity", "Windows right", "Right and ≥ 0.8"],
                [[fault, f"{low} to {high}", share(hits, count), share(over, count)] for fault, low, high, hits, over, count in rows]))


def ramp(rows):
    lines = []
    for label in LABELS[1:]:
        seconds = rows[label]
        cells = []
        for part in (0, 1):
            values = sorted(row[part] for row in seconds if row[part] is not None)
            cells.append(f"{values[0]} to {values[-1]} s, {len(values)} of {len(seconds)} machines" if values else "never")
        lines.append([label, *cells])
    return (
        f"## From the fault to the alert\n\nMachines like those of the demo, severity growing to 1 over {jobs.RAMP_SECONDS} s, a window a second, "
        "counted from the beginning of the fault.\n\n" + table(["Fault", "Smoothed score ≥ 0.8", "Alert"], lines))


def agreement(rows):
    names = {"healthy": "generated, healthy", "test": "generated, faulty", "cwru": "CWRU (also those trained on)", "mfpt": "MFPT"}
    return (
        "## int8 against fp32\n\n"
        + table(["Windows of", "Same label", "Largest difference of a probability", "Mean", "Other side of 0.8"],
                [[names[name], share(same, count), f"{largest:.3f}", f"{mean:.4f}", crossed]
                 for name, count, same, largest, mean, crossed in rows]))
