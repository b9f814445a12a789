"""Run by snowflake-import.test.ts, or by hand: python3 -m unittest discover test/jobs/snowflake-import"""

import os
import sys
import unittest
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../jobs/snowflake-import"))

import snowflake_import as job  # noqa: E402


class Names(unittest.TestCase):
    def test_take_plain_tables_and_data_sets(self):
        self.assertEqual(job.table_name("TRANSACTIONS_2026$"), "TRANSACTIONS_2026$")
        self.assertEqual(job.dataset_name("card-payments-2"), "card-payments-2")

    def test_refuse_what_could_be_a_statement_or_a_path(self):
        for table in ["", "a b", "a;drop table b", "(select 1)", '"a"', "a.b", "a\n"]:
            with self.assertRaises(ValueError, msg=table):
                job.table_name(table)
        for dataset in ["", "../raw", "A", "a_b", "-a", "a/b", "a" * 33, "a\n"]:
            with self.assertRaises(ValueError, msg=dataset):
                job.dataset_name(dataset)

    def test_of_files_sort_by_time_and_fit_into_landing(self):
        started = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
        self.assertEqual(job.file_name("_CARD$X", started, 7), "card_x-20260102T030405Z-00007.csv")
        self.assertEqual(job.file_name("__", started, 1), "table-20260102T030405Z-00001.csv")


class Cells(unittest.TestCase):
    def test_are_text_that_reads_the_same_everywhere(self):
        cases = [
            (None, ""),
            (True, "true"),
            (False, "false"),
            (Decimal("10.50"), "10.50"),
            (Decimal("1E+3"), "1000"),
            (date(2026, 1, 2), "2026-01-02"),
            (datetime(2026, 1, 2, 3, 4, 5), "2026-01-02T03:04:05Z"),
            (datetime(2026, 1, 2, 3, 4, 5, 60), "2026-01-02T03:04:05.000060Z"),
            (datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))), "2026-01-02T01:04:05Z"),
            (bytearray(b"\x00\xff"), "00ff"),
            ("ä", "ä"),
        ]
        for value, text in cases:
            self.assertEqual(job.cell(value), text)


class Columns(unittest.TestCase):
    def test_are_named_as_schemas_name_them(self):
        self.assertEqual(job.column_names(["PAYMENT_ID", "Amount2"]), ["payment_id", "amount2"])

    def test_are_refused_where_no_schema_can_have_them(self):
        for columns in [["A", "a"], ["A$B"], ["1A"], ["_A"], ["my col"], [""]]:
            with self.assertRaises(ValueError, msg=columns):
                job.column_names(columns)


class Files(unittest.TestCase):
    def setUp(self):
        self.files = []

    def store(self, number, path):
        with open(path, encoding="utf-8", newline="") as file:
            self.files.append((number, file.read()))

    def test_have_a_header_and_limited_length(self):
        rows = [(1, "a,b"), (2, 'say "x"'), (3, None)]
        self.assertEqual(job.write_files(["ID", "NOTE"], rows, 2, self.store), 3)
        self.assertEqual(
            self.files,
            [(1, 'id,note\n1,"a,b"\n2,"say ""x"""\n'), (2, "id,note\n3,\n")],
        )

    def test_a_full_last_file_is_followed_by_none(self):
        self.assertEqual(job.write_files(["ID"], [(1,), (2,)], 2, self.store), 2)
        self.assertEqual([number for number, _ in self.files], [1])

    def test_a_table_without_rows_gives_none(self):
        self.assertEqual(job.write_files(["ID"], [], 2, self.store), 0)
        self.assertEqual(self.files, [])


if __name__ == "__main__":
    unittest.main()
