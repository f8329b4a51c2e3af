"""The MusicVAE: encoder, decoder and what may be asked of them together.

Roberts, Engel, Raffel, Hawthorne, Eck: "A Hierarchical Latent Vector Model for Learning Long-Term Structure in
Music", ICML 2018; sizes and details as in Magenta's ``models/music_vae``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.model.decoder import NO_LABEL, CoreDecoder, FlatDecoder, HierarchicalDecoder
from core.model.encoder import Encoder
from core.model.writing import write

if TYPE_CHECKING:
    from core.model.config import ModelConfig
    from core.model.writing import Writer


class MusicVae(nn.Module):
    """A variational autoencoder of drum patterns; a pattern is a row of labels 0..511, one a step."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.decoder: HierarchicalDecoder | FlatDecoder = (
            HierarchicalDecoder(config) if config.hierarchical else FlatDecoder(config)
        )
        self.apply(_initialise)

    def encode(self, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Return mean and standard deviation of the posterior, each [B, Z], of labels [B, T]."""
        mu, sigma = self.encoder(labels)
        return mu, sigma

    def teacher_forced(
        self, z: Tensor, labels: Tensor, hidden: Tensor | None = None, sampled: Tensor | None = None
    ) -> Tensor:
        """Return the logits [B, T, 512] of each step given z [B, Z] and the true steps before it.

        Args:
            z: Latent vectors [B, Z].
            labels: The true labels [B, T].
            hidden: Bool [B, T]; where True the decoder isn't told the label of the step before.
            sampled: Bool [B, T], on the CPU; where True the decoder is told a label that it has drawn itself for the
                step before, unless a segment begins there.
        """
        previous = functional.pad(labels[:, :-1].long(), (1, 0), value=NO_LABEL)  # [B, T]
        if hidden is not None:
            previous = previous.masked_fill(hidden, NO_LABEL)
        logits: Tensor = self.decoder.teacher_forced(z, previous, sampled)
        return logits

    def writer(self) -> Writer:
        """Return what ``write`` needs of the decoder, laid out for the present weights: make it once for many calls."""
        return self.decoder.writer()

    def decode(self, z: Tensor, temperature: float = 0.0, noise: Tensor | None = None) -> Tensor:
        """Write labels [B, T] from z [B, Z] with the present weights; see ``write``."""
        return write(self.writer(), z, temperature, noise)


def kl_divergence(mu: Tensor, sigma: Tensor) -> Tensor:
    """Return KL(N(mu, sigma²) ‖ N(0, 1)) in nats, summed over the latent vector: [B, Z] → [B]."""
    return 0.5 * (mu.square() + sigma.square() - 1.0 - 2.0 * sigma.log()).sum(-1)


def reconstruction_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the cross-entropy in nats, summed over the steps: logits [B, T, 512], labels [B, T] → [B]."""
    return functional.cross_entropy(logits.transpose(1, 2), labels.long(), reduction="none").sum(-1)


def _initialise(module: nn.Module) -> None:
    """Initialise as Magenta does: LSTM and output kernels Glorot uniform, all others N(0, 0.001); forget bias 1."""
    if isinstance(module, nn.LSTM):
        for name, parameter in module.named_parameters():
            if name.startswith("bias"):
                nn.init.zeros_(parameter)
        _glorot_like_tensorflow(module)
    elif isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=0.001)
        nn.init.zeros_(module.bias)
    elif isinstance(module, CoreDecoder):  # comes after its own parts: ``apply`` goes from the inside out
        nn.init.xavier_uniform_(module.output.weight)


def _glorot_like_tensorflow(lstm: nn.LSTM) -> None:
    """Fill an LSTM's weights as one kernel [inputs + hidden, 4·hidden] would be, with a forget bias of 1."""
    size = lstm.hidden_size
    suffixes = ("", "_reverse") if lstm.bidirectional else ("",)
    for layer in range(lstm.num_layers):
        for suffix in suffixes:
            inputs, hidden = (getattr(lstm, f"weight_{kind}_l{layer}{suffix}") for kind in ("ih", "hh"))
            bound = (6.0 / (inputs.shape[1] + size + 4 * size)) ** 0.5
            nn.init.uniform_(inputs, -bound, bound)
            nn.init.uniform_(hidden, -bound, bound)
            with torch.no_grad():
                getattr(lstm, f"bias_ih_l{layer}{suffix}")[size : 2 * size] = 1.0
