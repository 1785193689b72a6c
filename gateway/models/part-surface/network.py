"""The classifier: five convolutions, the first four with pooling, largest and mean value, softmax; written out in numpy."""

import multiprocessing

import numpy as np

SIDE = 96
CLIP = 4.0
CONTRAST_FLOOR = 4.0
# Kernel and channels of each convolution, and how many pixels each way its largest value is taken of. A step of one pixel keeps
# lines of one pixel; borders are padded with zeros by kernel // 2.
CONVOLUTIONS = ((5, 16, 2), (3, 16, 2), (3, 32, 2), (3, 48, 2), (3, 64, 1))
LABEL_SMOOTHING = 0.02
WEIGHT_DECAY = 2e-4
BATCH = 64
# A batch is split among so many processes; each normalises over its own share. The number is part of the result.
SHARES = 2
LEARNING_RATE = 4e-3
WARM_UP_STEPS = 100
EPSILON = 1e-4


def softmax(logits):
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def standardised(pictures):
    """Grey [n, 96, 96] to [n, 96, 96, 1] without the lamp's brightness and contrast."""
    rows = pictures.reshape(len(pictures), -1).astype(np.float32)
    centred = rows - rows.mean(1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(1, keepdims=True)) + CONTRAST_FLOOR
    return np.clip(centred / spread, -CLIP, CLIP).reshape(-1, SIDE, SIDE, 1).astype(np.float32)


def columns(values, kernel, padding=0):
    """Every window as a row, ordered (row, column, channel)."""
    reach = kernel // 2
    count, height, width, channels = values.shape
    padded = np.pad(values, ((0, 0), (reach, reach), (reach, reach), (0, 0)), constant_values=padding)
    windows = np.empty((count, height, width, kernel * kernel, channels), np.float32)
    for place in range(kernel * kernel):
        row, column = divmod(place, kernel)
        windows[:, :, :, place] = padded[:, row:row + height, column:column + width]
    return windows.reshape(count * height * width, -1)


def pooled(values, pool):
    """Largest of every square of pool × pool."""
    if pool == 1:
        return values
    rows = np.maximum(values[:, ::2], values[:, 1::2])
    return np.maximum(rows[:, :, ::2], rows[:, :, 1::2])


def summed(values, matrix, kernel, pool):
    """A convolution without its bias, pooled; and its windows."""
    windows = columns(values, kernel)
    return pooled((windows @ matrix).reshape(*values.shape[:3], -1), pool), windows


class Network:
    """Convolutions are (weights [kernel·kernel·in, out], bias [out]); the head is (weights [2·channels, labels], bias)."""

    def __init__(self, layers, head):
        self.layers, self.head = layers, head

    def activations(self, pictures):
        """What enters each convolution, and what leaves the last one."""
        values = [standardised(pictures)]
        for (kernel, _, pool), (weights, bias) in zip(CONVOLUTIONS, self.layers):
            values.append(np.maximum(summed(values[-1], weights, kernel, pool)[0] + bias, 0))
        return values

    def probabilities(self, pictures):
        return in_parts(pictures, lambda part: classified(self.activations(part)[-1], self.head))


def classified(last, head):
    return softmax(np.concatenate([last.max((1, 2)), last.mean((1, 2))], 1) @ head[0] + head[1])


def in_parts(pictures, compute):
    return np.concatenate([compute(pictures[start:start + 64]) for start in range(0, len(pictures), 64)])


def trained(pictures, labels, label_count, epochs, seed, progress=None):
    """Adam, smoothed cross entropy, batch normalisation folded in at the end; all follows from the seed and the BLAS."""
    filters = Filters(pictures)
    training = Training(label_count, seed)
    weights = (len(labels) / (label_count * np.bincount(labels, minlength=label_count)))[labels] ** 0.5
    whole_batches = len(pictures) // BATCH
    Share.filters, Share.maps = filters, filters.maps(pictures)
    with multiprocessing.get_context("fork").Pool(SHARES) as pool:
        for epoch in range(epochs):
            order = training.draw.permutation(len(pictures))[:whole_batches * BATCH]
            loss = 0.0
            for chosen in order.reshape(whole_batches, BATCH):
                loss += training.step(pool, chosen, labels[chosen], weights[chosen], epochs * whole_batches)
            if progress is not None:
                progress(epoch, loss / whole_batches)
    return training.folded(filters, Share.maps)


def turned(pictures, turns):
    """Quarter turns and mirrors (0 to 7): a part may lie any way round."""
    result = np.empty_like(pictures)
    for index, turn in enumerate(turns):
        picture = np.rot90(pictures[index], turn % 4)
        result[index] = picture[:, ::-1] if turn >= 4 else picture
    return result


