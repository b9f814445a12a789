"""scikit-learn. Models are written by skops, without pickle: reading one makes objects of the listed types only.

`estimator` is where another estimator goes, or a Pipeline of several. A model that has a type which TRUSTED lacks is
refused by the type's name; look at what it is before you add it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from encoding import Encoding
from framework import Description, Model, Rows, Task
from step import StepError
from vendor import provide

FILE = "model.skops"
FILES = (FILE,)
PACKAGES = ("skops",)

# What a model may consist of besides what skops trusts by itself: numbers, arrays, and estimators of scikit-learn. A
# partial calls only what is trusted as well.
TRUSTED = (
    "functools.partial",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.utils.validation.check_array",
)


class SklearnModel(Model):
    def __init__(self, fitted: BaseEstimator, description: Description) -> None:
        self.fitted = fitted
        self.description = description
        self.rounds = int(getattr(fitted, "n_iter_", 1))

    def predict(self, features: pd.DataFrame) -> np.ndarray:
        rows, problem = self.description.encoding.matrix(features), self.description.task.problem
        if problem == "regression":
            return self.fitted.predict(rows).astype("float64")
        probabilities = self.fitted.predict_proba(rows).astype("float64")
        if problem == "binary":
            return probabilities[:, 1]
        # A class that no row for training has is never answered.
        every = np.zeros((len(rows), len(self.description.task.classes)))
        every[:, self.fitted.classes_.astype(int)] = probabilities
        return every

    def files(self) -> dict[str, bytes]:
        provide("skops")
        from skops.io import dumps

        return {FILE: dumps(self.fitted)}


def estimator(task: Task, encoding: Encoding, hyperparameters: Mapping[str, Any]) -> BaseEstimator:
    """What is fitted: trees on histograms, which take missing values and the codes of categories as they are."""
    parameters = {name: value for name, value in hyperparameters.items() if name != "class_weight"}
    categories = [number for number, count in enumerate(encoding.codes) if count > 0]
    common = {**parameters, "early_stopping": True, "categorical_features": categories or None}
    if task.problem == "regression":
        return HistGradientBoostingRegressor(**common)
    weight = None if hyperparameters["class_weight"] == "none" else hyperparameters["class_weight"]
    return HistGradientBoostingClassifier(**common, class_weight=weight)


def train(
    training: Rows, validation: Rows, task: Task, hyperparameters: Mapping[str, Any], checkpoints: Path | None
) -> SklearnModel:
    """scikit-learn keeps nothing of a training that is interrupted: it starts anew, and `checkpoints` is not used."""
    # What is missing to write the model is better known before.
    provide("skops")
    encoding = Encoding.of(task.features, training.features)
    fitted = estimator(task, encoding, hyperparameters)
    try:
        fitted.fit(
            encoding.matrix(training.features),
            training.labels,
            X_val=encoding.matrix(validation.features),
            y_val=validation.labels,
        )
    except ValueError as error:
        raise StepError(f"scikit-learn refuses: {str(error).splitlines()[0]}") from error
    return SklearnModel(fitted, Description("sklearn", task, encoding))


def load(files: Mapping[str, bytes], description: Description) -> SklearnModel:
    provide("skops")
    from skops.io import get_untrusted_types, loads
    from skops.io.exceptions import UntrustedTypesFoundException

    content = files[FILE]
    try:
        unknown = sorted(set(get_untrusted_types(data=content)) - set(TRUSTED))
        if unknown:
            raise StepError(f"{FILE} has types that framework_sklearn.py does not trust: {', '.join(unknown)}")
        fitted = loads(content, trusted=list(TRUSTED))
    except (BadZipFile, UntrustedTypesFoundException, KeyError, ValueError, TypeError, AttributeError) as error:
        raise StepError(f"{FILE} is no model that skops can read") from error
    if not isinstance(fitted, BaseEstimator):
        raise StepError(f"{FILE} is no estimator of scikit-learn")
    return SklearnModel(fitted, description)
