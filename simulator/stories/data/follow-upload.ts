import { writeFileSync } from "node:fs";

import type { main as startFresh } from "../../../repositories/model-build/tools/start-fresh";
import { evaluationJson, GOOD_MODEL } from "../../aws/sagemaker/evaluation";
import { filesOfSeed } from "../../azure-devops/seeded-files";
import { ofType, only, text } from "../../rehearsal/graph-lookup";
import type { Rehearsal } from "../../rehearsal/run";
import type { Story } from "../../rehearse/stories";
import { playBuild } from "../model-build/build";
import { Checkout } from "../model-build/checkout";
import { contractOf } from "../model-build/contract";
import { evaluatedAs, onlyVersion, standIn } from "../model-build/follow-build";
import { line, lines } from "../model-build/lines";
import { modelBuildRoute } from "../model-build/route";
import { Arrivals } from "./arrivals";
import { BAD_FILE, DATASET, GOOD_FILE, LABEL, SCHEMA } from "./payments";

/** The folder that a person's files arrive in: the id of a session. */
const PERSON = "AROAEXAMPLE1234567:ada@example.com";

/**
 * Follows a person's own data through a rehearsed stack, as docs/your-data.md says: the schema, two files of which one does
 * not keep it, the stack's rule, queue and function with its own code, the job that it starts, and the first build of a model
 * that reads the data set, from the two files that `npm run start-fresh` writes.
 *
 * What the job makes of the files, it makes with Spark: test/jobs/arrivals plays it.
 *
 * @returns undefined for a stack without models
 * @throws Error that names the hop where the way ends
 */
export async function followUpload(rehearsal: Rehearsal): Promise<Story | undefined> {
  const { graph, resources } = rehearsal;
  const route = modelBuildRoute(graph, filesOfSeed);
  if (route === undefined) return undefined;
  const contract = contractOf(graph, route.contract, resources);
  // The function and the pipeline have the Node that they ask for; a notice about the reader's would only distract.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const arrivals = Arrivals.of(graph, contract.dataBucketName, landing("jan.csv"));
  arrivals.bucket.objects.set(`schemas/${DATASET}.json`, SCHEMA);

  const [raw = "nowhere", ...more] = await arrivals.put(landing("jan.csv"), GOOD_FILE);
  if (!raw.startsWith(`raw/${DATASET}/arrived=2026-01-15/`) || more.length > 0) {
    throw new Error(`a file that keeps its schema went to ${[raw, ...more].join(", ")}`);
  }
  const quarantined = await arrivals.put(landing("feb.csv"), BAD_FILE);
  const reasons = reasonsIn(arrivals, quarantined);
  const job = only(
    ofType(graph, "aws:glue/job:Job").filter(({ outputs }) => arrivals.jobs.includes(text(outputs.name))),
    "job that an arrival starts",
  );

  const checkout = new Checkout(route.files);
  try {
    const proposed = await takeData(checkout);
    const aws = await standIn(route, contract);
    try {
      aws.play(evaluatedAs(evaluationJson(GOOD_MODEL)));
      const { execution } = await playBuild(1, route, checkout, aws);
      const version = onlyVersion(aws.registry.versions(contract.modelPackageGroupName), execution);
      const input = `s3://${contract.dataBucketName}/curated/${DATASET}/`;
      const { inputDataUri } = version.body.CustomerMetadataProperties as Record<string, unknown>;
      if (inputDataUri !== input) {
        throw new Error(`version ${version.arn} was built of ${String(inputDataUri)}, not of ${input}`);
      }
      return {
        summary:
          `a file of ${DATASET} is checked, its curation is started, and version ${version.version} of ` +
          `${contract.modelPackageGroupName} reads curated/${DATASET}/; a file that breaks the schema is kept apart, with the reasons`,
        lines: [
          line("schema", `schemas/${DATASET}.json, curated on arrival`),
          line("handed in", landing("jan.csv")),
          line("rule", text(arrivals.route.rule.outputs.name)),
          line("queue", text(arrivals.route.queue.outputs.name)),
          line("function", text(arrivals.route.lambda.outputs.name)),
          line("accepted", raw),
          line("job", `${text(job.outputs.name)} is started`),
          line("handed in", landing("feb.csv")),
          ...lines("kept apart", quarantined),
          ...lines("because", reasons),
          ...lines("start-fresh", proposed),
          line("reads", input),
          line("registered", `${version.arn}, ${version.approvalStatus}`),
        ],
      };
    } finally {
      await aws.close();
    }
  } finally {
    checkout.remove();
  }
}

const landing = (file: string): string => `landing/${DATASET}/${PERSON}/${file}`;

/** @throws Error if the bad file is anywhere but in quarantine, or without its reasons. */
function reasonsIn({ bucket }: Arrivals, keys: readonly string[]): string[] {
  const report = keys.find((key) => key.endsWith(".problems.json"));
  if (keys.length !== 2 || report === undefined || !keys.every((key) => key.startsWith("quarantine/"))) {
    throw new Error(`a file that breaks its schema went to ${keys.join(", ")}`);
  }
  const { problems } = JSON.parse(bucket.objects.get(report) ?? "") as {
    readonly problems: readonly {
      readonly row?: number;
      readonly column?: string;
      readonly message: string;
    }[];
  };
  return problems.map(({ row, column, message }) =>
    [row === undefined ? "" : `row ${row}`, column ?? "", message].filter((part) => part !== "").join(", "),
  );
}

/** What a person does in the model's repository: the command that proposes both files, and the card. */
async function takeData(checkout: Checkout): Promise<string[]> {
  const file = checkout.path("jan.csv");
  writeFileSync(file, GOOD_FILE);
  const said: string[] = [];
  const { main } = await checkout.module<{ readonly main: typeof startFresh }>("tools/start-fresh.ts");
  const status = await main(
    ["--data", file, "--label", LABEL, "--dataset", DATASET],
    (text) => said.push(text),
    checkout.path("repository"),
  );
  if (status !== 0) {
    throw new Error(`start-fresh ends with ${status}: ${said.join("; ")}`);
  }
  return said.filter((text) => !text.startsWith("Next:")).map((text) => text.trim());
}
