from __future__ import annotations

import boto3
import pytest
from moto import mock_aws

import curate
from curate import S3Lake

BUCKET = "mlops-fraud-development-data-200000000001"


@pytest.fixture
def s3(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        yield client


def test_lists_all_pages_and_nothing_else(s3):
    for number in range(1001):
        s3.put_object(Bucket=BUCKET, Key=f"raw/payments/{number}.csv", Body=str(number))
    s3.put_object(Bucket=BUCKET, Key="curated/payments/x", Body="")
    assert len(S3Lake(s3, BUCKET).list("raw/payments/")) == 1001
    assert S3Lake(s3, BUCKET).list("schemas/") == {}


def test_marks_content(s3):
    lake = S3Lake(s3, BUCKET)
    marks = set()
    for text in ("one", "two"):
        lake.write("raw/a", text)
        marks.add(lake.list("raw/")["raw/a"])
    assert len(marks) == 2


def test_reads_what_it_wrote_and_nothing_else(s3):
    lake = S3Lake(s3, BUCKET)
    lake.write("curated/payments/_made_from", "abc")
    assert lake.read("curated/payments/_made_from") == "abc"
    assert lake.read("curated/payments/none") is None
    assert lake.uri("raw/a") == f"s3://{BUCKET}/raw/a"


def test_knows_how_many_rows_arrived(s3):
    s3.put_object(Bucket=BUCKET, Key="raw/a.csv", Body="", Metadata={"rows": "3"})
    s3.put_object(Bucket=BUCKET, Key="raw/b.csv", Body="")
    lake = S3Lake(s3, BUCKET)
    assert (lake.rows("raw/a.csv"), lake.rows("raw/b.csv")) == (3, None)


def test_puts_an_object_into_the_place_of_another(s3):
    lake = S3Lake(s3, BUCKET)
    s3.put_object(Bucket=BUCKET, Key="glue/tmp/new", Body="new", Tagging="a=b")
    lake.write("curated/rows.parquet", "old")
    lake.copy("glue/tmp/new", "curated/rows.parquet")
    lake.delete("glue/tmp/new")
    assert lake.read("curated/rows.parquet") == "new"
    assert lake.list("glue/") == {}
    assert s3.get_object_tagging(Bucket=BUCKET, Key="curated/rows.parquet")["TagSet"] == []


def test_does_not_take_a_refusal_for_a_missing_object(s3):
    with pytest.raises(Exception, match="NoSuchBucket"):
        S3Lake(s3, "another").read("a")


def test_main_passes_over_the_arguments_of_glue(s3, monkeypatch):
    made = {}
    monkeypatch.setattr(curate, "curate", lambda spark, lake, script: made.update(uri=lake.uri(""), script=script) or 3)
    monkeypatch.setattr(curate.SparkSession, "builder", type("Builder", (), {"getOrCreate": lambda self: None})())
    curate.main(["--JOB_NAME", "curate", "--data-bucket", BUCKET, "--TempDir", "s3://x", "--enable-metrics"])

    monkeypatch.setattr(curate, "curate_arrivals", lambda spark, lake, script: made.update(again=True) or 0)
    curate.main(["--data-bucket", BUCKET, "--on-arrival", "true"])
    assert made["again"]
    assert made["uri"] == f"s3://{BUCKET}/"
    assert len(made["script"]) == 64
