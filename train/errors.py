"""Errors of the training that are meant for the user."""

from __future__ import annotations

from core.errors import BeatgenError


class SettingsError(BeatgenError):
    """A setting is unknown, of the wrong type or out of range."""


class TrainingError(BeatgenError):
    """A training run can't begin or go on."""
