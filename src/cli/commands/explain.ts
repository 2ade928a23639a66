import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { Told } from "../../law/conditions/telling";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import { type UserId, userId } from "../../law/model/ids";
import type { Tenant, User } from "../../law/model/tenant";
import { explanationReport } from "../../report/explanation";
import { explanationObject } from "../../report/explanation-in-json";
import { namingObject, namingReport } from "../../report/naming";
import { render } from "../../report/render";
import { isGuid } from "../../text/guid";
import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { listing } from "../../text/sentence";
import { exemptIn } from "../../verifier/exemptions";
import { explainSignIn } from "../../verifier/one-sign-in/explain-sign-in";
import { judgedPerson } from "../../verifier/one-sign-in/judged-person";
import type { ToldSignIn } from "../../verifier/one-sign-in/told-sign-in";
import { namingOf } from "../../verifier/one-sign-in/ways-named";
import type { Command, ExitStatus, Given, Host, OptionSpecs } from "../command";
import { refuse, refuseAll } from "../exit-status";
import { readTenantFile } from "../files/tenant-file";
import { JUDGING_OPTIONS, type Judging, judgingOf, sayHowJudged } from "../judging";
import { atPath, SAMPLE_OPTION, tenantSources } from "../samples/tenant-source";

const TELLING_OPTIONS: OptionSpecs = Object.assign({}, ...DIMENSIONS.map((one) => CONDITIONS[one].telling.options));

/**
 * `azmfa explain`: what comes of one sign-in, policy by policy.
 * @public loaded by the table of commands when it is asked for
 */
export const explain: Command = {
  usage: "TENANT.json --user UPN|ID [how they sign in] [options]",
  about: `Explains one sign-in to the Windows Azure Service Management API, policy by policy: whether
it applies, by which group, role or condition, and what it asks for; then what comes of it:
stopped until MFA, gets in without, or what that depends on. What isn't told may be anything.
With --policies-of instead of --user: which policies name the person, and by what.
- stands for standard input. See docs/verdicts.md.
`,
  statuses: {
    0: "the question is answered, whatever the answer is",
    2: "bad input",
  },
  options: {
    user: { kind: "text", value: "UPN|ID", help: "who signs in: user principal name, object id or display name" },
    "policies-of": { kind: "text", value: "UPN|ID", help: "list the policies that name this person instead" },
    ...TELLING_OPTIONS,
    ...JUDGING_OPTIONS,
    ...SAMPLE_OPTION,
  },
  files: { least: 1, most: 1 },
  async run(given, host) {
    const judging = await judgingOf(given, host);
    const asked = questionIn(given);
    const sources = tenantSources(given);
    if (!judging.ok || !asked.ok || !sources.ok) return refuseAll(host, [judging, asked, sources]);
    sayHowJudged(judging.value, host, []);
    const [source = atPath("")] = sources.value;
    const file = source.name;
    const read = await readTenantFile(source, host);
    if (!read.ok) return refuse(host, read.errors);
    const { tenant } = read.value;
    const person = findPerson(tenant, asked.value.who);
    if (!person.ok) return refuse(host, person.errors);
    return asked.value.policiesOnly
      ? listPolicies({ file, tenant, id: person.value }, judging.value, host)
      : tell({ file, tenant, id: person.value }, { ...asked.value, given }, judging.value, host);
  },
};

interface Question {
  readonly who: string;
  readonly policiesOnly: boolean;
  readonly told: ToldSignIn;
}

function questionIn(given: Given): Result<Question, string> {
  const user = given.text("user");
  const policiesOf = given.text("policies-of");
  const told = DIMENSIONS.map((dimension) => toldIn(dimension, given));
  const options = Object.keys(TELLING_OPTIONS).filter((option) => given.has(option));
  const errors = [
    ...(user === undefined && policiesOf === undefined ? ["azmfa: say who signs in: --user UPN|ID"] : []),
    ...(user !== undefined && policiesOf !== undefined ? ["azmfa: --user and --policies-of don't go together"] : []),
    ...(policiesOf !== undefined && options.length > 0
      ? [`azmfa: --policies-of is about no sign-in, so it takes no --${options[0]}`]
      : []),
    ...told.flatMap((one) => (one.ok ? [] : one.errors.map((error) => `azmfa: ${error}`))),
  ];
  return resultOf(
    () => ({
      who: user ?? policiesOf ?? "",
      policiesOnly: policiesOf !== undefined,
      told: Object.assign({}, ...told.map((one) => (one.ok ? one.value : {}))),
    }),
    errors,
  );
}

