"""What is exported: the recordings, and generated machines in sets that share neither seed nor machine."""

import json
import os
import random
import shutil

FIELDS = ["group", "label", "recording", "fault", "shaft_hz", "severity", "seed", "noise", "windows"]

# Windows start every 0.7 s and last 0.64 s, so the windows of one pass through a recording do not overlap.
WINDOW_SPACING_S = 0.7

# Shaft speeds the node believes, as a share of the true one; 1.0 is the plain export.
TRAINED_SPEEDS = (0.998, 1.002)
TESTED_SPEEDS = (0.95, 0.98, 0.99, 1.01, 1.02, 1.05)
RAMP_SECONDS = 15

LABEL_OF_FAULT = {"none": "normal", "unbalance": "normal", "outer": "outer", "inner": "inner", "ball": "ball"}

# name: (seed base, {fault: (machines, windows per machine)})
GENERATED = {
    "train": (10_000, {"none": (200, 30), "unbalance": (40, 12), "outer": (100, 12), "inner": (100, 12), "ball": (100, 12)}),
    "test": (50_000, {"outer": (60, 20), "inner": (60, 20), "ball": (60, 20)}),
    "healthy": (60_000, {"none": (100, 300), "unbalance": (20, 300)}),
}


def write(data, work):
    """Writes jobs.csv; copies of recordings with a wrong speed get a sidecar of their own in the work folder."""
    rows = recordings(data, work) + [row for name in GENERATED for row in generated(name)] + ramps()
    path = os.path.join(work, "jobs.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(FIELDS) + "\n")
        for row in rows:
            file.write(",".join(str(row[field]) for field in FIELDS) + "\n")
    print(f"{len(rows)} jobs in {path}")


def recordings(data, work):
    rows = []
    for rig in ("cwru", "mfpt"):
        folder = os.path.join(data, rig)
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".json"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                sidecar = json.load(file)
            path = os.path.join(folder, name[:-5] + ".f32")
            one_pass = int(sidecar["shape"][0] / sidecar["fs_hz"] / WINDOW_SPACING_S)
            group = f"{rig}/{sidecar['physical_bearing_id']}/{sidecar['id']}"
            windows = 300 if sidecar["label"] == "normal" else 60
            rows.append(job(f"{group}/1.0/{one_pass}", sidecar["label"], recording=path, windows=windows))
            for speed in TRAINED_SPEEDS + TESTED_SPEEDS if rig == "cwru" else ():
                copy = with_speed(path, sidecar, speed, work)
                rows.append(job(f"{group}/{speed}/{one_pass}", sidecar["label"], recording=copy, windows=one_pass))
    return rows


def with_speed(path, sidecar, speed, work):
    folder = os.path.join(work, f"speed-{speed}")
    os.makedirs(folder, exist_ok=True)
    copy = os.path.join(folder, os.path.basename(path))
    shutil.copyfile(path, copy)
    changed = dict(sidecar)
    changed["rpm_est"] = (sidecar.get("rpm_est") or sidecar["rpm_file"]) * speed
    with open(copy[:-4] + ".json", "w", encoding="utf-8") as file:
        json.dump(changed, file)
    return copy


def generated(name):
    seed, machines = GENERATED[name]
    draw = random.Random(seed)
    rows = []
    for fault, (count, windows) in machines.items():
        for _ in range(count):
            seed += 1
            rows.append(job(
                f"{name}/{fault}/{seed}", LABEL_OF_FAULT[fault], fault=fault, shaft_hz=round(draw.uniform(10, 50), 3),
                severity=round(10 ** draw.uniform(-1, 0), 4), seed=seed,
                noise=round(10 ** draw.uniform(-3.523, -2.824), 6), windows=windows))
    return rows


def ramps():
    """Machines like those of the demo whose fault grows to full strength, one window a second."""
    draw = random.Random(40_000)
    rows = []
    seed = 40_000
    for fault in ("outer", "inner", "ball"):
        for machine in range(8):
            same = {"fault": fault, "shaft_hz": round(draw.uniform(24, 30), 3), "noise": round(draw.uniform(0.0004, 0.0008), 6)}
            for second in range(2 * RAMP_SECONDS):
                seed += 1
                severity = round(min(1, (second + 1) / RAMP_SECONDS), 4)
                rows.append(job(f"ramp/{fault}{machine}/{second:02}", fault, severity=severity, seed=seed, windows=1, **same))
    return rows


def job(group, label, recording="", fault="none", shaft_hz=30, severity=0, seed=1, noise=0, windows=1):
    return dict(zip(FIELDS, (group, label, recording, fault, shaft_hz, severity, seed, noise, windows)))
