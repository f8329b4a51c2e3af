"""Products in half precision must be those of single precision: nothing may be lost."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from core.model.product import product


@pytest.mark.parametrize("rows", [1, 8, 65])
@pytest.mark.parametrize("halved", [True, False])
def test_a_product_is_the_plain_one(rows: int, halved: bool) -> None:
    random = torch.Generator().manual_seed(rows)
    weights = torch.randn(96, 40, generator=random)
    weights = weights.half().float() if halved else weights
    bias, inputs = torch.randn(96, generator=random), torch.randn(rows, 40, generator=random)
    torch.testing.assert_close(product(weights, bias)(inputs), functional.linear(inputs, weights, bias))
    torch.testing.assert_close(product(weights)(inputs), functional.linear(inputs, weights))


def test_weights_that_half_precision_does_not_hold_are_not_rounded() -> None:
    weights = torch.tensor([[1.0 + 2.0**-20]])
    assert product(weights)(torch.ones(1, 1)).item() == weights.item()


def test_weights_in_training_keep_their_gradient() -> None:
    weights = torch.ones(3, 2, requires_grad=True)
    product(weights)(torch.ones(1, 2)).sum().backward()
    assert torch.equal(weights.grad, torch.ones(3, 2))
