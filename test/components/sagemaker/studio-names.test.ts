import assert from "node:assert/strict";

import {
  experimentPrefix,
  studioMembers,
  studioProfileName,
  studioRoleArn,
  studioSpaceName,
} from "../../../components/sagemaker/studio-names";
import { scopeOf } from "../../support/planes";

const NOBODY = { dataScientist: [], leadDataScientist: [], mlEngineer: [] };

describe("studioMembers", () => {
  it("are the people of the personas that work in Studio", () => {
    assert.deepEqual(
      studioMembers({
        dataScientist: ["ada@example.com", "grace@example.com"],
        leadDataScientist: ["katherine@example.com"],
        mlEngineer: ["barbara@example.com"],
      }),
      [
        { email: "katherine@example.com", persona: "leadDataScientist" },
        { email: "ada@example.com", persona: "dataScientist" },
        { email: "grace@example.com", persona: "dataScientist" },
        { email: "barbara@example.com", persona: "mlEngineer" },
      ],
    );
    assert.deepEqual(studioMembers(NOBODY), []);
  });

  for (const [title, people, persona] of [
    [
      "lead data scientist before data scientist",
      ["dataScientist", "leadDataScientist"],
      "leadDataScientist",
    ],
    ["lead data scientist before ML engineer", ["mlEngineer", "leadDataScientist"], "leadDataScientist"],
    ["data scientist before ML engineer", ["mlEngineer", "dataScientist"], "dataScientist"],
  ] as const) {
    it(`are each there once: ${title}`, () => {
      const all = { ...NOBODY, ...Object.fromEntries(people.map((one) => [one, ["ada@example.com"]])) };
      assert.deepEqual(studioMembers(all), [{ email: "ada@example.com", persona }]);
    });
  }

  it("are one person under addresses that differ in capitals", () => {
    assert.deepEqual(
      studioMembers({ ...NOBODY, dataScientist: ["Ada@example.com", "ada@EXAMPLE.com", "ada@example.com"] }),
      [{ email: "Ada@example.com", persona: "dataScientist" }],
    );
  });
});

describe("studioProfileName", () => {
  for (const [email, name] of [
    ["ada@example.com", "ada-b5fc85e5"],
    ["Ada@Example.com", "ada-b5fc85e5"],
    ["ada@example.org", "ada-"],
    ["ada.king+ml_team@example.com", "ada-king-ml-team-"],
    ["_@example.com", ""],
    ["'o--brien'@example.com", "o-brien-"],
  ] as const) {
    it(`begins with what stands before the @: ${email}`, () => {
      const made = studioProfileName(email);
      assert.ok(made.startsWith(name), made);
      assert.match(made.slice(-8), /^[0-9a-f]{8}$/);
    });
  }

  it("keeps namesakes of two domains apart", () => {
    assert.notEqual(studioProfileName("ada@example.com"), studioProfileName("ada@example.org"));
    assert.notEqual(studioProfileName("ada.k@example.com"), studioProfileName("ada-k@example.com"));
  });

  it("fits, as the name of the space does, whatever the address", () => {
    const longest = `${"a.".repeat(26)}@example.com`; // 64 characters, the most that the settings take
    for (const email of ["a@b.co", longest, `${"x".repeat(52)}@example.com`]) {
      const name = studioProfileName(email);
      for (const text of [name, studioSpaceName(name)]) {
        assert.match(text, /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
      }
      assert.ok(name.length <= 49, name);
      assert.equal(studioSpaceName(name), `${name}-lab`);
    }
  });
});

describe("names of Studio in policies", () => {
  it("are known beforehand", () => {
    const scope = scopeOf("development");
    assert.equal(experimentPrefix(scope), "fraud-exp");
    assert.deepEqual(
      (["dataScientist", "leadDataScientist", "mlEngineer"] as const).map((persona) =>
        studioRoleArn(scope, persona),
      ),
      [
        "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-data-scientist",
        "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-lead-data-scientist",
        "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-ml-engineer",
      ],
    );
  });
});
