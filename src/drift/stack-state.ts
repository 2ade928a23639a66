import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { isPolicy } from "./preview";

/** A Conditional Access policy that the stack has deployed, as its state remembers it. */
export type DeployedPolicy = {
  readonly urn: string;
  readonly name: string;
  /** Graph's id: the end of the path that the plugin uses. */
  readonly id: string;
  readonly inputs: JsonObject;
};

/** The policies in a stack's exported state; `undefined` when it is no state. */
export function readState(exported: unknown): readonly DeployedPolicy[] | undefined {
  const deployment = asObject(asObject(exported)?.["deployment"]);
  if (deployment === undefined) return undefined;
  const resources: readonly unknown[] = Array.isArray(deployment["resources"]) ? deployment["resources"] : [];
  return resources
    .map(asObject)
    .filter((resource) => resource !== undefined)
    .flatMap(deployedPolicy);
}

function deployedPolicy(resource: JsonObject): readonly DeployedPolicy[] {
  const [urn, id, type] = [asText(resource["urn"]), asText(resource["id"]), asText(resource["type"])];
  if (urn === undefined || id === undefined || type === undefined || !isPolicy({ type })) return [];
  if (resource["delete"] === true) return []; // the old half of a replacement that is under way
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  return [{ urn, name, id: id.slice(id.lastIndexOf("/") + 1), inputs: asObject(resource["inputs"]) ?? {} }];
}
