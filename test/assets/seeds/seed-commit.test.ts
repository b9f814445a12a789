import assert from "node:assert/strict";

import { parseSeedMessage, seedDigest, seedMessage } from "../../../assets/seeds/seed-commit";

const FILES = [
  { path: "README.md", content: "# Model Deploy\n" },
  { path: "a/b.txt", content: "one\r\ntwo \u00e9\n" },
  { path: "empty", content: "" },
];
const ORIGIN = { template: "model-build", version: "1.2.3", digest: seedDigest(FILES) } as const;
const MESSAGE =
  "Seed from the templates of the landing zone 1.2.3 [skip ci]\n" +
  "\n" +
  "Template: model-build\n" +
  "Template-Version: 1.2.3\n" +
  "Template-Digest: sha256:0b6c1d0bc4a6f2f65c1e1ad1b4bd80af0c7d8a6f3f8a9bb4a0d4d0ce7a1e2f33";

describe("digest of a seed", () => {
  it("is what sha256sum makes of the files, sorted by path", () => {
    assert.equal(
      seedDigest(FILES),
      "sha256:f31625927ca87f265bf6abad34149c76652c4ec5c620ea95c1c049fab95e08bf",
    );
  });

  it("does not depend on the order of the files", () => {
    assert.equal(seedDigest([...FILES].reverse()), seedDigest(FILES));
  });

  for (const [what, files] of Object.entries({
    "a file is missing": FILES.slice(1),
    "a file has another name": [...FILES.slice(1), { path: "readme.md", content: "# Model Deploy\n" }],
    "a line ends otherwise": [...FILES.slice(0, 1), { path: "a/b.txt", content: "one\ntwo \u00e9\n" }],
    "two files have each other's content": [
      { path: "README.md", content: "" },
      ...FILES.slice(1, 2),
      { path: "empty", content: "# Model Deploy\n" },
    ],
  })) {
    it(`is another if ${what}`, () => {
      assert.notEqual(seedDigest(files), seedDigest(FILES));
    });
  }
});

describe("message of the commit that seeds", () => {
  it("names version, template and digest, and starts no pipeline", () => {
    assert.equal(seedMessage({ ...ORIGIN, digest: MESSAGE.split("Template-Digest: ")[1] ?? "" }), MESSAGE);
  });

  it("is read back", () => {
    assert.deepEqual(parseSeedMessage(seedMessage(ORIGIN)), ORIGIN);
  });

  it("is read back as git and a Windows machine print it", () => {
    assert.deepEqual(parseSeedMessage(`${seedMessage(ORIGIN).replaceAll("\n", "\r\n")}\r\n`), ORIGIN);
  });

  for (const [what, message] of Object.entries({
    "an empty one": "",
    "a commit of the team": "Train on more data\n\nTemplate: model-build",
    "its subject alone": MESSAGE.split("\n")[0] ?? "",
    "a file of an older version of the program": "Seed README.md [skip ci]",
    "an unknown template": MESSAGE.replace("Template: model-build", "Template: model"),
    "two versions": MESSAGE.replace("Version: 1.2.3", "Version: 1.2.4"),
    "half a digest": MESSAGE.slice(0, -1),
    "another subject": MESSAGE.replace("Seed from", "Revert from"),
  })) {
    it(`is not ${what}`, () => {
      assert.equal(parseSeedMessage(message), undefined);
    });
  }
});
