"""Writes bearing.i16 and bearing.json: a synthetic bearing window and its figures, computed in double with numpy.

Run with /usr/bin/python3 (numpy needed). Deterministic: a seeded generator, and the samples are rounded to int16 before
any figure is computed. The signal is 8192 samples at 12800 Hz, int16 little-endian, 1024 counts per g:
gravity, shaft lines, noise, and an inner race defect that rings a 3400 Hz resonance, modulated by the shaft.
The formulae are written out here from their definitions (full complex transforms, full sorting) and share nothing with
the firmware's half-length forms.
"""
import json
import os

import numpy as np

SEED = 20260401
N = 8192
FS = 12800.0
COUNTS_PER_G = 1024.0
SHAFT_HZ = 29.95
ORDERS = {"BPFO": 3.5848, "BPFI": 5.4152, "2xBSF": 4.7135, "FTF": 0.39828}
BAND = (2000.0, 5000.0)


def signal():
    rng = np.random.RandomState(SEED)
    t = np.arange(N) / FS
    x = 0.98 + 0.20 * np.sin(2 * np.pi * SHAFT_HZ * t + 0.3) + 0.07 * np.sin(4 * np.pi * SHAFT_HZ * t + 1.1)
    x = x + 0.06 * rng.standard_normal(N)
    period = 1.0 / (ORDERS["BPFI"] * SHAFT_HZ)
    for i in range(-2, int(N / FS / period) + 1):
        at = (i + 0.01 * rng.standard_normal()) * period
        strength = 0.9 * (1 + 0.6 * np.cos(2 * np.pi * SHAFT_HZ * at))
        after = t - at
        ring = np.where(after >= 0, np.exp(-900 * np.maximum(after, 0)) * np.sin(2 * np.pi * 3400 * after), 0)
        x = x + strength * ring
    return np.clip(np.round(x * COUNTS_PER_G), -32768, 32767).astype("<i2")


def hann(n):
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n)


def time_figures(x):
    a = np.abs(x)
    d = x - x.mean()
    m2, m3, m4 = (d**2).mean(), (d**3).mean(), (d**4).mean()
    rms = np.sqrt((x**2).mean())
    return {
        "mean": x.mean(), "rms": np.sqrt(m2), "rms_with_mean": rms, "peak": np.abs(d).max(), "peak_with_mean": a.max(),
        "peak_to_peak": x.max() - x.min(), "crest": np.abs(d).max() / np.sqrt(m2), "crest_with_mean": a.max() / rms,
        "kurtosis": m4 / m2**2, "skewness": m3 / m2**1.5, "shape": rms / a.mean(), "impulse": a.max() / a.mean(),
        "clearance": a.max() / np.sqrt(a).mean() ** 2,
    }


def spectrum_figures(x):
    w = hann(N)
    full = np.fft.fft((x - x.mean()) * w)
    f = np.fft.fftfreq(N, 1 / FS)
    power = np.abs(full) ** 2 / (N * (w**2).sum())  # two-sided; sums to the window-weighted mean square
    f_abs = np.abs(f)
    edges = 10.0 * (FS / 2.56 / 10.0) ** (np.arange(17) / 16)
    bands = [power[(f_abs >= lo - 1e-6) & (f_abs < hi - 1e-6)].sum() for lo, hi in zip(edges[:-1], edges[1:])]
    iso = (f_abs >= 10) & (f_abs <= 1000)
    velocity = np.sqrt((power[iso] * (9806.65 / (2 * np.pi * f_abs[iso])) ** 2).sum())
    amp = 2 * np.abs(full[: N // 2 + 1]) / w.sum()
    k = np.arange(1, N // 2 + 1)
    square = np.abs(full[1 : N // 2 + 1]) ** 2
    top = [int(i) for i in np.argsort(amp)[::-1][:8]]
    return {
        "band_edges_hz": edges.tolist(), "log_bands_g2": bands, "velocity_rms_mm_s": velocity,
        "centroid_hz": (k * FS / N * amp[1:]).sum() / amp[1:].sum(),
        "band8": (square.reshape(8, -1).sum(1) / square.sum()).tolist(),
        "largest": [{"bin": i, "amp": amp[i]} for i in top], "mean_square": power.sum(),
    }


def envelope_figures(x):
    f = np.fft.fftfreq(N, 1 / FS)
    z = np.fft.fft(x - x.mean())
    z = np.where((f >= BAND[0]) & (f <= BAND[1]), 2 * z, 0)
    envelope = np.abs(np.fft.ifft(z))
    amp = 2 * np.abs(np.fft.fft((envelope - envelope.mean()) * hann(N))[: N // 2 + 1]) / (N / 2)
    f = np.arange(N // 2 + 1) * FS / N
    floor = float(np.median(amp[(f >= 5) & (f <= 1000)]))
    ratios = []
    for hz in [SHAFT_HZ] + [o * SHAFT_HZ for o in ORDERS.values()]:
        for h in (1, 2, 3):
            near = np.abs(f - h * hz) <= max(0.015 * h * hz, 1.5 * FS / N)
            ratios.append(amp[near].max() / floor)
    return {"band_hz": BAND, "floor": floor, "ratios": ratios}


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    counts = signal()
    counts.tofile(os.path.join(folder, "bearing.i16"))
    x = counts.astype(np.float64) / COUNTS_PER_G
    figures = {
        "generator": "make_vector.py, numpy, double precision", "seed": SEED, "samples": N, "fs_hz": FS,
        "counts_per_g": COUNTS_PER_G, "shaft_hz": SHAFT_HZ, "orders": ORDERS, "time": time_figures(x),
        "spectrum": spectrum_figures(x), "envelope": envelope_figures(x),
    }
    with open(os.path.join(folder, "bearing.json"), "w") as out:
        json.dump(figures, out, indent=2)
        out.write("\n")


if __name__ == "__main__":
    main()
