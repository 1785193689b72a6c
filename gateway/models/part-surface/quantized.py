"""The same network in int8 arithmetic."""

import numpy as np

from network import CONVOLUTIONS, classified, columns, in_parts, pooled, standardised

# Weights use 7 of 8 bits: two products of uint8 and int8 are added in 16 bits on processors without VNNI, and with full
# weights that sum saturates, so results would depend on the processor.
WEIGHT_MAXIMUM = 64


class QuantizedNetwork:
    """
    Activations uint8 per tensor (range of the calibration pictures, the last 0.01 % cut off), weights int8 per channel,
    sums int32; pooling and head in float. The arithmetic of the QDQ file, for figures without a runtime.
    """

    def __init__(self, network, calibration):
        self.head = network.head
        # Rounding comes after the pooling, which changes nothing: the largest of rounded values is the largest rounded.
        self.steps = [step_of(values) for values in network.activations(calibration)]
        self.layers = []
        for (scale, _), (weights, bias) in zip(self.steps, network.layers):
            weight_scale = (np.maximum(np.abs(weights).max(0), 1e-4) / WEIGHT_MAXIMUM).astype(np.float32)
            weight = np.rint(weights / weight_scale).astype(np.int8)
            self.layers.append((weight_scale, weight, np.rint(bias / (scale * weight_scale)).astype(np.int32)))

    def probabilities(self, pictures):
        return in_parts(pictures, self._probabilities)

    def _probabilities(self, pictures):
        values = standardised(pictures)
        scale, zero = self.steps[0]
        whole = np.clip(np.rint(values / scale) + zero, 0, 255).astype(np.float32) - zero
        for number, ((kernel, channels, pool), (weight_scale, weight, bias)) in enumerate(zip(CONVOLUTIONS, self.layers)):
            # Sums stay below 2^24, so float32 holds them exactly.
            sums = columns(whole, kernel) @ weight.astype(np.float32) + bias
            sums = pooled(sums.reshape(*whole.shape[:3], channels), pool) * (scale * weight_scale)
            scale, zero = self.steps[number + 1]
            whole = (np.clip(np.rint(np.maximum(sums, 0) / scale) + zero, 0, 255) - zero).astype(np.float32)
        return classified((whole * scale).astype(np.float32), self.head)


def step_of(values):
    """Scale and zero point of a tensor."""
    low, high = min(0.0, float(values.min())), float(np.quantile(values, 0.9999)) if values.min() >= 0 else float(values.max())
    scale = np.float32((max(high, 1e-3) - low) / 255)
    return scale, int(np.rint(-low / scale))
