"""Makes part-surface.onnx, part-surface-fp32.onnx, crops.u8, crops.csv and CARD.md; run through train.sh."""

import os

# One thread per process, so that sums are added in one order and two runs give the same bytes.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import csv
import json
import pickle

import numpy as np

import card
import evaluation
import network as net
import onnx_files
from pictures import LABELS, SIDE, Pictures
from quantized import QuantizedNetwork

NAME, VERSION = "part-surface", "1.1.0"
EPOCHS = 12
CROPS_PER_LABEL = 6


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["fit", "choose", "tiles", "files", "card"])
    parser.add_argument("--work", required=True, help="folder with train.u8, test.u8, healthy.u8, choose.u8")
    parser.add_argument("--tiles", help="folder with magnetic_tile_96.u8 and magnetic_tile_all_96.u8")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    commands = {"fit": fit, "choose": choose, "tiles": fit_tiles, "files": write_files, "card": write_card}
    commands[arguments.command](arguments)


def fit(arguments):
    train = read(arguments, "train")
    model = net.trained(
        train.grey, train.labels, len(LABELS), EPOCHS, 1, lambda epoch, loss: print(f"epoch {epoch + 1}: loss {loss:.3f}", flush=True))
    with open(os.path.join(arguments.work, "network.pickle"), "wb") as file:
        pickle.dump((model.layers, model.head), file)


def choose(arguments):
    _, quantized = models(arguments)
    raise_at = evaluation.chosen(quantized.probabilities(read(arguments, "choose").grey)[:, 1:].max(1))
    print(f"threshold {raise_at}")
    with open(os.path.join(arguments.work, "threshold.json"), "w", encoding="utf-8") as file:
        json.dump(raise_at, file)


def fit_tiles(arguments):
    tiles = Pictures.tiles(arguments.tiles)
    plain, small = evaluation.tiles_by_fold(tiles, lambda fold: print(f"fold {fold + 1}", flush=True))
    np.savez(os.path.join(arguments.work, "tiles.npz"), plain=plain, small=small)
    tiles.grey.tofile(os.path.join(arguments.work, "tiles.u8"))


def write_files(arguments):
    model, quantized = models(arguments)
    raise_at = threshold(arguments)
    metadata = {
        "name": NAME, "version": VERSION, "inputs": ["grey 96×96"], "labels": LABELS,
        "raiseAt": raise_at, "clearAt": round(raise_at - evaluation.CLEAR_BELOW, 2)}
    onnx_files.save_quantized(os.path.join(arguments.out, f"{NAME}.onnx"), quantized, len(LABELS), metadata)
    onnx_files.save_float(os.path.join(arguments.out, f"{NAME}-fp32.onnx"), model, len(LABELS), {**metadata, "name": f"{NAME}-fp32"})
    write_crops(arguments, model, quantized)


def write_crops(arguments, model, quantized):
    """Crops for tests: the first ones of each label of families never trained on, whatever the model says of them."""
    test = read(arguments, "test")
    chosen = np.concatenate([
        np.flatnonzero((test.labels == label) & ((label == 0) | (test.severity >= 0.5)))[:CROPS_PER_LABEL]
        for label in range(len(LABELS))])
    part = test.where(chosen)
    part.grey.tofile(os.path.join(arguments.out, "crops.u8"))
    plain, small = model.probabilities(part.grey), quantized.probabilities(part.grey)
    with open(os.path.join(arguments.out, "crops.csv"), "w", encoding="utf-8") as file:
        file.write(",".join(["label", *(f"fp32 {label}" for label in LABELS), *(f"int8 {label}" for label in LABELS)]) + "\n")
        for label, of_plain, of_small in zip(part.labels, plain, small):
            file.write(",".join([LABELS[label], *(f"{value:.7f}" for value in (*of_plain, *of_small))]) + "\n")


def write_card(arguments):
    """Figures of both files through ONNX Runtime: train.sh has written its answers beside the pictures."""
    model, quantized = models(arguments)
    raise_at = threshold(arguments)
    test, healthy = read(arguments, "test"), read(arguments, "healthy")
    small = {name: answers(arguments, f"{name}-int8") for name in ("test", "healthy")}
    plain = {name: answers(arguments, f"{name}-fp32") for name in ("test", "healthy")}
    figures = {
        "raise_at": raise_at, "epochs": EPOCHS, "choose": counts(read(arguments, "choose")),
        "parameters": sum(weights.size + bias.size for weights, bias in (*model.layers, model.head)),
        "bytes": [os.path.getsize(os.path.join(arguments.out, f"{NAME}{kind}.onnx")) for kind in ("", "-fp32")],
        "train": counts(read(arguments, "train")), "test": counts(test),
        "confusion": {
            "fp32": evaluation.confusion(test.labels, plain["test"], len(LABELS)),
            "int8": evaluation.confusion(test.labels, small["test"], len(LABELS))},
        "severity": evaluation.severity_figures(test, small["test"], raise_at),
        "healthy": {
            "fp32": evaluation.healthy_figures(healthy, plain["healthy"], raise_at),
            "int8": evaluation.healthy_figures(healthy, small["healthy"], raise_at)},
        "agreement": {name: evaluation.agreement(plain[name], small[name], raise_at) for name in ("test", "healthy")},
        "runtime": float(np.abs(quantized.probabilities(test.grey) - small["test"]).max()),
        "tiles": tile_figures(arguments)}
    text = card.text(f"{NAME} {VERSION}", figures)
    with open(os.path.join(arguments.out, "CARD.md"), "w", encoding="utf-8") as file:
        file.write(text)
    print(text)


def tile_figures(arguments):
    tiles = Pictures.tiles(arguments.tiles)
    is_defective = tiles.labels == 1
    raise_at = threshold(arguments)
    own = np.load(os.path.join(arguments.work, "tiles.npz"))
    return {
        "groups": len(set(tiles.groups)),
        "shipped": evaluation.binary_figures(1 - answers(arguments, "tiles-int8")[:, 0], is_defective, raise_at),
        "own fp32": evaluation.binary_figures(own["plain"], is_defective, raise_at),
        "own int8": evaluation.binary_figures(own["small"], is_defective, raise_at)}


def threshold(arguments):
    with open(os.path.join(arguments.work, "threshold.json"), encoding="utf-8") as file:
        return json.load(file)


def models(arguments):
    with open(os.path.join(arguments.work, "network.pickle"), "rb") as file:
        model = net.Network(*pickle.load(file))
    # A twelfth of the training pictures, spread over all families.
    return model, QuantizedNetwork(model, read(arguments, "train").grey[::12])


def read(arguments, name):
    return Pictures.generated(os.path.join(arguments.work, f"{name}.u8"))


def answers(arguments, name):
    with open(os.path.join(arguments.work, f"{name}-answers.csv"), encoding="utf-8") as file:
        return np.array([[float(value) for value in row] for row in list(csv.reader(file))[1:]])


def counts(pictures):
    return len(pictures), len(set(pictures.groups))


if __name__ == "__main__":
    main()
