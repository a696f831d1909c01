"""Reads the weights of a model directory back, so that training can go on from a shipped or an own tagger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from govner.errors import ModelError
from govner.recognition.tagger.characters import Vocabulary
from govner.recognition.tagger.network import HEADS
from govner.training.network import Shape, Tagger

#: Root mean square of the embeddings after reading: what they had when their training began.
_SIZE = 0.3
#: Tensors before the convolutions (two tables, a matrix and its bias), of a convolution, and after them.
_FIRST, _LAYER, _LAST = 4, 4, 5


def read_model(directory: Path) -> tuple[Tagger, Vocabulary]:
    """The network of a directory that `write_model` wrote, and its vocabulary.

    The int8 tables of characters and bigrams are what remains of finer ones; the network answers as the ONNX file does.

    Raises:
        ModelError: the files are missing, or their weights are not those of this architecture.
    """
    try:
        vocabulary = Vocabulary.read(directory / "vocabulary.json")
        graph = onnx.load(str(directory / "network.onnx")).graph
        with np.load(directory / "crf.npz") as tables:
            crfs = {name: tables[name] for name in tables.files}
        # Whole numbers are positions and shapes; the weights are the rest, in the order of their making.
        constants = [numpy_helper.to_array(c) for c in graph.initializer]
        weights = [c for c in constants if c.dtype != np.int64]
        dilations = tuple(int(c[0]) for c in constants if c.dtype == np.int64 and c.shape == (6,))
        return _tagger(weights, dilations, crfs, vocabulary), vocabulary
    except Exception as error:
        raise ModelError(f"{directory} holds no tagger that training can go on from ({error})") from error


def _tagger(
    weights: list[NDArray[np.float32]],
    dilations: tuple[int, ...],
    crfs: dict[str, NDArray[np.float32]],
    vocabulary: Vocabulary,
) -> Tagger:
    characters, bigrams, project, project_bias = weights[:_FIRST]
    if len(weights) != _FIRST + _LAYER * len(dilations) + _LAST:
        raise ValueError(f"{len(weights)} tensors")
    onward, recurrent, bias, scores, scores_bias = weights[-_LAST:]
    width = characters.shape[1]
    shape = Shape(
        vocabulary.size,
        vocabulary.bigram_size,
        embedding=width,
        convolution=project.shape[1],
        layers=dilations,
        hidden=recurrent.shape[2],
    )
    model = Tagger(shape, dict(HEADS))
    encoder = model.encoder
    values: dict[torch.nn.Parameter, NDArray[Any]] = {}
    scales = []
    for table, numbers in ((encoder.characters, characters), (encoder.bigrams, bigrams)):
        floats = numbers.astype(np.float32)
        scales.append(_SIZE / float(np.sqrt((floats**2).mean())))
        values[table.weight] = floats * scales[-1]
    values[encoder.project.weight] = project.T / np.repeat([scales[0], scales[1], scales[1]], width)
    values[encoder.project.bias] = project_bias
    for number, layer in enumerate(encoder.layers):
        norm, norm_bias, linear, linear_bias = weights[_FIRST + _LAYER * number :][:_LAYER]
        values[layer.norm.weight], values[layer.norm.bias] = norm, norm_bias
        values[layer.linear.weight], values[layer.linear.bias] = linear.T, linear_bias
    for number, lstm in enumerate((encoder.onward, encoder.backward_)):
        input_bias, hidden_bias = np.split(bias[number], 2)
        values[lstm.weight_ih_l0], values[lstm.weight_hh_l0] = _gates(onward[number]), _gates(recurrent[number])
        values[lstm.bias_ih_l0], values[lstm.bias_hh_l0] = _gates(input_bias), _gates(hidden_bias)
    start = 0
    for head, labels in HEADS.items():
        end = start + 1 + 4 * labels
        layer = model.heads[head]
        values[layer.linear.weight], values[layer.linear.bias] = scores.T[start:end], scores_bias[start:end]
        for part in ("transitions", "first", "last"):
            values[getattr(layer, part)] = crfs[f"{head}_{part}"]
        start = end
    with torch.no_grad():
        for parameter, value in values.items():
            parameter.copy_(torch.tensor(value))
    return model


def _gates(stacked: NDArray[np.float32]) -> NDArray[np.float32]:
    """ONNX orders the gates of an LSTM i o f c, torch i f c o."""
    i, o, f, c = np.split(stacked, 4)
    return np.concatenate([i, f, c, o])
