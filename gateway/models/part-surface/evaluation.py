"""Figures of a model on pictures of groups it has not seen."""

import numpy as np

import network as net
from pictures import LABELS
from quantized import QuantizedNetwork

FALSE_SHARE = 0.005
CLEAR_BELOW = 0.2
TILE_FOLDS = 3
TILE_EPOCHS = 16


def chosen(scores):
    """Threshold: of the steps of 0.05 from 0.5 on, the first with fewer than FALSE_SHARE of healthy crops at or over it."""
    for step in range(10, 20):
        if (scores >= step / 20).mean() < FALSE_SHARE:
            break
    return step / 20


def wilson(hits, count):
    """95 % interval of a share."""
    if count == 0:
        return 0.0, 1.0
    z = 1.959964
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def confusion(labels, probabilities, count):
    table = np.zeros((count, count), int)
    np.add.at(table, (labels, probabilities.argmax(1)), 1)
    return table


def healthy_figures(pictures, probabilities, raise_at):
    """False alarms on healthy parts only: pictures at the threshold, and families with at least one."""
    over = probabilities[:, 1:].max(1) >= raise_at
    families = sorted(set(pictures.groups))
    return {
        "count": len(over), "over": int(over.sum()), "called": int((probabilities.argmax(1) != 0).sum()),
        "families": len(families), "hit_families": len(set(pictures.groups[over])),
        "highest": float(probabilities[:, 1:].max())}


def severity_figures(pictures, probabilities, raise_at):
    """(label, low, high, right, right and over the threshold, count)."""
    rows = []
    for label in range(1, len(LABELS)):
        for low, high in ((0.25, 0.5), (0.5, 0.75), (0.75, 1.0)):
            among = (pictures.labels == label) & (pictures.severity >= low) & (pictures.severity < high + (high == 1.0))
            part = probabilities[among]
            rows.append((
                LABELS[label], low, high, int((part.argmax(1) == label).sum()), int((part[:, label] >= raise_at).sum()), len(part)))
    return rows


def agreement(plain, small, raise_at):
    """(same label, count, largest and mean difference of a probability, pictures on other sides of the threshold)."""
    difference = np.abs(plain - small)
    sides = (plain[:, 1:].max(1) >= raise_at) != (small[:, 1:].max(1) >= raise_at)
    return (int((plain.argmax(1) == small.argmax(1)).sum()), len(plain), float(difference.max()), float(difference.mean()),
            int(sides.sum()))


def area_under_curve(scores, is_defective):
    order = np.argsort(np.argsort(scores)) + 1.0
    positives = int(is_defective.sum())
    negatives = len(scores) - positives
    return float((order[is_defective].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def binary_figures(scores, is_defective, raise_at):
    over = scores >= raise_at
    half = scores >= 0.5
    return {
        "count": len(scores), "defective": int(is_defective.sum()), "area": area_under_curve(scores, is_defective),
        "found": int((over & is_defective).sum()), "false": int((over & ~is_defective).sum()),
        "found_half": int((half & is_defective).sum()), "false_half": int((half & ~is_defective).sum())}


def tiles_by_fold(tiles, progress):
    """Scores of every tile by a model of the same kind that never saw its group; fp32 and int8."""
    groups = np.array(sorted(set(tiles.groups)))
    np.random.default_rng(5).shuffle(groups)
    plain, small = np.zeros(len(tiles)), np.zeros(len(tiles))
    for fold in range(TILE_FOLDS):
        held = np.isin(tiles.groups, groups[fold::TILE_FOLDS])
        seen = tiles.where(~held)
        model = net.trained(seen.grey, seen.labels, 2, TILE_EPOCHS, 1)
        plain[held] = model.probabilities(tiles.grey[held])[:, 1]
        small[held] = QuantizedNetwork(model, seen.grey).probabilities(tiles.grey[held])[:, 1]
        progress(fold)
    return plain, small
