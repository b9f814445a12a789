import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "scripts"))

from versions_summary import summarize  # noqa: E402


class VersionsSummary(unittest.TestCase):
    def test_lists_versions_in_the_given_order(self) -> None:
        listing = {
            "ModelPackageSummaryList": [
                {
                    "ModelPackageVersion": 8,
                    "ModelApprovalStatus": "PendingManualApproval",
                    "ModelPackageStatus": "Completed",
                    "CreationTime": "2026-03-02T09:00:00+00:00",
                },
                {
                    "ModelPackageVersion": 7,
                    "ModelApprovalStatus": "Approved",
                    "ModelPackageStatus": "Completed",
                    "CreationTime": "2026-03-01T09:00:00+00:00",
                },
            ]
        }
        self.assertEqual(
            summarize("credit-churn", listing),
            "# credit-churn\n"
            "\n"
            "| version | approval | status | created |\n"
            "| --: | --- | --- | --- |\n"
            "| 8 | PendingManualApproval | Completed | 2026-03-02T09:00:00+00:00 |\n"
            "| 7 | Approved | Completed | 2026-03-01T09:00:00+00:00 |\n",
        )

    def test_says_that_there_is_none(self) -> None:
        self.assertEqual(
            summarize("credit-churn", {"ModelPackageSummaryList": []}),
            "# credit-churn\n\nThe registry holds no version yet.\n",
        )

    def test_fails_when_the_answer_is_no_list_of_versions(self) -> None:
        with self.assertRaises(KeyError):
            summarize("credit-churn", {})


if __name__ == "__main__":
    unittest.main()
