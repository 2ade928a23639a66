import { asList, asObject, asText } from "../law/json/json-object";
import { portalLink } from "../program/stack-policy";
import { type Block, entry, type Item, listSection, type Section } from "../report/report";
import { isSameValue } from "../tenant/graph/policy-shape";
import { present } from "../text/present";
import { printable } from "../text/printable";
import { counted, listing, named, shortened, someOf } from "../text/sentence";
import type { Change, ExclusionChange, FieldChange, ObjectChange, PolicyChange } from "./change";
import type { GraphRequest, PolicyReport } from "./drift-report";
import { type Difference, isFixedByUp, portalStep, type Repair } from "./policy-fields";

/** The name of the object with an id, if it is known. */
export type NameOf = (id: string) => string | undefined;

/** A sentence as a block. */
export const text = (sentence: string): Block => ({ kind: "text", text: sentence });

type Row = readonly [label: string, text: string];

/** An item of a list with what belongs to it. */
export type LongItem = Exclude<Item, string>;

/** Labelled lines below an item. */
export const rows = (...all: readonly Row[]): Block => ({
  kind: "entries",
  entries: all.map(([label, said]) => entry(label, said)),
});

/** One policy of the stack. @param item a change as an item of a list */
export function policySection(report: PolicyReport, graph: string, item: (change: Change) => LongItem): Section {
  const { policy, kind, changes, noise, request } = report;
  const title = `Policy ${named(policy.displayName)}`;
  if (kind === "unknown") return { title: `${title}: could not be checked`, blocks: [] };
  if (kind === "undeclared")
    return { title: `${title}: deployed by this stack, but no longer in the code`, blocks: [] };
  const items = changes.map(item);
  const [only] = items;
  if (kind === "deleted" && only) return { title: `${title}: ${only.text}`, blocks: only.below };
  const fields = changes.filter((change) => change.kind === "field");
  const matching = changes.length === 0 ? "matches the code" : "its fields match the code";
  const notDrift = noise.map(
    ({ field, why }) => `not drift, although the preview shows it: ${printable(field)}: ${why}`,
  );
  return {
    title: `${title}: ${fields.length > 0 ? counted(fields.length, "field differs", "fields differ") : matching}`,
    blocks: [
      ...listSection("", [...items, ...notDrift]).blocks,
      ...(request === undefined || fields.every(isFixedByUp) ? [] : requestBlocks(request, policy.id, graph)),
    ],
  };
}

/** One request for all fields that `pulumi up` leaves: several requests could undo each other. */
const requestBlocks = ({ method, path, body }: GraphRequest, id = "", graph: string): readonly Block[] => [
  text("The policy in the portal:"),
  { kind: "code", lines: [portalLink(id, undefined)] },
  text("This Graph request sets all of these fields to the code's values:"),
  { kind: "code", lines: [`${method} ${graph}${path}`, ...JSON.stringify(body, undefined, 2).split("\n")] },
];

/** A change in words. */
export type ChangeInWords = {
  readonly title: string;
  /** What is there, what should be there, and how to repair it. */
  readonly below: readonly Block[];
  /** How to undo it by hand, as a request without a full stop. */
  readonly byHand: string;
};

/** The words for one change. */
export function changeInWords(change: Change, nameOf: NameOf): ChangeInWords {
  switch (change.kind) {
    case "field": {
      const beta = change.onlyInBeta ? " (only /beta of Graph shows it)" : "";
      const byHand = `set ${shortened(change.path)} as the code says`;
      return { title: `${printable(change.path)}${beta}`, below: [fieldRows(change, nameOf)], byHand };
    }
    case "deleted": {
      const byHand = `restore ${named(change.policy.displayName)} in the Entra admin center`;
      return { title: "deleted in the tenant", below: [rows(["repair", RECREATION[change.repair]])], byHand };
    }
    case "weakStrength": {
      const byHand = `make the strength of ${named(change.policy.displayName)} allow only combinations that are MFA`;
      return { title: printable(change.says), below: [WEAK_STRENGTH], byHand };
    }
    case "exclusion": {
      const { file, line, column } = change.entry.at;
      const below = rows(["register", `${printable(file)}:${line}:${column}`], ["repair", change.help]);
      return { title: change.message, below: [below], byHand: membershipBack(change, nameOf) };
    }
    case "object":
      return objectInWords(change, nameOf);
  }
}

function objectInWords(change: ObjectChange, nameOf: NameOf): ChangeInWords {
  const { list, found, fields } = change;
  const name = objectName(change, nameOf);
  const id = change.id === "" || list === "roleAssignments" ? "" : ` (${printable(change.id)})`;
  const below = fields.flatMap(({ path, tenant, code }) => [
    text(printable(path)),
    rows(["before", valueText(code, nameOf)], ["now", valueText(tenant, nameOf)]),
  ]);
  const paths = fields.length === 0 ? "" : `: ${pathsInWords(fields)}, below`;
  const byHand = found === "added" ? `delete the ${name}` : `restore the ${name}${paths}`;
  return { title: `${name}${id}: ${HOW[found]}`, below: [rows(["to undo", byHand]), ...below], byHand };
}

