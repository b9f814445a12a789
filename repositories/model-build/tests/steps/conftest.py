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

from columns import Columns, Feature

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


PROBLEMS = ("binary", "multiclass", "regression")

SHOP = (Feature("age"), Feature("city", "category"), Feature("opened", "date"), Feature("visits"))
CLASSES = {"binary": ("no", "yes"), "multiclass": ("bronze", "silver", "gold"), "regression": ()}
FAVOURABLE = {"binary": None, "multiclass": ("gold",), "regression": {"above": 100}}


def shop_columns(problem: str) -> Columns:
    protected = (Feature("sex", "category"), Feature("region"))
    return Columns("outcome", SHOP, protected, ("id",), CLASSES[problem], FAVOURABLE[problem])


def shop(problem: str, count: int = 900, seed: int = 3) -> pd.DataFrame:
    """Rows of all kinds of columns, some of them missing; the outcome depends on all features but visits."""
    random = np.random.default_rng(seed)
    age = random.integers(18, 80, count).astype("float64")
    city = random.choice(["Bern", "Basel, Stadt", 'a "big" one', "Genève"], count, p=[0.5, 0.3, 0.1, 0.1])
    day = random.integers(0, 3000, count)
    worth = age + 30 * (city == "Bern") + 10 * (city == "Genève") + day / 60 + random.normal(0, 6, count)
    ends = np.quantile(worth, [0.35, 0.7])
    outcome = {
        "binary": np.array(["no", "yes"])[(worth > ends[1]).astype(int)],
        "multiclass": np.array(["bronze", "silver", "gold"])[np.searchsorted(ends, worth)],
        "regression": worth.round(2),
    }[problem]
    opened = (np.datetime64("2015-01-01") + day).astype(str).astype(object)
    return pd.DataFrame(
        {
            "id": [f"{seed}-{number}" for number in range(count)],
            "age": np.where(random.random(count) < 0.1, np.nan, age),
            "city": np.where(random.random(count) < 0.05, None, city.astype(object)),
            "opened": np.where(random.random(count) < 0.05, None, opened),
            "visits": random.integers(0, 9, count),
            "outcome": outcome,
            "sex": random.choice(["f", "m"], count),
            "region": random.integers(0, 3, count),
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
