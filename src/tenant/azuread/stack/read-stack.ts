import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { readExport } from "./exported";
import { readPreview } from "./previewed";
import type { ReadStack } from "./resource";
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
