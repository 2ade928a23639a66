import { asList, asObject, asText, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { quoted } from "../../../text/printable";
import { asResource, isOfEntra, nameIn, type ReadStack, type StackResource } from "./resource";
import { readTerraform } from "./terraform";

/** Reads `pulumi stack export`, `pulumi preview --json` or `terraform show -json`; `undefined` iff the value is neither. */
export function readStack(json: unknown): ReadStack | undefined {
  const object = asObject(json);
  const deployment = asObject(object?.["deployment"]);
  if (deployment !== undefined && ("manifest" in deployment || "resources" in deployment))
    return readExport(deployment);
  const terraform = object && readTerraform(object);
  if (terraform !== undefined) return terraform;
  const steps = object && asList(object["steps"]);
  if (object === undefined || !("changeSummary" in object || isSteps(steps))) return undefined;
  return readPreview(object);
}

const isSteps = (steps: readonly unknown[] | undefined): boolean =>
  steps?.some((step) => asText(asObject(step)?.["op"]) !== undefined && "urn" in (step as JsonObject)) === true;

/** Where the engine doesn't know what became of a resource, the state says nothing certain. @see pulumi/pulumi, apitype: DeploymentV3, OperationV2 */
function readExport(deployment: JsonObject): ReadStack {
  const { resources: listed } = deployment;
  if (listed !== undefined && listed !== null && asList(listed) === undefined)
    return { ok: false, problem: "its `resources` are no list, so it isn't what `pulumi stack export` wrote" };
  const resources = (asList(listed) ?? []).map(asObject).filter((resource) => resource !== undefined);
  const problem = unfinished(deployment, resources);
  if (problem !== undefined) return { ok: false, problem };
  const present = resources.flatMap((resource) => {
    const { id, outputs = null, external } = resource;
    // Only there until something that replaces it is done, or deleted before its replacement was made.
    if (resource["delete"] === true || resource["pendingReplacement"] === true) return [];
    return asResource({ resource, id, outputs, isOnlyRead: external === true });
  });
  return { ok: true, isWhole: true, resources: present };
}

/** Why nobody knows what is in the tenant: an operation was interrupted, or a resource was made halfway. */
function unfinished(deployment: JsonObject, resources: readonly JsonObject[]): string | undefined {
  const open = (asList(deployment["pending_operations"]) ?? [])
    .map(asObject)
    .find((one) => one?.["type"] !== "reading" && isOfEntra(asObject(one?.["resource"])));
  const failed = resources.find((resource) => !isEmpty(resource["initErrors"]) && isOfEntra(resource));
  if (open === undefined && failed === undefined) return undefined;
  const what =
    open === undefined
      ? `making ${quoted(nameIn(failed))} failed halfway`
      : `${quoted(asText(open["type"]) ?? "an operation")} ${quoted(nameIn(asObject(open["resource"])))} was interrupted`;
  return `${what}, so nobody knows what is in the tenant; run \`pulumi refresh\`, and export it again`;
}

/** Kinds of steps by what is there after them. @see pulumi/pulumi, sdk/go/common/display: StepOp */
const STEPS = {
  kept: ["same", "update"],
  new: ["create", "replace", "create-replacement", "import", "import-replacement"],
  read: ["read", "read-replacement"],
  none: ["refresh", "delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"],
} as const;

const RESULTS = Object.keys(STEPS) as readonly (keyof typeof STEPS)[];

const resultOf = (op: unknown): keyof typeof STEPS | undefined =>
  RESULTS.find((result) => STEPS[result].some((kind) => kind === op));

function readPreview(preview: JsonObject): ReadStack {
  const steps = asList(preview["steps"])?.map((step) => asObject(step) ?? {});
  const hasError = (asList(preview["diagnostics"]) ?? []).some((one) => asObject(one)?.["severity"] === "error");
  if (hasError || steps === undefined || preview["maybeCorrupt"] === true)
    return { ok: false, problem: "it is a preview that failed, so nobody knows what the code says" };
  const odd = steps.find((step) => isOfEntra(asObject(step["newState"])) && resultOf(step["op"]) === undefined);
  if (odd !== undefined) {
    const kind = quoted(asText(odd["op"]) ?? "");
    return { ok: false, problem: `what a step of the kind ${kind} comes to isn't known here; update azmfa` };
  }
  const same = asObject(preview["changeSummary"])?.["same"];
  const isWhole = steps.filter(({ op }) => op === "same").length >= (typeof same === "number" ? same : 0);
  return { ok: true, resources: resultsOf(steps), isWhole };
}

/** Of a resource with several steps, such as a replacement, the last one says what it comes to. */
function resultsOf(steps: readonly JsonObject[]): readonly StackResource[] {
  const last = new Map<string, StackResource>();
  for (const step of steps) {
    const [result, resource] = [resultOf(step["op"]) ?? "none", asObject(step["newState"])];
    if (resource === undefined || result === "none") continue;
    const former = result === "kept" ? asObject(step["oldState"])?.["id"] : undefined;
    const isOnlyRead = result === "read" || resource["external"] === true;
    const written = { resource, id: resource["id"] ?? former, outputs: undefined, isOnlyRead };
    for (const one of asResource(written)) last.set(one.urn, one);
  }
  return [...last.values()];
}
