"""Tables and baselines for the containers of Model Monitor and Clarify, which look at one version at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from captured_rows import answer_columns
from columns import Feature
from quality import decided
from trainable import as_text
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

    Tables have a header, as Evaluate writes them: data-quality the answer and the features, model-quality `prediction`,
    `probability` and `label`, bias the label, the features and the protected columns, explainability the features.
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
    rows = pd.read_parquet(version.folder / ROWS)
    answer, features = answer_columns(version.width) or ["prediction"], [each.name for each in columns.features]
    _write(rows[[*answer, *features]], folder / "data-quality" / "data_quality.csv", columns.features)
    _write(rows[features], folder / "explainability" / "explainability.csv", columns.features)
    labelled = [pd.read_parquet(file) for file in sorted((output / "labelled").glob("*.parquet"))]
    known = pd.concat(labelled).query("version == @version.number") if labelled else pd.DataFrame()
    if len(known) < minimum:
        return "unlabelled"
    _write(_quality(version, known), folder / "model-quality" / "model_quality.csv")
    protected = [each.name for each in columns.protected if each.name in known]
    bias = known.rename(columns={"label": columns.label})[[columns.label, *features, *protected]]
    _write(bias.dropna(subset=protected), folder / "bias" / "bias.csv", columns.features)
    return "labelled"


def _quality(version: AnsweringVersion, known: pd.DataFrame) -> pd.DataFrame:
    answer = known["prediction"].to_numpy()
    if version.kind == "regression":
        return pd.DataFrame({"prediction": answer, "label": known["label"]})
    several = answer_columns(version.width)
    predicted = answer.astype("int64") if several else decided("binary", answer)
    probability = known[several].max(axis=1) if several else answer
    table = {"prediction": predicted, "probability": probability, "label": known["label"].astype("int64")}
    return pd.DataFrame(table)


def _write(table: pd.DataFrame, file: Path, features: tuple[Feature, ...] = ()) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Numbers that are whole in a column are written without a point, and dates as text, as the baselines' tables have
    # them.
    as_text(table, features).convert_dtypes().to_csv(file, index=False, lineterminator="\n")
