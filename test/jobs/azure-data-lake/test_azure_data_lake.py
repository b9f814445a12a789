"""Run by azure-data-lake.test.ts, or by hand: python3 -m unittest discover test/jobs/azure-data-lake"""

import io
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../jobs/azure-data-lake"))

import azure_data_lake as job  # noqa: E402
from azure_data_lake import SourceFile  # noqa: E402

NOW = 1_800_000_000
OLD = (NOW - 3600) * 1000


class Plan(unittest.TestCase):
    def paths(self, files, manifest=None):
        return [file.path for file in job.plan(files, manifest or {}, NOW)]

    def test_takes_new_files_oldest_first(self):
        files = [SourceFile("b.csv", 1, OLD), SourceFile("c.csv", 1, OLD - 1), SourceFile("a.csv", 1, OLD)]
        self.assertEqual(self.paths(files), ["c.csv", "a.csv", "b.csv"])

    def test_takes_no_file_twice(self):
        file = SourceFile("a.csv", 10, OLD)
        self.assertEqual(self.paths([file], {"a.csv": job.mark(file)}), [])

    def test_takes_a_file_again_when_size_or_time_has_changed(self):
        manifest = {"a.csv": job.mark(SourceFile("a.csv", 10, OLD))}
        self.assertEqual(self.paths([SourceFile("a.csv", 11, OLD)], manifest), ["a.csv"])
        self.assertEqual(self.paths([SourceFile("a.csv", 10, OLD + 1)], manifest), ["a.csv"])

    def test_leaves_a_file_that_may_still_be_written(self):
        fresh = (NOW - job.SETTLE_SECONDS) * 1000
        self.assertEqual(self.paths([SourceFile("a.csv", 1, fresh + 1)]), [])
        self.assertEqual(self.paths([SourceFile("a.csv", 1, fresh)]), ["a.csv"])

    def test_leaves_markers_and_half_written_files(self):
        names = ["_SUCCESS", ".a.csv.crc", "_temporary/0/a.csv", "day/.hidden/a.csv"]
        self.assertEqual(self.paths([SourceFile(name, 1, OLD) for name in names]), [])


class LandingName(unittest.TestCase):
    def test_keeps_a_good_name(self):
        self.assertEqual(job.landing_name("day-1_of.2.csv"), "day-1_of.2.csv")

    def test_flattens_folders_without_two_paths_meeting(self):
        names = {job.landing_name(path) for path in ["2026/01/a.csv", "2026_01/a.csv", "2026/01_a.csv"]}
        self.assertEqual(len(names), 3)
        for name in names:
            self.assertRegex(name, r"^2026_01_a-[0-9a-f]{12}\.csv$")

    def test_is_always_a_name_that_landing_takes(self):
        for path in ["ä/ö ü.csv", "-a.csv", "x" * 500 + ".jsonl", "a." + "e" * 300, "日本.csv", "a/b/"]:
            self.assertRegex(job.landing_name(path), r"^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$")

    def test_keeps_the_extension(self):
        self.assertTrue(job.landing_name("x" * 500 + ".jsonl").endswith(".jsonl"))


class Settings(unittest.TestCase):
    def test_sign_in_with_the_client_secret(self):
        host = "payments.dfs.core.windows.net"
        self.assertEqual(
            job.hadoop_settings("payments", "tenant", "client", "s3cr3t"),
            {
                "fs.abfss.impl": "org.apache.hadoop.fs.azurebfs.SecureAzureBlobFileSystem",
                "fs.azure.ssl.channel.mode": "Default_JSSE",
                f"fs.azure.account.auth.type.{host}": "OAuth",
                f"fs.azure.account.oauth.provider.type.{host}": (
                    "org.apache.hadoop.fs.azurebfs.oauth2.ClientCredsTokenProvider"
                ),
                f"fs.azure.account.oauth2.client.endpoint.{host}": (
                    "https://login.microsoftonline.com/tenant/oauth2/token"
                ),
                f"fs.azure.account.oauth2.client.id.{host}": "client",
                f"fs.azure.account.oauth2.client.secret.{host}": "s3cr3t",
            },
        )

    def test_name_the_folder(self):
        self.assertEqual(
            job.source_uri("payments", "exports", "/fraud/daily"),
            "abfss://exports@payments.dfs.core.windows.net/fraud/daily",
        )


