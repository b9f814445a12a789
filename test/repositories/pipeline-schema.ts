import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

import type { JSONSchema } from "azure-pipelines-language-service";
import { getLanguageService, parse } from "azure-pipelines-language-service";
import { TextDocument } from "vscode-languageserver-textdocument";

/** Schema that Azure Pipelines publishes: not part of the repository, so what needs it is skipped where it is absent. */
export const schemaPath =
  process.env.AZURE_PIPELINES_SCHEMA ??
  resolve(__dirname, "../../../shared/reference/azure-pipelines-schema.json");

export const schemaMissing = (): string | undefined =>
  existsSync(schemaPath)
    ? undefined
    : "the published schema is not here: name its file in AZURE_PIPELINES_SCHEMA";

/**
 * Inputs of tasks that the schema names without inputs, or that come with an extension: UseNode
 * (https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/use-node-v1) and the AWS Toolkit
 * (https://docs.aws.amazon.com/vsts/latest/userguide/awsshell.html).
 */
const MORE_TASKS: Readonly<Record<string, readonly string[]>> = {
  "UseNode@1": ["version", "checkLatest", "force32bit"],
  "AWSShellScript@1": [
    "awsCredentials",
    "regionName",
    "scriptType",
    "filePath",
    "inlineScript",
    "arguments",
    "disableAutoCwd",
    "workingDirectory",
    "failOnStandardError",
  ],
};

interface TaskSchema {
  readonly anyOf: unknown[];
  readonly properties: { readonly task: { readonly anyOf: unknown[] } };
}

/**
 * What the Azure Pipelines language service has to say against a file, as `line: message`.
 *
 * @throws Error if the schema is not there.
 */
export async function problemsOf(text: string): Promise<string[]> {
  const schema = schemaWithOurTasks();
  const service = getLanguageService(
    () => Promise.resolve(schema),
    [],
    () => Promise.resolve("file:///schema.json"),
  );
  service.configure({ validate: true });
  const document = TextDocument.create("file:///azure-pipelines.yml", "azure-pipelines", 1, text);
  const found = await silently(async () => service.doValidation(document, parse(text)));
  // The list of all tasks that there are helps nobody.
  return found.map(({ message, range }) => {
    const text = typeof message === "string" ? message : message.value;
    return `${range.start.line + 1}: ${text.slice(0, 200)}`;
  });
}

function schemaWithOurTasks(): JSONSchema {
  const schema = JSON.parse(readFileSync(schemaPath, "utf8")) as JSONSchema & {
    readonly definitions: { readonly task: TaskSchema };
  };
  const { task } = schema.definitions;
  for (const [name, inputs] of Object.entries(MORE_TASKS)) {
    task.properties.task.anyOf.push({ ignoreCase: "value", enum: [name] });
    task.anyOf.push({
      properties: {
        task: { ignoreCase: "value", pattern: `^${name}$` },
        inputs: {
          properties: Object.fromEntries(
            inputs.map((input) => [input, { type: "string", ignoreCase: "key" }]),
          ),
          additionalProperties: false,
        },
      },
      firstProperty: ["task"],
      required: ["task"],
    });
  }
  return schema;
}

/** The service prints what it does on the console. */
async function silently<T>(work: () => PromiseLike<T>): Promise<T> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
}
