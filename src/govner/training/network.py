"""The network: characters and bigrams → gated convolution → BiLSTM → linear-chain CRFs, one per label set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from govner.recognition.tagger import decoding


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    characters: int
    bigrams: int
    embedding: int = 64
    convolution: int = 128
    layers: tuple[int, ...] = (1,)
    hidden: int = 96
    dropout: float = 0.35


class GatedConvolution(nn.Module):
    """A residual gated convolution over three characters."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.dilation = dilation
        self.linear = nn.Linear(3 * width, 2 * width)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        length = hidden.size(0)
        padded = functional.pad(self.norm(hidden) * mask, (0, 0, 0, 0, self.dilation, self.dilation))
        window = torch.cat([padded[i * self.dilation : i * self.dilation + length] for i in range(3)], -1)
        value, gate = self.linear(window).chunk(2, -1)
        return hidden + value * torch.sigmoid(gate)


class Encoder(nn.Module):
    """Characters in context. All tensors are time-major: characters × texts (× features)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.characters = nn.Embedding(shape.characters, shape.embedding, 0)
        self.bigrams = nn.Embedding(shape.bigrams, shape.embedding, 0)
        for table in (self.characters, self.bigrams):
            nn.init.normal_(table.weight, std=0.1)
        self.project = nn.Linear(3 * shape.embedding, shape.convolution)
        self.layers = nn.ModuleList(GatedConvolution(shape.convolution, d) for d in shape.layers)
        # Two one-way LSTMs instead of one that goes both ways: without packing, torch uses its fast kernel.
        self.onward = nn.LSTM(shape.convolution, shape.hidden)
        self.backward_ = nn.LSTM(shape.convolution, shape.hidden)
        self.dropout = nn.Dropout(shape.dropout)
        self.width = 2 * shape.hidden

    def forward(self, characters: Tensor, bigrams: Tensor, lengths: Tensor) -> Tensor:
        mask = (characters != 0).float()[..., None]
        embedded = torch.cat([self.characters(characters), self.bigrams(bigrams[:-1]), self.bigrams(bigrams[1:])], -1)
        hidden = self.project(self.dropout(embedded)) * mask
        for layer in self.layers:
            hidden = layer(hidden, mask)
        # Turns each text around within its own length; what lies behind stays in place.
        steps = torch.arange(characters.size(0))[:, None].expand(characters.shape)
        mirror = torch.where(steps < lengths, lengths - 1 - steps, steps)[..., None]
        turned = hidden.gather(0, mirror.expand(hidden.shape))
        back = self.backward_(turned)[0]
        back = back.gather(0, mirror.expand(back.shape))
        return self.dropout(torch.cat([self.onward(hidden)[0], back], -1))


class CrfLoss(torch.autograd.Function):
    """Mean negative log likelihood. Its gradient is known in closed form (expected minus observed counts), which saves
    torch from recording thousands of small steps."""

    @staticmethod
    def forward(
        ctx: Any, scores: Tensor, transitions: Tensor, first: Tensor, last: Tensor, tags: Tensor, lengths: Tensor
    ) -> Tensor:
        count = tags.size(1)
        emission, size = scores.detach().numpy(), lengths.numpy()
        crf = decoding.Crf.of(*(p.detach().numpy() for p in (transitions, first, last)))
        (lattice,) = decoding.lattices([crf], [emission], size)
        gold, rows = tags.numpy(), np.arange(count)
        inside = np.arange(len(gold))[:, None] < size
        observed = np.take_along_axis(emission, gold[..., None], 2)[..., 0]
        path = (observed * inside).sum(0) + crf.first[gold[0]] + crf.last[gold[size - 1, rows]]
        path = path + (crf.transitions[gold[:-1], gold[1:]] * inside[1:]).sum(0)
        expected = lattice.forward * lattice.backward * inside[..., None]
        width = emission.shape[2]
        pairs = lattice.transfer * (lattice.forward[:-1].reshape(-1, width).T @ lattice.flow[:-1].reshape(-1, width))
        steps = inside[1:].ravel()
        np.add.at(pairs, (gold[:-1].ravel()[steps], gold[1:].ravel()[steps]), -1)
        starts, ends = expected[0].sum(0), expected[size - 1, rows].sum(0)
        np.add.at(starts, gold[0], -1)
        np.add.at(ends, gold[size - 1, rows], -1)
        np.put_along_axis(
            expected, gold[..., None], np.take_along_axis(expected, gold[..., None], 2) - inside[..., None], 2
        )
        ctx.gradients = [torch.from_numpy(g.astype(np.float32) / count) for g in (expected, pairs, starts, ends)]
        return torch.tensor(float((lattice.log_total - path).mean()))

    @staticmethod
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor | None, ...]:
        return (*(g * upstream for g in ctx.gradients), None, None)


class Crf(nn.Module):
    """Tag scores per character and a linear-chain CRF over them, for one label set."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        size = 1 + 4 * labels
        self.linear = nn.Linear(width, size)
        self.transitions = nn.Parameter(torch.zeros(size, size))
        self.first = nn.Parameter(torch.zeros(size))
        self.last = nn.Parameter(torch.zeros(size))

    def loss(self, hidden: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log likelihood per text."""
        loss: Tensor = CrfLoss.apply(self.linear(hidden), self.transitions, self.first, self.last, tags, lengths)
        return loss


class Tagger(nn.Module):
    """An encoder with one CRF per label set, and one softmax for a teacher's dense tags."""

    def __init__(self, shape: Shape, heads: dict[str, int], dense: int = 0) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.heads = nn.ModuleDict({name: Crf(self.encoder.width, labels) for name, labels in heads.items()})
        self.dense = nn.Linear(self.encoder.width, dense) if dense else None
