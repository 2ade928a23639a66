import { asList, asObject, asText, type JsonObject } from "../../../json/json-object";
import { plainValue } from "./plain-values";

/** A resource as a stack's state or a preview has it. */
export interface StackResource {
  readonly urn: string;
  /** Of the azuread package: `ConditionalAccessPolicy`. */
  readonly type: string;
  /** As the provider gives it; `undefined` while it isn't deployed. */
  readonly id: string | undefined;
  /** What the program gives. */
  readonly inputs: JsonObject;
  /** What the provider has read or made last; the inputs where it is to change. */
  readonly state: JsonObject;
}

/** What Pulumi has written down of a stack, or what is wrong with it. */
export type ReadStack =
  | { readonly ok: true; readonly resources: readonly StackResource[]; readonly isWhole: boolean }
  | { readonly ok: false; readonly problem: string };

/** Reads `pulumi stack export` or `pulumi preview --json`; `undefined` iff the value is neither. */
export function readStack(json: unknown): ReadStack | undefined {
  const object = asObject(json);
  const deployment = asObject(object?.["deployment"]);
  if (deployment !== undefined && ("manifest" in deployment || "resources" in deployment))
    return { ok: true, resources: exported(deployment), isWhole: true };
  const steps = object && asList(object["steps"]);
  if (object === undefined || !("changeSummary" in object || isSteps(steps))) return undefined;
  const [error] = (asList(object["diagnostics"]) ?? []).filter((one) => asObject(one)?.["severity"] === "error");
  if (error !== undefined || steps === undefined)
    return { ok: false, problem: "it is a preview that failed, so nobody knows what the code says" };
  return {
    ok: true,
    resources: previewed(steps),
    isWhole: steps.filter((step) => asObject(step)?.["op"] === "same").length >= unchangedIn(object),
  };
}

const isSteps = (steps: readonly unknown[] | undefined): boolean =>
  steps?.some((step) => typeof asObject(step)?.["op"] === "string" && "urn" in (step as JsonObject)) === true;

/** How many resources stay as they are, whether they are shown or not. */
function unchangedIn(preview: JsonObject): number {
  const same = asObject(preview["changeSummary"])?.["same"];
  return typeof same === "number" ? same : 0;
}

/** What is only there until something that replaces it is done isn't looked at. */
const exported = (deployment: JsonObject): readonly StackResource[] =>
  (asList(deployment["resources"]) ?? []).flatMap((value) => {
    const resource = asObject(value);
    return resource === undefined || resource["delete"] === true ? [] : ofAzuread(resource, resource["outputs"]);
  });

/** Steps after which the old resource is gone, and those that only look at it. */
const WITHOUT_RESULT: ReadonlySet<unknown> = new Set([
  ...["refresh", "delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"],
]);

/** Of a resource with several steps, such as a replacement, the last one says what it comes to. */
function previewed(steps: readonly unknown[]): readonly StackResource[] {
  const last = new Map<string, StackResource>();
  for (const value of steps) {
    const step = asObject(value);
    const next = asObject(step?.["newState"]);
    if (next === undefined || WITHOUT_RESULT.has(step?.["op"])) continue;
    const id = next["id"] ?? asObject(step?.["oldState"])?.["id"];
    for (const resource of ofAzuread({ ...next, id }, undefined)) last.set(resource.urn, resource);
  }
  return [...last.values()];
}

function ofAzuread(resource: JsonObject, outputs: unknown): readonly StackResource[] {
  const [, type] = /^azuread:[\w/]+:(\w+)$/.exec(asText(resource["type"]) ?? "") ?? [];
  if (type === undefined) return [];
  const inputs = asObject(plainValue(resource["inputs"])) ?? {};
  const id = plainValue(resource["id"]);
  const state = asObject(plainValue(outputs)) ?? inputs;
  return [{ urn: asText(resource["urn"]) ?? "", type, id: asText(id), inputs, state }];
}
