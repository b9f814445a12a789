import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

const planSchema = z.strictObject({
  version: z.literal(1),
  buildId: z.string(),
  pipeline: z.strictObject({
    name: z.string(),
    definition: z.string(),
    roleArn: z.string(),
    parallelSteps: z.number(),
    tags: z.record(z.string(), z.string()),
  }),
  /** S3 URI of the code, without a slash at its end. */
  codeUri: z.string(),
  /** SHA-256 of the definition. */
  definitionHash: z.string(),
  /** The version of the SageMaker pipeline that has the definition, where SageMaker named it. */
  versionId: z.number().optional(),
  /** Values for the execution. */
  parameters: z.record(z.string(), z.string()),
});

/** What `upsert` prepared, for `start`: it lies in plan.json. */
export type Plan = z.output<typeof planSchema>;

const executionSchema = z.strictObject({
  version: z.literal(1),
  buildId: z.string(),
  arn: z.string(),
  attempt: z.number(),
});

/** The execution that `start` began or found: it lies in execution.json. */
export type StartedExecution = z.output<typeof executionSchema>;

/** The files that the commands of one job leave for each other, in `model-build/` of the agent's temporary folder. */
export class Workspace {
  private readonly folder: string;

  constructor(
    temporaryFolder: string,
    private readonly buildId: string,
  ) {
    this.folder = join(temporaryFolder, "model-build");
  }

  /** Undefined if `upsert` did not run in this job. */
  plan(): Promise<Plan | undefined> {
    return this.read("plan.json", planSchema);
  }

  /** Undefined if `start` did not run in this job. */
  execution(): Promise<StartedExecution | undefined> {
    return this.read("execution.json", executionSchema);
  }

  writePlan(plan: Omit<Plan, "version" | "buildId">): Promise<void> {
    return this.write("plan.json", plan);
  }

  writeExecution(execution: Omit<StartedExecution, "version" | "buildId">): Promise<void> {
    return this.write("execution.json", execution);
  }

  /** What another build, or other tools, left on an agent that is used again is passed over. */
  private async read<T extends { readonly buildId: string }>(
    file: string,
    schema: z.ZodType<T>,
  ): Promise<T | undefined> {
    let content: unknown;
    try {
      content = JSON.parse(await readFile(join(this.folder, file), "utf8"));
    } catch (error) {
      // A process that was killed may have left half a file.
      if (
        error instanceof SyntaxError ||
        (error instanceof Error && "code" in error && error.code === "ENOENT")
      ) {
        return undefined;
      }
      throw error;
    }
    const parsed = schema.safeParse(content);
    return parsed.success && parsed.data.buildId === this.buildId ? parsed.data : undefined;
  }

  private async write(file: string, content: object): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const document = { version: 1, buildId: this.buildId, ...content };
    await writeFile(join(this.folder, file), `${JSON.stringify(document, undefined, 2)}\n`);
  }
}
