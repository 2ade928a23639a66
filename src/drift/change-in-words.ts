import { asList, asObject, asText } from "../law/json/json-object";
import type { Advice } from "../law/model/finding";
import { portalLink } from "../program/stack-policy";
import { type Block, type Item, listSection, type Section } from "../report/report";
import { isSameValue } from "../tenant/graph/policy-shape";
import { printable, quoted } from "../text/printable";
import { counted, named, someOf } from "../text/sentence";
import { describeRole } from "../words/principal";
import type { Change, ExclusionChange, FieldChange, ObjectChange, PolicyChange } from "./change";
import type { GraphRequest, PolicyReport } from "./drift-report";
import { isByUp, portalStep, type Repair } from "./policy-fields";

/** A sentence as a block. */
export const text = (sentence: string): Block => ({ kind: "text", text: sentence });

type Row = readonly [label: string, text: string];

/** Labelled lines below an item. */
export const rows = (...all: readonly Row[]): Block => ({
  kind: "entries",
  entries: all.map(([label, said]) => ({ label, texts: [said] })),
});

/** What the sentences of one report have in common. */
export type Words = {
  /** The name of the object with an id, if it is known. */
  readonly nameOf: (id: string) => string | undefined;
  /** What a change does by itself, for the end of its title. */
  readonly effect: (change: Change) => string;
};

/** One policy of the stack. */
export function policySection(report: PolicyReport, graph: string, words: Words): Section {
  const { policy, kind, changes, noise, request } = report;
  const title = `Policy ${named(policy.displayName)}`;
  if (kind === "unknown") return { title: `${title}: could not be checked`, blocks: [] };
  if (kind === "undeclared")
    return { title: `${title}: deployed by this stack, but no longer in the code`, blocks: [] };
  const items = changes.map((change) => changeItem(change, words));
  const [only] = items;
  if (kind === "deleted" && only) return { title: `${title}: ${only.text}`, blocks: only.below };
  const fields = changes.filter((change) => change.kind === "field");
  const notDrift = noise.map(
    ({ field, why }): Item => `not drift, although the preview shows it: ${printable(field)}: ${why}`,
  );
  return {
    title: `${title}: ${summaryOf(fields.length, changes.length)}`,
    blocks: [
      ...listSection("", [...items, ...notDrift]).blocks,
      ...(request === undefined || fields.every(isByUp) ? [] : byHand(request, policy.id, graph)),
    ],
  };
}

function summaryOf(fields: number, changes: number): string {
  if (fields > 0) return counted(fields, "field differs", "fields differ");
  return changes === 0 ? "matches the code" : "its fields match the code";
}

/** One request for all fields that `pulumi up` leaves: several requests could undo each other. */
const byHand = ({ method, path, body }: GraphRequest, id: string | undefined, graph: string): readonly Block[] => [
  text("The policy in the portal:"),
  { kind: "code", lines: [portalLink(id ?? "", undefined)] },
  text("This Graph request sets all of these fields to the code's values:"),
  { kind: "code", lines: [`${method} ${graph}${path}`, ...JSON.stringify(body, undefined, 2).split("\n")] },
];

/** A change: its title with its effect, and below it what is there, what should be there, and how to repair it. */
export function changeItem(change: Change, { nameOf, effect }: Words) {
  const [title, ...below] = inWords(change, nameOf);
  return { text: `${title}${effect(change)}`, below };
}

function inWords(change: Change, nameOf: Words["nameOf"]): readonly [title: string, ...below: readonly Block[]] {
  switch (change.kind) {
    case "field":
      return [
        `${printable(change.path)}${change.onlyInBeta ? " (only /beta of Graph shows it)" : ""}`,
        fieldRows(change, nameOf),
      ];
    case "weakStrength":
      return [printable(change.says), WEAK_STRENGTH];
    case "deleted":
      return ["deleted in the tenant", rows(["repair", RECREATION[change.repair]])];
    case "account":
    case "member": {
      const { message, help } = adviceAbout(change);
      const { file, line, column } = change.entry.at;
      return [message, rows(["register", `${printable(file)}:${line}:${column}`], ["repair", help])];
    }
    case "object": {
      const id = change.id === "" || change.list === "roleAssignments" ? "" : ` (${printable(change.id)})`;
      const fields = change.fields.flatMap(({ path, tenant, code }) => [
        text(printable(path)),
        rows(["before", valueText(code, nameOf)], ["now", valueText(tenant, nameOf)]),
      ]);
      return [`${objectName(change)}${id}: ${HOW[change.found]}`, ...fields];
    }
  }
}

const HOW: Readonly<Record<ObjectChange["found"], string>> = { added: "new", removed: "gone", changed: "changed" };

const WEAK_STRENGTH = rows(
  ["repair", "`pulumi up` doesn't fix it, unless the stack declares the strength too"],
  [
    "portal",
    "Entra admin center > Authentication methods > Authentication strengths: allow only combinations that are MFA",
  ],
);

