import assert from "node:assert/strict";

import { seedDigest } from "../../../assets/seeds/seed-commit";
import { readTemplateStack } from "../../../operations/templates/stack";
import { filledTemplates } from "../../../assets/seeds/filled-templates";
import { renderTemplate } from "../../../assets/seeds/seed-template";
import { ofType, readSample, rehearsed, text } from "../../support/rehearsed";

describe("npm run templates, beside the program", () => {
  for (const sample of ["full", "trial"] as const) {
    it(`knows the repositories that the program makes, and what it fills them with: ${sample}`, async () => {
      const { graph } = await rehearsed(sample);
      const names = new Map(
        ofType(graph, "azuredevops:index/git:Git").map(({ id, inputs }) => [id, text(inputs.name)]),
      );
      const made = ofType(graph, "azure-repos:index:RepositorySeed").map(({ inputs }) => [
        names.get(text(inputs.repositoryId)),
        text(inputs.template),
        text(inputs.digest),
      ]);
      const stack = readTemplateStack(readSample(sample), {}, () => "");
      const filled = filledTemplates(stack);
      const known = stack.repositories.map(({ name, template }) => [
        name,
        template,
        seedDigest(renderTemplate(filled[template])),
      ]);
      assert.deepEqual(known.sort(), made.sort());
    });
  }
});
