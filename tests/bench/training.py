"""How fast training is: `python tests/bench/training.py [--presets v1 …] [--batches 64 512] [--precisions …] [--cuda]`.

Each combination runs in a process of its own, as a user's run does, on random slices. Printed are the median time of a
step, its processor time, sequences a second, the time from the start of the process to the end of the first step, and
the most memory that the process held; on a card also the share of its peak. Beside them stands what Magenta's
TensorFlow graph of the same model took (TensorFlow 2.15.1, two cores, float32). Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

GIBI = 2**30
# Seconds a step, processor seconds a step, sequences/s, first step in s, peak memory in GiB of TensorFlow on two cores.
TENSORFLOW = {512: (6.3, 12.1, 81.0, 56.0, 6.95), 64: (1.37, 2.63, 47.0, 8.4, 3.00)}
TENSORFLOW_MODELS = ("v1", "v2", "hierdec-drum_4bar")
# Dense TFLOP/s by card and precision, as NVIDIA states them.
PEAKS = {
    "H200": {"bf16-mixed": 989.0, "32-true": 67.0},
    "H100": {"bf16-mixed": 989.0, "32-true": 67.0},
    "A100": {"bf16-mixed": 312.0, "32-true": 19.5},
}


def main() -> None:
    options = _options()
    if options.one:
        print(json.dumps(_measure(options, options.presets[0], options.batches[0], options.precisions[0])))
        return
    times = f"{'s/step':>8} {'cpu-s':>8} {'seq/s':>8} {'first s':>8} {'GiB':>6}"
    print(f"{'preset':12} {'batch':>5} {'precision':>10} {times}  note")
    for preset in options.presets:
        for batch in options.batches:
            for precision in options.precisions:
                _report(options, preset, batch, precision)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presets", nargs="+", default=["v1", "groove-4bar"])
    parser.add_argument("--batches", nargs="+", type=int, default=[64, 512])
    parser.add_argument("--precisions", nargs="+", default=["bf16-mixed", "32-true"])
    parser.add_argument("--steps", type=int, default=6, help="steps a measurement; the first isn't counted")
    parser.add_argument("--from-step", type=int, default=0, help="as if so many had been taken: scheduled sampling")
    parser.add_argument("--micro-batch", type=int, default=0, help="slices at once; 0 as fit does it")
    parser.add_argument("--cuda", action="store_true", help="on the graphics card")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _report(options: argparse.Namespace, preset: str, batch: int, precision: str) -> None:
    command = [sys.executable, __file__, "--one", "--presets", preset, "--batches", str(batch)]
    command += ["--precisions", precision, "--steps", str(options.steps), "--from-step", str(options.from_step)]
    command += ["--micro-batch", str(options.micro_batch), *(["--cuda"] if options.cuda else [])]
    began_s = time.time()
    found = json.loads(subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL).splitlines()[-1])
    first_s = found["first_end_s"] - began_s
    speed = batch / found["step_s"]
    note = f"{found['device']}: {found['step_flop'] / found['step_s'] / 1e12:.2f} TFLOP/s"
    for card, peaks in PEAKS.items():
        if card in found["device"]:
            note += f", {found['step_flop'] / found['step_s'] / 1e12 / peaks[precision]:.1%} of its peak"
    row = f"{preset:12} {batch:5} {precision:>10}"
    times = f"{found['step_s']:8.3f} {found['cpu_s']:8.3f} {speed:8.1f} {first_s:8.1f}"
    print(f"{row} {times} {found['peak_gib']:6.2f}  {note}", flush=True)
    if not options.cuda and preset in TENSORFLOW_MODELS and batch in TENSORFLOW:
        step_s, cpu_s, reference, reference_first_s, gib = TENSORFLOW[batch]
        times = f"{step_s:8.3f} {cpu_s:8.3f} {reference:8.1f} {reference_first_s:8.1f} {gib:6.2f}"
        print(f"{'':18} {'TensorFlow':>10} {times}  this is {speed / reference:.2f} times as fast", flush=True)


def _measure(options: argparse.Namespace, preset: str, batch: int, precision: str) -> dict[str, object]:
    """Train for a few steps as ``fit`` does, and return what it took."""
    import lightning
    import torch
    from lightning.pytorch.callbacks import WeightAveraging

    from core.model.config import ModelConfig
    from train import fit
    from train.machine import Machine
    from train.presets import PRESETS
    from train.rows import Rows

    ends_s: list[float] = []
    ends_cpu_s: list[float] = []

    class Clock(lightning.Callback):
        def on_train_batch_end(self, *_: object) -> None:
            if options.cuda:
                torch.cuda.synchronize()
            ends_s.append(time.time())
            ends_cpu_s.append(time.process_time())

    settings = replace(
        PRESETS[preset], batch_size=batch, precision=precision, held_out=False, epoch_steps=options.steps, max_epochs=1
    )
    rows = torch.randint(0, 512, (batch, settings.model.steps), dtype=torch.int16)
    if not isinstance(settings.model, ModelConfig):  # the flagship is told a style too
        rows = torch.nn.functional.pad(rows, (0, 1), value=-1)
    machine = Machine("cuda" if options.cuda else "cpu", 1, micro_batch=options.micro_batch, log_every=0)
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        trainer = fit.make_trainer(settings, machine, run, quiet=True)
        trainer.callbacks[:] = [*(part for part in trainer.callbacks if isinstance(part, WeightAveraging)), Clock()]
        if options.from_step:
            _pretend(options.from_step)
        fit.run_training(trainer, settings, machine, Rows(rows))
    model = settings.model
    return {
        "step_s": statistics.median(late - early for early, late in itertools.pairwise(ends_s)),
        "cpu_s": statistics.median(late - early for early, late in itertools.pairwise(ends_cpu_s)),
        "first_end_s": ends_s[0],
        "peak_gib": torch.cuda.max_memory_allocated() / GIBI if options.cuda else _peak_rss_gib(),
        "device": torch.cuda.get_device_name() if options.cuda else f"{torch.get_num_threads()} threads",
        # The backward pass costs twice the forward one. The flagship's aren't counted.
        "step_flop": 3 * 2 * batch * multiply_adds(model) if isinstance(model, ModelConfig) else 0,
    }


def _pretend(step: int) -> None:
    from train import module

    probability = module.sampling_probability
    module.sampling_probability = lambda now, rate: probability(now + step, rate)


def _peak_rss_gib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / GIBI if sys.platform == "darwin" else peak * 1024 / GIBI


def multiply_adds(config: object) -> int:
    """Return the multiply-adds of one sequence's way forward, the one-hot inputs counted as if they were dense."""
    from core.model.config import ENCODER_INPUTS, TOKENS

    size, steps = config.decoder_size, config.steps
    encoder = 2 * steps * _lstm(ENCODER_INPUTS, config.encoder_size, config.encoder_layers, 2)
    z = 2 * 2 * config.encoder_size * config.z_size
    embedding = size if config.hierarchical else config.z_size
    core = steps * (_lstm(TOKENS + embedding, size, config.decoder_layers) + size * TOKENS)
    core += config.segments * embedding * config.decoder_state_size
    if not config.hierarchical:
        return encoder + z + core
    inputs = config.decoder_state_size + config.z_size if config.autoregressive else 1
    conductor = config.segments * _lstm(inputs, size, config.decoder_layers)
    return encoder + z + core + conductor + config.z_size * config.decoder_state_size


def _lstm(inputs: int, size: int, layers: int, directions: int = 1) -> int:
    """Return the multiply-adds of a step of one direction of a stack."""
    first = (inputs + size) * 4 * size
    return first + (layers - 1) * (directions * size + size) * 4 * size


if __name__ == "__main__":
    main()
