import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import * as clouds from "../../clouds";
import type { Place } from "../../clouds";
import { meanTheSame } from "../../clouds/documents";
import { mapFields, markSecrets, unwrapped } from "../../rehearsal/values";
import type { Properties } from "../../rehearsal/values";

/** Id and state of a resource; in a preview the id is empty, and what the cloud adds is unknown. */
export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

/** What a refresh finds of a resource. */
export interface Read {
  readonly state: Properties;
  readonly inputs: Properties;
}

/** The inputs that differ, and those of them that make the engine replace the resource. */
export interface Changes {
  readonly changed: readonly string[];
  readonly replacing: readonly string[];
}

/** A provider of the simulated clouds, acting in the one place that its configuration names. */
export class SimulatedProvider {
  private config: Properties | undefined;

  configure(config: Properties): void {
    this.config = unwrapped(config) as Properties;
  }

  /**
   * Names what the program does not name, as providers of AWS do: a resource keeps its name, and one that takes the place
   * of another gets a new one, so that both can exist for a while.
   *
   * @param before - The inputs of the resource as it is; none if it is made, or made anew.
   * @param seed - What makes the name of a new resource differ from others. @default the URN alone
   */
  check(urn: string, before: Properties, inputs: Properties, seed = ""): Properties {
    const resource = identify(urn);
    const property = clouds.autonameOf(resource.type);
    const kept = property === undefined ? undefined : before[property];
    return property === undefined || kept === undefined || inputs[property] !== undefined
      ? clouds.nameAutomatically({ ...resource, inputs }, seed)
      : { ...inputs, [property]: kept };
  }

  create(urn: string, inputs: Properties, preview: boolean): Created {
    const resource = { ...identify(urn), inputs: unwrapped(inputs) as Properties, place: this.configured };
    if (preview) {
      return { id: "", outputs: inputs };
    }
    refuseOnce(resource.type);
    const { id, outputs } = clouds.simulate(resource);
    return { id, outputs: mapFields(outputs, (output, key) => markSecrets(output, inputs[key])) };
  }

  /**
   * @param before - The inputs of the resource as it is.
   * @throws Error if the cloud refuses the update.
   */
  update(urn: string, before: Properties, inputs: Properties, preview: boolean): Created {
    const refusal = clouds.refusedUpdate(identify(urn).type, this.changes(urn, before, inputs).changed);
    if (refusal !== undefined && !preview) {
      throw new Error(refusal);
    }
    return this.create(urn, inputs, preview);
  }

  /** A resource as a refresh finds it: with what the cloud answers for inputs that come back otherwise. */
  read(urn: string, state: Properties, inputs: Properties): Read {
    const answered = clouds.refreshed(identify(urn).type, unwrapped(inputs) as Properties);
    return { state: { ...state, ...answered }, inputs: { ...inputs, ...answered } };
  }

  /** @param ignored - What the resource's option `ignoreChanges` names. */
  changes(urn: string, before: Properties, after: Properties, ignored: readonly string[] = []): Changes {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    const type = urn === "" ? undefined : identify(urn).type;
    const documents = type === undefined ? [] : clouds.documentsOf(type);
    const changed = keys.filter((key) => {
      const [old, now] = [unwrapped(before[key]), unwrapped(after[key])];
      return documents.includes(key) ? !meanTheSame(old, now) : !isDeepStrictEqual(old, now);
    });
    const replaceOn = type === undefined ? [] : clouds.replacementKeys(type);
    const unsettled =
      type === undefined ? [] : clouds.neverSettled(type, unwrapped(after) as Properties, ignored);
    return {
      changed: [...new Set([...changed, ...unsettled])],
      replacing: changed.filter((key) => replaceOn.includes(key)),
    };
  }

  invoke(token: string, args: Properties): Properties {
    return clouds.invoke(token, unwrapped(args) as Properties, this.configured);
  }

  private get configured(): Place {
    if (!this.config) {
      throw new Error("the provider was asked to act before it was configured");
    }
    return clouds.placeOf(this.config);
  }
}

/** Environment variable that names the folder in which refused calls are noted. @default nothing is refused */
export const REFUSALS = "SIMULATED_REFUSALS";

/** Type of which the first call is refused, as clouds refuse calls that come too fast. */
const REFUSED_TYPE = "azuredevops:index/project:Project";

/** @throws Error for the first call, in all processes, where a folder takes note of it. */
function refuseOnce(type: string): void {
  const folder = process.env[REFUSALS];
  if (folder === undefined || type !== REFUSED_TYPE) {
    return;
  }
  try {
    closeSync(openSync(join(folder, "refused"), "wx"));
  } catch {
    return; // It was refused before.
  }
  throw new Error(`${type}: 429 Too Many Requests`);
}

/** Type and logical name out of `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
function identify(urn: string): { urn: string; type: string; name: string } {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { urn, type: qualifiedType.split("$").at(-1) ?? "", name: name.join("::") };
}
