import type { Settings } from "./environment";

/** Tags of what the function makes; those of the account's other resources come from Pulumi. */
export function tagList(
  { tags }: Settings,
  model: string,
): { readonly Key: string; readonly Value: string }[] {
  return Object.entries({ ...tags, Model: model, ManagedBy: "start-batch-transform" }).map(
    ([Key, Value]) => ({
      Key,
      Value,
    }),
  );
}
