"""Writes the versions of a model package group, as `aws sagemaker list-model-packages` lists them, as Markdown."""

import json
import sys

HEADER = "| version | approval | status | created |\n| --: | --- | --- | --- |"


def summarize(group: str, listing: dict) -> str:
    """The Markdown text for one group.

    Raises KeyError if a version lacks what every version of a group has.
    """
    versions = listing["ModelPackageSummaryList"]
    if not versions:
        return f"# {group}\n\nThe registry holds no version yet.\n"
    return f"# {group}\n\n{HEADER}\n" + "".join(_row(version) for version in versions)


def _row(version: dict) -> str:
    cells = (
        version["ModelPackageVersion"],
        version["ModelApprovalStatus"],
        version["ModelPackageStatus"],
        version["CreationTime"],
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


if __name__ == "__main__":
    sys.stdout.write(summarize(sys.argv[1], json.load(sys.stdin)))
