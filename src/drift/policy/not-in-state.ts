import { asText, type JsonObject } from "../../law/json/json-object";
import { importCommand } from "../../program/stack-policy";
import { quoted } from "../../text/printable";
import { isPolicy, type Preview, type Step } from "../preview";
import { problemOf } from "../problem";
import type { DeployedPolicy } from "../stack-state";
import { codePolicy } from "./code-policy";
import type { PolicyReport } from "./policy-report";

/**
 * Policies that the code declares and the stack's state doesn't know: never deployed, or the state is lost. With nothing to compare,
 * that is no answer.
 * @param all the tenant's policies, among which it may be
 */
export function policiesNotInState(
  preview: Preview | undefined,
  deployed: readonly DeployedPolicy[],
  all: readonly JsonObject[],
): readonly PolicyReport[] {
  const lost = (preview?.steps ?? []).filter((step) => isPolicy(step) && isNew(step, deployed));
  return lost.map((step) => policyNotInState(step, all));
}

const isNew = ({ urn }: Step, deployed: readonly DeployedPolicy[]): boolean =>
  deployed.every((policy) => policy.urn !== urn);

function policyNotInState({ urn, name, inputs }: Step, all: readonly JsonObject[]): PolicyReport {
  const displayName = asText(codePolicy(inputs ?? {})["displayName"]) ?? name;
  const ids = all.filter((policy) => policy["displayName"] === displayName).map(({ id }) => String(id));
  const message = `the stack's state knows no policy for ${quoted(name)}: it was never deployed, or the state is lost`;
  const problem = problemOf(
    "not-in-state",
    { message, help: helpFor(name, ids) },
    { kind: "resource", urn, property: undefined },
  );
  return { kind: "unknown", name, id: undefined, displayName, problem };
}

function helpFor(name: string, [id, ...others]: readonly string[]): string {
  if (id === undefined) return "the tenant has no policy of that name either: `pulumi up` creates it";
  const command = importCommand(name, id);
  const more = others.length === 0 ? "" : ` (there are others of that name: ${others.join(", ")})`;
  return `the tenant has one of that name${more}; take it over with \`${command}\`, or \`pulumi up\` creates a second one`;
}
