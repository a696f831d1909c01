"""Writes a trained model as the files that the runtime reads.

The graph is built node by node: characters and bigrams are int8 tables (the scale lives in the first matrix), all else
is 32-bit and time-major, as the LSTM and the CRF want it. `importing` reads the weights back, by the order in which the
graph's constants are made here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from govner.recognition.tagger.characters import Vocabulary
from govner.training.network import GatedConvolution, Tagger

OPSET = 17
IR_VERSION = 8


class Graph:
    """A graph under construction: nodes and their constants."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._count = 0

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, output: str = "", **attributes: object) -> str:
        self._count += 1
        output = output or f"n{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def split(self, value: str, parts: int, axis: int) -> list[str]:
        self._count += 1
        outputs = [f"n{self._count}_{i}" for i in range(parts)]
        self.nodes.append(helper.make_node("Split", [value], outputs, axis=axis))
        return outputs

    def linear(self, value: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return self.node("Add", self.node("MatMul", value, self.constant(weight.T)), self.constant(bias))

    def shifted(self, value: str, start: int, end: int) -> str:
        bounds = [self.constant(np.array([x], np.int64)) for x in (start, end, 0)]
        return self.node("Slice", value, *bounds)


def array(parameter: object) -> np.ndarray:
    return parameter.detach().numpy().astype(np.float32)  # type: ignore[attr-defined]


def quantised(table: np.ndarray) -> tuple[np.ndarray, float]:
    """The table in steps of 1/127 of its largest value (the rarest extremes are clipped)."""
    scale = float(np.quantile(np.abs(table), 0.9999)) / 127
    return np.clip(np.round(table / scale), -127, 127).astype(np.int8), scale


def embedded(graph: Graph, table: np.ndarray, numbers: list[str]) -> tuple[list[str], float]:
    values, scale = quantised(table)
    constant = graph.constant(values)
    return [graph.node("Gather", constant, n) for n in numbers], scale


def convolution(graph: Graph, layer: GatedConvolution, hidden: str, mask: str) -> str:
    width = layer.norm.normalized_shape[0]
    normal = graph.node(
        "LayerNormalization", hidden, graph.constant(array(layer.norm.weight)), graph.constant(array(layer.norm.bias)),
        axis=-1, epsilon=layer.norm.eps,
    )  # fmt: skip
    d = layer.dilation
    pads = graph.constant(np.array([d, 0, 0, d, 0, 0], np.int64))
    around = graph.node("Pad", graph.node("Mul", normal, mask), pads)
    end = np.iinfo(np.int64).max
    window = [graph.shifted(around, 0, -2 * d), graph.shifted(around, d, -d), graph.shifted(around, 2 * d, end)]
    both = graph.linear(graph.node("Concat", *window, axis=2), array(layer.linear.weight), array(layer.linear.bias))
    assert layer.linear.out_features == 2 * width
    value, gate = graph.split(both, 2, 2)
    return graph.node("Add", hidden, graph.node("Mul", value, graph.node("Sigmoid", gate)))


def lstm(graph: Graph, model: Tagger, hidden: str) -> str:
    """The bidirectional LSTM; torch orders gates i f c o, ONNX i o f c."""

    def ordered(layer: nn.LSTM, name: str) -> np.ndarray:
        i, f, c, o = np.split(array(getattr(layer, name)), 4)
        return np.concatenate([i, o, f, c])

    size = model.shape.hidden
    layers = (model.encoder.onward, model.encoder.backward_)
    weights = np.stack([ordered(x, "weight_ih_l0") for x in layers])
    recurrent = np.stack([ordered(x, "weight_hh_l0") for x in layers])
    bias = np.stack([np.concatenate([ordered(x, "bias_ih_l0"), ordered(x, "bias_hh_l0")]) for x in layers])
    output = graph.node(
        "LSTM", hidden, graph.constant(weights), graph.constant(recurrent), graph.constant(bias), "lengths",
        direction="bidirectional", hidden_size=size,
    )  # fmt: skip
    # time × direction × text × size → time × text × both directions
    shape = graph.constant(np.array([0, 0, 2 * size], np.int64))
    return graph.node("Reshape", graph.node("Transpose", output, perm=[0, 2, 1, 3]), shape)


def network(model: Tagger, heads: tuple[str, ...]) -> onnx.ModelProto:
    """The graph: characters (time × texts), bigrams (time + 1 × texts), lengths (texts) → scores (time × texts × tags),
    the tags of the heads side by side."""
    graph, encoder = Graph(), model.encoder
    width = model.shape.embedding
    mask = graph.node(
        "Unsqueeze",
        graph.node(
            "Cast", graph.node("Greater", "characters", graph.constant(np.array(0, np.int64))), to=TensorProto.FLOAT
        ),
        graph.constant(np.array([2], np.int64)),
    )
    left, right = graph.shifted("bigrams", 0, -1), graph.shifted("bigrams", 1, np.iinfo(np.int64).max)
    (characters,), character_scale = embedded(graph, array(encoder.characters.weight), ["characters"])
    bigrams, bigram_scale = embedded(graph, array(encoder.bigrams.weight), [left, right])
    vector = graph.node("Cast", graph.node("Concat", characters, *bigrams, axis=2), to=TensorProto.FLOAT)
    scales = np.repeat(np.array([character_scale, bigram_scale, bigram_scale], np.float32), width)
    hidden = graph.linear(vector, array(encoder.project.weight) * scales, array(encoder.project.bias))
    hidden = graph.node("Mul", hidden, mask)
    for layer in encoder.layers:
        hidden = convolution(graph, layer, hidden, mask)
    hidden = lstm(graph, model, hidden)
    weights = np.concatenate([array(model.heads[h].linear.weight) for h in heads])
    biases = np.concatenate([array(model.heads[h].linear.bias) for h in heads])
    scores = graph.linear(hidden, weights, biases)
    graph.node("Identity", scores, output="scores")
    inputs = [
        helper.make_tensor_value_info("characters", TensorProto.INT64, ["time", "texts"]),
        helper.make_tensor_value_info("bigrams", TensorProto.INT64, ["pairs", "texts"]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
    ]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["time", "texts", len(biases)])]
    built = helper.make_graph(graph.nodes, "tagger", inputs, outputs, graph.constants)
    result = helper.make_model(built, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(result)
    return result


def write_model(
    model: Tagger, vocabulary: Vocabulary, directory: Path, heads: tuple[str, ...] = ("gold", "inner")
) -> None:
    """Writes network.onnx, vocabulary.json and crf.npz (transition, first and last scores of each head)."""
    directory.mkdir(parents=True, exist_ok=True)
    onnx.save_model(network(model, heads), str(directory / "network.onnx"))
    vocabulary.write(directory / "vocabulary.json")
    tables: dict[str, Any] = {
        f"{head}_{name}": array(getattr(model.heads[head], name))
        for head in heads
        for name in ("transitions", "first", "last")
    }
    np.savez(directory / "crf.npz", **tables)
