import assert from "node:assert/strict";

import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import { seededFiles } from "../../simulator/azure-devops/seeded-files";
import { ofType, rehearsed, text } from "../support/rehearsed";
import type { PipelineFile } from "./pipeline-files";
import { parsePipeline, stepsOf } from "./pipeline-files";

interface Parameter {
  readonly name: string;
  readonly default?: unknown;
  readonly values?: readonly unknown[];
}

/** Reads the pipelines of a rehearsed stack as Azure DevOps would: definition, repository, file, authorizations. */
for (const stack of ["full", "trial"] as const) {
  describe(`the pipelines of ${stack} and what the program creates for them`, () => {
    let graph: Graph;
    let definitions: GraphResource[];

    before(async () => {
      ({ graph } = await rehearsed(stack));
      definitions = ofType(graph, "azuredevops:index/buildDefinition:BuildDefinition");
      assert.ok(definitions.length >= 3);
    });

    const withId = (type: string, id: unknown): GraphResource => {
      const [found, ...more] = ofType(graph, type).filter((resource) => resource.id === id);
      assert.ok(found && more.length === 0, `one ${type} has the id ${text(id)}`);
      return found;
    };

    /** Names of what a pipeline may use. */
    const authorized = (definition: GraphResource, type: "endpoint" | "environment"): string[] =>
      ofType(graph, "azuredevops:index/pipelineAuthorization:PipelineAuthorization")
        .filter(({ inputs }) => text(inputs.pipelineId) === definition.id && inputs.type === type)
        .map(({ inputs }) =>
          type === "endpoint"
            ? text(
                withId("azuredevops:index/serviceEndpointAws:ServiceEndpointAws", inputs.resourceId).inputs
                  .serviceEndpointName,
              )
            : text(withId("azuredevops:index/environment:Environment", inputs.resourceId).inputs.name),
        )
        .sort();

    const fileOf = (definition: GraphResource): PipelineFile => {
      const { repoId, ymlPath } = definition.inputs.repository as { repoId: string; ymlPath: string };
      const file = seededFiles(graph, withId("azuredevops:index/git:Git", repoId))[ymlPath];
      assert.ok(file, `${ymlPath} of ${text(definition.inputs.name)} is seeded`);
      return parsePipeline(file);
    };

    it("names exactly the service connections that each pipeline is authorized for", () => {
      for (const definition of definitions) {
        const file = fileOf(definition);
        const used = stepsOf(file).flatMap(({ inputs }) => inputs?.awsCredentials ?? []);
        assert.deepEqual(
          namesIn(file, used),
          authorized(definition, "endpoint"),
          text(definition.inputs.name),
        );
      }
    });

    // Azure DevOps creates an environment that it does not know, and that one has no approvals.
    it("names exactly the environments that each pipeline is authorized for", () => {
      for (const definition of definitions) {
        const file = fileOf(definition);
        const used = file.stages.flatMap(({ jobs }) => jobs.flatMap(({ environment }) => environment ?? []));
        assert.deepEqual(
          namesIn(file, used),
          authorized(definition, "environment"),
          text(definition.inputs.name),
        );
      }
    });

    it("uses no variable group, no other repository and no secret", () => {
      for (const definition of definitions) {
        const file = fileOf(definition);
        assert.equal(file.resources, undefined);
        const variables = definition.inputs.variables as readonly Record<string, unknown>[] | undefined;
        assert.deepEqual(
          (variables ?? []).filter(({ isSecret, secretValue }) => isSecret !== undefined || secretValue),
          [],
        );
        assert.equal(JSON.stringify(file).includes('"group"'), false);
      }
    });
  });
}

/** Names with the parameters' defaults in place; a run must not be able to choose another. */
function namesIn({ parameters }: PipelineFile, used: readonly string[]): string[] {
  const names = used.map((name) => {
    const parameter = /^\$\{\{ parameters\.(\w+) \}\}$/.exec(name)?.[1];
    if (parameter === undefined) {
      return name;
    }
    const declared = (parameters as readonly Parameter[]).find((candidate) => candidate.name === parameter);
    assert.ok(declared, `parameter ${parameter} is declared`);
    assert.deepEqual(declared.values, [declared.default], `parameter ${parameter} has one value`);
    return String(declared.default);
  });
  return [...new Set(names)].sort();
}
