"""Writes the network as ONNX: once in float, once with QuantizeLinear/DequantizeLinear around every convolution."""

import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from network import CLIP, CONTRAST_FLOOR, CONVOLUTIONS, SIDE

OPSET = 13
IR_VERSION = 7


class Graph:
    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=f"{kind}_{output}", **attributes))
        return output

    def standardised(self):
        centred = self.add("Sub", ["grey", self.add("ReduceMean", ["grey"], "mean", axes=[1], keepdims=1)], "centred")
        power = self.add("ReduceMean", [self.add("Mul", [centred, centred], "square")], "power", axes=[1], keepdims=1)
        floor = self.constant("contrast_floor", np.float32(CONTRAST_FLOOR))
        spread = self.add("Add", [self.add("Sqrt", [power], "deviation"), floor], "spread")
        limits = [self.constant("low", np.float32(-CLIP)), self.constant("high", np.float32(CLIP))]
        clipped = self.add("Clip", [self.add("Div", [centred, spread], "scaled"), *limits], "standardised")
        return self.add("Reshape", [clipped, self.constant("shape", np.array([-1, 1, SIDE, SIDE], np.int64))], "picture")

    def convolution(self, number, inputs):
        kernel, _, _ = CONVOLUTIONS[number]
        sums = self.add(
            "Conv", inputs, f"sum{number}", kernel_shape=[kernel, kernel], strides=[1, 1], pads=[kernel // 2] * 4)
        return self.add("Relu", [sums], f"hidden{number}")

    def pooled(self, number, value):
        pool = CONVOLUTIONS[number][2]
        return value if pool == 1 else self.add(
            "MaxPool", [value], f"pooled{number}", kernel_shape=[pool, pool], strides=[pool, pool])

    def classified(self, value, head):
        pooled = [self.add(kind, [value], kind) for kind in ("GlobalMaxPool", "GlobalAveragePool")]
        flat = self.add("Flatten", [self.add("Concat", pooled, "pooled", axis=1)], "flat")
        names = [self.constant("head", head[0].astype(np.float32)), self.constant("head_bias", head[1].astype(np.float32))]
        self.add("Softmax", [self.add("Gemm", [flat, *names], "logits")], "probabilities", axis=1)

    def save(self, path, label_count, metadata):
        grey = helper.make_tensor_value_info("grey", TensorProto.FLOAT, ["N", SIDE * SIDE])
        probabilities = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", label_count])
        graph = helper.make_graph(self.nodes, "part-surface", [grey], [probabilities], self.constants)
        model = helper.make_model(
            graph, producer_name="part-surface/train.py", ir_version=IR_VERSION, opset_imports=[helper.make_opsetid("", OPSET)])
        for key, value in metadata.items():
            entry = model.metadata_props.add()
            entry.key = key
            entry.value = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        onnx.checker.check_model(model)
        with open(path, "wb") as file:
            file.write(model.SerializeToString())
        print(f"{os.path.basename(path)}: {os.path.getsize(path)} bytes")


def as_kernel(number, weights):
    """[kernel·kernel·in, out] to ONNX's [out, in, kernel, kernel]."""
    kernel = CONVOLUTIONS[number][0]
    return weights.reshape(kernel, kernel, -1, weights.shape[1]).transpose(3, 2, 0, 1)


def save_float(path, network, label_count, metadata):
    graph = Graph()
    value = graph.standardised()
    for number, (weights, bias) in enumerate(network.layers):
        names = [graph.constant(f"weights{number}", as_kernel(number, weights)), graph.constant(f"bias{number}", bias)]
        value = graph.pooled(number, graph.convolution(number, [value, *names]))
    graph.classified(value, network.head)
    graph.save(path, label_count, metadata)


def save_quantized(path, quantized, label_count, metadata):
    graph = Graph()
    value = graph.standardised()
    for number, (weight_scale, weight, bias) in enumerate(quantized.layers):
        value = stepped(graph, number, value, quantized.steps[number])
        zeros = np.zeros(len(bias), np.int8)
        rows = [
            graph.constant(f"weights{number}", as_kernel(number, weight)), graph.constant(f"weights{number}_scale", weight_scale),
            graph.constant(f"weights{number}_zero", zeros)]
        sums = [
            graph.constant(f"bias{number}", bias),
            graph.constant(f"bias{number}_scale", (quantized.steps[number][0] * weight_scale).astype(np.float32)),
            graph.constant(f"bias{number}_zero", zeros.astype(np.int32))]
        weights = graph.add("DequantizeLinear", rows, f"weights{number}_value", axis=0)
        biases = graph.add("DequantizeLinear", sums, f"bias{number}_value", axis=0)
        value = graph.pooled(number, graph.convolution(number, [value, weights, biases]))
    graph.classified(stepped(graph, len(quantized.layers), value, quantized.steps[-1]), quantized.head)
    graph.save(path, label_count, metadata)


def stepped(graph, number, value, step):
    names = [graph.constant(f"scale{number}", np.float32(step[0])), graph.constant(f"zero{number}", np.uint8(step[1]))]
    whole = graph.add("QuantizeLinear", [value, *names], f"whole{number}")
    return graph.add("DequantizeLinear", [whole, *names], f"value{number}")
