import { LABELLED_CASES, registerFor } from "../../cli/labelled-cases";
import { asTemplate, POLICIES_ALONE, REGISTER, WITH_DIRECTORY } from "../../corpus/baseline";
import { OF_COLLECTIONS } from "../expected/of-collections";
import { OF_LABELLED_CASES } from "../expected/of-labelled-cases";
import type { AuditedTenant } from "./audited-tenant";
import { COMPLIANT_REGISTER, compliantTenant } from "./compliant";
import { seedFile } from "./seed";
import { LAPSED_REGISTER, littleRead, muchBesides } from "./special";

const collection = (
  name: string,
  title: string,
  tenant: object,
  register: string | undefined = undefined,
): AuditedTenant => ({ name, title, tenant, register, expected: OF_COLLECTIONS[name] });

const COLLECTIONS: readonly AuditedTenant[] = [
  collection("compliant", "a tenant in which everything is known and good", compliantTenant(), COMPLIANT_REGISTER),
  collection(
    "sandbox",
    "the sandbox's tenant before anything is deployed",
    seedFile(),
    COMPLIANT_REGISTER.replaceAll("aaaaaaaa-0000", "bbbbbbbb-0000"),
  ),
  collection("policies-alone", "forty policies as people export them, and nothing else", POLICIES_ALONE),
  collection("baseline", "forty policies with a directory", WITH_DIRECTORY, REGISTER),
  collection("template", "forty policies in report-only, and nothing else", asTemplate(POLICIES_ALONE)),
  collection(
    "template-with-directory",
    "forty policies in report-only, with a directory",
    asTemplate(WITH_DIRECTORY),
    REGISTER,
  ),
  collection("much-besides", "a tenant that is compliant, with much amiss besides", muchBesides(), COMPLIANT_REGISTER),
  collection(
    "register-lapsed",
    "the compliant tenant with a register that has lapsed",
    compliantTenant(),
    LAPSED_REGISTER,
  ),
  collection("little-read", "the compliant tenant, read without the permissions", littleRead(), COMPLIANT_REGISTER),
];

/** Each labelled case, and the collections. */
export const AUDITED_TENANTS: readonly AuditedTenant[] = [
  ...COLLECTIONS,
  ...LABELLED_CASES.map((one) => ({
    name: one.name,
    title: `the labelled tenant ${one.name}`,
    tenant: one.tenant,
    register: registerFor(one),
    expected: OF_LABELLED_CASES[one.name],
  })),
];

/** The audited tenant of that name, which must exist. */
export function auditedTenant(name: string): AuditedTenant {
  const found = AUDITED_TENANTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no audited tenant ${name}`);
  return found;
}
