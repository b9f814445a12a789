import assert from "node:assert/strict";

import type { StudioApp } from "../../../components/sagemaker/studio-lifecycle-configuration";
import {
  encodeScript,
  StudioLifecycleConfiguration,
} from "../../../components/sagemaker/studio-lifecycle-configuration";
import { create } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const configuration = async (script: string, app: StudioApp = "JupyterLab", team = "fraud") => {
  const scope = scopeOf("development", { team });
  const { cloud, component } = await create(
    (options) => new StudioLifecycleConfiguration("set-up", { scope, app, script }, options),
    scope,
  );
  return { cloud, component, inputs: cloud.one(AWS.sagemaker.StudioLifecycleConfig, "set-up").inputs };
};

describe("StudioLifecycleConfiguration", () => {
  it("is a script for one kind of app, named after its content", async () => {
    const { component, inputs } = await configuration("#!/bin/bash\n");
    assert.deepEqual(inputs, {
      studioLifecycleConfigAppType: "JupyterLab",
      studioLifecycleConfigName: "mlops-fraud-development-jupyter-lab-b875f928",
      studioLifecycleConfigContent: "IyEvYmluL2Jhc2gK",
    });
    assert.equal(
      await valueOf(component.configurationArn),
      "arn:aws:sagemaker:eu-west-1:200000000001:studio-lifecycle-config/mlops-fraud-development-jupyter-lab-b875f928",
    );
  });

  it("gets another name with another script, so that both can exist while profiles move", async () => {
    const [one, other] = [await configuration("one\n"), await configuration("other\n")];
    assert.notEqual(one.inputs.studioLifecycleConfigName, other.inputs.studioLifecycleConfigName);
  });

  it("has a name that SageMaker takes, for the longest name of a team", async () => {
    const { inputs } = await configuration("#!/bin/bash\n", "CodeEditor", "abcdefghijkl");
    assert.match(
      String(inputs.studioLifecycleConfigName),
      /^(?=.{1,63}$)mlops-abcdefghijkl-development-code-editor-[0-9a-f]{8}$/,
    );
  });
});

describe("encodeScript", () => {
  it("takes a script up to the length that SageMaker takes", () => {
    assert.equal(encodeScript("#".repeat(12_288)).length, 16_384);
  });

  it("fails when the script is longer", () => {
    assert.throws(() => encodeScript("#".repeat(12_289)), {
      message: "the lifecycle script has 16388 characters in base64, SageMaker takes 16384: shorten it",
    });
  });

  it("fails on CR line ends", () => {
    assert.throws(() => encodeScript("#!/bin/bash\r\nexit 0\r\n"), {
      message: "the lifecycle script has CR line ends: save it with LF line ends",
    });
  });
});
