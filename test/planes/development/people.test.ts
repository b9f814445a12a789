import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
  dataScientistDataStatements,
  leadDataScientistDataStatements,
  mlEngineerDataStatements,
} from "../../../access/data";
import type { Settings } from "../../support/development-plane";
import { development, statementsOf, STUDIO } from "../../support/development-plane";
import { allow, rendered } from "../../support/fixtures";
import { PULL } from "../../support/job-statements";
import { valueOf } from "../../support/outputs";

describe("people of the development plane", () => {
  const DATA = {
    "data-scientist": dataScientistDataStatements,
    "lead-data-scientist": leadDataScientistDataStatements,
    "ml-engineer": mlEngineerDataStatements,
  };
  const ENTER = allow(
    "EnterOwnStudioProfile",
    ["sagemaker:CreatePresignedDomainUrl", "sagemaker:DescribeUserProfile"],
    "arn:aws:sagemaker:eu-west-1:200000000001:user-profile/*/*",
    { StringLike: { "aws:userid": "*:${aws:ResourceTag/Person}" } },
  );

  it("reach data as their persona does, themselves and in notebooks", async () => {
    const { cloud, plane } = await development({ studio: STUDIO });
    const kmsKeyArn = await valueOf(pulumi.output(plane.foundation.kmsKeyArn));
    for (const [persona, statements] of Object.entries(DATA)) {
      const { Statement: expected } = await rendered(statements(plane.foundation.scope, kmsKeyArn));
      for (const role of [`development-people-${persona}`, `development-studio-${persona}-role`]) {
        const held = statementsOf(cloud, role);
        const ofData = expected.map(({ Sid }) => held.get(Sid));
        assert.deepEqual(ofData, expected, role);
      }
    }
  });

  it("read models from notebooks through the data scientist's role of the automation account", async () => {
    const { cloud } = await development({ studio: STUDIO });
    for (const persona of Object.keys(DATA)) {
      assert.deepEqual(
        statementsOf(cloud, `development-studio-${persona}-role`).get("ReadModelsInAutomation"),
        allow(
          "ReadModelsInAutomation",
          ["sts:AssumeRole", "sts:SetSourceIdentity"],
          "arn:aws:iam::200000000002:role/mlops-fraud-automation-data-scientist",
        ),
      );
    }
  });

  it("write experiments from notebooks, and ML engineers from there only", async () => {
    const { cloud } = await development({ studio: STUDIO });
    const write = allow(
      "WriteExperiments",
      ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"],
      "arn:aws:s3:::mlops-fraud-development-data-200000000001/experiments/*",
    );
    const held = (role: string): unknown => statementsOf(cloud, role).get("WriteExperiments");
    for (const persona of Object.keys(DATA)) {
      assert.deepEqual(held(`development-studio-${persona}-role`), write, persona);
      assert.deepEqual(
        held(`development-people-${persona}`),
        persona === "ml-engineer" ? undefined : write,
        persona,
      );
    }
  });

  it("pull the team's approved images into experiments, where there are some", async () => {
    const pulls = async (images: Settings["images"]): Promise<unknown[]> => {
      const { cloud } = await development({ studio: STUDIO, ...(images ? { images } : {}) });
      return Object.keys(DATA).map((persona) =>
        statementsOf(cloud, `development-studio-${persona}-role`).get("PullImagesOfEnvironments"),
      );
    };
    const pull = allow(
      "PullImagesOfEnvironments",
      PULL,
      "arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud/environments/*",
    );
    assert.deepEqual(await pulls({ training: { description: "Gradients" } }), [pull, pull, pull]);
    assert.deepEqual(await pulls({}), [undefined, undefined, undefined]);
  });

  it("enter Studio as themselves, where it is entered through roles", async () => {
    const enter = async (settings: Settings): Promise<unknown[]> => {
      const { cloud } = await development(settings);
      return [
        "data-scientist",
        "lead-data-scientist",
        "ml-engineer",
        "platform-administrator",
        "auditor",
      ].map((persona) => statementsOf(cloud, `development-people-${persona}`).get("EnterOwnStudioProfile"));
    };
    const nobody = [undefined, undefined, undefined, undefined, undefined];
    assert.deepEqual(await enter({ studio: STUDIO }), [ENTER, ENTER, ENTER, undefined, undefined]);
    assert.deepEqual(await enter({ studio: { ...STUDIO, signIn: "identityCenter" } }), nobody);
    assert.deepEqual(await enter({}), nobody);
  });
});
