"""Makes bearing-edge-fp32.onnx, windows.csv and CARD.md; run through make.sh."""

import argparse
import csv
import os
import random
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "bearing-condition"))

import jobs  # noqa: E402  (of bearing-condition)

import edge_card  # noqa: E402
from windows import LABELS  # noqa: E402  (of bearing-condition)

SOURCE = os.path.join(HERE, "..", "bearing-condition", "bearing-condition-fp32.onnx")
CODES = 18
CLIP = 4.0
WINDOWS_PER_LABEL = 16

# Most windows per machine or recording; the set trained on serves for calibration only.
MOST = {"train": 4, "test": 20, "healthy": 60, "cwru": 60, "mfpt": 60}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("jobs", "float", "card"):
        command = commands.add_parser(name)
        command.add_argument("--work", required=True)
        command.add_argument("--data" if name == "jobs" else "--out", required=True)
    arguments = parser.parse_args()
    if arguments.command == "jobs":
        write_jobs(arguments.data, arguments.work)
    elif arguments.command == "float":
        save_float(os.path.join(arguments.out, "bearing-edge-fp32.onnx"))
        write_calibration(arguments.work)
    else:
        write_card(arguments.work, arguments.out)


def write_jobs(data, work):
    """The jobs of bearing-condition without its wrong speeds and growing faults."""
    jobs.write(data, work)
    path = os.path.join(work, "jobs.csv")
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kept = []
    for row in rows:
        parts = row["group"].split("/")
        if parts[0] not in MOST or (parts[0] in ("cwru", "mfpt") and parts[3] != "1.0"):
            continue
        row["windows"] = min(int(row["windows"]), MOST[parts[0]])
        if parts[0] in ("cwru", "mfpt"):
            row["windows"] = min(row["windows"], int(parts[4]))
        kept.append(row)
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(jobs.FIELDS) + "\n")
        for row in kept:
            file.write(",".join(str(row[field]) for field in jobs.FIELDS) + "\n")


def source():
    """(mean, factor, layers) of the float network."""
    values = {one.name: numpy_helper.to_array(one) for one in onnx.load(SOURCE).graph.initializer}
    return values["mean"], values["factor"], [(values[f"weights{i}"], values[f"bias{i}"]) for i in range(3)]


def units():
    """The source's inputs are slope · code + offset: quarters of a decibel, in units of 20 dB or as natural logarithms."""
    slope, offset = np.full(CODES, 0.25 / 20), np.zeros(CODES)
    for place, reference in ((15, 3), (16, 4)):
        slope[place], offset[place] = np.log(10) / 80, -np.log(reference)
    offset[17] = -160 * 0.25 / 20
    return slope, offset


def save_float(path):
    """
    The same function on codes: standardising is a convolution with a filter per input, so that each keeps a scale of its
    own in int8.
    """
    mean, factor, layers = source()
    slope, offset = units()
    nodes, constants = [], []

    def constant(name, value):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(kind, inputs, output, **attributes):
        nodes.append(helper.make_node(kind, inputs, [output], name=f"{kind}_{output}", **attributes))
        return output

    value = add("Reshape", ["codes", constant("map", np.array([1, CODES, 1, 1], np.int64))], "mapped")
    weight = (slope * factor).astype(np.float32).reshape(CODES, 1, 1, 1)
    bias = ((offset - mean) * factor).astype(np.float32)
    value = add("Conv", [value, constant("standard", weight), constant("centre", bias)], "scaled", group=CODES, kernel_shape=[1, 1])
    value = add("Clip", [value, constant("low", np.float32(-CLIP)), constant("high", np.float32(CLIP))], "clipped")
    value = add("Reshape", [value, constant("row", np.array([1, CODES], np.int64))], "standardised")
    for number, (weights, biases) in enumerate(layers):
        value = add("Gemm", [value, constant(f"weights{number}", weights), constant(f"bias{number}", biases)], f"sum{number}")
        if number < len(layers) - 1:
            value = add("Relu", [value], f"hidden{number}")
    add("Softmax", [value], "probabilities", axis=1)
    graph = helper.make_graph(
        nodes, "bearing-edge", [helper.make_tensor_value_info("codes", TensorProto.FLOAT, [1, CODES])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, len(LABELS)])], constants)
    model = helper.make_model(graph, producer_name="bearing-edge/edge.py", ir_version=7, opset_imports=[helper.make_opsetid("", 13)])
    onnx.checker.check_model(model)
    with open(path, "wb") as file:
        file.write(model.SerializeToString())


def rows_of(work, name):
    with open(os.path.join(work, name), encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        return list(rows)


def write_calibration(work):
    """
    Codes of training windows; one of them again with the lowest and the highest code in one place, so that the input's scale
    is exactly 1 and codes go into the model as they stand.
    """
    rows = [row[2:] for row in rows_of(work, "codes.csv") if row[0].startswith("train/")]
    random.Random(1).shuffle(rows)
    rows = rows[:1998]
    lowest, highest = list(rows[0]), list(rows[0])
    lowest[0], highest[0] = "0", "255"
    with open(os.path.join(work, "calibration.csv"), "w", encoding="utf-8") as file:
        for row in [lowest, highest] + rows:
            file.write(",".join(row) + "\n")


def write_card(work, out):
    codes, inputs, scores = (rows_of(work, name) for name in ("codes.csv", "inputs.csv", "scores.csv"))
    assert [row[:2] for row in codes] == [row[:2] for row in inputs] == [row[:2] for row in scores]
    mean, factor, layers = source()
    slope, offset = units()
    real = np.array([row[2:] for row in inputs], np.float64)
    whole = np.array([row[2:] for row in codes], np.float64)
    text = edge_card.text(
        groups=[row[0] for row in codes], labels=np.array([LABELS.index(row[1]) for row in codes]), names=LABELS,
        source=forward(real, mean, factor, layers), on_codes=forward(slope * whole + offset, mean, factor, layers),
        device=np.array([row[2 + CODES:] for row in scores], np.float64) / 256, blob=os.path.join(out, "bearing-edge.nqm"))
    with open(os.path.join(out, "CARD.md"), "w", encoding="utf-8") as file:
        file.write(text)
    print(text)
    write_windows(os.path.join(out, "windows.csv"), codes, scores)


def forward(inputs, mean, factor, layers):
    value = np.clip((inputs - mean) * factor, -CLIP, CLIP)
    for number, (weights, bias) in enumerate(layers):
        value = value @ weights + bias
        value = np.maximum(value, 0) if number < len(layers) - 1 else value
    raised = np.exp(value - value.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def write_windows(path, codes, scores):
    """Windows for tests, of generated machines: label, codes, output codes."""
    taken = dict.fromkeys(LABELS, 0)
    groups = set()
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(["label"] + [f"code{i}" for i in range(CODES)] + [f"output {label}" for label in LABELS]) + "\n")
        for code, score in zip(codes, scores):
            if code[0].split("/")[0] not in ("test", "healthy") or code[0] in groups or taken[code[1]] >= WINDOWS_PER_LABEL:
                continue
            groups.add(code[0])
            taken[code[1]] += 1
            file.write(",".join([code[1]] + score[2:]) + "\n")


if __name__ == "__main__":
    main()
