import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { quoted } from "../../../text/printable";
import { asResource, isOfEntra, type ReadStack, type StackResource } from "./resource";

/** What is there after a step of a kind: the resource as it was, a new one, one that is only read, or nothing more. */
type Result = "kept" | "new" | "read" | "none";

/** @see pulumi/pulumi, sdk/go/common/display: StepOp */
const RESULTS: ReadonlyMap<unknown, Result> = new Map<string, Result>([
  ["same", "kept"],
  ["update", "kept"],
  ["create", "new"],
  ["replace", "new"],
  ["create-replacement", "new"],
  ["import", "new"],
  ["import-replacement", "new"],
  ["read", "read"],
  ["read-replacement", "read"],
  ["refresh", "none"],
  ["delete", "none"],
  ["delete-replaced", "none"],
  ["discard", "none"],
  ["discard-replaced", "none"],
  ["remove-pending-replace", "none"],
]);

/** What a stack is to become, by what `pulumi preview --json` printed. */
export function readPreview(preview: JsonObject): ReadStack {
  const steps = asList(preview["steps"])?.map((step) => asObject(step) ?? {});
  const problem = whyNotToRead(preview, steps);
  if (problem !== undefined || steps === undefined) return { ok: false, problem: problem ?? FAILED };
  const same = asObject(preview["changeSummary"])?.["same"];
  const isWhole = steps.filter(({ op }) => op === "same").length >= (typeof same === "number" ? same : 0);
  return { ok: true, resources: resultsOf(steps), isWhole };
}

const FAILED = "it is a preview that failed, so nobody knows what the code says";

function whyNotToRead(preview: JsonObject, steps: readonly JsonObject[] | undefined): string | undefined {
  const hasError = (asList(preview["diagnostics"]) ?? []).some((one) => asObject(one)?.["severity"] === "error");
  if (hasError || steps === undefined || preview["maybeCorrupt"] === true) return FAILED;
  const odd = steps.find((step) => isOfEntra(asObject(step["newState"])) && !RESULTS.has(step["op"]));
  return odd === undefined
    ? undefined
    : `what a step of the kind ${quoted(asText(odd["op"]) ?? "")} comes to isn't known here; update azmfa`;
}

/** Of a resource with several steps, such as a replacement, the last one says what it comes to. */
function resultsOf(steps: readonly JsonObject[]): readonly StackResource[] {
  const last = new Map<string, StackResource>();
  for (const step of steps) {
    const [result, resource] = [RESULTS.get(step["op"]) ?? "none", asObject(step["newState"])];
    if (resource === undefined || result === "none") continue;
    const former = result === "kept" ? asObject(step["oldState"])?.["id"] : undefined;
    const isOnlyRead = result === "read" || resource["external"] === true;
    const written = { resource, id: resource["id"] ?? former, outputs: undefined, isOnlyRead };
    for (const one of asResource(written)) last.set(one.urn, one);
  }
  return [...last.values()];
}
