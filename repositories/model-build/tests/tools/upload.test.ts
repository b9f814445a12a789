import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { FakeAws, s3Error } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { contentHash, filesBelow, upload, type UploadFile } from "../../tools/upload";

const file = (path: string, text: string): UploadFile => ({ path, content: Buffer.from(text) });

describe("files to upload", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "upload-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are all below a folder, but for what tools leave there", async () => {
    for (const path of [
      "b.py",
      "a/c.py",
      "__pycache__/b.pyc",
      "d.pyc",
      ".hidden",
      "a/.cache/x",
      "a/__pycache__/y",
    ]) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), path);
    }
    assert.deepEqual(await filesBelow(folder), [file("a/c.py", "a/c.py"), file("b.py", "b.py")]);
    assert.deepEqual(await filesBelow(`${folder}/`), [file("a/c.py", "a/c.py"), file("b.py", "b.py")]);
  });

  it("fail if there is no such folder", async () => {
    await assert.rejects(
      filesBelow(join(folder, "none")),
      new Failure(`there is no folder ${join(folder, "none")}`, 2),
    );
  });

  it("have a hash of paths and contents, in any order", () => {
    const hash = contentHash([file("a", "1"), file("b", "2")]);
    assert.equal(hash, "a8eca051b64510e4");
    assert.equal(contentHash([file("b", "2"), file("a", "1")]), hash);
    for (const others of [
      [file("a", "1")],
      [file("a", "2"), file("b", "1")],
      [file("a", "1"), file("c", "2")],
      [file("a", "1b"), file("", "2")],
    ]) {
      assert.notEqual(contentHash(others), hash);
    }
  });
});

describe("upload", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
  });
  afterEach(() => aws.close());

  const put = (...files: UploadFile[]) =>
    upload(awsClients(aws.environment, "eu-west-1").s3, { bucket: "artifacts", prefix: "code/m/1" }, files);

  it("writes what is not there, and leaves what is", async () => {
    aws
      .on("PUT /artifacts/code/m/1/a.py", { body: "" })
      .on(
        "PUT /artifacts/code/m/1/b.py",
        s3Error("PreconditionFailed", "At least one of the preconditions failed", 412),
      )
      .on("PUT /artifacts/code/m/1/c.py", s3Error("ConditionalRequestConflict", "conflict", 409));
    assert.deepEqual(await put(file("a.py", "1"), file("b.py", "2"), file("c.py", "3")), {
      written: 1,
      present: 2,
    });
    assert.deepEqual(
      aws.calls.map(({ headers }) => headers["if-none-match"]),
      ["*", "*", "*"],
    );
  });

  it("fails if it may not write", async () => {
    aws.on("PUT /artifacts/code/m/1/a.py", s3Error("AccessDenied", "Access Denied", 403));
    await assert.rejects(put(file("a.py", "1")), { name: "AccessDenied" });
  });
});
