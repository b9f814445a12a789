"""Tables and baselines for the containers of Model Monitor and Clarify, which look at one version at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from metrics import predictions
from versions import ROWS, AnsweringVersion

# File that the registry names, and where a check looks for it.
PLACES = {
    "data-quality-statistics.json": "data-quality/statistics.json",
    "data-quality-constraints.json": "data-quality/constraints.json",
    "model-quality-statistics.json": "model-quality/statistics.json",
    "model-quality-constraints.json": "model-quality/constraints.json",
    "bias-constraints.json": "bias/constraints.json",
    "explainability-constraints.json": "explainability/constraints.json",
}


def write_tables(versions: list[AnsweringVersion], output: Path, minimum: int) -> str:
    """Writes below output/sagemaker what the checks of the version with the most rows read, and returns what can be
    checked: `labelled` rows, only `unlabelled` ones, or `none` if there are too few.

    Tables have a header: data-quality `prediction` and the features, model-quality `prediction`, `probability` and
    `label`, bias the label, the features and the protected columns, explainability the features.
    """
    judged = [version for version in versions if version.rows >= minimum and version.problem is None]
    if not judged:
        return "none"
    version = max(judged, key=lambda each: each.rows)
    folder, columns = output / "sagemaker", version.columns
    for name, place in PLACES.items():
        source = version.folder / "constraints" / name
        if source.exists():
            (folder / "baselines" / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / "baselines" / place)
    shutil.copy(version.folder / "model.tar.gz", folder / "model.tar.gz")
    rows = pd.read_parquet(version.folder / ROWS).drop(columns=["inference_id", "time"])
    _write(rows, folder / "data-quality" / "data_quality.csv")
    _write(rows[list(columns.features)], folder / "explainability" / "explainability.csv")
    labelled = [pd.read_parquet(file) for file in sorted((output / "labelled").glob("*.parquet"))]
    known = pd.concat(labelled).query("version == @version.number") if labelled else pd.DataFrame()
    if len(known) < minimum:
        return "unlabelled"
    score = known["prediction"].to_numpy()
    quality = pd.DataFrame({"prediction": predictions(score), "probability": score, "label": known["label"]})
    _write(quality.astype({"label": "int64"}), folder / "model-quality" / "model_quality.csv")
    bias = known.rename(columns={"label": columns.label})[list(columns.all)].dropna(subset=list(columns.protected))
    _write(bias, folder / "bias" / "bias.csv")
    return "labelled"


def _write(table: pd.DataFrame, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Numbers that are whole in a column are written without a point, as the baselines' tables have them.
    table.convert_dtypes().to_csv(file, index=False, lineterminator="\n")
