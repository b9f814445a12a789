"""Small data for the tests; pyproject.toml lets them import the modules in steps/ and samples/ by their names."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

# With few rows several threads mostly wait for each other. Set before XGBoost is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pandas as pd
import pytest

from columns import Columns

COLUMNS = Columns(label="bought", features=("age", "income"), protected=("group", "region"))


def customers(count: int, seed: int = 7) -> pd.DataFrame:
    """Rows whose label depends on both features; values are missing in one feature and one protected attribute."""
    random = np.random.default_rng(seed)
    age = random.integers(18, 80, count).astype("float64")
    income = random.lognormal(3, 0.5, count).round(3)
    chance = 1 / (1 + np.exp(-(age - 50) / 8 - (income - 20) / 6))
    return pd.DataFrame(
        {
            "id": [f"customer-{seed}-{number}" for number in range(count)],
            "age": np.where(random.random(count) < 0.1, np.nan, age),
            "income": income,
            "bought": (random.random(count) < chance).astype("int64"),
            "group": random.integers(0, 2, count),
            "region": np.where(random.random(count) < 0.1, np.nan, random.integers(0, 3, count)),
        }
    )


def pack(archive: Path, model: Path) -> None:
    """Makes a model.tar.gz of a model folder, as SageMaker does after training."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(model, arcname=".")


def files_below(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with the rows of 1,000 customers as CSV."""
    folder = tmp_path / "data"
    folder.mkdir()
    customers(1000).to_csv(folder / "customers.csv", index=False)
    return folder
