"""First weights of the flagship: every stage between z and the logits passes it on with a variance of about one.

In the spirit of Mishkin and Matas, "All you need is a good init", ICLR 2016: the last layer of each part is scaled by
what it makes of real beats. With torch's own weights the decoder learns to write without z before z tells it anything,
and never turns back (no active unit after 500 steps of 128 slices).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from core.model.drummer.vae import DrummerVae

# Before the softplus: posteriors start with a standard deviation of about 0.13 where the means' is 1.
_SIGMA_BIAS = -2.0
# Root mean square of what an LSTM gives out when its gates have unit variance.
_HIDDEN_RMS = 0.35


@torch.no_grad()
def initialise(model: DrummerVae, labels: Tensor) -> None:
    """Draw a model's first weights anew, from torch's global random state.

    Args:
        model: Any; it is in training mode afterwards.
        labels: Some hundreds of real beats [N, T].
    """
    model.eval()
    for stack in (part for part in model.modules() if isinstance(part, nn.LSTM)):
        _recurrent(stack)
    mu, _ = model.encode(labels)
    plan, details = mu[:, : model.config.plan_size], mu[:, model.config.plan_size :]
    _posterior(model.encoder.plan, plan)
    _posterior(model.encoder.details, details.reshape(-1, model.config.detail_size))
    z, _ = model.encode(labels)
    conductor, core = model.conductor, model.core
    nn.init.normal_(conductor.style.weight, std=0.5)
    nn.init.normal_(_inputs(conductor.lstm), std=0.7 * conductor.lstm.input_size**-0.5)
    first_state = conductor.initial_state.dense
    nn.init.normal_(first_state.weight, std=first_state.in_features**-0.5)
    beginning = conductor(z).beginning.flatten(0, 1)
    _unit_variance(core.initial_state.dense, beginning)
    *most, last = conductor.sketch
    assert isinstance(last, nn.Linear)  # noqa: S101 - for the type checker
    _unit_variance(last, nn.Sequential(*most)(beginning))
    label, sketch = core.label.embedding_dim, model.config.sketch_size
    inputs = _inputs(core.lstm)
    nn.init.normal_(inputs[:, :label], std=0.5 * label**-0.5)
    nn.init.normal_(inputs[:, label : label + sketch], std=0.8 * sketch**-0.5)
    nn.init.normal_(inputs[:, label + sketch :], std=0.5 * 8**-0.5)  # about eight of these inputs are 1 at a time
    nn.init.normal_(core.output.weight, std=0.5 / (_HIDDEN_RMS * core.output.in_features**0.5))
    model.train()


def _recurrent(stack: nn.LSTM) -> None:
    """Make recurrent weights orthogonal, biases zero, and let the forget gates begin open."""
    for name, parameter in stack.named_parameters():
        if name.startswith("weight_hh"):
            for gate in parameter.chunk(4):
                nn.init.orthogonal_(gate)
        elif name.startswith("bias"):
            nn.init.zeros_(parameter)
            if name.startswith("bias_ih"):
                parameter[stack.hidden_size : 2 * stack.hidden_size] = 1.0


def _inputs(stack: nn.LSTM) -> Tensor:
    """Return the weights [4H, X] of a stack's inputs."""
    return stack.get_parameter("weight_ih_l0")


def _posterior(head: nn.Linear, mu: Tensor) -> None:
    """Scale a head so that the means [N, P] it gave have mean 0 and variance 1, and its deviations are small."""
    size = mu.shape[1]
    deviation = mu.std(0).clamp_min(1e-3)
    head.weight[:size] /= deviation[:, None]
    head.bias[:size] = (head.bias[:size] - mu.mean(0)) / deviation
    head.weight[size:] *= 0.1
    nn.init.constant_(head.bias[size:], _SIGMA_BIAS)


def _unit_variance(layer: nn.Linear, inputs: Tensor) -> None:
    """Scale a layer so that it makes numbers of unit variance of ``inputs`` [N, X]."""
    layer.weight /= layer(inputs).std(0).clamp_min(1e-3)[:, None]
    nn.init.zeros_(layer.bias)
