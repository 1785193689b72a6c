"""The classifier: standardised and clipped inputs, two hidden layers, softmax; in float and in int8 arithmetic."""

import numpy as np

HIDDEN = (32, 16)
CLIP = 4.0
LABEL_SMOOTHING = 0.02
WEIGHT_DECAY = 1e-3
EPOCHS = 60
BATCH = 256
LEARNING_RATE = 3e-3

# Weights use 7 of 8 bits: two products of uint8 and int8 are added in 16 bits on processors without VNNI, and with full
# weights that sum saturates, so results would depend on the processor.
WEIGHT_MAXIMUM = 64


def softmax(logits):
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


class Network:
    """Layers are (weights [in, out], bias [out]) in float32."""

    def __init__(self, mean, factor, layers):
        self.mean, self.factor, self.layers = mean, factor, layers

    def standardised(self, inputs):
        return np.clip((inputs - self.mean) * self.factor, -CLIP, CLIP).astype(np.float32)

    def activations(self, inputs):
        """What enters each layer, and the logits."""
        values = [self.standardised(inputs)]
        for number, (weights, bias) in enumerate(self.layers):
            out = values[-1] @ weights + bias
            values.append(np.maximum(out, 0) if number < len(self.layers) - 1 else out)
        return values

    def probabilities(self, inputs):
        return softmax(self.activations(inputs)[-1])


class QuantizedNetwork:
    """
    Activations uint8 per tensor (range of the calibration windows), weights int8 per output, sums int32, logits float:
    the arithmetic of the QDQ file, for figures without a runtime.
    """

    def __init__(self, network, calibration):
        self.network = network
        self.layers = []
        for values, (weights, bias) in zip(network.activations(calibration), network.layers):
            low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
            scale = np.float32((high - low) / 255)
            zero = int(np.rint(-low / scale))
            # Weight decay leaves some units without weights; their scale must not be 0.
            weight_scale = np.float32(np.maximum(np.abs(weights).max(0), 1e-4) / WEIGHT_MAXIMUM)
            weight = np.rint(weights / weight_scale).astype(np.int8)
            whole_bias = np.rint(bias / (scale * weight_scale)).astype(np.int32)
            self.layers.append((scale, zero, weight_scale, weight, whole_bias))

    def probabilities(self, inputs):
        values = self.network.standardised(inputs)
        for number, (scale, zero, weight_scale, weight, bias) in enumerate(self.layers):
            whole = np.clip(np.rint(values / scale) + zero, 0, 255).astype(np.int32) - zero
            values = (whole @ weight.astype(np.int32) + bias) * (scale * weight_scale)
            if number < len(self.layers) - 1:
                values = np.maximum(values, 0)
        return softmax(values)


def trained(inputs, labels, weights, label_count, seed):
    """Adam with weighted, smoothed cross entropy and a falling step; everything follows from the seed."""
    draw = np.random.default_rng(seed)
    network = Network(inputs.mean(0), (1 / (inputs.std(0) + 1e-3)).astype(np.float32), [])
    rows = network.standardised(inputs).astype(np.float64)
    targets = np.eye(label_count)[labels] * (1 - LABEL_SMOOTHING) + LABEL_SMOOTHING / label_count
    sizes = [rows.shape[1], *HIDDEN, label_count]
    parameters = []
    for before, after in zip(sizes, sizes[1:]):
        parameters += [draw.normal(0, np.sqrt(2 / before), (before, after)), np.zeros(after)]
    first = [np.zeros_like(value) for value in parameters]
    second = [np.zeros_like(value) for value in parameters]
    step = 0
    for epoch in range(EPOCHS):
        rate = LEARNING_RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        order = draw.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            chosen = order[start:start + BATCH]
            step += 1
            slopes = gradients(parameters, rows[chosen], targets[chosen], weights[chosen])
            for value, slope, mean, square in zip(parameters, slopes, first, second):
                mean += 0.1 * (slope - mean)
                square += 0.001 * (slope * slope - square)
                value -= rate * (mean / (1 - 0.9 ** step)) / (np.sqrt(square / (1 - 0.999 ** step)) + 1e-8)
    pairs = zip(parameters[0::2], parameters[1::2])
    network.layers = [(weight.astype(np.float32), bias.astype(np.float32)) for weight, bias in pairs]
    return network


def gradients(parameters, rows, targets, weights):
    values = [rows]
    for number in range(0, len(parameters), 2):
        out = values[-1] @ parameters[number] + parameters[number + 1]
        values.append(np.maximum(out, 0) if number < len(parameters) - 2 else softmax(out))
    error = (values[-1] - targets) * (weights / weights.sum())[:, None]
    slopes = [None] * len(parameters)
    for number in range(len(parameters) - 2, -1, -2):
        entering = values[number // 2]
        slopes[number] = entering.T @ error + WEIGHT_DECAY * parameters[number]
        slopes[number + 1] = error.sum(0)
        if number > 0:
            error = (error @ parameters[number].T) * (entering > 0)
    return slopes
