"""Makes bearing-condition.onnx, bearing-condition-fp32.onnx, windows.csv and CARD.md; run through train.sh."""

import os

# One thread, so that sums are added in one order and two runs give the same bytes.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse

import numpy as np

import card
import evaluation
import jobs
import onnx_files
from windows import LABELS, Windows, training_mask

NAME, VERSION = "bearing-condition", "1.0.0"
WINDOWS_PER_LABEL = 16


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("jobs", help="write the list of windows to export")
    make.add_argument("--data", required=True, help="folder with cwru and mfpt")
    make.add_argument("--work", required=True)
    run = commands.add_parser("train", help="train, evaluate and write the files")
    run.add_argument("--work", required=True, help="folder with jobs.csv and inputs.csv")
    run.add_argument("--out", required=True)
    arguments = parser.parse_args()
    if arguments.command == "jobs":
        jobs.write(arguments.data, arguments.work)
    else:
        train(arguments.work, arguments.out)


def train(work, out):
    windows = Windows.read(work)
    print(f"{len(windows.labels)} windows")
    network, quantized = evaluation.fit(windows)
    healthy = windows.where(training_mask(windows) & (windows.labels == 0))
    metadata = {
        "name": NAME, "version": VERSION, "inputs": windows.names, "labels": LABELS,
        "reference": [round(float(value), 6) for value in np.median(healthy.inputs, 0)],
        "referenceName": "median of healthy training windows",
        "raiseAt": evaluation.RAISE_AT, "clearAt": evaluation.CLEAR_AT}
    count = len(windows.names)
    onnx_files.save_quantized(os.path.join(out, f"{NAME}.onnx"), quantized, count, LABELS, metadata)
    onnx_files.save_float(os.path.join(out, f"{NAME}-fp32.onnx"), network, count, LABELS, {**metadata, "name": f"{NAME}-fp32"})
    write_windows(os.path.join(out, "windows.csv"), windows, network, quantized)

    unseen, speeds = evaluation.leave_one_out(windows, with_ball_recordings=False)
    with_ball, _ = evaluation.leave_one_out(windows, with_ball_recordings=True)
    figures = {
        "trained": trained_counts(windows), "unseen": unseen, "speeds": speeds, "with_ball": with_ball,
        "mfpt": evaluation.recording_figures(windows, quantized, windows.part(0) == "mfpt"),
        "generated": evaluation.generated_figures(windows, quantized),
        "healthy": evaluation.healthy_figures(windows, quantized),
        "ramp": evaluation.ramp_figures(windows, quantized),
        "agreement": evaluation.agreement_figures(windows, network, quantized)}
    text = card.text(f"{NAME} {VERSION}", figures)
    with open(os.path.join(out, "CARD.md"), "w", encoding="utf-8") as file:
        file.write(text)
    print(text)


def trained_counts(windows):
    """(windows of recordings, windows of generated machines, generated machines)."""
    chosen = windows.where(training_mask(windows))
    recorded = chosen.part(0) == "cwru"
    return int(recorded.sum()), int((~recorded).sum()), len(set(chosen.groups[~recorded]))


def write_windows(path, windows, network, quantized):
    """
    Windows for tests: the first window of the first machines of each label in the sets never trained on (faults of
    severity 0.2 and more), whatever the model says of them, with the probabilities of both files.
    """
    plain_sets = np.isin(windows.part(0), ["test", "healthy"]) & (windows.part(1) != "unbalance")
    plain_sets &= (windows.labels == 0) | (windows.job_number("severity") >= 0.2)
    chosen = []
    taken = [0] * len(LABELS)
    for group, indices in windows.by_group():
        label = windows.labels[indices[0]]
        if plain_sets[indices[0]] and taken[label] < WINDOWS_PER_LABEL:
            taken[label] += 1
            chosen.append(indices[0])
    part = windows.where(np.array(chosen))
    plain, small = network.probabilities(part.inputs), quantized.probabilities(part.inputs)
    header = ["label", *part.names, *(f"fp32 {label}" for label in LABELS), *(f"int8 {label}" for label in LABELS)]
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(header) + "\n")
        for label, inputs, of_plain, of_small in zip(part.labels, part.inputs, plain, small):
            numbers = [f"{value:.9g}" for value in inputs] + [f"{value:.7f}" for value in (*of_plain, *of_small)]
            file.write(",".join([LABELS[label], *numbers]) + "\n")


if __name__ == "__main__":
    main()
