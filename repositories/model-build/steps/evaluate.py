"""Step Evaluate: measures the new model on the hold-out, beside the model that production serves, the champion.

Writes, below the output:
  evaluation/evaluation.json: what the gate of the pipeline, the registry and the report read
  baseline/data-quality/data_quality.csv: header; the model's score as `prediction`, then the features of the rows for
    training. So looks what an endpoint captures: its answer, then the request
  baseline/model-quality/model_quality.csv: header prediction,probability,label; the rows of the hold-out
  cases/cases.csv: header; the model's score as `prediction`, then `label`, then the features of at most 500 rows of the
    hold-out. They travel with the version: its deployment has to answer each with that score
  monitoring-baseline/: what the version's monitors compare with; see monitoring_baseline.py
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xgboost as xgb

from archive import ARCHIVE, read_model
from cases import cases
from columns import Columns, read_columns
from metrics import confusion, measure, predictions, standard_deviations
from monitoring_baseline import write_monitoring_baseline
from parts import Part, matrix, read_part
from step import StepError, run

# Version of the champion when production serves no model yet.
NO_CHAMPION = "none"


@dataclass(frozen=True)
class Inputs:
    """What the step reads: folders, except for champion_version.

    champion_version: ARN of the model package that production serves, or "none".
    """

    model: Path
    champion: Path
    champion_version: str
    train: Path
    test: Path
    report: Path


def read_champion(folder: Path, version: str) -> xgb.Booster | None:
    """The champion; None if there is none.

    Raises StepError if a version is named without its file, or a file lies there without a version: then nobody knows
    what the new model is compared with.
    """
    archive = folder / ARCHIVE
    if (version == NO_CHAMPION) == archive.exists():
        raise StepError(
            f"the champion is {version!r}, but there is {'a' if archive.exists() else 'no'} {ARCHIVE} in {folder}; "
            f"give both the version and its file, or {NO_CHAMPION!r} and no file"
        )
    return None if version == NO_CHAMPION else read_model(archive)


def score(booster: xgb.Booster, features: pd.DataFrame, whose: str) -> np.ndarray:
    """Probability of label 1 for each row. A model takes its features by their names, so an older one may know fewer.

    whose: names the model in messages.

    Raises StepError if the model does not name its features, needs some that are not there, or does not answer with
    probabilities.
    """
    names = booster.feature_names
    if names is None:
        raise StepError(f"{whose} does not name its features; train it with train.py")
    missing = [name for name in names if name not in features.columns]
    if missing:
        raise StepError(
            f"{whose} needs the features {', '.join(missing)}, which columns.json does not have; keep them there until "
            "production serves a model without them"
        )
    scores = booster.predict(matrix(features[names]))
    if scores.ndim != 1 or not ((scores >= 0) & (scores <= 1)).all():
        raise StepError(f"{whose} does not answer with one probability for a row; train it with binary:logistic")
    return scores


def importance(booster: xgb.Booster, columns: Columns) -> dict[str, float]:
    """Share of each feature in what all splits of the model gain, highest first."""
    gains = booster.get_score(importance_type="total_gain")
    total = sum(gains.values()) or 1.0
    shares = {feature: gains.get(feature, 0.0) / total for feature in columns.features}
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def read_report(folder: Path, train: Part, test: Part) -> dict[str, Any]:
    """Version and rows of the data, from the report of preprocess.py.

    Raises StepError if the parts are not those of the report.
    """
    report = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    found = {"train": len(train.labels), "test": len(test.labels)}
    reported = {part: report["rows"][part] for part in found}
    if found != reported:
        raise StepError(
            f"the parts have {found} rows, data.json says {reported}; take all from one run of preprocess.py"
        )
    return {"version": report["version"], "rows": report["rows"]}


def evaluation(booster: xgb.Booster, champion: xgb.Booster | None, test: Part) -> dict[str, Any]:
    """What evaluation.json tells about both models on the hold-out, except for the champion's version."""
    scores = score(booster, test.features, "the new model")
    values, deviations = measure(test.labels, scores), standard_deviations(test.labels, scores)
    rival = {} if champion is None else measure(test.labels, score(champion, test.features, "the champion"))
    return {
        "binary_classification_metrics": {
            **{name: {"value": values[name], "standard_deviation": deviations[name]} for name in values},
            "confusion_matrix": confusion(test.labels, scores),
        },
        "champion": {"metrics": {name: {"value": value} for name, value in rival.items()}},
        # New minus champion. 0 without a champion; the gate does not look at it then.
        "comparison": {"improvement": {name: values[name] - rival.get(name, values[name]) for name in values}},
    }


def write_baselines(booster: xgb.Booster, train: Part, test: Part, output: Path) -> None:
    """Writes the tables from which baselines of data quality and model quality are made."""
    data_quality = train.features.convert_dtypes()
    data_quality.insert(0, "prediction", score(booster, train.features, "the new model").astype("float64"))
    probability = score(booster, test.features, "the new model").astype("float64")
    model_quality = pd.DataFrame(
        {"prediction": predictions(probability), "probability": probability, "label": test.labels}
    )
    for name, table in {"data-quality": data_quality, "model-quality": model_quality}.items():
        file = output / "baseline" / name / f"{name.replace('-', '_')}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        table.to_csv(file, index=False, lineterminator="\n")


def write_cases(booster: xgb.Booster, test: Part, output: Path) -> None:
    """Writes the cases that every deployment of this version is tested with."""
    chosen = cases(test)
    table = chosen.features.convert_dtypes()
    table.insert(0, "prediction", score(booster, chosen.features, "the new model").astype("float64"), True)
    table.insert(1, "label", chosen.labels, True)
    file = output / "cases" / "cases.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(file, index=False, lineterminator="\n")


def evaluate(inputs: Inputs, output: Path, columns: Columns) -> None:
    """Does the step.

    output: below it the files are written.

    Raises StepError if the inputs do not belong together.
    """
    booster = read_model(inputs.model / ARCHIVE)
    if booster.feature_names != list(columns.features):
        raise StepError("the new model has other features than columns.json; train it with the same columns.json")
    champion = read_champion(inputs.champion, inputs.champion_version)
    train, test = read_part(inputs.train, columns), read_part(inputs.test, columns)
    data = read_report(inputs.report, train, test)
    document = evaluation(booster, champion, test)
    document["champion"] = {"version": inputs.champion_version, **document["champion"]}
    document |= {"data": data, "importance": importance(booster, columns)}
    file = output / "evaluation" / "evaluation.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    write_baselines(booster, train, test, output)
    write_cases(booster, test, output)
    write_monitoring_baseline(
        booster,
        (train, score(booster, train.features, "the new model")),
        (test, score(booster, test.features, "the new model")),
        (inputs.test, output / "monitoring-baseline"),
        columns,
    )
    print(json.dumps(document["binary_classification_metrics"]))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measures the model on the hold-out.")
    inputs = Path("/opt/ml/processing/input")
    for name in ("model", "champion", "train", "test", "report"):
        parser.add_argument(f"--{name}", type=Path, default=inputs / name)
    parser.add_argument("--champion-version", required=True)
    parser.add_argument("--output", type=Path, default=Path("/opt/ml/processing/output"))
    parser.add_argument("--message", type=Path, default=Path("/opt/ml/output/message"))
    options = vars(parser.parse_args(arguments))
    output, message = options.pop("output"), options.pop("message")
    return run(lambda: evaluate(Inputs(**options), output, read_columns()), message)


if __name__ == "__main__":
    sys.exit(main())
