import { Option } from "commander";
import { DIMENSIONS } from "../../law/conditions";
import { comparableId, userId } from "../../law/model/ids";
import { GUEST_TYPES, type Principal } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { signInReport } from "../../report/one-sign-in";
import { signInObject } from "../../report/one-sign-in-in-json";
import { isGuid } from "../../text/guid";
import { quoted } from "../../text/printable";
import { Refused } from "../../text/refused";
import { exemptIn } from "../../verifier/exemptions";
import { explainSignIn } from "../../verifier/one-sign-in/explain";
import { judgedOfType, judgedPerson } from "../../verifier/one-sign-in/judged-person";
import { namesIn } from "../arguments";
import type { Command } from "../command";
import { JUDGING_OPTIONS, judgingOf } from "../judging";
import { SIGN_IN_OPTIONS, signInFrom } from "../sign-in-options";
import { readTenant, sourceAt, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa explain`: what each policy does with one sign-in. Loaded by the table of commands. */
export const explain: Command = {
  takes: ["<TENANT>"],
  about: `Explains one sign-in to Azure management, policy by policy, and whether it needs
MFA. What you don't say of the sign-in can have any value. See docs/verdicts.md.`,
  statuses: { 0: "answered, whatever the answer is" },
  options: [
    new Option("--user <UPN|ID|TYPE>", "who signs in: UPN, object id or type").makeOptionMandatory(),
    ...SIGN_IN_OPTIONS,
    ...JUDGING_OPTIONS,
    WHOLE_OPTION,
  ],
  async run(given, host) {
    const source = sourceAt(given.files[0] ?? "", given);
    const signIn = signInFrom(given.text);
    const judging = judgingOf(given, host);
    const { tenant } = await readTenant(source, host);
    const people = findPerson(tenant, given.text("user") ?? "");
    const { isExempt } = exemptIn(tenant, judging.register?.exemptions ?? []);
    const judged = {
      file: source.name,
      tenant,
      explained: explainSignIn(tenant, people, signIn),
      given: namesIn(SIGN_IN_OPTIONS).flatMap((name) => given.all(name).map((text) => [name, text] as const)),
      notGiven: DIMENSIONS.filter((dimension) => signIn[dimension] === undefined),
      isExempt: people.some((one) => one.kind === "person" && isExempt(one.id)),
    };
    return { report: () => signInReport(judged), object: () => signInObject(judged), status: 0 };
  },
};

/** Finds a person by object id or user principal name, or takes anyone of a type. @throws Refused if it is neither */
function findPerson(tenant: Tenant, typed: string): readonly Principal[] {
  const wanted = comparableId(typed);
  const [user, ...others] = (tenant.users ?? []).filter(({ id, userPrincipalName }) =>
    [id, userPrincipalName].some((name) => name?.toLowerCase() === wanted),
  );
  if (user !== undefined && others.length === 0) return judgedPerson(tenant, user.id);
  const type = (["member", ...GUEST_TYPES] as const).find((one) => one.toLowerCase() === wanted);
  if (type !== undefined) return judgedOfType(tenant, type);
  if (tenant.users === undefined && isGuid(wanted)) return judgedPerson(tenant, userId(typed));
  const name = tenant.users === undefined ? "" : "a user principal name, ";
  throw new Refused(`azmfa: ${quoted(typed)} isn't one user; use ${name}an object id or a type such as member`);
}
