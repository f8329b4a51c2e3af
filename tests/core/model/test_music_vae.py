"""The model: both of its ways to write are one, and what is drawn follows the logits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy import stats
from torch import nn

from core.model.config import ENCODER_INPUTS, PRESETS, TOKENS, ModelConfig
from core.model.encoder import encoder_inputs
from core.model.music_vae import MusicVae, kl_divergence, reconstruction_loss
from core.model.writing import gumbel_noise

DEBUG = ModelConfig.debug()
CONFIGS = {
    "conductor": DEBUG,
    "conductor without autoregression": replace(DEBUG, autoregressive=False),
    "flat": replace(DEBUG, hierarchical=False, segments=1, autoregressive=False),
    "one layer, bars as segments": replace(DEBUG, segments=2, encoder_layers=1, decoder_layers=1),
}


def lively(config: ModelConfig, seed: int = 0) -> MusicVae:
    """Return a model whose weights are large enough for its choices to differ."""
    torch.manual_seed(seed)
    model = MusicVae(config).eval().requires_grad_(False)
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.7)
    return model


@pytest.fixture(params=CONFIGS.values(), ids=CONFIGS.keys())
def model(request: pytest.FixtureRequest) -> MusicVae:
    return lively(request.param)


@pytest.fixture
def z() -> torch.Tensor:
    return torch.randn(6, DEBUG.z_size, generator=torch.Generator().manual_seed(4))


def test_what_is_written_greedily_is_the_likeliest_given_itself(model: MusicVae, z: torch.Tensor) -> None:
    written = model.decode(z)
    assert written.shape == (6, DEBUG.steps)
    assert len({tuple(row) for row in written.tolist()}) == 6  # six vectors, six beats: the test has something to see
    assert written.equal(model.teacher_forced(z, written).argmax(-1))


def test_what_is_drawn_is_the_best_of_noise_and_logits_given_itself(model: MusicVae, z: torch.Tensor) -> None:
    noise = gumbel_noise((6, DEBUG.steps), torch.Generator().manual_seed(8))
    drawn = model.decode(z, 0.8, noise)
    assert drawn.equal((model.teacher_forced(z, drawn) + 0.8 * noise).argmax(-1))
    assert drawn.equal(model.decode(z, 0.8, noise))
    assert not drawn.equal(model.decode(z))


def test_a_beat_does_not_depend_on_the_others_of_its_batch(model: MusicVae, z: torch.Tensor) -> None:
    alone = torch.cat([model.decode(row[None]) for row in z])
    assert alone.equal(model.decode(z))


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_draws_follow_the_softmax_at_their_temperature(temperature: float) -> None:
    config = replace(DEBUG, bars=1, segments=2)
    model, count = lively(config), 2000
    z = torch.linspace(-1, 1, config.z_size).expand(count, -1)
    noise = gumbel_noise((count, config.steps), torch.Generator().manual_seed(2))
    first = model.decode(z, temperature, noise)[:, 0]
    logits = model.teacher_forced(z[:1], torch.zeros(1, config.steps, dtype=torch.long))[0, 0].double()
    expected = count * torch.softmax(logits / temperature, -1).numpy()
    observed = np.bincount(first.numpy(), minlength=TOKENS)
    rare = expected < 5  # too few for the test: counted together
    observed, expected = (np.append(x[~rare], x[rare].sum()) for x in (observed, expected))
    assert stats.chisquare(observed, expected).pvalue > 0.001


def test_without_noise_of_the_callers_draws_differ() -> None:
    model, z = lively(DEBUG), torch.zeros(2, DEBUG.z_size)
    torch.manual_seed(1)
    assert not model.decode(z, 1.0).equal(model.decode(z, 1.0))


def test_gumbel_noise_is_gumbel_noise() -> None:
    noise = gumbel_noise((40,), torch.Generator().manual_seed(0))
    assert noise.shape == (40, TOKENS)
    assert stats.kstest(noise.flatten().numpy(), "gumbel_r").pvalue > 0.001


def test_a_hidden_step_leaves_no_trace_of_the_one_before(model: MusicVae, z: torch.Tensor) -> None:
    labels = torch.randint(0, TOKENS, (6, DEBUG.steps), generator=torch.Generator().manual_seed(0))
    other = labels.clone()
    other[:, 4] = (other[:, 4] + 1) % TOKENS
    hidden = torch.zeros(6, DEBUG.steps, dtype=torch.bool)
    hidden[:, 5] = True  # the step that would be told about step 4
    seen, unseen = (model.teacher_forced(z, labels, how) for how in (None, hidden))
    assert seen[:, :5].equal(unseen[:, :5])
    assert not seen[:, 5].allclose(unseen[:, 5])
    assert unseen.equal(model.teacher_forced(z, other, hidden))
    assert not seen.equal(model.teacher_forced(z, other))


def test_no_step_knows_the_future(model: MusicVae, z: torch.Tensor) -> None:
    labels = torch.zeros(6, DEBUG.steps, dtype=torch.int16)
    changed = labels.clone()
    changed[:, 20] = 5
    before, after = model.teacher_forced(z, labels), model.teacher_forced(z, changed)
    assert before[:, :21].equal(after[:, :21])
    assert not before[:, 21:].allclose(after[:, 21:])


def test_shapes_and_positive_deviations(model: MusicVae) -> None:
    labels = torch.zeros(3, DEBUG.steps, dtype=torch.int16)
    mu, sigma = model.encode(labels)
    assert mu.shape == sigma.shape == (3, DEBUG.z_size)
    assert (sigma > 0).all()
    assert model.teacher_forced(mu, labels).shape == (3, DEBUG.steps, TOKENS)


def test_the_encoder_sees_nine_voices_and_silence() -> None:
    inputs = encoder_inputs(torch.tensor([[0, 1, 256, 511]]))
    assert inputs.shape == (1, 4, ENCODER_INPUTS)
    assert inputs[0].tolist() == [[0.0] * 9 + [1.0], [1.0] + [0.0] * 9, [0.0] * 8 + [1.0, 0.0], [1.0] * 9 + [0.0]]


def test_kl_and_reconstruction_loss_are_sums_in_nats() -> None:
    mu, sigma = torch.tensor([[1.0, 0.0], [0.0, 2.0]]), torch.tensor([[1.0, 1.0], [0.5, 1.0]])
    normal = torch.distributions.Normal
    expected = torch.distributions.kl_divergence(normal(mu, sigma), normal(0.0, 1.0)).sum(-1)
    torch.testing.assert_close(kl_divergence(mu, sigma), expected)
    flat = reconstruction_loss(torch.zeros(1, 64, TOKENS), torch.zeros(1, 64, dtype=torch.int16))
    torch.testing.assert_close(flat, torch.tensor([64 * np.log(512)], dtype=torch.float32))


def test_initial_weights_are_magentas() -> None:
    torch.manual_seed(0)
    model = MusicVae(
        replace(PRESETS["hierdec-drum_4bar"], encoder_size=64, decoder_size=128)
    )  # z is 512 wide, as TOKENS
    dense = [model.encoder.mu, model.encoder.sigma, model.decoder.core.initial_state.dense]
    assert all(0.0008 < float(layer.weight.detach().std()) < 0.0012 for layer in dense)
    assert float(model.decoder.core.output.weight.detach().std()) > 0.01
    for lstm in (model.encoder.lstm, model.decoder.core.lstm, model.decoder.conductor.lstm):
        size = lstm.hidden_size
        assert lstm.bias_ih_l0[size : 2 * size].eq(1).all()  # the forget gate
        assert lstm.bias_ih_l0[:size].eq(0).all()
        assert lstm.bias_hh_l0.eq(0).all()


def test_an_untrained_model_finds_everything_equally_likely() -> None:
    torch.manual_seed(0)
    model = MusicVae(DEBUG)
    labels = torch.randint(0, TOKENS, (8, DEBUG.steps))
    loss = reconstruction_loss(model.teacher_forced(torch.zeros(8, DEBUG.z_size), labels), labels).mean()
    assert float(loss.detach()) == pytest.approx(DEBUG.steps * np.log(TOKENS), rel=0.02)


@pytest.mark.parametrize("temperature", [-0.5, float("nan")])
def test_a_temperature_below_zero_is_refused(temperature):
    model = MusicVae(ModelConfig.debug())
    with pytest.raises(ValueError, match="temperature"):
        model.decode(torch.zeros(1, 8), temperature)