const RECREATION: Readonly<Record<Extract<PolicyChange, { kind: "deleted" }>["repair"], string>> = {
  repaired: "`pulumi up` recreates it with a new id. Or restore it in the Entra admin center within 30 days",
  refused:
    "`pulumi up` recreates it with a new id once security defaults are off. Or restore it in the Entra admin center within 30 days",
  notShown: "fix the preview first (see below)",
};

function fieldRows(change: FieldChange, nameOf: Words["nameOf"]): Block {
  const { path, tenant, code, repair, changed } = change;
  return rows(
    ["tenant", valueText(tenant, nameOf)],
    ["code", valueText(code, nameOf)],
    ...itemsOnlyIn("added", path, tenant, code, nameOf),
    ...itemsOnlyIn("missing", path, code, tenant, nameOf),
    ["repair", `${REPAIRS[repair]}${CHANGED[changed]}`],
    ...(isByUp(change) ? [] : [["portal", portalStep(path)] as const]),
  );
}

/** The items of a list that another list doesn't have, regardless of letter case, by name if they have one. */
function itemsOnlyIn(
  label: string,
  path: string,
  list: unknown,
  other: unknown,
  nameOf: Words["nameOf"],
): readonly Row[] {
  const [here, there] = [asList(list), asList(other)];
  const items = there && here?.filter((item) => !there.some((one) => isSameValue(path, one, item)));
  if (items === undefined || items.length === 0) return [];
  return [[label, listText(items.map((item) => nameOf(String(item)) ?? String(item)))]];
}

const REPAIRS: Readonly<Record<Repair, string>> = {
  repaired: "`pulumi up` fixes it",
  refused: "`pulumi up` fixes it once security defaults are off. Until then Entra refuses it",
  notSeen: "`pulumi up` doesn't fix it: the azuread plugin doesn't see this field",
  leftToGraph: "`pulumi up` sees it, but its request omits this field. Read the policy back afterwards",
  notShown: "the preview doesn't show it, so `pulumi up` may not fix it",
  untried: "not tried with the azuread plugin. Set it in the portal or with Graph",
};

const CHANGED: Readonly<Record<FieldChange["changed"], string>> = {
  tenant: "",
  code: ". The tenant has what was deployed last: the code has changed since",
  unknown: ". After a refresh, azmfa can't tell whether the tenant or the code has changed",
};

/** A value for people: lists with commas, ranges by their addresses, other objects as JSON, and `(nothing)`. */
function valueText(value: unknown, nameOf: Words["nameOf"]): string {
  if (value === undefined || value === null || value === "") return "(nothing)";
  const items = asList(value)?.map((item) => asText(asObject(item)?.["cidrAddress"]) ?? item);
  if (items?.every((item) => typeof item !== "object"))
    return listText(items.map((id) => withName(String(id), nameOf)));
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function withName(id: string, nameOf: Words["nameOf"]): string {
  const name = nameOf(id);
  return name === undefined ? id : `${name} (${id})`;
}

const listText = (items: readonly string[]): string =>
  items.length === 0 ? "(nothing)" : someOf(items, 12).map(printable).join(", ");

/** What has changed about an excluded account or group, and what to do. */
function adviceAbout(change: ExclusionChange): Advice {
  const { kind, id } = change.entry.principal;
  const what = `the excluded ${kind} ${quoted(id)}`;
  switch (change.found) {
    case "gone":
      return {
        message: `${what} is no longer in the tenant`,
        help: "remove the entry, or restore the account (Entra keeps deleted ones for 30 days)",
      };
    case "disabled":
      return { message: `${what} is disabled and can't sign in`, help: "enable the account, or remove the entry" };
    case "memberAdded":
      return {
        message: `${withQuotedName(change.member)} is in ${what}, but the register doesn't list them`,
        help: `\`pulumi up\` doesn't change a group's members. Remove them: Entra admin center > Groups > ${id} > Members, or DELETE /v1.0/groups/${id}/members/${change.member.id}/$ref (if they are in a nested group, remove them there). Or list them under \`members\` with an approval`,
      };
    case "memberMissing":
      return {
        message: `${withQuotedName(change.member)} is listed in the register, but isn't in ${what}`,
        help: "add them to the group again, or take them off the list",
      };
  }
}

const withQuotedName = ({ id, displayName }: { readonly id: string; readonly displayName: string | undefined }) =>
  displayName === undefined ? quoted(id) : `${quoted(displayName)} (${id})`;

/** What a list holds. The name of a role includes the word. */
const KINDS: Readonly<Record<ObjectChange["list"], string>> = {
  policies: "policy",
  namedLocations: "location",
  authenticationStrengthPolicies: "authentication strength",
  groups: "group",
  roleAssignments: "",
  securityDefaults: "security defaults",
  conditionalAccessSettings: "settings of Conditional Access",
};

/** An object of the tenant by its kind and name. */
export function objectName({ list, id, displayName }: ObjectChange): string {
  if (list === "roleAssignments") return describeRole(id);
  return id === "" ? KINDS[list] : `${KINDS[list]} ${named(displayName ?? id)}`;
}