def bank():
    """
    The first convolution is not trained: bright and dark lines in four directions, edges to four sides, bright and dark spots,
    and the grey itself, both signs; [16, 5, 5]. A quarter turn or mirror of all of them is all of them again.
    """
    row, column = np.mgrid[-2:3, -2:3]
    distance = row * row + column * column
    kernels = []
    for turn in range(4):
        across = column * np.cos(turn * np.pi / 4) + row * np.sin(turn * np.pi / 4)
        line = np.exp(-across * across / 1.5) * np.exp(-distance / 12)
        kernels += [line - line.mean(), line.mean() - line]
    for turn in range(4):
        across = column * np.cos(turn * np.pi / 2) + row * np.sin(turn * np.pi / 2)
        kernels.append(across * np.exp(-distance / 4))
    spot, grey = np.exp(-distance / 1.5), np.exp(-distance / 4)
    kernels += [spot - spot.mean(), spot.mean() - spot, grey, -grey]
    return np.array(kernels, np.float32)


class Filters:
    """The fixed first convolution, every channel scaled to a spread of 1, and its results as bytes, made once for all epochs."""

    STEP = np.float32(8 / 255)

    def __init__(self, pictures):
        kernels = bank()
        matrix = kernels.reshape(len(kernels), -1).T
        rows = standardised(pictures[::max(1, len(pictures) // 512)])
        spread = in_parts(rows, lambda part: np.maximum(summed(part, matrix, *self.size())[0], 0)).std((0, 1, 2), dtype=np.float64)
        # Of channel c of a turned picture: which channel of the picture as it was it is.
        self.order = [
            [int(np.argmin([np.abs(other - kernel).sum() for other in turned(kernels, [turn] * len(kernels))])) for kernel in kernels]
            for turn in range(8)]
        # What turns into each other has one scale.
        self.matrix = (matrix / spread[np.array(self.order)].mean(0)).astype(np.float32)

    @staticmethod
    def size():
        return CONVOLUTIONS[0][0], CONVOLUTIONS[0][2]

    def maps(self, pictures):
        """Bytes [n, 48, 48, 16] in steps of STEP."""
        def of(part):
            values = np.maximum(summed(standardised(part), self.matrix, *self.size())[0], 0)
            return np.minimum(np.rint(values / self.STEP), 255).astype(np.uint8)
        return in_parts(pictures, of)

    def turned(self, maps, turns):
        """What the maps of turned pictures would be."""
        result = turned(maps, turns)
        for index, turn in enumerate(turns):
            result[index] = result[index][:, :, self.order[turn]]
        return result * self.STEP


class Training:
    """Weights and shift of each convolution after the first, the head, and Adam's memory of all. ReLU makes a scale superfluous."""

    def __init__(self, label_count, seed):
        self.draw = np.random.default_rng(seed)
        self.count = 0
        self.parameters = []
        entering = CONVOLUTIONS[0][1]
        for kernel, channels, _ in CONVOLUTIONS[1:]:
            size = kernel * kernel * entering
            self.parameters += [
                self.draw.normal(0, np.sqrt(2 / size), (size, channels)).astype(np.float32), np.zeros(channels, np.float32)]
            entering = channels
        self.parameters += [
            self.draw.normal(0, 0.05, (2 * entering, label_count)).astype(np.float32), np.zeros(label_count, np.float32)]
        self.first = [np.zeros_like(value) for value in self.parameters]
        self.second = [np.zeros_like(value) for value in self.parameters]

    def step(self, pool, chosen, labels, weights, steps):
        turns = self.draw.integers(0, 8, len(chosen))
        parts = [np.array_split(values, SHARES) for values in (chosen, turns, labels, (weights / weights.sum()).astype(np.float32))]
        answers = pool.map(share_of, [(self.parameters, *part) for part in zip(*parts)], chunksize=1)
        slopes = [sum(values) for values in zip(*(slope for slope, _ in answers))]
        loss = sum(part for _, part in answers)
        warm = min(1, (self.count + 1) / WARM_UP_STEPS)
        rate = LEARNING_RATE * warm * 0.5 * (1 + np.cos(np.pi * self.count / steps))
        self.count += 1
        for value, slope, mean, square in zip(self.parameters, slopes, self.first, self.second):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            value -= rate * (mean / (1 - 0.9 ** self.count)) / (np.sqrt(square / (1 - 0.999 ** self.count)) + 1e-8)
            if value.ndim == 2:
                value *= 1 - rate * WEIGHT_DECAY
        return loss

    def folded(self, filters, maps):
        """Mean and spread of each convolution over (up to) 1,024 training pictures, folded into weights and bias."""
        values = maps[self.draw.permutation(len(maps))[:1024]] * filters.STEP
        layers = [(filters.matrix, np.zeros(CONVOLUTIONS[0][1], np.float32))]
        for number, (kernel, _, pool) in enumerate(CONVOLUTIONS[1:]):
            matrix, shift = self.parameters[2 * number:2 * number + 2]
            sums = in_parts(values, lambda part: summed(part, matrix, kernel, pool)[0])
            factor = 1 / np.sqrt(sums.var((0, 1, 2), dtype=np.float64) + EPSILON)
            weights, bias = matrix * factor, shift - sums.mean((0, 1, 2), dtype=np.float64) * factor
            layers.append((weights.astype(np.float32), bias.astype(np.float32)))
            values = np.maximum(sums * factor + bias, 0).astype(np.float32)
        return Network(layers, (self.parameters[-2], self.parameters[-1]))


class Share:
    """What every process of the training has since its start."""

    filters = None
    maps = None


def share_of(job):
    """Slopes of the loss over a share of a batch, and its part of the loss."""
    parameters, chosen, turns, labels, weights = job
    label_count = len(parameters[-1])
    kept = []
    values = Share.filters.turned(Share.maps[chosen], turns)
    for number, (kernel, channels, pool) in enumerate(CONVOLUTIONS[1:]):
        matrix, shift = parameters[2 * number:2 * number + 2]
        windows = columns(values, kernel)
        sums = (windows @ matrix).reshape(*values.shape[:3], channels)
        # The spread is positive, so that the largest before and after normalising is the same.
        largest = pooled(sums, pool)
        flat = largest.reshape(-1, channels)
        spread = 1 / np.sqrt(flat.var(0) + EPSILON)
        normal = (flat - flat.mean(0)) * spread
        out = np.maximum(normal + shift, 0)
        kept.append((values.shape, windows, sums, largest, spread, normal, out))
        values = out.reshape(largest.shape)
    count, height, width, channels = values.shape
    flat = values.reshape(count, height * width, channels)
    places = flat.argmax(1)
    features = np.concatenate([flat.max(1), flat.mean(1)], 1)
    probabilities = softmax(features @ parameters[-2] + parameters[-1])
    targets = np.eye(label_count, dtype=np.float32)[labels] * (1 - LABEL_SMOOTHING) + LABEL_SMOOTHING / label_count
    loss = float(-(weights[:, None] * targets * np.log(probabilities + 1e-9)).sum())
    error = ((probabilities - targets) * weights[:, None]).astype(np.float32)
    slopes = [None] * len(parameters)
    slopes[-2], slopes[-1] = features.T @ error, error.sum(0)
    entering = error @ parameters[-2].T
    slope = np.repeat(entering[:, None, channels:] / (height * width), height * width, 1)
    np.put_along_axis(
        slope, places[:, None], np.take_along_axis(slope, places[:, None], 1) + entering[:, None, :channels], 1)
    back(parameters, slope.reshape(-1, channels), kept, slopes)
    return slopes, loss


def back(parameters, slope, kept, slopes):
    for number in range(len(CONVOLUTIONS) - 2, -1, -1):
        kernel, channels, pool = CONVOLUTIONS[number + 1]
        shape, windows, sums, largest, spread, normal, out = kept[number]
        slope = slope * (out > 0)
        slopes[2 * number + 1] = slope.sum(0)
        inner = (slope - slope.mean(0) - normal * (slope * normal).mean(0)) * spread
        inner = unpooled(inner.reshape(largest.shape), sums, largest, pool).reshape(-1, channels)
        slopes[2 * number] = windows.T @ inner
        if number > 0:
            count, height, width, entering = shape
            reach = kernel // 2
            parts = (inner @ parameters[2 * number].T).reshape(count, height, width, kernel * kernel, entering)
            whole = np.zeros((count, height + 2 * reach, width + 2 * reach, entering), np.float32)
            for place in range(kernel * kernel):
                row, column = divmod(place, kernel)
                whole[:, row:row + height, column:column + width] += parts[:, :, :, place]
            slope = whole[:, reach:reach + height, reach:reach + width].reshape(-1, entering)


def unpooled(slope, sums, largest, pool):
    """The slope back to where each largest value came from."""
    if pool == 1:
        return slope
    whole = np.empty_like(sums)
    for row in range(2):
        for column in range(2):
            whole[:, row::2, column::2] = slope * (sums[:, row::2, column::2] == largest)
    return whole
