"""What the steps and the monitors know of a framework: one interface, and one file framework_<name>.py behind it.

A fourth framework is such a file, with its hyperparameters in hyperparameters.json.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd

from attributions import PermutationExplainer
from columns import Feature
from encoding import Encoding
from step import StepError

Problem = Literal["binary", "multiclass", "regression"]
PROBLEMS: tuple[Problem, ...] = ("binary", "multiclass", "regression")

NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")

# Classes of a binary problem whose columns name none.
BINARY = ("0", "1")


@dataclass(frozen=True)
class Task:
    """What a model has to learn.

    classes: in their order; of a binary problem the second one is positive; none of a regression.
    """

    problem: Problem
    classes: tuple[str, ...]
    features: tuple[Feature, ...]


@dataclass(frozen=True)
class Rows:
    """Rows to learn from: the index of each row's class, or its number; and a column for each feature."""

    labels: np.ndarray
    features: pd.DataFrame


@dataclass(frozen=True)
class Description:
    """What model.json tells of a model.

    own: what only its framework reads, such as the layers of a network.
    """

    framework: str
    task: Task
    encoding: Encoding
    own: Mapping[str, Any] = field(default_factory=dict)


class Model(ABC):
    """A trained model.

    rounds: how many rounds its training took.
    """

    description: Description
    rounds: int = 1

    @abstractmethod
    def predict(self, features: pd.DataFrame) -> np.ndarray:
        """Of each row: the probability of the positive class, the probabilities of all classes, or the number. Rows do
        not depend on each other: a row has the same answer alone and among others."""

    @abstractmethod
    def files(self) -> dict[str, bytes]:
        """What `load` needs to have the model again, by the name of the file; nothing in them can run."""

    def explain(self, features: pd.DataFrame) -> dict[str, float]:
        """Mean absolute contribution of each feature to the answers."""
        return PermutationExplainer(self.predict).attributions(features)

    def importance(self, features: pd.DataFrame) -> dict[str, float]:
        """How much the model uses each feature, in any unit; rows of the hold-out to look at."""
        return self.explain(features)


class Framework(Protocol):
    """What framework_<name>.py has.

    FILES: names of the files that a model of it consists of.
    PACKAGES: packages that AWS's image does not have, so that they travel with the model.
    """

    FILES: tuple[str, ...]
    PACKAGES: tuple[str, ...]

    def train(
        self,
        training: Rows,
        validation: Rows,
        task: Task,
        hyperparameters: Mapping[str, Any],
        checkpoints: Path | None,
    ) -> Model:
        """A model; equal input gives an equal one.

        checkpoints: where an interrupted training left what it had, and this one leaves its own.

        Raises StepError if the framework refuses a hyperparameter.
        """
        ...

    def load(self, files: Mapping[str, bytes], description: Description) -> Model:
        """The model in these files.

        Raises StepError if they hold none.
        """
        ...


def framework_of(name: str) -> Framework:
    """Raises StepError if there is no such framework, or the image lacks the packages that it needs."""
    if not NAME.fullmatch(name) or importlib.util.find_spec(f"framework_{name}") is None:
        raise StepError(f"there is no framework {name!r}: it would be a file framework_{name}.py beside framework.py")
    try:
        return importlib.import_module(f"framework_{name}")  # type: ignore[return-value]
    except ModuleNotFoundError as error:
        raise StepError(
            f"the image has no package {error.name}, which a model of {name} needs; where new model and champion are "
            "of two frameworks, name an image that has both in config.yaml"
        ) from error
