"""The whole evaluation: ask a model for beats, judge them, and judge real ones in the same way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import torch

from train.evaluation.asking import a_bar, a_voice, fills, morphs, samples, with_rebuilt_ends
from train.evaluation.beats import Windows, categories
from train.evaluation.held_out import held_out_figures
from train.evaluation.novelty import nearest
from train.evaluation.paths import interpolation, middle_half
from train.evaluation.result import Evaluation, Exhibits
from train.evaluation.styles import StyleDistances, learnable_styles, real_own_nearest, style_distances
from train.evaluation.suite import Interval, interval, intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.generation import BeatGenerator
    from core.take import GenerationRequest
    from train.evaluation.beats import Beats
    from train.evaluation.material import Material
    from train.evaluation.subject import Subject

    Progress = Callable[[str, int, int], None]

PAIRS, FILLED, STYLE_SAMPLES = 64, 128, 256
MODEL_SECTIONS = ("reconstruction", "interpolation", "infilling", "styles", "rock")
ROCK, ROCK_SELECTIONS = "rock", ("rock-beats", "origin-rock")
_WAY = ("path", "max_step", "lm_excess")
NOT_SUPPORTED = "not supported by this model"


class Trial:
    """One evaluation, section by section."""

    def __init__(self, material: Material, floor_draws: int, progress: Progress) -> None:
        """Fit the measures to the material.

        Args:
            material: The real beats.
            floor_draws: How many sets of real beats make the floor; 0 leaves it out.
            progress: Called with (what is going on, how much is done, how much there is).

        Raises:
            DatasetError: There are too few beats.
        """
        self._material, self._draws, self._progress = material, floor_draws, progress
        progress("fitting the measures", 0, 1)
        self._suite = material.suite()
        progress("fitting the measures", 1, 1)
        self._figures: dict[str, dict[str, float]] = {}
        self._real: dict[str, dict[str, Interval]] = {}
        self._skipped: dict[str, str] = {}
        self._morphs: Beats | None = None
        self._styles: StyleDistances | None = None

    def of_beats(self, windows: Windows, seed: int, facts: Mapping[str, Any]) -> Evaluation:
        """Judge beats that somebody made; the seed is that of the floor's draws."""
        self._judge(windows, seed)
        self._skipped = dict.fromkeys(MODEL_SECTIONS, "needs a model, not a folder of beats")
        return self._result(windows.beats, facts)

    def of_model(self, subject: Subject, request: GenerationRequest, facts: Mapping[str, Any]) -> Evaluation:
        """Judge a model by the samples that a request gives, and by what else it is for."""
        made = self._samples(subject.generator, request)
        self._judge(Windows.of(made), request.seed)
        self._figures["reconstruction"] = self._reconstruction(subject)
        self._figures["interpolation"] = self._interpolation(subject.generator, request.seed)
        if subject.generator.can_infill:
            self._figures["infilling"] = self._infilling(subject.generator, request)
        else:
            self._skipped["infilling"] = NOT_SUPPORTED
        by_style = self._by_style(subject.generator, request)
        self._judge_styles(by_style, request.seed)
        plain = made[:STYLE_SAMPLES] if subject.selection in ROCK_SELECTIONS else None
        self._judge_rock(by_style.get(ROCK, plain), request.seed)
        return self._result(made, facts)

    def _samples(self, generator: BeatGenerator, request: GenerationRequest, what: str = "samples") -> Beats:
        self._progress(what, 0, request.count)
        made = samples(generator, request)
        self._progress(what, request.count, request.count)
        return made

    def _judge(self, windows: Windows, seed: int) -> None:
        """Compare beats with real ones, and real ones with each other."""
        suite = self._suite
        self._figures |= suite.report(windows.beats, windows.groups)
        real = suite.report(suite.reference.beats, suite.reference.groups)
        self._real |= {
            name: {figure: interval([value]) for figure, value in section.items()} for name, section in real.items()
        }
        floor = suite.null(
            len(windows), self._draws, seed, self._material.selected, partial(self._progress, "real against real")
        )
        self._real["distances"] = intervals(floor)

    def _reconstruction(self, subject: Subject) -> dict[str, float]:
        self._progress("rebuilding", 0, 1)
        labels = categories(self._material.held_out.beats)[:, : subject.generator.steps]
        figures = held_out_figures(subject.model, torch.from_numpy(labels).to(subject.generator.device))
        self._progress("rebuilding", 1, 1)
        return figures

    def _interpolation(self, generator: BeatGenerator, seed: int) -> dict[str, float]:
        suite = self._suite
        made = morphs(generator, suite.reference, PAIRS, seed, partial(self._progress, "morphs"))
        self._morphs = made
        judged = suite.report(made[:, middle_half(made.shape[1])].reshape(-1, *made.shape[2:]))
        language_model = suite.yardstick.language_model
        self._real["interpolation"] = {"mid_beats_ok": self._real["playability"]["beats_ok"]}
        rebuilt = interpolation(with_rebuilt_ends(generator, made), language_model)
        return {
            **interpolation(made, language_model),
            **{f"rebuilt_{name}": rebuilt[name] for name in _WAY if name in rebuilt},
            "mid_kbd": judged["distances"]["kbd"],
            "mid_near8": judged["novelty"]["near8"],
            "mid_beats_ok": judged["playability"]["beats_ok"],
        }

    def _infilling(self, generator: BeatGenerator, request: GenerationRequest) -> dict[str, float]:
        found, suite, changed = {}, self._suite, 0
        for name, hide in (("voice", a_voice), ("bar", a_bar)):
            shown = partial(self._progress, f"filling in a {name}")
            filled = fills(generator, suite.reference, hide, FILLED, request, shown)
            found[f"kbd_{name}"] = suite.kbd(filled.beats, filled.source)
            found[f"kbd_{name}_with_source"] = suite.kbd(filled.beats)  # flattered by the cells that were kept
            changed += filled.changed
        return found | {"locked_changed": float(changed)}

    def _by_style(self, generator: BeatGenerator, request: GenerationRequest) -> dict[str, Beats]:
        """Return samples of each style that can be learnt and that the model knows."""
        return {
            style: self._samples(generator, replace(request, count=STYLE_SAMPLES, style=style), f"samples of {style}")
            for style in learnable_styles(self._material.every_train)
            if style in generator.styles
        }

    def _judge_styles(self, by_style: Mapping[str, Beats], seed: int) -> None:
        if len(by_style) < 2:
            self._skipped["styles"] = NOT_SUPPORTED
            return
        self._progress("comparing styles", 0, 1)
        real, space = self._material.train.joined(self._material.reference), self._suite.yardstick.space
        self._styles = style_distances(by_style, real, space)
        reached = real_own_nearest(self._styles.styles, real, space, self._draws, seed)
        self._figures["styles"] = {"own_nearest": self._styles.own_nearest, "styles": float(len(by_style))}
        self._real["styles"] = intervals({"own_nearest": reached})
        self._progress("comparing styles", 1, 1)

    def _judge_rock(self, made: Beats | None, seed: int) -> None:
        reference = self._suite.reference.of_style(ROCK)
        if made is None or len(reference) < 2:
            self._skipped["rock"] = NOT_SUPPORTED if made is None else "no rock is held out"
            return
        suite = self._suite.against(reference)
        self._figures["rock"] = {"kbd": suite.kbd(made), "auc": suite.distances(made)["auc"]}
        rock = self._material.train.styles == ROCK
        floor = suite.null(len(made), self._draws, seed, rock, partial(self._progress, "real rock against real rock"))
        self._real["rock"] = intervals({name: floor[name] for name in self._figures["rock"] if name in floor})

    def _result(self, made: Beats, facts: Mapping[str, Any]) -> Evaluation:
        known, reference = self._suite.yardstick.every_train.beats, self._suite.reference
        shown = Exhibits(made, reference.beats, nearest(made, known), self._suite.nearest, self._morphs, self._styles)
        return Evaluation(facts, self._figures, self._real, self._skipped, shown)
