import * as pulumi from "@pulumi/pulumi";
import { asObject, asText } from "../law/json/json-object";
import { POLICY_TYPE } from "./stack-policy";

/** What the stack's last state says of its own policies: their ids in Graph. */
export type OwnPolicies =
  | { readonly kind: "read"; readonly ids: readonly string[] }
  | { readonly kind: "unreadable"; readonly because: string };

/**
 * The policies in the stack's last state, as the engine's backend has it. The outputs of the stack wouldn't do: a policy that
 * was imported, or made by a run that failed later, isn't among them yet.
 * @param name only of those that the program calls so
 */
export async function ownPolicies(name?: string): Promise<OwnPolicies> {
  try {
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const answer: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
    const resources = asObject(asObject(answer)?.["outputs"]);
    if (resources === undefined) return { kind: "unreadable", because: "the engine's answer has no resources" };
    const wanted = Object.entries(resources).filter(([urn]) => name === undefined || urn.endsWith(`::${name}`));
    return { kind: "read", ids: wanted.flatMap(([, resource]) => policyIdIn(resource)) };
  } catch (error) {
    return { kind: "unreadable", because: error instanceof Error ? error.message : String(error) };
  }
}

function policyIdIn(resource: unknown): readonly string[] {
  const { type, outputs } = asObject(resource) ?? {};
  if (type !== POLICY_TYPE) return [];
  const { objectId, id } = asObject(outputs) ?? {};
  // One whose making wasn't finished may have the path alone.
  return [(asText(objectId) ?? asText(id)?.split("/").at(-1) ?? "").toLowerCase()];
}
