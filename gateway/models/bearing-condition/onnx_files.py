"""Writes the network as ONNX: once in float, once as QuantizeLinear/DequantizeLinear pairs around each Gemm."""

import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from network import CLIP

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

    def standardised(self, network):
        centred = self.add("Sub", ["features", self.constant("mean", network.mean.astype(np.float32))], "centred")
        scaled = self.add("Mul", [centred, self.constant("factor", network.factor)], "scaled")
        limits = [self.constant("low", np.float32(-CLIP)), self.constant("high", np.float32(CLIP))]
        return self.add("Clip", [scaled, *limits], "standardised")

    def save(self, path, input_count, labels, metadata):
        features = helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", input_count])
        probabilities = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", len(labels)])
        graph = helper.make_graph(self.nodes, "bearing-condition", [features], [probabilities], self.constants)
        model = helper.make_model(
            graph, producer_name="bearing-condition/train.py", ir_version=IR_VERSION, opset_imports=[helper.make_opsetid("", OPSET)])
        for key, value in metadata.items():
            entry = model.metadata_props.add()
            entry.key = key
            entry.value = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        onnx.checker.check_model(model)
        with open(path, "wb") as file:
            file.write(model.SerializeToString())
        print(f"{os.path.basename(path)}: {os.path.getsize(path)} bytes")


def save_float(path, network, input_count, labels, metadata):
    graph = Graph()
    value = graph.standardised(network)
    last = len(network.layers) - 1
    for number, (weights, bias) in enumerate(network.layers):
        names = [graph.constant(f"weights{number}", weights), graph.constant(f"bias{number}", bias)]
        value = graph.add("Gemm", [value, *names], f"sum{number}")
        if number < last:
            value = graph.add("Relu", [value], f"hidden{number}")
    graph.add("Softmax", [value], "probabilities", axis=1)
    graph.save(path, input_count, labels, metadata)


def save_quantized(path, quantized, input_count, labels, metadata):
    """The last sums stay float: a Gemm with float output is fused too, and softmax keeps its precision."""
    graph = Graph()
    value = graph.standardised(quantized.network)
    last = len(quantized.layers) - 1
    for number, (scale, zero, weight_scale, weight, bias) in enumerate(quantized.layers):
        step = [graph.constant(f"scale{number}", np.float32(scale)), graph.constant(f"zero{number}", np.uint8(zero))]
        whole = graph.add("QuantizeLinear", [value, *step], f"whole{number}")
        value = graph.add("DequantizeLinear", [whole, *step], f"value{number}")
        # Rows are outputs (transB), so that the scales run along axis 0.
        rows = [
            graph.constant(f"weights{number}", weight.T), graph.constant(f"weights{number}_scale", weight_scale),
            graph.constant(f"weights{number}_zero", np.zeros(weight.shape[1], np.int8))]
        sums = [
            graph.constant(f"bias{number}", bias), graph.constant(f"bias{number}_scale", np.float32(scale * weight_scale)),
            graph.constant(f"bias{number}_zero", np.zeros(weight.shape[1], np.int32))]
        weights = graph.add("DequantizeLinear", rows, f"weights{number}_value", axis=0)
        biases = graph.add("DequantizeLinear", sums, f"bias{number}_value", axis=0)
        value = graph.add("Gemm", [value, weights, biases], f"sum{number}", transB=1)
        if number < last:
            value = graph.add("Relu", [value], f"hidden{number}")
    graph.add("Softmax", [value], "probabilities", axis=1)
    graph.save(path, input_count, labels, metadata)
