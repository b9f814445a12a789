import assert from "node:assert/strict";

import { readModelBuildFile, startsOn } from "../../../../simulator/stories/model-build/pipeline-file";

const file = (change: { readonly trigger?: string; readonly connection?: string } = {}): string => `
parameters:
  - name: connection
    default: model-build
${change.trigger ?? "trigger: [main]"}
stages:
  - stage: build
    jobs:
      - deployment: build
        environment: model-build
        strategy:
          runOnce:
            deploy:
              steps:
                - script: npm run --silent pipeline -- due
                - task: AWSShellScript@1
                  inputs:
                    awsCredentials: \${{ parameters.connection }}
                    inlineScript: |
                      image="$(npm run --silent pipeline -- image)"
                      npm run pipeline -- upsert --sample "$AGENT_TEMPDIRECTORY/sample"
                - \${{ each round in parameters.rounds }}:
                    - task: AWSShellScript@1
                      inputs:
                        awsCredentials: ${change.connection ?? "${{ parameters.connection }}"}
                        inlineScript: npm run --silent pipeline -- follow
`;

describe("the file of a Model Build pipeline", () => {
  it("tells what the pipeline uses, with the defaults of its parameters, and what it runs", () => {
    assert.deepEqual(readModelBuildFile(file()), {
      branches: ["main"],
      connection: "model-build",
      environment: "model-build",
      commands: ["due", "image", 'upsert --sample "$AGENT_TEMPDIRECTORY/sample"', "follow"],
    });
  });

  it("is refused if it uses several connections", () => {
    assert.throws(() => readModelBuildFile(file({ connection: "other" })), {
      message: "the pipeline's file names 2 service connections, one is needed: model-build, other",
    });
  });

  for (const [trigger, branches, starts] of [
    ["trigger: [main]", ["main"], true],
    ["trigger: none", [], false],
    ["trigger: { branches: { include: [release, ma*] } }", ["release", "ma*"], true],
    ["trigger: { branches: { include: [mai] } }", ["mai"], false],
    ["trigger: { paths: { include: [steps] } }", [], false],
    ["# no trigger", ["*"], true],
  ] as const) {
    it(`is ${starts ? "" : "not "}started by a push to main: ${trigger}`, () => {
      const read = readModelBuildFile(file({ trigger }));
      assert.deepEqual(read.branches, branches);
      assert.equal(startsOn(read, "main"), starts);
    });
  }
});
