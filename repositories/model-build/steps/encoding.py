"""Features as a matrix of numbers, the same way in training, evaluation and serving: it travels with the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from columns import Feature

# Categories of a feature that a model tells apart: the most frequent ones of training; all others are one. Histograms
# of scikit-learn have room for 255.
MOST_CATEGORIES = 200

# Code of every category that a model does not tell apart, those that training never saw included.
OTHER = 0


@dataclass(frozen=True)
class Encoding:
    """How features become numbers. Numbers stay as they are and dates are days already; a category becomes its code,
    nan where it is missing.

    categories: of each category feature, those with a code of their own, which begin with 1; the most frequent first.
    """

    features: tuple[Feature, ...]
    categories: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(features: tuple[Feature, ...], rows: pd.DataFrame) -> Encoding:
        """The encoding that rows for training need."""
        found = {}
        for feature in features:
            if feature.kind == "category":
                counts = rows[feature.name].dropna().value_counts()
                ordered = sorted(counts.index, key=lambda name, counts=counts: (-counts[name], name))
                found[feature.name] = tuple(ordered[:MOST_CATEGORIES])
        return Encoding(features, found)

    @property
    def names(self) -> list[str]:
        return [feature.name for feature in self.features]

    @property
    def codes(self) -> list[int]:
        """How many codes each feature has; 0 where it is a number."""
        return [
            len(self.categories[feature.name]) + 1 if feature.kind == "category" else 0 for feature in self.features
        ]

    def matrix(self, rows: pd.DataFrame) -> np.ndarray:
        """The rows as numbers, one column for each feature, in order; further columns are passed over."""
        if not self.categories:
            return rows[self.names].to_numpy(dtype="float64")
        return np.column_stack([self._column(feature, rows[feature.name]) for feature in self.features])

    def _column(self, feature: Feature, values: pd.Series) -> np.ndarray:
        if feature.kind != "category":
            return values.to_numpy(dtype="float64")
        code = {name: number for number, name in enumerate(self.categories[feature.name], start=1)}
        known = values.notna().to_numpy()
        return np.where(known, values.map(code).fillna(OTHER).to_numpy(dtype="float64"), np.nan)

    def to_json(self) -> dict[str, Any]:
        return {"categories": {name: list(names) for name, names in self.categories.items()}}

    @staticmethod
    def from_json(features: tuple[Feature, ...], document: Mapping[str, Any]) -> Encoding:
        """Raises KeyError if a category feature has no categories."""
        named = [feature.name for feature in features if feature.kind == "category"]
        return Encoding(features, {name: tuple(document["categories"][name]) for name in named})
