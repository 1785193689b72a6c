"""The data card: fixed text and the figures of one training run."""

from evaluation import FALSE_SHARE, TILE_FOLDS, wilson
from pictures import LABELS

INTRODUCTION = """# {title}

Sample model. Says of a 96 × 96 grey crop whether the surface of a part is in order, scratched, dented, stained, or lacks a
hole. It is a demonstration of the path from camera to alert and no substitute for an inspection: it has seen nothing but
drawings of this project's own generator.

This file is written by `train.sh` with its figures; do not edit it by hand.

| | |
|---|---|
| File | `part-surface.onnx`, {int8_bytes:,} bytes: int8, QDQ (uint8 activations per tensor, int8 weights per channel in 7 bits, int32 bias; pooling and the last layer in float) |
| The same in float | `part-surface-fp32.onnx`, {fp32_bytes:,} bytes, for comparison |
| Input | `grey` float32 [N, 9216]: grey 0 to 255, row by row |
| Output | `probabilities` float32 [N, 5]: {labels} |
| Network | mean and contrast of the crop taken off; convolutions 5×5-16 (fixed: lines, edges and spots), 3×3-16, 3×3-32, 3×3-48 with ReLU and the largest of 2 × 2, 3×3-64 with ReLU; largest and mean value; softmax; {parameters:,} parameters |
| Training | Adam, {epochs} epochs, cross entropy with label smoothing 0.02, quarter turns and mirrors, batch normalisation folded in |
| Metadata | name, version, inputs, labels, raiseAt, clearAt |

All figures are of the files run by the gateway's ONNX Runtime. Intervals are Wilson 95 %. Pictures of one family resemble each
other, so an interval over pictures is too narrow.

## Data

| Source | Use | Licence |
|---|---|---|
| The project's own generator (`firmware/Hal.Virtual/Vision`), {train_count:,} crops of {train_groups} families | trained on | this project's |
| The same, {test_count:,} crops of {test_groups} other families; {healthy_count:,} healthy crops of {healthy_groups} others | tested only | this project's |
| The same, {choose_count:,} healthy crops of {choose_groups} others | the threshold was chosen on | this project's |
| Magnetic tiles (Huang, Qiu and Yuan, "Surface defect saliency of magnetic tile", 2018), {tile_count} different pictures, {tile_groups} tiles | tested only; a model of the same kind trained on them is not shipped | none stated; neither in this project nor in the model |

A family is the group: outline, holes, texture, grey levels, fixture and lamp follow from it, and none is both trained on and
tested. Half of the crops are cut around the middle of the picture, half around the defect or a place of the surface. Light
varies from 0.72 to 1.25, blur from 0.4 to 1.1 px, noise from 1 to 4.5 grey levels, contrast of the defect from 0.25 to 1.

"""

LIMITS = """## What it cannot do

- **It does not know real surfaces.** On the tiles it is no better than chance: use it as shipped on a real part and expect nothing.
- The method hardly carries over to the tiles either: the same network trained on some 450 of them is little better than chance on
  the others. Real defects there are faint, and whole tiles were squeezed to 96 × 96. Expect to need more pictures, more pixels, or both.
- {mistakes}
- In some families every healthy part looks suspicious: false alarms come in families, not evenly.
- A missing hole is found because the others form a regular pattern. It compares with no drawing of the part.
- Parts are flat, grey and lie on a fixture; no gloss, no shadow, no colour, no second part in view.
- False alarms were counted on generated parts. The gateway wants two suspicious crops in a row, which helps against chance and
  not against a part that looks wrong by its nature.
- A crop of anything else is still given one of the five labels.
"""


def text(title, figures):
    train, test, healthy, tiles = figures["train"], figures["test"], figures["healthy"]["int8"], figures["tiles"]
    raise_at, choose = figures["raise_at"], figures["choose"]
    head = INTRODUCTION.format(
        title=title, epochs=figures["epochs"], choose_count=choose[0], choose_groups=choose[1], int8_bytes=figures["bytes"][0], fp32_bytes=figures["bytes"][1], labels=", ".join(LABELS),
        parameters=figures["parameters"], train_count=train[0], train_groups=train[1], test_count=test[0], test_groups=test[1],
        healthy_count=healthy["count"], healthy_groups=healthy["families"], tile_count=tiles["shipped"]["count"],
        tile_groups=tiles["groups"])
    return head + "\n".join([
        unseen(figures["confusion"], figures["severity"], raise_at), false_alarms(figures["healthy"], choose, raise_at),
        both(figures["agreement"], figures["runtime"], raise_at), real(tiles, raise_at), limits(figures)])


