import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, mergedInto } from "./merged-into";

/** A tenant whose verdict is known. Its file says what differs from `base.json`, its folder what the verdict is. */
export interface LabelledCase {
  readonly name: string;
  /** What of a policy it is about, in a word. */
  readonly dimension: string;
  readonly expected: "proved" | "bypass" | "unknown";
  /** Where it is unknown: the field that keeps it from being decided, as the verdict names it. */
  readonly field: string | undefined;
  readonly exempt: Exempt;
  /** Ids of the people who reach the API without MFA, in order; where the verdict is unknown, of those who may. */
  readonly uncoveredUsers: readonly string[];
  readonly tenant: Tenant;
}

/** Ids of those whose exclusion is declared; a group stands for each of its members. */
interface Exempt {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

interface Tenant extends Json {
  readonly policies: readonly Json[];
  readonly users: readonly { readonly id: string; readonly userPrincipalName: string }[];
}

/** What a case's file says: each policy as what differs from the base's policy; nobody is uncovered unless named. */
interface Written {
  readonly dimension: string;
  readonly field?: string;
  readonly uncovered?: "everybody" | readonly string[];
  readonly policies: readonly Json[];
  /** What else of the tenant differs, list by list. */
  readonly tenant?: Json;
}

const BASE: { readonly exempt: Exempt; readonly tenant: Tenant } = read("base.json");

/** All of them, in the order of their folders and names. */
export const LABELLED_CASES: readonly LabelledCase[] = (["bypass", "proved", "unknown"] as const).flatMap((expected) =>
  readdirSync(join(__dirname, expected)).map((file) => {
    const { dimension, field, uncovered = [], policies, tenant }: Written = read(expected, file);
    return {
      name: file.replace(/\.json$/, ""),
      dimension,
      expected,
      field,
      exempt: BASE.exempt,
      uncoveredUsers: idsOf(uncovered),
      tenant: { ...BASE.tenant, ...tenant, policies: policies.map(policyAt) },
    };
  }),
);

/** The case of that name, which must exist. */
export function labelledCase(name: string): LabelledCase {
  const found = LABELLED_CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
}

function policyAt(different: Json, index: number): Json {
  const [policy] = BASE.tenant.policies;
  const id = `eeeeeeee-0000-4000-8000-${String(index + 1).padStart(12, "0")}`;
  return mergedInto({ ...policy, id }, different);
}

function idsOf(uncovered: "everybody" | readonly string[]): readonly string[] {
  const { exempt, tenant } = BASE;
  if (uncovered === "everybody")
    return tenant.users.flatMap(({ id }) => (exempt.users.includes(id) ? [] : [id])).sort();
  return uncovered.map((name) => {
    const user = tenant.users.find(({ userPrincipalName }) => userPrincipalName === name);
    if (user === undefined) throw new Error(`nobody of base.json is called ${name}`);
    return user.id;
  });
}

function read(...path: readonly string[]) {
  return JSON.parse(readFileSync(join(__dirname, ...path), "utf8"));
}
