import type { AzureReposServer } from "../../azure-devops/repos-server";
import { expect } from "./check";
import { SECRET_VALUE } from "./session";
import type { SandboxSession } from "./session";

/** Takes a line for the person who watches. */
export type Tell = (line: string) => void;

const FAULT = "simulator/faults/public-bucket.ts";

/**
 * What a team does with a stack, from the first `pulumi up` to the last destroy.
 *
 * @throws BrokenPromise at the first thing that is not as it should be
 */
export async function playScenario(
  session: SandboxSession,
  azureRepos: Pick<AzureReposServer, "requests">,
  tell: Tell,
): Promise<void> {
  await bringUp(session, tell);
  await seedOnce(session, azureRepos, tell);
  await changeNothing(session, tell);
  await keepSecrets(session, tell);
  await refuseFault(session, tell);
  await tearDown(session, tell);
}

/** A cloud refuses a call that comes too fast. Providers do not repeat all of them, so a person runs `pulumi up` again. */
async function bringUp(session: SandboxSession, tell: Tell): Promise<void> {
  const { refusal, violations } = await session.up();
  expect(violations.length === 0, `the first up failed: ${violations.join(", ")}`);
  if (refusal !== undefined) {
    expect(refusal.includes("429 Too Many Requests"), `the first up failed: ${refusal}`);
    const again = await session.update();
    expect(again.refusal === undefined, `up failed after a refused call: ${again.refusal ?? ""}`);
    tell("up: refused by a cloud that was busy, and run again");
  }
  tell(`up with the policy pack: ${await session.resources()} resources in the state`);
}

/** Each repository by one push, whose content is not in the state. */
async function seedOnce(
  session: SandboxSession,
  { requests }: Pick<AzureReposServer, "requests">,
  tell: Tell,
): Promise<void> {
  const seeds = await session.resourcesOf("azure-repos:index:RepositorySeed");
  const pushes = requests.filter(({ method, url }) => method === "POST" && /\/pushes\b/.test(url)).length;
  expect(pushes === seeds, `${seeds} repositories were seeded by ${pushes} pushes`);
  tell(`repositories: ${seeds} seeded by ${pushes} pushes`);
}

/** What the clouds answer is what they were asked for: else every preview would show changes that nobody made. */
async function changeNothing(session: SandboxSession, tell: Tell): Promise<void> {
  const refreshed = await session.refresh();
  expect(refreshed.refusal === undefined, `the refresh failed: ${refreshed.refusal ?? ""}`);
  const { changes, refusal } = await session.update();
  expect(refusal === undefined, `the second up failed: ${refusal ?? ""}`);
  const { same = 0, ...others } = changes;
  expect(
    Object.keys(others).length === 0,
    `the second up, after a refresh, changed something: ${JSON.stringify(others)}`,
  );
  tell(`refresh, and up again: ${same} resources unchanged, nothing else`);
}

async function keepSecrets(session: SandboxSession, tell: Tell): Promise<void> {
  const text = await session.stateFiles();
  expect(!text.includes(SECRET_VALUE), "the state holds a secret in clear text");
  const encrypted = text.includes('"ciphertext"');
  expect(
    encrypted || !text.includes("pulumi:providers:azuredevops"),
    "the token is not in the state: nothing was proved",
  );
  tell(
    `state: ${await session.resources()} resources in ${megabytes(await session.stateBytes())}, ${encrypted ? "no secret readable" : "this stack has no secret"}`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

async function refuseFault(session: SandboxSession, tell: Tell): Promise<void> {
  await session.useProgram(FAULT);
  const { violations, refusal } = await session.up();
  expect(refusal !== undefined, "a public bucket was let through");
  expect(
    violations.includes("s3-block-public-access"),
    `the bucket was refused by ${violations.join(", ")} only`,
  );
  const state = await session.stateFiles();
  expect(!state.includes("mlops-fault-public"), "the refused bucket was created all the same");
  await session.useProgram("index.ts");
  tell(`a public bucket: refused by ${violations.join(", ")}`);
}

async function tearDown(session: SandboxSession, tell: Tell): Promise<void> {
  const first = await session.destroy();
  if (first.refusal !== undefined) {
    expect(first.refusal.includes("protected"), `destroy failed: ${first.refusal}`);
    tell("destroy: refused, since stateful resources are protected");
    await session.unprotect();
    const second = await session.destroy();
    expect(second.refusal === undefined, `destroy failed: ${second.refusal ?? ""}`);
  }
  const resources = await session.resources();
  expect(resources === 0, `destroy left ${resources} resources in the state`);
  tell("destroy: the state is empty");
}
