import assert from "node:assert/strict";

import { isOffered, OFFERS, regionsWithout } from "../../settings/offered";
import { landingZoneInRegion, organizationInRegion } from "../../settings/region-checks";
import { OPT_IN_REGIONS, REGIONS, REGIONS_BY_PARTITION } from "../../settings/regions";
import { landingZone, organization, problemsIn } from "./samples";

const SLACK = { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" };
const NAMED = { development: "200000000001", automation: "200000000002" };

describe("what AWS does not offer", () => {
  it("is missing in known partitions and Regions", () => {
    const places = [...REGIONS, ...Object.keys(REGIONS_BY_PARTITION)];
    const unknown = Object.values(OFFERS).flatMap(({ missingIn }) =>
      missingIn.filter((place) => !places.includes(place)),
    );
    assert.deepEqual(unknown, []);
  });

  it("is missing in all Regions of a partition, or in one", () => {
    assert.deepEqual(regionsWithout("chat"), [
      "cn-north-1",
      "cn-northwest-1",
      "us-gov-east-1",
      "us-gov-west-1",
    ]);
    assert.deepEqual(regionsWithout("glueLogEncryption"), ["cn-northwest-1"]);
    assert.equal(isOffered("glueLogEncryption", "cn-north-1"), true);
  });
});

describe("a landing zone in a Region", () => {
  const accepted: readonly (readonly [what: string, raw: unknown])[] = [
    [
      "all parts in a commercial Region",
      { region: "eu-west-1", notifications: { slack: SLACK }, mlflow: {} },
    ],
    ["China without chat and MLflow", { region: "cn-north-1", notifications: {} }],
    ["GovCloud without chat and MLflow", { region: "us-gov-east-1" }],
    ["an opt-in Region that is enabled", { region: "me-central-1", accounts: NAMED, regionOptIn: "done" }],
    [
      "an opt-in Region of an organization stack",
      { region: "me-central-1", accounts: { organizationStack: "a/b/c" } },
    ],
    ["a Region that the schema refuses", { region: "eu-west-9", mlflow: {} }],
  ];
  for (const [what, raw] of accepted) {
    it(`is accepted: ${what}`, () => {
      assert.deepEqual(landingZoneInRegion(raw), []);
    });
  }

  const refused: readonly (readonly [raw: object, key: string, allowed: string, fix: string])[] = [
    [
      { region: "us-gov-west-1", notifications: { slack: SLACK } },
      "notifications.slack",
      "nothing, since region is us-gov-west-1",
      "leave it out: Amazon Q Developer in chat applications is not offered there; use e-mail",
    ],
    [
      { region: "cn-north-1", notifications: { teams: {} } },
      "notifications.teams",
      "nothing, since region is cn-north-1",
      "leave it out: Amazon Q Developer in chat applications is not offered there; use e-mail",
    ],
    [
      { region: "cn-north-1", mlflow: {} },
      "mlflow",
      "nothing, since region is cn-north-1",
      "leave it out: managed MLflow is not offered there; run a tracking server of your own",
    ],
    [
      { region: "cn-northwest-1" },
      "region",
      "a Region with all that the landing zone needs; cn-northwest-1 has no encryption of AWS Glue's logs",
      "use cn-north-1: docs/regions.md",
    ],
    [
      { region: "me-central-1", accounts: NAMED },
      "regionOptIn",
      "done, since AWS asks each account to opt into me-central-1",
      "with credentials of accounts 200000000001, 200000000002, run: aws account enable-region --region-name " +
        "me-central-1; when aws account get-region-opt-status --region-name me-central-1 says ENABLED, say done",
    ],
    [
      { region: "af-south-1", accounts: { single: "200000000001" }, regionOptIn: "pending" },
      "regionOptIn",
      "done, since AWS asks each account to opt into af-south-1",
      "with credentials of account 200000000001, run: aws account enable-region --region-name af-south-1; " +
        "when aws account get-region-opt-status --region-name af-south-1 says ENABLED, say done",
    ],
  ];
  for (const [raw, key, allowed, fix] of refused) {
    it(`is refused: ${JSON.stringify(raw)}`, () => {
      const found = landingZoneInRegion(raw);
      assert.deepEqual(
        found.map((problem) => [problem.key, problem.allowed, problem.fix]),
        [[`mlops:${key}`, allowed, fix]],
      );
    });
  }

  it("is checked with the other settings", () => {
    const problems = problemsIn({ ...landingZone(), region: "cn-north-1", mlflow: {} });
    assert.deepEqual(
      problems.map(({ key }) => key),
      ["mlops:mlflow"],
    );
  });
});

describe("an organization in a Region", () => {
  const keysAndReasons = (raw: object) => organizationInRegion(raw).map(({ key, allowed }) => [key, allowed]);

  it("is refused in China, and told what is missing", () => {
    assert.deepEqual(keysAndReasons({ region: "cn-north-1", allowedRegions: ["cn-north-1"] }), [
      [
        "mlops:region",
        "a Region with all that the organization stack needs; cn-north-1 has no stack sets that an organization manages",
      ],
    ]);
  });

  it("is refused in GovCloud, and told what is missing", () => {
    assert.deepEqual(keysAndReasons({ region: "us-gov-west-1" }), [
      [
        "mlops:region",
        "a Region with all that the organization stack needs; us-gov-west-1 has no creation of accounts in an organization, " +
          "no AWS Budgets, no cost allocation tags",
      ],
    ]);
  });

  it("allows its accounts no Region of another partition", () => {
    assert.deepEqual(
      keysAndReasons({ region: "eu-west-1", allowedRegions: ["eu-west-1", "cn-north-1", "us-gov-west-1"] }),
      [
        ["mlops:allowedRegions[1]", "a Region of partition aws, where eu-west-1 is"],
        ["mlops:allowedRegions[2]", "a Region of partition aws, where eu-west-1 is"],
      ],
    );
  });

  it("needs the management account enabled for its own Region only", () => {
    const raw = { ...organization(), region: "me-central-1", allowedRegions: ["me-central-1"] };
    assert.deepEqual(
      problemsIn(raw).map(({ key, fix }) => [key, fix]),
      [
        [
          "mlops:regionOptIn",
          "with credentials of the management account, run: aws account enable-region --region-name me-central-1; " +
            "when aws account get-region-opt-status --region-name me-central-1 says ENABLED, say done",
        ],
      ],
    );
    assert.deepEqual(organizationInRegion({ ...raw, regionOptIn: "done" }), []);
    assert.deepEqual(
      organizationInRegion({ region: "eu-west-1", allowedRegions: ["eu-west-1", "me-central-1"] }),
      [],
    );
  });

  it("knows opt-in Regions of the list only", () => {
    assert.deepEqual(
      OPT_IN_REGIONS.filter((region) => !REGIONS.includes(region)),
      [],
    );
  });
});
