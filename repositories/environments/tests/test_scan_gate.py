import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "scripts"))

from scan_gate import judge  # noqa: E402


def answer(status: str = "COMPLETE", **counts: int) -> dict:
    findings = [
        {
            "name": f"CVE-2026-{index}",
            "severity": severity,
            "attributes": [{"key": "package_name", "value": "zlib"}, {"key": "package_version", "value": "1.2"}],
        }
        for index, severity in enumerate(counts)
    ]
    return {
        "imageScanStatus": {"status": status},
        "imageScanFindings": {"findingSeverityCounts": counts, "findings": findings},
    }


class ScanGate(unittest.TestCase):
    def test_lets_pass_what_is_neither_critical_nor_high(self) -> None:
        report, good = judge("training", answer(MEDIUM=3, LOW=9))
        self.assertEqual((report, good), ("## training\n\nThe scan found 0 critical and 0 high.\n\n", True))

    def test_lets_pass_an_image_without_findings(self) -> None:
        self.assertTrue(judge("training", {"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindings": {}})[1])

    def test_stops_critical_and_high(self) -> None:
        report, good = judge("training", answer(CRITICAL=1, HIGH=2, LOW=4))
        self.assertFalse(good)
        self.assertEqual(
            report,
            "## training\n\nThe scan found 1 critical and 2 high.\n\n"
            "- CRITICAL CVE-2026-0 in zlib 1.2\n- HIGH CVE-2026-1 in zlib 1.2\n",
        )

    def test_fails_closed_without_a_finished_scan(self) -> None:
        for status in ("FAILED", "IN_PROGRESS", "UNSUPPORTED_IMAGE"):
            with self.subTest(status), self.assertRaises(KeyError):
                judge("training", answer(status))
        with self.assertRaises(KeyError):
            judge("training", {})


if __name__ == "__main__":
    unittest.main()
