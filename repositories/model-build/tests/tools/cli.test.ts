import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import type { Environment } from "../../../shared/variables";
import { readConfig } from "../../pipeline/config";
import { main } from "../../tools/cli";
import { isDue } from "../../tools/due";
import CONTRACT from "../sample-contract.json";
import { EXECUTION_ARN, VARIABLES } from "./sample-build";

describe("the command line", () => {
  let aws: FakeAws;
  let folder: string;
  let environment: Environment;
  beforeEach(async () => {
    aws = await FakeAws.start();
    folder = mkdtempSync(join(tmpdir(), "cli-"));
    environment = {
      ...VARIABLES,
      ...aws.environment,
      AGENT_TEMPDIRECTORY: folder,
      BUILD_ARTIFACTSTAGINGDIRECTORY: folder,
    };
    aws.on("GetParameter", { body: { Parameter: { Value: JSON.stringify(CONTRACT) } } });
    aws.on("ListPipelineExecutions", { body: { PipelineExecutionSummaries: [] } });
  });
  afterEach(async () => {
    await aws.close();
    rmSync(folder, { recursive: true });
  });

  const run = async (argv: string[], more: Environment = {}, signal?: AbortSignal) => {
    const lines: string[] = [];
    const exitCode = await main(argv, { ...environment, ...more }, (line) => lines.push(line), signal);
    return { exitCode, lines };
  };

  for (const [argv, problem] of [
    [[], 'there is no command ""'],
    [["train"], 'there is no command "train"'],
    [["toString"], 'there is no command "toString"'],
    [["start", "now"], 'there is no command "start now"'],
    [["start", "--force"], "Unknown option '--force'"],
  ] as const) {
    it(`fails for arguments that it does not know: ${argv.join(" ")}`, async () => {
      const { exitCode, lines } = await run([...argv]);
      assert.equal(exitCode, 2);
      assert.equal(lines.length, 1);
      assert.ok(lines[0]?.startsWith(`##vso[task.logissue type=error]${problem}`), lines[0]);
      assert.ok(lines[0]?.includes("%0Ausage: npm run pipeline -- <command>%0A"));
      assert.deepEqual(aws.calls, []);
    });
  }

  for (const option of ["minutes", "interval"]) {
    it(`fails if --${option} is no number`, async () => {
      assert.deepEqual(await run(["follow", `--${option}=-1`]), {
        exitCode: 2,
        lines: [`##vso[task.logissue type=error]--${option} is "-1": give a number that is not negative`],
      });
      assert.equal((await run(["follow", `--${option}`, "soon"])).exitCode, 2);
    });
  }

  it("fails with all that is missing in the environment", async () => {
    const { exitCode, lines } = await run(["stop"], { MODEL: undefined, BUILD_BUILDID: "" });
    assert.equal(exitCode, 2);
    assert.ok(
      lines[0]?.includes('%0AMODEL is missing%0ABUILD_BUILDID is "": it must not be empty%0A'),
      lines[0],
    );
  });

  it("says whether a build trains, without AWS", async () => {
    const due = async (reason: string, parameters: Environment = {}) => {
      const lines: string[] = [];
      assert.equal(
        await main(["due"], { BUILD_PROFILE: "production", BUILD_REASON: reason, ...parameters }, (line) =>
          lines.push(line),
        ),
        0,
      );
      return lines;
    };
    const answer = (trains: boolean, monitors = false) => [
      `##vso[task.setvariable variable=due;isOutput=true]${trains}`,
      `##vso[task.setvariable variable=monitor;isOutput=true]${monitors}`,
    ];
    assert.deepEqual(await due("IndividualCI"), ["This build trains.", ...answer(true)]);
    assert.deepEqual(await due("Schedule", { RETRAINING_REASON: "drift of income" }), [
      "This build trains: drift of income.",
      ...answer(true),
    ]);
    assert.deepEqual(await due("Manual", { MONITOR_UNTIL: "start" }), [
      "This build does not train: it judges a window of the monitoring.",
      ...answer(false, true),
    ]);
    const { schedule } = readConfig().profiles.production;
    const tonight = isDue(schedule, "Schedule", new Date());
    assert.deepEqual(await due("Schedule"), [
      tonight
        ? "This build trains."
        : `This build does not train: the schedule in config.yaml is ${schedule}.`,
      ...answer(tonight),
    ]);
    assert.deepEqual(aws.calls, []);
  });

  it("fails to say whether a build trains if the pipeline's definition names no profile of config.yaml", async () => {
    for (const [profile, named] of [
      [undefined, "missing"],
      ["test", '"test"'],
    ]) {
      const lines: string[] = [];
      assert.equal(await main(["due"], { BUILD_PROFILE: profile }, (line) => lines.push(line)), 2);
      assert.deepEqual(lines, [
        `##vso[task.logissue type=error]BUILD_PROFILE is ${named}: it must be one of trial, production; ` +
          "it is a variable of the pipeline's definition, which the landing zone sets",
      ]);
    }
  });

  it("prints nothing but the image that the repository builds", async () => {
    const config = readConfig().profiles.production;
    const own = config.image !== "aws";
    const imageRepositoryUri = own ? config.image.split(/[:@]/)[0] : CONTRACT.imageRepositoryUri;
    const contract = { ...CONTRACT, imageRepositoryUri };
    aws.on("GetParameter", { body: { Parameter: { Value: JSON.stringify(contract) } } });
    assert.deepEqual(await run(["image"]), { exitCode: 0, lines: own ? [config.image] : [] });
  });

  it("keeps the reason of a failure apart if that is asked for", async () => {
    const [lines, errors]: [string[], string[]] = [[], []];
    const print = (line: string) => lines.push(line);
    const code = await main(["image"], {}, print, undefined, (line) => errors.push(line));
    assert.deepEqual([code, lines, errors.length], [2, [], 1]);
  });

  it("starts only what was planned, and follows only what was started", async () => {
    assert.deepEqual(await run(["start"]), {
      exitCode: 2,
      lines: ["##vso[task.logissue type=error]there is no plan of this build: run upsert before start"],
    });
    assert.deepEqual(await run(["follow"]), {
      exitCode: 2,
      lines: ["##vso[task.logissue type=error]this build started no execution: run start before follow"],
    });
  });

  it("stops nothing, without an error, if nothing was started", async () => {
    assert.deepEqual(await run(["stop"]), { exitCode: 0, lines: ["Nothing of build 417 runs."] });
  });

  it("reports that nothing was started", async () => {
    const file = join(folder, "evaluation", "evaluation.md");
    assert.deepEqual(await run(["report"]), {
      exitCode: 0,
      lines: [`##vso[task.uploadsummary]${file}`, `The report is in ${file}`],
    });
    assert.equal(
      readFileSync(file, "utf8"),
      "# credit-mortgage: not started\n\nThis build started no execution: the log of the steps before says why.\n",
    );
  });

  it("has an exit code of its own for credentials that have expired", async () => {
    aws.on(
      "GetParameter",
      awsError("ExpiredTokenException", "The security token included in the request is expired"),
    );
    assert.deepEqual(await run(["follow"]), {
      exitCode: 3,
      lines: [
        "##vso[task.logissue type=error]the AWS credentials of this task have expired: run the failed job again; it goes on with what is there",
      ],
    });
  });

  it("ends with exit code 130 when it is interrupted", async () => {
    assert.deepEqual(await run(["start"], {}, AbortSignal.abort()), {
      exitCode: 130,
      lines: ["##vso[task.logissue type=error]start was interrupted: run the failed job again"],
    });
    aws.on("ListPipelineExecutions", {
      body: {
        PipelineExecutionSummaries: [
          {
            PipelineExecutionArn: EXECUTION_ARN,
            PipelineExecutionDisplayName: "build-417-1",
            PipelineExecutionStatus: "Executing",
          },
        ],
      },
    });
    assert.equal((await run(["follow"], {}, AbortSignal.abort())).exitCode, 130);
    assert.deepEqual(aws.inputs("StopPipelineExecution"), []);
  });
});
