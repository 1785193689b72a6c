"""The classifier: five convolutions with ReLU, largest and mean value over the picture, softmax; written out in numpy."""

import multiprocessing

import numpy as np

SIDE = 96
CLIP = 4.0
CONTRAST_FLOOR = 4.0
# Kernel, step and channels of each convolution; borders are padded with zeros by kernel // 2.
CONVOLUTIONS = ((5, 2, 12), (3, 2, 24), (3, 2, 32), (3, 2, 48), (3, 1, 48))
LABEL_SMOOTHING = 0.02
WEIGHT_DECAY = 2e-4
BATCH = 64
# A batch is split among so many processes; each normalises over its own share. The number is part of the result.
SHARES = 4
LEARNING_RATE = 3e-3


def softmax(logits):
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def standardised(pictures):
    """Grey [n, 96, 96] to [n, 96, 96, 1] without the lamp's brightness and contrast."""
    rows = pictures.reshape(len(pictures), -1).astype(np.float32)
    centred = rows - rows.mean(1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(1, keepdims=True)) + CONTRAST_FLOOR
    return np.clip(centred / spread, -CLIP, CLIP).reshape(-1, SIDE, SIDE, 1).astype(np.float32)


def columns(values, kernel, step, padding=0):
    """Every window as a row, ordered (row, column, channel); and the shape of the result."""
    reach = kernel // 2
    padded = np.pad(values, ((0, 0), (reach, reach), (reach, reach), (0, 0)), constant_values=padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), (1, 2))[:, ::step, ::step]
    count, height, width = windows.shape[:3]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(count * height * width, -1), (count, height, width)


class Network:
    """Convolutions are (weights [kernel·kernel·in, out], bias [out]); the head is (weights [2·channels, labels], bias)."""

    def __init__(self, layers, head):
        self.layers, self.head = layers, head

    def activations(self, pictures):
        """What enters each convolution, and what leaves the last one."""
        values = [standardised(pictures)]
        for (kernel, step, channels), (weights, bias) in zip(CONVOLUTIONS, self.layers):
            rows, shape = columns(values[-1], kernel, step)
            values.append(np.maximum(rows @ weights + bias, 0).reshape(*shape, channels))
        return values

    def probabilities(self, pictures):
        return in_parts(pictures, lambda part: classified(self.activations(part)[-1], self.head))


def classified(last, head):
    return softmax(np.concatenate([last.max((1, 2)), last.mean((1, 2))], 1) @ head[0] + head[1])


def in_parts(pictures, compute):
    return np.concatenate([compute(pictures[start:start + 128]) for start in range(0, len(pictures), 128)])


def trained(pictures, labels, label_count, epochs, seed, progress=None):
    """Adam, smoothed cross entropy, batch normalisation folded into the weights at the end; all follows from the seed."""
    training = Training(label_count, seed)
    rows = standardised(pictures)
    weights = (len(labels) / (label_count * np.bincount(labels, minlength=label_count)))[labels] ** 0.5
    whole_batches = len(rows) // BATCH
    with multiprocessing.get_context("fork").Pool(SHARES) as pool:
        for epoch in range(epochs):
            order = training.draw.permutation(len(rows))[:whole_batches * BATCH]
            loss = 0.0
            for chosen in order.reshape(whole_batches, BATCH):
                batch = turned(rows[chosen], training.draw)
                loss += training.step(pool, batch, labels[chosen], weights[chosen], epochs * whole_batches)
            if progress is not None:
                progress(epoch, loss / whole_batches)
    return training.folded(rows)


def turned(rows, draw):
    """Quarter turns and mirrors: a part may lie any way round."""
    turned_rows = np.empty_like(rows)
    for index, (turns, mirror) in enumerate(zip(draw.integers(0, 4, len(rows)), draw.integers(0, 2, len(rows)))):
        picture = np.rot90(rows[index], turns)
        turned_rows[index] = picture[:, ::-1] if mirror else picture
    return turned_rows