/** The fields that differ, as a listing. */
export const pathsInWords = (differences: readonly Difference[]): string =>
  listing(
    differences.map(({ path }) => shortened(path)),
    "and",
  );

const HOW: Readonly<Record<ObjectChange["found"], string>> = { added: "new", removed: "gone", changed: "changed" };

/** An object of the tenant by its kind and name. */
const objectName = ({ list, id, displayName }: ObjectChange, nameOf: NameOf): string =>
  id === "" ? KINDS[list] : `${KINDS[list]} ${named(displayName ?? nameOf(id) ?? id)}`;

/** What a list holds. */
const KINDS: Readonly<Record<ObjectChange["list"], string>> = {
  policies: "policy",
  namedLocations: "location",
  authenticationStrengthPolicies: "authentication strength",
  groups: "group",
  roleAssignments: "role",
  securityDefaults: "security defaults",
  conditionalAccessSettings: "settings of Conditional Access",
};

/** How to make a group's members what the register lists. An account that is gone or disabled has nothing to undo. */
function membershipBack(change: ExclusionChange, nameOf: NameOf): string {
  if (!("member" in change)) return change.help;
  const { id, displayName } = change.member;
  const group = change.entry.principal.id;
  const [verb, where] = change.found === "memberAdded" ? ["take", "out of"] : ["put", "back into"];
  return `${verb} ${named(displayName ?? nameOf(id) ?? id)} ${where} the excluded group ${named(nameOf(group) ?? group)}`;
}

const WEAK_STRENGTH = rows(
  ["repair", "`pulumi up` doesn't fix it, unless the stack declares the strength too"],
  [
    "portal",
    "Entra admin center > Authentication methods > Authentication strengths: allow only combinations that are MFA",
  ],
);

const RESTORE = "Or restore it in the Entra admin center within 30 days";

const RECREATION: Readonly<Record<Extract<PolicyChange, { kind: "deleted" }>["repair"], string>> = {
  repaired: `\`pulumi up\` recreates it with a new id. ${RESTORE}`,
  refused: `\`pulumi up\` recreates it with a new id once security defaults are off. ${RESTORE}`,
  notShown: "fix the preview first (see below)",
};

function fieldRows(change: FieldChange, nameOf: NameOf): Block {
  const { path, tenant, code, repair, changedIn } = change;
  const lacking = (list: unknown, other: unknown): readonly unknown[] =>
    (asList(other) && asList(list)?.filter((item) => !asList(other)?.some((one) => isSameValue(path, one, item)))) ??
    [];
  const names = (items: readonly unknown[]) => listText(items.map((item) => nameOf(String(item)) ?? String(item)));
  const [added, missing] = [lacking(tenant, code), lacking(code, tenant)];
  return rows(
    ["tenant", valueText(tenant, nameOf)],
    ["code", valueText(code, nameOf)],
    ...present<Row>([
      added.length > 0 && ["added", names(added)],
      missing.length > 0 && ["missing", names(missing)],
      ["repair", `${REPAIRS[repair]}${CHANGED_IN[changedIn]}`],
      !isFixedByUp(change) && ["portal", portalStep(path)],
    ]),
  );
}

const REPAIRS: Readonly<Record<Repair, string>> = {
  repaired: "`pulumi up` fixes it",
  refused: "`pulumi up` fixes it once security defaults are off. Until then Entra refuses it",
  notSeen: "`pulumi up` doesn't fix it: the azuread plugin doesn't see this field",
  leftToGraph: "`pulumi up` sees it, but its request omits this field. Read the policy back afterwards",
  notShown: "the preview doesn't show it, so `pulumi up` may not fix it",
  untried: "not tried with the azuread plugin. Set it in the portal or with Graph",
};

const CHANGED_IN: Readonly<Record<FieldChange["changedIn"], string>> = {
  tenant: "",
  code: ". The tenant has what was deployed last: the code has changed since",
  unknown: ". After a refresh, azmfa can't tell whether the tenant or the code has changed",
};

/** A value for people: lists with commas, ranges by their addresses, other objects as JSON, and `(nothing)`. */
function valueText(value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  const items = asList(value)?.map((item) => asText(asObject(item)?.["cidrAddress"]) ?? item);
  if (items?.every((item) => typeof item !== "object"))
    return listText(items.map((id) => withName(String(id), nameOf)));
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function withName(id: string, nameOf: NameOf): string {
  const name = nameOf(id);
  return name === undefined ? id : `${name} (${id})`;
}

const listText = (items: readonly string[]): string =>
  items.length === 0 ? NOTHING : someOf(items, 12).map(printable).join(", ");

const NOTHING = "(nothing)";