def limits(figures):
    """The limits, with the two most frequent mistakes by the figures."""
    matrix = figures["confusion"]["int8"]
    off = sorted(
        ((int(matrix[i, j]), int(matrix[i].sum()), LABELS[i], LABELS[j]) for i in range(len(LABELS)) for j in range(len(LABELS)) if i != j),
        reverse=True)
    said = "; ".join(f"{truth} called {said}: {share(count, total)}" for count, total, truth, said in off[:2])
    return LIMITS.replace("{mistakes}", f"Its most frequent mistakes are {said}.")


def share(hits, count):
    if count == 0:
        return "none"
    low, high = wilson(hits, count)
    return f"{hits} of {count} = {100 * hits / count:.1f}% ({100 * low:.1f}% to {100 * high:.1f}%)"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| " + " | ".join("---" for _ in header) + " |"]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]) + "\n"


def unseen(confusions, severities, raise_at):
    parts = ["## Families never seen\n"]
    for name in ("int8", "fp32"):
        matrix = confusions[name]
        parts.append(f"{name}: {share(int(matrix.trace()), int(matrix.sum()))} right. Rows are the truth.\n")
        parts.append(table(["", *LABELS], [[label, *matrix[i]] for i, label in enumerate(LABELS)]))
    parts.append("By contrast of the defect, int8:\n")
    parts.append(table(
        ["Defect", "Contrast", "Right", f"Right and ≥ {raise_at}"],
        [[label, f"{low} to {high}", share(right, count), share(over, count)] for label, low, high, right, over, count in severities]))
    return "\n".join(parts)


def false_alarms(rows, choose, raise_at):
    return (
        f"## False alarms at the fixed threshold {raise_at}\n\nHealthy parts of families that were neither trained on nor tested above. The threshold was chosen on "
        f"{choose[1]} further families: of the steps of 0.05 from 0.5 on, the first with fewer than {100 * FALSE_SHARE} % of healthy "
        "crops at or over it, by the training script's int8 arithmetic.\n\n"
        + table(
            ["File", "Called a defect", f"A defect ≥ {raise_at}", "Families with one", "Highest"],
            [[name, share(row["called"], row["count"]), share(row["over"], row["count"]),
              share(row["hit_families"], row["families"]), f"{row['highest']:.2f}"] for name, row in rows.items()]))


def both(rows, runtime, raise_at):
    names = {"test": "families never seen", "healthy": "healthy parts"}
    return (
        "## int8 against fp32 on the same pictures\n\n"
        + table(["Pictures of", "Same label", "Largest difference of a probability", "Mean", f"Other side of {raise_at}"],
                [[names[name], share(same, count), f"{largest:.3f}", f"{mean:.4f}", crossed]
                 for name, (same, count, largest, mean, crossed) in rows.items()])
        + f"\nThe training script's own int8 arithmetic and ONNX Runtime differ by at most {runtime:.4f}.\n")


def real(tiles, raise_at):
    names = {
        "shipped": "as shipped, score 1 - p(ok)", "own fp32": f"trained on tiles, {TILE_FOLDS} folds by tile, fp32",
        "own int8": "the same, int8"}
    return (
        "## Real pictures: magnetic tiles\n\nDefect or none. The second model has the same network and is trained on tiles of other "
        "groups: a test of the method only, computed by the training script.\n\n"
        + table(["Model", "Area under the curve", f"Found ≥ {raise_at}", f"False ≥ {raise_at}", "Found ≥ 0.5", "False ≥ 0.5"],
                [[names[name], f"{row['area']:.3f}", share(row["found"], row["defective"]),
                  share(row["false"], row["count"] - row["defective"]), share(row["found_half"], row["defective"]),
                  share(row["false_half"], row["count"] - row["defective"])]
                 for name, row in tiles.items() if name in names]))
