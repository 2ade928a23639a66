import { asList, asObject, asText, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { quoted } from "../../../text/printable";
import { asResource, isOfEntra, nameIn, type ReadStack } from "./resource";

/**
 * The resources of a stack's state. Where the engine doesn't know itself what became of one, the state says nothing certain.
 * @see pulumi/pulumi, sdk/go/common/apitype, DeploymentV3, ResourceV3 and OperationV2
 */
export function readExport(deployment: JsonObject): ReadStack {
  const { resources: listed } = deployment;
  if (listed !== undefined && listed !== null && asList(listed) === undefined)
    return { ok: false, problem: "its `resources` are no list, so it isn't what `pulumi stack export` wrote" };
  const resources = (asList(listed) ?? []).map(asObject).filter((resource) => resource !== undefined);
  const problem = interrupted(deployment) ?? failedInPart(resources);
  if (problem !== undefined) return { ok: false, problem };
  return {
    ok: true,
    isWhole: true,
    resources: resources
      .filter((resource) => !isGone(resource))
      .flatMap((resource) =>
        asResource({
          resource,
          id: resource["id"],
          outputs: resource["outputs"] ?? null,
          isOnlyRead: resource["external"] === true,
        }),
      ),
  };
}

/** What is only there until something that replaces it is done, and what was deleted before its replacement was made. */
const isGone = (resource: JsonObject): boolean =>
  resource["delete"] === true || resource["pendingReplacement"] === true;

const AGAIN = "run `pulumi refresh`, and export it again";

function interrupted(deployment: JsonObject): string | undefined {
  const operations = asList(deployment["pending_operations"]) ?? [];
  const open = operations
    .map(asObject)
    .find((one) => one?.["type"] !== "reading" && isOfEntra(asObject(one?.["resource"])));
  if (open === undefined) return undefined;
  const what = quoted(asText(open["type"]) ?? "an operation");
  return `${what} ${quoted(nameIn(asObject(open["resource"])))} was interrupted, so nobody knows what is in the tenant; ${AGAIN}`;
}

function failedInPart(resources: readonly JsonObject[]): string | undefined {
  const failed = resources.find((resource) => !isEmpty(resource["initErrors"]) && isOfEntra(resource));
  if (failed === undefined) return undefined;
  return `making ${quoted(nameIn(failed))} failed halfway, so nobody knows what is in the tenant; ${AGAIN}`;
}
