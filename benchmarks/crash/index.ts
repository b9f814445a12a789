import * as pulumi from "@pulumi/pulumi";

import { readable } from "../../settings/program-refusal";
import { Broken } from "./broken";

(Error as { prepareStackTrace?: unknown }).prepareStackTrace = undefined;

/** Fails in a component as the stack file says, and reports it as the landing zone does. */
export = (): Promise<void> => {
  try {
    new Broken("broken", { failure: new pulumi.Config().require("failure") });
    return Promise.resolve();
  } catch (error) {
    throw readable(error);
  }
};
