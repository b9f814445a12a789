import type { ModelSettings } from "../../program/model-file";

/** `tests` of a model file: what a deployment has to do to pass. */
export type TestSettings = ModelSettings["tests"];

/** What malformed requests have to come to. */
export type MalformedSettings = TestSettings["malformed"];

/**
 * refused: the model has to answer with a status of 4xx.
 * unanswered: anything but a prediction or an error of the server, so an answer without content, too.
 * reported: the report tells what happened; an error of the server refuses the deployment all the same.
 */
export type Requirement = MalformedSettings["text"];
