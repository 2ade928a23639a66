import { asList, asObject, asText, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { quoted } from "../../../text/printable";
import { asResource, isOfEntra, type ReadStack, type StackResource } from "./resource";
import { readTerraform } from "./terraform";

/** Reads the output of `pulumi stack export`, `pulumi preview --json` or `terraform show -json`; `undefined` iff the value is something else. */
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

/** Reads an export. If the engine doesn't know what became of a resource, the export is refused. @see pulumi/pulumi, apitype: DeploymentV3, OperationV2 */
function readExport(deployment: JsonObject): ReadStack {
  const { resources: listed } = deployment;
  if (listed !== undefined && listed !== null && asList(listed) === undefined)
    return { ok: false, problem: "its `resources` aren't a list, so `pulumi stack export` didn't write it" };
  const resources = (asList(listed) ?? []).map(asObject).filter((resource) => resource !== undefined);
  if (isUnfinished(deployment, resources)) return { ok: false, problem: UNFINISHED };
  const present = resources.flatMap((resource) => {
    const { id, outputs = null, external } = resource;
    // It exists until its replacement is done, or was deleted before its replacement is made.
    if (resource["delete"] === true || resource["pendingReplacement"] === true) return [];
    return asResource(resource, id, outputs, external === true) ?? [];
  });
  return { ok: true, isWhole: true, resources: present };
}

/** Whether the state may not match the tenant: an operation was interrupted, or a resource was only partly made. */
const isUnfinished = (deployment: JsonObject, resources: readonly JsonObject[]): boolean =>
  (asList(deployment["pending_operations"]) ?? [])
    .map(asObject)
    .some((one) => one?.["type"] !== "reading" && isOfEntra(asObject(one?.["resource"]))) ||
  resources.some((resource) => !isEmpty(resource["initErrors"]) && isOfEntra(resource));

const UNFINISHED =
  "an operation was interrupted or failed halfway, so the state may not match the tenant; run `pulumi refresh`, and export it again";

/** The kinds of steps, by what exists after them. @see pulumi/pulumi, sdk/go/common/display: StepOp */
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
    return { ok: false, problem: "the preview failed, so it may not show everything that the code says" };
  const odd = steps.find((step) => isOfEntra(asObject(step["newState"])) && resultOf(step["op"]) === undefined);
  if (odd !== undefined) {
    const kind = quoted(asText(odd["op"]) ?? "");
    return {
      ok: false,
      problem: `it has a step of the kind ${kind}, which this version of azmfa doesn't know; update azmfa`,
    };
  }
  const same = asObject(preview["changeSummary"])?.["same"];
  const isWhole = steps.filter(({ op }) => op === "same").length >= (typeof same === "number" ? same : 0);
  return { ok: true, resources: resultsOf(steps), isWhole };
}

/** The resources after the steps. If a resource has several steps, such as a replacement, the last one counts. */
function resultsOf(steps: readonly JsonObject[]): readonly StackResource[] {
  const last = new Map<string, StackResource>();
  for (const step of steps) {
    const result = resultOf(step["op"]) ?? "none";
    const resource = asObject(step["newState"]);
    if (resource === undefined || result === "none") continue;
    const former = result === "kept" ? asObject(step["oldState"])?.["id"] : undefined;
    const isOnlyRead = result === "read" || resource["external"] === true;
    const one = asResource(resource, resource["id"] ?? former, undefined, isOnlyRead);
    if (one !== undefined) last.set(one.urn, one);
  }
  return [...last.values()];
}
