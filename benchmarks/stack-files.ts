import { parseDocument, stringify } from "yaml";

/** A stack file of the real program, with as many models as asked for instead of its own. */
export function withModels(stackFile: string, count: number): string {
  const document = parseDocument(stackFile);
  const models = Array.from({ length: count }, (_, index) => [
    `model-${index + 1}`,
    { description: `Model ${index + 1} of ${count}, for the benchmark` },
  ]);
  document.setIn(["config", "mlops:models"], document.createNode(Object.fromEntries(models)));
  // It names models of the stack file.
  document.deleteIn(["config", "mlops:inferenceApi", "processing"]);
  return document.toString();
}

/** The stack and the provider of the bare program count as resources too. */
const ITS_OWN = 2;

/** A stack file with which the bare program registers exactly as many resources. */
export function bareStackFile(resources: number): string {
  return stringify({ config: { "bare:resources": String(resources - ITS_OWN) } });
}
