"""How even, how musical and how playable morphs are: `python tests/bench/morph_table.py GROOVE [MODEL …] [--help]`.

GROOVE is the Groove MIDI Dataset's folder. Between 64 pairs of beats of its validation split, of four bars and of
different files, each model goes at several closenesses with several seeds; the same pairs are walked plainly, by slerp
and greedy decoding with the ends put in their places. Then one voice of each pair is held, and squares are made of 64
quadruples. The figures are those of ``python -m train evaluate``, as means over the pairs:

* largest: the largest step as a share of the cells in which the ends differ (1 / (K - 1) is even)
* path: the length of the way by these cells (1 is straight)
* rho: Spearman's correlation of the distance from A with the place
* LM: by how many bits a step the middle half is more surprising than the ends
* playable: share of the beats of the middle half that one drummer can play
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from core.generation import BeatGenerator
from core.kit import VOICE_COUNT
from core.model.latent import slerp
from core.morph import DEFAULT_CLOSENESS, LINE_PLACES, SQUARE_PLACES, Morph
from core.morphing import Morphing
from core.pattern import Pattern
from core.take import GenerationRequest, Task
from train.evaluation.asking import draw_of_different_files, to_patterns
from train.evaluation.beats import STEPS, Windows
from train.evaluation.material import read_material
from train.evaluation.paths import interpolation, middle_half
from train.evaluation.playability import playability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from train.evaluation.beats import Beats, Whole
    from train.evaluation.language_model import BeatLanguageModel

SHIPPED = ("drummer", "rock-v2", "cat-drums_2bar_small")
CLOSENESSES, COUNTS, SEEDS = (1.0, 2.0, 4.0, 8.0), (8, 64), (0, 1, 2)
HELD = (0.0, 1.0)
LINES_A_SQUARE, POINTS = 4, 8
WAY = ("max_step", "path", "rho", "lm_excess")


class Real(NamedTuple):
    """What is morphed, and measured by."""

    windows: Windows
    language_model: BeatLanguageModel

    def drawn(self, size: int, count: int) -> list[Whole]:
        """Draw ``count`` times ``size`` beats of different files."""
        random = np.random.default_rng(0)
        return [draw_of_different_files(self.windows, size, random) for _ in range(count)]

    def excess(self, made: Beats, ends: Beats) -> float:
        """Return by how much beats [N, 64, 9] are more surprising than the ends [N, E, 64, 9], in bits a step."""
        of_ends = self.language_model.bits(ends.reshape(-1, *made.shape[1:])).reshape(len(ends), -1).mean(1)
        return float((self.language_model.bits(made) - of_ends).mean())


def main() -> None:
    """Measure and print."""
    options = _options()
    material = read_material(options.groove)
    real = Real(material.reference, material.suite().yardstick.language_model)
    beats_ok = playability(real.windows.beats)["beats_ok"]
    print(
        f"{options.pairs} pairs of {len(real.windows)} held-out beats, of which {100 * beats_ok:.1f} % are playable\n"
    )
    for model in options.models or SHIPPED:
        generator = BeatGenerator.load(model, "cpu")
        temperature = generator.temperature if options.temperature is None else options.temperature
        print(f"## {model}, temperature {temperature:g}\n")
        for part in options.parts:
            MEASURES[part](generator, real, argparse.Namespace(**{**vars(options), "temperature": temperature}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groove", help="the dataset's folder")
    parser.add_argument("models", nargs="*", help="names or checkpoint files; the shipped ones if not given")
    parser.add_argument("--pairs", type=int, default=64)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--closeness", type=float, nargs="+", default=CLOSENESSES)
    parser.add_argument("--parts", nargs="+", choices=MEASURES, default=MEASURES)
    parser.add_argument("--temperature", type=float, help="the model's own if not given")
    return parser.parse_args()


def _print_lines(generator: BeatGenerator, real: Real, options: argparse.Namespace) -> None:
    pairs = [to_patterns(real.windows.beats[rows], STEPS) for rows in real.drawn(2, options.pairs)]
    print("| way | K | largest | path | rho | LM | playable |\n|---|---|---|---|---|---|---|")
    for count in COUNTS:
        plain = np.stack([_hits(_plain(generator, a, b, count)) for a, b in pairs])
        print(_row("plain slerp, greedy", count, plain, real))
    for closeness in options.closeness:
        for seed in options.seeds:
            morphs = [Morph((a, b), closeness=closeness) for a, b in pairs]
            lines = [generator.line(_request(options, LINE_PLACES, morph, seed)) for morph in morphs]
            for count in COUNTS:
                made = np.stack([_hits([take.pattern for take in line.spread(count)]) for line in lines])
                print(_row(f"closeness {closeness:g}, seed {seed}", count, made, real), flush=True)
    print()


def _print_held(generator: BeatGenerator, real: Real, options: argparse.Namespace) -> None:
    """Hold a voice of each pair in which its beats differ: the others fit themselves to it, or it is put over them."""
    random = np.random.default_rng(0)
    fitted: dict[float, list[Beats]] = {place: [] for place in HELD}
    put_over: dict[float, list[Beats]] = {place: [] for place in HELD}
    ends = []
    for rows in real.drawn(2, options.pairs):
        pair = real.windows.beats[rows]
        voice = int(random.choice(np.flatnonzero((pair[0] != pair[1]).any(0))))
        ends += [pair] * len(range(POINTS)[middle_half(POINTS)])
        for place in HELD:
            whole, held = _with_voice_held(generator, to_patterns(pair, STEPS), voice, place, options)
            fitted[place].append(held)
            put_over[place].append(_with_voice_of(whole, voice, pair[round(place)]))
    print("| a voice is held at | LM against the ends | playable | put over: LM | playable |\n|---|---|---|---|---|")
    for place in HELD:
        beats, pasted = np.concatenate(fitted[place]), np.concatenate(put_over[place])
        figures = [f"{real.excess(one, np.stack(ends)):+.3f} | {_playable(one)}" for one in (beats, pasted)]
        print(f"| {'AB'[round(place)]} | {figures[0]} | {figures[1]} |", flush=True)
    print()


def _with_voice_held(
    generator: BeatGenerator, ends: Sequence[Pattern], voice: int, place: float, options: argparse.Namespace
) -> tuple[Beats, Beats]:
    """Return the middle half of the way without and with a voice held, as the window makes them."""
    morphing = Morphing(seed=options.seeds[0])
    whole = generator.line(replace(morphing.line(ends), temperature=options.temperature))
    request = morphing.with_voice(voice, place).line(ends, whole.places)
    held = generator.line(replace(request, temperature=options.temperature))
    first, second = (_hits([take.pattern for take in line.spread(POINTS)]) for line in (whole, held))
    return first[middle_half(POINTS)], second[middle_half(POINTS)]


def _with_voice_of(beats: Beats, voice: int, other: Beats) -> Beats:
    pasted = beats.copy()
    pasted[:, :, voice] = other[:, voice]
    return pasted


def _print_squares(generator: BeatGenerator, real: Real, options: argparse.Namespace) -> None:
    random = np.random.default_rng(0)
    exact, ways, centres, corners = 0, [], [], []
    for rows in real.drawn(4, options.pairs):
        ends = real.windows.beats[rows]
        square = _square(generator, to_patterns(ends, STEPS), options)
        exact += int((square[[0, 0, -1, -1], [0, -1, 0, -1]] == ends).all((1, 2)).sum())
        ways += [square[_across(random)] for _ in range(LINES_A_SQUARE)]
        centres.append(square[SQUARE_PLACES // 2, SQUARE_PLACES // 2])
        corners.append(ends)
    across = interpolation(np.stack(ways), real.language_model)
    middle = np.stack(centres)
    print(f"{options.pairs} squares: {exact} of {4 * options.pairs} corners exact.")
    print(
        f"{len(ways)} straight lines of {POINTS} beats across them: largest step {across['max_step']:.3f}, "
        f"path {across['path']:.3f}, rho {across['rho']:.3f}, LM {across['lm_excess']:+.3f}."
    )
    excess = real.excess(middle, np.stack(corners))
    print(f"Centres: LM {excess:+.3f} against the corners, {_playable(middle)} playable.\n")


def _square(generator: BeatGenerator, ends: Sequence[Pattern], options: argparse.Namespace) -> Beats:
    """Return the beats of a square as the window makes them, row by row: [17, 17, 64, 9]."""
    rows = []
    for row in range(SQUARE_PLACES):
        morph = Morph(tuple(ends), row / (SQUARE_PLACES - 1), closeness=DEFAULT_CLOSENESS)
        takes = generator.sample(_request(options, SQUARE_PLACES, morph))
        rows.append(_hits([take.pattern for take in takes]))
    return np.stack(rows)


def _across(random: np.random.Generator) -> tuple[Whole, Whole]:
    """Return the places of a straight line from one side of a square to another: rows and columns."""
    sides = random.permutation(4)[:2]
    (y0, x0), (y1, x1) = (_on_side(int(side), random.random()) for side in sides)
    rows, columns = (np.linspace(*ends, POINTS) * (SQUARE_PLACES - 1) for ends in ((y0, y1), (x0, x1)))
    return np.rint(rows).astype(int), np.rint(columns).astype(int)


def _on_side(side: int, place: float) -> tuple[float, float]:
    return ((0.0, place), (1.0, place), (place, 0.0), (place, 1.0))[side]


def _request(options: argparse.Namespace, count: int, morph: Morph, seed: int | None = None) -> GenerationRequest:
    seed = options.seeds[0] if seed is None else seed
    return GenerationRequest(count, seed, options.temperature, task=Task.MORPH, morph=morph)


def _plain(generator: BeatGenerator, a: Pattern, b: Pattern, count: int) -> list[Pattern]:
    """Return what slerp and greedy decoding make, part by part, between the ends themselves."""
    places, parts = torch.linspace(0, 1, count), []
    for start in range(0, STEPS, generator.steps):
        z = generator.encode([Pattern(end.velocity[start : start + generator.steps]) for end in (a, b)])
        parts.append(_hits(generator.decode(slerp(z[0], z[1], places))))
    between = np.concatenate(parts, axis=1)[1:-1]
    return [a, *(Pattern(hits.astype(np.uint8)) for hits in between), b]


def _hits(patterns: Sequence[Pattern]) -> Beats:
    hits: Beats = np.stack([pattern.hits for pattern in patterns])
    return hits


def _row(name: str, count: int, paths: Beats, real: Real) -> str:
    figures = interpolation(paths, real.language_model)
    shown = " | ".join(f"{figures[name]:{'+' if name == 'lm_excess' else ''}.3f}" for name in WAY)
    middle = paths[:, middle_half(count)].reshape(-1, STEPS, VOICE_COUNT)
    return f"| {name} | {count} | {shown} | {_playable(middle)} |"


def _playable(beats: Beats) -> str:
    return f"{100 * playability(beats)['beats_ok']:.1f} %"


MEASURES = {"lines": _print_lines, "held": _print_held, "squares": _print_squares}


if __name__ == "__main__":
    main()