class CopyAll(unittest.TestCase):
    def setUp(self):
        self.kept = []
        self.lines = []

    def copy(self, files, copy, manifest=None):
        entries = manifest if manifest is not None else {}
        job.copy_all(files, entries, copy, lambda kept: self.kept.append(dict(kept)), self.lines.append)
        return entries

    def test_keeps_the_manifest_after_every_batch(self):
        files = [SourceFile(f"{number}.csv", 1, number) for number in range(job.BATCH + 1)]
        entries = self.copy(files, lambda file: None)
        self.assertEqual([len(kept) for kept in self.kept], [job.BATCH, job.BATCH + 1])
        self.assertEqual(entries, {file.path: job.mark(file) for file in files})

    def test_fails_after_keeping_what_worked(self):
        def copy(file):
            if file.path == "b.csv":
                raise OSError("secret detail")

        files = [SourceFile(name, 1, OLD) for name in ["a.csv", "b.csv", "c.csv"]]
        with self.assertRaises(OSError):
            self.copy(files, copy)
        self.assertEqual([sorted(kept) for kept in self.kept], [["a.csv", "c.csv"]])
        self.assertIn("failed b.csv: OSError", self.lines)
        self.assertNotIn("secret detail", "".join(self.lines))

    def test_without_files_writes_nothing(self):
        self.copy([], lambda file: None)
        self.assertEqual(self.kept, [])


class Bucket:
    """S3 as far as the manifest needs it."""

    class exceptions:
        class NoSuchKey(Exception):
            pass

    def __init__(self):
        self.objects = {}

    def get_object(self, Bucket, Key):
        if (Bucket, Key) not in self.objects:
            raise self.exceptions.NoSuchKey()
        return {"Body": io.BytesIO(self.objects[Bucket, Key])}

    def put_object(self, Bucket, Key, Body, ContentType):
        self.objects[Bucket, Key] = Body


class ManifestObject(unittest.TestCase):
    def test_is_empty_before_the_first_run_and_then_what_was_written(self):
        manifest = job.Manifest(Bucket(), "data", "glue/manifests/a.json")
        self.assertEqual(manifest.read(), {})
        manifest.write({"ä.csv": "1:2"})
        self.assertEqual(manifest.read(), {"ä.csv": "1:2"})


class Uri:
    def __init__(self, path):
        self.path = path

    def getPath(self):
        return self.path


class Path:
    """org.apache.hadoop.fs.Path, with the file system that belongs to it."""

    lake = None

    def __init__(self, parent, child=None):
        self.text = parent if child is None else f"{parent.text}/{child}"

    def toUri(self):
        return Uri("/" + self.text.split("/", 3)[3])

    def getFileSystem(self, configuration):
        return Path.lake


class Entry:
    def __init__(self, path, size, modified):
        self.values = (Path(path), size, modified)

    def getPath(self):
        return self.values[0]

    def getLen(self):
        return self.values[1]

    def getModificationTime(self):
        return self.values[2]


class Entries:
    def __init__(self, entries):
        self.entries = list(entries)

    def hasNext(self):
        return bool(self.entries)

    def next(self):
        return self.entries.pop(0)


class Java:
    """The Java side of a Spark session, as far as the job calls it."""

    def __init__(self, entries):
        self.entries = entries
        self.settings = {}
        self.copies = []
        Path.lake = self
        self._jvm = self.org = self.apache = self.hadoop = self.fs = self
        self.Path = Path
        self.sparkContext = self._jsc = self

    def hadoopConfiguration(self):
        return self

    def set(self, key, value):
        self.settings[key] = value

    def makeQualified(self, path):
        return path

    def listFiles(self, root, recursive):
        assert recursive is True
        return Entries(self.entries)

    def copyToLocalFile(self, delete, remote, target, raw):
        assert (delete, raw) == (False, True)
        self.copies.append((remote.text, target.text))


class Lake(unittest.TestCase):
    URI = "abfss://exports@payments.dfs.core.windows.net/fraud/daily"

    def test_lists_paths_relative_to_the_folder(self):
        java = Java([Entry(f"{self.URI}/2026/a b.csv", 7, 9), Entry(f"{self.URI}/c.csv", 1, 2)])
        lake = job.DataLake(java, self.URI, {"key": "value"})
        self.assertEqual(lake.list(), [SourceFile("2026/a b.csv", 7, 9), SourceFile("c.csv", 1, 2)])
        self.assertEqual(java.settings, {"key": "value"})

    def test_lists_a_whole_container(self):
        root = "abfss://exports@payments.dfs.core.windows.net/"
        lake = job.DataLake(Java([Entry(f"{root}x/c.csv", 1, 2)]), root, {})
        self.assertEqual(lake.list(), [SourceFile("x/c.csv", 1, 2)])

    def test_downloads_one_file(self):
        java = Java([])
        job.DataLake(java, self.URI, {}).download("2026/a.csv", "/tmp/x/file")
        self.assertEqual(java.copies, [(f"{self.URI}/2026/a.csv", "file:///tmp/x/file")])


if __name__ == "__main__":
    unittest.main()
