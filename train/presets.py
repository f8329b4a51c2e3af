"""Settings by name: the models of the reference as it trained them, and ours.

Magenta's configs and the origin's trainings with them; what differs between those is only the data and the width of z.
"""

from __future__ import annotations

from dataclasses import replace

from core.model.config import PRESETS as SHAPES
from core.model.config import ModelConfig
from core.model.drummer.config import DrummerConfig
from core.model.feel.config import FeelConfig
from train.drummer.task import DrummerTask
from train.groove import DRUMMERS, STYLES
from train.settings import FitSettings

# How Magenta trains (models/music_vae: configs.py, lstm_models.py's default hyper-parameters, music_vae_train.py). The
# origin stopped v1 after 11,233 steps; nothing was held out.
_MAGENTA = FitSettings(
    SHAPES["hierdec-drum_4bar"],
    initial_weights="magenta",
    held_out=False,
    cap=5,
    batch_size=512,
    max_epochs=112,
    epoch_steps=100,
    optimizer="tensorflow-adam",
    schedule="exponential",
    learning_rate=1e-3,
    weight_decay=0.0,
    gradient_limit=10_000.0,
    free_bits=48.0,
    sampling_rate=1000.0,
    hidden_inputs=0.0,
    dropout=0.0,
)
_V0 = replace(_MAGENTA, model=SHAPES["cat-drums_2bar_small"])
_V3 = replace(_MAGENTA, model=SHAPES["hierdec-drum_4bar_v2"], selection="origin-rock", max_epochs=74)
_NO_AR = replace(_MAGENTA, model=SHAPES["hierdec-drum_4bar-no_ar"])
_OURS = FitSettings(ModelConfig(z_size=128, encoder_size=256, decoder_size=256, segments=4))

PRESETS: dict[str, FitSettings] = {
    # The flagship, sized for two processor cores.
    "drummer": FitSettings(
        DrummerConfig(styles=STYLES),
        DrummerTask(),
        batch_size=128,
        max_epochs=39,
        patience=39,
        beta=1.0,
        average=0.998,
        prior_components=2048,
        prior_spread=1.35,
        temperature=1.0,
    ),
    # The model of feel, likewise.
    "feel": FitSettings(
        FeelConfig(styles=STYLES, drummers=DRUMMERS),
        keep_last=True,  # it gets surer of itself, which costs nats, and nearer to what was played
        batch_size=64,
        max_epochs=6,
        epoch_steps=250,
        patience=6,
        learning_rate=2e-3,
        warm_up=0.15,
        squares_decay=0.98,
        dropout=0.3,
        average=0.995,
    ),
    # Magenta's architecture sized likewise: the encoder has a quarter of the origin's weights, the segments are bars.
    "groove-4bar": _OURS,
    # The origin's v2 trained our way: all slices of its rock beats, and a stop by beats that were held out.
    "rock-v2": replace(
        _OURS, model=SHAPES["hierdec-drum_4bar"], selection="origin-rock", max_epochs=10, free_bits=48.0
    ),
    # Magenta's 2-bar model trained our way.
    "groove-2bar": replace(_OURS, model=SHAPES["cat-drums_2bar_small"], free_bits=48.0),
    "v0": _V0,
    "v1": _MAGENTA,
    "v2": replace(_MAGENTA, selection="origin-rock", max_epochs=77),
    "v3": _V3,
    "no_ar": _NO_AR,
    # The same by the names of their configs; the config called v2 is the one with the narrow z, which made v3.
    "cat-drums_2bar_small": _V0,
    "hierdec-drum_4bar": _MAGENTA,
    "hierdec-drum_4bar_v2": _V3,
    "hierdec-drum_4bar-no_ar": _NO_AR,
    # For a model that exists already and a few files of one's own: a tenth of the rate, and an early stop.
    "fine-tune": replace(
        _OURS, conversion="groove", batch_size=32, max_epochs=20, patience=4, learning_rate=2e-4, weight_decay=0.01
    ),
    "debug": replace(_OURS, model=ModelConfig(z_size=8, encoder_size=8, decoder_size=8, segments=4), max_epochs=2),
}
