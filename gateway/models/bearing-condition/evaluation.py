"""Figures of a model on windows it has not seen, at the thresholds of the gateway's alert policy."""

import numpy as np

import jobs
import network as net
import windows as win
from windows import LABELS

# The defaults of gateway/Gateway.Domain/Alerts/AlertPolicy.cs.
RAISE_AT, CLEAR_AT = 0.8, 0.4
ON_DELAY_MS, OFF_DELAY_MS, MINIMUM_WINDOWS, SMOOTHING = 5_000, 30_000, 5, 0.3
PERIOD_MS = 700


def wilson(hits, count):
    """95 % interval of a share."""
    if count == 0:
        return 0.0, 1.0
    z = 1.959964
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def alerts(probabilities, period_ms=PERIOD_MS):
    """(label, window) of every alert raised, as CauseState.cs raises and clears them."""
    raised = []
    for label in range(1, len(LABELS)):
        score, is_open, since, held = None, False, None, 0
        for number, probability in enumerate(probabilities[:, label]):
            score = probability if score is None else score + SMOOTHING * (probability - score)
            if not (score < CLEAR_AT if is_open else score >= RAISE_AT):
                since = None
                continue
            if since is None:
                since, held = number, 0
            held += 1
            if (number - since) * period_ms >= (OFF_DELAY_MS if is_open else ON_DELAY_MS) and held >= MINIMUM_WINDOWS:
                since = None
                is_open = not is_open
                if is_open:
                    raised.append((LABELS[label], number))
    return raised


def fit(windows, without=None, with_ball_recordings=False, seed=1):
    """(float network, int8 network) trained on the training windows without one bearing."""
    chosen = windows.where(win.training_mask(windows, without, with_ball_recordings))
    rows, labels, weights = win.augmented(chosen, seed)
    network = net.trained(rows, labels, weights, len(LABELS), seed)
    return network, net.QuantizedNetwork(network, chosen.inputs)


def recording_figures(windows, model, mask):
    """One row per recording: its windows of one pass (they do not overlap) and a replay of it all, in a loop."""
    rows = []
    part = windows.where(mask)
    for group, indices in part.by_group():
        _, bearing, _, _, one_pass = group.split("/")
        probabilities = model.probabilities(part.inputs[indices])
        label = int(part.labels[indices[0]])
        single = probabilities[:int(one_pass)]
        raised = [cause for cause, _ in alerts(probabilities)]
        rows.append({
            "bearing": bearing, "label": LABELS[label], "count": len(single), "hits": int((single.argmax(1) == label).sum()),
            "normal": int((single.argmax(1) == 0).sum()), "over": int((single[:, 1:].max(1) >= RAISE_AT).sum()),
            "mean": single.mean(0), "raised": raised, "replayed": len(probabilities)})
    return rows


def leave_one_out(windows, with_ball_recordings):
    """Rows of every CWRU bearing by a model that never saw it, and (speed, hits, count) with a wrong shaft speed."""
    rig, bearing, speed = windows.part(0), windows.part(1), win.part_or(windows, 3, "")
    rows, speeds = [], {}
    for name in sorted(set(bearing[rig == "cwru"])):
        _, model = fit(windows, name, with_ball_recordings)
        own = (rig == "cwru") & (bearing == name)
        rows += recording_figures(windows, model, own & (speed == "1.0"))
        for wrong in map(str, jobs.TESTED_SPEEDS):
            part = windows.where(own & (speed == wrong))
            if part.labels[0] != LABELS.index("ball"):
                hits = int((model.probabilities(part.inputs).argmax(1) == part.labels).sum())
                before = speeds.get(wrong, (0, 0))
                speeds[wrong] = (before[0] + hits, before[1] + len(part.labels))
    return rows, sorted((float(key), *value) for key, value in speeds.items())


def generated_figures(windows, model):
    """(fault, low, high, hits, over, count) on generated machines never trained on, by severity."""
    test = windows.where(windows.part(0) == "test")
    severity = test.job_number("severity")
    probabilities = model.probabilities(test.inputs)
    rows = []
    for label in range(1, len(LABELS)):
        for low, high in ((0.1, 0.2), (0.2, 0.4), (0.4, 1.01)):
            mask = (test.labels == label) & (severity >= low) & (severity < high)
            right = probabilities[mask].argmax(1) == label
            over = probabilities[mask, label] >= RAISE_AT
            rows.append((LABELS[label], low, min(high, 1.0), int(right.sum()), int(over.sum()), int(mask.sum())))
    return rows


def healthy_figures(windows, model):
    """For plain and unbalanced machines with healthy bearings: windows, faults called, high scores, alerts, hours."""
    healthy = windows.where(windows.part(0) == "healthy")
    rows = {}
    for fault in ("none", "unbalance"):
        part = healthy.where(healthy.part(1) == fault)
        probabilities = model.probabilities(part.inputs)
        groups = part.by_group()
        scores = 1 - probabilities[:, 0]
        rows[fault] = {
            "machines": len(groups), "count": len(scores), "over": int((probabilities[:, 1:].max(1) >= RAISE_AT).sum()),
            "called": int((probabilities.argmax(1) != 0).sum()), "above_clear": int((scores >= CLEAR_AT).sum()),
            "q999": float(np.quantile(scores, 0.999)), "highest": float(scores.max()),
            "alerts": sum(len(alerts(probabilities[indices])) for _, indices in groups),
            "hours": len(scores) * PERIOD_MS / 3.6e6}
    return rows


def ramp_figures(windows, model):
    """Per fault: seconds from the fault's beginning until the smoothed score reaches 0.8, and until the alert."""
    ramp = windows.where(windows.part(0) == "ramp")
    machine = ramp.part(1)
    rows = {}
    for name in sorted(set(machine)):
        indices = np.flatnonzero(machine == name)
        label = int(ramp.labels[indices[0]])
        probabilities = model.probabilities(ramp.inputs[indices])
        # A healthy past: the smoothed score starts from 0.
        before = np.zeros((10, len(LABELS)))
        before[:, 0] = 1
        score, reached = 0.0, None
        for second, probability in enumerate(probabilities[:, label]):
            score += SMOOTHING * (probability - score)
            if score >= RAISE_AT and reached is None:
                reached = second + 1
        raised = [number - len(before) + 1 for cause, number in alerts(np.vstack([before, probabilities]), 1000)
                  if cause == LABELS[label]]
        rows.setdefault(LABELS[label], []).append((reached, raised[0] if raised else None))
    return rows


def agreement_figures(windows, network, quantized):
    """Per set: windows, same label, largest and mean difference of a probability, decisions at 0.8 that differ."""
    rows = []
    sets = windows.part(0)
    for name in ("healthy", "test", "cwru", "mfpt"):
        inputs = windows.inputs[sets == name]
        plain, small = network.probabilities(inputs), quantized.probabilities(inputs)
        differences = np.abs(plain - small)
        same = int((plain.argmax(1) == small.argmax(1)).sum())
        crossed = int(((plain >= RAISE_AT) != (small >= RAISE_AT))[:, 1:].any(1).sum())
        rows.append((name, len(inputs), same, float(differences.max()), float(differences.mean()), crossed))
    return rows
