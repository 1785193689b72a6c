#!/usr/bin/env python3
"""Writes the golden blobs of docs/model-format.md: a second, independent writer, with results from exact fractions.

    python3 tests/vectors/model/make.py
"""
import hashlib
import math
import struct
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
INPUTS = [[0, 0, 0, 0], [-128, 127, -128, 127], [5, -7, 100, 33], [127, 127, 127, 127]]
WEIGHTS = [[127, -128, 3, 0], [1, 2, -3, 4], [-100, 90, -80, 70]]
BIASES = [1000, -77, 12345]
INPUT_ZERO, OUTPUT_ZERO, LOW, HIGH, OFFSET = 5, -3, -100, 120, 128


def single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def even(value):
    floor = math.floor(value)
    rest = value - floor
    return floor + (1 if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and floor % 2) else 0)


def away(value):
    return int(math.copysign(math.floor(abs(value) + Fraction(1, 2)), value))


SCALES = [single(0.0031), single(0.25), single(0.0004)]
MULTIPLIERS, SHIFTS = [1518500250, 1 << 30, 2147483647], [-8, -1, -11]


def code_b(total, channel):
    product = single(single(float(total)) * SCALES[channel])  # double product of two singles is exact, then one rounding
    return even(Fraction(product))


def code_a(total, channel):
    shift = SHIFTS[channel]
    high = math.floor(Fraction(total * MULTIPLIERS[channel], 1 << 31) + Fraction(1, 2))
    return away(Fraction(high, 1 << -shift))


def run(codes, code):
    results = []
    for channel, (weights, bias) in enumerate(zip(WEIGHTS, BIASES)):
        total = bias + sum(w * (x - INPUT_ZERO) for w, x in zip(weights, codes))
        results.append(min(max(code(total, channel) + OUTPUT_ZERO, LOW), HIGH))
    return [(-value) % 256 - 256 if (-value) % 256 > 127 else (-value) % 256 for value in results]  # the lookup negates


def port(place, count, scale, zero, unsigned):
    return struct.pack("<IIfiBBHHHHHI", place, count, scale, zero, unsigned, 2, 0, 1, count, 0, 0, 0)


def operator(code, flags, offset, codes, places, weights, table, parameters):
    parameters = list(parameters) + [0] * (16 - len(parameters))
    return struct.pack("<BBBbbbbbIIIIIf16i", code, flags, offset, *codes, *places, weights, table, 0.0, *parameters)


def blob(arithmetic, code):
    folded = [bias - INPUT_ZERO * sum(weights) for weights, bias in zip(WEIGHTS, BIASES)]
    table = struct.pack("<3i", *folded)
    table += struct.pack("<3f", *SCALES) if arithmetic == "B" else struct.pack("<3i3i", *MULTIPLIERS, *SHIFTS)
    weights = bytes(w + OFFSET for row in WEIGHTS for w in row)
    lookup = bytes((-value) % 256 for value in range(-128, 128))
    ports = port(0, 4, single(0.5), INPUT_ZERO + 128, 1) + port(8, 3, single(0.25), OUTPUT_ZERO, 0)
    at_operators = 96 + len(ports)
    at_table = at_operators + 2 * 96
    at_weights = at_table + len(table)
    at_lookup = at_weights + len(weights)
    operators = operator(1, 0, OFFSET, (INPUT_ZERO, 0, OUTPUT_ZERO, LOW, HIGH), (0, 0, 4), at_weights, at_table,
                         (1, 1, 4, 1, 1, 3, 1, 1, 1, 1, 1, 1))
    operators += operator(7, 0, 0, (0, 0, 0, -128, 127), (4, 0, 8), at_lookup, at_lookup, (3,))
    at_tests = at_lookup + len(lookup)
    tests = b"".join(bytes(x + 128 for x in codes) + bytes(y % 256 for y in run(codes, code)) for codes in INPUTS)
    length = at_tests + len(tests) + 32
    header = struct.pack("<4sHBBIIIIIIHHII20x32x", b"NQM1", 1, ord(arithmetic), 0, length, 12, 0, at_operators, 2, 96, 1, 1,
                         at_tests, len(INPUTS))
    content = header + ports + operators + table + weights + lookup + tests
    return content + hashlib.sha256(content).digest()


def channelled():
    """Two blocks of three channels of two codes each, every channel through a table of its own."""
    tables = [[min(max((code * (3 - channel)) // 2 + 10 * channel, -128), 127) for code in range(-128, 128)] for channel in range(3)]
    lookup = bytes(value % 256 for table in tables for value in table)
    inputs = [[(17 * i + 29 * run) % 256 - 128 for i in range(12)] for run in range(4)]
    ports = port(0, 12, single(0.5), INPUT_ZERO + 128, 1) + port(12, 12, single(0.25), OUTPUT_ZERO, 0)
    at_operators = 96 + len(ports)
    at_lookup = at_operators + 96
    operators = operator(10, 0, 0, (0, 0, 0, -128, 127), (0, 0, 12), at_lookup, at_lookup, (2, 3, 2))
    at_tests = at_lookup + len(lookup)
    tests = b"".join(
        bytes(x + 128 for x in codes) + bytes(tables[i // 2 % 3][x + 128] % 256 for i, x in enumerate(codes)) for codes in inputs)
    length = at_tests + len(tests) + 32
    header = struct.pack("<4sHBBIIIIIIHHII20x32x", b"NQM1", 1, ord("B"), 0, length, 24, 0, at_operators, 1, 96, 1, 1,
                         at_tests, len(inputs))
    content = header + ports + operators + lookup + tests
    return content + hashlib.sha256(content).digest()


for letter, function in (("A", code_a), ("B", code_b)):
    (HERE / f"dense-{letter.lower()}.nqm").write_bytes(blob(letter, function))
(HERE / "channels-b.nqm").write_bytes(channelled())
