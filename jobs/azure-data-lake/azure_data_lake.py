"""Copies new files of an Azure Data Lake Storage container to the data bucket, as an Entra application.

A Glue job (Spark) runs it for the sake of Hadoop's abfss:// file system; no file is parsed. A manifest in the bucket
says what was copied, by size and time of change, so that a file arrives once, and again when it has changed. It is
written after every batch: a run that breaks off repeats one batch at most.
"""

import hashlib
import json
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import time

ARGUMENTS = [
    "account",
    "container",
    "folder",
    "tenant_id",
    "client_id",
    "secret_id",
    "bucket",
    "prefix",
    "manifest",
]
BATCH = 50
THREADS = 8
# A file that changed within this time may still be being written; the next run takes it.
SETTLE_SECONDS = 300
LONGEST_NAME = 200


@dataclass(frozen=True)
class SourceFile:
    """A file below the folder: its path relative to it, its size in bytes, its time of change in milliseconds."""

    path: str
    size: int
    modified: int


def mark(file):
    """What the manifest keeps of a file: another mark means that the file has changed."""
    return f"{file.size}:{file.modified}"


def is_data(path):
    """Names that begin with a dot or an underscore are markers and half-written files, by the custom of Hadoop."""
    return not any(part.startswith((".", "_")) for part in path.split("/"))


def plan(files, manifest, now):
    """The files to copy, oldest first.

    now: seconds since the epoch.
    """
    settled = (now - SETTLE_SECONDS) * 1000
    new = [
        file
        for file in files
        if is_data(file.path) and file.modified <= settled and manifest.get(file.path) != mark(file)
    ]
    return sorted(new, key=lambda file: (file.modified, file.path))


def landing_name(path):
    """One flat name for a path: landing/ has no folders below a data set.

    A name that had to be changed carries a digest of the path, so that two paths never meet in one name.
    """
    clean = re.sub(r"[^A-Za-z0-9._-]", "_", path)
    if clean == path and clean[0].isalnum() and len(clean) <= LONGEST_NAME:
        return clean
    stem, extension = os.path.splitext(clean)
    digest = hashlib.sha256(path.encode("utf-8")).hexdigest()[:12]
    if not stem[:1].isalnum():
        stem = f"f{stem}"
    extension = extension[:20]
    return f"{stem[: LONGEST_NAME - len(digest) - len(extension) - 1]}-{digest}{extension}"


def batches(items, size):
    return [items[start : start + size] for start in range(0, len(items), size)]


def source_uri(account, container, folder):
    """folder: path with a leading slash, "/" for the whole container."""
    return f"abfss://{container}@{account}.dfs.core.windows.net{folder}"


def hadoop_settings(account, tenant_id, client_id, client_secret):
    """Settings of Hadoop's file system: sign in at Entra with the application's client secret."""
    host = f"{account}.dfs.core.windows.net"
    provider = "org.apache.hadoop.fs.azurebfs.oauth2.ClientCredsTokenProvider"
    return {
        "fs.abfss.impl": "org.apache.hadoop.fs.azurebfs.SecureAzureBlobFileSystem",
        # Java's own TLS: the faster one would need another library.
        "fs.azure.ssl.channel.mode": "Default_JSSE",
        f"fs.azure.account.auth.type.{host}": "OAuth",
        f"fs.azure.account.oauth.provider.type.{host}": provider,
        f"fs.azure.account.oauth2.client.endpoint.{host}": (
            f"https://login.microsoftonline.com/{tenant_id}/oauth2/token"
        ),
        f"fs.azure.account.oauth2.client.id.{host}": client_id,
        f"fs.azure.account.oauth2.client.secret.{host}": client_secret,
    }


def copy_all(files, manifest, copy, keep, log):
    """Copies batch by batch and keeps the manifest after each.

    copy: copies one file. keep: stores the manifest. Raises what the first failed file raised, after the files of its
    batch that worked have been kept.
    """
    for batch in batches(files, BATCH):
        failures = []
        with ThreadPoolExecutor(THREADS) as threads:
            runs = [(file, threads.submit(copy, file)) for file in batch]
        for file, run in runs:
            error = run.exception()
            if error is None:
                manifest[file.path] = mark(file)
                log(f"copied {file.path} ({file.size} bytes)")
            else:
                failures.append(error)
                log(f"failed {file.path}: {type(error).__name__}")
        keep(manifest)
        if failures:
            raise failures[0]


class Manifest:
    """The manifest as an object of the data bucket."""

    def __init__(self, s3, bucket, key):
        self._s3 = s3
        self._place = {"Bucket": bucket, "Key": key}

    def read(self):
        try:
            answer = self._s3.get_object(**self._place)
        except self._s3.exceptions.NoSuchKey:
            return {}
        return json.loads(answer["Body"].read())

    def write(self, entries):
        text = json.dumps(entries, sort_keys=True)
        self._s3.put_object(**self._place, Body=text.encode("utf-8"), ContentType="application/json")


class DataLake:
    """A folder of the container, through Hadoop's Java classes."""

    def __init__(self, spark, uri, settings):
        self._jvm = spark._jvm
        configuration = spark.sparkContext._jsc.hadoopConfiguration()
        for key, value in settings.items():
            configuration.set(key, value)
        self._root = self._jvm.org.apache.hadoop.fs.Path(uri)
        self._files = self._root.getFileSystem(configuration)

    def list(self):
        root = self._files.makeQualified(self._root).toUri().getPath().rstrip("/")
        found = []
        entries = self._files.listFiles(self._root, True)
        while entries.hasNext():
            entry = entries.next()
            path = entry.getPath().toUri().getPath()[len(root) + 1 :]
            found.append(SourceFile(path, entry.getLen(), entry.getModificationTime()))
        return found

    def download(self, path, local):
        remote = self._jvm.org.apache.hadoop.fs.Path(self._root, path)
        target = self._jvm.org.apache.hadoop.fs.Path(f"file://{local}")
        # Without deleting the source, and without Hadoop's own checksum files.
        self._files.copyToLocalFile(False, remote, target, True)


def main():
    import boto3
    from awsglue.utils import getResolvedOptions
    from pyspark.sql import SparkSession

    options = getResolvedOptions(sys.argv, ARGUMENTS)
    s3 = boto3.client("s3")
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=options["secret_id"])
    settings = hadoop_settings(
        options["account"], options["tenant_id"], options["client_id"], secret["SecretString"].strip()
    )
    uri = source_uri(options["account"], options["container"], options["folder"])
    lake = DataLake(SparkSession.builder.getOrCreate(), uri, settings)
    manifest = Manifest(s3, options["bucket"], options["manifest"])

    def copy(file):
        with tempfile.TemporaryDirectory() as folder:
            local = os.path.join(folder, "file")
            lake.download(file.path, local)
            s3.upload_file(local, options["bucket"], options["prefix"] + landing_name(file.path))

    entries = manifest.read()
    files = plan(lake.list(), entries, time())
    print(f"{len(files)} new files in {uri}")
    copy_all(files, entries, copy, manifest.write, print)


if __name__ == "__main__":
    main()
