import assert from "node:assert/strict";

import { decideAll, mismatches, rolesWithoutCases } from "../../permissions/check";
import type { Case } from "../../permissions/simulation/cases";
import { casesOf, titleOf } from "../../permissions/simulation/cases";
import type { Row } from "../../permissions/table";
import { smallWorld } from "./small-world";
import { OBJECT, verdict } from "./verdict";

describe("a case that makes no sense", () => {
  const senseless: readonly [
    about: string,
    action: string,
    on: string,
    more: Partial<Row>,
    message: RegExp,
  ][] = [
    ["an unknown service", "s4:GetObject", OBJECT, {}, /there is no service s4/],
    ["an unknown action", "s3:GetObjekt", OBJECT, {}, /there is no action s3:GetObjekt/],
    [
      "a thing that the action is not about",
      "s3:GetObject",
      "bucket:data@automation",
      {},
      /is not about things such as/,
    ],
    ["a thing where there is none", "ecr:GetAuthorizationToken", OBJECT, {}, /write on: "\*"/],
    [
      "a key that AWS does not send with the action",
      "s3:GetObject",
      OBJECT,
      { with: { "kms:ViaService": "s3" } },
      /kms:ViaService means nothing to s3:GetObject/,
    ],
    [
      "a thing that is not there",
      "s3:GetObject",
      "object:none/a@automation",
      {},
      /not in the graph: the account of automation has mlops-own-automation-data-/,
    ],
    [
      "a kind of thing that is not there",
      "s3:GetObject",
      "objekt:data/a@automation",
      {},
      /unknown kind objekt: known are api, bucket, /,
    ],
    ["no account", "s3:GetObject", "object:data/a@nowhere", {}, /there is no account nowhere/],
    ["no reference", "s3:GetObject", "data", {}, /"data" names nothing/],
  ];
  for (const [about, action, on, more, message] of senseless) {
    it(`is refused: ${about}`, async () => {
      await assert.rejects(verdict("reader@automation", action, on, more), { message });
    });
  }

  it("is refused: nobody of that name", async () => {
    await assert.rejects(verdict("writer@automation", "s3:GetObject", OBJECT), {
      message: /there is no role "writer@automation": the account has mlops-own-automation-reader/,
    });
    await assert.rejects(verdict("writer", "s3:GetObject", OBJECT), {
      message: /nobody is called "writer": write <role>@/,
    });
  });

  it("is refused: a section that leaves somebody out who is not in it", () => {
    const section = { file: "test", who: ["every role"], except: ["writer@automation"], may: [], mayNot: [] };
    assert.throws(() => casesOf(smallWorld(), [section]), { message: /except leaves out writer@automation/ });
  });
});

describe("the cases of a table", () => {
  const section = {
    file: "test",
    who: ["every role"],
    may: [{ do: ["s3:GetObject", "s3:DeleteObject"], on: [OBJECT, "object:data/b@own"] }],
    mayNot: [{ do: ["s3:PutObject"], on: [OBJECT], with: { "aws:SecureTransport": "false" } }],
  };

  it("are every action of every row on every thing", () => {
    assert.deepEqual(casesOf(smallWorld(), [section]).map(titleOf), [
      `reader@automation may s3:GetObject on ${OBJECT}`,
      "reader@automation may s3:GetObject on object:data/b@own",
      `reader@automation may s3:DeleteObject on ${OBJECT}`,
      "reader@automation may s3:DeleteObject on object:data/b@own",
      `reader@automation may not s3:PutObject on ${OBJECT} (aws:SecureTransport = false)`,
    ]);
  });

  it("are held against what IAM answers", async () => {
    const wrong = mismatches(await decideAll(casesOf(smallWorld(), [section])));
    assert.deepEqual(
      wrong.map((result) => result.case.action),
      ["s3:DeleteObject", "s3:DeleteObject"],
    );
  });

  it("tell which role no row allows anything", () => {
    const world = smallWorld();
    const cases = (may: boolean): Case[] => casesOf(world, [may ? section : { ...section, may: [] }]);
    assert.deepEqual(rolesWithoutCases(world, cases(true)), []);
    assert.deepEqual(rolesWithoutCases(world, cases(false)), ["mlops-own-automation-reader"]);
  });
});