function toldIn<D extends Dimension>(dimension: D, given: Given): Result<ToldSignIn, string> {
  const read: Result<Told<Circumstances[D]> | undefined, string> = CONDITIONS[dimension].telling.read((option) =>
    given.text(option),
  );
  if (!read.ok) return read;
  return { ok: true, value: read.value === undefined ? {} : { [dimension]: read.value } };
}

interface Asked {
  readonly file: string;
  readonly tenant: Tenant;
  readonly id: UserId;
}

async function tell(
  { file, tenant, id }: Asked,
  { told, given }: Pick<Question, "told"> & { readonly given: Given },
  { format, register }: Judging,
  host: Host,
): Promise<ExitStatus> {
  const explanation = {
    file,
    tenant,
    explained: explainSignIn(tenant, judgedPerson(tenant, id), told),
    told: Object.keys(TELLING_OPTIONS).flatMap((option) => {
      const text = given.text(option);
      return text === undefined ? [] : [[option, text] as const];
    }),
    notTold: DIMENSIONS.filter((dimension) => told[dimension] === undefined),
    isExempt: exemptIn(tenant, register?.exemptions ?? []).isExempt(id),
  };
  const result = { report: () => explanationReport(explanation), object: () => explanationObject(explanation) };
  await host.out(render(format, result, host));
  return 0;
}

async function listPolicies({ file, tenant, id }: Asked, { format }: Judging, host: Host): Promise<ExitStatus> {
  const naming = { file, tenant, ...namingOf(tenant, judgedPerson(tenant, id)) };
  await host.out(render(format, { report: () => namingReport(naming), object: () => namingObject(naming) }, host));
  return 0;
}

/** Looks a person up by object id, user principal name or, where only one has it, display name. @returns them, or one line that says what is wrong */
function findPerson({ users }: Pick<Tenant, "users">, typed: string): Result<UserId, string> {
  if (users === undefined)
    return isGuid(typed.trim())
      ? { ok: true, value: userId(typed) }
      : {
          ok: false,
          errors: [`azmfa: the file has no users, so ${quoted(typed)} can't be looked up; give the person's object id`],
        };
  const wanted = typed.trim().toLowerCase();
  const named = (["id", "userPrincipalName", "displayName"] as const).map((name) =>
    users.filter((user) => user[name]?.toLowerCase() === wanted),
  );
  const [found, ...others] = named.find(({ length }) => length > 0) ?? [];
  if (found === undefined) return { ok: false, errors: [unknownPerson(typed, users)] };
  if (others.length === 0) return { ok: true, value: found.id };
  const ids = [found, ...others].slice(0, MOST_NAMES).map(({ id }) => id);
  return {
    ok: false,
    errors: [`azmfa: ${others.length + 1} people are called ${quoted(typed)}; give one of the ids: ${ids.join(", ")}`],
  };
}

const MOST_NAMES = 3;

function unknownPerson(typed: string, users: readonly User[]): string {
  const near = nearNames(typed, users);
  const hint = near.length === 0 ? "" : `; did you mean ${listing(near.map(quoted), "or")}?`;
  return `azmfa: there is nobody ${quoted(typed)} among the users${hint}`;
}

/** Names that hold what was typed, and the one that is nearest to it. */
function nearNames(typed: string, users: readonly User[]): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  const names = users.map(({ id, displayName, userPrincipalName }) => userPrincipalName ?? displayName ?? id);
  const holding = names.filter((name) => wanted !== "" && name.toLowerCase().includes(wanted));
  const nearest = nearestWord(typed, names);
  return [...new Set([...(nearest === undefined ? [] : [nearest]), ...holding])].slice(0, MOST_NAMES);
}
