import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
  dataScientistDataStatements,
  leadDataScientistDataStatements,
  mlEngineerDataStatements,
} from "../../../access/data";
import { personaPurpose } from "../../../components/identity/persona-role";
import { PERSONAS } from "../../../settings/personas";
import type { Settings } from "../../support/development-plane";
import { development, statementsOf, STUDIO } from "../../support/development-plane";
import { rendered } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";

describe("people of the development plane", () => {
  const DATA = {
    "data-scientist": dataScientistDataStatements,
    "lead-data-scientist": leadDataScientistDataStatements,
    "ml-engineer": mlEngineerDataStatements,
  };
  it("reach data as their persona does, themselves and in notebooks", async () => {
    const { cloud, plane } = await development({ studio: STUDIO });
    const kmsKeyArn = await valueOf(pulumi.output(plane.foundation.kmsKeyArn));
    for (const [persona, statements] of Object.entries(DATA)) {
      const { Statement: expected } = await rendered(statements(plane.foundation.scope, kmsKeyArn));
      for (const role of [`development-people-${persona}`, `development-studio-${persona}-role`]) {
        const held = statementsOf(cloud, role);
        const ofData = expected.map(({ Sid }) => held.get(Sid));
        assert.deepEqual(ofData, expected, role);
      }
    }
  });

  it("write experiments from notebooks, and ML engineers from there only", async () => {
    const { cloud } = await development({ studio: STUDIO });
    const canWrite = (role: string): boolean => statementsOf(cloud, role).has("WriteExperiments");
    for (const persona of Object.keys(DATA)) {
      assert.equal(canWrite(`development-studio-${persona}-role`), true, persona);
      assert.equal(canWrite(`development-people-${persona}`), persona !== "ml-engineer", persona);
    }
  });

  it("pull the team's approved images into experiments, where there are some", async () => {
    const canPull = async (images: Settings["images"]): Promise<boolean[]> => {
      const { cloud } = await development({ studio: STUDIO, ...(images ? { images } : {}) });
      return Object.keys(DATA).map((persona) =>
        statementsOf(cloud, `development-studio-${persona}-role`).has("PullImagesOfEnvironments"),
      );
    };
    assert.deepEqual(await canPull({ training: { description: "Gradients" } }), [true, true, true]);
    assert.deepEqual(await canPull({}), [false, false, false]);
  });

  it("enter Studio as themselves, where it is entered through roles", async () => {
    const canEnter = async (settings: Settings): Promise<string[]> => {
      const { cloud } = await development(settings);
      return PERSONAS.map(personaPurpose).filter((persona) =>
        statementsOf(cloud, `development-people-${persona}`).has("EnterOwnStudioProfile"),
      );
    };
    assert.deepEqual(await canEnter({ studio: STUDIO }), Object.keys(DATA));
    assert.deepEqual(await canEnter({ studio: { ...STUDIO, signIn: "identityCenter" } }), []);
    assert.deepEqual(await canEnter({}), []);
  });
});
