import { asList, asObject, asText, isEmpty, isObject, type JsonObject } from "../../../law/json/json-object";
import { itemsAt } from "../../graph/list";
import { plainValue, type ReadStack, type StackResource } from "./resource";

/** Reads the output of `pulumi stack export` or `pulumi preview --json`; `undefined` iff the value is something else. */
export function readPulumi(json: JsonObject): ReadStack | undefined {
  const deployment = asObject(json["deployment"]);
  if (deployment !== undefined && ("manifest" in deployment || "resources" in deployment))
    return readExport(deployment);
  const isPreview = "changeSummary" in json || itemsAt(json, "steps").some((step) => "urn" in Object(step));
  return isPreview ? readPreview(json) : undefined;
}

/** Reads an export. If the engine doesn't know what became of a resource, the export is refused. @see pulumi/pulumi, apitype: DeploymentV3, OperationV2 */
function readExport(deployment: JsonObject): ReadStack {
  const all = itemsAt(deployment, "resources").filter(isObject);
  const isInterrupted = itemsAt(deployment, "pending_operations").some((one) => asObject(one)?.["type"] !== "reading");
  if (isInterrupted || all.some(({ initErrors }) => !isEmpty(initErrors))) return { ok: false, problem: UNFINISHED };
  // A resource exists until its replacement is done, or was deleted before its replacement is made.
  const present = all.filter((one) => one["delete"] !== true && one["pendingReplacement"] !== true);
  const resources = present.flatMap((one) => asResource(one, one["id"], one["outputs"]) ?? []);
  return { ok: true, isWhole: true, resources, providers: providersOf(present) };
}

const UNFINISHED =
  "an operation was interrupted or failed halfway, so the state may not match the tenant; run `pulumi refresh`, and export it again";

/** The kinds of steps after which a resource is there, with its former id or with another one. @see pulumi/pulumi, sdk/go/common/display: StepOp */
const KEPT: readonly unknown[] = ["same", "update"];
const MADE: readonly unknown[] = ["create", "replace", "create-replacement", "import", "import-replacement"];
/** The kinds of steps after which there is no resource, or none that the program manages. */
const OTHERS: readonly unknown[] = [
  ...["read", "read-replacement", "refresh", "remove-pending-replace"],
  ...["delete", "delete-replaced", "discard", "discard-replaced"],
];

function readPreview(preview: JsonObject): ReadStack {
  const steps = asList(preview["steps"])?.map((step) => asObject(step) ?? {});
  const hasError = itemsAt(preview, "diagnostics").some((one) => asObject(one)?.["severity"] === "error");
  const isKnown = steps?.every(({ op }) => [...KEPT, ...MADE, ...OTHERS].includes(op)) === true;
  if (hasError || !isKnown || preview["maybeCorrupt"] === true) return { ok: false, problem: FAILED };
  const made = steps.filter(({ op }) => !OTHERS.includes(op));
  const resources = made.flatMap(({ op, oldState, newState }) => {
    const [before, after] = [asObject(oldState), asObject(newState)];
    const id = after?.["id"] ?? (KEPT.includes(op) ? before?.["id"] : undefined);
    return after === undefined || after["external"] === true ? [] : (asResource(after, id, after["inputs"]) ?? []);
  });
  const same = asObject(preview["changeSummary"])?.["same"];
  return {
    ok: true,
    // If a resource has several steps, such as a replacement, the last one counts.
    resources: [...new Map(resources.map((one) => [one.urn, one])).values()],
    isWhole: steps.filter(({ op }) => op === "same").length >= (typeof same === "number" ? same : 0),
    providers: providersOf(made.map(({ newState }) => newState).filter(isObject)),
    plannedBy: "pulumi preview",
  };
}

const FAILED =
  "the preview failed, or has steps that this version of azmfa doesn't know, so it may not show everything that the code says";

/** A resource of azuread or msgraph; `undefined` for any other, and for a component, which has nothing in the tenant. */
function asResource(resource: JsonObject, id: unknown, values: unknown): StackResource | undefined {
  const [, of, type] = TYPE.exec(asText(resource["type"]) ?? "") ?? [];
  if (of === undefined || type === undefined || resource["custom"] === false) return undefined;
  const urn = asText(resource["urn"]) ?? "";
  return { urn, of, type, id: asText(plainValue(id)), values: asObject(plainValue(values)) ?? {} };
}

const TYPE = /^(azuread|msgraph):(?:[\w/.-]+:)?([\w-]+)$/;

/** How many providers make resources of azuread. The engine's default provider counts once, in whatever versions it is there. */
function providersOf(resources: readonly JsonObject[]): number {
  const ofAzuread = resources.filter(({ type }) => String(type).startsWith("azuread:"));
  const urns = ofAzuread.map(({ provider }) => (asText(provider) ?? "").replace(/::[^:]*$/, ""));
  return new Set(urns.map((urn) => urn.replace(/::default(_\d+)+$/, "::default"))).size;
}
