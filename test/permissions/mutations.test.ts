import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { survivorsOf } from "../../permissions/mutations";
import { casesOf } from "../../permissions/simulation/cases";
import { readSurvivors, stale, unexplained } from "../../permissions/survivors";
import type { Section } from "../../permissions/table";
import { smallWorld } from "./small-world";
import { OBJECT } from "./verdict";

const reads: Section = {
  file: "test",
  who: ["reader@automation"],
  may: [{ do: ["s3:GetObject"], on: [OBJECT] }],
  mayNot: [],
};

const guarded: Section[] = [
  { ...reads, mayNot: [{ do: ["s3:GetObject"], on: [OBJECT], with: { "aws:SecureTransport": "false" } }] },
  {
    file: "test",
    who: ["unlimited@automation"],
    may: [],
    mayNot: [{ do: ["s3:PutBucketPolicy"], on: ["bucket:data@automation"] }],
  },
  {
    file: "test",
    who: ["administrator@automation"],
    may: [],
    mayNot: [{ do: ["iam:CreateUser"], on: ["new:iam:user/a@own"] }],
  },
  {
    file: "test",
    who: ["service:lambda.amazonaws.com"],
    may: [{ do: ["sts:AssumeRole"], on: ["role:reader@automation"] }],
    mayNot: [],
  },
];

describe("leaving out statements and conditions", () => {
  it("is noticed where a case depends on each", async () => {
    const world = smallWorld();
    assert.deepEqual(await survivorsOf(world, casesOf(world, guarded)), { mutants: 7, survivors: [] });
  });

  it("shows what no case depends on", async () => {
    const world = smallWorld();
    const { survivors } = await survivorsOf(world, casesOf(world, [reads]));
    assert.deepEqual(survivors, [
      { document: "iam/Role reader assumeRolePolicy", statement: "Service", without: "statement" },
      { document: "iam/Policy boundary policy", statement: "NoWayOut", without: "statement" },
      { document: "s3/BucketPolicy data-policy policy", statement: "OnlyTls", without: "statement" },
      { document: "organizations/Policy guardrails content", statement: "NoUsers", without: "statement" },
    ]);
  });

  it("shows a condition that no case depends on", async () => {
    const world = smallWorld();
    const insecure: Section = {
      ...reads,
      may: [],
      mayNot: [{ do: ["s3:GetObject"], on: [OBJECT], with: { "aws:SecureTransport": "false" } }],
    };
    const { survivors } = await survivorsOf(world, casesOf(world, [insecure]));
    const bucket = survivors.filter(({ document }) => document.startsWith("s3/"));
    assert.deepEqual(
      bucket.map(({ without }) => without),
      ["Bool aws:SecureTransport"],
    );
  });
});

describe("explained survivors", () => {
  const mutant = { document: "kms/Key a-key policy", statement: "Grants", without: "statement" };
  const entry = {
    ...mutant,
    document: "kms/Key *-key policy",
    because: "there is nothing that could notice it",
  };
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "survivors-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (content: string) => {
    const path = join(folder, "survivors.yaml");
    writeFileSync(path, content);
    return readSurvivors(path);
  };

  it("cover the mutants that they name", () => {
    assert.deepEqual(unexplained([mutant], [entry]), []);
    assert.deepEqual(unexplained([mutant], [{ ...entry, statement: "Use" }]), [mutant]);
  });

  it("are stale once nothing of theirs survives", () => {
    assert.deepEqual(stale([mutant], [entry]), []);
    assert.deepEqual(stale([], [entry]), [entry]);
  });

  it("need an explanation", () => {
    assert.deepEqual(read(JSON.stringify([entry])), [entry]);
    assert.deepEqual(read(""), []);
    assert.throws(() => read(JSON.stringify([mutant])), { message: /is not a list of survivors/ });
    assert.throws(() => read(JSON.stringify([{ ...entry, because: "why not" }])), {
      message: /say in a sentence why no case can notice it/,
    });
  });
});
