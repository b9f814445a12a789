import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readTables } from "../../permissions/table";

describe("tables of permissions", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tables-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (content: string) => {
    writeFileSync(join(folder, "reader.yaml"), content);
    writeFileSync(join(folder, "README.md"), "not a table");
    return readTables(folder);
  };

  it("hold one or several sections, and one or several of everything in them", () => {
    const first = "who: reader@automation\nmay:\n  - do: s3:GetObject\n    on: object:data/a@automation\n";
    const second =
      "who: [a@b, c@d]\nexcept: [c@d]\nwhy: because\nmayNot:\n  - do: [s3:PutObject, s3:DeleteObject]\n    with: { a: b }\n";
    assert.deepEqual(read(`${first}---\n${second}`), [
      {
        file: "reader",
        who: ["reader@automation"],
        may: [{ do: ["s3:GetObject"], on: ["object:data/a@automation"] }],
        mayNot: [],
      },
      {
        file: "reader",
        who: ["a@b", "c@d"],
        except: ["c@d"],
        why: "because",
        may: [],
        mayNot: [{ do: ["s3:PutObject", "s3:DeleteObject"], on: ["*"], with: { a: "b" } }],
      },
    ]);
  });

  it("are refused with the file and what is wrong", () => {
    assert.throws(() => read("who: a@b\nmaynot: []\n"), {
      message: /reader\.yaml is not a table of permissions: .*maynot/s,
    });
    assert.throws(() => read("who: a@b\n"), { message: /a section says what may or mayNot be done/ });
    assert.throws(() => read("who: a@b\nmay:\n  - on: '*'\n"), { message: /may\[0\]\.do/ });
    assert.throws(() => read("who: [a@b\n"), { message: /reader\.yaml: / });
  });
});
