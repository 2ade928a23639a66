import { printable } from "../../adapters/register";
import { portalLink } from "../../program/summary";
import type { JudgedDifference, PolicyReport } from "../policy/policy-report";
import { portalStep } from "../policy/portal-step";
import { onlyIn } from "./only-in";
import { repairText } from "./repair-text";
import { valueText } from "./value-text";

/** Says who an id belongs to, where that is known. */
export type NameOf = (id: string) => string | undefined;

/** What the report knows beside the policy. */
type Around = { readonly nameOf: NameOf; readonly graph: string };

/** One policy of the stack, as a person reads it. */
export function renderPolicy(policy: PolicyReport, around: Around): readonly string[] {
  const title = `policy "${printable(policy.displayName)}"${policy.id === undefined ? "" : ` (${printable(policy.id)})`}`;
  switch (policy.kind) {
    case "compared":
      return renderCompared(title, policy, around);
    case "deleted":
      return [`${title}: deleted in the tenant`, `    repair   ${recreation(policy.recreated)}`];
    case "undeclared":
      return [`${title}: deployed by this stack, and the code doesn't declare it any more`];
    case "undecided":
      return [`${title}: could not be told`];
  }
}

const recreation = (recreated: boolean): string =>
  recreated
    ? "`pulumi up` creates it again, under a new id; or restore it in the Entra admin center (30 days)"
    : "get the preview to work first (see below)";

type Compared = Extract<PolicyReport, { kind: "compared" }>;

function renderCompared(title: string, policy: Compared, { nameOf, graph }: Around): readonly string[] {
  const { differences, noise, weakStrength } = policy;
  const count = differences.length;
  const head = count === 0 ? "as the code says" : `${count} ${count === 1 ? "field differs" : "fields differ"}`;
  return [
    `${title}: ${weakStrength === undefined || count > 0 ? head : "the fields are as the code says"}`,
    ...differences.flatMap((difference) => renderDifference(difference, policy, nameOf)),
    ...(weakStrength === undefined ? [] : renderWeakStrength(weakStrength)),
    ...renderRequest(policy, graph),
    ...noise.map(({ field, why }) => `  not drift, though the preview shows it: ${printable(field)}: ${why}`),
  ];
}

function renderDifference(difference: JudgedDifference, { id }: Compared, nameOf: NameOf): readonly string[] {
  const { path, tenant, code, repair, onlyInBeta } = difference;
  const more = onlyIn(path, tenant, code);
  const fewer = onlyIn(path, code, tenant);
  const showsParts = Array.isArray(tenant) && Array.isArray(code);
  return [
    `  ${printable(path)}${onlyInBeta ? "  (only /beta of Graph shows it)" : ""}`,
    `    tenant   ${valueText(tenant)}`,
    `    code     ${valueText(code)}`,
    ...(more.length > 0 && (showsParts || more.some((item) => nameOf(String(item)) !== undefined))
      ? [`    added    ${namesText(more, nameOf)}`]
      : []),
    ...(fewer.length > 0 && showsParts ? [`    missing  ${namesText(fewer, nameOf)}`] : []),
    `    repair   ${repairText(difference)}`,
    ...(repair === "repaired" || id === undefined
      ? []
      : [`    portal   ${portalLink(id, undefined)}`, `             ${portalStep(path)}`]),
  ];
}

function namesText(ids: readonly unknown[], nameOf: NameOf): string {
  const named = ids.map((id) => {
    const name = nameOf(String(id));
    return name === undefined ? String(id) : `${name} (${String(id)})`;
  });
  return valueText(named);
}

const renderWeakStrength = (text: string): readonly string[] => [
  `  ${printable(text)}`,
  "    repair   `pulumi up` of this policy does nothing about it, unless the stack declares the strength too",
  "    portal   Entra admin center > Authentication methods > Authentication strengths: allow combinations that are MFA only",
];

/** Only where `pulumi up` isn't enough. One request for all fields: sent in parts they could undo each other. */
function renderRequest({ request, differences }: Compared, graph: string): readonly string[] {
  if (request === undefined || differences.every(({ repair }) => repair === "repaired")) return [];
  const body = JSON.stringify(request.body, undefined, 2).split("\n");
  return [
    "  the Graph request that sets all of these fields to what the code says:",
    `    ${request.method} ${printable(`${graph}${request.path}`)}`,
    ...body.map((line) => `    ${printable(line)}`),
  ];
}
