import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";

import { decideAll } from "../../permissions/check";
import type { Result } from "../../permissions/check";
import { matrixPage } from "../../permissions/matrix-page";
import { report } from "../../permissions/report";
import { casesOf } from "../../permissions/simulation/cases";
import { smallWorld } from "./small-world";
import { OBJECT } from "./verdict";

async function results(denied: string): Promise<Result[]> {
  const world = smallWorld();
  const sections = [
    {
      file: "data-readers",
      who: ["reader@automation"],
      why: "Reads the data",
      may: [{ do: ["s3:GetObject"], on: [OBJECT] }],
      mayNot: [{ do: [denied], on: [OBJECT], why: "it is read by others" }],
    },
  ];
  return decideAll(casesOf(world, sections));
}

describe("the report", () => {
  it("counts cases by who and area", async () => {
    const lines = stripVTControlCharacters(report(await results("s3:DeleteObject"))).split("\n");
    assert.match(
      lines[0] ?? "",
      /^may\/may not +data +images +machine learning +keys +secrets +identities +operations/,
    );
    assert.match(lines[1] ?? "", /^reader@automation +1\/1/);
    assert.equal(lines.at(-1), "2 cases, 1 of them allowed: all as the tables say");
  });

  it("tells which case came out otherwise, and by which statement", async () => {
    const lines = stripVTControlCharacters(report(await results("s3:GetObject"))).split("\n");
    assert.deepEqual(lines.slice(-4), [
      `data-readers: reader@automation may not s3:GetObject on ${OBJECT}`,
      "  IAM allows it: Read in iam/RolePolicy reader-policy policy",
      "  the table says why it should be otherwise: it is read by others",
      "2 cases, 1 of them allowed: 1 otherwise than the tables say",
    ]);
  });
});

describe("the whole matrix", () => {
  it("has a chapter a file, a part a section and a line a row, with what decided", async () => {
    const page = matrixPage(await results("s3:DeleteObject"));
    assert.equal(
      page.slice(page.indexOf("## Data readers")),
      [
        "## Data readers",
        "",
        "### `reader@automation`",
        "",
        "Reads the data",
        "",
        "| may | actions | on | with | decided by | why |",
        "| --- | --- | --- | --- | --- | --- |",
        `| yes | \`s3:GetObject\` | \`${OBJECT}\` |  | \`Read\` of \`reader-policy\` |  |`,
        `| **no** | \`s3:DeleteObject\` | \`${OBJECT}\` |  | nothing allows it | it is read by others |`,
        "",
      ].join("\n"),
    );
    assert.match(page, /\| `reader@automation` \| 1 may, 1 not \|/);
  });

  it("is not written while a case comes out otherwise", async () => {
    const wrong = await results("s3:GetObject");
    assert.throws(() => matrixPage(wrong), {
      message: /^1 cases come out otherwise than their tables say/,
    });
  });
});
