import assert from "node:assert/strict";

import { replacementKeys, simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, sample } from "./samples";
import { AWS } from "../../support/types";

const HERE = "eu-west-1:111122223333";

const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [
    AWS.kinesis.Stream,
    {
      id: `arn:aws:kinesis:${HERE}:stream/sample-[0-9a-f]{7}`,
      arn: `arn:aws:kinesis:${HERE}:stream/sample-[0-9a-f]{7}`,
      name: "sample-[0-9a-f]{7}",
    },
  ],
  [
    AWS.opensearch.Domain,
    {
      id: `arn:aws:es:${HERE}:domain/sample-[0-9a-f]{7}`,
      domainId: "111122223333/sample-[0-9a-f]{7}",
      endpoint: "search-sample-[0-9a-f]{7}-[a-z0-9]{26}\\.eu-west-1\\.es\\.amazonaws\\.com",
      dashboardEndpoint: ".*\\.es\\.amazonaws\\.com/_dashboards",
      endpointV2: ".*\\.aos\\.eu-west-1\\.on\\.aws",
    },
  ],
  [
    AWS.cloudwatch.LogDestination,
    { id: "sample-[0-9a-f]{7}", arn: `arn:aws:logs:${HERE}:destination:sample-[0-9a-f]{7}` },
  ],
  [AWS.cloudwatch.LogDestinationPolicy, { id: "sample" }],
  [AWS.cloudwatch.LogSubscriptionFilter, { id: "cwlsf-[0-9]{10}" }],
  [AWS.lambda.Invocation, { id: "prepare_\\$LATEST_[0-9a-f]{32}", result: "null" }],
];

describe("what brings logs to where they are searched looks like that of AWS", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }

  it("a domain in a network has an address of another form", () => {
    const { outputs } = simulate(
      sample(AWS.opensearch.Domain, "d", { domainName: "logs", vpcOptions: { subnetIds: ["subnet-1"] } }),
    );
    assert.match(String(outputs.endpoint), /^vpc-logs-[a-z0-9]{26}\.eu-west-1\.es\.amazonaws\.com$/);
  });

  it("a function is called again when it is told something else", () => {
    assert.ok(replacementKeys(AWS.lambda.Invocation).includes("input"));
    assert.ok(replacementKeys(AWS.lambda.Invocation).includes("triggers"));
  });

  it("a domain is made anew for another name or key, not for another size", () => {
    assert.deepEqual(replacementKeys(AWS.opensearch.Domain), [
      "domainName",
      "encryptAtRest",
      "nodeToNodeEncryption",
      "region",
    ]);
  });
});