class Training:
    """Weights, scale and shift of each convolution, the head, and Adam's memory of all."""

    def __init__(self, label_count, seed):
        self.draw = np.random.default_rng(seed)
        self.label_count = label_count
        self.count = 0
        self.parameters = []
        entering = 1
        for kernel, _, channels in CONVOLUTIONS:
            size = kernel * kernel * entering
            self.parameters += [
                self.draw.normal(0, np.sqrt(2 / size), (size, channels)).astype(np.float32),
                np.ones(channels, np.float32), np.zeros(channels, np.float32)]
            entering = channels
        self.parameters += [
            self.draw.normal(0, 0.05, (2 * entering, label_count)).astype(np.float32), np.zeros(label_count, np.float32)]
        self.first = [np.zeros_like(value) for value in self.parameters]
        self.second = [np.zeros_like(value) for value in self.parameters]

    def step(self, pool, rows, labels, weights, steps):
        parts = [np.array_split(values, SHARES) for values in (rows, labels, weights / weights.sum())]
        answers = pool.map(share_of, [(self.parameters, *part) for part in zip(*parts)], chunksize=1)
        slopes = [sum(values) for values in zip(*(slope for slope, _ in answers))]
        loss = sum(part for _, part in answers)
        rate = LEARNING_RATE * 0.5 * (1 + np.cos(np.pi * self.count / steps))
        self.count += 1
        for value, slope, mean, square in zip(self.parameters, slopes, self.first, self.second):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            value -= rate * (mean / (1 - 0.9 ** self.count)) / (np.sqrt(square / (1 - 0.999 ** self.count)) + 1e-8)
            if value.ndim == 2:
                value *= 1 - rate * WEIGHT_DECAY
        return loss

    def folded(self, rows):
        """Mean and spread of each convolution over (up to) 1,024 training pictures, folded into weights and bias."""
        values = rows[self.draw.permutation(len(rows))[:1024]]
        layers = []
        for number, (kernel, step, channels) in enumerate(CONVOLUTIONS):
            matrix, scale, shift = self.parameters[3 * number:3 * number + 3]
            sums = []
            for start in range(0, len(values), 128):
                windows, shape = columns(values[start:start + 128], kernel, step)
                sums.append((windows @ matrix).reshape(-1, *shape[1:], channels))
            sums = np.concatenate(sums)
            factor = scale / np.sqrt(sums.var((0, 1, 2)) + 1e-4)
            weights, bias = matrix * factor, shift - sums.mean((0, 1, 2)) * factor
            layers.append((weights.astype(np.float32), bias.astype(np.float32)))
            values = np.maximum(sums * factor + bias, 0)
        return Network(layers, (self.parameters[-2], self.parameters[-1]))


def share_of(job):
    """Slopes of the loss over a share of a batch, and its part of the loss."""
    parameters, rows, labels, weights = job
    label_count = len(parameters[-1])
    kept = []
    values = rows
    for number, (kernel, step, _) in enumerate(CONVOLUTIONS):
        matrix, scale, shift = parameters[3 * number:3 * number + 3]
        windows, shape = columns(values, kernel, step)
        sums = windows @ matrix
        spread = 1 / np.sqrt(sums.var(0) + 1e-4)
        normal = (sums - sums.mean(0)) * spread
        out = np.maximum(normal * scale + shift, 0)
        kept.append((values.shape, windows, shape, spread, normal, out))
        values = out.reshape(*shape, -1)
    count, height, width, channels = values.shape
    flat = values.reshape(count, height * width, channels)
    places = flat.argmax(1)
    pooled = np.concatenate([flat.max(1), flat.mean(1)], 1)
    probabilities = softmax(pooled @ parameters[-2] + parameters[-1])
    targets = np.eye(label_count, dtype=np.float32)[labels] * (1 - LABEL_SMOOTHING) + LABEL_SMOOTHING / label_count
    loss = float(-(weights[:, None] * targets * np.log(probabilities + 1e-9)).sum())
    error = ((probabilities - targets) * weights[:, None]).astype(np.float32)
    slopes = [None] * len(parameters)
    slopes[-2], slopes[-1] = pooled.T @ error, error.sum(0)
    entering = error @ parameters[-2].T
    slope = np.repeat(entering[:, None, channels:] / (height * width), height * width, 1)
    np.put_along_axis(
        slope, places[:, None], np.take_along_axis(slope, places[:, None], 1) + entering[:, None, :channels], 1)
    back(parameters, slope.reshape(-1, channels), kept, slopes)
    return slopes, loss


def back(parameters, slope, kept, slopes):
    for number in range(len(CONVOLUTIONS) - 1, -1, -1):
        kernel, step, _ = CONVOLUTIONS[number]
        shape, windows, size, spread, normal, out = kept[number]
        matrix, scale, _ = parameters[3 * number:3 * number + 3]
        slope = slope * (out > 0)
        slopes[3 * number + 1], slopes[3 * number + 2] = (slope * normal).sum(0), slope.sum(0)
        inner = slope * scale
        inner = (inner - inner.mean(0) - normal * (inner * normal).mean(0)) * spread
        slopes[3 * number] = windows.T @ inner
        if number > 0:
            parts = (inner @ matrix.T).reshape(*size, kernel, kernel, shape[3])
            reach = kernel // 2
            whole = np.zeros((shape[0], shape[1] + 2 * reach, shape[2] + 2 * reach, shape[3]), np.float32)
            for row in range(kernel):
                for column in range(kernel):
                    whole[:, row:row + step * size[1]:step, column:column + step * size[2]:step] += parts[:, :, :, row, column]
            slope = whole[:, reach:reach + shape[1], reach:reach + shape[2]].reshape(-1, shape[3])
